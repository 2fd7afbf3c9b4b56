"""Personal data looked for by several processes: what one process finds, and no text is searched twice."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool

import pytest

from analysis.app import done_ahead, kept_findings, personal_data_search
from analysis.app.context import AppContext
from analysis.model import ActivityEvent, ActivityKind, PersonalData, Publish
from analysis.redacting import search
from analysis.tally.privacy.masking import proposals
from tests.builders import NOON, make_response

RESPONSES = [
    make_response(f"{n}.txt", [f"Ring me on 020 7946 0{n:03}."], who="Ann Meadows", publish=Publish.ANONYMOUS)
    for n in range(7)
]
WORDS = frozenset({"meadows"})


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    search.forget()
    monkeypatch.setattr(personal_data_search, "LEAST", 1)
    monkeypatch.setattr(personal_data_search, "KEPT_FROM", 1)
    monkeypatch.setattr(personal_data_search, "CHUNK", 3)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def _data(response: object) -> list[PersonalData]:
    return [proposal.data for proposal in proposals(response, WORDS)]  # type: ignore[arg-type]


def test_processes_find_what_one_finds_and_it_is_not_searched_again(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = list(map(_data, RESPONSES))
    assert all(alone)
    search.forget()
    with personal_data_search.search_ahead(app, RESPONSES, WORDS):
        pass
    monkeypatch.setattr(search, "_find", lambda *_: pytest.fail("it was searched again"))
    assert list(map(_data, RESPONSES)) == alone


def test_what_is_lost_with_a_process_is_searched_here(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost:
        def __init__(self, *_: object) -> None: ...

        def map(self, *_: object) -> object:
            raise BrokenProcessPool

        def shutdown(self, **_: object) -> None: ...

    monkeypatch.setattr(done_ahead, "ProcessPoolExecutor", Lost)
    with personal_data_search.search_ahead(app, RESPONSES, WORDS):
        pass
    assert all(map(_data, RESPONSES))


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "KEPT", 3)
    for response in RESPONSES:
        assert _data(response)
    assert len(search._remembered) <= 3


def test_what_was_found_once_is_not_searched_again(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal_data_search, "LEAST", 100)
    app.store.note(ActivityEvent(ActivityKind.UPLOADED, "Anna", NOON, "a.txt"))
    with personal_data_search.search_ahead(app, RESPONSES[:-1], WORDS):
        pass
    kept = app.workspace.state / kept_findings.FILE
    assert b"Meadows" not in kept.read_bytes()
    searched: list[str] = []
    real = search._find
    monkeypatch.setattr(search, "_find", lambda text, *rest: (searched.append(text), real(text, *rest))[1])

    def searched_again(words: frozenset[str] = WORDS) -> list[str]:
        searched.clear()
        search.forget()
        with personal_data_search.search_ahead(app, RESPONSES, words):
            pass
        return list(searched)

    assert searched_again() == [RESPONSES[-1].document.text]
    assert searched_again() == []
    assert len(searched_again(frozenset())) == len(RESPONSES), "the consultation has other words"
    assert searched_again() == [one.document.text for one in RESPONSES], "it was kept for these words"
    kept.write_bytes(kept.read_bytes().replace(b"telephone number", b"name of an office holder"))
    assert len(searched_again()) == len(RESPONSES), "the store does not vouch for it"
    assert all(map(_data, RESPONSES))

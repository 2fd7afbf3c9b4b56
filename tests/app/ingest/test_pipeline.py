"""Taking in: what was found in files before is looked up for several at a time, and is the same as one by one."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.ingest.batches import BYTES
from analysis.app.ingest.pipeline import TOGETHER, ReadingCache, map_in_order, may_pass
from analysis.app.reader_process.pool import ReaderPool
from analysis.model import Part, Publish, Respondent, Skipped
from analysis.reading.office_conversion import FAILED, INSTALL
from analysis.store import Refs
from analysis.workspace import Workspace
from tests.builders import LETTER, Clock, make_workspace


def found(refs: Refs) -> tuple[Part, ...]:
    return tuple(Skipped(f"{kind} {number}", "test") for kind, number in refs)


@given(st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=8), st.data())
def test_what_is_looked_up_together_is_what_is_looked_up_one_by_one(
    sizes: list[list[int]], data: st.DataObject
) -> None:
    files = [tuple(("unread", 10 * n + place) for place, _ in enumerate(own)) for n, own in enumerate(sizes)]
    known = data.draw(st.permutations(files))[: len(files) // 2 + 1]
    before = ReadingCache(found, known)
    for refs in data.draw(st.permutations([*files, *files])):
        assert before(refs) == found(refs)


def test_files_in_their_order_are_looked_up_together() -> None:
    files: list[Refs] = [(("unread", n),) for n in range(2 * TOGETHER)]
    asked: list[Refs] = []

    def noted(refs: Refs) -> tuple[Part, ...]:
        asked.append(refs)
        return found(refs)

    before = ReadingCache(noted, files)
    assert [before(refs) for refs in files] == [found(refs) for refs in files]
    assert len(asked) == 2


def test_a_file_is_read_again_once_the_program_may_be_there() -> None:
    assert may_pass(Skipped("letter.doc", f"older Word files are not read; {INSTALL}"))
    assert not may_pass(Skipped("letter.doc", FAILED))


def cover_note() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Hazel Thorne <hazel@example.org>", "Mill Lane"
    made.set_content("Please find our response attached.\n")
    made.add_attachment(LETTER.encode(), maintype="text", subtype="plain", filename="letter.txt")
    return made.as_bytes()


def test_a_cover_note_and_its_attachment_are_one_response_of_the_sender(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path, {})), clock=Clock())
    (app.workspace.responses / "post.eml").write_bytes(cover_note())
    corpus = publish.report(app)
    assert corpus.responses == 1
    assert ingest.find(app, "post.eml#letter.txt").respondent == Respondent("Hazel Thorne")
    assert all(skip.is_harmless for skip in corpus.skipped)


def test_what_is_said_of_a_message_counts_for_what_is_attached(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path, {})), clock=Clock())
    (app.workspace.responses / "post.eml").write_bytes(cover_note())
    rows = "file,respondent,type,publish\npost.eml,,charity,yes\n"
    app.workspace.respondents.write_text(rows, encoding="utf-8")
    assert ingest.find(app, "post.eml#letter.txt").respondent == Respondent("Hazel Thorne", "charity", Publish.YES)


@pytest.mark.parametrize(("size", "goes_on"), [(1, True), (BYTES + 1, False)])
def test_what_lies_behind_a_slow_file_is_read_meanwhile_unless_it_is_large(
    monkeypatch: pytest.MonkeyPatch, size: int, goes_on: bool
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    all_others = Event()

    def work(number: int) -> bool:
        if number == 20:
            all_others.set()
        return bool(number) or all_others.wait(5 if goes_on else 0.1)

    first, *others = map_in_order(work, range(21), ReaderPool(), lambda _: size)
    assert (first, all(others)) == (goes_on, True)

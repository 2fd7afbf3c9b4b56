"""Labels of policy prose: they keep to their codebooks, and find their texts again however these are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import policy_agreement
from benchmarks import policy_prose_data as prose
from benchmarks.policy_prose_data import LetterIndex, Unit, fingerprint
from tests.shared import needs_shared

TEXT = "The ﬁrst agency said so. The first agency\nwas told, on page 2, to re-\nport. The end."


def _unit(text: str) -> Unit:
    letters = LetterIndex(text).letters
    return Unit("a-001", "a", "a.pdf", 1, 1, " ".join(text.split()[:5]), len(letters), fingerprint(letters))


def _keep(folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three units of which two people coded all, with one difference."""
    monkeypatch.setattr(prose, "FOLDER", tmp_path)
    unit = vars(_unit("No more than five words"))
    _keep(tmp_path, "units", [unit | {"unit": f"a-00{number}"} for number in (1, 2, 3)])
    _keep(tmp_path, "first", [{"unit": f"a-00{n}", "themes": t} for n, t in ((1, ["x"]), (2, []), (3, ["x"]))])
    _keep(tmp_path, "second", [{"unit": f"a-00{n}", "themes": t} for n, t in ((1, ["x"]), (2, []), (3, ["x", "y"]))])
    return tmp_path


def test_every_unit_has_a_code_of_its_codebook_and_no_more_words_than_five() -> None:
    codebooks, first = prose.codebooks(), prose.coded_by("first")
    units = prose.units()
    assert [unit.unit for unit in units] == list(first)
    assert len({unit.sha256 for unit in units}) == len(units)
    assert all(len(unit.words.split()) <= 5 for unit in units)
    for coder in (*prose.CODERS, "settled"):
        themes = prose.coded_by(coder)
        assert all(themes[u.unit] <= set(codebooks[u.codebook].keys) for u in units if u.unit in themes), coder


def test_a_unit_is_found_by_its_letters_wherever_it_stands_and_however_it_is_spaced() -> None:
    start, end = LetterIndex(TEXT).find(_unit("The first agency was told, on page 2, to report.")) or (0, 0)
    assert TEXT[start:end] == "The first agency\nwas told, on page 2, to re-\nport"
    start, end = LetterIndex(TEXT).find(_unit("The first agency said so.")) or (0, 0)
    assert TEXT[start:end] == "The ﬁrst agency said so"


def test_a_unit_whose_words_have_changed_is_not_found() -> None:
    assert LetterIndex(TEXT).find(_unit("The first agency said no.")) is None


@needs_shared
def test_every_unit_is_found_in_the_documents_as_they_are_read_today() -> None:
    assert prose.missing_units() == []
    texts = {found.unit.unit: found.text for found in prose.found_units()}
    assert texts["encryption-031"].endswith("(Assistance and Access) Bill 2018.")
    assert all(texts[unit.unit].split()[:5] == unit.words.split() for unit in prose.units())


def test_what_two_people_agree_on_is_settled_and_the_rest_when_a_third_decides(coded: Path) -> None:
    assert prose.settled() == {"a-001": frozenset("x"), "a-002": frozenset()}
    _keep(coded, "settled", [{"unit": "a-003", "themes": ["y"]}, {"unit": "a-001", "themes": []}])
    assert prose.settled() == {"a-001": frozenset("x"), "a-002": frozenset(), "a-003": frozenset("y")}


def test_agreement_is_printed_once_two_people_have_coded(
    coded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prose, "missing_units", list)
    policy_agreement.main()
    printed = capsys.readouterr().out
    assert "| all | 3 | 0.667 | 0.667 |" in printed
    assert "1 point on which the two differ: not settled." in printed
    (coded / "second.jsonl").unlink()
    policy_agreement.main()
    assert "nothing can be said of agreement" in capsys.readouterr().out

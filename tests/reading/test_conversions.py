"""One real submission saved in every format: the same 27 points come out, labelled as its authors numbered them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.model import SegmentKind
from tests.reading.libreoffice import converted
from tests.reading.submission import HEAD, Expected, bare, draft, expected
from tests.splitting.documents import checked, document
from tests.writers import AUTOMATIC, WRITERS
from tests.writers.draft import Kind, numbered

STYLED = pytest.mark.parametrize("styled", [True, False], ids=["heading styles", "bold paragraphs"])


@pytest.fixture
def gold() -> list[Expected]:
    return expected()


def points(content: bytes, name: str) -> list[Expected]:
    """The points of a file as the gold has them; a heading may be bold."""
    found = document(content, name)
    segments = [s for s in checked(found) if s.kind is SegmentKind.POINT]
    return [Expected(s.label or "", tuple(map(bare, s.section)), bare(found.text[s.start : s.end])) for s in segments]


def test_the_draft_holds_what_the_gold_does(gold: list[Expected]) -> None:
    items = [(number.rstrip("."), bare(part.text)) for part, number in numbered(draft()) if part.kind is Kind.ITEM]
    assert items == [(point.label, point.words) for point in gold]


@STYLED
@pytest.mark.parametrize("suffix", WRITERS)
def test_typed_numbers(suffix: str, styled: bool, gold: list[Expected]) -> None:
    assert points(WRITERS[suffix](draft(styled)), f"answer.{suffix}") == gold


@STYLED
@pytest.mark.parametrize("suffix", AUTOMATIC)
def test_automatic_numbers(suffix: str, styled: bool, gold: list[Expected]) -> None:
    assert points(AUTOMATIC[suffix](draft(styled)), f"answer.{suffix}") == gold


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "pdf"])
def test_the_running_head_is_there(suffix: str) -> None:
    found = document(WRITERS[suffix](draft()), f"answer.{suffix}")
    (kind,) = {s.kind for s in checked(found) if HEAD in found.text[s.start : s.end]}
    assert kind is SegmentKind.FURNITURE


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "pdf", "html", "txt"])
def test_as_libreoffice_saves_it(suffix: str, tmp_path: Path, gold: list[Expected]) -> None:
    # LibreOffice's web pages hold no numbers of several levels: a browser shows "1." for what was "1.1.".
    writers = {"typed": WRITERS} | ({} if suffix == "html" else {"automatic": AUTOMATIC})
    for how, known in writers.items():
        for styled in (True, False):
            # Of any two of the three, every pair is tried.
            source = "docx" if styled == (how == "typed") else "odt"
            file = tmp_path / f"{how}-{'styled' if styled else 'bold'}-from-{source}.{source}"
            file.write_bytes(known[source](draft(styled)))
    saved = converted(sorted(tmp_path.iterdir()), suffix, tmp_path / "saved")
    assert len(saved) == 2 * len(writers)
    differing = {file.name: differences(points(file.read_bytes(), file.name), gold) for file in saved}
    assert {name: found for name, found in differing.items() if found} == {}


def differences(found: list[Expected], gold: list[Expected]) -> list[tuple[Expected | None, Expected | None]]:
    """The points that differ, as they are and as they should be."""
    length = max(len(found), len(gold))
    padded = [[*each, *[None] * (length - len(each))] for each in (found, gold)]
    return [(a, b) for a, b in zip(*padded, strict=True) if a != b]

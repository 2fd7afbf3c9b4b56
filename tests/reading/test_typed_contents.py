"""Two numbers on one line, and tables of contents that Word did not make, in Word files."""

from __future__ import annotations

from analysis.model import BlockKind, SegmentKind
from analysis.splitting import split
from tests.reading.docx_tools import abstract, document, level, num, paragraph, read_one

TITLES = ("Why the bay is wrong", "What it costs", "What we ask for")


def test_lines_below_contents_that_come_again_are_furniture() -> None:
    listed = [paragraph(text) for text in ("Contents", *TITLES)]
    body = [paragraph(text) for title in TITLES for text in (title, "We counted forty lorries there in one hour.")]
    found = read_one(document("".join([*listed, *body])))
    furniture = [found.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.FURNITURE]
    assert furniture == ["Contents", *TITLES]


def test_a_part_s_number_is_no_page_and_ends_no_table_of_contents() -> None:
    parts = ("Part 1", "Why the bay is wrong", "Part 2", "What it costs 14", "Part 3", "What we ask for")
    body = [part.removesuffix(" 14") for part in parts]
    found = read_one(document("".join(map(paragraph, ("Contents", *parts, *body, "We counted forty lorries.")))))
    furniture = [found.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.FURNITURE]
    assert furniture == ["Contents", *parts]


def test_entries_whose_numbers_count_on_are_in_the_table_though_their_words_are_put_otherwise_below() -> None:
    entries = [*TITLES, "How lorries get there", "When it begins"]
    listed = [paragraph("Contents"), *(paragraph(text, number=1) for text in entries)]
    body = [paragraph(text) for title in TITLES for text in (title, "We counted forty lorries there in one hour.")]
    found = read_one(document("".join([*listed, *body]), numbering=abstract(1, level(0, "%1.")) + num(1, 1)))
    furniture = [found.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.FURNITURE]
    assert furniture == ["Contents", *entries]


def test_what_does_not_come_again_is_no_table_of_contents() -> None:
    found = read_one(document("".join(paragraph(text) for text in ("Contents", *TITLES, "We ask for a crossing."))))
    assert all(block.kind is not BlockKind.FURNITURE for block in found.blocks)


def test_a_number_before_that_of_its_first_paragraph_is_read_though_both_are_typed() -> None:
    typed = ("1.\u2014(1) The bay is moved to Mill Lane.", "(2) The lane is closed to lorries.", "2.\u2014(1) Words.")
    found = read_one(document("".join(map(paragraph, typed))))
    assert found.text.split() == " ".join(typed).split()
    assert [block.number for block in found.blocks] == ["1.", "(1)", "(2)", "2.", "(1)"]
    labels = [(s.kind, found.text[s.start : s.end]) for s in split(found) if s.kind is not SegmentKind.GAP]
    assert (SegmentKind.POINT, "The lane is closed to lorries.") in labels

"""Which heading stands under which."""

from __future__ import annotations

from analysis.model import SegmentKind
from tests.splitting.documents import PROSE, checked, document


def sections(text: str, name: str = "a.txt") -> list[tuple[str, ...]]:
    """The section of every point."""
    return [s.section for s in checked(document(text, name)) if s.kind is SegmentKind.POINT]


def test_the_papers_title_is_no_section() -> None:
    text = f"# The title\n\n{PROSE}\n\n## One\n\n{PROSE}\n\n### Two\n\n{PROSE}\n\n## Three\n\n{PROSE}"
    assert sections(text, "a.md") == [(), ("One",), ("One", "Two"), ("Three",)]


def test_levels_rank_headings() -> None:
    text = f"## One\n\n{PROSE}\n\n#### Deep\n\n{PROSE}\n\n### Less deep\n\n{PROSE}\n\n## Two\n\n{PROSE}"
    assert sections(text, "a.md") == [("One",), ("One", "Deep"), ("One", "Less deep"), ("Two",)]


def test_numbers_rank_headings() -> None:
    text = f"1. One\n\n1.1 Two\n\n{PROSE}\n\n1.2 Three\n\n{PROSE}\n\n2. Four\n\n{PROSE}"
    assert sections(text) == [("1. One", "1.1 Two"), ("1. One", "1.2 Three"), ("2. Four",)]


def test_plain_headings_above_numbered_ones() -> None:
    text = f"Summary\n\n{PROSE}\n\nMain submission\n\n1. One\n\n1.1. {PROSE}\n\n2. Two\n\n2.1. {PROSE}"
    assert sections(text) == [("Summary",), ("Main submission", "1. One"), ("Main submission", "2. Two")]


def test_letters_in_capitals_rank_headings() -> None:
    text = f"PART ONE\n\nMoney\n\n{PROSE}\n\nTime\n\n{PROSE}\n\nPART TWO\n\n{PROSE}"
    assert sections(text)[-1] == ("PART TWO",)
    assert sections(text)[0] == ("PART ONE", "Money")


def test_an_annex_stands_under_nothing() -> None:
    text = f"1 One\n\n1.1 {PROSE}\n\n1.2 {PROSE}\n\n2 Two\n\n2.1 {PROSE}\n\nAnnex A\n\n{PROSE}"
    assert sections(text)[-2:] == [("2 Two",), ("Annex A",)]


def test_a_section_is_shown_without_marks_on_one_line() -> None:
    assert sections(f"## **Our   _main_ views** ##\n\n{PROSE}\n\n## Two\n\n{PROSE}", "a.md")[0] == ("Our _main_ views",)

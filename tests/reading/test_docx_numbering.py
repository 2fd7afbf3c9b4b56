"""The numbers that Word computes: every format, restart and way of inheriting, and whole outlines at random."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import BlockKind
from analysis.reading.docx.numerals import format_numeral
from tests.reading.docx_tools import abstract, document, level, num, numbers, paragraph, read_one, start_at, style

OUTLINE = abstract(
    1, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman")
)


def outline(*levels: int, number: int = 1) -> str:
    return "".join(paragraph(f"word{i}", number, depth) for i, depth in enumerate(levels))


def test_levels_count_and_restart_under_the_next_outer_number() -> None:
    body = outline(0, 1, 1, 2, 2, 3, 1, 2, 0, 1)
    assert numbers(body, OUTLINE + num(1, 1)) == ["1.", "1.1", "1.2", "(a)", "(b)", "(i)", "1.3", "(a)", "2.", "2.1"]


def test_a_passed_over_level_counts_as_begun() -> None:
    plain = abstract(1, level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3")) + num(1, 1)
    assert numbers(outline(1, 1, 0, 2, 1), plain) == ["1.1", "1.2", "2", "2.1.1", "2.2"]


def test_lists_of_one_definition_share_counters_and_a_start_override_sets_them_once() -> None:
    lists = OUTLINE + num(1, 1) + num(2, 1) + num(3, 1, start_at(0, 7))
    body = "".join(paragraph("word", number, 0) for number in (1, 1, 2, 3, 3, 1))
    assert numbers(body, lists) == ["1.", "2.", "3.", "7.", "8.", "9."]


def test_lists_of_different_definitions_count_apart() -> None:
    lists = abstract(1, level(0, "%1.")) + abstract(2, level(0, "%1)", start=5)) + num(1, 1) + num(2, 2)
    body = "".join(paragraph("word", number, 0) for number in (1, 2, 1, 2))
    assert numbers(body, lists) == ["1.", "5)", "2.", "6)"]


def test_an_override_may_replace_the_whole_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "Point %1:", "upperRoman", start=4)}</w:lvlOverride>'
    assert numbers(outline(0, 0), OUTLINE + num(1, 1, override)) == ["Point IV:", "Point V:"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("0", ["1.", "1.1", "(a)", "1.2", "(b)", "2.", "2.1", "(c)"]),
        ("1", ["1.", "1.1", "(a)", "1.2", "(b)", "2.", "2.1", "(a)"]),
    ],
)
def test_a_level_may_restart_later_or_never(restart: str, expected: list[str]) -> None:
    extra = f'<w:lvlRestart w:val="{restart}"/>'
    lists = abstract(1, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter", extra=extra)) + num(1, 1)
    assert numbers(outline(0, 1, 2, 1, 2, 0, 1, 2), lists) == expected


def test_legal_levels_write_all_numbers_in_figures() -> None:
    lists = abstract(1, level(0, "%1", "upperRoman"), level(1, "%1.%2", extra="<w:isLgl/>"), level(2, "%1.%2.%3"))
    assert numbers(outline(0, 1, 2), lists + num(1, 1)) == ["I", "1.1", "I.1.1"]


@pytest.mark.parametrize(
    ("style_name", "shown"),
    [
        ("decimal", ["1", "4", "9", "12", "21", "28", "53"]),
        ("decimalZero", ["01", "04", "09", "12", "21", "28", "53"]),
        ("lowerLetter", ["a", "d", "i", "l", "u", "bb", "aaa"]),
        ("upperLetter", ["A", "D", "I", "L", "U", "BB", "AAA"]),
        ("lowerRoman", ["i", "iv", "ix", "xii", "xxi", "xxviii", "liii"]),
        ("upperRoman", ["I", "IV", "IX", "XII", "XXI", "XXVIII", "LIII"]),
        ("ordinal", ["1st", "4th", "9th", "12th", "21st", "28th", "53rd"]),
        ("cardinalText", ["One", "Four", "Nine", "Twelve", "Twenty-one", "Twenty-eight", "Fifty-three"]),
        ("ordinalText", ["First", "Fourth", "Ninth", "Twelfth", "Twenty-first", "Twenty-eighth", "Fifty-third"]),
        ("none", [""] * 7),
        ("somethingNew", ["1", "4", "9", "12", "21", "28", "53"]),
    ],
)
def test_formats(style_name: str, shown: list[str]) -> None:
    assert [format_numeral(value, style_name) for value in (1, 4, 9, 12, 21, 28, 53)] == shown


def test_large_numbers_in_words() -> None:
    assert format_numeral(1120, "ordinalText") == "One thousand one hundred twentieth"
    assert len(format_numeral(32_767, "lowerLetter")) <= 100


def test_numbering_is_inherited_from_styles_and_a_level_tied_to_its_style() -> None:
    lists = abstract(1, level(0, "%1.", style="H1"), level(1, "%1.%2", style="H2")) + num(1, 1)
    styles = (
        style("H1", "heading 1", number=1)
        + style("H2", "heading 2", based_on="H1", number=1)
        + style("Mine", "My clause", based_on="H2")
        + style("Off", "Unnumbered", based_on="H2", number=0)
    )
    body = "".join(paragraph("word", style=each) for each in ("H1", "H2", "Mine", "Off", "H1"))
    assert numbers(body, lists, styles) == ["1.", "1.1", "1.2", None, "2."]


def test_a_style_may_only_name_a_level_of_its_base_styles_list() -> None:
    styles = style("A", "Clause", number=1) + style("B", "Sub-clause", based_on="A", depth=1)
    body = paragraph("word", style="A") + paragraph("word", style="B")
    assert numbers(body, OUTLINE + num(1, 1), styles) == ["1.", "1.1"]


def test_number_0_switches_a_styles_number_off() -> None:
    body = paragraph("one", style="A") + paragraph("two", 0, style="A") + paragraph("three", style="A")
    assert numbers(body, OUTLINE + num(1, 1), style("A", "Clause", number=1)) == ["1.", None, "2."]


def test_a_list_style_lends_its_levels() -> None:
    linked = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Rules"/></w:abstractNum>'
    owner = OUTLINE.replace("<w:lvl ", '<w:styleLink w:val="Rules"/><w:lvl ', 1)
    styles = style("Rules", "Rules", number=1, kind="numbering")
    assert numbers(outline(0, 1, number=2), owner + linked + num(1, 1) + num(2, 2), styles) == ["1.", "1.1"]


def test_bullets_and_hidden_numbers_are_not_written() -> None:
    lists = abstract(1, level(0, "•", "bullet"), level(1, "%2", "none")) + num(1, 1)
    found = read_one(document(outline(0, 1) + paragraph("prose"), lists))
    assert found.text == "word0\n\nword1\n\nprose"
    assert [block.kind for block in found.blocks] == [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(("suffix", "text"), [("tab", "1.\tword0"), ("space", "1. word0"), ("nothing", "1. word0")])
def test_a_number_stands_before_its_block(suffix: str, text: str) -> None:
    lists = abstract(1, level(0, "%1.", extra=f'<w:suff w:val="{suffix}"/>')) + num(1, 1)
    found = read_one(document(outline(0), lists))
    block = found.blocks[0]
    assert found.text == text
    assert (block.number, block.start, block.kind) == ("1.", 3, BlockKind.LIST_ITEM)


def test_an_empty_numbered_paragraph_counts_and_a_missing_list_does_not() -> None:
    body = outline(0) + paragraph("", 1, 0) + paragraph("three", 1, 0) + paragraph("none", 99, 0)
    assert numbers(body, OUTLINE + num(1, 1)) == ["1.", "3.", None]


def test_a_styles_ring_and_nonsense_values_do_no_harm() -> None:
    styles = style("A", "Clause", based_on="B") + style("B", "Clause", based_on="A", number=1)
    lists = abstract(1, level(0, "%1.", start="many")) + num(1, 1, start_at("x", "y")) + num("", "")
    assert numbers(paragraph("word", style="A"), lists, styles) == ["1."]


def expected(levels: list[int]) -> list[str]:
    """The numbers of an outline, computed from the whole list of levels each time."""
    found = []
    for i, own in enumerate(levels):
        parts = []
        for depth in range(own + 1):
            outer = max((j for j in range(i + 1) if levels[j] < depth), default=-1)
            run = levels[outer + 1 : i + 1]
            # A deeper paragraph that comes before the first of this level begins the count too.
            begun = 1 if run and run[0] > depth else 0
            parts.append(sum(each == depth for each in run) + begun)
        found.append(".".join(map(str, parts)))
    return found


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_generated_outlines_are_numbered_as_an_independent_count_does(levels: list[int]) -> None:
    texts = [".".join(f"%{k + 1}" for k in range(depth + 1)) for depth in range(4)]
    lists = abstract(1, *(level(depth, text) for depth, text in enumerate(texts))) + num(1, 1)
    assert numbers(outline(*levels), lists) == expected(levels)

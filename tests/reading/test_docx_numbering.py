"""The numbers that Word computes: every format, restart and way of inheriting, and whole outlines at random."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import BlockKind
from analysis.reading.numbering import format_numeral
from tests.reading.docx_tools import abstract, document, level, num, numbers, paragraph, read_one, run, start_at, style
from tests.reading.libreoffice import converted
from tests.share import examples

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


SECTION_END = '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
HIDDEN_END = "<w:rPr><w:vanish/></w:rPr>"
RESTARTS = "".join(start_at(depth, 1) for depth in range(9))
"""What Word writes where somebody has a list start again."""


def test_a_list_that_begins_at_a_deeper_level_does_not_start_its_outer_ones_anew() -> None:
    for override in (start_at(0, 1), RESTARTS):
        lists = OUTLINE + num(1, 1) + num(2, 1, override)
        body = outline(0, 0) + outline(1, 0, 1, 0, number=2)
        assert numbers(body, lists) == ["1.", "2.", "2.1", "3.", "3.1", "4."]
        assert numbers(outline(0, 0) + outline(0, 1, 0, number=2), lists) == ["1.", "2.", "1.", "1.1", "2."]


@pytest.mark.parametrize(
    ("empty", "shown"),
    [
        (paragraph("", 1, properties=SECTION_END), ["1.", "2."]),
        (paragraph("words", 1, properties=SECTION_END), ["1.", "2.", "3."]),
        (paragraph("", 1, properties=HIDDEN_END), ["1.", "3."]),
        (paragraph(run("secret", "<w:vanish/>"), 1, properties=HIDDEN_END), ["1.", "2."]),
        (paragraph(run("secret", "<w:vanish/>"), 1), ["1.", "3."]),
    ],
    ids=["section break", "section break with words", "hidden end", "all hidden", "hidden words"],
)
def test_which_empty_paragraphs_count(empty: str, shown: list[str]) -> None:
    assert numbers(outline(0) + empty + outline(0), OUTLINE + num(1, 1)) == shown


NAMED = '<w:abstractNum w:abstractNumId="1"><w:name w:val="SEQ1"/>' + OUTLINE.partition(">")[2]


def listnum(instruction: str) -> str:
    """A field whose result Word computes and does not store."""
    instructed = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + instructed + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_fields_count_in_the_lists_that_they_name() -> None:
    named = NAMED.replace('w:val="%1.%2"', 'w:val="(%2)"') + num(1, 1)
    clause = paragraph(run("—") + listnum('LISTNUM "SEQ1" \\l 2') + run(" In this Order"), 1, 0)
    body = clause + paragraph("The Order", 1, 1) + clause + paragraph("The Order", 1, 1)
    found = read_one(document(body, named))
    lines = [line for line in found.text.replace("\t", " ").splitlines() if line]
    assert lines == ["1.—(1) In this Order", "(2) The Order", "2.—(1) In this Order", "(2) The Order"]
    assert [block.number for block in found.blocks] == ["1.", "(1)", "(2)", "2.", "(1)", "(2)"]


@pytest.mark.parametrize(
    ("instructions", "shown"),
    [
        (("LISTNUM", "LISTNUM \\l 2", "LISTNUM"), ["1)", "a)", "2)"]),
        (("LISTNUM LegalDefault \\s 3", "LISTNUM legaldefault \\l 2"), ["3.", "3.1."]),
        (("LISTNUM OutlineDefault", "LISTNUM OutlineDefault \\l 12"), ["I.", "(i)"]),
    ],
)
def test_fields_of_no_list_of_the_file_count_in_word_s_own(instructions: tuple[str, ...], shown: list[str]) -> None:
    body = "".join(paragraph(listnum(instruction) + run(" words")) for instruction in instructions)
    assert [line.split()[0] for line in read_one(document(body)).text.splitlines() if line] == shown


def test_a_field_that_names_no_list_goes_on_a_level_below_its_paragraph_s() -> None:
    body = paragraph(listnum("LISTNUM") + run(" words"), 1, 0)
    assert read_one(document(body, OUTLINE + num(1, 1))).text == "1.\t1.1 words"


def test_definitions_that_share_a_list_style_count_apart() -> None:
    linked = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:numStyleLink w:val="Rules"/></w:abstractNum>' for key in (2, 3)
    )
    lists = OUTLINE + linked + num(1, 1) + num(2, 2) + num(3, 3)
    body = outline(0, 0, number=2) + outline(0, number=3) + outline(0, number=2)
    assert numbers(body, lists, style("Rules", "Rules", number=1, kind="numbering")) == ["1.", "2.", "1.", "3."]


def test_numbers_typed_after_line_breaks_are_found() -> None:
    def broken(*lines: str) -> str:
        return f"<w:r>{'<w:br/>'.join(f'<w:t>{line}</w:t>' for line in lines)}</w:r>"

    body = paragraph(broken("We raise two matters:", "(a) the cost;", "(b) the noise", "of the lorries."), 1)
    body += paragraph(broken("Benefits", "2. The shops gain.", "in 1998. The trams came back"))
    found = read_one(document(body, OUTLINE + num(1, 1)))
    assert [(block.number, found.text[block.start : block.end]) for block in found.blocks] == [
        ("1.", "We raise two matters:"),
        ("(a)", "the cost;"),
        ("(b)", "the noise\nof the lorries."),
        (None, "Benefits"),
        ("2.", "The shops gain.\nin 1998. The trams came back"),
    ]


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
@settings(max_examples=examples(60))
def test_generated_outlines_are_numbered_as_an_independent_count_does(levels: list[int]) -> None:
    texts = [".".join(f"%{k + 1}" for k in range(depth + 1)) for depth in range(4)]
    lists = abstract(1, *(level(depth, text) for depth, text in enumerate(texts))) + num(1, 1)
    assert numbers(outline(*levels), lists) == expected(levels)


FORMATS = ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")
LISTS = 100


class RandomLists:
    """A file of many lists: levels up and down, restarts, styles with numbers, tables, and empty paragraphs."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.body, self.abstracts, self.nums, self.styles = "", "", "", ""
        for index in range(LISTS):
            self.add_list(index)

    def content(self) -> bytes:
        return document(self.body, self.abstracts + self.nums, self.styles)

    def add_list(self, index: int) -> None:
        is_tied = self.random.random() < 0.3
        definition, list_number = index + 1, 10 * index + 10
        starts = [self.random.choice([1, 1, 3]) for _ in range(4)]
        names = [f"S{index}x{depth}" if is_tied else "" for depth in range(4)]
        levels = [self.level(depth, starts[depth], names[depth]) for depth in range(4)]
        restarts = "".join(start_at(depth, ([*starts, 1, 1, 1, 1, 1])[depth]) for depth in range(9))
        self.abstracts += abstract(definition, *levels)
        self.nums += num(list_number, definition) + num(list_number + 1, definition, restarts)
        self.nums += num(list_number + 2, definition)
        if is_tied:
            self.styles += "".join(style(names[d], names[d], number=list_number, depth=d) for d in range(4))
        current, depth = list_number, 0
        for position in range(self.random.randint(4, 12)):
            depth = max(0, min(3, depth + self.random.choice([-2, -1, 0, 0, 0, 1, 1])))
            # A list that starts again is the last of its definition: LibreOffice starts only its first level anew.
            if self.random.random() < 0.15 and current != list_number + 1:
                current = list_number + self.random.choice([2] if is_tied else [1, 2])
            self.body += self.paragraph(f"w{index}x{position}", current, depth, names[depth])

    def level(self, depth: int, start: int, tied: str) -> str:
        whole = ".".join(f"%{i + 1}" for i in range(depth + 1))
        text = self.random.choice([f"%{depth + 1}.", f"(%{depth + 1})", whole])
        return level(depth, text, self.random.choice(FORMATS), start, tied)

    def paragraph(self, word: str, number: int, depth: int, tied: str) -> str:
        kind = self.random.random()
        if kind < 0.05:
            return paragraph("", number, depth)
        if kind < 0.15:
            return paragraph(word, 0, style=tied)
        if kind < 0.2:
            return f"<w:tbl><w:tr><w:tc>{paragraph(word, number, depth)}</w:tc></w:tr></w:tbl>"
        return paragraph(word, style=tied) if tied and kind < 0.6 else paragraph(word, number, depth)


def test_a_hundred_lists_have_the_numbers_that_libreoffice_shows(tmp_path: Path) -> None:
    content = RandomLists(Random(7)).content()
    file = tmp_path / "lists.docx"
    file.write_bytes(content)
    (saved,) = converted([file], "txt", tmp_path / "saved")
    lines = saved.read_text(encoding="utf-8-sig").split("\n")
    shown = [line.rpartition(" ") for line in map(str.strip, lines) if re.search(r"w\d+x\d+$", line)]
    found = read_one(content)
    ours = [(block.number or "", found.text[block.start : block.end]) for block in found.blocks]
    assert ours == [(number.strip(), word) for number, _, word in shown]

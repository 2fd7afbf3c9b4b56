"""What the layout of a PDF page says: lines, paragraphs, headings, lists, columns, furniture, notes, tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from analysis.model import BlockKind, Document
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from tests.reading.pdf_builder import LEFT, Text, paragraph, pdf

HEAD, NOTE, ITEM = BlockKind.HEADING, BlockKind.NOTE, BlockKind.LIST_ITEM
FURNITURE, PROSE, ROW = BlockKind.FURNITURE, BlockKind.PARAGRAPH, BlockKind.TABLE_ROW

BODY = (
    "We welcome the proposal to let councils delegate their services to others, and",
    "ask that the guidance say in plain words who remains answerable for each child",
    "who is looked after under such an arrangement.",
)
MORE = (
    "Our members fear that a market for these services does not exist in the rural",
    "districts, where one provider is all that can be found within two hours and the",
    "council would have nobody to turn to if that provider were to fail.",
)


def document(content: bytes) -> Document:
    (result,) = read(content, "a.pdf", ReadSettings())
    assert isinstance(result, Document), result
    return result


def blocks(content: bytes) -> list[tuple[BlockKind, str]]:
    result = document(content)
    return [(block.kind, result.text[block.start : block.end]) for block in result.blocks]


def said(lines: tuple[str, ...]) -> str:
    return " ".join(lines)


def test_lines_become_paragraphs() -> None:
    page = [*paragraph(BODY, 700), *paragraph(MORE, 640)]
    assert blocks(pdf([page])) == [(PROSE, said(BODY)), (PROSE, said(MORE))]


def test_first_lines_set_in_begin_paragraphs() -> None:
    first = [Text(BODY[0], LEFT + 18, 700), *paragraph(BODY[1:], 686)]
    second = [Text(MORE[0], LEFT + 18, 658), *paragraph(MORE[1:], 644)]
    assert blocks(pdf([[*first, *second]])) == [(PROSE, said(BODY)), (PROSE, said(MORE))]


def test_a_short_last_line_ends_a_paragraph() -> None:
    assert [text for _, text in blocks(pdf([paragraph([*BODY, *MORE], 700)]))] == [said(BODY), said(MORE)]


def test_numbered_paragraphs_stand_alone_though_the_pitch_does_not_say_so() -> None:
    lines = [f"1. {BODY[0]}", *BODY[1:], f"2. {MORE[0]}", *MORE[1:], "3. We agree."]
    assert [text for _, text in blocks(pdf([paragraph(lines, 700)]))] == [
        f"1. {said(BODY)}",
        f"2. {said(MORE)}",
        "3. We agree.",
    ]


def test_numbers_that_hang_in_the_margin_are_read_with_their_text() -> None:
    page = [Text("4.1", LEFT, 700), *paragraph(BODY, 700, x=LEFT + 36), Text("4.2", LEFT, 658)]
    page += paragraph(MORE, 658, x=LEFT + 36)
    assert [text for _, text in blocks(pdf([page]))] == [f"4.1 {said(BODY)}", f"4.2 {said(MORE)}"]


def test_a_year_at_the_start_of_a_wrapped_line_is_no_number() -> None:
    lines = ["The powers that the department now proposes were first debated in", "2014. Little has changed since."]
    assert [text for _, text in blocks(pdf([paragraph(lines, 700)]))] == [said(tuple(lines))]


def test_bullets_mark_list_items_and_leave_the_text() -> None:
    page = [*paragraph(["We ask for three things:"], 700)]
    for i, item in enumerate(("more money;", "more time;", "more\xa0people.")):
        page += [Text("•", LEFT + 18, 686 - 14 * i), Text(item, LEFT + 36, 686 - 14 * i)]
    assert blocks(pdf([page])) == [
        (PROSE, "We ask for three things:"),
        (ITEM, "more money;"),
        (ITEM, "more time;"),
        (ITEM, "more people."),
    ]


def test_headings_are_ranked_by_size() -> None:
    page = [
        Text("Our response", LEFT, 760, 18),
        Text("Funding", LEFT, 730, 13, "bold"),
        *paragraph(BODY, 710),
        Text("Quality", LEFT, 650, 11, "bold"),
        *paragraph(MORE, 630),
    ]
    result = document(pdf([page]))
    heads = [(result.text[b.start : b.end], b.level) for b in result.blocks if b.kind is HEAD]
    assert heads == [("Our response", 1), ("Funding", 2), ("Quality", 3)]


def test_bold_words_at_the_start_of_a_paragraph_do_not_part_from_it() -> None:
    page = [Text("We say this in bold because it matters to us more than all the other", font="bold")]
    page += [Text("things.", LEFT, 746, font="bold"), Text("The rest is plain.", LEFT + 45, 746)]
    assert len(blocks(pdf([page]))) == 1


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "The council delegates its",
        "duties to the trust under",
        "a contract of five years",
        "with a break clause that",
    ]
    right = [
        "has never been used, and",
        "nobody in the county can",
        "say what would happen if",
        "anybody ever used it.",
    ]
    page = [Text("A title that goes across both of the columns of the page", LEFT, 760, 16, "bold")]
    page += paragraph(left, 700) + paragraph(right, 700, x=320)
    assert blocks(pdf([page]))[1:] == [(PROSE, " ".join([*left, *right]))]


def test_a_heading_across_the_page_divides_the_columns() -> None:
    def columns(y: float, names: str) -> list[Text]:
        lines = [[f"{name} column line {i} of this text" for i in range(5)] for name in names.split()]
        return paragraph(lines[0], y) + paragraph(lines[1], y, x=320)

    title = Text("A heading that stands across the whole page and both columns", LEFT, 600, 16, "bold")
    text = document(pdf([[*columns(720, "First second"), title, *columns(560, "Third fourth")]])).text
    order = [text.index(name) for name in ("First", "second", "A heading", "Third", "fourth")]
    assert order == sorted(order)


def page_of(number: int, lines: list[Text]) -> list[Text]:
    head = Text("Response of the Example Trust", LEFT, 800, 9)
    return [head, Text(f"Page {number}", 290, 40, 9), *lines]


def test_furniture_stands_after_the_paragraph_that_it_interrupts() -> None:
    long = [BODY[0], BODY[1]] * 3
    first = page_of(1, [*paragraph(MORE, 700), *paragraph(long, 140)])
    second = page_of(2, [*paragraph(["and ends here."], 760), *paragraph(MORE, 700)])
    third = page_of(3, paragraph(MORE, 700))
    result = document(pdf([first, second, third]))
    got = [(b.kind, b.page, result.text[b.start : b.end]) for b in result.blocks]
    running = (FURNITURE, "Response of the Example Trust")
    assert [(kind, text) for kind, _, text in got] == [
        running,
        (PROSE, said(MORE)),
        (PROSE, " ".join([*long, "and ends here."])),
        (FURNITURE, "Page 1"),
        running,
        (PROSE, said(MORE)),
        (FURNITURE, "Page 2"),
        running,
        (PROSE, said(MORE)),
        (FURNITURE, "Page 3"),
    ]
    assert [page for _, page, _ in got] == [1, 1, 1, 1, 2, 2, 2, 3, 3, 3]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("the arrangements for inspec-", "tion of the trusts by Ofsted", "inspection of"),
        ("the bodies that are non-", "commercial in their aims are", "non-commercial in"),
        ("it would seem to be short-", "sighted to let the market", "short-sighted to"),
        ("in a market that is profit-", "driven by its nature", "profit-driven by"),
        ("in the years from 1998-", "2004 there was no such power", "1998-2004 there"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, wanted: str) -> None:
    assert wanted in document(pdf([paragraph([first, second], 700)])).text


def test_the_document_s_own_words_decide_about_hyphens() -> None:
    lines = ["A well known by-law of the by-", "law committee, and the rate-", "payer who pays.", "A ratepayer pays."]
    text = document(pdf([paragraph(lines, 700)])).text
    assert "by-law committee" in text
    assert "ratepayer who" in text


GRID = "\n".join(
    [f"72 {y} 400 0.5 re f" for y in (700, 670, 640, 610)] + [f"{x} 610 0.5 90 re f" for x in (72, 205, 338, 472)]
)


def test_a_quotation_that_is_set_in_is_told_from_other_paragraphs() -> None:
    page = [*paragraph(["The guidance says:"], 740), *paragraph(BODY[:2], 710, x=LEFT + 36, font="italic")]
    page += [*paragraph(MORE, 660), *paragraph(BODY, 600, font="italic")]
    result = document(pdf([page]))
    assert [block.level for block in result.blocks] == [0, 1, 0, 0]


def test_the_heading_of_a_quotation_is_quoted_with_it() -> None:
    quoted = [
        Text("219 What is prohibited", LEFT + 36, 710, font="italic"),
        *paragraph(BODY, 680, LEFT + 36, font="italic"),
    ]
    lines = [line._replace(size=13) for line in quoted]
    result = document(pdf([[*paragraph(["The Act says:"], 740), *lines, *paragraph([*MORE, *BODY], 600)]]))
    assert [(block.kind, block.level) for block in result.blocks[:3]] == [(PROSE, 0), (PROSE, 1), (PROSE, 1)]


def columns(rows: tuple[tuple[str, ...], ...], right: float = 300) -> list[Text]:
    """Rows without ruled lines; the third column stands at ``right``."""
    places = (LEFT, 220, right)
    return [Text(cell, places[j], 700 - 16 * i) for i, row in enumerate(rows) for j, cell in enumerate(row)]


def test_rows_of_short_cells_with_figures_are_a_table_without_lines() -> None:
    rows = (("Council", "Cost", "Change"), ("Leeds", "£4m", "up a little"), ("North Kent", "£7.5m", "down"))
    page = [*paragraph(["We compare:"], 740), *columns(rows), *paragraph(BODY, 600)]
    assert blocks(pdf([page])) == [
        (PROSE, "We compare:"),
        *((ROW, "\t".join(row)) for row in rows),
        (PROSE, said(BODY)),
    ]


def test_words_in_three_columns_without_figures_are_no_table() -> None:
    rows = (("Ann Archer", "Ben Baker", "Cat Cooper"), ("Chair", "Secretary", "Treasurer"), ("Leeds", "York", "Kent"))
    assert ROW not in [kind for kind, _ in blocks(pdf([columns(rows)]))]


def test_ruled_tables_are_rows_of_cells() -> None:
    page = [*paragraph(["We compare:"], 740)]
    for i, row in enumerate((("Council", "Cost", "Change"), ("Leeds", "£4m", "up"), ("Kent", "£7m", "down"))):
        page += [Text(cell, 80 + 133 * j, 682 - 30 * i) for j, cell in enumerate(row)]
    assert blocks(pdf([page], drawn=GRID)) == [
        (PROSE, "We compare:"),
        (ROW, "Council\tCost\tChange"),
        (ROW, "Leeds\t£4m\tup"),
        (ROW, "Kent\t£7m\tdown"),
    ]


def form(answers: Sequence[Sequence[Sequence[str]]]) -> bytes:
    """Two questions, each beside the paragraphs of its answer in a ruled table."""
    grid = "\n".join(
        [f"72 {y} 480 0.5 re f" for y in (700, 600, 500)] + [f"{x} 500 0.5 200 re f" for x in (72, 160, 552)]
    )
    page = []
    for top, number, paragraphs in zip((685, 585), (1, 2), answers, strict=True):
        page.append(Text(f"Question {number}", 76, top, font="bold"))
        for line_count, lines in zip(accumulate(map(len, paragraphs), initial=0), paragraphs, strict=False):
            page += paragraph(lines, top - 11 * line_count - 8 * (line_count > 0), x=165, pitch=11)
    return pdf([page], drawn=grid)


def test_a_form_s_cell_with_paragraphs_is_read_as_paragraphs() -> None:
    answers = [
        [[f"{name} line {i} of {n} says a good deal about the matter at hand" for i in range(3)] for n in range(2)]
        for name in "AB"
    ]
    assert [text for _, text in blocks(form(answers))] == [
        "Question 1",
        *map(" ".join, answers[0]),
        "Question 2",
        *map(" ".join, answers[1]),
    ]


def test_a_row_is_one_block_however_long_a_cell_of_it_is() -> None:
    answers = [[[f"{name} line {i} says a good deal about the matter at hand" for i in range(6)]] for name in "AB"]
    assert blocks(form(answers)) == [
        (ROW, "Question 1\t" + " ".join(answers[0][0])),
        (ROW, "Question 2\t" + " ".join(answers[1][0])),
    ]


def test_a_word_that_is_divided_in_a_cell_is_one_word() -> None:
    page = [Text("Cost", 80, 682), *paragraph(["of the com-", "munity"], 686, x=213, pitch=10), Text("up", 346, 682)]
    page += [Text(cell, 80 + 133 * j, 652) for j, cell in enumerate(("a", "community", "c"))]
    assert blocks(pdf([page], drawn=GRID))[0] == (ROW, "Cost\tof the community\tup")


def test_the_paragraphs_of_a_table_know_it() -> None:
    answers = [[[f"Line {i} of {n} says a good deal about the matter" for i in range(4)] for n in range(2)]] * 2
    table_numbers = [block.table for block in document(form(answers)).blocks]
    assert table_numbers == [1] * 6
    assert [block.table for block in document(pdf([paragraph(BODY, 700)])).blocks] == [None]


def numbered_lines(step: int, first: int, lines: Sequence[str], pitch: float = 14) -> list[Text]:
    page = [Text(line, 108, 760 - pitch * i) for i, line in enumerate(lines)]
    return page + [
        Text(str(first + i), 80 if first + i < 10 else 75, 760 - pitch * i, 9)
        for i in range(len(lines))
        if (first + i) % step == 0
    ]


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_are_furniture(step: int) -> None:
    lines = ["We would rather see the bay placed outside the", *["former bank where lorries already stop before"] * 39]
    first, second = lines[:24], lines[24:]
    pages = [numbered_lines(step, 1, first), numbered_lines(step, 25, second)]
    result = blocks(pdf(pages))
    assert (PROSE, " ".join(lines)) in result
    numbers = [text for kind, text in result if kind is FURNITURE]
    assert " ".join(numbers).split() == [str(n) for n in range(step, 41, step)]


def test_the_numbers_of_a_list_are_no_line_numbers() -> None:
    lines = ["The bay should move.", "Buses should stop at the cross.", "Shelters matter.", "Lorries wake us.", "No."]
    said = [text for _, text in blocks(pdf([numbered_lines(1, 1, lines, pitch=16)]))]
    assert " ".join(said) == " ".join(f"{n} {line}" for n, line in enumerate(lines, 1))


def test_a_heading_that_a_form_repeats_whenever_it_is_filled_in_is_no_running_head() -> None:
    def page(head: str, n: int) -> list[Text]:
        return [Text(head, LEFT, 780), *paragraph([f"Line {n} {word} of it." for word in ("one", "two", "six")], 700)]

    heads = ["What is missing?" if n % 20 == 0 else f"{'abcdefgh'[n % 8]} part of page" for n in range(61)]
    result = blocks(pdf([page(head, n) for n, head in enumerate(heads)]))
    assert [text for kind, text in result if "missing" in text and kind is FURNITURE] == []


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages_read_like_upright_ones(rotate: int) -> None:
    assert blocks(pdf([paragraph(BODY, 700)], rotate=rotate)) == [(PROSE, said(BODY))]


def test_an_address_keeps_its_lines() -> None:
    page = [*paragraph(["The Director", "1 Example Street", "London SW1A 1AA"], 760), *paragraph(BODY, 690)]
    assert blocks(pdf([page]))[0] == (PROSE, "The Director\n1 Example Street\nLondon SW1A 1AA")


def test_text_that_only_a_machine_sees_is_read() -> None:
    page = [Text(line, LEFT, 700 - 14 * i, mode=3) for i, line in enumerate(BODY)]
    assert blocks(pdf([page])) == [(PROSE, said(BODY))]


def test_a_paragraph_over_very_many_pages_is_joined_in_time() -> None:
    words = [f"and {7**i % 9973} goes on without an end" for i in range(45 * 60)]
    pages = [paragraph(words[i : i + 45], 750) for i in range(0, len(words), 45)]
    result = document(pdf(pages))
    assert len(result.blocks) == 1
    assert result.text.count("goes on") == 45 * 60


LEFT_COLUMN = [f"The bay would take the only space that {word} could ever use" for word in "abcdefghijklmnopqrst"]
RIGHT_COLUMN = [f"and buses should keep calling where {word} can shelter now" for word in "abcdefghijklmnopqrst"]


def test_columns_are_told_though_the_page_s_number_juts_out_of_one() -> None:
    page = [*paragraph(LEFT_COLUMN, 760, x=40, size=6), *paragraph(RIGHT_COLUMN, 760, x=230, size=6)]
    page += [Text("12", 560, 470, 6)]
    said = " ".join(text for _, text in blocks(pdf([page]))).replace("\n", " ")
    assert said.startswith(f"{' '.join(LEFT_COLUMN)} {' '.join(RIGHT_COLUMN)}")


def test_a_narrow_column_with_lines_of_its_own_is_read_by_itself() -> None:
    side = ["Lorries wake us", "before eight and", "nobody parks by", "the bank, so put", "the bay there."]
    page = [*paragraph(LEFT_COLUMN, 760, x=120), *paragraph(side, 753, x=30, size=9, pitch=19)]
    said = [text for _, text in blocks(pdf([page]))]
    assert " ".join(said) in (f"{' '.join(side)} {' '.join(LEFT_COLUMN)}", f"{' '.join(LEFT_COLUMN)} {' '.join(side)}")


def test_cells_on_the_same_bases_are_rows_however_narrow_they_are() -> None:
    names = ["Hazel", "Omar", "Ines", "Jo", "Kit", "Lee"]
    page = [*paragraph(names, 700, x=72), *paragraph([f"has sent letter {n} to us" for n in names], 700, x=200)]
    said = " ".join(text for _, text in blocks(pdf([page])))
    assert said.replace("\n", " ") == " ".join(f"{name} has sent letter {name} to us" for name in names)


def test_a_raised_number_of_three_figures_belongs_to_the_line_that_it_ends() -> None:
    line_end = LEFT + stringWidth(BODY[2], "Helvetica", 11)
    page = [*paragraph(BODY, 700), Text("106", line_end + 1, 677, 8), *paragraph(MORE, 650)]
    assert blocks(pdf([page])) == [(PROSE, f"{said(BODY)}¹⁰⁶"), (PROSE, said(MORE))]


def test_a_line_that_a_raised_number_pushes_down_goes_on_with_its_sentence() -> None:
    page = [*paragraph(BODY[:2], 700), Text(BODY[2], LEFT, 686 - 21)]
    assert blocks(pdf([page])) == [(PROSE, said(BODY))]
    apart = [*paragraph(MORE, 700), Text(BODY[0], LEFT, 672 - 21)]
    assert len(blocks(pdf([apart]))) == 2


def test_numbers_and_headings_in_the_margin_are_no_column() -> None:
    page, wanted = [], []
    for n in range(6):
        top, lines = 780 - 110 * n, [f"{line[:60]} {n}" for line in (*BODY, *MORE)][:5]
        page += [Text(f"Head {n}", LEFT, top), Text(f"1.{n}", LEFT, top - 24), *paragraph(lines, top - 24, x=130)]
        wanted += [f"Head {n}", f"1.{n}", *lines]
    assert " ".join(text for _, text in blocks(pdf([page]))).replace("\n", " ") == " ".join(wanted)

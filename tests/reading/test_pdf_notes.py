"""Footnotes of PDF files: where they are laid, and what becomes of the marks that call them."""

from __future__ import annotations

import pytest

from analysis.model import Block, BlockKind, Document
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from tests.reading.pdf_builder import LEFT, Text, paragraph, pdf

NOTE, ITEM, PROSE, FURNITURE = BlockKind.NOTE, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.FURNITURE
BODY = (
    "We welcome the proposal to let councils delegate their services to others, and",
    "ask that the guidance say in plain words who remains answerable for each child.",
)
MORE = (
    "Our members fear that a market for these services does not exist in the rural",
    "districts, where one provider is all that can be found within two hours.",
)


def document(content: bytes) -> Document:
    (result,) = read(content, "a.pdf", ReadSettings())
    assert isinstance(result, Document), result
    return result


def blocks(content: bytes) -> list[tuple[BlockKind, str | None, str]]:
    result = document(content)
    return [(block.kind, block.number, said(result, block)) for block in result.blocks]


def said(result: Document, block: Block) -> str:
    return result.text[block.start : block.end]


def called(before: str, mark: str, after: str, y: float, width: float) -> list[Text]:
    """A line with a raised mark in it; ``width`` is that of the words before it."""
    return [Text(before, LEFT, y), Text(mark, LEFT + width, y + 4, 6), Text(after, LEFT + width + 8, y)]


def note(number: str, text: str, y: float = 80) -> list[Text]:
    return [Text(number, LEFT, y + 4, 5), Text(text, LEFT + 6, y, 9)]


def test_a_note_stands_after_the_paragraph_that_calls_it_and_its_mark_leaves_the_text() -> None:
    page = [*paragraph(BODY[:1], 700), *called("who is looked after", "1", "under it.", 686, 96)]
    page += [
        *paragraph(MORE, 640),
        *note("1", "Children Act 1989, section 22, as amended"),
        Text("later.", LEFT, 69, 9),
    ]
    assert blocks(pdf([page])) == [
        (PROSE, None, f"{BODY[0]} who is looked after under it."),
        (NOTE, "1", "Children Act 1989, section 22, as amended later."),
        (PROSE, None, " ".join(MORE)),
    ]


def test_a_mark_that_no_note_answers_stays() -> None:
    page = [*paragraph(BODY[:1], 700), *called("who is looked after", "7", "under it.", 686, 96)]
    assert "after⁷ under it." in document(pdf([page])).text


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ([Text("a room of 90 m", LEFT, 686), Text("2", LEFT + 76, 690, 6), Text("each", LEFT + 84, 686)], "90 m² each"),
        ([Text("the 1", LEFT, 686), Text("st", LEFT + 25, 690, 6), Text("of May", LEFT + 36, 686)], "the 1st of May"),
        ([Text("less CO", LEFT, 686), Text("2", LEFT + 39, 683, 6), Text("in all", LEFT + 47, 686)], "less CO2 in all"),
    ],
)
def test_powers_ordinals_and_formulas_are_no_calls(line: list[Text], wanted: str) -> None:
    page = [*paragraph(BODY[:1], 714), *called("as some say", "2", "already and", 700, 61), *line]
    page += [*paragraph(MORE, 640), *note("1", "A note."), *note("2", "Another note.", 66)]
    result = document(pdf([page]))
    assert wanted in result.text
    assert "say already and" in result.text


def test_two_marks_in_one_place_are_both_answered() -> None:
    page = [*paragraph(BODY[:1], 700), *called("who is looked after", "1,2", "under it.", 686, 96)]
    page += [*paragraph(MORE, 640), *note("1", "Children Act 1989."), *note("2", "As amended.", 66)]
    found = blocks(pdf([page]))
    assert [(kind, number) for kind, number, _ in found] == [(PROSE, None), (NOTE, "1"), (NOTE, "2"), (PROSE, None)]
    assert "after under it." in found[0][2]


@pytest.mark.parametrize("gap", [6, 30])
def test_a_note_set_as_large_as_the_text_is_told_by_its_raised_number(gap: int) -> None:
    page = [*paragraph(BODY[:1], 700), *called("who is looked after", "1", "under it.", 686, 96)]
    page += [*paragraph(MORE, 640), Text("1", LEFT, 104, 6), Text("Children Act 1989, section 22.", LEFT + gap, 100)]
    found = blocks(pdf([page]))
    assert [(kind, number) for kind, number, _ in found] == [(PROSE, None), (NOTE, "1"), (PROSE, None)]
    assert found[1][2] == "Children Act 1989, section 22."


def test_a_raised_number_that_a_line_happens_to_begin_with_opens_no_note() -> None:
    page = [*paragraph(BODY[:1], 700), Text("2", LEFT, 690, 6), Text("and more words that go on here", LEFT + 8, 686)]
    assert NOTE not in [kind for kind, _, _ in blocks(pdf([[*page, *paragraph(MORE, 640)]]))]


def test_a_note_on_the_next_page_belongs_to_the_paragraph_that_calls_it() -> None:
    first = [
        *paragraph(BODY[:1], 700),
        *called("who is looked after", "1", "under it.", 686, 96),
        *paragraph(MORE, 640),
    ]
    second = [*paragraph(BODY, 730), *note("1", "Children Act 1989, section 22, as it was amended.")]
    assert [(kind, number) for kind, number, _ in blocks(pdf([first, second]))] == [
        (PROSE, None),
        (NOTE, "1"),
        (PROSE, None),
        (PROSE, None),
    ]


def test_notes_that_begin_anew_on_every_page_stay_with_their_own_paragraphs() -> None:
    pages = []
    for name in ("first", "second"):
        page = [*called(f"The {name} claim is this", "1", "and no more.", 700, 112), *paragraph(MORE, 660)]
        pages.append([*page, *note("1", f"Evidence for the {name} claim, as it was published.")])
    found = [text for kind, _, text in blocks(pdf(pages)) if kind in (NOTE, PROSE)]
    assert [text.split(" claim")[0] for text in found] == [
        "The first",
        "Evidence for the first",
        " ".join(MORE),
        "The second",
        "Evidence for the second",
        " ".join(MORE),
    ]
    assert "¹" not in "".join(found)


def test_a_note_to_a_line_with_a_colon_stands_after_what_it_introduces() -> None:
    page = [*paragraph(MORE, 740), *called("We ask for two things", "1", ":", 700, 104)]
    for i, item in enumerate(("more money", "more time")):
        page += [Text("•", LEFT + 18, 686 - 14 * i), Text(item, LEFT + 36, 686 - 14 * i)]
    page += [*paragraph(BODY, 640), *note("1", "As we did in our letter of last year.")]
    assert [kind for kind, _, _ in blocks(pdf([page]))] == [PROSE, PROSE, ITEM, ITEM, NOTE, PROSE]


def test_a_page_s_head_and_foot_stand_after_the_list_that_they_interrupt() -> None:
    def item(text: str, y: float) -> list[Text]:
        return [Text("•", LEFT + 18, y), Text(text, LEFT + 36, y)]

    def furnished(number: int, lines: list[Text]) -> list[Text]:
        return [Text("Response of the Example Trust", LEFT, 800, 9), Text(f"Page {number}", 290, 40, 9), *lines]

    pages = [
        furnished(1, [*paragraph(MORE, 700), *paragraph(["We ask for:"], 120), *item("more money;", 100)]),
        furnished(2, [*item("more time;", 760), *item("more people.", 740), *paragraph(BODY, 700)]),
        furnished(3, paragraph(MORE, 700)),
    ]
    result = document(pdf(pages))
    kinds = [block.kind for block in result.blocks]
    start = next(i for i, block in enumerate(result.blocks) if said(result, block) == "We ask for:")
    assert kinds[start : start + 7] == [PROSE, ITEM, ITEM, ITEM, FURNITURE, FURNITURE, PROSE]


def test_calls_of_several_notes_at_one_place_stand_in_their_line() -> None:
    calls = [Text(number, LEFT + 96 + 8 * i, 690, 6) for i, number in enumerate(("37", "38", "39", "40", "41"))]
    page = [*paragraph(BODY[:1], 700), Text("who is looked after", LEFT, 686), *calls, *paragraph(("by them.",), 672)]
    assert [text.split("after")[-1][-8:] for _, _, text in blocks(pdf([page]))] == ["by them."]


def test_text_goes_on_below_the_notes_of_a_quotation() -> None:
    quoted = [*paragraph(["The council may charge for stopping", "in any lane of the town."], 740, x=120)]
    mark = Text("7", 236, 730, 6)
    note = [Text("7", 120, 703, 5), Text("See the order of 2019, at page 4.", 126, 700, 8)]
    below = paragraph(["We object to that, for nobody can see from the lane what it would", "cost to stop in it."], 676)
    found = document(pdf([[*paragraph(["It was said that:"], 760), *quoted, mark, *note, *below]]))
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind is NOTE] == [
        "See the order of 2019, at page 4."
    ]
    assert "We object to that" in " ".join(found.text[b.start : b.end] for b in found.blocks if b.kind is PROSE)

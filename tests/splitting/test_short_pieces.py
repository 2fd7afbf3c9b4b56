"""A few words that are no point, or that head the paragraph below them."""

from __future__ import annotations

from textwrap import wrap

import pytest

from tests.reading.pdf_builder import Text, paragraph, pdf
from tests.splitting.documents import PROSE, checked, document, kind_of, segments

OTHER = "Nobody has asked the traders in the lane what they think of the bay, or when they need it."
MORE = "Lorries already stop by the old bank before eight, so the loading bay should be put there instead."


@pytest.mark.parametrize(
    "line",
    [
        "Ibid.",
        "ibid p. 301",
        "Op. cit., p. 12",
        "net/research/digital-rights-in-australia-report/",
        "https://example.org/report",
        "1,140.00 131,548.00 91,336.06",
        "resp.\tresp.\tresp.\tresp.",
        "Reg 20(2) and",
        "Sch 13 to 2002 c.40 and",
    ],
)
def test_references_and_figures_by_themselves_are_no_points(line: str) -> None:
    assert [words for kind, words in segments(f"{PROSE}\n\n{line}\n\n{MORE}") if kind == "point"] == [PROSE, MORE]


@pytest.mark.parametrize("answer", ["12,000 14,000", "net/research/digital-rights-report/"])
def test_below_a_question_they_answer_it(answer: str) -> None:
    found = segments(f"Q1. What do you think of the plan, and why?\n\n{answer}\n\n{PROSE}")
    assert (answer in [words for kind, words in found if kind in ("point", "answer")]) is True


@pytest.mark.parametrize("line", ["The and/or clause is wrong.", "Id cards are wrong.", "Reg 20(2) and 21 go too far."])
def test_short_sentences_are_points(line: str) -> None:
    assert ("point", line) in segments(f"{PROSE}\n\n{line}\n\n{MORE}")


def test_the_number_of_a_recommendation_heads_it() -> None:
    found = segments(f"{PROSE}\n\n- Recommendation 1\n\n{MORE}")
    assert [words for kind, words in found if kind == "point"] == [PROSE, MORE]


def test_an_item_by_itself_heads_the_paragraph_below_it() -> None:
    found = segments(f"{PROSE}\n\n- Emergency procedures\n\n{MORE}\n\n- Loading bays\n\n{PROSE}")
    assert [words for kind, words in found if kind == "point"] == [PROSE, MORE, PROSE]
    led_in = segments(f"We ask for these changes to the plan:\n\n- Emergency procedures\n\n{MORE}")
    assert any("Emergency procedures" in words for kind, words in led_in if kind == "point")


@pytest.mark.parametrize(
    "paragraph",
    [
        "Stallholders United is a charity organisation founded in 2016 whose mission is to keep markets open.",
        "The Market Forum is a national association and not-for-profit body for traders.",
        "It is an independent and not-for-profit organisation and donations are tax-deductible.",
    ],
)
def test_a_paragraph_that_only_says_what_an_organisation_is_introduces_it(paragraph: str) -> None:
    assert [words for kind, words in segments(f"{PROSE}\n\n{paragraph}\n\n{MORE}") if kind == "point"] == [PROSE, MORE]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The council is a public body, established in 1974, and should not charge a charity for its stall.",
        "Ours is a market established in 1850, but the plan would close it.",
    ],
)
def test_a_paragraph_that_says_something_of_the_matter_is_a_point(paragraph: str) -> None:
    assert ("point", paragraph) in segments(f"{PROSE}\n\n{paragraph}\n\n{MORE}")


def test_a_letterheads_block_beside_the_text_of_each_page_is_no_point() -> None:
    block = ["Registered office", "Pier House", "Quay Road"]
    date = Text("14 March 2025", 180, 790)
    pages = [
        [*paragraph(block, 790, 40, 7, 9), date, *paragraph(_wrapped(PROSE), 740, 180)],
        [*paragraph(block, 790, 40, 7, 9), *paragraph(_wrapped(MORE), 740, 180)],
    ]
    found = document(pdf(pages), "a.pdf")
    said = [" ".join(found.text[s.start : s.end].split()) for s in checked(found) if s.kind.value == "point"]
    assert said == [PROSE, MORE]


def test_what_is_said_on_two_pages_is_said_twice() -> None:
    pages = [
        [*paragraph(_wrapped(PROSE), 700), *paragraph(_wrapped(MORE), 640)],
        [*paragraph(_wrapped(OTHER), 700), *paragraph(_wrapped(PROSE), 600)],
    ]
    found = document(pdf(pages), "a.pdf")
    said = [" ".join(found.text[s.start : s.end].split()) for s in checked(found) if s.kind.value == "point"]
    assert said == [PROSE, MORE, OTHER, PROSE]


def _wrapped(said: str) -> list[str]:
    return wrap(said, 60)


def test_a_numbered_word_or_two_above_deeper_numbers_is_a_heading() -> None:
    items = "(1) The bay is too short for a lorry.\n\n(2) The lane is too narrow for two of them."
    text = f"A. We ask that the bay be moved to the bank.\n\nB. Scope.\n\n{items}\n\nC. The lane must be kept as it is."
    assert kind_of("Scope.", text) == "heading"


def test_a_row_whose_figures_leave_cells_empty_is_data() -> None:
    rows = (
        "<tr><td>Goats</td><td>0</td><td></td><td>3</td></tr>",
        "<tr><td>Tea</td><td></td><td>1</td><td>2</td></tr>",
    )
    page = f"<p>{PROSE}</p><table>{''.join(rows)}</table><p>{PROSE.replace('We', 'They')}</p>"
    assert {kind for kind, words in segments(page, "a.html") if "Goats" in words or "Tea" in words} == {"furniture"}

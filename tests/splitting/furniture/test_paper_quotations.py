"""What a response repeats of the consultation's own paper, and what only speaks of it."""

from __future__ import annotations

from analysis.model import Respondent, Response, SegmentKind
from analysis.splitting import segment
from analysis.splitting.furniture.paper_quotations import QUOTED, without_quotations
from analysis.tally.received.reconciliation import check_partition
from tests.splitting.documents import document

PAPER = (
    "The council proposes to move the loading bay from the cross to the old bank on the first of May. "
    "Lorries would be allowed to stop there between six and eight in the morning. We want to hear from everybody."
)
MINE = "The slope from the car park is too steep for people with walking frames."


def compared(said: str, paper: str = PAPER, name: str = "a.txt") -> list[tuple[str, str, str | None]]:
    """What a response is divided into beside the paper, without the gaps: (kind, words, reason)."""
    found = document(said, name)
    response = Response(name, Respondent(), found, segment(found))
    (beside,) = without_quotations([response], [document(paper, "paper.txt")])
    check_partition(beside)
    text = found.text
    kept = (s for s in beside.segmentation.segments if s.kind is not SegmentKind.GAP)
    return [(s.kind.value, text[s.start : s.end], s.reason) for s in kept]


def test_a_paragraph_that_repeats_the_paper_is_no_point() -> None:
    assert [(kind, reason) for kind, _, reason in compared(f"{PAPER}\n\n{MINE}")] == [
        ("furniture", QUOTED),
        ("point", None),
    ]


def test_a_sentence_that_repeats_the_paper_is_cut_from_its_point() -> None:
    quoted = PAPER.split(". ")[1] + "."
    found = compared(f"{MINE} {quoted} That is too early.")
    assert [(kind, said) for kind, said, _ in found] == [
        ("point", MINE),
        ("furniture", quoted),
        ("point", "That is too early."),
    ]
    assert found[2][2] == "goes on ¶1 after a quotation"


def test_a_few_other_words_do_not_hide_a_quotation() -> None:
    assert compared(PAPER.replace("on the first of May", "on May the first"))[0][2] == QUOTED


def test_what_quotes_in_passing_is_an_argument() -> None:
    said = "That lorries would be allowed to stop there between six and eight in the morning is what we object to most."
    assert compared(said) == [("point", said, None)]


def test_short_sentences_are_nobodys() -> None:
    assert compared("We do not agree.", paper="We do not agree. " + PAPER) == [("point", "We do not agree.", None)]


def test_the_number_of_a_quotation_is_quoted_with_it() -> None:
    found = compared(f"1. {PAPER}\n\n2. {MINE}\n\n3. {MINE}")
    assert [kind for kind, _, _ in found] == ["furniture", "furniture", "label", "point", "label", "point"]


def test_without_a_paper_nothing_changes() -> None:
    assert compared(f"{PAPER}\n\n{MINE}", paper="No.")[0][0] == "point"

"""What a response repeats of the consultation's own paper, what it quotes of it, and what is the respondent's own."""

from __future__ import annotations

from analysis.model import Respondent, Response, SegmentKind
from analysis.splitting import segment
from analysis.splitting.furniture.paper_quotations import REPEATED, without_repetitions
from analysis.tally.received.reconciliation import check_partition
from tests.splitting.documents import document

PAPER = (
    "The council proposes to move the loading bay from the cross to the old bank on the first of May. "
    "Lorries would be allowed to stop there between six and eight in the morning. We want to hear from everybody."
)
FIRST, SECOND = (f"{sentence}." for sentence in PAPER.split(". ")[:2])
MINE = "The slope from the car park is too steep for people with walking frames."


def beside(said: str, paper: str = PAPER) -> Response:
    """A response as it is beside the paper."""
    found = document(said, "a.txt")
    (response,) = without_repetitions(
        [Response("a.txt", Respondent(), found, segment(found))], [document(paper, "paper.txt")]
    )
    check_partition(response)
    return response


def compared(said: str, paper: str = PAPER) -> list[tuple[str, str]]:
    """What a response is divided into beside the paper, without the gaps: (kind, words)."""
    response = beside(said, paper)
    text = response.document.text
    kept = (s for s in response.segmentation.segments if s.kind is not SegmentKind.GAP)
    return [(s.kind.value, text[s.start : s.end]) for s in kept]


def test_a_paragraph_that_repeats_the_paper_is_no_point() -> None:
    response = beside(f"{FIRST} {SECOND}\n\n{MINE}")
    assert [response.text_of(point) for point in response.points] == [MINE]
    assert response.segmentation.segments[0].reason == REPEATED


def test_any_word_of_the_respondents_own_makes_a_paragraph_theirs() -> None:
    for said in (
        FIRST.replace("proposes", "should not propose"),
        FIRST.replace("first", "third"),
        f"We object to this: {FIRST}",
        f"It is untrue that {SECOND[0].lower()}{SECOND[1:]}",
        SECOND.replace("would be", "would never be"),
        SECOND.replace(".", "?"),
        "Lorries would be allowed to stop there.",
        f"{MINE} {SECOND} That is too early.",
        SECOND.replace("eight", "nine"),
    ):
        assert compared(said) == [("point", said)], said
        numbered = compared(f"1. {said}\n\n2. {MINE}\n\n3. {MINE}")
        assert [words for kind, words in numbered if kind == "point"] == [said, MINE, MINE], said


def test_what_is_quoted_stands_where_it_is_printed_and_is_no_evidence() -> None:
    for said, own in (
        (f"{MINE} {SECOND} That is too early.", f"{MINE} That is too early."),
        (f"“{SECOND}” Who says so?", "Who says so?"),
        (f"“{SECOND}”\n\nWho says so, and for whom are they speaking?", "Who says so, and for whom are they speaking?"),
        (
            f"You say that “{SECOND[0].lower()}{SECOND[1:-1]}”, and that is too early.",
            "You say that , and that is too early.",
        ),
    ):
        response = beside(said)
        (point,) = response.points
        assert response.text_of(point) == said
        assert " ".join(response.own_words_of(point).split()) == own


def test_a_paragraph_that_is_led_in_stands() -> None:
    said = f"Under the heading of fairness the paper goes on to tell its readers this:\n\n{FIRST}\n\n{MINE}"
    response = beside(said)
    assert [response.text_of(point) for point in response.points][-1] == f"{FIRST}\n\n{MINE}"


def test_answers_that_a_paper_offers_are_who_gives_thems() -> None:
    offered = "I do not think that the loading bay should be moved at all."
    assert compared(offered, paper=f"{offered} {PAPER}") == [("point", offered)]


def test_short_sentences_are_nobodys() -> None:
    assert compared("We do not agree.", paper="We do not agree. " + PAPER) == [("point", "We do not agree.")]


def test_the_number_of_a_repeated_paragraph_is_left_out_with_it() -> None:
    found = compared(f"1. {FIRST}\n\n2. {MINE}\n\n3. {MINE}")
    assert [kind for kind, _ in found] == ["furniture", "furniture", "label", "point", "label", "point"]


def test_without_a_paper_nothing_changes() -> None:
    assert compared(f"{PAPER}\n\n{MINE}", paper="No.")[0][0] == "point"

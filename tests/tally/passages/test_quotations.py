"""Quotes: the surest and most telling points of a theme, from whom chance chooses, and nothing said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from analysis.model import Evidence, Response
from analysis.tally.passages.quotations import QUOTES, Candidate, quotes
from analysis.tally.passages.refs import Ref
from analysis.tally.report import Quote
from tests.builders import make_coding, make_response, sentences

LONG = "The council has no money left for a reorganisation of this size."
OTHER = "Every pound that is spent on tenders is a pound less for families."
THIRD = "We would like to see who is going to pay for the pensions of staff."


def candidate(
    n: int, text: str, score: float = 0.9, *, origin: str = "", doubtful: bool = False, type: str = ""
) -> Candidate:
    response: Response = make_response(f"{n}.txt", [text])
    (point,) = response.points
    coding = make_coding(point.key, ["funding"], scores={"funding": score})
    ref = Ref(f"r{n}-1", f"R{n}.1", doubtful)
    return Candidate(response, ref, coding, score, f"Respondent {n}", origin or f"{n}", type, "Q1")


def quoted(candidates: Sequence[Candidate], theme: str = "funding") -> list[str]:
    return [text_of(made) for made in quotes(theme, candidates, sentences, frozenset())]


def text_of(made: Quote) -> str:
    return "".join(run.text for run in made.runs)


@pytest.mark.parametrize(
    "short",
    ["Good service.", "Money", "Because of the cost", "The cost, the cost, the cost and the cost", f"and {OTHER}"],
)
def test_what_is_no_whole_sentence_of_eight_words_is_not_quoted(short: str) -> None:
    assert quoted([candidate(1, short, 0.99), candidate(2, LONG, 0.7)]) == [LONG]


def test_what_is_in_doubt_is_not_quoted() -> None:
    assert quoted([candidate(1, LONG, doubtful=True), candidate(2, OTHER, 0.4)]) == [OTHER]


def test_a_quote_that_is_cut_is_a_whole_sentence_still() -> None:
    padding = " ".join(f"Sentence {n} of the padding says nothing at all of it." for n in range(20))
    response = make_response("1.txt", [f"{padding} Money, money, and money. {padding}"])
    (point,) = response.points
    start = response.document.text.index("Money")
    coding = make_coding(
        point.key, ["funding"], scores={"funding": 0.9}, evidence=[Evidence("funding", start, start + 5, 2.0)]
    )
    (made,) = quotes("funding", [Candidate(response, Ref("r1-1", "R1.1"), coding, 0.9, "A", "1")], sentences)
    said = text_of(made)
    assert said in response.document.text
    assert said.endswith(".")
    assert said[0].isupper()
    assert made.cut_before
    assert made.cut_after


def test_a_quote_tells_its_question_and_the_type_of_who_says_it() -> None:
    (made,) = quotes("funding", [candidate(1, LONG, type="council")], sentences)
    assert (made.question, made.type, made.ref.name) == ("Q1", "council", "R1.1")


def test_every_large_type_is_quoted_where_it_has_anything_to_quote() -> None:
    many = [candidate(n, text, 0.99, type="resident") for n, text in enumerate(TEXTS[:8], 1)]
    council, charity = candidate(20, TEXTS[10], 0.5, type="council"), candidate(21, "Too dear.", type="charity")
    types = ("resident", "council", "charity", "press")
    made = list(quotes("funding", [*many, council, charity], sentences, frozenset(), types))
    assert {one.type for one in made} == {"resident", "council"}
    assert len(made) == QUOTES
    several = [candidate(n, text, 0.5, type=f"type {n}") for n, text in enumerate(TEXTS[:7], 30)]
    everybody = list(quotes("funding", several, sentences, frozenset(), [one.type for one in several]))
    assert len(everybody) == 7


def test_the_surest_goes_first() -> None:
    assert quoted([candidate(1, LONG, 0.7), candidate(2, OTHER, 0.9), candidate(3, THIRD, 0.8)]) == [OTHER, THIRD, LONG]


@pytest.mark.parametrize(
    "again", [LONG, LONG.upper(), LONG.replace("size", "kind"), f"  {LONG}  ", LONG.replace("The", "Our")]
)
def test_no_two_quotes_say_nearly_the_same(again: str) -> None:
    assert quoted([candidate(1, LONG), candidate(2, again), candidate(3, OTHER, 0.5)]) in (
        [LONG, OTHER],
        [again.strip(), OTHER],
    )


def test_one_quote_of_each_respondent_and_campaign() -> None:
    assert len(quoted([candidate(1, LONG, origin="campaign 1"), candidate(2, OTHER, origin="campaign 1")])) == 1


TEXTS = [" ".join(f"{chr(65 + n)}{word}" for word in LONG.split()) for n in range(16)]
"""Sentences of the same length without a word in common."""


def test_ties_are_not_won_by_whoever_came_first() -> None:
    candidates = [candidate(n, text, 1.0) for n, text in enumerate(TEXTS, 1)]
    wins = Counter(
        made.ref.name for theme in range(40) for made in quotes(f"theme {theme}", candidates, sentences, frozenset())
    )
    assert set(wins) == {one.ref.name for one in candidates}, "everybody is quoted somewhere"
    assert max(wins.values()) < 3 * 40 * QUOTES / len(candidates)


def test_ties_are_broken_alike_whatever_the_order_and_however_close_the_scores() -> None:
    candidates = [candidate(n, text, 0.9) for n, text in enumerate(TEXTS, 1)]
    noisy = [one._replace(certainty=one.certainty + n * 1e-9) for n, one in enumerate(candidates)]
    assert quoted(candidates) == quoted(candidates[::-1]) == quoted(noisy)
    assert len(quoted(candidates)) == QUOTES


def test_a_withheld_contact_is_still_masked_in_a_quote() -> None:
    assert "jane@" not in quoted([candidate(1, f"{LONG} Write to jane@example.org.")])[0]


def test_of_a_theme_that_the_machine_mostly_gets_wrong_what_people_coded_goes_first_and_no_coding_is_sure() -> None:
    machine = [candidate(n, text, 0.99)._replace(is_trusted=False) for n, text in enumerate((LONG, OTHER), 1)]
    made = list(quotes("funding", [*machine, candidate(3, THIRD, 0.7)], sentences))
    assert text_of(made[0]) == THIRD
    assert [one.sureness for one in made[1:]] == [None, None]

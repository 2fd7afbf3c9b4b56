"""Quotes: the surest and most telling points of a theme, from whom chance chooses, and nothing said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from analysis.model import Response
from analysis.tally.quotations import QUOTES, Candidate, quotes
from analysis.tally.report import Quote, Ref
from tests.builders import make_coding, make_response, sentences

LONG = "The council has no money left for a reorganisation of this size."
OTHER = "Every pound that is spent on tenders is a pound less for families."
THIRD = "We would like to see who is going to pay for the pensions of staff."


def candidate(n: int, text: str, score: float = 0.9, *, origin: str = "", doubtful: bool = False) -> Candidate:
    response: Response = make_response(f"{n}.txt", [text])
    (point,) = response.points
    coding = make_coding(point.key, ["funding"], scores={"funding": score})
    ref = Ref(f"r{n}-1", f"R{n} · ¶1", doubtful)
    return Candidate(response, ref, coding, score, f"Respondent {n}", origin or f"{n}")


def quoted(candidates: Sequence[Candidate], theme: str = "funding") -> list[str]:
    return [text_of(made) for made in quotes(theme, candidates, sentences, frozenset())]


def text_of(made: Quote) -> str:
    return "".join(run.text for run in made.runs)


@pytest.mark.parametrize(
    "short",
    ["Good service.", "Money", "Because of the cost", "The cost, the cost, the cost and the cost", f"and {OTHER}"],
)
def test_what_says_something_in_whole_sentences_goes_before_what_is_surer(short: str) -> None:
    assert quoted([candidate(1, short, 0.99), candidate(2, LONG, 0.7)]) == [LONG, short]


def test_what_is_in_doubt_is_quoted_last() -> None:
    assert quoted([candidate(1, LONG, doubtful=True), candidate(2, "Too dear.")]) == ["Too dear.", LONG]


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


def test_short_praise_is_quoted_once_and_not_three_times() -> None:
    praise = ["Good service.", "Good service", "Very good service.", "GOOD SERVICE!"]
    assert len(quoted([candidate(n, text) for n, text in enumerate(praise)])) == 1


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

"""Prompts that most forms print, where no blank form is there, and answers that many give."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model import Question, Respondent, Response
from analysis.splitting import segment
from analysis.splitting.furniture.common_prompts import without_common_prompts
from analysis.tally.received.reconciliation import check_partition
from tests.splitting.documents import document

ASKED = (Question("Q1", "Do you support the tram?"), Question("Q2", "Where should it stop?"))
PROMPT = "Tell us the reasons for what you say in the box."
OWN = [f"The number {n} bus is full by the time that it comes to our street." for n in range(6)]
STOPS = [f"It should stop beside school number {n} in the lane." for n in range(6)]


def form(n: int, below: Sequence[str]) -> Response:
    lines = ["Question 1: Do you support the tram?", *below, "Question 2: Where should it stop?", STOPS[n]]
    found = document("\n\n".join(lines) + "\n", f"{n}.txt")
    return Response(f"{n}.txt", Respondent(), found, segment(found, ASKED))


def answers(forms: Sequence[Response]) -> list[list[str]]:
    """The points that answer the first question."""
    found = without_common_prompts(forms)
    for one in found:
        check_partition(one)
    return [[one.text_of(point) for point in one.points if point.question == "Q1"] for one in found]


def test_what_most_forms_print_above_answers_of_their_own_is_a_prompt() -> None:
    forms = [form(n, [PROMPT, OWN[n]]) for n in range(4)] + [form(4, [OWN[4]])]
    assert answers(forms) == [[own] for own in OWN[:5]]


def test_it_is_one_where_a_respondent_leaves_the_question_out() -> None:
    forms = [form(n, [PROMPT, OWN[n]]) for n in range(3)] + [form(3, [PROMPT])]
    assert answers(forms) == [[OWN[0]], [OWN[1]], [OWN[2]], []]


def test_what_most_senders_of_a_campaign_answer_stands() -> None:
    letter = "The tram is what this town needs most of all."
    for forms in (
        [form(n, [letter]) for n in range(5)],
        [form(n, [letter, OWN[n]] if n < 2 else [letter]) for n in range(5)],
        [form(n, [letter, "It should be free for pupils of the schools."]) for n in range(5)],
    ):
        assert all(said[0] == letter for said in answers(forms))


def test_what_two_or_few_of_many_write_stands() -> None:
    two = [form(n, [PROMPT, OWN[n]]) for n in range(2)]
    assert answers(two) == [[PROMPT, OWN[0]], [PROMPT, OWN[1]]]
    few = [form(n, [PROMPT, OWN[n]] if n < 3 else [OWN[n]]) for n in range(6)]
    assert answers(few)[:3] == [[PROMPT, own] for own in OWN[:3]]


def test_what_is_no_sentence_stands_though_most_write_it() -> None:
    first = "- Repairing the roads of the town before anything else"
    forms = [form(n, [f"{first}\n- Faster buses into the town by road number {n}"]) for n in range(5)]
    assert all(said[0] == first[2:] for said in answers(forms))

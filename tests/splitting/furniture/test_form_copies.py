"""Copies of the consultation's own form: what is printed in them, and what was answered."""

from __future__ import annotations

from analysis.model import Respondent, Response, SegmentedDocument, SegmentKind
from analysis.splitting import segment
from analysis.splitting.furniture.form_copies import PRINTED, without_printed
from analysis.tally.received.reconciliation import check_partition
from tests.splitting.documents import document

FORM = """\
Borough of Harrowdale

Parks and playgrounds strategy: have your say

Please use one form for each household.

About you

Name:

Postcode:

Question 1: Do you agree with our plan for the three parks?

☐ Yes

☐ No

☐ Not sure

Please say why.

Question 2: Which facilities should come first?

Write as much as you like.

Paddling pool

Skate park

Question 3: Is there anything else that we ought to know?

Continue overleaf if need be.
"""
ANSWERS = {
    "Name:": "Name: Ida Moss",
    "☐ No": "☒ No",
    "Please say why.": "Please say why.\n\nThe oak by the gate would have to be felled for the path.",
    "Write as much as you like.": "Write as much as you like.\n\nToilets that are open in winter.",
    "Continue overleaf if need be.": "Continue overleaf if need be.\n\nDogs should be kept on a lead near the pond.",
}
SAID = [
    "The oak by the gate would have to be felled for the path.",
    "Toilets that are open in winter.",
    "Dogs should be kept on a lead near the pond.",
]


def filled(answers: dict[str, str], form: str = FORM) -> str:
    """The form with answers in it."""
    for printed, answered in answers.items():
        assert f"{printed}\n" in form
        form = form.replace(f"{printed}\n", f"{answered}\n", 1)
    return form


def beside(said: str, form: str = FORM) -> Response:
    """A response as it is beside the blank form."""
    found, paper = document(said, "a.txt"), document(form, "form.txt")
    (response,) = without_printed(
        [Response("a.txt", Respondent(), found, segment(found))], [SegmentedDocument(paper, segment(paper))]
    )
    check_partition(response)
    return response


def points(response: Response) -> list[str]:
    """The words of a response's points."""
    return [response.text_of(point) for point in response.points]


def test_what_the_blank_form_prints_is_no_point_of_a_copy() -> None:
    response = beside(filled(ANSWERS))
    assert points(response) == SAID
    assert [point.question for point in response.points] == ["Q1", "Q2", "Q3"]
    assert any(one.reason == PRINTED for one in response.segmentation.segments)


def test_what_is_typed_is_an_answer_whatever_the_form_says_elsewhere() -> None:
    for typed in ("Paddling pool", "Write as much as you like?", "Skate park!"):
        answers = {**ANSWERS, "Continue overleaf if need be.": f"Continue overleaf if need be.\n\n{typed}"}
        assert points(beside(filled(answers)))[-1] == typed


def test_a_sign_at_a_printed_line_is_an_answer() -> None:
    assert "✓ Skate park" in filled({**ANSWERS, "Skate park": "✓ Skate park"})
    response = beside(filled({**ANSWERS, "Skate park": "✓ Skate park"}))
    assert "Skate park" in " ".join(points(response))
    assert "Skate park" not in " ".join(points(beside(filled(ANSWERS))))


def test_a_number_at_an_item_is_an_answer() -> None:
    said = " ".join(
        points(beside(filled({**ANSWERS, "Skate park": "1 Skate park", "Paddling pool": "2 Paddling pool"})))
    )
    assert "Skate park" in said
    assert "Paddling pool" in said


def test_of_what_could_be_chosen_what_is_left_was_chosen() -> None:
    copy = filled(ANSWERS).replace("☐ Yes\n\n☒ No\n\n☐ Not sure", "Not sure")
    response = beside(copy)
    chosen = [one for one in response.segmentation.segments if one.kind is SegmentKind.ANSWER]
    assert [response.document.text[one.start : one.end] for one in chosen] == ["Not sure"]
    assert points(response) == SAID


def test_a_letter_that_repeats_a_line_of_the_form_is_no_copy() -> None:
    letter = (
        "Dear Borough of Harrowdale\n\nPlease say why.\n\nSkate park\n\nThe oak by the gate is older than the town."
    )
    found = document(letter, "a.txt")
    assert beside(letter).segmentation == segment(found)


def test_what_is_typed_at_a_detail_is_one_and_the_letter_below_is_none() -> None:
    copy = filled({**ANSWERS, "Postcode:": "Postcode:\n\nHD4 7QP"})
    assert points(beside(copy)) == SAID
    letter = "We live beside the gate of the park and we hear the mowers at six in the morning."
    assert points(beside(f"{copy}\n{letter}\n"))[-1].endswith(letter)


def test_without_a_form_nothing_changes() -> None:
    found = document(filled(ANSWERS), "a.txt")
    response = Response("a.txt", Respondent(), found, segment(found))
    assert without_printed([response], []) == [response]
    assert any(one.kind is SegmentKind.POINT for one in response.segmentation.segments)

"""What may become of a passage: of an answer to a closed question, one of those that were offered."""

from __future__ import annotations

import pytest

from analysis.app.coding.resegment import choices
from analysis.model import Question, Respondent, Response, SegmentKind
from analysis.splitting import segment
from analysis.text import Span
from tests.splitting.documents import document

ASKED = Question("Q1", "Do you agree with the plan?", answers=("Strongly agree", "Agree", "Disagree", "Don’t know"))


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        ("Strongly agree <<<", "Strongly agree"),
        ("we mostly AGREE here", "Agree"),
        ("Dont know", "Don’t know"),
        ("Ask me tomorrow", ""),
    ],
)
def test_the_offered_answers_are_there_to_choose_with_the_nearest_first(said: str, nearest: str) -> None:
    found = document(f"Q1. Do you agree with the plan?\n\n{said}\n\nThe road to the mill floods every winter.")
    response = Response("a.txt", Respondent(), found, segment(found, [ASKED]))
    place = next(s for s in response.segmentation.segments if found.text[s.start : s.end] == said)
    actions = choices(response, Span(place.start, place.end), [ASKED])
    assert actions is not None
    assert (actions.offered, actions.nearest) == (ASKED.answers, nearest)
    assert SegmentKind.ANSWER in actions.kinds
    without = choices(response, Span(place.start, place.end))
    assert without is not None
    assert without.offered == ()

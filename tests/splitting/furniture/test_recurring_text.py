"""What several responses hold around their points is set aside; what only one holds, or is all it holds, is not."""

from __future__ import annotations

from analysis.model import Respondent, Response, SegmentKind
from analysis.splitting import segment
from analysis.splitting.furniture.recurring_text import RECURS, without_recurring
from tests.splitting.documents import document

NOTICE = " ".join(f"This office keeps what you send for {n} months and shares it with nobody." for n in range(15))


def response(n: int, own: str, notice: str = NOTICE) -> Response:
    found = document(f"<html><body><p>{own}</p><footer><p>{notice}</p></footer></body></html>", f"{n}.html")
    return Response(f"{n}.html", Respondent(), found, segment(found))


def points(responses: list[Response]) -> list[list[str]]:
    return [
        [one.document.text[s.start : s.end] for s in one.segmentation.segments if s.kind is SegmentKind.POINT]
        for one in responses
    ]


OWN = [f"We object to bay {n} because lorries block the lane every day." for n in range(3)]


def test_a_notice_of_one_response_is_a_point_in_doubt() -> None:
    assert points(without_recurring([response(1, OWN[0])])) == [[OWN[0], NOTICE]]


def test_a_notice_that_recurs_is_furniture_and_to_be_looked_at() -> None:
    found = without_recurring([response(n, own) for n, own in enumerate(OWN)])
    assert points(found) == [[own] for own in OWN]
    for one in found:
        assert one.segmentation.to_look_at
        ends = [s.end for s in one.segmentation.segments]
        assert [s.start for s in one.segmentation.segments] == [0, *ends[:-1]]
        assert [s for s in one.segmentation.segments if (s.reason or "").startswith(RECURS)]


def test_a_campaign_that_says_nothing_else_is_not_set_aside() -> None:
    letters = [response(n, "", NOTICE) for n in range(3)]
    assert points(without_recurring(letters)) == [[NOTICE]] * 3

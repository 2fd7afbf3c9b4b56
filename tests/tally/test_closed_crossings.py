"""Themes by the answers chosen: of all respondents, in the order of the scale, and nothing told of too few."""

from __future__ import annotations

from dataclasses import replace

from analysis.model import Publish, ResolvedCoding, Response, SegmentKind
from analysis.tally.closed_crossings import closed_crossings
from analysis.tally.counted_points import CountedPoint, counted_points
from analysis.tally.crossing import Crossing
from tests.builders import make_coding, make_consultation, make_response


def respondent(
    name: str, answer: str, theme: str, publish: Publish = Publish.ANONYMOUS
) -> tuple[Response, CountedPoint]:
    """Somebody who chose an answer to Q1 and made one point."""
    response = make_response(name, [(SegmentKind.ANSWER, answer), "A point."], publish=publish)
    segments = tuple(
        replace(segment, question="Q1") if segment.kind is SegmentKind.ANSWER else segment
        for segment in response.segmentation.segments
    )
    response = replace(response, segmentation=replace(response.segmentation, segments=segments))
    (point,) = response.points
    coding = make_coding(point.key, [theme] if theme else [])
    (counted,) = counted_points(1, response, {point.key: ResolvedCoding(coding)})
    return response, counted


def crossed(*groups: tuple[str, str, int, Publish]) -> Crossing:
    everybody = [
        respondent(f"{n}-{turn}.txt", answer, theme, publish)
        for n, (answer, theme, count, publish) in enumerate(groups)
        for turn in range(count)
    ]
    (crossing,) = closed_crossings(
        make_consultation(questions=["Q1"]), [one for one, _ in everybody], [point for _, point in everybody]
    )
    return crossing


ANONYMOUS, REFUSED = Publish.ANONYMOUS, Publish.NO


def test_each_theme_is_counted_by_answer_in_the_order_of_the_scale() -> None:
    crossing = crossed(
        ("No", "funding", 12, ANONYMOUS),
        ("Yes", "funding", 6, ANONYMOUS),
        ("Yes", "", 14, ANONYMOUS),
        ("No", "", 8, REFUSED),
    )
    assert [(column.name, column.base) for column in crossing.columns] == [("Yes", 20), ("No", 20)]
    funding = next(row for row in crossing.rows if row.key == "funding")
    assert [(cell.respondents, cell.share) for cell in funding.cells] == [(6, 0.3), (12, 0.6)]
    assert (funding.total.respondents, crossing.base) == (18, 40), "withheld responses are counted"


def test_what_too_few_raise_is_not_told() -> None:
    crossing = crossed(
        ("Yes", "funding", 3, ANONYMOUS),
        ("Yes", "", 17, ANONYMOUS),
        ("No", "funding", 12, ANONYMOUS),
        ("No", "", 8, ANONYMOUS),
    )
    funding = next(row for row in crossing.rows if row.key == "funding")
    assert [cell.respondents for cell in funding.cells] == [None, None], "one of two would follow from the total"
    assert crossing.suppressed == 2

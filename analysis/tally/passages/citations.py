"""Citations: what a point is called, so that one name is one point and the author's own number stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.model import Point, PointKey, Segment, SegmentKind, response_label

OURS = "¶"
"""How a label begins that we gave to a point without a number."""


class Citation(NamedTuple):
    """A point's name, "R4.9" for the ninth point of the fourth response, and its author's own number, "(a)".

    >>> str(Citation("R4.9", "(a)")), str(Citation("R4.10"))
    ('R4.9 (a)', 'R4.10')
    """

    name: str
    own_number: str = ""

    def __str__(self) -> str:
        """Return both, as they are printed beside each other."""
        return " ".join(filter(None, self))


def own_number(label: str | None) -> str:
    """Return an author's own number in brackets; empty where the author gave none.

    >>> [own_number(label) for label in ("(a)", "a)", "4.2", "2(a)", "Recommendation 4", "¶3", None)]
    ['(a)', '(a)', '(4.2)', '(2(a))', '(Recommendation 4)', '', '']
    """
    if not label or label.startswith(OURS):
        return ""
    if "(" not in label:
        label = label.removesuffix(")")
    is_bracketed = label.startswith("(") and label.find(")") == len(label) - 1
    return label if is_bracketed else f"({label})"


def citations(response: int, points: Iterable[Point]) -> Iterator[Citation]:
    """Yield the citation of each point of a response, given its number and its points in order."""
    label = response_label(response)
    for number, point in enumerate(points, 1):
        yield Citation(f"{label}.{number}", own_number(point.label))


def citations_by_point(responses: Mapping[int, Sequence[Point]]) -> dict[PointKey, Citation]:
    """Return the citation of every point, given the points of all responses by the numbers of these."""
    return {
        point.key: citation
        for number, points in responses.items()
        for point, citation in zip(points, citations(number, points), strict=True)
    }


def point_labels(segments: Iterable[Segment]) -> Iterator[tuple[int | None, str]]:
    """Yield for each segment of a document whose response has no number yet the number of its point, if it is one, and
    what is printed before it: "9 (a)"."""
    number = 0
    for segment in segments:
        is_point = segment.kind is SegmentKind.POINT
        number += is_point
        label = f"{number} {own_number(segment.label)}".strip() if is_point else segment.label or ""
        yield number if is_point else None, label

"""Citations: one name is one point, and its author's own number stands beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Point, SegmentKind
from analysis.splitting import segment
from analysis.tally.passages.citations import Citation, citations, citations_by_point, own_number, point_labels
from tests.builders import make_response


def point(label: str, start: int = 0, document: str = "a.txt") -> Point:
    return Point(document, start, start + 1, label)


def test_a_point_is_called_by_its_response_its_place_and_the_authors_number() -> None:
    made = list(citations(4, map(point, ["1", "(a)", "¶1", "(a)", "Recommendation 4"])))
    assert list(map(str, made)) == ["R4.1 (1)", "R4.2 (a)", "R4.3", "R4.4 (a)", "R4.5 (Recommendation 4)"]
    assert list(citations(4, [])) == []


def test_a_number_in_brackets_keeps_these_and_any_other_gets_some() -> None:
    assert [own_number(label) for label in ("(a)", "(a)(ii)", "2(a)", "")] == ["(a)", "((a)(ii))", "(2(a))", ""]


def test_a_document_outside_a_workspace_numbers_its_points() -> None:
    document = make_response("a.txt", [(SegmentKind.HEADING, "Costs"), "Too dear.", "Too far."]).document
    segments = [one for one in segment(document).segments if one.kind is not SegmentKind.GAP]
    numbers = [number for number, _ in point_labels(segments)]
    points = [one for one in segments if one.kind is SegmentKind.POINT]
    assert [number for number in numbers if number] == list(range(1, len(points) + 1))


labels = st.sampled_from(["(a)", "(b)", "a", "1", "1(a)", "R1.2", "4", "¶1", ""])


@given(st.lists(st.lists(labels, max_size=12), max_size=6))
def test_no_two_points_have_one_name(bodies: list[list[str]]) -> None:
    responses = [[point(label, n, f"{d}.txt") for n, label in enumerate(body)] for d, body in enumerate(bodies)]
    names = citations_by_point(dict(enumerate(responses, 1)))
    everything = [one for body in responses for one in body]
    assert len({citation.name for citation in names.values()}) == len(names) == len(everything)
    assert all(own_number(one.label) == names[one.key].own_number for one in everything)
    assert all(isinstance(citation, Citation) and " " not in citation.name for citation in names.values())

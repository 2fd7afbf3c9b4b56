"""Counted points: each point with its response, its resolved coding and the place that may be told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from analysis.model import Consultation, Point, PointKey, ResolvedCoding, Response, response_anchor
from analysis.tally.passages.citations import citations
from analysis.tally.passages.refs import Listed, Ref
from analysis.tally.uncertainty import doubtful_themes

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class CountedPoint:
    """A point with all that is counted of it; without a ``ref`` it is counted, and may not be pointed to."""

    response: Response
    point: Point
    ref: Ref | None
    settled: ResolvedCoding | None
    position: str = ""
    """Where its author stands on its question, or on the proposal, as far as that may stand beside the text."""

    doubtful: frozenset[str] = field(default=frozenset(), compare=False)
    """The themes, given or not, of which the machine is in doubt."""

    @property
    def themes(self) -> frozenset[str]:
        """Return the themes that the resolved coding gives it."""
        return self.settled.coding.themes if self.settled else frozenset()

    @property
    def is_doubtful(self) -> bool:
        """Return whether a person should look at it first."""
        return _is_doubtful(self.settled, self.doubtful)

    @property
    def is_for_person(self) -> bool:
        """Return whether it is in a language that the machine cannot read, and no person has decided."""
        return self.settled is not None and self.settled.is_for_person

    @property
    def by_people(self) -> bool:
        """Return whether a person coded it."""
        return self.settled is not None and not self.settled.coding.coder.is_machine


def _of_machine_in_doubt(choice: ResolvedCoding | None) -> frozenset[str]:
    """Return the themes of which the machine is in doubt; of what it cannot read it says nothing, not even that."""
    return frozenset() if choice is None or choice.is_for_person else doubtful_themes(choice.coding)


def _is_doubtful(choice: ResolvedCoding | None, doubtful: frozenset[str]) -> bool:
    return choice is not None and bool(choice.disputed or choice.stale or doubtful)


def counted_points(
    number: int | None, response: Response, resolved: Mapping[PointKey, ResolvedCoding]
) -> Iterator[CountedPoint]:
    """Yield the points of a response; ``number`` is the response's, and None where it is not listed."""
    response_points = list(response.points)
    for point_number, (point, citation) in enumerate(
        zip(response_points, citations(number or 0, response_points), strict=True), 1
    ):
        settled, reference = resolved.get(point.key), None
        doubtful = _of_machine_in_doubt(settled)
        if number:
            anchor, is_doubtful = f"{response_anchor(number)}-{point_number}", _is_doubtful(settled, doubtful)
            reference = Ref(anchor, citation.name, is_doubtful, own_number=citation.own_number)
        yield CountedPoint(response, point, reference, settled, doubtful=doubtful)


def listed_points(points: Iterable[CountedPoint]) -> Listed:
    """Return how many points there are, with the places of those that may be pointed to."""
    point_list = list(points)
    return Listed(len(point_list), tuple(counted.ref for counted in point_list if counted.ref))


def types_in_order(consultation: Consultation, responses: Iterable[Response]) -> list[str]:
    """Return the types that respondents have: the consultation's in its order, then others by name, then what is not
    stated."""
    present = set(map(respondent_type, responses))
    stated = [type_name for type_name in consultation.respondent_types if type_name in present - {NOT_STATED}]
    return [*stated, *sorted(present.difference(stated, {NOT_STATED})), *({NOT_STATED} & present)]


def respondent_type(response: Response) -> str:
    """Return the type of a response's respondent, or that it is not stated."""
    return response.respondent.type or NOT_STATED

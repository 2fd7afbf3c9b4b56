"""Assignments: points are divided among people, each given point a record, and how far everybody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import AuditError
from analysis.model import Assignment, Coder, CoderKind, PointKey

LONGEST_NAME = 80
"""Characters of a batch's name, and of a person's."""

MOST_PEOPLE = 50
"""People among whom a batch is divided."""

NO_PEOPLE = "Enter the name of at least one person, as they enter it themselves when they open the program"
NO_POINTS = "None of these points can be assigned: they are coded already, kept for a blind sample, or not read yet"
NO_BATCH = "There is no batch of points called “{}”; there is: {}"
NOT_IN_IT = "Nobody of that name was given points of this batch; `everypoint batches list` names everybody"
NOTHING_LEFT = "There is nothing left to give to somebody else: all of these points are coded"


@dataclass(frozen=True, slots=True)
class Share:
    """What one person was given of a batch: how many points that are still there, and how many of them are done."""

    name: str
    total: int
    done: int

    @property
    def left(self) -> int:
        """Return how many are left to do."""
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch with everybody's share of it; ``lost`` counts points whose words are not there any more."""

    name: str
    by: str
    time: str
    shares: tuple[Share, ...]
    lost: int

    @property
    def total(self) -> int:
        """Return how many points are in it."""
        return sum(share.total for share in self.shares)

    @property
    def done(self) -> int:
        """Return how many of them are done."""
        return sum(share.done for share in self.shares)


def names_in(written: str) -> tuple[str, ...]:
    """Return the names that were written, one a line, each person once; raises AuditError where there is none."""
    people = [Coder.person(line[:LONGEST_NAME]) for line in written.splitlines() if line.split()]
    names = tuple({person.id: person.name for person in reversed(people)}.values())[::-1]
    if not names or len(names) > MOST_PEOPLE:
        raise AuditError(NO_PEOPLE if not names else f"Divide a batch among at most {MOST_PEOPLE} people")
    return names


def people_of(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the names of everybody who has coded, or was given anything to code."""
    given = (Coder.person(one.coder) for batch in snapshot.assignments.values() for one in batch)
    names = {person.id: person.name for person in given}
    names |= {one.id: one.name for one in snapshot.coders.values() if one.kind is CoderKind.HUMAN}
    return tuple(sorted(names.values(), key=str.casefold))


def assignable(snapshot: Snapshot, points: Iterable[PointKey], with_coded: bool = False) -> tuple[PointKey, ...]:
    """Return those of some points that can be given to somebody to code with suggestions.

    Those that are kept for a blind sample cannot; those that somebody has coded only ``with_coded``.
    """
    coded = () if with_coded else (point for point in snapshot.of_point if snapshot.last_words(point))
    barred, received = snapshot.hidden.points.union(coded), snapshot.arrivals
    late = snapshot.corpus.response_places.keys() - received.keys()
    documents = late.union(point.document for point in barred)
    if not documents:
        return tuple(points)
    # Of many points most are in none of these documents.
    return tuple(
        point
        for point in points
        if point.document not in documents or (point not in barred and point.document in received)
    )


def check_names(snapshot: Snapshot, theme: str, question: str, response: str) -> None:
    """Raise AuditError where points are asked for by a theme, question or response that does not exist."""
    corpus = snapshot.corpus
    named = (
        ("theme", theme, {one.key for one in corpus.consultation.codebook.themes}),
        ("question", question, {point.question for point in corpus.points if point.question}),
        ("response", response, corpus.numbers.keys()),
    )
    for what, name, known in named:
        if name and name not in known and name != "none":
            some = ", ".join(sorted(known)[:20])
            raise AuditError(f"There is no {what} “{name}”. There is: {some or 'none yet'}")


def divide(points: Sequence[PointKey], names: Sequence[str]) -> dict[str, list[PointKey]]:
    """Return the points divided among people, as evenly as can be where each response stays with one person.

    Responses come in their order; each goes to whoever has fewest points so far.
    """
    shares: dict[str, list[PointKey]] = {name: [] for name in names}
    for _, of_response in groupby(points, key=lambda point: point.document):
        least = min(names, key=lambda name: len(shares[name]))
        shares[least] += of_response
    return shares


def assign(
    app: AppContext, snapshot: Snapshot, name: str, points: Sequence[PointKey], names: Sequence[str], by: Coder
) -> str:
    """Divide points among people, record it, and return what the batch is called: another name where this is taken.

    Raises AuditError where there are no points.
    """
    if not points:
        raise AuditError(NO_POINTS)
    batch, time = _free_name(snapshot, " ".join(name.split())[:LONGEST_NAME] or "Batch"), app.clock()
    places = {point: place for place, point in enumerate(points, 1)}
    app.store.assign(
        [
            Assignment(
                batch, point, snapshot.digests[point], places[point], snapshot.count(point), coder, by.name, time
            )
            for coder, own in divide(points, names).items()
            for point in own
        ]
    )
    return batch


def _free_name(snapshot: Snapshot, name: str) -> str:
    numbered = (name if number == 1 else f"{name} {number}" for number in count(1))
    return next(free for free in numbered if free not in snapshot.assignments)


def reassign(app: AppContext, snapshot: Snapshot, name: str, from_name: str, names: Sequence[str], by: Coder) -> int:
    """Give what is left of somebody's share to others, and return how many points that is.

    Raises AuditError where there is no such batch, or nothing left of it.
    """
    if name not in snapshot.batches:
        raise AuditError(NO_BATCH.format(name, ", ".join(snapshot.batches) or "none yet"))
    person = Coder.person(from_name)
    left = {
        point: one
        for point, one in snapshot.batches[name].items()
        if Coder.person(one.coder).id == person.id and not is_done(snapshot, point, one)
    }
    if all(Coder.person(one.coder).id != person.id for one in snapshot.batches[name].values()):
        raise AuditError(f"{from_name}: {NOT_IN_IT}")
    if not left:
        raise AuditError(NOTHING_LEFT)
    time = app.clock()
    app.store.assign(
        [
            replace(left[point], point=point, coder=coder, by=by.name, time=time)
            for coder, own in divide(tuple(left), names).items()
            for point in own
        ]
    )
    return len(left)


def is_done(snapshot: Snapshot, point: PointKey, assignment: Assignment) -> bool:
    """Return whether a person has coded a point since it was assigned, and has not taken that back."""
    since = snapshot.of_point.get(point, ())[assignment.codings :]
    return bool(since) and any(coding in since for coding in snapshot.last_words(point))


def batches_of(snapshot: Snapshot) -> tuple[Batch, ...]:
    """Return all batches, the newest first, with how far everybody is."""
    made = [_batch(snapshot, name, points) for name, points in snapshot.batches.items()]
    return tuple(reversed(made))


def _batch(snapshot: Snapshot, name: str, points: Mapping[PointKey, Assignment]) -> Batch:
    everything = snapshot.assignments[name]
    shares = _shares(snapshot, points)
    first = min(everything, key=lambda one: one.time)
    return Batch(name, first.by, first.time, shares, len(everything) - len(points))


def _shares(snapshot: Snapshot, points: Mapping[PointKey, Assignment]) -> tuple[Share, ...]:
    names: dict[str, str] = {}
    totals: dict[str, list[int]] = {}
    for point, one in points.items():
        person = Coder.person(one.coder)
        names.setdefault(person.id, person.name)
        total_done = totals.setdefault(person.id, [0, 0])
        total_done[0] += 1
        total_done[1] += is_done(snapshot, point, one)
    return tuple(Share(names[person_id], *totals[person_id]) for person_id in names)


def assigned_to(snapshot: Snapshot, coder: Coder) -> Mapping[PointKey, Assignment]:
    """Return the points that a person was given, batch by batch."""
    return {
        point: one
        for batch in snapshot.batches.values()
        for point, one in batch.items()
        if Coder.person(one.coder).id == coder.id
    }

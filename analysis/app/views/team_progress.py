"""Team progress: who has coded how much, and how far everybody is with what they were given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from analysis.app.audit.assignments import batches_of
from analysis.app.snapshot.snapshot import Snapshot
from analysis.model import Coder


@dataclass(frozen=True, slots=True)
class PersonProgress:
    """A person: how many points they have coded, were given, and have done of these."""

    id: str
    name: str
    coded: int
    assigned: int
    done: int


@dataclass(frozen=True, slots=True)
class WorkProgress:
    """How far a piece of work is: what it is, how much of it is done, and where it is done."""

    name: str
    done: int
    total: int
    path: str


def work_progress(snapshot: Snapshot) -> tuple[WorkProgress, ...]:
    """Return how far coding by people, the sample that is open, and all that was assigned are."""
    coded = sum(bool(snapshot.last_words(point)) for point in snapshot.of_point)
    work = [WorkProgress("Points coded by people", coded, len(snapshot.points), "/points?stand=audited")]
    for sample in snapshot.samples:
        if sample.open:
            first = sample.coded(snapshot.people.codings).first
            done = sum(point in first for point in sample.today.drawn)
            work.append(WorkProgress("Points of the blind sample", done, len(sample.today.drawn), "/audit"))
    batches = batches_of(snapshot)
    given, done = sum(batch.total for batch in batches), sum(batch.done for batch in batches)
    work.append(WorkProgress("Points assigned to people", done, given, "/assignments"))
    return tuple(one for one in work if one.total)


def team_progress(snapshot: Snapshot) -> tuple[PersonProgress, ...]:
    """Return everybody who has coded a point that counts still, or was given any, in the order of their names."""
    coded: Counter[str] = Counter()
    names: dict[str, str] = {}
    for point in snapshot.of_point:
        for coder in {(one.coder.id, one.coder.name) for one in snapshot.last_words(point) if not one.coder.is_machine}:
            coded[coder[0]] += 1
            names[coder[0]] = coder[1]
    assigned, done = Counter[str](), Counter[str]()
    for share in (share for batch in batches_of(snapshot) for share in batch.shares):
        person = Coder.person(share.name)
        names.setdefault(person.id, person.name)
        assigned[person.id] += share.total
        done[person.id] += share.done
    people = (PersonProgress(key, names[key], coded[key], assigned[key], done[key]) for key in names)
    return tuple(sorted(people, key=lambda person: person.name.casefold()))

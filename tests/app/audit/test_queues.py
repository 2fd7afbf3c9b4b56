"""Which point comes next: each once, in order, going round, and not one that lies before somebody else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.app.audit.queues import AT_HAND, TURN, CodingQueue, Turns, after
from analysis.model import Coder, PointKey
from tests.builders import person

POINTS = tuple(PointKey("a.txt", n, n + 1) for n in range(12))
some = st.frozensets(st.sampled_from(POINTS))


def queue(left: frozenset[PointKey]) -> CodingQueue:
    return CodingQueue(POINTS, left.__contains__, len(POINTS), len(left))


@given(some)
def test_going_on_from_point_to_point_comes_to_each_that_is_left_once(left: frozenset[PointKey]) -> None:
    met: list[PointKey] = []
    point = after(queue(left), None)
    while point is not None and point not in met:
        met.append(point)
        point = after(queue(left), point)
    assert met == sorted(left)


@given(some, some, st.one_of(st.none(), st.sampled_from(POINTS)))
def test_what_lies_before_others_comes_only_where_nothing_else_is_left(
    left: frozenset[PointKey], taken: frozenset[PointKey], last: PointKey | None
) -> None:
    found = after(queue(left), last, taken)
    if left - taken - {last}:
        assert found in left - taken - {last}
    else:
        assert (found is None) == (not left)
        assert found is None or found in left


def test_a_point_outside_the_queue_is_followed_by_the_first() -> None:
    assert after(queue(frozenset(POINTS)), PointKey("b.txt", 0, 1)) == POINTS[0]


def test_a_point_outside_the_queue_is_not_given_where_nothing_is_left() -> None:
    nothing = CodingQueue(POINTS, lambda point: point not in POINTS, len(POINTS), 0)
    assert after(nothing, PointKey("b.txt", 0, 1)) is None


def test_a_turn_ends_when_somebody_has_gone_on_or_away() -> None:
    time = 0.0
    turns = Turns(lambda: time)
    ann, bob = person("ann"), person("bob")
    for point in POINTS[:5]:
        turns.take(point, ann)
    assert before_others(turns, bob) == set(POINTS[5 - AT_HAND : 5])
    assert before_others(turns, ann) == frozenset()
    time = TURN + 1
    assert before_others(turns, bob) == frozenset()


def before_others(turns: Turns, coder: Coder) -> frozenset[PointKey]:
    """What lies before others as somebody asks, who is given nothing then."""
    told: list[frozenset[PointKey]] = []
    assert turns.give(coder, lambda taken: told.append(taken)) is None
    return told[0]


def test_two_who_ask_at_once_are_not_given_the_same_point() -> None:
    turns, all_left = Turns(), queue(frozenset(POINTS))
    given = [
        turns.give(person(name), lambda taken: after(all_left, None, taken)) for name in ("ann", "bob", "cy", "ann")
    ]
    assert len(set(given)) == 3
    assert given[3] == given[0]

"""Audits are kept as they were drawn, with what people were shown and when they were scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Audit, Coder, CoderKind, Design, Draw, FramePoint, PointKey
from analysis.store import Store, codec
from tests.builders import NOON, person
from tests.store.history import audit
from tests.store.strategies import hashes, offsets, short, texts
from tests.store.test_codec import as_kept

PLACE, WORDS = PointKey("a.txt", 0, 9), "a" * 64

audits = st.builds(
    Audit,
    name=texts,
    seed=offsets,
    design=st.sampled_from(Design),
    by=st.lists(texts, max_size=2).map(tuple),
    codebook=short,
    machine=texts,
    strata=st.just((("north", 5), ("süd", 4))),
    frame=st.lists(
        st.builds(FramePoint, st.builds(PointKey, texts, offsets, offsets), hashes, texts),
        unique_by=lambda one: one.point.document,
        max_size=4,
    ).map(tuple),
    draws=st.builds(
        Draw,
        st.builds(Coder, texts, st.just(CoderKind.HUMAN), texts),
        texts,
        offsets,
        st.tuples(st.tuples(st.just("north"), offsets), st.tuples(st.just("süd"), offsets)),
        st.lists(st.builds(PointKey, st.just("a.txt"), offsets, offsets), max_size=4).map(tuple),
    ).map(lambda draw: (draw,)),
)


@given(audits)
def test_an_audit_comes_back_from_its_rows_as_it_was(made: Audit) -> None:
    row = as_kept({**codec.sample_row(made), "time": made.draws[0].time})
    frame = [one for own in codec.frame_rows(made) for one in codec.frame_of(as_kept(own))]
    points = sorted(one for own in codec.drawn_rows(made) for one in codec.drawn_of(as_kept(own)))
    draw = codec.draw_of(row, made.draws[0].coder, [point for _, point in points])
    assert codec.audit_of(row, frame, [draw]) == made


def test_draws_come_back_one_after_the_other(store: Store, open_store: Callable[[], Store]) -> None:
    store.draw(audit(1))
    assert open_store().audits() == {"spring": audit(1)}
    store.draw(audit(2))
    assert open_store().audits() == {"spring": audit(2)}
    assert "each as it was appended" in store.verify()


def test_points_are_coded_in_the_order_in_which_they_were_drawn(store: Store) -> None:
    """A document's points need not stand together."""
    points = tuple(PointKey(name, at, at + 1) for name, at in (("b", 5), ("a", 0), ("b", 2), ("a", 9)))
    frame = tuple(FramePoint(point, WORDS, "all") for point in points)
    draw = Draw(person("dora"), NOON, 4, (("all", 4),), points)
    store.draw(replace(audit(1), frame=frame, draws=(draw,)))
    assert store.audits()["spring"].drawn == points


def test_each_audit_has_its_own_frame_and_draws(store: Store) -> None:
    store.draw(audit(1))
    store.draw(replace(audit(1), name="autumn", frame=audit(1).frame[:2]))
    found = store.audits()
    assert list(found) == ["spring", "autumn"]
    assert [len(one.frame) for one in found.values()] == [8, 2]


def test_a_score_is_of_the_draws_there_were(store: Store) -> None:
    store.draw(audit(1))
    store.score(audit(1), {"precision": 0.5}, NOON)
    store.draw(audit(2))
    assert store.audits()["spring"].scored == ((1, NOON),)


def test_whatever_changes_an_audit_is_counted_and_nothing_else(store: Store) -> None:
    counted = [store.drawn_and_scored()]
    for change in (
        lambda: store.draw(audit(1)),
        lambda: store.score(audit(1), {}, NOON),
        lambda: store.draw(audit(2)),
    ):
        change()
        counted.append(store.drawn_and_scored())
    assert len(set(counted)) == 4
    store.show(person("dora"), [(PLACE, WORDS)], NOON)
    assert store.drawn_and_scored() == counted[-1]


def test_what_somebody_was_shown_is_recorded_once(store: Store) -> None:
    store.show(person("dora"), [(PLACE, WORDS)], NOON)
    before = store.chain().records
    store.show(person("dora"), [(PLACE, WORDS)], NOON)
    assert store.chain().records == before
    store.show(person("emil"), [(PLACE, WORDS)], NOON)
    assert store.seen() == (("dora", PLACE, WORDS), ("emil", PLACE, WORDS))
    store.show(person("emil"), [(PLACE, WORDS), (PLACE, "0" * 64)], NOON)
    assert store.seen()[2:] == (("emil", PLACE, "0" * 64),), "what others were shown is no reason to leave it out"


def test_nothing_was_drawn_or_shown_where_there_is_no_store(store: Store) -> None:
    assert (store.audits(), store.seen()) == ({}, ())

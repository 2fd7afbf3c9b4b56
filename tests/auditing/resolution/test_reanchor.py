"""Carrying: no coding is lost when the ground below it moves."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing import reanchor
from analysis.auditing.resolution.reanchor import CHANGED, DIVIDED
from analysis.model import Coding, Evidence, PointKey
from tests.builders import make_coding, person

ANNA = person("anna")


def at(start: int, words: str, document: str = "a.txt", end: int | None = None) -> Coding:
    """Anna's coding of these words at this place; the words stand for their own fingerprint."""
    point = PointKey(document, start, start + len(words) if end is None else end)
    return replace(make_coding(point, ["x"], by=ANNA), text_sha256=words)


def ground(*codings: Coding) -> dict[PointKey, str]:
    """The points of today, written as if somebody had coded each."""
    return {coding.point: coding.text_sha256 for coding in codings}


def starts(codings: tuple[Coding, ...]) -> list[int]:
    return [coding.point.start for coding in codings]


def test_a_coding_stays_where_its_words_are() -> None:
    coding = at(5, "buses")
    found = reanchor([coding], ground(coding, at(90, "buses")))
    assert (found.codings, found.moved) == ((coding,), ())


def test_a_coding_moves_with_its_words_and_its_evidence_too() -> None:
    coding = replace(at(5, "buses"), evidence=(Evidence("x", 6, 8, 1.0),))
    found = reanchor([coding], ground(at(25, "buses"), at(5, "trams")))
    assert found.codings[0] == replace(coding, point=PointKey("a.txt", 25, 30), evidence=(Evidence("x", 26, 28, 1.0),))
    assert found.moved == (coding,), "the record is as it was made"


def test_a_coding_never_moves_to_another_document() -> None:
    found = reanchor([at(5, "buses")], ground(at(5, "trams"), at(5, "buses", document="b.txt")))
    assert [orphan.reason for orphan in found.orphaned] == [CHANGED]


def test_what_is_divided_otherwise_is_listed() -> None:
    found = reanchor([at(0, "buses and trams")], ground(at(0, "buses"), at(10, "trams")))
    assert [orphan.reason for orphan in found.orphaned] == [DIVIDED]


def test_a_document_that_is_gone_is_listed_apart() -> None:
    coding = at(0, "buses", document="gone.txt")
    found = reanchor([coding], ground(at(0, "buses")))
    assert (found.missing, found.orphaned, found.codings) == ((coding,), (), ())


def test_equal_points_are_told_apart_by_their_order() -> None:
    found = reanchor([at(50, "no"), at(10, "no"), at(90, "no")], ground(at(110, "no"), at(120, "no"), at(130, "no")))
    assert starts(found.codings) == [120, 110, 130]


def test_where_equal_points_have_become_fewer_or_more_the_nearest_is_meant() -> None:
    assert starts(reanchor([at(10, "no"), at(90, "no")], ground(at(80, "no"))).codings) == [80, 80]
    assert starts(reanchor([at(50, "no")], ground(at(0, "no"), at(60, "no"))).codings) == [60]
    assert starts(reanchor([at(50, "no")], ground(at(40, "no"), at(60, "no"))).codings) == [40], "of two, the earlier"


def test_a_point_that_kept_its_coding_is_not_taken_by_another() -> None:
    found = reanchor([at(10, "no"), at(40, "no")], ground(at(10, "no"), at(20, "no"), at(99, "no")))
    assert starts(found.codings) == [10, 20]


def test_codings_of_several_times_meet_at_their_point() -> None:
    """The same point stood at 0, then at 10, and stands at 30 now."""
    found = reanchor([at(0, "buses"), at(10, "buses")], ground(at(30, "buses")))
    assert starts(found.codings) == [30, 30]


def test_without_known_words_the_place_alone_counts() -> None:
    unknown = replace(at(5, "buses"), text_sha256="")
    assert reanchor([unknown], ground(at(5, "trams"))).codings == (unknown,)
    assert [a.reason for a in reanchor([unknown], ground(at(6, "buses"))).orphaned] == [DIVIDED]


words = st.sampled_from(["no", "yes", "buses", "trams", "libraries"])
documents = st.sampled_from(["a.txt", "b.txt"])
places = st.builds(at, st.integers(0, 30), words, documents)
some = st.lists(places, max_size=12)


@given(some, some)
def test_every_coding_is_kept_or_listed_exactly_once(codings: list[Coding], today: list[Coding]) -> None:
    points = ground(*today)
    marked = [replace(coding, memo=str(n)) for n, coding in enumerate(codings)]
    found = reanchor(marked, points)
    rest = [*(orphan.coding for orphan in found.orphaned), *found.missing]
    assert sorted(c.memo for c in [*found.codings, *rest]) == sorted(c.memo for c in marked)
    assert [c.memo for c in found.codings] == sorted((c.memo for c in found.codings), key=int), "in the order of making"
    assert all(points[c.point] == c.text_sha256 for c in found.codings)
    where = {c.memo: c.point for c in found.codings}
    assert [c.memo for c in found.moved] == [c.memo for c in marked if c.memo in where and where[c.memo] != c.point]


@given(some, some)
def test_whoever_has_the_words_in_their_document_finds_them(codings: list[Coding], today: list[Coding]) -> None:
    points = ground(*today)
    there = {(point.document, words) for point, words in points.items()}
    lost = [*(orphan.coding for orphan in reanchor(codings, points).orphaned), *reanchor(codings, points).missing]
    assert all((coding.point.document, coding.text_sha256) not in there for coding in lost)


@given(some)
def test_nothing_moves_where_nothing_changed(codings: list[Coding]) -> None:
    by_place = list(ground(*codings).items())
    codings = [at(point.start, words, point.document, point.end) for point, words in by_place]
    found = reanchor(codings, dict(by_place))
    assert (found.codings, found.moved, found.orphaned, found.missing) == (tuple(codings), (), (), ())


@given(st.lists(places, max_size=12, unique_by=lambda c: c.point), st.integers(100, 200))
def test_a_shift_of_everything_moves_everything(codings: list[Coding], by: int) -> None:
    shifted = [at(c.point.start + by, c.text_sha256, c.point.document) for c in codings]
    found = reanchor(codings, ground(*shifted))
    assert found.codings == tuple(shifted)
    assert found.moved == tuple(codings)

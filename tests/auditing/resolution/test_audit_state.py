"""An audit as it stands today: what dropped out, and whose word is the blind one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.resolution.audit_state import TAKEN_BACK, audit_state, blind
from analysis.model import Audit, Coding, CodingMode, Design, Draw, FramePoint, Outcome, PointKey
from tests.builders import NOON, make_coding, person

ANN, BEN = person("ann"), person("ben")
LATER, LATEST = NOON.replace("T12", "T13"), NOON.replace("T12", "T14")

PLACES = [PointKey("a.txt", n * 10, n * 10 + 9) for n in range(6)]
WORDS = {point: f"{n}" * 64 for n, point in enumerate(PLACES)}


def audit(first: int = 2, more: int = 0, scored: tuple[tuple[int, str], ...] = ()) -> Audit:
    """An audit of six points in one document, the first so many drawn, then more."""
    frame = tuple(FramePoint(point, WORDS[point], "odd" if n % 2 else "even") for n, point in enumerate(PLACES))
    draws = [Draw(ANN, NOON, first, (("even", (first + 1) // 2), ("odd", first // 2)), tuple(PLACES[:first]))]
    if more:
        both = first + more
        sizes = (("even", (both + 1) // 2), ("odd", both // 2))
        draws.append(Draw(ANN, LATER, both, sizes, tuple(PLACES[first:both])))
    strata = (("even", 3), ("odd", 3))
    return Audit("a", 1, Design.STRATIFIED, (), "c1", "m1", strata, frame, tuple(draws), scored)


def said(
    point: PointKey, *themes: str, by: object = ANN, mode: CodingMode = CodingMode.BLIND, at: str = NOON
) -> Coding:
    return replace(make_coding(point, themes, by=by), mode=mode, time=at)  # type: ignore[arg-type]


# What is still there --------------------------------------------------------------------------------------------------


def test_an_audit_of_unchanged_responses_is_as_it_was_drawn() -> None:
    now = audit_state(audit(2, 2), WORDS)
    assert now.drawn == tuple(PLACES[:4])
    assert (now.dropped, now.lost, len(now.strata)) == (0, 0, 6)


def test_a_point_whose_words_changed_drops_out_of_the_sample_and_the_frame() -> None:
    words = {**WORDS, PLACES[0]: "f" * 64, PLACES[5]: "f" * 64}
    now = audit_state(audit(2), words)
    assert now.drawn == (PLACES[1],)
    assert (now.dropped, now.lost) == (1, 2)
    assert sorted(now.strata) == PLACES[1:5]


def test_a_point_that_moved_is_followed() -> None:
    there = PointKey("a.txt", 200, 209)
    words = {point: text for point, text in WORDS.items() if point != PLACES[0]} | {there: WORDS[PLACES[0]]}
    now = audit_state(audit(2), words)
    assert now.drawn == (there, PLACES[1])
    assert now.former[PLACES[0]] == there
    assert now.strata[there] == "even"
    assert (now.dropped, now.lost) == (0, 0)


@given(st.sets(st.sampled_from(PLACES)), st.integers(1, 6))
def test_every_point_is_there_or_counted(gone: set[PointKey], size: int) -> None:
    now = audit_state(audit(size), {point: text for point, text in WORDS.items() if point not in gone})
    assert len(now.drawn) + now.dropped == size
    assert len(now.strata) + now.lost == 6
    assert set(now.drawn) <= set(now.strata)


def test_a_point_is_scored_when_its_draw_first_was() -> None:
    now = audit_state(audit(2, 2, scored=((1, LATER), (2, LATEST))), WORDS)
    assert now.until == dict.fromkeys(PLACES[:2], LATER) | dict.fromkeys(PLACES[2:4], LATEST)


# Whose word it is -----------------------------------------------------------------------------------------------------


def test_the_first_coders_last_word_is_the_blind_one_and_others_are_second() -> None:
    found = blind(
        audit_state(audit(2), WORDS),
        [
            said(PLACES[0], "funding"),
            said(PLACES[0], "safety", by=BEN, mode=CodingMode.SECOND),
            said(PLACES[0]),
            said(PLACES[1], "safety", by=BEN),
            said(PLACES[1], by=ANN),
        ],
    )
    assert {point: (c.coder, c.themes) for point, c in found.first.items()} == {
        PLACES[0]: (ANN, frozenset()),
        PLACES[1]: (BEN, frozenset({"safety"})),
    }
    assert list(found.others) == [("ben", PLACES[0]), ("ann", PLACES[1])]


def test_what_is_not_blind_not_drawn_or_too_late_is_none_of_it() -> None:
    found = blind(
        audit_state(audit(2, scored=((1, LATER),)), WORDS),
        [
            said(PLACES[0], mode=CodingMode.ASSISTED),
            said(PLACES[0], mode=CodingMode.ADJUDICATION),
            said(PLACES[3]),
            said(PLACES[1], "funding", at=LATER),
            said(PLACES[1], "safety", at=LATEST),
        ],
    )
    assert {point: c.themes for point, c in found.first.items()} == {PLACES[1]: frozenset({"funding"})}
    assert found.others == {}


def undone(*said_of: object, by: object = ANN, mode: CodingMode = CodingMode.BLIND, at: str = NOON) -> Coding:
    coding = said(*said_of, by=by, mode=mode, at=at)  # type: ignore[arg-type]
    return replace(coding, outcome=Outcome.CANNOT_TELL, memo=TAKEN_BACK)


def test_what_its_coder_took_back_is_not_coded() -> None:
    found = blind(
        audit_state(audit(4), WORDS),
        [
            said(PLACES[0], "funding"),
            undone(PLACES[0]),
            said(PLACES[1], "funding"),
            undone(PLACES[1]),
            said(PLACES[1], "safety", by=BEN),
            said(PLACES[2], "funding"),
            said(PLACES[2], "safety", by=BEN, mode=CodingMode.SECOND),
            undone(PLACES[2], by=BEN, mode=CodingMode.SECOND),
            said(PLACES[3], "funding"),
            undone(PLACES[3]),
            said(PLACES[3], "access"),
        ],
    )
    assert {point: (c.coder, c.themes) for point, c in found.first.items()} == {
        PLACES[1]: (BEN, frozenset({"safety"})),
        PLACES[2]: (ANN, frozenset({"funding"})),
        PLACES[3]: (ANN, frozenset({"access"})),
    }
    assert found.others == {}


def test_what_was_scored_is_not_taken_back_any_more() -> None:
    said_of = [said(PLACES[0], "funding"), undone(PLACES[0], at=LATEST)]
    found = blind(audit_state(audit(1, scored=((1, LATER),)), WORDS), said_of)
    assert found.first == {PLACES[0]: said_of[0]}

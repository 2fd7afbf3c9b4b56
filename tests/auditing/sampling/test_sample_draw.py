"""Drawing: known probabilities, and a later draw extends an earlier one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.sampling.sample_draw import (
    SIMPLE,
    allocate,
    draw,
    random_number,
    strata_sizes,
)
from analysis.auditing.sampling.strata import OTHER_TYPES, OTHERWISE, RARELY, spreads, strata_by


def simple_sample(keys: Sequence[str], size: int, seed: int) -> tuple[int, ...]:
    """So many units of one stratum, in coding order."""
    return draw(keys, [SIMPLE] * len(keys), {SIMPLE: size}, seed)


KEYS = [f"a.txt:{n}" for n in range(40)]
strata_of_frames = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 60), min_size=1)


def test_the_permanent_number_of_a_unit_never_changes() -> None:
    assert random_number(1, "a.txt:0") == 10824632337459572753


def test_the_sample_does_not_hang_on_the_order_of_the_frame() -> None:
    drawn = [KEYS[row] for row in simple_sample(KEYS, 10, 7)]
    turned = KEYS[::-1]
    assert [turned[row] for row in simple_sample(turned, 10, 7)] == drawn
    assert [KEYS[row] for row in simple_sample(KEYS, 10, 8)] != drawn


@given(strata_of_frames, st.integers(0, 80), st.integers(0, 80), st.integers(0, 99))
def test_a_larger_draw_extends_a_smaller_one(sizes: dict[str, int], few: int, more: int, seed: int) -> None:
    few, more = sorted((few, more))
    strata = [name for name, size in sizes.items() for _ in range(size)]
    keys = [str(n) for n in range(len(strata))]
    first, second = (draw(keys, strata, allocate(sizes, n), seed) for n in (few, more))
    assert set(first) <= set(second)
    assert len(first) == min(few, len(keys))


@given(strata_of_frames, st.integers(0, 250), st.integers(0, 9))
def test_an_allocation_adds_up_and_fits(sizes: dict[str, int], n: int, minimum: int) -> None:
    given_ = allocate(sizes, n, minimum, {name: ord(name) - 96.0 for name in sizes})
    assert sum(given_.values()) == min(n, sum(sizes.values()))
    floor = min(minimum, n // len(sizes))
    assert all(min(floor, sizes[name]) <= own <= sizes[name] for name, own in given_.items())


def test_units_of_a_stratum_are_drawn_alike_often() -> None:
    strata = ["a"] * 30 + ["b"] * 10
    drawn = Counter(row for seed in range(2000) for row in draw(KEYS, strata, {"a": 6, "b": 5}, seed))
    for row, stratum in enumerate(strata):
        p = {"a": 6 / 30, "b": 5 / 10}[stratum]
        assert abs(drawn[row] / 2000 - p) < 5 * math.sqrt(p * (1 - p) / 2000)


def test_whoever_stops_early_has_a_sample_of_the_same_design() -> None:
    strata = ["a"] * 30 + ["b"] * 10
    rows = draw(KEYS, strata, {"a": 10, "b": 5}, seed=1)
    assert Counter(strata[row] for row in rows[:6]) == {"a": 4, "b": 2}


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="b has 10 units: 11"):
        draw(KEYS, ["a"] * 30 + ["b"] * 10, {"b": 11}, seed=1)
    with pytest.raises(ValueError, match="a key of its own"):
        draw(["x", "x"], ["a", "a"], {"a": 1}, seed=1)


def test_more_is_drawn_where_the_machine_is_unsure_within_bounds() -> None:
    sizes = {"sure": 100, "unsure": 100}
    assert allocate(sizes, 100, spread={"sure": 0.1, "unsure": 0.2}) == {"sure": 33, "unsure": 67}
    assert allocate(sizes, 100, spread={"sure": 0.0, "unsure": 1.0}) == {"sure": 20, "unsure": 80}


def test_strata_are_the_rare_the_unsure_and_the_rest_by_type() -> None:
    assigned = [[n % 2 == 0, n == 7] for n in range(100)]
    scores = [[0.9, 0.0] if n >= 30 else [0.5, 0.2] for n in range(100)]
    types = ["council" if n % 3 else "charity" for n in range(99)] + ["museum"]
    alone = strata_by(assigned, scores)
    assert strata_sizes(alone) == {"sure": 70, "unsure": 30}
    assert RARELY not in alone, "one point is no stratum"
    names = strata_sizes(strata_by(assigned, scores, types))
    assert {name.split(" · ")[-1] for name in names} >= {"council", "charity"}
    assert OTHER_TYPES not in " ".join(names), "nor is one museum"
    assert spreads(alone, scores)[OTHERWISE] < 0.5

"""Limits of a number in a frame: the exact ones where there is one stratum, and sound ones elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom, hypergeom

from analysis.auditing.estimation.intervals import Cells, between, total
from analysis.auditing.estimation.proportions import UNKNOWN, differ, mean, proportion
from analysis.model import Estimate


def cells(*strata: tuple[int, int, int]) -> Cells:
    """Strata as (points, looked at, seen); the design stands for each alike."""
    columns = (np.array(column, dtype=float) for column in zip(*strata, strict=True))
    population, looked, seen = columns
    return Cells(population, looked, seen, population / np.maximum(looked, 1) - 1)


one = st.integers(1, 400).flatmap(
    lambda n: st.integers(0, n).flatmap(lambda m: st.tuples(st.just(n), st.just(m), st.integers(0, m)))
)


@pytest.mark.parametrize(("population", "looked", "seen"), [(2000, 50, 4), (2000, 50, 0), (300, 120, 30)])
def test_one_stratum_gives_the_limits_of_the_mid_p_rule(population: int, looked: int, seen: int) -> None:
    """At each limit the mid-p value of the hypergeometric distribution is 2.5 %, or the count cannot be lower."""
    found = total(cells((population, looked, seen)))
    interval = between(found.estimate, found.draws)
    low, high = round(interval.low), round(interval.high)
    above = hypergeom(population, low, looked)
    below = hypergeom(population, high, looked)
    assert seen == low or above.sf(seen) + above.pmf(seen) / 2 == pytest.approx(0.025, abs=0.006)
    assert below.cdf(seen - 1) + below.pmf(seen) / 2 == pytest.approx(0.025, abs=0.006)


def test_half_the_draws_are_beta_binomial() -> None:
    found = total(cells((500, 60, 7)))
    exact = (betabinom(440, 7, 54).mean() + betabinom(440, 8, 53).mean()) / 2
    assert found.draws.mean() - 7 == pytest.approx(exact, rel=0.01)


@given(st.lists(one, min_size=1, max_size=5))
def test_what_was_seen_is_in_and_the_frame_is_not_left(strata: list[tuple[int, int, int]]) -> None:
    found = total(cells(*strata))
    most = sum(seen + population - looked for population, looked, seen in strata)
    least = sum(seen for *_, seen in strata)
    assert found.draws.min() >= least
    assert found.draws.max() <= most
    assert least - 1e-6 <= found.estimate <= most + 1e-6


@given(one)
def test_who_has_seen_everything_knows_it(stratum: tuple[int, int, int]) -> None:
    _, looked, seen = stratum
    assert set(total(cells((looked, looked, seen))).draws) <= {float(seen)}


def test_where_nobody_looked_nothing_is_known() -> None:
    found = total(cells((40, 0, 0)))
    assert between(None, found.draws) == Estimate(None, 0.0, 40.0)


def test_a_stratum_that_was_not_drawn_from_stays_unknown() -> None:
    assert total(cells((10, 10, 3), (5, 0, 0))).draws.max() == 8.0


def test_the_limits_of_a_weighted_total_allow_for_the_heaviest_point() -> None:
    """Nothing was seen: up to three finds of the largest weight may have been missed (the rule of three)."""
    found = total(cells((100, 50, 0), (1000, 50, 0)))
    assert between(0.0, found.draws).high == pytest.approx(3.0 * 20, rel=0.1)


def test_published_limits_of_clopper_and_pearson() -> None:
    """x = 0 and x = 5 of 20: Brown, Cai and DasGupta (2001) and any table of binomial limits."""
    nothing = proportion(0.0, 0.0, 20, 20, 10**9)
    assert (nothing.low, nothing.high) == pytest.approx((0.0, 0.1684), abs=1e-4)
    quarter = proportion(0.25, 0.25 * 0.75 / 20, 20, 20, 10**9)
    assert (quarter.low, quarter.high) == pytest.approx((0.0866, 0.4910), abs=1e-4)


def test_few_degrees_of_freedom_widen() -> None:
    few, many = (proportion(0.5, 0.01, 25, 25, degrees) for degrees in (4, 400))
    assert few.high - few.low > 1.2 * (many.high - many.low)


@given(
    share=st.floats(0, 1) | st.sampled_from([1e-16, 1 - 1e-16, 1 + 2e-16]),
    variance=st.sampled_from([0.0, 1e-300, 1e-34, 1e-12, 1e-11, 1e-4]) | st.floats(0, 1e6),
    looked=st.integers(1, 10**6),
    degrees=st.integers(0, 10**6),
)
def test_no_interval_is_without_limits_or_surer_than_what_was_looked_at(
    share: float, variance: float, looked: int, degrees: int
) -> None:
    """A variance that arithmetic alone left over once gave a sample so large that there were no limits."""
    found = proportion(share, variance, looked, looked, degrees)
    low, high = found.interval
    assert 0 <= low <= (found.value or 0) <= high <= 1
    surest = proportion(share, 0.0, looked, looked, degrees)
    assert high - low >= surest.interval[1] - surest.interval[0] - 1e-6


def test_a_mean_of_alike_shares_is_surer_than_each() -> None:
    own = Estimate(0.5, 0.3, 0.7)
    assert mean([own] * 4) == Estimate(0.5, pytest.approx(0.4), pytest.approx(0.6))
    assert mean([Estimate(None, 0.0, 1.0)]) == UNKNOWN


def test_shares_differ_where_their_difference_leaves_out_nought() -> None:
    assert differ(Estimate(0.9, 0.8, 0.95), Estimate(0.6, 0.5, 0.7))
    assert not differ(Estimate(0.8, 0.6, 0.95), Estimate(0.6, 0.4, 0.8))
    assert not differ(UNKNOWN, Estimate(0.6, 0.5, 0.7))

"""Two coders are compared on the same points, and the interval says how sure the difference is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.auditing.estimation.paired_difference import paired_difference
from analysis.auditing.estimation.sampling_frame import Bools
from tests.share import examples


def table(seed: int, share: float = 0.3) -> Bools:
    return np.random.default_rng(seed).random((120, 3)) < share


TRUTH, ASKED, DOCUMENTS = table(1), np.ones((120, 3), dtype=bool), np.arange(120) // 3


def with_errors(seed: int, share: float) -> Bools:
    return TRUTH ^ table(seed, share)


def test_a_coder_is_no_better_than_itself() -> None:
    same = with_errors(2, 0.2)
    compared = paired_difference(same, same, TRUTH, ASKED, DOCUMENTS)
    assert (compared.difference.value, compared.difference.low, compared.difference.high) == (0, 0, 0)
    assert compared.first == compared.second


def test_a_much_better_coder_is_told_apart() -> None:
    compared = paired_difference(with_errors(2, 0.05), with_errors(3, 0.3), TRUTH, ASKED, DOCUMENTS)
    assert compared.difference.low is not None
    assert compared.difference.low > 0.1
    other_way = paired_difference(with_errors(3, 0.3), with_errors(2, 0.05), TRUTH, ASKED, DOCUMENTS)
    assert other_way.difference.value == -(compared.difference.value or 0)


def test_what_was_not_asked_counts_for_nobody() -> None:
    asked = ASKED.copy()
    asked[:, 2] = False
    worse = TRUTH.copy()
    worse[:, 2] = ~worse[:, 2]
    assert paired_difference(TRUTH, worse, TRUTH, asked, DOCUMENTS).second.value == 1


def test_of_one_response_nothing_bounds_the_difference() -> None:
    compared = paired_difference(TRUTH, ~TRUTH, TRUTH, ASKED, np.zeros(120, dtype=np.int64))
    assert (compared.difference.value, compared.difference.low) == (1, None)
    assert compared.difference.reason


@settings(max_examples=examples(25))
@given(st.integers(0, 99), st.floats(0, 0.5), st.floats(0, 0.5))
def test_the_figures_lie_in_their_intervals_and_add_up(seed: int, first: float, second: float) -> None:
    compared = paired_difference(with_errors(seed, first), with_errors(seed + 100, second), TRUTH, ASKED, DOCUMENTS)
    for one in (compared.first, compared.second, compared.difference):
        low, high = one.interval
        assert one.value is not None
        assert low - 0.05 <= one.value <= high + 0.05
    assert abs((compared.first.value or 0) - (compared.second.value or 0) - (compared.difference.value or 0)) < 1e-3

"""What an open workspace takes from outside: the time."""

from __future__ import annotations

from time import sleep

from analysis.app.context import now


def test_what_follows_within_a_second_comes_after_it() -> None:
    """Whether an audit came before a coding decides what a report says, also where one command records both."""
    times = []
    for _ in range(3):
        times.append(now())
        sleep(0.001)
    assert sorted(set(times)) == times

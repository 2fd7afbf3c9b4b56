"""Exclusions: a theme excludes another where an entry is that theme's key or name, and nothing else."""

from __future__ import annotations

import numpy as np

from analysis.classifying.exclusions import exclusions, yielding
from analysis.model import Codebook, Theme

BOOK = Codebook(
    (
        Theme("a", "Parking", "Cars.", exclude=("road safety.", "Whatever b says.")),
        Theme("b", "Road safety", "Danger.", exclude=("Points on parking",)),
        Theme("c", "Trade", "Shops.", exclude=("a", "B")),
    )
)


def test_an_entry_that_is_a_key_or_a_name_excludes_its_theme() -> None:
    assert exclusions(BOOK) == ((0, (1,)), (2, (0, 1)))


def test_what_excludes_a_likelier_theme_falls_behind_it_by_twice_as_much() -> None:
    log_odds = np.array([[1.0, 2.0, 3.0], [-1.0, -4.0, -3.0]])
    assert yielding(log_odds, exclusions(BOOK)).tolist() == [[0.0, 2.0, 3.0], [-1.0, -4.0, -5.0]]

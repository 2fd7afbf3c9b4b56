"""Sample drawing: every unit of a frozen frame has a permanent random number, and the smallest are drawn.

The number of a unit follows from the seed and its key alone (permanent random numbers: Ohlsson 1995, in Cox et al.,
*Business Survey Methods*, chapter 9; sequential simple random sampling: Fan, Muller and Rezucha 1962). So anybody can
draw the same sample again, and a later, larger draw holds the earlier one and is itself a probability sample: nothing
that was learnt from the first units has a say in which are the next. In each stratum the sample is simple random
without replacement; a simple sample is a sample of one stratum.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

SIMPLE = "all"
"""The name of the one stratum of a simple sample."""

LEAST_PER_STRATUM = 5
"""How many units a stratum is given at least: two let its spread be estimated, five let a stranger one be seen."""

STEEPEST = 4.0
"""How many times more often than another stratum one may be drawn from, to keep a single unit from weighing too much.

A theme that was missed where the machine was sure is found with the largest weight of all; beyond a factor of about
four what that costs in the rare themes outweighs what steeper sampling saves in the common ones.
"""


def random_number(seed: int, key: str) -> int:
    """Return a unit's permanent random number: 64 bits of the SHA-256 of the seed and the unit's key."""
    return int.from_bytes(hashlib.sha256(f"{seed}\n{key}".encode()).digest()[:8], "big")


def draw(keys: Sequence[str], strata: Sequence[str], sizes: Mapping[str, int], seed: int) -> tuple[int, ...]:
    """Return the rows of the units that are drawn, in the order in which to code them.

    ``keys`` and ``strata`` hold each unit's key and stratum, ``sizes`` how many to draw from each stratum; a stratum
    that it does not name gives none. Strata take turns in proportion to their sizes, so that whoever stops early has
    coded a sample of the same design. With larger sizes the same units are drawn, and further ones. Raises ValueError
    where two units have the same key or a stratum has fewer units than are asked for.
    """
    if len(set(keys)) != len(keys) or len(keys) != len(strata):
        raise ValueError("each unit of a frame needs a key of its own and one stratum")
    rows_by_stratum: dict[str, list[int]] = {}
    for unit_row in sorted(
        range(len(keys)), key=lambda unit_row: (random_number(seed, keys[unit_row]), keys[unit_row])
    ):
        rows_by_stratum.setdefault(strata[unit_row], []).append(unit_row)
    coding_turns: list[tuple[float, int, int]] = []
    for stratum, draw_size in sizes.items():
        stratum_rows = rows_by_stratum.get(stratum, [])
        if not 0 <= draw_size <= len(stratum_rows):
            raise ValueError(f"stratum {stratum} has {len(stratum_rows)} units: {draw_size} cannot be drawn")
        coding_turns += [
            ((draw_rank + 0.5) / draw_size, random_number(seed, keys[unit_row]), unit_row)
            for draw_rank, unit_row in enumerate(stratum_rows[:draw_size])
        ]
    return tuple(unit_row for *_, unit_row in sorted(coding_turns))


def allocate(
    strata_sizes: Mapping[str, int],
    unit_count: int,
    minimum: int = LEAST_PER_STRATUM,
    spread: Mapping[str, float] | None = None,
) -> dict[str, int]:
    """Return how many of ``unit_count`` units to draw from each stratum, in the order in which the strata are given.

    In proportion to the stratum's size times its ``spread`` (Neyman 1934), which says how unsure the machine is of a
    unit there; without spreads, to its size. Spreads are held within a factor of STEEPEST of each other. Each stratum
    gives ``minimum`` units where n allows, and never more than it has; what one cannot give the others do. The answer
    adds up to n, or to all units where there are no more.
    """
    weights = _weights(strata_sizes, spread)
    allocated = dict.fromkeys(strata_sizes, 0)
    least_units = min(minimum, unit_count // max(1, len(strata_sizes)))
    target_count = min(unit_count, sum(strata_sizes.values()))
    for stratum, stratum_size in strata_sizes.items():
        allocated[stratum] = min(stratum_size, least_units)
    while sum(allocated.values()) < target_count:
        open_strata = [stratum for stratum, stratum_size in strata_sizes.items() if allocated[stratum] < stratum_size]
        # Whoever is furthest below its share is next (Sainte-Laguë): no rounding, and a larger n never takes away.
        allocated[max(open_strata, key=lambda stratum: weights[stratum] / (2 * allocated[stratum] + 1))] += 1
    return allocated


def _weights(strata_sizes: Mapping[str, int], spread: Mapping[str, float] | None) -> dict[str, float]:
    if spread is None:
        return {stratum: float(stratum_size) for stratum, stratum_size in strata_sizes.items()}
    least_spread = max(spread.values(), default=1.0) / STEEPEST
    return {
        stratum: stratum_size * max(least_spread, spread[stratum], 1e-9)
        for stratum, stratum_size in strata_sizes.items()
    }


def strata_sizes(strata: Sequence[str]) -> dict[str, int]:
    """Return how many units each stratum has, in the order of their names."""
    return dict(sorted(Counter(strata).items()))

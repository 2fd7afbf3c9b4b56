"""Drawing the blind sample: every unit of a frozen frame has a permanent random number, and the smallest are drawn.

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


def number(seed: int, key: str) -> int:
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
    members: dict[str, list[int]] = {}
    for row in sorted(range(len(keys)), key=lambda row: (number(seed, keys[row]), keys[row])):
        members.setdefault(strata[row], []).append(row)
    turns: list[tuple[float, int, int]] = []
    for stratum, size in sizes.items():
        own = members.get(stratum, [])
        if not 0 <= size <= len(own):
            raise ValueError(f"stratum {stratum} has {len(own)} units: {size} cannot be drawn")
        turns += [((rank + 0.5) / size, number(seed, keys[row]), row) for rank, row in enumerate(own[:size])]
    return tuple(row for *_, row in sorted(turns))


def simple(keys: Sequence[str], size: int, seed: int) -> tuple[int, ...]:
    """Return a simple random sample: so many units of one stratum, or all where there are no more; rows in coding
    order."""
    return draw(keys, [SIMPLE] * len(keys), {SIMPLE: min(size, len(keys))}, seed)


def allocate(
    strata_sizes: Mapping[str, int],
    n: int,
    minimum: int = LEAST_PER_STRATUM,
    spread: Mapping[str, float] | None = None,
) -> dict[str, int]:
    """Return how many of ``n`` units to draw from each stratum, in the order in which the strata are given.

    In proportion to the stratum's size times its ``spread`` (Neyman 1934), which says how unsure the machine is of a
    unit there; without spreads, to its size. Spreads are held within a factor of STEEPEST of each other. Each stratum
    gives ``minimum`` units where n allows, and never more than it has; what one cannot give the others do. The answer
    adds up to n, or to all units where there are no more.
    """
    weights = _weights(strata_sizes, spread)
    given = dict.fromkeys(strata_sizes, 0)
    floor = min(minimum, n // max(1, len(strata_sizes)))
    goal = min(n, sum(strata_sizes.values()))
    for stratum, size in strata_sizes.items():
        given[stratum] = min(size, floor)
    while sum(given.values()) < goal:
        open_ = [stratum for stratum, size in strata_sizes.items() if given[stratum] < size]
        # Whoever is furthest below its share is next (Sainte-Laguë): no rounding, and a larger n never takes away.
        given[max(open_, key=lambda stratum: weights[stratum] / (2 * given[stratum] + 1))] += 1
    return given


def _weights(strata_sizes: Mapping[str, int], spread: Mapping[str, float] | None) -> dict[str, float]:
    if spread is None:
        return {stratum: float(size) for stratum, size in strata_sizes.items()}
    least = max(spread.values(), default=1.0) / STEEPEST
    return {stratum: size * max(least, spread[stratum], 1e-9) for stratum, size in strata_sizes.items()}


def inclusion(strata_sizes: Mapping[str, int], sizes: Mapping[str, int]) -> dict[str, float]:
    """Return the probability with which a unit of each stratum is in the sample; 0 where nothing is drawn."""
    return {stratum: sizes.get(stratum, 0) / size if size else 0.0 for stratum, size in strata_sizes.items()}


def strata_sizes(strata: Sequence[str]) -> dict[str, int]:
    """Return how many units each stratum has, in the order of their names."""
    return dict(sorted(Counter(strata).items()))

"""The choices that one cell holds together: what stands between them, and which of them hold that mark themselves."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from math import comb
from typing import NamedTuple

from analysis.reading.table.column_profile import LONGEST_CHOICE, SAME_CHOICES, SEPARATORS, Profile, ValueCounts

_BARE_COMMA = re.compile(r",(?=\S)(?!(?<=\d,)\d{3}(?!\d))")
"""A comma as Qualtrics writes it between choices: without a space behind it, and not in "1,200"."""

COMMAS = (",", ", ")
"""What Qualtrics and Google Forms put between choices, which may hold commas themselves."""

PARTS = 2
"""Parts that the answer of a single choice may have: "Yes, fully"."""

CHANCE = 0.01
"""Chance below which parts that are never apart are one choice."""


class JoinedChoices(NamedTuple):
    """What stands between the choices in a column's cells, and the choices (empty: whatever it parts is one)."""

    separator: str
    choices: frozenset[str] = frozenset()


def split_choices(cell_text: str, separator: str, choices: Collection[str] = ()) -> list[str]:
    """Split the choices in one cell: the longest of the choices that are known, and what lies between them whole.

    >>> split_choices("Cost;Care;", ";")
    ['Cost', 'Care']
    >>> split_choices("Car, van,Walk", ",")
    ['Car, van', 'Walk']
    >>> split_choices("Car, van, Walk, Other: on a horse, mostly", ", ", {"Car, van", "Walk"})
    ['Car, van', 'Walk', 'Other: on a horse, mostly']
    """
    parts = _parts(cell_text, separator)
    if not choices:
        return parts
    found: list[str] = []
    start, is_open = 0, False
    while start < len(parts):
        ends = range(len(parts), start, -1)
        end = next((end for end in ends if separator.join(parts[start:end]) in choices), None)
        choice = separator.join(parts[start : end or start + 1])
        if end is None and is_open:
            found[-1] += separator + choice
        else:
            found.append(choice)
        start, is_open = end or start + 1, end is None
    return found


def _parts(cell_text: str, separator: str) -> list[str]:
    divided = _BARE_COMMA.split(cell_text) if separator == "," else cell_text.split(separator)
    return [part for each in divided if (part := each.strip())]


def joined_choices(profile: Profile) -> JoinedChoices | None:
    """Return what parts the choices in a column's cells: with it the same few values come again and again."""
    if profile.values.over and not profile.parts:
        return None
    for separator in (each for each in SEPARATORS if each in profile.parts):
        if separator in COMMAS:
            if found := _parted_by(separator, profile.looked_at):
                return found
        elif _separates_choices(profile.looked_at, separator):
            return JoinedChoices(separator)
    return None


def told_choices(profile: Profile, choices: Sequence[str]) -> JoinedChoices | None:
    """Return what parts the choices of which somebody has told, or None where there are none: every cell is one."""
    known = frozenset(choices)

    def found(separator: str) -> int:
        return sum(part in known for cell in profile.looked_at for part in split_choices(cell, separator, known))

    marks = [each for each in SEPARATORS if each in profile.parts]
    return JoinedChoices(max(marks, key=found), known) if known and marks else None


def _separates_choices(values: Sequence[str], separator: str) -> bool:
    counted = ValueCounts()
    for cell_text in values:
        for choice in split_choices(cell_text, separator):
            counted.add(choice)
    are_fewer = len(counted.counts) < len(set(values)) or (
        separator == ";" and all(cell_text.endswith(";") for cell_text in values)
    )
    return _come_again(counted) and are_fewer


def _come_again(counted: ValueCounts) -> bool:
    are_short = all(len(choice.split()) <= LONGEST_CHOICE for choice in counted.counts)
    return not counted.over and are_short and counted.repeated() >= SAME_CHOICES


# Choices that may hold commas themselves ------------------------------------------------------------------------------


def _parted_by(separator: str, values: Sequence[str]) -> JoinedChoices | None:
    """Return the choices that commas part, where they stand as freely as what is ticked does.

    Most stand beside several others, and alone, too, or in cells that differ much in how many they hold; the two parts
    of "Agree, strongly" or "Cardiff, Wales" do not.
    """
    cells = [parts for cell_text in values if (parts := _parts(cell_text, separator))]
    known = _known_choices(cells, separator)
    divided = [split_choices(cell_text, separator, known) for cell_text in values]
    counted = ValueCounts()
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for choices in divided:
        for choice in choices:
            counted.add(choice)
            beside[choice].update(other for other in choices if other != choice)
    if not _come_again(counted) or len(known) >= len(set(values)):
        return None
    is_free = _are_all_ranked(divided) or _stand_freely(divided, beside)
    return JoinedChoices(separator, known) if is_free else None


def _are_all_ranked(cells: Sequence[Sequence[str]]) -> bool:
    """Return whether most cells hold the same choices."""
    return Counter(map(frozenset, cells)).most_common(1)[0][1] >= SAME_CHOICES * len(cells)


def _stand_freely(cells: Sequence[Sequence[str]], beside: Mapping[str, set[str]]) -> bool:
    alone = {choices[0] for choices in cells if len(choices) == 1}
    is_varied = len(set(map(len, cells))) > PARTS
    others = min(PARTS, len(beside) - 1)
    joined = [choice for choices in cells if len(choices) > 1 for choice in choices]
    are_free = [len(beside[choice]) >= others and (is_varied or choice in alone) for choice in joined]
    return bool(joined) and sum(are_free) >= SAME_CHOICES * len(joined)


def _known_choices(cells: Sequence[Sequence[str]], separator: str) -> frozenset[str]:
    """Return the choices that come more than once, each of the parts that belong together."""
    together = _never_apart(cells)
    are_capital = separator == ", " and not any(parts[0][0].islower() for parts in cells)
    counts = Counter[str]()
    for parts in cells:
        run = [parts[0]]
        for before, part in pairwise(parts):
            if (before, part) in together or (are_capital and part[0].islower()):
                run.append(part)
            else:
                counts[separator.join(run)] += 1
                run = [part]
        counts[separator.join(run)] += 1
    return frozenset(choice for choice, count in counts.items() if count > 1)


def _never_apart(cells: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
    """Return the neighbours of which one never stands without the other, where that can hardly be chance."""
    counts = Counter(part for parts in cells for part in parts)
    held_by = Counter(part for parts in cells for part in set(parts))
    neighbours = Counter(pair for parts in cells for pair in pairwise(parts))
    return {
        pair
        for pair, times in neighbours.items()
        if any(
            counts[one] == times and comb(held_by[other], held_by[one]) < CHANCE * comb(len(cells), held_by[one])
            for one, other in (pair, pair[::-1])
        )
    }

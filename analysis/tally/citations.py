"""Citations: what each point of a response is called, so that one name is one point."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count

from analysis.model import Point

_NUMBERED = re.compile(r"\W*(?:(?:section|part|chapter)\s+)?(\d+(?:\.\d+)*)\b", re.IGNORECASE)
"""How a heading begins that has a number of its own."""


def citations(points: Iterable[Point]) -> list[str]:
    """Name the points of one response, in their order, as their author numbered them; no two have one name.

    A number that comes again ("(a)" in every section) is told apart by the question that it answers, "Q2(a)", or by the
    number of its section, "3(a)"; where neither is its alone, by its turn: "(a), 1st", "(a), 2nd".
    """
    listed = list(points)
    labels = [point.label or "¶" for point in listed]
    paths = [list(dict.fromkeys(_paths(label, point))) for label, point in zip(labels, listed, strict=True)]
    alone, taken = Counter(labels), Counter([*labels, *(path for own in paths for path in own)])
    used = {label for label in labels if alone[label] == 1}
    turns: dict[str, Iterator[str]] = {}
    names = []
    for label, own in zip(labels, paths, strict=True):
        single = label if alone[label] == 1 else next((path for path in own if taken[path] == 1), None)
        base = next(iter(own), label)
        turn = turns.setdefault(base, (f"{base}, {_ordinal(n)}" for n in count(1)))
        names.append(single or next(name for name in turn if name not in used and name not in taken))
        used.add(names[-1])
    return names


def _paths(label: str, point: Point) -> Iterator[str]:
    """Yield what may be put before a number that is not the only one."""
    number = next((match[1] for name in reversed(point.section) if (match := _NUMBERED.match(name))), None)
    for before, word in ((point.question, ""), (number, "section ")):
        if before:
            yield f"{before}{label}" if label.startswith("(") else f"{word}{before}, {label}"


def _ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 21st …"""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"

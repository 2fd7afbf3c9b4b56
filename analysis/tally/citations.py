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
    point_list = list(points)
    labels = [point.label or "¶" for point in point_list]
    paths = [list(dict.fromkeys(_paths(label, point))) for label, point in zip(labels, point_list, strict=True)]
    alone, taken = Counter(labels), Counter([*labels, *(path for own_paths in paths for path in own_paths)])
    used_names = {label for label in labels if alone[label] == 1}
    numbered_names: dict[str, Iterator[str]] = {}
    given_names = []
    for label, own_paths in zip(labels, paths, strict=True):
        single = label if alone[label] == 1 else next((path for path in own_paths if taken[path] == 1), None)
        base_name = next(iter(own_paths), label)
        next_names = numbered_names.setdefault(base_name, (f"{base_name}, {_ordinal(turn)}" for turn in count(1)))
        given_names.append(
            single
            or next(candidate for candidate in next_names if candidate not in used_names and candidate not in taken)
        )
        used_names.add(given_names[-1])
    return given_names


def _paths(label: str, point: Point) -> Iterator[str]:
    """Yield what may be put before a number that is not the only one."""
    section_number = next(
        (heading_match[1] for heading in reversed(point.section) if (heading_match := _NUMBERED.match(heading))), None
    )
    for prefix, section_word in ((point.question, ""), (section_number, "section ")):
        if prefix:
            yield f"{prefix}{label}" if label.startswith("(") else f"{section_word}{prefix}, {label}"


def _ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 21st …"""
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else suffix}"

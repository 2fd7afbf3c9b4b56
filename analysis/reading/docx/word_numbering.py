"""The numbers that Word shows before paragraphs and does not store: its rules for counting them and writing them.

The rules are those of ECMA-376 part 1, 17.9, and where it is silent what Word does:

- Lists ("nums") of one abstract definition share their counters; a start override sets a counter anew the first time
  that its list is used at its level.
- A number at one level starts all deeper levels again, unless their ``lvlRestart`` says otherwise.
- A level that is passed over counts as begun: "1.1" before any "1" makes the next outer number "2" (Microsoft
  Knowledge Base, Q110380).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from analysis.reading.docx.numerals import written
from analysis.reading.docx.package import W, integer, switch, value
from analysis.reading.docx.styles import Chain, Styles

LONGEST_NUMBER = 255
"""Word takes no longer text for a level."""

DEEPEST_LEVEL = 8
"""Levels are 0 to 8."""

_PLACE = re.compile(r"%([1-9])")
_FORMATS = (f"{W}numFmt", "{*}AlternateContent/{*}Fallback/" + f"{W}numFmt")


@dataclass(frozen=True, slots=True)
class WordLevel:
    """The counting and look of one level of a list; ``text`` holds "%1" where the number of the first level stands."""

    start: int
    format: str
    text: str
    spaced: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list: its levels, and the levels that it starts anew; lists of one ``counted`` share their counters."""

    id: str
    counted: str
    levels: Mapping[int, WordLevel]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark before a paragraph: a number ("" where the list shows none) or a bullet, and what parts it."""

    number: str
    bullet: bool
    level: int
    spaced: str


class WordNumbering:
    """All lists of a file, and which paragraphs belong to them."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read the numbering part, if there is one."""
        self._styles = styles
        found = [] if root is None else list(root.iterchildren(f"{W}abstractNum"))
        self._abstract = {e.get(f"{W}abstractNumId") or "": e for e in found}
        nums = [] if root is None else list(root.iterchildren(f"{W}num"))
        self._abstract_of = {e.get(f"{W}numId") or "": value(e, "abstractNumId") or "" for e in nums}
        self._by_style = {value(e, "styleLink"): key for key, e in self._abstract.items()}
        self._lists = {e.get(f"{W}numId") or "": self._list(e) for e in nums}

    def place(self, properties: Element | None, chain: Chain) -> tuple[Numbered, int] | None:
        """Return the list and level of a paragraph with these properties and styles, or None for one outside all
        lists."""
        direct = None if properties is None else properties.find(f"{W}numPr")
        wanted = value(direct, "numId") or next((style.number for style in chain if style.number is not None), None)
        numbered = self._lists.get(wanted or "")
        if numbered is None or wanted == "0":
            return None
        level = integer(value(direct, "ilvl"))
        if level is None:
            level = _level_by_style(numbered, chain)
        level = min(max(level, 0), DEEPEST_LEVEL)
        return (numbered, level) if level in numbered.levels else None

    def _list(self, num: Element) -> Numbered:
        number = num.get(f"{W}numId") or ""
        counted = self._resolved(self._abstract_of[number])
        levels = _levels(self._abstract.get(counted))
        starts: dict[int, int] = {}
        for override in num.iterchildren(f"{W}lvlOverride"):
            index = integer(override.get(f"{W}ilvl")) or 0
            start = integer(value(override, "startOverride"))
            if start is not None:
                starts[index] = start
            levels.update(_levels(override, index))
        return Numbered(number, counted, levels, starts)

    def _resolved(self, abstract: str) -> str:
        """Return the definition that has the levels: another one's where this one only names a list style."""
        link = value(self._abstract.get(abstract), "numStyleLink")
        if not link:
            return abstract
        number = next((style.number for style in self._styles.chain(link) if style.number), None)
        named = self._abstract_of.get(number or "")
        other = named if named not in (None, abstract) else self._by_style.get(link)
        return other if other in self._abstract else abstract


@dataclass(slots=True)
class Counters:
    """The counters of each list of one story; the body, the notes and the text boxes are stories of their own."""

    _values: dict[str, dict[int, int]] = field(default_factory=dict)
    _used: set[tuple[str, int]] = field(default_factory=set)

    def count(self, numbered: Numbered, level: int) -> Mark:
        """Return the mark of the next paragraph of a list."""
        values = self._values.setdefault(numbered.counted, {})
        self._step(values, numbered, level)
        for outer in range(level):
            if outer in numbered.levels:
                values.setdefault(outer, _start(numbered, outer))
        for deeper in [d for d in values if d > level and _restarts(numbered.levels.get(d), level)]:
            del values[deeper]
        looks = numbered.levels[level]
        number = _shown(numbered.levels, looks, values)
        return Mark(number, looks.format == "bullet", level, looks.spaced)

    def _step(self, values: dict[int, int], numbered: Numbered, level: int) -> None:
        first = (numbered.id, level) not in self._used
        self._used.add((numbered.id, level))
        if level not in values or (first and level in numbered.starts):
            values[level] = _start(numbered, level)
        else:
            values[level] += 1


def _start(numbered: Numbered, level: int) -> int:
    return numbered.starts.get(level, numbered.levels[level].start)


def _restarts(deeper: WordLevel | None, level: int) -> bool:
    """Return whether a number at a level starts a deeper one again; ``lvlRestart`` counts levels from 1, and 0 means
    never."""
    return deeper is None or deeper.restart is None or level < deeper.restart


def _shown(levels: Mapping[int, WordLevel], looks: WordLevel, values: Mapping[int, int]) -> str:
    """Return the number in full, with the numbers of the outer levels where the level's text wants them."""
    if looks.format == "bullet":
        return ""

    def part(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        if index not in values or index not in levels:
            return ""
        # "Legal" levels write every number in figures, also "Article II, 2.1".
        return written(values[index], "decimal" if looks.legal else levels[index].format)

    return _PLACE.sub(part, looks.text).strip()[:LONGEST_NUMBER]


def _level_by_style(numbered: Numbered, chain: Chain) -> int:
    """Return the level of a paragraph that names none: the one tied to its style, else the one that its style names."""
    for style in chain:
        tied = [index for index, level in numbered.levels.items() if level.style and level.style == style.id]
        if tied:
            return min(tied)
        if style.level is not None:
            return style.level
    return 0


def _levels(parent: Element | None, index: int | None = None) -> dict[int, WordLevel]:
    found: dict[int, WordLevel] = {}
    for element in [] if parent is None else parent.iterchildren(f"{W}lvl"):
        own = integer(element.get(f"{W}ilvl")) if index is None else index
        if own is not None and 0 <= own <= DEEPEST_LEVEL:
            found[own] = _level(element)
    return found


def _level(element: Element) -> WordLevel:
    style = "decimal"
    for path in _FORMATS:
        named = element.find(path)
        style = style if named is None else named.get(f"{W}val") or style
    start = integer(value(element, "start"))
    return WordLevel(
        # Word always writes the start; other programs that leave it out mean 1, whatever the standard says.
        start=1 if start is None else start,
        format=style,
        text=(value(element, "lvlText") or "")[:LONGEST_NUMBER],
        spaced="\t" if value(element, "suff") in (None, "tab") else " ",
        restart=integer(value(element, "lvlRestart")),
        legal=bool(switch(element, "isLgl")),
        style=value(element, "pStyle"),
    )

"""The numbers that Word shows before paragraphs and does not store: its rules for counting them and writing them.

The rules are those of ECMA-376 part 1, 17.9, and where it is silent what Word does:

- Lists ("nums") of one abstract definition share their counters; a start override sets a counter anew the first time
  that its list is used at its level, but not where the list was used at a deeper one before.
- A number at one level starts all deeper levels again, unless their ``lvlRestart`` says otherwise.
- A level that is passed over counts as begun: "1.1" before any "1" makes the next outer number "2" (Microsoft
  Knowledge Base, Q110380).
- Definitions that take their levels from one list style count apart.
- A LISTNUM field counts in the list that it names, like a paragraph of that level (17.16.5.34).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from analysis.reading.docx.package import W, integer, switch, value
from analysis.reading.docx.styles import Chain, Styles
from analysis.reading.numbering import LevelCounters, format_numeral
from analysis.reading.word_paragraphs import Mark

FIELD_LISTS = {
    "numberdefault": ("%1)", "%2)", "%3)", "(%4)", "(%5)", "(%6)", "%7.", "%8.", "%9."),
    "outlinedefault": ("%1.", "%2.", "%3.", "%4)", "(%5)", "(%6)", "(%7)", "(%8)", "(%9)"),
    "legaldefault": tuple("".join(f"%{level}." for level in range(1, deepest + 1)) for deepest in range(1, 10)),
}
"""The lists of fields that Word brings with it, by the text of each level."""

_LETTERS = ("lowerLetter", "lowerRoman")
_FIELD_FORMATS = {
    "numberdefault": ("decimal", *_LETTERS) * 3,
    "outlinedefault": ("upperRoman", "upperLetter", "decimal", *("lowerLetter", "decimal"), *_LETTERS * 2),
    "legaldefault": ("decimal",) * 9,
}

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


class WordNumbering:
    """All lists of a file, and which paragraphs belong to them."""

    def __init__(self, numbering_root: Element | None, styles: Styles) -> None:
        """Read the numbering part, if there is one."""
        self._styles = styles
        abstract_elements = [] if numbering_root is None else list(numbering_root.iterchildren(f"{W}abstractNum"))
        self._abstract = {e.get(f"{W}abstractNumId") or "": e for e in abstract_elements}
        list_elements = [] if numbering_root is None else list(numbering_root.iterchildren(f"{W}num"))
        self._abstract_of = {e.get(f"{W}numId") or "": value(e, "abstractNumId") or "" for e in list_elements}
        self._by_style = {value(e, "styleLink"): abstract_id for abstract_id, e in self._abstract.items()}
        self._lists = {e.get(f"{W}numId") or "": self._list(e) for e in list_elements}
        names = ((value(e, "name"), abstract_id) for abstract_id, e in self._abstract.items())
        self._by_name = {name.lower(): abstract_id for name, abstract_id in names if name}

    def place(self, properties: Element | None, chain: Chain) -> tuple[Numbered, int] | None:
        """Return the list and level of a paragraph with these properties and styles, or None for one outside all
        lists."""
        direct = None if properties is None else properties.find(f"{W}numPr")
        wanted_id = value(direct, "numId") or next((style.number for style in chain if style.number is not None), None)
        numbered = self._lists.get(wanted_id or "")
        if numbered is None or wanted_id == "0":
            return None
        list_level = integer(value(direct, "ilvl"))
        if list_level is None:
            list_level = _level_by_style(numbered, chain)
        list_level = min(max(list_level, 0), DEEPEST_LEVEL)
        return (numbered, list_level) if list_level in numbered.levels else None

    def of_field(self, name: str) -> Numbered:
        """Return the list in which a LISTNUM field counts that names it, or names none."""
        abstract_id = self._by_name.get(name.lower())
        if abstract_id is not None:
            list_levels = _levels(self._abstract[self._resolved(abstract_id)])
            return Numbered(f"fields of {abstract_id}", abstract_id, list_levels, {})
        known_name = name.lower() if name.lower() in FIELD_LISTS else "numberdefault"
        level_looks = zip(_FIELD_FORMATS[known_name], FIELD_LISTS[known_name], strict=True)
        list_levels = {
            index: WordLevel(1, number_format, text, " ", None, False, None)
            for index, (number_format, text) in enumerate(level_looks)
        }
        return Numbered(f"fields of {known_name}", known_name, list_levels, {})

    def _list(self, list_element: Element) -> Numbered:
        list_id = list_element.get(f"{W}numId") or ""
        abstract_id = self._abstract_of[list_id]
        list_levels = _levels(self._abstract.get(self._resolved(abstract_id)))
        start_numbers: dict[int, int] = {}
        for override in list_element.iterchildren(f"{W}lvlOverride"):
            level_index = integer(override.get(f"{W}ilvl")) or 0
            start_number = integer(value(override, "startOverride"))
            if start_number is not None:
                start_numbers[level_index] = start_number
            list_levels.update(_levels(override, level_index))
        return Numbered(list_id, abstract_id, list_levels, start_numbers)

    def _resolved(self, abstract_id: str) -> str:
        """Resolve an abstract definition that only names a list style to the one with the levels."""
        style_link = value(self._abstract.get(abstract_id), "numStyleLink")
        if not style_link:
            return abstract_id
        list_id = next((style.number for style in self._styles.chain(style_link) if style.number), None)
        named_id = self._abstract_of.get(list_id or "")
        other_id = named_id if named_id not in (None, abstract_id) else self._by_style.get(style_link)
        return other_id if other_id in self._abstract else abstract_id


@dataclass(slots=True)
class Counters:
    """The counters of each list of one story; the body, the notes and the text boxes are stories of their own."""

    _counted: dict[str, LevelCounters] = field(default_factory=dict)
    _deepest: dict[str, int] = field(default_factory=dict)

    def count(self, numbered: Numbered, level: int, restart: int | None = None) -> Mark:
        """Return the mark of the next paragraph of a list, or of the next field, which may say its number itself."""
        counters = self._counted.setdefault(numbered.counted, LevelCounters())
        starts = {i: list_level.start for i, list_level in numbered.levels.items()} | dict(numbered.starts)
        kept_levels = [d for d in counters.values if not _restarts(numbered.levels.get(d), level)]
        override = self._override(numbered, level)
        counters.count(level, starts, override if restart is None else restart, kept_levels)
        shown_level = numbered.levels[level]
        shown_number = _shown(numbered.levels, shown_level, counters.values)
        return Mark(shown_number, shown_level.format == "bullet", level, shown_level.spaced)

    def _override(self, numbered: Numbered, level: int) -> int | None:
        """Return the number with which a list starts a level anew: once, as it comes to that level from above."""
        deepest_level = self._deepest.get(numbered.id, -1)
        self._deepest[numbered.id] = max(level, deepest_level)
        return numbered.starts.get(level) if level > deepest_level else None


def _restarts(deeper: WordLevel | None, level: int) -> bool:
    """Return whether a number at a level starts a deeper one again; ``lvlRestart`` counts levels from 1, and 0 means
    never."""
    return deeper is None or deeper.restart is None or level < deeper.restart


def _shown(levels: Mapping[int, WordLevel], shown_level: WordLevel, level_values: Mapping[int, int]) -> str:
    """Return the number in full, with the numbers of the outer levels where the level's text wants them."""
    if shown_level.format == "bullet":
        return ""

    def part(match: re.Match[str]) -> str:
        level_index = int(match.group(1)) - 1
        if level_index not in level_values or level_index not in levels:
            return ""
        # "Legal" levels write every number in figures, also "Article II, 2.1".
        return format_numeral(level_values[level_index], "decimal" if shown_level.legal else levels[level_index].format)

    return _PLACE.sub(part, shown_level.text).strip()[:LONGEST_NUMBER]


def _level_by_style(numbered: Numbered, chain: Chain) -> int:
    """Return the level of a paragraph that names none: the one tied to its style, else the one that its style names."""
    for style in chain:
        tied_levels = [index for index, level in numbered.levels.items() if level.style and level.style == style.id]
        if tied_levels:
            return min(tied_levels)
        if style.level is not None:
            return style.level
    return 0


def _levels(parent: Element | None, forced_index: int | None = None) -> dict[int, WordLevel]:
    levels_by_index: dict[int, WordLevel] = {}
    for element in [] if parent is None else parent.iterchildren(f"{W}lvl"):
        level_index = integer(element.get(f"{W}ilvl")) if forced_index is None else forced_index
        if level_index is not None and 0 <= level_index <= DEEPEST_LEVEL:
            levels_by_index[level_index] = _level(element)
    return levels_by_index


def _level(element: Element) -> WordLevel:
    number_format = "decimal"
    for format_path in _FORMATS:
        format_element = element.find(format_path)
        number_format = number_format if format_element is None else format_element.get(f"{W}val") or number_format
    start_number = integer(value(element, "start"))
    return WordLevel(
        # Word always writes the start; other programs that leave it out mean 1, whatever the standard says.
        start=1 if start_number is None else start_number,
        format=number_format,
        text=(value(element, "lvlText") or "")[:LONGEST_NUMBER],
        spaced="\t" if value(element, "suff") in (None, "tab") else " ",
        restart=integer(value(element, "lvlRestart")),
        legal=bool(switch(element, "isLgl")),
        style=value(element, "pStyle"),
    )

"""The numbers that an OpenDocument text shows and does not store: of lists, headings and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from analysis.reading.html.list_numbers import integer
from analysis.reading.numbering import LevelCounters, format_numeral
from analysis.reading.word_paragraphs import Mark

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT, STYLE = (f"{{{_ODF}:{name}:1.0}}" for name in ("office", "text", "style"))
_LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

DEEPEST = 10
"""Levels of a list style, by the standard; what is nested deeper counts as the tenth."""

OUTLINE = "\N{SECTION SIGN} outline"
"""The name under which the numbering of headings is kept; no list style can have it."""

_FORMATS = {"a": "lowerSpelled", "A": "upperSpelled", "i": "lowerRoman", "I": "upperRoman"}
_IN_STEP = {"a": "lowerLetter", "A": "upperLetter"}
"""Letters that go on "aa, bb" after the alphabet's end."""

_PLACE = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class OdtLevel:
    """The numbering of one level of a list; an empty format shows no number, but counts."""

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    pattern: str | None = None
    in_step: bool = False
    bullet: bool = False
    spaced: str = " "


BULLET = OdtLevel(bullet=True)
"""A level that shows no number but a bullet, or of which nothing is said."""


@dataclass(slots=True)
class Counting:
    """The state of a list: its style, and the numbers last given at its levels."""

    style: str
    counters: LevelCounters = field(default_factory=LevelCounters)


class OdtNumbering:
    """All list styles of a document, and where each of its lists stands."""

    def __init__(self, styles: Iterable[_Element]) -> None:
        self._styles: dict[str, tuple[OdtLevel, ...]] = {}
        for styles_root in styles:
            for list_style in styles_root.iter(f"{TEXT}list-style"):
                self._styles[list_style.get(f"{STYLE}name", "")] = _levels(list_style)
            for list_style in styles_root.iter(f"{TEXT}outline-style"):
                self._styles[OUTLINE] = _levels(list_style)
        self._by_id: dict[str, Counting] = {}
        self._last: dict[str, Counting] = {}
        self._before: Counting | None = None

    def open(self, element: _Element, style: str) -> Counting:
        """Return the counting of an outermost list: a new one, or that of the list that it continues."""
        continued_id = element.get(f"{TEXT}continue-list")
        continued_list = self._by_id.get(continued_id)
        if continued_list is None and (continued_id or element.get(f"{TEXT}continue-numbering") == "true"):
            # Word processors name lists that they then leave out; what goes on is the list of the same style.
            continued_list = self._last.get(style, self._before)
        counting = continued_list or Counting(style)
        self._last[style] = self._before = counting
        if element.get(_XML_ID):
            self._by_id[element.get(_XML_ID)] = counting
        return counting

    def of(self, key: str, style: str) -> Counting:
        """Return the counting of a numbered paragraph's list, or of the headings."""
        return self._by_id.setdefault(f"{OUTLINE} {key}", Counting(style))

    def has(self, style: str) -> bool:
        """Return whether a list style is declared."""
        return style in self._styles

    def next(self, counting: Counting, list_level: int, style: str, start: int | None = None) -> Mark:
        """Return the mark of the next item: its number, a bullet, or nothing."""
        style_levels = self._styles.get(style, (BULLET,) * DEEPEST)
        list_level = min(max(list_level, 0), DEEPEST - 1)
        level_starts = {i: odt_level.start for i, odt_level in enumerate(style_levels)}
        counting.counters.count(list_level, level_starts, start)
        number = _format_levels(counting.counters.values, list_level, style_levels)
        return Mark(number, style_levels[list_level].bullet, list_level, style_levels[list_level].spaced)


def restart(element: _Element) -> int | None:
    """Return the number with which a heading or a numbered paragraph begins anew, if it does."""
    start_number = integer(element.get(f"{TEXT}start-value"))
    return 1 if start_number is None and element.get(f"{TEXT}restart-numbering") == "true" else start_number


def _levels(style: _Element) -> tuple[OdtLevel, ...]:
    odt_levels = [BULLET] * DEEPEST
    for element in style:
        level_number = integer(element.get(f"{TEXT}level")) if isinstance(element.tag, str) else None
        if level_number and 0 < level_number <= DEEPEST:
            odt_levels[level_number - 1] = _level(element)
    return tuple(odt_levels)


def _level(element: _Element) -> OdtLevel:
    if not element.tag.endswith(("list-level-style-number", "outline-level-style")):
        return BULLET
    start_number = integer(element.get(f"{TEXT}start-value"))
    alignment = next(element.iter(f"{STYLE}list-level-label-alignment"), None)
    followed_by = "" if alignment is None else alignment.get(f"{TEXT}label-followed-by")
    return OdtLevel(
        format=element.get(f"{STYLE}num-format", ""),
        prefix=element.get(f"{STYLE}num-prefix", ""),
        suffix=element.get(f"{STYLE}num-suffix", ""),
        start=1 if start_number is None else start_number,
        shown=integer(element.get(f"{TEXT}display-levels")) or 1,
        pattern=element.get(f"{_LIBREOFFICE}num-list-format") or element.get(f"{STYLE}num-list-format"),
        in_step=element.get(f"{STYLE}num-letter-sync") == "true",
        spaced="\t" if followed_by == "listtab" else " ",
    )


def _format_levels(values: Mapping[int, int], level: int, levels: tuple[OdtLevel, ...]) -> str:
    own_level = levels[level]
    if not own_level.format:
        return ""
    if own_level.pattern and _PLACE.search(own_level.pattern):
        # LibreOffice writes the whole number out where prefix and suffix cannot say it ("%1%-%2%").
        return _PLACE.sub(
            lambda match: _level_number(values, int(match.group(1)) - 1, levels), own_level.pattern
        ).strip()
    first_shown = max(0, level + 1 - own_level.shown)
    number_parts = [_level_number(values, i, levels) for i in range(first_shown, level + 1)]
    return f"{own_level.prefix}{'.'.join(part for part in number_parts if part)}{own_level.suffix}".strip()


def _level_number(values: Mapping[int, int], level: int, levels: tuple[OdtLevel, ...]) -> str:
    return _format_value(values[level], levels[level]) if level in values else ""


def _format_value(value: int, level: OdtLevel) -> str:
    if not level.format:
        return ""
    numeral_formats = _FORMATS | _IN_STEP if level.in_step else _FORMATS
    # Neither letters nor Roman figures can express 0.
    numeral = format_numeral(value, numeral_formats.get(level.format, "decimal")) or str(value)
    zero_count = len(level.format.split(",")[0].strip()) if level.format.startswith("0") else 0
    return numeral.zfill(zero_count)


NOT_LAID_OUT = "0"
"""The number that LibreOffice stores for a note where it had no need to lay out the page."""


class NoteNumbering:
    """The numbers of notes, counted in the order in which the text calls them."""

    def __init__(self, styles_root: _Element) -> None:
        """Read how each class of notes is numbered."""
        settings = styles_root.iter(f"{TEXT}notes-configuration")
        self._settings = {element.get(f"{TEXT}note-class", ""): element for element in settings}
        self._next: dict[str, int] = {}

    def of(self, note: _Element) -> str:
        """Return the number of the next note: the author's own mark, or what a word processor shows."""
        citation = note.find(f"{TEXT}note-citation")
        label = None if citation is None else citation.get(f"{TEXT}label")
        if citation is None or label:
            return (label or "").strip()
        note_class = note.get(f"{TEXT}note-class", "")
        settings = self._settings.get(note_class)
        stored = "".join(citation.itertext()).strip()
        is_counted = settings is not None and settings.get(f"{TEXT}start-numbering-at", "document") == "document"
        if settings is None or not (is_counted or stored == NOT_LAID_OUT):
            return stored
        value = self._next.get(note_class, (integer(settings.get(f"{TEXT}start-value")) or 0) + 1)
        self._next[note_class] = value + 1
        level = OdtLevel(settings.get(f"{STYLE}num-format", "1"))
        prefix, suffix = settings.get(f"{STYLE}num-prefix", ""), settings.get(f"{STYLE}num-suffix", "")
        return f"{prefix}{_format_value(value, level)}{suffix}".strip()

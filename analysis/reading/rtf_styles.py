"""What an RTF file says by numbers: its styles, of headings and lines of contents, and the fields of its forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.reading.word_paragraphs import heading_style_level, is_contents_style

LONGEST_CHAIN = 40
"""Styles that are based on one another; a circle of them ends here."""

NORMAL = 0
"""The number of the style on which most are based; it heads nothing."""


@dataclass(slots=True)
class RtfStyles:
    """The paragraph styles by their numbers, as the style sheet is read."""

    _current: int = NORMAL
    _names: dict[int, str] = field(default_factory=dict)
    _based_on: dict[int, int] = field(default_factory=dict)
    _outlines: dict[int, int] = field(default_factory=dict)

    def take(self, word: str, value: int | None) -> None:
        """Take in a control word of the style sheet."""
        if word == "s":
            self._current = value or NORMAL
        elif word == "sbasedon":
            self._based_on[self._current] = value or NORMAL
        elif word == "outlinelevel" and value is not None:
            self._outlines[self._current] = value + 1 if 0 <= value < 9 else 0

    def say(self, text: str) -> None:
        """Take in a part of a style's name."""
        self._names[self._current] = self._names.get(self._current, "") + text

    def of(self, style: int) -> tuple[int, bool]:
        """Return the level at which paragraphs of a style head others, or 0, and whether they are lines of contents."""
        return self._heading(style), is_contents_style(self._name(style))

    def _heading(self, style: int) -> int:
        for _ in range(LONGEST_CHAIN):
            level = self._outlines.get(style) or heading_style_level(self._name(style))
            if level or style in self._outlines or style == NORMAL or style not in self._based_on:
                return level
            style = self._based_on[style]
        return 0

    def _name(self, style: int) -> str:
        return self._names.get(style, "").strip(" ;")


TICK_BOX, LIST, AS_DEFAULT = 1, 2, 25
"""Kinds of field, and the result that stands for the default one."""


@dataclass(slots=True)
class FormField:
    """A field of a form, until it is shown."""

    entries: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def take(self, word: str, value: int | None) -> None:
        """Take in a control word, which may be one of a field's."""
        if word in ("fftype", "ffres", "ffdefres"):
            self._numbers[word] = value or 0

    def shown(self) -> str:
        """Return the box of a field, or the choice from its list; the next field begins."""
        result = self._numbers.get("ffres", AS_DEFAULT)
        result = self._numbers.get("ffdefres", AS_DEFAULT) if result == AS_DEFAULT else result
        kind, entries = self._numbers.get("fftype"), list(self.entries)
        self._numbers.clear()
        self.entries.clear()
        if kind == TICK_BOX:
            return "☐" if result in (0, AS_DEFAULT) else "☒"
        if kind != LIST or not entries:
            return ""
        return f"☒ {entries[result]} " if 0 <= result < len(entries) else f"☐ {entries[0]} "

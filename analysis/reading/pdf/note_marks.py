"""The raised marks that call footnotes, as they stand in a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = r"(?:\d{1,3}|[*†‡§]{1,3})"
_MARKS = re.compile(rf"{_MARK}(?:[,;]{_MARK})*[,;]?")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[cmk]?m|ft|yd)$")
"""What a raised 2 or 3 squares or cubes."""


@dataclass(frozen=True, slots=True)
class Call:
    """A raised mark and where it stands in its line's text, the space before it included; "1,2" are two marks."""

    marks: tuple[str, ...]
    start: int
    end: int


def note_marks(word_text: str, text_before: str) -> tuple[str, ...]:
    """Return the notes that a raised word may call, after what stands before it in its line.

    >>> note_marks("1,2", "councils"), note_marks("2", "90 m"), note_marks("st", "the 1")
    (('1', '2'), (), ())
    """
    if not _MARKS.fullmatch(word_text) or (word_text in ("2", "3") and _UNIT.search(text_before)):
        return ()
    return tuple(re.findall(_MARK, word_text))

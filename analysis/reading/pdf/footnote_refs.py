"""The raised marks that call footnotes: which are some, which note answers each, and the lines without them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.reading.pdf.page_footnotes import Note
    from analysis.reading.pdf.text_lines import TextLine

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


def marks_of(word: str, before: str) -> tuple[str, ...]:
    """Return the notes that a raised word may call, after what stands before it in its line.

    >>> marks_of("1,2", "councils"), marks_of("2", "90 m"), marks_of("st", "the 1")
    (('1', '2'), (), ())
    """
    if not _MARKS.fullmatch(word) or (word in ("2", "3") and _UNIT.search(before)):
        return ()
    return tuple(re.findall(_MARK, word))


def settle(lines: Sequence[TextLine], notes: Sequence[Note]) -> tuple[list[TextLine], list[int | None]]:
    """Return the lines without the marks that a note answers, and for every note the line that calls it.

    A mark is answered on its own page, else on the next one, else at the end of the file. Where no note answers it, it
    stays: it may be a power or a reference to somebody else's notes.
    """
    callers: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        for mark in _marks(line):
            callers.setdefault(mark, []).append(i)
    answered: set[tuple[int, str]] = set()
    found: list[int | None] = []
    for note in notes:
        caller = _caller(note, callers.get(note.number, ()), lines, answered)
        found.append(caller)
        if caller is not None:
            answered.add((lines[caller].page, note.number))
    return [_without(line, answered) for line in lines], found


def _marks(line: TextLine) -> Iterator[str]:
    if line.note:
        yield line.note
    for call in line.calls:
        yield from call.marks


def _caller(
    note: Note, calling: Sequence[int], lines: Sequence[TextLine], answered: set[tuple[int, str]]
) -> int | None:
    """Return the first line of the note's page that calls it, else the last one of an earlier page that nothing
    answers."""
    here = [i for i in calling if lines[i].page == note.page]
    if here:
        return here[0]
    earlier = [i for i in calling if lines[i].page < note.page and (lines[i].page, note.number) not in answered]
    return earlier[-1] if earlier else None


def _without(line: TextLine, answered: set[tuple[int, str]]) -> TextLine:
    text = line.text
    for call in reversed(line.calls):
        if all((line.page, mark) in answered for mark in call.marks):
            before, after = text[: call.start], text[call.end :]
            text = f"{before} {after}" if before[-1:].isalnum() and after[:1].isalnum() else before + after
    if line.note and (line.page, line.note) not in answered:
        text = f"{line.note} {text}"
    return line if text is line.text else replace(line, text=text)

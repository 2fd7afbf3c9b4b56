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


def note_marks(word_text: str, text_before: str) -> tuple[str, ...]:
    """Return the notes that a raised word may call, after what stands before it in its line.

    >>> note_marks("1,2", "councils"), note_marks("2", "90 m"), note_marks("st", "the 1")
    (('1', '2'), (), ())
    """
    if not _MARKS.fullmatch(word_text) or (word_text in ("2", "3") and _UNIT.search(text_before)):
        return ()
    return tuple(re.findall(_MARK, word_text))


def resolve_calls(lines: Sequence[TextLine], notes: Sequence[Note]) -> tuple[list[TextLine], list[int | None]]:
    """Return the lines without the marks that a note answers, and for every note the line that calls it.

    A mark is answered on its own page, else on the next one, else at the end of the file. Where no note answers it, it
    stays: it may be a power or a reference to somebody else's notes.
    """
    calling_lines: dict[str, list[int]] = {}
    for line_index, line in enumerate(lines):
        for mark in _marks(line):
            calling_lines.setdefault(mark, []).append(line_index)
    answered: set[tuple[int, str]] = set()
    note_callers: list[int | None] = []
    for note in notes:
        caller = _caller(note, calling_lines.get(note.number, ()), lines, answered)
        note_callers.append(caller)
        if caller is not None:
            answered.add((lines[caller].page, note.number))
    return [_without_calls(line, answered) for line in lines], note_callers


def _marks(line: TextLine) -> Iterator[str]:
    if line.note:
        yield line.note
    for call in line.calls:
        yield from call.marks


def _caller(
    note: Note, calling_lines: Sequence[int], lines: Sequence[TextLine], answered: set[tuple[int, str]]
) -> int | None:
    """Return the first line of the note's page that calls it, else the last one of an earlier page that nothing
    answers."""
    on_same_page = [i for i in calling_lines if lines[i].page == note.page]
    if on_same_page:
        return on_same_page[0]
    on_earlier_pages = [
        i for i in calling_lines if lines[i].page < note.page and (lines[i].page, note.number) not in answered
    ]
    return on_earlier_pages[-1] if on_earlier_pages else None


def _without_calls(line: TextLine, answered: set[tuple[int, str]]) -> TextLine:
    line_text = line.text
    for call in reversed(line.calls):
        if all((line.page, mark) in answered for mark in call.marks):
            text_before, text_after = line_text[: call.start], line_text[call.end :]
            line_text = (
                f"{text_before} {text_after}"
                if text_before[-1:].isalnum() and text_after[:1].isalnum()
                else text_before + text_after
            )
    if line.note and (line.page, line.note) not in answered:
        line_text = f"{line.note} {line_text}"
    return line if line_text is line.text else replace(line, text=line_text)

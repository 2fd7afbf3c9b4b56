"""Footnotes: small type, or a raised number that opens a line, at the foot of a column, called by the text above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from analysis.reading.pdf.text_lines import TextLine

NOTE_SIZE = 0.93
"""Footnotes are set at most this large, against the body (Google: 0.9, Word: 0.83)."""

SAME_SIZE = 0.04
"""Lines of one note differ in size by less than this share."""

_TYPED = re.compile(r"(\d{1,3}|[*†‡§]{1,3})[.)]?\s*(?=[^\s\d.)])")
"""A footnote's number that is set on the line, with or without a space after it."""

_BY_ITSELF = re.compile(r"(\d{1,3}|[*†‡§]{1,3})")
"""A footnote's number on a line of its own, where the address after it found no room."""


@dataclass(slots=True)
class Footnote:
    """A footnote: its number, and its lines without it."""

    number: str
    page: int
    lines: list[TextLine] = field(default_factory=list)


class PageFootnotes:
    """The footnotes of one page after the other; a note may go on at the foot of the next page."""

    def __init__(self, body_size: float) -> None:
        """Set the largest size of footnotes against the size of the body."""
        self.found: list[Footnote] = []
        self._limit = NOTE_SIZE * body_size

    def take(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """Return the lines of a page without its footnotes, which are kept."""
        body_lines: list[TextLine] = []
        called = {mark for line in lines for call in line.calls for mark in call.marks}
        for _, zone_lines in groupby(lines, key=lambda line: line.zone):
            column = list(zone_lines)
            notes_start = self._start(column)
            note_run = column[notes_start:]
            are_taken = (
                self._read(note_run, called)
                if note_run and not _stands_above_body(note_run, lines, self._limit)
                else False
            )
            body_lines += self._without_inner_notes(column[:notes_start] if are_taken else column, called)
        return body_lines

    def _without_inner_notes(self, column: Sequence[TextLine], called: set[str]) -> list[TextLine]:
        """Return the lines of a column without the notes of a quotation, which stand above text that goes on."""
        kept: list[TextLine] = []
        called_above: set[str] = set()
        i = 0
        while i < len(column):
            end = _small_end(column, i) if column[i].note in called_above else i
            if end > i and self._read(column[i:end], called):
                i = end
                continue
            called_above.update(mark for call in column[i].calls for mark in call.marks)
            kept.append(column[i])
            i += 1
        return kept

    def _is_small(self, line: TextLine) -> bool:
        return line.size <= self._limit and not line.alone

    def _start(self, column: Sequence[TextLine]) -> int:
        """Return where the notes at the foot of a column begin: with small type, or with a raised number called
        above."""
        notes_start = len(column)
        while notes_start and self._is_small(column[notes_start - 1]):
            notes_start -= 1
        called: set[str] = set()
        for i, line in enumerate(column[:notes_start]):
            # Below small notes of a quotation the text goes on.
            if line.note in called and not line.alone and not (self._is_small(line) and self._is_above(column, i)):
                return i
            called.update(mark for call in line.calls for mark in call.marks)
        return notes_start

    def _is_above(self, column: Sequence[TextLine], i: int) -> bool:
        return any(line.size > self._limit and not line.note for line in column[i:])

    def _read(self, note_run: Sequence[TextLine], called: set[str]) -> bool:
        """Read a run of small lines as notes; return False where it is something else."""
        unfinished_note = self.found[-1] if self.found and self.found[-1].page == note_run[0].page - 1 else None
        run_notes = list(_split_notes(note_run, called, self.found[-1].number if self.found else "0"))
        if not run_notes or (not run_notes[0].number and unfinished_note is None):
            return False
        if not run_notes[0].number and unfinished_note is not None:
            unfinished_note.lines += run_notes.pop(0).lines
        self.found += run_notes
        return True


def _small_end(column: Sequence[TextLine], start: int) -> int:
    """Return the end of a run of lines in one size between lines in larger type, or its start where it is none."""
    small = column[start]
    end = start
    while end < len(column) and abs(column[end].size - small.size) <= SAME_SIZE * small.size and not column[end].alone:
        end += 1
    around = [column[i].size for i in (start - 1, end) if 0 <= i < len(column)]
    return end if len(around) == 2 and small.size <= NOTE_SIZE * min(around) else start


def _split_notes(note_run: Sequence[TextLine], called: set[str], previous: str) -> Iterator[Footnote]:
    """Yield the notes in a run of lines; the first has no number where it goes on from the page before."""
    note: Footnote | None = None
    for line in note_run:
        number, line = _number(line, called, previous)
        if number or note is None:
            if note is not None:
                yield note
            note = Footnote(number, line.page)
            previous = number or previous
        note.lines.append(line)
    if note is not None:
        yield note


def _number(line: TextLine, called: set[str], previous: str) -> tuple[str, TextLine]:
    """Return the number that a line begins with, if it is a note's, and the line without it."""
    if line.note:
        return line.note, line
    typed_match = _TYPED.match(line.text) or _BY_ITSELF.fullmatch(line.text)
    if typed_match is None:
        return "", line
    number = typed_match.group(1)
    follows_previous = number.isdecimal() and previous.isdecimal() and int(number) == int(previous) + 1
    if not (follows_previous or (number in called and number != previous)):
        return "", line
    return number, replace(line, text=line.text[typed_match.end() :])


def _stands_above_body(note_run: Sequence[TextLine], lines: Sequence[TextLine], limit: float) -> bool:
    """Return whether body type stands below a run of small type, which then is no footnote."""
    left_edge, right_edge = min(line.box.left for line in note_run), max(line.box.right for line in note_run)
    return any(
        line.size > limit
        and line.base > note_run[-1].base
        and line.box.left < right_edge
        and line.box.right > left_edge
        for line in lines
    )


# --- which line calls which note ---


def resolve_calls(lines: Sequence[TextLine], notes: Sequence[Footnote]) -> tuple[list[TextLine], list[int | None]]:
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
    note: Footnote, calling_lines: Sequence[int], lines: Sequence[TextLine], answered: set[tuple[int, str]]
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

"""Lines of a PDF page: words that stand on one base, with the raised numbers that call footnotes put in their place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.reading.pdf.characters import BULLETS, DASHES, raised
from analysis.reading.pdf.footnote_refs import Call, marks_of
from analysis.reading.pdf.page_words import Box, Word

SAME_BASE = 0.2
"""Words whose bases differ by less than this share of their size stand on one line."""

WIDE_GAP = 1.2
"""A gap of so many sizes is no space between words: a column, a table's cell or a tabulator begins."""

TAB_GAP = 0.6
"""A list's mark stands so many sizes before the words; a dash in a sentence does not."""

SPACE = 0.2
"""A gap of so many sizes is a space, even where none was drawn."""

RAISED_SIZE = 0.82
"""A raised number is set at most this large, against the words around it (Word: 0.65, Google: 0.6)."""

RAISED_BY = 0.12
"""The base of a raised number lies at least this share of the size above the line's."""

_NOTE_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,3}")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words on one base without a wide gap between them; or a row of a table, which has cells."""

    words: tuple[Word, ...]
    box: Box
    base: float
    size: float
    cells: tuple[tuple[Word, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text as the paragraphs are made of.

    ``zone`` numbers the page's columns in reading order. ``mark`` is a list's bullet and stands outside the text, which
    begins at ``inner``. ``note`` is the raised number at its start and stands outside it too, ``calls`` are those
    within. ``lead`` is the gap after the first word, in sizes, and ``first`` that word's width. ``title`` is the level
    of the bookmark that names the line, or 0. ``tabbed``: with a wide gap; ``row``: of a table; ``alone``: a paragraph
    whatever is around it; ``opens``: the first line of one in any case.
    """

    text: str
    box: Box
    base: float
    size: float
    page: int
    zone: int = 0
    bold: bool = False
    bold_start: bool = False
    italic: bool = False
    mark: str = ""
    inner: float = 0.0
    note: str = ""
    calls: tuple[Call, ...] = ()
    lead: float = 0.0
    first: float = 0.0
    title: int = 0
    tabbed: bool = False
    alone: bool = False
    opens: bool = False
    row: bool = False


def fragments(words: Sequence[Word]) -> list[Fragment]:
    """Return the upright words of a page in fragments of lines, from the top down."""
    rows = _rows([word for word in words if not word.turned])
    found = [fragment(part) for row in rows for part in _parts(row)]
    return _with_raised(found)


def fragment(words: Sequence[Word]) -> Fragment:
    """Return words that stand beside each other, as one; its size is that of most of its letters."""
    words = sorted(words, key=lambda word: word.box.left)
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    size = max(sizes, key=lambda one: (sizes[one], one))
    base = next(word.base for word in words if word.size == size)
    return Fragment(tuple(words), around([word.box for word in words]), base, size)


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box that holds all of these."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def rows_of(found: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Yield fragments that stand on one base together, from the top down, each row from the left."""
    row: list[Fragment] = []
    for piece in sorted(found, key=lambda piece: piece.base):
        if row and (piece.cells or row[0].cells or piece.base - row[0].base > SAME_BASE * row[0].size):
            yield sorted(row, key=lambda one: one.box.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda one: one.box.left)


def line(row: Sequence[Fragment], page: int, zone: int) -> TextLine:
    """Return a row of fragments as a line."""
    words = [word for piece in row for word in piece.words]
    whole = fragment(words)
    body = [word for word in words if word.size > RAISED_SIZE * whole.size] or words
    mark = _mark(words, whole.size)
    said = words[1:] if mark else words
    note = said[0].text if _is_raised(said[0], whole) and len(said) > 1 and _NOTE_MARK.fullmatch(said[0].text) else ""
    said = said[1:] if note else said
    text, calls = written(said, whole)
    return TextLine(
        text=text,
        box=whole.box,
        base=whole.base,
        size=whole.size,
        page=page,
        zone=zone,
        bold=all(word.bold for word in body if any(c.isalnum() for c in word.text)),
        bold_start=said[0].bold,
        italic=all(word.italic for word in body),
        mark=mark,
        inner=said[0].box.left,
        note=note,
        calls=calls,
        lead=(said[1].box.left - said[0].box.right) / whole.size if len(said) > 1 and whole.size else 0.0,
        first=said[0].box.right - said[0].box.left,
        tabbed=len(row) > 1,
    )


def written(words: Sequence[Word], whole: Fragment) -> tuple[str, tuple[Call, ...]]:
    """Return the words with the spaces that are seen between them, and the raised marks among them."""
    text = ""
    calls: list[Call] = []
    last: Word | None = None
    for word in words:
        is_raised = _is_raised(word, whole)
        is_call = is_raised and word.text.isdecimal()
        marks = marks_of(word.text, text) if is_raised else ()
        start = len(text)
        if last is not None and _spaced(last, word, is_call):
            text += " "
        text += raised(word.text) if is_call else word.text
        if marks:
            calls.append(Call(marks, start, len(text)))
        last = word
    return text, tuple(calls)


def _spaced(last: Word, word: Word, is_call: bool) -> bool:
    gap = word.box.left - last.box.right
    return gap > 2 * SPACE * last.size or ((word.spaced or gap > SPACE * last.size) and not is_call)


def _mark(words: Sequence[Word], size: float) -> str:
    """Return the bullet at the start of a line, if there is one and something after it."""
    if len(words) < 2:
        return ""
    first, gap = words[0].text, words[1].box.left - words[0].box.right
    if first in BULLETS or (first in DASHES and gap > TAB_GAP * size):
        return first
    return ""


def _is_raised(word: Word, whole: Fragment) -> bool:
    return word.size < RAISED_SIZE * whole.size and word.base < whole.base - RAISED_BY * whole.size


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.base):
        if row and word.base - row[0].base > SAME_BASE * min(row[0].size, word.size):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _parts(row: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    right = 0.0
    for word in sorted(row, key=lambda word: word.box.left):
        if part and word.box.left - right > WIDE_GAP * max(word.size, part[-1].size):
            yield part
            part = []
        right = max(right, word.box.right) if part else word.box.right
        part.append(word)
    if part:
        yield part


def _with_raised(found: Sequence[Fragment]) -> list[Fragment]:
    """Return fragments with the small raised ones put into the lines that they belong to."""
    found = sorted(found, key=lambda piece: piece.base)
    bases = [piece.base for piece in found]
    extra: dict[int, list[Word]] = {}
    taken: set[int] = set()
    for i, piece in enumerate(found):
        host = _host(piece, found, bases, i)
        if host is not None:
            taken.add(i)
            extra.setdefault(host, []).extend(piece.words)
    return [
        fragment([*piece.words, *extra[i]]) if i in extra else piece
        for i, piece in enumerate(found)
        if i not in taken or i in extra
    ]


def _host(piece: Fragment, found: Sequence[Fragment], bases: Sequence[float], i: int) -> int | None:
    """Return the line that a small fragment is raised above, or hangs below, close by."""
    if sum(len(word.text) for word in piece.words) > LONGEST_RAISED:
        return None
    reach = piece.size / RAISED_SIZE
    start = bisect_left(bases, piece.base - reach)
    for j in range(start, len(found)):
        host = found[j]
        if host.base > piece.base + 2 * reach:
            break
        if j != i and _hangs_on(piece, host):
            return j
    return None


HANGING = 4.0
"""A footnote's raised number may hang so many sizes before its words."""

LONGEST_RAISED = 6
"""Raised or lowered text is short: a number or two, "th", an asterisk."""


def _hangs_on(piece: Fragment, host: Fragment) -> bool:
    if host.cells or piece.size > RAISED_SIZE * host.size:
        return False
    near = host.box.left - HANGING * host.size < piece.box.left and piece.box.right < host.box.right + host.size
    return near and -0.3 * host.size < host.base - piece.base < 0.7 * host.size

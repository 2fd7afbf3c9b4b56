"""Lines of a PDF page: words that stand on one base, with the raised numbers that call footnotes put in their place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.reading.pdf.characters import BULLETS, DASHES, is_sign, to_superscript
from analysis.reading.pdf.note_marks import Call, note_marks
from analysis.reading.pdf.page_words import Box, Word, bounding_box

SAME_BASE = 0.2
"""Words whose bases differ by less than this share of their size stand on one line."""

WIDE_GAP = 1.2
"""A gap of so many sizes is no space between words: a column, a table's cell or a tabulator begins."""

DISPLAY = 0.7
"""Type of at most this share of a heading's, and not bold as it is, is the text beside it."""

SIDE_NOTE = 0.85
"""Words in type of at most this share of the text's, a size of theirs away, are a note beside it."""

DISPLAY_GAP = 0.5
"""A gap of so many sizes parts a heading in display type from the text beside it; a space is half as wide."""

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
    whatever is around it; ``framed``: in a box beside the text; ``opens``: the first line of one in any case;
    ``in_table``: in a row or a cell of a table; ``aside``: page furniture wherever it stands; ``comment``: a remark on
    the line before it. ``recognised`` are the words that a program read in a picture, and their confidences.
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
    framed: bool = False
    opens: bool = False
    row: bool = False
    in_table: bool = False
    aside: bool = False
    comment: bool = False
    recognised: tuple[tuple[str, float], ...] = ()


def line_fragments(words: Sequence[Word]) -> list[Fragment]:
    """Return the upright words of a page in fragments of lines, from the top down."""
    word_rows = _rows([word for word in words if not word.turned])
    fragments = [merge_words(fragment_words) for word_row in word_rows for fragment_words in _split_at_gaps(word_row)]
    return _with_raised(fragments)


def merge_words(ordered_words: Sequence[Word]) -> Fragment:
    """Merge words that stand beside each other into a fragment; its size is that of most of its letters."""
    ordered_words = sorted(ordered_words, key=lambda word: word.box.left)
    letters: dict[float, int] = {}
    for word in ordered_words:
        letters[word.size] = letters.get(word.size, 0) + len(word.text)
    main_size = max(letters, key=lambda size: (letters[size], size))
    main_base = next(word.base for word in ordered_words if word.size == main_size)
    return Fragment(tuple(ordered_words), bounding_box([word.box for word in ordered_words]), main_base, main_size)


def group_rows(fragments: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Yield fragments that stand on one base together, from the top down, each row from the left."""
    row_fragments: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda fragment: fragment.base):
        if row_fragments and (
            fragment.cells
            or row_fragments[0].cells
            or fragment.base - row_fragments[0].base > SAME_BASE * row_fragments[0].size
        ):
            yield sorted(row_fragments, key=lambda member: member.box.left)
            row_fragments = []
        row_fragments.append(fragment)
    if row_fragments:
        yield sorted(row_fragments, key=lambda member: member.box.left)


def make_line(row_fragments: Sequence[Fragment], page: int, zone: int) -> TextLine:
    """Return a row of fragments as a line."""
    line_words = [word for fragment in row_fragments for word in fragment.words]
    whole = merge_words(line_words)
    full_size_words = [word for word in line_words if word.size > RAISED_SIZE * whole.size] or line_words
    list_mark, note_number, text_words = _opening_marks(line_words, whole)
    line_text, calls = spaced_text(text_words, whole)
    return TextLine(
        text=line_text,
        box=whole.box,
        base=whole.base,
        size=whole.size,
        page=page,
        zone=zone,
        bold=all(word.bold for word in full_size_words if any(c.isalnum() for c in word.text)),
        bold_start=text_words[0].bold,
        italic=all(word.italic for word in full_size_words),
        mark=list_mark,
        inner=text_words[0].box.left,
        note=note_number,
        calls=calls,
        lead=_lead(text_words, whole.size),
        first=text_words[0].box.right - text_words[0].box.left,
        tabbed=len(row_fragments) > 1,
        recognised=tuple((word.text, word.confidence) for word in line_words if word.confidence < 1),
    )


def _opening_marks(words: Sequence[Word], whole: Fragment) -> tuple[str, str, Sequence[Word]]:
    """Return the bullet and the footnote number that open a line, and the words after them."""
    list_mark = _mark(words, whole.size)
    text_words = words[1:] if list_mark else words
    note_number = _opening_note(text_words, whole)
    return list_mark, note_number, text_words[1:] if note_number else text_words


def _opening_note(words: Sequence[Word], whole: Fragment) -> str:
    """Return the raised footnote number that opens a line, if there is one and something after it."""
    is_note = len(words) > 1 and _is_raised(words[0], whole) and _NOTE_MARK.fullmatch(words[0].text)
    return words[0].text if is_note else ""


def _lead(words: Sequence[Word], size: float) -> float:
    return (words[1].box.left - words[0].box.right) / size if len(words) > 1 and size else 0.0


def spaced_text(words: Sequence[Word], whole: Fragment) -> tuple[str, tuple[Call, ...]]:
    """Return the words with the spaces that are seen between them, and the raised marks among them."""
    line_text = ""
    calls: list[Call] = []
    last_word: Word | None = None
    for word in words:
        is_raised = _is_raised(word, whole)
        is_call = is_raised and word.text.isdecimal()
        called = note_marks(word.text, line_text) if is_raised else ()
        call_start = len(line_text)
        if last_word is not None and _spaced(last_word, word, is_call):
            line_text += " "
        line_text += to_superscript(word.text) if is_call else word.text
        if called:
            calls.append(Call(called, call_start, len(line_text)))
        last_word = word
    return line_text, tuple(calls)


def _spaced(last_word: Word, word: Word, is_call: bool) -> bool:
    gap_width = word.box.left - last_word.box.right
    return gap_width > 2 * SPACE * last_word.size or (
        (word.spaced or gap_width > SPACE * last_word.size) and not is_call
    )


def _mark(words: Sequence[Word], size: float) -> str:
    """Return the bullet at the start of a line, if there is one and something after it that is no box."""
    if len(words) < 2 or any(is_sign(word.text) for word in words[1:]):
        return ""
    first_text, gap_width = words[0].text, words[1].box.left - words[0].box.right
    if first_text in BULLETS or (first_text in DASHES and gap_width > TAB_GAP * size):
        return first_text
    return ""


def _is_raised(word: Word, whole: Fragment) -> bool:
    return word.size < RAISED_SIZE * whole.size and word.base < whole.base - RAISED_BY * whole.size


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    word_row: list[Word] = []
    for word in sorted(words, key=lambda word: word.base):
        if word_row and word.base - word_row[0].base > SAME_BASE * min(word_row[0].size, word.size):
            yield word_row
            word_row = []
        word_row.append(word)
    if word_row:
        yield word_row


def _split_at_gaps(word_row: Sequence[Word]) -> Iterator[list[Word]]:
    fragment_words: list[Word] = []
    right_edge = 0.0
    for word in sorted(word_row, key=lambda word: word.box.left):
        if fragment_words and _is_parted(fragment_words[-1], word, word.box.left - right_edge):
            yield fragment_words
            fragment_words = []
        right_edge = max(right_edge, word.box.right) if fragment_words else word.box.right
        fragment_words.append(word)
    if fragment_words:
        yield fragment_words


def _is_parted(before: Word, after: Word, gap_width: float) -> bool:
    """Return whether a gap is wide; beside a heading in display type, or a note in small type, a narrower one is."""
    smaller, larger = sorted((before.size, after.size))
    if smaller < DISPLAY * larger and before.bold != after.bold:
        return gap_width > DISPLAY_GAP * smaller
    is_side_note = smaller < SIDE_NOTE * larger and before.text[-1:].isalpha() and after.text[:1].isalpha()
    return gap_width > (smaller if is_side_note else WIDE_GAP * larger)


def _with_raised(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return fragments with the small raised ones put into the lines that they belong to."""
    fragments = sorted(fragments, key=lambda fragment: fragment.base)
    fragment_bases = [fragment.base for fragment in fragments]
    raised_words: dict[int, list[Word]] = {}
    raised_indices: set[int] = set()
    for index, fragment in enumerate(fragments):
        host_index = _host(fragment, fragments, fragment_bases, index)
        if host_index is not None:
            raised_indices.add(index)
            raised_words.setdefault(host_index, []).extend(fragment.words)
    return [
        merge_words([*fragment.words, *raised_words[index]]) if index in raised_words else fragment
        for index, fragment in enumerate(fragments)
        if index not in raised_indices or index in raised_words
    ]


def _host(fragment: Fragment, fragments: Sequence[Fragment], fragment_bases: Sequence[float], index: int) -> int | None:
    """Return the line that a small fragment is raised above, or hangs below, close by."""
    letters = "".join(word.text for word in fragment.words)
    if len(letters) > (MOST_CALLS if letters.isdecimal() else LONGEST_RAISED):
        return None
    search_reach = fragment.size / RAISED_SIZE
    search_start = bisect_left(fragment_bases, fragment.base - search_reach)
    for host_index in range(search_start, min(len(fragments), search_start + MOST_HOSTS)):
        host = fragments[host_index]
        if host.base > fragment.base + 2 * search_reach:
            break
        if host_index != index and _hangs_on(fragment, host):
            return host_index
    return None


HANGING = 4.0
"""A footnote's raised number may hang so many sizes before its words."""

MOST_HOSTS = 300
"""So many fragments stand at most near a raised one; those of a damaged page may all be as large as it."""

LONGEST_RAISED = 6
"""Raised or lowered text is short: a number or two, "th", an asterisk."""

MOST_CALLS = 15
"""Figures of several footnotes' numbers that are called at one place."""


def _hangs_on(fragment: Fragment, host: Fragment) -> bool:
    if host.cells or fragment.size > RAISED_SIZE * host.size:
        return False
    is_near = host.box.left - HANGING * host.size < fragment.box.left < host.box.right + host.size / 2
    return is_near and -0.3 * host.size < host.base - fragment.base < 0.7 * host.size

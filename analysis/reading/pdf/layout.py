"""The paragraphs, headings, list items, notes and furniture of a PDF file, in the order in which they are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind
from analysis.reading.pdf.characters import lowered
from analysis.reading.pdf.furniture import Sheet
from analysis.reading.pdf.hyphens import LineEnd, joined, vocabulary
from analysis.reading.pdf.lines import Line
from analysis.reading.pdf.notes import Note, Notes
from analysis.reading.pdf.paragraphs import Measures, is_labelled, line_ends, measures, paragraphs

HEADING_SIZE = 1.08
"""Type larger than the body's by this factor makes a heading."""

HEADING_WORDS = 40
"""The longest headings are whole questions; what is longer is an emphasised paragraph."""

BOLD_SENTENCES = 25
"""A bold paragraph that ends like a sentence is a heading only with fewer words."""

DEEPEST_HEADING = 6

SAME_INDENT = 3.0
"""List items whose left edges differ by less than this, in points, are of one level."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block before it has an address."""

    kind: BlockKind
    text: str
    page: int
    level: int = 0
    number: str | None = None
    calls: tuple[str, ...] = ()
    rank: tuple[float, bool] = (0.0, False)
    left: float = 0.0


def lay_out(sheets: Sequence[Sheet]) -> list[Piece]:
    """All blocks of a file: furniture and notes stand after the paragraphs that they interrupt."""
    every = [line for sheet in sheets for line in sheet.body]
    known = vocabulary(line.text for line in every)
    whole = measures(every)
    notes = Notes(whole.size)
    body = [line for sheet in sheets for line in notes.take(sheet.body)]
    usual = measures(body)
    pieces = [_piece(lines, usual, known) for lines in paragraphs(body, usual)]
    pieces = list(_with_levels(pieces))
    return _woven(pieces, sheets, [_note(note, whole, known) for note in notes.found])


# --- one paragraph ---


def _piece(lines: Sequence[Line], usual: Measures, known: frozenset[str]) -> Piece:
    first = lines[0]
    texts = [line.text for line in lines]
    text = _row(texts) if first.row else joined(texts, known, line_ends(lines, usual))
    kind = _kind(lines, text, usual)
    calls = tuple(call for line in lines for call in line.calls)
    if first.note and kind is not BlockKind.TABLE_ROW:
        text = f"{first.note} {text}"
    rank = (round(first.size * 2) / 2, first.bold)
    return Piece(kind, text.strip(), first.page, 0, None, calls, rank, first.box.left)


def _row(texts: Sequence[str]) -> str:
    """A table's row, cell by cell where it runs over a page."""
    rows = [text.split("\t") for text in texts]
    width = max(len(row) for row in rows)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return "\t".join(" ".join(cell for cell in cells if cell) for cells in zip(*padded, strict=True))


def _kind(lines: Sequence[Line], text: str, usual: Measures) -> BlockKind:
    first = lines[0]
    if first.row:
        return BlockKind.TABLE_ROW
    if first.mark:
        return BlockKind.LIST_ITEM
    count = len(text.split())
    large = all(line.size >= HEADING_SIZE * usual.size for line in lines)
    bold = all(line.bold for line in lines) and not usual.bold
    if first.alone or not (large or bold) or count > HEADING_WORDS or not any(c.isalpha() for c in text):
        return BlockKind.PARAGRAPH
    if text.endswith((".", ";", ",")) and (count > BOLD_SENTENCES or not (large or is_labelled(first))):
        return BlockKind.PARAGRAPH
    return BlockKind.HEADING


def _with_levels(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Headings ranked by their size and weight, list items by their indentation."""
    ranks = sorted({piece.rank for piece in pieces if piece.kind is BlockKind.HEADING}, reverse=True)
    indents: list[float] = []
    for piece in pieces:
        if piece.kind is BlockKind.HEADING:
            yield replace(piece, level=min(ranks.index(piece.rank) + 1, DEEPEST_HEADING))
        elif piece.kind is BlockKind.LIST_ITEM:
            indents = [*(indent for indent in indents if indent < piece.left - SAME_INDENT), piece.left]
            yield replace(piece, level=len(indents) - 1)
        else:
            indents = []
            yield piece


def _note(note: Note, usual: Measures, known: frozenset[str]) -> Piece:
    # The lines of a note are seldom ended on purpose, and often early, before a long address.
    ends = [LineEnd.OPEN if end is LineEnd.BROKEN else end for end in line_ends(note.lines, usual)]
    text = joined([line.text for line in note.lines], known, ends).strip()
    return Piece(BlockKind.NOTE, text, note.page, number=lowered(note.number) or None)


# --- all together ---


def _woven(pieces: Sequence[Piece], sheets: Sequence[Sheet], notes: Sequence[Piece]) -> list[Piece]:
    """The paragraphs with everything else laid after those that it interrupts."""
    starts = [piece.page for piece in pieces]
    after: dict[int, list[Piece]] = {}
    by_page: dict[int, list[Piece]] = {}
    for note in notes:
        by_page.setdefault(note.page, []).append(note)
    for sheet in sheets:
        before, until = bisect_right(starts, sheet.number - 1) - 1, bisect_right(starts, sheet.number) - 1
        after.setdefault(before, []).extend(_furniture(sheet.head))
        for note in by_page.get(sheet.number, []):
            after.setdefault(_caller(note, pieces, max(before, 0), until), []).append(note)
        after.setdefault(until, []).extend(_furniture(sheet.foot))
    woven = [*after.get(-1, [])]
    for i, piece in enumerate(pieces):
        woven += [piece, *after.get(i, [])]
    return [piece for piece in woven if piece.text]


def _caller(note: Piece, pieces: Sequence[Piece], start: int, end: int) -> int:
    """The paragraph of the note's page that calls it, or the page's last."""
    return next((i for i in range(start, end + 1) if note.number in pieces[i].calls), end)


def _furniture(lines: Sequence[Line]) -> Iterator[Piece]:
    for line in lines:
        yield Piece(BlockKind.FURNITURE, " ".join(line.text.split()), line.page)

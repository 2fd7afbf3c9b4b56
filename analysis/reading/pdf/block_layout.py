"""The paragraphs, headings, list items, notes and furniture of a PDF file, in the order in which they are read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from analysis.model import BlockKind
from analysis.reading.pdf.bookmarks import Bookmark, titled
from analysis.reading.pdf.characters import lowered
from analysis.reading.pdf.contents_lists import contents
from analysis.reading.pdf.footnote_refs import settle
from analysis.reading.pdf.hyphens import LineEnd, joined, vocabulary
from analysis.reading.pdf.page_footnotes import Note, PageFootnotes
from analysis.reading.pdf.paragraphs import Measures, is_labelled, line_ends, measures, paragraphs
from analysis.reading.pdf.running_heads import PageLines
from analysis.reading.pdf.text_lines import TextLine

HEADING_SIZE = 1.08
"""Type larger than the body's by this factor makes a heading."""

SAME_SIZE = 0.05
"""Headings whose sizes differ by less than this share are of one level; Word's differ by 8 % and more."""

HEADING_WORDS = 40
"""The longest headings are whole questions; what is longer is an emphasised paragraph."""

BOLD_SENTENCES = 25
"""A bold paragraph that ends like a sentence is a heading only with fewer words."""

DEEPEST_HEADING = 6

SET_IN = 2.0
"""A quotation stands so many sizes further in than the text around it."""

RUNS = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
"""Blocks that belong together where they follow one another."""

_OPEN = re.compile(r"[:;,][\"'”’)]*$|[;,] (?:and|or)$")
"""How a paragraph ends whose sentence goes on in the next one."""

_CLOSED = re.compile(r"[.!?][\"'”’)\]]*$")

SAME_INDENT = 3.0
"""List items whose left edges differ by less than this, in points, are of one level."""


@dataclass(frozen=True, slots=True)
class PdfPiece:
    """One block before it has an address; ``level`` is that of a heading or list item, or 1 for a quotation set in."""

    kind: BlockKind
    text: str
    page: int
    level: int = 0
    number: str | None = None
    rank: tuple[float, bool] = (0.0, False)
    left: float = 0.0


def lay_out(sheets: Sequence[PageLines], bookmarks: Sequence[Bookmark] = ()) -> list[PdfPiece]:
    """Return all blocks of a file: furniture and notes stand after the paragraphs that they interrupt."""
    every = [line for sheet in sheets for line in sheet.body]
    known = vocabulary(line.text for line in every)
    whole = measures(every)
    notes = PageFootnotes(whole.size)
    body, callers = settle([line for sheet in sheets for line in notes.take(sheet.body)], notes.found)
    body = titled(body, bookmarks)
    usual = measures(body)
    groups = paragraphs(body, usual)
    listed = contents(groups)
    pieces = [_piece(lines, usual, known) for lines in groups]
    pieces = [replace(one, kind=BlockKind.FURNITURE) if i in listed else one for i, one in enumerate(pieces)]
    pieces = list(_with_levels(list(_with_quoted_headings(pieces, groups, usual))))
    starts = list(accumulate((len(lines) for lines in groups), initial=0))
    hosts = [None if line is None else bisect_right(starts, line) - 1 for line in callers]
    found = [_note(note, whole, known) for note in notes.found]
    return _woven(pieces, sheets, list(zip(found, hosts, strict=True)))


# --- one paragraph ---


def _piece(lines: Sequence[TextLine], usual: Measures, known: frozenset[str]) -> PdfPiece:
    first = lines[0]
    texts = [line.text for line in lines]
    text = _row(texts) if first.row else joined(texts, known, line_ends(lines, usual))
    kind = _kind(lines, text, usual)
    rank = (round(first.size, 1), first.bold)
    level = first.title or int(kind is BlockKind.PARAGRAPH and _is_set_in(lines, usual))
    return PdfPiece(kind, text.strip(), first.page, level, None, rank, first.box.left)


def _is_set_in(lines: Sequence[TextLine], usual: Measures) -> bool:
    """Return whether a paragraph is set as a quotation is: in italics, and further in than the column."""
    return all(line.italic and line.box.left > usual.edge(line)[0] + SET_IN * line.size for line in lines)


def _with_quoted_headings(
    pieces: Sequence[PdfPiece], groups: Sequence[Sequence[TextLine]], usual: Measures
) -> Iterator[PdfPiece]:
    """Yield the pieces, those headings as quoted that stand above a quotation and are set as it is: a section of an
    Act."""
    for i, piece in enumerate(pieces):
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        quoted = after is not None and after.kind is BlockKind.PARAGRAPH and after.level > 0
        same = after is not None and after.rank == piece.rank and abs(after.left - piece.left) < SAME_INDENT
        if piece.kind is BlockKind.HEADING and quoted and same and _is_set_in(groups[i], usual):
            yield replace(piece, kind=BlockKind.PARAGRAPH, level=1)
        else:
            yield piece


def _row(texts: Sequence[str]) -> str:
    """Return a table's row, cell by cell where it runs over a page."""
    rows = [text.split("\t") for text in texts]
    width = max(len(row) for row in rows)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return "\t".join(" ".join(cell for cell in cells if cell) for cells in zip(*padded, strict=True))


def _kind(lines: Sequence[TextLine], text: str, usual: Measures) -> BlockKind:
    first = lines[0]
    if first.title:
        return BlockKind.HEADING
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


def _with_levels(pieces: Sequence[PdfPiece]) -> Iterator[PdfPiece]:
    """Headings ranked by their bookmarks, else by their size and weight; list items by their indentation."""
    ranks = _ranks(piece for piece in pieces if piece.kind is BlockKind.HEADING)
    indents: list[float] = []
    for piece in pieces:
        if piece.kind is BlockKind.HEADING:
            yield replace(piece, level=min(piece.level or ranks[piece.rank], DEEPEST_HEADING))
        elif piece.kind is BlockKind.LIST_ITEM:
            indents = [*(indent for indent in indents if indent < piece.left - SAME_INDENT), piece.left]
            yield replace(piece, level=len(indents) - 1)
        else:
            indents = []
            yield piece


def _ranks(headings: Iterable[PdfPiece]) -> dict[tuple[float, bool], int]:
    """Return the level of each look that headings have: that of most bookmarks that name such headings, else its
    rank."""
    named: dict[tuple[float, bool], Counter[int]] = {}
    for heading in headings:
        named.setdefault(heading.rank, Counter())[heading.level] += 1
    levels: dict[tuple[float, bool], int] = {}
    sizes: list[float] = []
    for size, _ in sorted(named, reverse=True):
        # The size that a line of type takes varies with its letters.
        sizes.append(sizes[-1] if sizes and size > (1 - SAME_SIZE) * sizes[-1] else size)
    looks = dict(zip(sorted(named, reverse=True), sizes, strict=True))
    places = sorted({(size, bold) for (_, bold), size in looks.items()}, reverse=True)
    for rank, counts in named.items():
        del counts[0]
        levels[rank] = counts.most_common(1)[0][0] if counts else places.index((looks[rank], rank[1])) + 1
    return levels


def _note(note: Note, usual: Measures, known: frozenset[str]) -> PdfPiece:
    # The lines of a note are seldom ended on purpose, and often early, before a long address.
    ends = [LineEnd.OPEN if end is LineEnd.BROKEN else end for end in line_ends(note.lines, usual)]
    text = joined([line.text for line in note.lines], known, ends).strip()
    return PdfPiece(BlockKind.NOTE, text, note.page, number=lowered(note.number) or None)


# --- all together ---


def _woven(
    pieces: Sequence[PdfPiece], sheets: Sequence[PageLines], notes: Sequence[tuple[PdfPiece, int | None]]
) -> list[PdfPiece]:
    """Return the paragraphs with everything else laid after what it interrupts: first the notes, then furniture.

    A note stands after the paragraph that calls it, or, where none does, after the last one of its page.
    """
    starts = [piece.page for piece in pieces]
    sentence_ends = _ends(pieces, _goes_on)
    list_ends = _ends(pieces, _is_run)
    after: dict[int, list[PdfPiece]] = {}
    for note, host in notes:
        last = bisect_right(starts, note.page) - 1
        after.setdefault(sentence_ends[last if host is None else host], []).append(note)
    for sheet in sheets:
        before, until = bisect_right(starts, sheet.number - 1) - 1, bisect_right(starts, sheet.number) - 1
        after.setdefault(list_ends[before], []).extend(_furniture(sheet.head))
        after.setdefault(list_ends[until], []).extend(_furniture(sheet.foot))
    woven = [*after.get(-1, [])]
    for i, piece in enumerate(pieces):
        woven += [piece, *after.get(i, [])]
    return [piece for piece in woven if piece.text]


def _ends(pieces: Sequence[PdfPiece], runs_on: Callable[[PdfPiece, PdfPiece], bool]) -> dict[int, int]:
    """For every piece the last one of what runs on from it; for -1, which stands before all pieces, itself."""
    ends = {-1: -1}
    for i in range(len(pieces) - 1, -1, -1):
        ends[i] = ends[i + 1] if i + 1 in ends and runs_on(pieces[i], pieces[i + 1]) else i
    return ends


def _is_run(piece: PdfPiece, after: PdfPiece) -> bool:
    """Return whether two pieces are of one list or table, or of one sentence."""
    return (piece.kind is after.kind and piece.kind in RUNS) or _goes_on(piece, after)


def _goes_on(piece: PdfPiece, after: PdfPiece) -> bool:
    """Return whether a sentence runs from one piece into the next; a list's clauses need no mark at their ends."""
    if piece.kind is BlockKind.LIST_ITEM and after.kind is BlockKind.LIST_ITEM:
        return _CLOSED.search(piece.text) is None
    of_text = piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and after.kind is not BlockKind.HEADING
    return of_text and _OPEN.search(piece.text) is not None


def _furniture(lines: Sequence[TextLine]) -> Iterator[PdfPiece]:
    for line in lines:
        yield PdfPiece(BlockKind.FURNITURE, " ".join(line.text.split()), line.page)

"""The paragraphs, headings, list items, notes and furniture of a PDF file, in the order in which they are read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from analysis.model import BlockKind
from analysis.reading.pdf.bookmarks import Bookmark, with_titles
from analysis.reading.pdf.characters import from_superscript
from analysis.reading.pdf.contents_lists import contents_paragraphs
from analysis.reading.pdf.hyphens import LineEnd, join_lines, vocabulary
from analysis.reading.pdf.open_sentences import join_open_sentences
from analysis.reading.pdf.page_footnotes import Footnote, PageFootnotes, resolve_calls
from analysis.reading.pdf.paragraphs import Measures, group_paragraphs, is_labelled, line_ends, measure_lines
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

_CLAUSE = re.compile(r"[;,](?: (?:and|or))?$")
"""How an item of a sentence ends; no heading does."""

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
    in_table: bool = False
    confidences: tuple[int, ...] = ()


def lay_out(pages: Sequence[PageLines], bookmarks: Sequence[Bookmark] = ()) -> list[PdfPiece]:
    """Lay out all blocks of a file: furniture and notes stand after the paragraphs that they interrupt."""
    all_lines = [line for page in pages for line in page.body]
    known = vocabulary(line.text for line in all_lines)
    whole_measures = measure_lines(all_lines)
    notes = PageFootnotes(whole_measures.size)
    body_lines, callers = resolve_calls([line for page in pages for line in notes.take(page.body)], notes.found)
    body_lines, comments, callers = _without_comments(body_lines, callers)
    body_lines = with_titles(body_lines, bookmarks)
    measures = measure_lines(body_lines)
    found_groups = group_paragraphs(body_lines, measures)
    groups, places = join_open_sentences(found_groups)
    contents_groups = contents_paragraphs(groups)
    pieces = [_piece(lines, measures, known) for lines in groups]
    pieces = [
        replace(piece, kind=BlockKind.FURNITURE) if i in contents_groups else piece for i, piece in enumerate(pieces)
    ]
    pieces = list(_with_levels(list(_with_quoted_headings(pieces, groups, measures))))
    group_starts = list(accumulate((len(lines) for lines in found_groups), initial=0))[:-1]
    group_of = {-1: -1} | {line: places[bisect_right(group_starts, line) - 1] for line in range(len(body_lines))}
    host_groups = [None if line is None else group_of[line] for line in callers]
    note_pieces = [_note(note, whole_measures, known) for note in notes.found]
    comment_pieces = [(PdfPiece(BlockKind.COMMENT, line.text, line.page), group_of[host]) for line, host in comments]
    return _interleave(pieces, pages, list(zip(note_pieces, host_groups, strict=True)), comment_pieces)


def _without_comments(
    lines: Sequence[TextLine], callers: Sequence[int | None]
) -> tuple[list[TextLine], list[tuple[TextLine, int]], list[int | None]]:
    """Return the lines but for remarks, each remark with the line that it hangs on, and the callers' places anew."""
    hosts = list(accumulate((not line.comment for line in lines), initial=-1))[1:]
    comments = [(line, host) for line, host in zip(lines, hosts, strict=True) if line.comment]
    places = [None if caller is None else hosts[caller] for caller in callers]
    return [line for line in lines if not line.comment], comments, places


# --- one paragraph ---


def _piece(lines: Sequence[TextLine], measures: Measures, known: frozenset[str]) -> PdfPiece:
    first_line = lines[0]
    texts = [line.text for line in lines]
    block_text = _row(texts, known) if first_line.row else join_lines(texts, known, line_ends(lines, measures))
    block_kind = _kind(lines, block_text, measures)
    rank = (round(first_line.size, 1), first_line.bold)
    block_level = first_line.title or int(block_kind is BlockKind.PARAGRAPH and _is_set_in(lines, measures))
    return PdfPiece(
        *(block_kind, block_text.strip(" \n"), first_line.page, block_level, None, rank, first_line.box.left),
        in_table=first_line.in_table,
        confidences=_confidences(block_text, [pair for line in lines for pair in line.recognised]),
    )


def _confidences(block_text: str, recognised: Sequence[tuple[str, float]]) -> tuple[int, ...]:
    """Return the confidence of each word of a block, of 100; that of one that was joined is its least sure part's."""
    if not recognised:
        return ()
    confidences: list[int] = []
    waiting = list(reversed(recognised))
    for word in block_text.split():
        least, letters = 1.0, 0
        while waiting and letters < len(word) - 1:
            part, confidence = waiting.pop()
            letters, least = letters + len(part), min(least, confidence)
        confidences.append(round(100 * least))
    return tuple(confidences)


def _is_set_in(lines: Sequence[TextLine], measures: Measures) -> bool:
    """Return whether a paragraph is set as a quotation is: in italics, and further in than the column."""
    return all(line.italic and line.box.left > measures.edge(line)[0] + SET_IN * line.size for line in lines)


def _with_quoted_headings(
    pieces: Sequence[PdfPiece], groups: Sequence[Sequence[TextLine]], measures: Measures
) -> Iterator[PdfPiece]:
    """Yield the pieces, those headings as quoted that stand above a quotation and are set as it is: a section of an
    Act."""
    for index, piece in enumerate(pieces):
        next_piece = pieces[index + 1] if index + 1 < len(pieces) else None
        is_before_quotation = next_piece is not None and next_piece.kind is BlockKind.PARAGRAPH and next_piece.level > 0
        looks_alike = (
            next_piece is not None and next_piece.rank == piece.rank and abs(next_piece.left - piece.left) < SAME_INDENT
        )
        if (
            piece.kind is BlockKind.HEADING
            and is_before_quotation
            and looks_alike
            and _is_set_in(groups[index], measures)
        ):
            yield replace(piece, kind=BlockKind.PARAGRAPH, level=1)
        else:
            yield piece


def _row(texts: Sequence[str], known: frozenset[str]) -> str:
    """Return a table's row, cell by cell where it runs over a page."""
    cell_rows = [text.split("\t") for text in texts]
    column_count = max(len(cell_row) for cell_row in cell_rows)
    padded_rows = [cell_row + [""] * (column_count - len(cell_row)) for cell_row in cell_rows]
    cell_lines = ("\n".join(filter(None, cells)).split("\n") for cells in zip(*padded_rows, strict=True))
    return "\t".join(join_lines(cell, known, [LineEnd.OPEN] * len(cell)) for cell in cell_lines)


def _kind(lines: Sequence[TextLine], block_text: str, measures: Measures) -> BlockKind:
    first_line = lines[0]
    if first_line.title:
        return BlockKind.HEADING
    if first_line.row:
        return BlockKind.TABLE_ROW
    if first_line.mark:
        return BlockKind.LIST_ITEM
    word_count = len(block_text.split())
    is_large = all(line.size >= HEADING_SIZE * measures.size for line in lines)
    is_bold = all(line.bold for line in lines) and not measures.bold
    if (
        first_line.alone
        or not (is_large or is_bold)
        or word_count > HEADING_WORDS
        or not any(c.isalpha() for c in block_text)
        or _CLAUSE.search(block_text)
    ):
        return BlockKind.PARAGRAPH
    if block_text.endswith((".", ";", ",")) and (
        word_count > BOLD_SENTENCES or not (is_large or is_labelled(first_line))
    ):
        return BlockKind.PARAGRAPH
    return BlockKind.HEADING


def _with_levels(pieces: Sequence[PdfPiece]) -> Iterator[PdfPiece]:
    """Rank headings by their bookmarks, else by their size and weight; list items by their indentation."""
    heading_levels = _ranks(piece for piece in pieces if piece.kind is BlockKind.HEADING)
    indents: list[float] = []
    for piece in pieces:
        if piece.kind is BlockKind.HEADING:
            yield replace(piece, level=min(piece.level or heading_levels[piece.rank], DEEPEST_HEADING))
        elif piece.kind is BlockKind.LIST_ITEM:
            indents = [*(indent for indent in indents if indent < piece.left - SAME_INDENT), piece.left]
            yield replace(piece, level=len(indents) - 1)
        else:
            indents = []
            yield piece


def _ranks(headings: Iterable[PdfPiece]) -> dict[tuple[float, bool], int]:
    """Return the level of each look that headings have: that of most bookmarks that name such headings, else its
    rank."""
    named_levels: dict[tuple[float, bool], Counter[int]] = {}
    for heading in headings:
        named_levels.setdefault(heading.rank, Counter())[heading.level] += 1
    rank_levels: dict[tuple[float, bool], int] = {}
    merged_sizes: list[float] = []
    for size, _ in sorted(named_levels, reverse=True):
        # The size that a line of type takes varies with its letters.
        merged_sizes.append(merged_sizes[-1] if merged_sizes and size > (1 - SAME_SIZE) * merged_sizes[-1] else size)
    looks = dict(zip(sorted(named_levels, reverse=True), merged_sizes, strict=True))
    distinct_ranks = sorted({(size, is_bold) for (_, is_bold), size in looks.items()}, reverse=True)
    for rank, counts in named_levels.items():
        del counts[0]
        rank_levels[rank] = counts.most_common(1)[0][0] if counts else distinct_ranks.index((looks[rank], rank[1])) + 1
    return rank_levels


def _note(note: Footnote, measures: Measures, known: frozenset[str]) -> PdfPiece:
    # The lines of a note are seldom ended on purpose, and often early, before a long address.
    line_endings = [
        LineEnd.OPEN if line_ending is LineEnd.BROKEN else line_ending
        for line_ending in line_ends(note.lines, measures)
    ]
    note_text = join_lines([line.text for line in note.lines], known, line_endings).strip()
    return PdfPiece(BlockKind.NOTE, note_text, note.page, number=from_superscript(note.number) or None)


# --- all together ---


def _interleave(
    pieces: Sequence[PdfPiece],
    pages: Sequence[PageLines],
    notes: Sequence[tuple[PdfPiece, int | None]],
    comments: Sequence[tuple[PdfPiece, int]],
) -> list[PdfPiece]:
    """Lay everything else after the paragraph that it interrupts: first the comments, then the notes, then furniture.

    A note stands after the paragraph that calls it, or, where none does, after the last one of its page.
    """
    piece_pages = [piece.page for piece in pieces]
    sentence_ends = _run_ends(pieces, _goes_on)
    list_ends = _run_ends(pieces, _is_run)
    following: dict[int, list[PdfPiece]] = {}
    for comment, comment_host in comments:
        following.setdefault(comment_host, []).append(comment)
    for note, host in notes:
        last_on_page = bisect_right(piece_pages, note.page) - 1
        following.setdefault(sentence_ends[last_on_page if host is None else host], []).append(note)
    for page in pages:
        before, page_end = bisect_right(piece_pages, page.number - 1) - 1, bisect_right(piece_pages, page.number) - 1
        following.setdefault(list_ends[before], []).extend(_furniture(page.head))
        following.setdefault(list_ends[page_end], []).extend(_furniture(page.foot))
    woven = [*following.get(-1, [])]
    for i, piece in enumerate(pieces):
        woven += [piece, *following.get(i, [])]
    return [piece for piece in woven if piece.text]


def _run_ends(pieces: Sequence[PdfPiece], runs_on: Callable[[PdfPiece, PdfPiece], bool]) -> dict[int, int]:
    """Return for every piece the last one of what runs on from it; for -1, which stands before all pieces, itself."""
    run_ends = {-1: -1}
    for i in range(len(pieces) - 1, -1, -1):
        run_ends[i] = run_ends[i + 1] if i + 1 in run_ends and runs_on(pieces[i], pieces[i + 1]) else i
    return run_ends


def _is_run(piece: PdfPiece, next_piece: PdfPiece) -> bool:
    """Return whether two pieces are of one list or table, or of one sentence."""
    return (piece.kind is next_piece.kind and piece.kind in RUNS) or _goes_on(piece, next_piece)


def _goes_on(piece: PdfPiece, next_piece: PdfPiece) -> bool:
    """Return whether a sentence runs from one piece into the next; a list's clauses need no mark at their ends."""
    if piece.kind is BlockKind.LIST_ITEM and next_piece.kind is BlockKind.LIST_ITEM:
        return _CLOSED.search(piece.text) is None
    is_of_text = piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and next_piece.kind is not BlockKind.HEADING
    return is_of_text and _OPEN.search(piece.text) is not None


def _furniture(lines: Sequence[TextLine]) -> Iterator[PdfPiece]:
    for line in lines:
        yield PdfPiece(BlockKind.FURNITURE, " ".join(line.text.split()), line.page)

"""The streams of an RTF file: paragraphs, and the rows of tables, as their words come in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

from analysis.model import BlockKind
from analysis.reading.blocks import Piece
from analysis.reading.numbering import format_numeral
from analysis.reading.struck_choices import STRUCK, UNSTRUCK
from analysis.reading.table_rows import headed_width, table_pieces
from analysis.reading.tracked_insertions import INSERTED, UNINSERTED, without_signs
from analysis.reading.word_paragraphs import (
    Mark,
    as_furniture,
    notes_below_lists,
    paragraph_pieces,
)

READERS_SIGNS = (STRUCK, UNSTRUCK, INSERTED, UNINSERTED)
"""What the reader itself sets between words; it takes none from a file."""

LONGEST_NUMBER = 40
"""Characters; "Recommendation 4(a)(iii)." has 25. A longer "number" is text that a damaged file shows as one."""

LETTER_BULLET = "o"
"""Word's second bullet is this letter; numbers that are letters have a mark beside them."""

SAME_EDGE = 15
"""Twips; edges of cells that lie closer are one edge of the table's grid."""

MOST_COLUMNS = 63
"""Word's own limit of a table."""


NUMERALS = {"ar": "decimal", "alc": "lowerLetter", "auc": "upperLetter", "rlc": "lowerRoman", "ruc": "upperRoman"}
"""Endings of the control words that say how footnotes ("ftnnar") and endnotes ("aftnnrlc") are numbered."""


class NoteNumbers:
    """The numbers of footnotes and endnotes, each counted by itself."""

    def __init__(self) -> None:
        self._last = {"ftnn": 0, "aftnn": 0}
        self._numerals = {"ftnn": "decimal", "aftnn": "lowerRoman"}

    def set_format(self, word: str) -> None:
        """Take in a control word that may say how notes are numbered."""
        note_class, _, ending = word.partition("ftnn")
        if ending in NUMERALS and note_class in ("", "a"):
            self._numerals[f"{note_class}ftnn"] = NUMERALS[ending]

    def next(self, is_endnote: bool) -> str:
        """Return the number of the next note."""
        note_class = "aftnn" if is_endnote else "ftnn"
        self._last[note_class] += 1
        return format_numeral(self._last[note_class], self._numerals[note_class])


@dataclass(slots=True)
class Flow:
    """One stream of paragraphs: the text itself, a note, a comment, a header.

    Without a kind it is a value that is not shown, and ``number`` is its name.
    """

    kind: BlockKind | None = BlockKind.PARAGRAPH
    number: str = ""
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    pieces: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    rows: list[tuple[list[list[Piece]], list[int]]] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    cell: list[Piece] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    inner: Flow | None = None
    width_above: int = 0
    in_table: bool = False
    depth: int = 1
    level: int = 0
    heading: int | None = None
    style_heading: int = 0
    is_contents: bool = False
    lists_contents: bool = False

    def reset(self) -> None:
        """Forget the properties of the paragraph."""
        self.in_table, self.depth, self.level, self.heading = False, 1, 0, None
        self.style_heading, self.is_contents = 0, False

    def end_paragraph(self) -> None:
        """End the paragraph, and lay what hangs on it behind it."""
        ended = self._paragraph() + self.after
        self.after.clear()
        if self.in_table and self.depth > 1:
            self._nested().cell.extend(ended)
            return
        self._end_nested()
        if not self.in_table and ended:
            self.end_table()
            self.width_above = 0
        (self.cell if self.in_table else self.pieces).extend(ended)

    def end_cell(self) -> None:
        """End a cell of a row."""
        self.in_table, self.depth = True, 1
        self.end_paragraph()
        self.cells.append(notes_below_lists(self.cell))
        self.cell = []

    def edge(self, place: int | None, is_nested: bool) -> None:
        """Take in the right edge of a cell; None begins a row's definition, and a nested table's is passed over."""
        if not is_nested:
            self.edges = [] if place is None else [*self.edges[: MOST_COLUMNS - 1], place]

    def end_row(self) -> None:
        """End a row; its table says how it is to be read."""
        self.rows.append((self.cells, self.edges))
        self.cells = []

    def end_table(self) -> None:
        """End a table, whose rows are read across or one cell after the other."""
        rows = list(_in_columns(self.rows))
        if rows:
            number = next(self.tables)
            self.pieces += [replace(piece, table=number) for piece in table_pieces(rows, self.width_above)]
            self.width_above = headed_width(rows, self.width_above)
        self.rows = []

    def end_nested_cell(self) -> None:
        """End a cell of a table that stands in another one's cell; deeper ones are cells of the same."""
        self.in_table, self.depth = True, 2
        self.end_paragraph()
        nested = self._nested()
        nested.cells.append(nested.cell)
        nested.cell = []

    def end_nested_row(self) -> None:
        """End a row of a table in a cell."""
        self._nested().end_row()

    def close(self) -> list[Piece]:
        """Return all pieces of the stream, which ends here."""
        self.end_paragraph()
        self._end_nested()
        self.end_table()
        self.pieces += self.cell
        self.cell = []
        self.end_row()
        self.end_table()
        return notes_below_lists(self.pieces)

    def _nested(self) -> Flow:
        self.inner = self.inner or Flow()
        return self.inner

    def _end_nested(self) -> None:
        if self.inner:
            self.cell += self.inner.close()
            self.inner = None

    def _paragraph(self) -> list[Piece]:
        """Return the paragraph's pieces, with the number that its list has written before it."""
        text, label = joined_text(self.words), " ".join(joined_text(self.label).split())
        spaced = "\t" if any("\t" in part for part in self.label) else " "
        self.words.clear()
        self.label.clear()
        is_contents, self.lists_contents = self.lists_contents or self.is_contents, False
        if len(label) > LONGEST_NUMBER:
            text, label = f"{label} {text}", ""
        text, is_inserted = without_signs(text)
        if self.kind is None:
            return [Piece(BlockKind.PARAGRAPH, text)] if text else []
        has_number = label != LETTER_BULLET and any(map(str.isalnum, label))
        mark = Mark(label if has_number else "", not has_number, self.level, spaced) if label else None
        pieces = paragraph_pieces(text, mark, self.style_heading if self.heading is None else self.heading)
        pieces = [replace(piece, is_inserted=is_inserted) for piece in pieces]
        return [as_furniture(piece) for piece in pieces] if is_contents else pieces


def _in_columns(rows: Sequence[tuple[list[list[Piece]], list[int]]]) -> Iterator[tuple[list[list[Piece]], bool]]:
    """Yield rows of a table with an empty cell for each further column of its grid that a cell spans."""
    grid: list[int] = []
    for edge in sorted({edge for _, edges in rows for edge in edges}):
        grid += [edge] if not grid or edge - grid[-1] > SAME_EDGE else []
    for cells, edges in rows:
        if not cells:
            continue
        places = [bisect_left(grid, edge - SAME_EDGE) for edge in edges] if len(edges) == len(cells) else []
        spans = [min(place - before, MOST_COLUMNS) for before, place in pairwise([-1, *places])]
        if not spans or min(spans) < 1:
            yield cells, False
        elif len(cells) == 1:
            yield cells, spans[0] > 1
        else:
            wide = [[cell, *([] for _ in range(1, span))] for cell, span in zip(cells, spans, strict=True)]
            yield [part for parts in wide for part in parts], max(spans) > 1


def joined_text(words: list[str]) -> str:
    """Join words into one text without controls, with the halves of characters beyond the first 65,536 as one."""
    if not words:
        return ""
    joined_text = "".join(words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    joined_text = joined_text.replace(f"{UNSTRUCK}{STRUCK}", "").replace(f"{UNINSERTED}{INSERTED}", "")
    kept_controls = ("\t", "\n", *READERS_SIGNS)
    joined_text = "".join(character for character in joined_text if character >= " " or character in kept_controls)
    return "\n".join(line.strip() for line in joined_text.split("\n")).strip()

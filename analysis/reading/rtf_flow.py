"""The streams of an RTF file: paragraphs, and the rows of tables, as their words come in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from analysis.model import BlockKind
from analysis.reading.blocks import Piece
from analysis.reading.plain import BULLET
from analysis.reading.struck_choices import STRUCK, UNSTRUCK
from analysis.reading.table_rows import table_pieces
from analysis.reading.tracked_insertions import INSERTED, UNINSERTED, without_signs

READERS_SIGNS = (STRUCK, UNSTRUCK, INSERTED, UNINSERTED)
"""What the reader itself sets between words; it takes none from a file."""

LONGEST_NUMBER = 40
"""Characters; "Recommendation 4(a)(iii)." has 25. A longer "number" is text that a damaged file shows as one."""


@dataclass(slots=True)
class Flow:
    """One stream of paragraphs: the text itself, a note, a comment, a header.

    Without a kind it is a value that is not shown, and ``number`` is its name.
    """

    kind: BlockKind | None = BlockKind.PARAGRAPH
    number: str = ""
    pieces: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    rows: list[tuple[list[list[Piece]], bool]] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    cell: list[Piece] = field(default_factory=list)
    in_table: bool = False
    level: int = 0
    heading: int = 0

    def reset(self) -> None:
        """Forget the properties of the paragraph."""
        self.in_table, self.level, self.heading = False, 0, 0

    def end_paragraph(self) -> None:
        """End the paragraph, and lay what hangs on it behind it."""
        paragraph_text, paragraph_label = joined_text(self.words), " ".join(joined_text(self.label).split())
        self.words.clear()
        self.label.clear()
        if len(paragraph_label) > LONGEST_NUMBER:
            paragraph_text, paragraph_label = f"{paragraph_label} {paragraph_text}", ""
        has_words = paragraph_text.strip("".join(READERS_SIGNS) + " \t\n") != ""
        own_pieces = [self._piece(paragraph_text, paragraph_label)] if has_words else []
        if not self.in_table and (own_pieces or self.after):
            self.end_table()
        (self.cell if self.in_table else self.pieces).extend(own_pieces + self.after)
        self.after.clear()

    def end_cell(self) -> None:
        """End a cell of a row."""
        self.in_table = True
        self.end_paragraph()
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """End a row; its table says how it is to be read."""
        self.rows.append((self.cells, False))
        self.cells = []

    def end_table(self) -> None:
        """End a table, the rows one after the other."""
        self.pieces += table_pieces(self.rows)
        self.rows = []

    def close(self) -> list[Piece]:
        """Return all pieces of the stream, which ends here."""
        self.end_paragraph()
        self.end_table()
        self.pieces += self.cell
        self.cell = []
        self.end_row()
        self.end_table()
        return self.pieces

    def _piece(self, text: str, label: str) -> Piece:
        text, is_inserted = without_signs(text)
        label_number = label if any(map(str.isalnum, label)) else None
        bullet_match = BULLET.match(text)
        if self.heading:
            piece = Piece(BlockKind.HEADING, text, self.heading, label_number)
        elif bullet_match and not label:
            piece = Piece(BlockKind.LIST_ITEM, text[bullet_match.end() :], self.level)
        elif label:
            piece = Piece(BlockKind.LIST_ITEM, text, self.level, label_number)
        else:
            piece = Piece(BlockKind.PARAGRAPH, text)
        return replace(piece, is_inserted=is_inserted)


def joined_text(words: list[str]) -> str:
    """Join words into one text without controls, with the halves of characters beyond the first 65,536 as one."""
    if not words:
        return ""
    joined_text = "".join(words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    joined_text = joined_text.replace(f"{UNSTRUCK}{STRUCK}", "").replace(f"{UNINSERTED}{INSERTED}", "")
    kept_controls = ("\t", "\n", *READERS_SIGNS)
    joined_text = "".join(character for character in joined_text if character >= " " or character in kept_controls)
    return "\n".join(line.strip() for line in joined_text.split("\n")).strip()

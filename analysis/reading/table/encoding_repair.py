"""Cells that were encoded twice: put right where that is sure, and told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.reading.double_encoding import SIGNS, shows_double_encoding, undo_double_encoding
from analysis.reading.table.sheet import Sheet, SheetRow
from analysis.text import plural


@dataclass(slots=True)
class EncodingRepair:
    """The cells that were put right on the last way through a sheet, and those that only look wrong."""

    undone: int = 0
    doubtful: int = 0

    def cell(self, cell_text: str) -> str:
        """Return a cell's text as it was before it was encoded twice, and count it."""
        repaired_text = cell_text if cell_text.isascii() else undo_double_encoding(cell_text)
        if repaired_text != cell_text:
            self.undone += 1
        elif shows_double_encoding(cell_text):
            self.doubtful += 1
        return repaired_text

    def warnings(self) -> Iterator[str]:
        """Yield what a person should know of the text's encoding."""
        if self.undone:
            yield f"{plural(self.undone, 'cell')} showed {SIGNS}, which was put right; look at the text"
        if self.doubtful:
            yield f"{plural(self.doubtful, 'cell shows', 'cells show')} {SIGNS}; export the table again as UTF-8"


def with_encoding_undone(sheet: Sheet) -> tuple[Sheet, EncodingRepair]:
    """Return a sheet whose cells are put right, and what is counted whenever it is gone through."""
    repair = EncodingRepair()

    def rows() -> Iterator[SheetRow]:
        repair.undone = repair.doubtful = 0
        for sheet_row in sheet.rows():
            is_plain = "".join(sheet_row.cells).isascii()
            yield sheet_row if is_plain else SheetRow(sheet_row.number, list(map(repair.cell, sheet_row.cells)))

    return replace(sheet, rows=rows), repair

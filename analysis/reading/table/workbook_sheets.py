"""Workbooks (xlsx, xls, ods): their sheets as a library reads them, and what is hidden in them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from analysis.errors import UnreadableError
from analysis.model import Skipped
from analysis.reading.container_kinds import LOCKED as LOCKED_KIND
from analysis.reading.container_kinds import ole_kind
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table.cell_values import shown
from analysis.reading.table.hidden_cells import HiddenCells, hidden_in
from analysis.reading.table.omitted_cells import parts_unread
from analysis.reading.table.sheet import Sheet, SheetRow
from analysis.reading.table.sheet_extent import MOST_CELLS, cells_in

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

DAMAGED = "the spreadsheet is damaged and cannot be opened; open it, save it again and add that, or save it as CSV"
LOCKED = "the spreadsheet is protected by a password; save it without one and add that"
TOO_LARGE = "the spreadsheet unpacks to more than can be read at once; save it as CSV and add that"
HIDDEN_SHEET = "the sheet is hidden in the spreadsheet; show it and add the file again if it holds responses"
BINARY = "binary workbooks (.xlsb) are not read; save it as .xlsx or CSV and add that"
DAMAGED_SHEET = "the sheet is damaged and cannot be read; save it as CSV and add that"

MAX_RATIO, SMALL = 300, 20_000_000
"""Of unpacked to packed bytes, for parts that are not small: sheets of empty or equal cells pack to a hundredth."""

CHUNK = 1_000_000

_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError),
    etree.LxmlError,
)


def sheets(content: bytes, name: str, settings: ReadSettings) -> Iterator[Sheet | Skipped]:
    """Yield the sheets that show, and the reason for each that does not; raises ``UnreadableError`` for a whole
    file."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    workbook = _open(content, name, settings)
    for index, about in enumerate(workbook.sheets_metadata):
        label = f"{name}#{about.name}"
        if about.visible != SheetVisibleEnum.Visible:
            yield Skipped(label, HIDDEN_SHEET)
        elif about.typ == SheetTypeEnum.WorkSheet:
            try:
                yield _sheet(workbook, content, name, index)
            except UnreadableError:
                yield Skipped(label, DAMAGED_SHEET)
    with suppress(*_FAULTS):  # what is damaged beside the sheets costs none of them
        yield from parts_unread(content, name)


def _sheet(workbook: CalamineWorkbook, content: bytes, name: str, index: int) -> Sheet:
    found = _tried(lambda: workbook.get_sheet_by_index(index), name)
    hidden = hidden_in(content, index) if content.startswith(b"PK") else HiddenCells()
    return Sheet(lambda: _rows(found), found.name, hidden.rows, hidden.columns)


def _open(content: bytes, name: str, settings: ReadSettings) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    if content.startswith(b"PK"):
        _weigh(content, name, settings.max_workbook_bytes)
    elif ole_kind(content) == LOCKED_KIND:
        raise UnreadableError(name, LOCKED)
    return _tried(lambda: CalamineWorkbook.from_filelike(BytesIO(content)), name)


Made = TypeVar("Made")


def _tried(make: Callable[[], Made], name: str) -> Made:
    """Return what the library makes; raises ``UnreadableError`` for whatever a damaged file leads it into."""
    try:
        return make()
    except BaseException as fault:
        # Where it gives up altogether, what it raises is no ``Exception``.
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise UnreadableError(name, LOCKED if "assword" in str(fault) else DAMAGED) from fault


def _weigh(content: bytes, name: str, largest: int) -> None:
    """Raise ``UnreadableError`` for an archive that takes too much room, whatever its directory says of its sizes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for info in archive.infolist():
                if info.flag_bits & 1:
                    raise UnreadableError(name, LOCKED)
                if info.filename == "xl/workbook.bin":
                    raise UnreadableError(name, BINARY)
                if info.filename.lower().endswith((".xml", ".rels")):
                    size = _unpacked(archive, info, largest)
                    largest -= size
                    dense = size > SMALL and size > MAX_RATIO * info.compress_size
                    if largest < 0 or dense or cells_in(archive, info.filename) > MOST_CELLS:
                        raise UnreadableError(name, TOO_LARGE)
    except _FAULTS as fault:
        raise UnreadableError(name, DAMAGED) from fault


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, largest: int) -> int:
    size = 0
    info.file_size = largest + CHUNK  # what the directory declares would end the reading early
    with archive.open(info) as stream:
        while size <= largest and (piece := stream.read(CHUNK)):
            size += len(piece)
    return size


def _rows(sheet: CalamineSheet) -> Iterator[SheetRow]:
    """Yield the rows from the first, at their columns' places."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows(), 1):
        yield SheetRow(number, left + [shown(value) if value != "" else "" for value in values])

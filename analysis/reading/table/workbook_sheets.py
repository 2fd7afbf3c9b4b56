"""Workbooks (xlsx, xls, ods): their sheets as a library reads them, and what is hidden in them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from analysis.errors import UnreadableError
from analysis.model import Skipped
from analysis.reading.container_kinds import LOCKED as LOCKED_KIND
from analysis.reading.container_kinds import ole_kind
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table.cell_values import format_cell
from analysis.reading.table.hidden_cells import HiddenCells, find_hidden
from analysis.reading.table.omitted_cells import omitted_parts
from analysis.reading.table.sheet import HIDDEN_SHEET, Sheet, SheetRow
from analysis.reading.table.sheet_extent import MOST_CELLS, count_cells

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

DAMAGED = "the spreadsheet is damaged and cannot be opened; open it, save it again and add that, or save it as CSV"
LOCKED = "the spreadsheet is protected by a password; save it without one and add that"
TOO_LARGE = "the spreadsheet unpacks to more than can be read at once; save it as CSV and add that"
BINARY = "binary workbooks (.xlsb) are not read; save it as .xlsx or CSV and add that"
DAMAGED_SHEET = "the sheet is damaged and cannot be read; save it as CSV and add that"

MAX_RATIO, SMALL = 300, 20_000_000
"""Of unpacked to packed bytes, for parts that are not small: sheets of empty or equal cells pack to a hundredth."""

CHUNK = 1_000_000

_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError),
    etree.LxmlError,
)


def sheets(content: bytes, file_name: str, settings: ReadSettings) -> Iterator[Sheet | Skipped]:
    """Yield the sheets, and the reason for each that cannot be read; raises ``UnreadableError`` for a whole
    file."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    workbook = _open(content, file_name, settings)
    for sheet_index, sheet_metadata in enumerate(workbook.sheets_metadata):
        label = f"{file_name}#{sheet_metadata.name}"
        is_hidden = sheet_metadata.visible != SheetVisibleEnum.Visible
        if sheet_metadata.typ == SheetTypeEnum.WorkSheet:
            try:
                yield replace(_sheet(workbook, content, file_name, sheet_index), is_hidden=is_hidden)
            except UnreadableError:
                yield Skipped(label, HIDDEN_SHEET if is_hidden else DAMAGED_SHEET)
        elif is_hidden:
            yield Skipped(label, HIDDEN_SHEET)
    with suppress(*_FAULTS):  # what is damaged beside the sheets costs none of them
        yield from omitted_parts(content, file_name)


def _sheet(workbook: CalamineWorkbook, content: bytes, file_name: str, sheet_index: int) -> Sheet:
    calamine_sheet = _guard(lambda: workbook.get_sheet_by_index(sheet_index), file_name)
    hidden_cells = find_hidden(content, sheet_index) if content.startswith(b"PK") else HiddenCells()
    return Sheet(lambda: _rows(calamine_sheet), calamine_sheet.name, hidden_cells.rows, hidden_cells.columns)


def _open(content: bytes, file_name: str, settings: ReadSettings) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    if content.startswith(b"PK"):
        _check_size(content, file_name, settings.max_workbook_bytes)
    elif ole_kind(content) == LOCKED_KIND:
        raise UnreadableError(file_name, LOCKED)
    return _guard(lambda: CalamineWorkbook.from_filelike(BytesIO(content)), file_name)


Result = TypeVar("Result")


def _guard(call_library: Callable[[], Result], file_name: str) -> Result:
    """Call the library; raises ``UnreadableError`` for whatever a damaged file leads it into."""
    try:
        return call_library()
    except BaseException as fault:
        # Where it gives up altogether, what it raises is no ``Exception``.
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise UnreadableError(file_name, LOCKED if "assword" in str(fault) else DAMAGED) from fault


def _check_size(content: bytes, file_name: str, remaining_bytes: int) -> None:
    """Raise ``UnreadableError`` for an archive that takes too much room, whatever its directory says of its sizes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for member_info in archive.infolist():
                if member_info.flag_bits & 1:
                    raise UnreadableError(file_name, LOCKED)
                if member_info.filename == "xl/workbook.bin":
                    raise UnreadableError(file_name, BINARY)
                if member_info.filename.lower().endswith((".xml", ".rels")):
                    unpacked_bytes = _unpacked_size(archive, member_info, remaining_bytes)
                    remaining_bytes -= unpacked_bytes
                    is_dense = unpacked_bytes > SMALL and unpacked_bytes > MAX_RATIO * member_info.compress_size
                    if remaining_bytes < 0 or is_dense or count_cells(archive, member_info.filename) > MOST_CELLS:
                        raise UnreadableError(file_name, TOO_LARGE)
    except _FAULTS as fault:
        raise UnreadableError(file_name, DAMAGED) from fault


def _unpacked_size(archive: zipfile.ZipFile, member_info: zipfile.ZipInfo, remaining_bytes: int) -> int:
    unpacked_bytes = 0
    member_info.file_size = remaining_bytes + CHUNK  # what the directory declares would end the reading early
    with archive.open(member_info) as stream:
        while unpacked_bytes <= remaining_bytes and (chunk := stream.read(CHUNK)):
            unpacked_bytes += len(chunk)
    return unpacked_bytes


def _rows(sheet: CalamineSheet) -> Iterator[SheetRow]:
    """Yield the rows from the first, at their columns' places."""
    leading_cells = [""] * (sheet.start[1] if sheet.start else 0)
    for row_number, values in enumerate(sheet.iter_rows(), 1):
        yield SheetRow(
            row_number, leading_cells + [format_cell(cell_value) if cell_value != "" else "" for cell_value in values]
        )

"""Exporting: what leaves for other tools and other machines, and comes back from them.

``audit_sheet`` has the sheet that people audit in, ``sheet_csv`` and ``sheet_xlsx`` write it and ``sheet_rows`` reads
either; ``filled_sheet`` says what people put into one, ``point_address`` how a point is found again. ``gold_file``
reads what somebody has labelled, ``workspace_archive`` packs a whole workspace.
``exporters`` lists the formats in which the report and its data leave: ``tables`` and ``report_blocks`` say what is in
them, and ``qda`` is REFI-QDA, both ways.
"""

from analysis.exporting.audit_sheet import AuditRow, AuditSheet, SheetSample
from analysis.exporting.filled_sheet import FilledIn, FilledRow, RefusedRow, filled_in
from analysis.exporting.point_address import Addresses, address
from analysis.exporting.sheet_csv import as_csv, codebook_as_csv
from analysis.exporting.sheet_redaction import without
from analysis.exporting.sheet_rows import SHEETS, rows_of
from analysis.exporting.sheet_xlsx import as_workbook
from analysis.exporting.workspace_archive import Archive, open_archive, write_archive

__all__ = [
    "SHEETS",
    "Addresses",
    "Archive",
    "AuditRow",
    "AuditSheet",
    "FilledIn",
    "FilledRow",
    "RefusedRow",
    "SheetSample",
    "address",
    "as_csv",
    "as_workbook",
    "codebook_as_csv",
    "filled_in",
    "open_archive",
    "rows_of",
    "without",
    "write_archive",
]

"""Exporting: what leaves for other tools and other machines, and comes back from them.

``audit_sheet`` has the sheet that people audit in, ``delimited`` and ``workbook`` write it as CSV and XLSX and ``rows``
reads either; ``filled_in`` says what people put into one, ``address`` how a point is found again. ``archive`` packs a
whole workspace.
"""

from analysis.exporting.address import Addresses, address
from analysis.exporting.archive import Archive, open_archive, write_archive
from analysis.exporting.audit_sheet import AuditRow, AuditSheet, Drawing
from analysis.exporting.delimited import as_csv, codebook_as_csv
from analysis.exporting.filled_in import FilledIn, FilledRow, RefusedRow, filled_in
from analysis.exporting.rows import SHEETS, rows_of
from analysis.exporting.withdrawing import without
from analysis.exporting.workbook import as_workbook

__all__ = [
    "SHEETS",
    "Addresses",
    "Archive",
    "AuditRow",
    "AuditSheet",
    "Drawing",
    "FilledIn",
    "FilledRow",
    "RefusedRow",
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

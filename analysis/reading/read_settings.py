"""Settings of readers: their limits, and what they must know of the consultation."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.model import MailGrouping, TableMapping


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Limits that hold for every reader, and how tables are to be read; a file beyond a limit is skipped."""

    max_bytes: int = 50_000_000
    """Larger than any written submission seen; a longer file is nearly always a scan or a mistake."""

    max_characters: int = 5_000_000
    """About 2,000 pages: no response is longer, and what is looks like data."""

    max_table_bytes: int = 500_000_000
    """A table may be larger than a document: half a million rows of CSV take 100 to 300 MB, and are read one by one."""

    max_workbook_bytes: int = 600_000_000
    """What a spreadsheet may unpack to; its sheets are held in memory, at about twice that."""

    tables: tuple[TableMapping, ...] = ()
    """What people have said of the columns of tables; the first that names a file and sheet counts."""

    mail: tuple[MailGrouping, ...] = ()
    """What people have said of messages with several files; the first that names a message counts."""

    respondent_types: tuple[str, ...] = ()
    """The consultation's kinds of respondent; where there are none, a table's own words are kept."""

    ocr: bool = False
    """Whether the text of scans is recognised: where Tesseract is installed."""

    tell_tables: bool = False
    """Whether a table's reader also says, before the documents, what it took each column for."""

    most_rows: int | None = None
    """Rows of each table that are made documents of; None: all. A preview shows a few."""

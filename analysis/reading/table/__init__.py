"""Tables (CSV, xlsx, ods, xls): an export of a survey is many responses, one a row, an answer per question's column.

``delimited_text`` and ``workbook_sheets`` give rows as text; ``header_rows`` finds what the columns are called,
``column_profile`` what is in them; ``column_inference`` says what each is, ``column_mapping`` ties them to questions
and lets a person's word count; ``row_documents`` makes documents. A table is gone through twice, first to learn what
its columns are, and never held as a whole by us.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.reading.table.table_reader import columns, read

__all__ = ["columns", "read"]


def __getattr__(name: str) -> Any:
    """Import the reader when a table is first read: whoever finds it read already needs nothing of it."""
    if name not in __all__:
        raise AttributeError(f"module 'analysis.reading.table' has no attribute {name!r}")
    return getattr(import_module("analysis.reading.table.table_reader"), name)

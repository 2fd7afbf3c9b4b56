"""Tables (CSV, xlsx, ods, xls): an export of a survey is many responses, one a row, an answer per question's column.

``delimited_text`` and ``workbook_sheets`` give rows as text; ``header_rows`` finds what the columns are called,
``column_profile`` what is in them; ``column_inference`` says what each is, ``column_mapping`` ties them to questions
and lets a person's word count; ``row_documents`` makes documents. A table is gone through twice, first to learn what
its columns are, and never held as a whole by us.
"""

from __future__ import annotations

from analysis.reading.table.table_reader import columns, read

__all__ = ["columns", "read"]

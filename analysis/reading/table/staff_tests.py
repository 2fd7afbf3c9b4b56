"""Rows that the survey tool calls a preview or a test: the team tried its form, and nobody responded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.model import TableMapping
from analysis.reading.table.header_rows import Name
from analysis.reading.table.sheet import SheetRow

_SAYS_HOW = re.compile(
    r"(?:(?:survey|response|respondent|interview|submission|distribution|collector)[ _]?)?"
    r"(?:status|type|channel|mode|collector|source)",
    re.IGNORECASE,
)
"""Names of the columns in which survey tools say how a response came: Qualtrics, SoSci Survey and others."""

_IS_TEST = re.compile(
    r"(?:survey|response)?[ _]?(?:preview|(?:pre)?test)(?:[ _]?(?:spam|response|data|mode))?", re.IGNORECASE
)
"""What stands there for a test: "Survey Preview", "Survey Test", "preview", "pretest"."""

_ASKS_WHETHER = re.compile(
    r"tester|(?:is[ _])?(?:test|preview)(?:[ _](?:response|data|mode|row|entry|submission))?\??", re.IGNORECASE
)
"""Names of the columns that only say whether it is a test: that of Unipark and others."""

_YES = re.compile(r"1|yes|true|y|x", re.IGNORECASE)

TEST = (
    'the survey tool calls this row a preview or a test ("{said}" in the column {header}), so it is no response; '
    "if it is one, write test_rows = true in its [[table]] in consultation.toml"
)


class StaffTests:
    """The rows of a table that are tests, by the columns that say so."""

    def __init__(self, names: Sequence[Name], mapping: TableMapping | None) -> None:
        """Find the columns, none where a person says that tests are responses."""
        told = {} if mapping and mapping.test_rows else dict(enumerate(names))
        self._columns = [
            (position, name.header, known)
            for position, name in told.items()
            for called, known in ((_SAYS_HOW, _IS_TEST), (_ASKS_WHETHER, _YES))
            if called.fullmatch(name.header.strip())
        ]

    def told(self, sheet_row: SheetRow) -> str | None:
        """Return why a row is no response, where it is a test."""
        for position, header, known in self._columns:
            said = sheet_row.cells[position].strip() if position < len(sheet_row.cells) else ""
            if known.fullmatch(said):
                return TEST.format(said=said, header=header)
        return None

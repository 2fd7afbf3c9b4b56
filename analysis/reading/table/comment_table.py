"""Tables of comments on a paper (reference, page, comment, suggestion): each row is a point of one response.

Councils, ISO and NIST have their templates for it. Which it is, the names of the columns say: a place in a paper and a
comment, and nothing that is asked of respondents. The rows stay rows of a table, and the splitter labels each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from analysis.model import Block, BlockKind, Document, Omitted, Respondent, Table, TableColumn, left_out_of
from analysis.model import ColumnRole as Role
from analysis.reading.table.column_vocabulary import COMMENT, PLACE
from analysis.reading.table.row_documents import MEDIA_TYPE, REASONS
from analysis.reading.table.sheet import SheetRow

EACH_ROW = "the columns are those of a table of comments, so each row is a point of one response"
LABELS = "says to what in the paper a comment belongs"

_NO_COMMENT = re.compile(
    r".*\b(?:type|category|number|no|id|#|count|date|on)\b|observations? (?:of|by) the secretariat", re.IGNORECASE
)
_CHANGE = re.compile(
    r"(?:suggest\w*|propos\w*|recommend\w*|request\w*|desired)(?: (?:\w+ ){0,2}(?:changes?|amendments?|wording|text"
    r"|revisions?|actions?|solutions?|resolutions?|modifications?))?\b|suggestions?"
    r"|(?:change|amendment|modification|action)s?(?: \w+){0,3} (?:sought|requested|proposed|required|needed)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:comment|item|issue|row|point|serial)?[ .]*(?:ref(?:erence)?|no|number|id|#)[ .]*(?:no|number|#)?\W*",
    re.IGNORECASE,
)
_COMMENTER = re.compile(r"mb(?: ?/ ?nc)?\W*\d?|member body|comment(?:er|ator)|reviewer|submitted by", re.IGNORECASE)
_NUMBERED_BODY = re.compile(r"^([A-Z]{2,6})[ ./_-]*\d{1,4}$")
"""A member body with the number of its comment: "GB 001"."""

_OF_RESPONDENTS = (Role.PUBLISH, Role.TYPE, Role.MONITORING)


def as_comment_table(table: Table) -> Table | None:
    """Return a table of comments with what its columns are, or None for a table whose rows are responses.

    A person who says which column holds the responses' ids says that rows are responses.
    """
    headers = {column.position: column.header.rpartition(" / ")[2].strip(" *:") for column in table.columns}
    comments = {i for i, header in headers.items() if COMMENT.match(header) and not _NO_COMMENT.match(header)}
    changes = {i for i, header in headers.items() if _CHANGE.fullmatch(header)} - comments
    places = {i for i, header in headers.items() if PLACE.fullmatch(header)} - comments - changes
    references = {i for i, header in headers.items() if _REFERENCE.fullmatch(header)} - places
    is_complete = bool(comments and places and (changes or references or len(places) > 1))
    asks_respondents = any(column.role in _OF_RESPONDENTS for column in table.columns)
    says_ids = any(column.role is Role.ID and column.confidence == 1 for column in table.columns)
    other_ids = any(column.role is Role.ID and column.position not in references | places for column in table.columns)
    if not is_complete or asks_respondents or says_ids or other_ids:
        return None
    columns = tuple(_column(column, comments | changes, places | references) for column in table.columns)
    warnings = tuple(warning for warning in table.warnings if "named by their rows" not in warning)
    return replace(table, columns=columns, warnings=(EACH_ROW, *warnings))


def _column(column: TableColumn, answers: set[int], labels: set[int]) -> TableColumn:
    if column.confidence == 1:
        return column
    if column.position in answers:
        return replace(column, role=Role.OPEN, question=None)
    if column.position in labels:
        return replace(column, role=Role.LEAVE_OUT, question=None, reason=LABELS)
    return replace(column, role=Role.RESPONDENT) if _COMMENTER.fullmatch(column.header.strip(" *:")) else column


@dataclass(slots=True)
class CommentRows:
    """The rows of a table of comments as they come, by who wrote them."""

    table: Table
    name_prefix: str
    rows: dict[str, list[SheetRow]] = field(default_factory=dict)

    def add(self, sheet_row: SheetRow) -> None:
        """Add a row, to the response of whoever wrote it; one that names the columns again is none."""
        if [_cell(sheet_row, column) for column in self.table.columns] != [c.header for c in self.table.columns]:
            commenter = self._commenter(sheet_row)
            if not commenter and self.rows and not self._says(sheet_row):
                commenter = next(reversed(self.rows))  # a number of the form that nobody has used
            self.rows.setdefault(commenter, []).append(sheet_row)

    def _says(self, sheet_row: SheetRow) -> bool:
        return any(_cell(sheet_row, column) for column in self.table.columns if column.role is Role.OPEN)

    def documents(self) -> Iterator[Document]:
        """Yield a document for each who commented; with several, each is named by its first row."""
        for commenter, rows in self.rows.items():
            name = self.name_prefix if len(self.rows) == 1 else f"{self.name_prefix}#row {rows[0].number}"
            yield self._document(name, commenter, rows)

    def _commenter(self, sheet_row: SheetRow) -> str:
        cells = (_cell(sheet_row, column) for column in self.table.columns if column.role is Role.RESPONDENT)
        return _NUMBERED_BODY.sub(r"\1", " ".join(filter(None, cells)))

    def _document(self, name: str, commenter: str, rows: list[SheetRow]) -> Document:
        shown = [column for column in self.table.columns if column.role not in (Role.RESPONDENT, *REASONS)]
        lines = ["\t".join(column.header for column in shown)]
        lines += ["\t".join(_cell(row, column) for column in shown) for row in rows]
        blocks, start = [], 0
        for line in lines:
            blank = len(line) - len(line.lstrip("\t"))
            blocks.append(Block(BlockKind.TABLE_ROW, start + blank, start + len(line.rstrip("\t"))))
            start += len(line) + 1
        kept_out = [column for column in self.table.columns if column.role in REASONS]
        omitted = tuple(
            Omitted(cell_text, left_out_of(column.header, REASONS[column.role]))
            for row in rows
            for column in kept_out
            if (cell_text := _cell(row, column))
        )
        respondent = Respondent(commenter or None)
        return Document(name, "\n".join(lines), tuple(blocks), omitted, MEDIA_TYPE, respondent)


def _cell(sheet_row: SheetRow, column: TableColumn) -> str:
    cell_text = sheet_row.cells[column.position] if column.position < len(sheet_row.cells) else ""
    return " ".join(cell_text.split())

"""A row of a table as a document: the questions that it answers, each with its answer, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from analysis.model import (
    MONITORING,
    PERSONAL_DETAILS,
    SENT,
    WHO_FILLED_IN,
    Block,
    BlockKind,
    Channel,
    Document,
    Omitted,
    Publish,
    Respondent,
    Sending,
    Skipped,
    Table,
    TableColumn,
    left_out_of,
)
from analysis.model import ColumnRole as Role
from analysis.reading.plain import BULLET, blocks_of
from analysis.reading.table import column_vocabulary as words
from analysis.reading.table import consent, lost_consent
from analysis.reading.table.column_profile import MOST_VALUES, RowWidth
from analysis.reading.table.joined_choices import split_choices
from analysis.reading.table.name_subject import names_body
from analysis.reading.table.respondent_types import said_type
from analysis.reading.table.sent_dates import parse_day
from analysis.reading.table.sheet import SheetRow
from analysis.text import normalise

NO_ANSWERS = "no question is answered in this row; nothing need be done"
AGAIN = "the row repeats the names of the columns; nothing need be done"

SHIFTED = (
    "this row has cells beyond the last column that has a name, so its answers may stand in the wrong columns, and it "
    "was not read; a comma inside an answer divides it where no quotation marks stand around it: put them there, or "
    "name the column if it is one, and add the file again"
)

MEDIA_TYPE = "text/csv"

SEVERAL_ITEMS = 2
UNTICKED = "choices that were not ticked"
NEITHER = "it does not say whether the response may be published"
NOBODY = "says that there is no name"
NO_TYPE = (
    "what kind of respondent it is; it is none of the consultation's respondent_types: "
    "say which it is in types = { … } of its [[table]]"
)
MISPLACED = (
    "whether the response may be published; the row has more cells than others, or too few, so that it is not sure to "
    "stand in its column, and it counts as anonymous: mend the row and add the file again"
)
UNCLEAR = (
    "whether the response may be published; it is not understood and counts as anonymous: "
    "say what it means in consent = { … } of its [[table]]"
)

REASONS = {Role.DETAILS: PERSONAL_DETAILS, Role.MONITORING: MONITORING, Role.DATE: SENT}

_GAP = re.compile(r"\n{3,}")
"""More empty lines than part two paragraphs."""


@dataclass(slots=True)
class Text:
    """A document's text as it grows, with its blocks."""

    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def ask(self, question: str, key: str | None) -> None:
        """Write a question, apart from what stands above it."""
        self._write("\n\n" if self.length else "")
        self._block(BlockKind.QUESTION, question, key)

    def tick(self, answer_text: str) -> None:
        """Write an answer to a closed question."""
        self._write("\n")
        self._block(BlockKind.ANSWER, answer_text)

    def say(self, answer_text: str) -> None:
        """Write an answer in the respondent's own words, in paragraphs as they wrote it."""
        self._write("\n")
        if "\n\n\n" in answer_text:
            answer_text = _GAP.sub("\n\n", answer_text)
        if "\n" not in answer_text and not BULLET.match(answer_text):
            self._block(BlockKind.PARAGRAPH, answer_text)
            return
        for answer_block in blocks_of(answer_text):
            # What looks like an underlined heading in an answer is an answer.
            block_kind = BlockKind.PARAGRAPH if answer_block.kind is BlockKind.HEADING else answer_block.kind
            block_start, block_end = answer_block.start + self.length, answer_block.end + self.length
            self.blocks.append(
                replace(
                    answer_block,
                    kind=block_kind,
                    start=block_start,
                    end=block_end,
                    level=answer_block.level * (block_kind is answer_block.kind),
                )
            )
        self._write(answer_text)

    def _block(self, block_kind: BlockKind, block_text: str, question: str | None = None) -> None:
        self.blocks.append(Block(block_kind, self.length, self.length + len(block_text), question=question))
        self._write(block_text)

    def _write(self, added_text: str) -> None:
        self.pieces.append(added_text)
        self.length += len(added_text)


class Rows:
    """A table's rows, of which each becomes a document."""

    def __init__(self, table: Table, name_prefix: str, types: Sequence[str], shape: RowWidth) -> None:
        """Work out once what holds for every row; ``name_prefix`` begins each document's name."""
        self._table, self._prefix, self._shape = table, name_prefix, shape
        self._groups = _group_by_question(table.columns)
        self._by_role = {role: [c for c in table.columns if c.role is role] for role in Role}
        self._taken: set[str] = set()
        self._meant: dict[tuple[int, str], tuple[Publish | None, str]] = {}
        self._said: dict[str, str | None] = {}
        self._known = {type_name.casefold(): type_name for type_name in types}
        mapping = table.mapping
        self._types = {normalise(answer_text): type_name for answer_text, type_name in mapping.types} if mapping else {}
        self._consent = (
            {normalise(answer_text): permission for answer_text, permission in mapping.consent} if mapping else {}
        )
        self._header = [(column.position, column.header) for column in table.columns]
        self._left_out = [c for c in table.columns if c.role in (*REASONS, Role.LEAVE_OUT)]

    def document(self, sheet_row: SheetRow) -> Document | Skipped:
        """Return one row as a document; or the reason why it is none."""
        if self._shape.is_shifted(sheet_row):
            return Skipped(f"{self._prefix}#row {sheet_row.number}", SHIFTED)
        cells = dict(enumerate(sheet_row.cells))
        document_name = self._document_name(sheet_row, cells)
        if all(cells.get(position, "") == header for position, header in self._header):
            return Skipped(document_name, AGAIN)
        document_text = Text()
        omitted: list[Omitted] = []
        for columns in self._groups:
            omitted.extend(_write_question(document_text, columns, cells))
        if not document_text.blocks:
            return Skipped(document_name, NO_ANSWERS)
        omitted.extend(_left_out(self._left_out, cells))
        respondent, about_them = self._respondent(sheet_row, cells)
        joined_text = "".join(document_text.pieces)
        return Document(
            document_name, joined_text, tuple(document_text.blocks), (*about_them, *omitted), MEDIA_TYPE, respondent,
            self._sending(cells),
        )  # fmt: skip

    def _sending(self, cells: Mapping[int, str]) -> Sending:
        days = (parse_day(cells.get(one.position, ""), one.is_month_first) for one in self._by_role[Role.DATE])
        return Sending(Channel.SURVEY, next(days, None))

    def _document_name(self, sheet_row: SheetRow, cells: dict[int, str]) -> str:
        id_columns = self._by_role[Role.ID]
        document_id = " ".join(cells.get(id_columns[0].position, "").split()) if id_columns else ""
        if document_id and id_columns[0].confidence == 1:
            # A guessed id is different in every row; one that a person has named need not be.
            is_repeated = document_id in self._taken
            self._taken.add(document_id)
            document_id = f"{document_id} (row {sheet_row.number})" if is_repeated else document_id
        return f"{self._prefix}#{document_id or f'row {sheet_row.number}'}"

    def _respondent(self, sheet_row: SheetRow, cells: dict[int, str]) -> tuple[Respondent, list[Omitted]]:
        respondent_name, name_omissions = self._respondent_name(cells)
        type_name, type_omissions = self._respondent_type(cells)
        permission, consent_omissions = self._permission(sheet_row, cells)
        return Respondent(respondent_name, type_name, permission), [
            *name_omissions,
            *type_omissions,
            *consent_omissions,
        ]

    def _respondent_name(self, cells: dict[int, str]) -> tuple[str | None, list[Omitted]]:
        """Return the organisation, or else the person, and whatever else stands in the columns of names."""
        organisations, persons, omitted = [], [], []
        for column in self._by_role[Role.RESPONDENT]:
            cell_text = cells.get(column.position, "")
            if not cell_text:
                continue
            if _is_nobody(cell_text):
                omitted.append(Omitted(cell_text, f"{column.header}: {NOBODY}"))
            elif _names_organisation(column):
                organisations.append(cell_text)
            else:
                persons.append((column, cell_text))
        if not organisations:
            return " ".join(cell_text for _, cell_text in persons) or None, omitted
        omitted.extend(Omitted(cell_text, left_out_of(column.header, WHO_FILLED_IN)) for column, cell_text in persons)
        return ", ".join(dict.fromkeys(organisations)), omitted

    def _respondent_type(self, cells: dict[int, str]) -> tuple[str | None, list[Omitted]]:
        for column in self._by_role[Role.TYPE]:
            cell_text = cells.get(column.position, "")
            if not cell_text:
                continue
            type_name = self._type_of(cell_text)
            if type_name or not self._known:
                type_omissions = (
                    []
                    if type_name in (None, cell_text)
                    else [Omitted(cell_text, f"{column.header}: read as {type_name}")]
                )
                return type_name or cell_text, type_omissions
            return None, [Omitted(cell_text, f"{column.header}: {NO_TYPE}")]
        return None, []

    def _type_of(self, cell_text: str) -> str | None:
        """Return the type that a cell says: as a person has said what it means, by its name, or in other words."""
        meant = self._types.get(normalise(cell_text)) if self._types else None
        exact = meant or self._known.get(cell_text.casefold())
        if exact or not self._known:
            return exact
        if cell_text not in self._said:
            said = said_type(cell_text, self._known.values())
            if len(self._said) >= MOST_VALUES:
                return said
            self._said[cell_text] = said
        return self._said[cell_text]

    def _permission(self, sheet_row: SheetRow, cells: dict[int, str]) -> tuple[Publish, list[Omitted]]:
        """Return the strictest of what the respondent says; what is not understood, or not there, counts as
        anonymous."""
        doubtful = self._is_doubtful(sheet_row)
        permissions: list[Publish | None] = [Publish.ANONYMOUS] if doubtful else []
        omitted = []
        for column in self._by_role[Role.PUBLISH]:
            cell_text = cells.get(column.position, "")
            if not cell_text:
                permissions.append(consent.blank_meaning(consent.consent_question(column)))
                continue
            permission, reason = self._answer_meaning(column, cell_text)
            if doubtful and permission is not Publish.NO:
                reason = MISPLACED
            permissions.append(permission)
            omitted.append(Omitted(cell_text, f"{column.header}: {reason}"))
        notes = [column for column in self._left_out if column.role is Role.LEAVE_OUT]
        if any(lost_consent.noted_refusal(column, cells.get(column.position, "")) for column in notes):
            permissions.append(Publish.NO)  # what an office has noted of a refusal is one
        return consent.strictest(permissions), omitted

    def _answer_meaning(self, column: TableColumn, answer_text: str) -> tuple[Publish | None, str]:
        """Return an answer's permission and its reason, from a cache: the same few answers come again and again."""
        known_meaning = self._meant.get((column.position, answer_text))
        if known_meaning:
            return known_meaning
        try:
            question, several = consent.consent_question(column), len(self._by_role[Role.PUBLISH]) > 1
            permission = consent.meaning(question, answer_text, consent.meanings_for(question, self._consent, several))
            answer_meaning = permission, (f"read as publish = {permission}" if permission else NEITHER)
        except consent.Unclear:
            answer_meaning = Publish.ANONYMOUS, UNCLEAR
        if len(self._meant) < MOST_VALUES:
            self._meant[column.position, answer_text] = answer_meaning
        return answer_meaning

    def _is_doubtful(self, sheet_row: SheetRow) -> bool:
        """Return whether a row's cells may stand in other columns than those they belong to, or do not reach to
        consent."""
        row_length = len(sheet_row.cells)
        is_consent_missing = any(column.position >= row_length for column in self._by_role[Role.PUBLISH])
        return is_consent_missing or row_length > self._shape.usual or self._shape.is_short


def _is_nobody(cell_text: str) -> bool:
    return words.NO_ANSWER.match(cell_text) is not None or not any(character.isalnum() for character in cell_text)


def _names_organisation(column: TableColumn) -> bool:
    readings = (column.header, column.part or "", words.split_number(column.header)[1])
    return any(
        words.ORGANISATION.fullmatch(reading.strip(" *:?")) or "organi" in reading.lower() or names_body(reading)
        for reading in readings
    )


def _group_by_question(columns: Sequence[TableColumn]) -> list[list[TableColumn]]:
    """Return the columns of questions, those that share one together."""
    questions = [column for column in columns if column.role in (Role.OPEN, Role.CLOSED)]
    return [list(sharing) for _, sharing in groupby(questions, key=lambda column: column.asks)]


def _write_question(document_text: Text, columns: Sequence[TableColumn], cells: dict[int, str]) -> Iterator[Omitted]:
    """Write a question with its answers, if the row has any; yield what was not ticked."""
    is_asked, unticked_choices = False, []
    items = _items_of(columns)
    for column in columns:
        cell_text = cells.get(column.position, "")
        if not cell_text:
            continue
        if column.ticks and _is_unticked(column, cell_text):
            unticked_choices.append(f"{column.part}: {cell_text}")
            continue
        if column.ranks:
            _write_ranks(document_text, columns[0], column, cell_text)
            is_asked = False
            continue
        if column in items:
            document_text.ask(*_asked_of(columns[0], column))
            _write_choices(document_text, column, cell_text)
            is_asked = False
            continue
        if not is_asked:
            document_text.ask(columns[0].asks, columns[0].question)
            is_asked = True
        _write_answer(document_text, column, cell_text, columns[0])
    if unticked_choices:
        yield Omitted("; ".join(unticked_choices), f"{columns[0].asks}: {UNTICKED}")


def _items_of(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Return the columns of a ranking's items or a grid's statements, of which each is a closed question of its own.

    Else the ranks and marks of all of them would be the answers to one question.
    """
    items = [column for column in columns if column.role is Role.CLOSED and column.part and not column.ticks]
    return items if len(items) >= SEVERAL_ITEMS else []


def _asked_of(question: TableColumn, item: TableColumn) -> tuple[str, str | None]:
    """Return the words and the key of what is asked of one item: "Q5: Price"."""
    key = item.question or question.question
    return f"{question.asks.rstrip(' :')}: {item.part}", f"{key}: {item.part}" if key else None


def _is_unticked(column: TableColumn, cell_text: str) -> bool:
    folded_text = cell_text.casefold()
    return folded_text in words.UNTICKED or folded_text == f"not {(column.part or '').casefold()}"


def _write_answer(document_text: Text, column: TableColumn, answer_text: str, first_column: TableColumn) -> None:
    if column.ticks:
        document_text.tick(column.part or answer_text)
        return
    if column.part:
        # Without a number of its own, a further question leaves the one above it open.
        document_text.ask(column.part, column.question if column.question != first_column.question else None)
    if column.role is Role.OPEN:
        document_text.say(answer_text)
        return
    _write_choices(document_text, column, answer_text)


def _write_choices(document_text: Text, column: TableColumn, answer_text: str) -> None:
    for choice in _choices_of(column, answer_text):
        document_text.tick(choice)


def _choices_of(column: TableColumn, answer_text: str) -> list[str]:
    return split_choices(answer_text, column.separator, column.choices) if column.separator else [answer_text]


def _write_ranks(document_text: Text, question: TableColumn, column: TableColumn, answer_text: str) -> None:
    """Write the place of each choice in a ranking: each is a closed question of its own, as a column of ranks is."""
    order = _choices_of(column, answer_text)
    for choice in sorted(dict.fromkeys(order)):
        document_text.ask(*_asked_of(question, replace(column, part=choice)))
        document_text.tick(str(order.index(choice) + 1))


def _left_out(columns: Sequence[TableColumn], cells: dict[int, str]) -> Iterator[Omitted]:
    for column in columns:
        cell_text = cells.get(column.position, "")
        if cell_text:
            yield Omitted(cell_text, left_out_of(column.header, REASONS.get(column.role, column.reason)))

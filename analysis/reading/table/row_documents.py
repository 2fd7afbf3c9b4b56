"""A row of a table as a document: the questions that it answers, each with its answer, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from analysis.model import (
    MONITORING,
    PERSONAL_DETAILS,
    WHO_FILLED_IN,
    Block,
    BlockKind,
    Document,
    Omitted,
    Publish,
    Respondent,
    Skipped,
    Table,
    TableColumn,
    left_out_of,
)
from analysis.model import ColumnRole as Role
from analysis.reading.plain import BULLET, blocks_of
from analysis.reading.table import column_vocabulary as words
from analysis.reading.table import consent
from analysis.reading.table.column_profile import MOST_VALUES, Shape, choices
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

REASONS = {Role.DETAILS: PERSONAL_DETAILS, Role.MONITORING: MONITORING}

_GAP = re.compile(r"\n{3,}")
"""More empty lines than part two paragraphs."""


@dataclass(slots=True)
class Text:
    """A document's text as it grows, with its blocks."""

    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def ask(self, question: str, key: str | None) -> None:
        """Set down a question, apart from what stands above it."""
        self._write("\n\n" if self.length else "")
        self._block(BlockKind.QUESTION, question, key)

    def tick(self, answer: str) -> None:
        """Set down an answer to a closed question."""
        self._write("\n")
        self._block(BlockKind.ANSWER, answer)

    def say(self, words_of_theirs: str) -> None:
        """Set down an answer in the respondent's own words, in paragraphs as they wrote it."""
        self._write("\n")
        if "\n\n\n" in words_of_theirs:
            words_of_theirs = _GAP.sub("\n\n", words_of_theirs)
        if "\n" not in words_of_theirs and not BULLET.match(words_of_theirs):
            self._block(BlockKind.PARAGRAPH, words_of_theirs)
            return
        for block in blocks_of(words_of_theirs):
            # What looks like an underlined heading in an answer is an answer.
            kind = BlockKind.PARAGRAPH if block.kind is BlockKind.HEADING else block.kind
            start, end = block.start + self.length, block.end + self.length
            self.blocks.append(
                replace(block, kind=kind, start=start, end=end, level=block.level * (kind is block.kind))
            )
        self._write(words_of_theirs)

    def _block(self, kind: BlockKind, text: str, question: str | None = None) -> None:
        self.blocks.append(Block(kind, self.length, self.length + len(text), question=question))
        self._write(text)

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


class Rows:
    """Makes documents of a table's rows."""

    def __init__(self, table: Table, prefix: str, types: Sequence[str], shape: Shape) -> None:
        """Work out once what holds for every row; ``prefix`` begins each document's name."""
        self._table, self._prefix, self._shape = table, prefix, shape
        self._groups = _groups(table.columns)
        self._by_role = {role: [c for c in table.columns if c.role is role] for role in Role}
        self._taken: set[str] = set()
        self._meant: dict[tuple[int, str], tuple[Publish | None, str]] = {}
        self._known = {kind.casefold(): kind for kind in types}
        said = table.mapping
        self._types = {normalise(value): kind for value, kind in said.types} if said else {}
        self._consent = {normalise(value): publish for value, publish in said.consent} if said else {}
        self._header = [(column.position, column.header) for column in table.columns]
        self._left_out = [c for c in table.columns if c.role in (Role.DETAILS, Role.MONITORING, Role.LEAVE_OUT)]

    def document(self, row: SheetRow) -> Document | Skipped:
        """One row as a document; or the reason why it is none."""
        if self._shape.is_shifted(row):
            return Skipped(f"{self._prefix}#row {row.number}", SHIFTED)
        cells = dict(enumerate(row.cells))
        name = self._name(row, cells)
        if all(cells.get(position, "") == header for position, header in self._header):
            return Skipped(name, AGAIN)
        text = Text()
        omitted: list[Omitted] = []
        for group in self._groups:
            omitted.extend(_answer(text, group, cells))
        if not text.blocks:
            return Skipped(name, NO_ANSWERS)
        omitted.extend(_left_out(self._left_out, cells))
        respondent, said = self._respondent(row, cells)
        whole = "".join(text.pieces)
        return Document(name, whole, tuple(text.blocks), (*said, *omitted), MEDIA_TYPE, respondent)

    def _name(self, row: SheetRow, cells: dict[int, str]) -> str:
        ids = self._by_role[Role.ID]
        own = " ".join(cells.get(ids[0].position, "").split()) if ids else ""
        if own and ids[0].confidence == 1:
            # A guessed id is different in every row; one that a person has named need not be.
            again = own in self._taken
            self._taken.add(own)
            own = f"{own} (row {row.number})" if again else own
        return f"{self._prefix}#{own or f'row {row.number}'}"

    def _respondent(self, row: SheetRow, cells: dict[int, str]) -> tuple[Respondent, list[Omitted]]:
        name, omitted = self._who(cells)
        kind, of_type = self._kind(cells)
        publish, of_consent = self._publish(row, cells)
        return Respondent(name, kind, publish), [*omitted, *of_type, *of_consent]

    def _who(self, cells: dict[int, str]) -> tuple[str | None, list[Omitted]]:
        """Return the organisation, or else the person, and whatever else stands in the columns of names."""
        organisations, persons, omitted = [], [], []
        for column in self._by_role[Role.RESPONDENT]:
            value = cells.get(column.position, "")
            if not value:
                continue
            if _is_nobody(value):
                omitted.append(Omitted(value, f"{column.header}: {NOBODY}"))
            elif _names_organisation(column):
                organisations.append(value)
            else:
                persons.append((column, value))
        if not organisations:
            return " ".join(value for _, value in persons) or None, omitted
        omitted.extend(Omitted(value, left_out_of(column.header, WHO_FILLED_IN)) for column, value in persons)
        return ", ".join(dict.fromkeys(organisations)), omitted

    def _kind(self, cells: dict[int, str]) -> tuple[str | None, list[Omitted]]:
        for column in self._by_role[Role.TYPE]:
            value = cells.get(column.position, "")
            if not value:
                continue
            kind = (self._types.get(normalise(value)) if self._types else None) or self._known.get(value.casefold())
            if kind or not self._known:
                said = [] if kind in (None, value) else [Omitted(value, f"{column.header}: read as {kind}")]
                return kind or value, said
            return None, [Omitted(value, f"{column.header}: {NO_TYPE}")]
        return None, []

    def _publish(self, row: SheetRow, cells: dict[int, str]) -> tuple[Publish, list[Omitted]]:
        """Return the strictest of what the respondent says; what is not understood, or not there, counts as
        anonymous."""
        doubtful = self._is_doubtful(row)
        found: list[Publish | None] = [Publish.ANONYMOUS] if doubtful else []
        omitted = []
        for column in self._by_role[Role.PUBLISH]:
            value = cells.get(column.position, "")
            if not value:
                found.append(consent.where_blank(consent.asked(column)))
                continue
            meant, reason = self._meaning(column, value)
            if doubtful and meant is not Publish.NO:
                reason = MISPLACED
            found.append(meant)
            omitted.append(Omitted(value, f"{column.header}: {reason}"))
        return consent.strictest(found), omitted

    def _meaning(self, column: TableColumn, value: str) -> tuple[Publish | None, str]:
        """Return what an answer allows, and how that is told; the same few come again and again."""
        known = self._meant.get((column.position, value))
        if known:
            return known
        try:
            asked, several = consent.asked(column), len(self._by_role[Role.PUBLISH]) > 1
            meant = consent.meaning(asked, value, consent.given_to(asked, self._consent, several))
            found = meant, (f"read as publish = {meant}" if meant else NEITHER)
        except consent.Unclear:
            found = Publish.ANONYMOUS, UNCLEAR
        if len(self._meant) < MOST_VALUES:
            self._meant[column.position, value] = found
        return found

    def _is_doubtful(self, row: SheetRow) -> bool:
        """Return whether a row's cells may stand in other columns than those they belong to, or do not reach to
        consent."""
        length = len(row.cells)
        missing = any(column.position >= length for column in self._by_role[Role.PUBLISH])
        return missing or length > self._shape.usual or self._shape.is_short


def _is_nobody(value: str) -> bool:
    return words.NO_ANSWER.match(value) is not None or not any(character.isalnum() for character in value)


def _names_organisation(column: TableColumn) -> bool:
    texts = (column.header, column.part or "", words.numbered(column.header)[1])
    return any(words.ORGANISATION.fullmatch(text.strip(" *:?")) or "organi" in text.lower() for text in texts)


def _groups(columns: Sequence[TableColumn]) -> list[list[TableColumn]]:
    """Return the columns of questions, those that share one together."""
    asked = [column for column in columns if column.role in (Role.OPEN, Role.CLOSED)]
    return [list(group) for _, group in groupby(asked, key=lambda column: column.asks)]


def _answer(text: Text, group: Sequence[TableColumn], cells: dict[int, str]) -> Iterator[Omitted]:
    """Set down a question with its answers, if the row has any; yields what was not ticked."""
    asked, unticked = False, []
    for column in group:
        value = cells.get(column.position, "")
        if not value:
            continue
        if column.ticks and _is_unticked(column, value):
            unticked.append(f"{column.part}: {value}")
            continue
        if not asked:
            text.ask(group[0].asks, group[0].question)
            asked = True
        _set_down(text, column, value, group[0])
    if unticked:
        yield Omitted("; ".join(unticked), f"{group[0].asks}: {UNTICKED}")


def _is_unticked(column: TableColumn, value: str) -> bool:
    plain = value.casefold()
    return plain in words.UNTICKED or plain == f"not {(column.part or '').casefold()}"


def _set_down(text: Text, column: TableColumn, value: str, first: TableColumn) -> None:
    if column.ticks:
        text.tick(column.part or value)
        return
    if column.part:
        # Without a number of its own, a further question leaves the one above it open.
        text.ask(column.part, column.question if column.question != first.question else None)
    if column.role is Role.OPEN:
        text.say(value)
        return
    for choice in choices(value, column.separator) if column.separator else [value]:
        text.tick(choice)


def _left_out(columns: Sequence[TableColumn], cells: dict[int, str]) -> Iterator[Omitted]:
    for column in columns:
        value = cells.get(column.position, "")
        if value:
            yield Omitted(value, left_out_of(column.header, REASONS.get(column.role, column.reason)))

"""A table's columns: guessed all together, corrected by what a person has said, and tied to their questions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from analysis.errors import UnreadableError
from analysis.model import ColumnRole as Role
from analysis.model import TableColumn, TableMapping
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table import column_vocabulary as words
from analysis.reading.table import consent
from analysis.reading.table.column_inference import SURE, UNSURE, Guess, guess, id_rank
from analysis.reading.table.column_profile import Profile, Profiles
from analysis.reading.table.header_rows import Name, told_apart
from analysis.text import normalise

QUESTIONS = (Role.OPEN, Role.CLOSED)
MOST_ANSWERS = 0.5
"""The share of the answers below a column of consent that must speak of publication to be reasons for that."""

SINGLE = (Role.ID, Role.TYPE)
"""Roles that one column of a table has at most."""

LONGEST_KEY = 60
"""Characters by which a question without a number is called."""

SHOWN = 8
"""Columns that a message lists."""


def mapping_for(tables: Iterable[TableMapping], file: str, sheet: str | None) -> TableMapping | None:
    """Return what a person has said of a table: the first entry that names its file and, if any, its sheet."""
    for said in tables:
        named = said.file == file or fnmatchcase(file, said.file)
        if named and (said.sheet is None or sheet is None or said.sheet.casefold() == sheet.casefold()):
            return said
    return None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column on its way."""

    position: int
    name: Name
    profile: Profile
    guess: Guess
    said: bool = False
    key: str | None = None


def survey(
    names: Sequence[Name], profiles: Profiles, hidden: frozenset[int], said: TableMapping | None, settings: ReadSettings
) -> tuple[TableColumn, ...]:
    """Return what every column that holds anything is; raises ``UnreadableError`` where a person names another."""
    names = _all_names(names, len(profiles.columns))
    kept = [i for i, profile in enumerate(profiles.columns) if profile.filled]
    best = _best_id(names, profiles, kept)
    guesses = [guess(names[i], profiles.columns[i], settings.respondent_types, i == best) for i in kept]
    columns = [_Column(i, names[i], profiles.columns[i], found) for i, found in zip(kept, guesses, strict=True)]
    columns = _one_of_each([_unless_hidden(column, hidden) for column in _specified(columns)])
    if said:
        columns = _corrected(columns, said, names)
    return tuple(_tied(columns))


def _all_names(names: Sequence[Name], width: int) -> list[Name]:
    missing = [Name("", "")] * (width - len(names))
    return told_apart([*names, *missing])


def _best_id(names: Sequence[Name], profiles: Profiles, kept: Sequence[int]) -> int | None:
    """Return the likeliest column of ids, among those that are filled and different in every row."""
    found = [(rank, i) for i in kept if (rank := id_rank(names[i])) is not None and profiles.is_unique(i)]
    return min(found)[1] if found else None


def _specified(columns: Sequence[_Column]) -> Iterator[_Column]:
    """Yield the columns, where "Other (please specify)" goes on the type before it, and a reason the wish to be
    anonymous."""
    before: _Column | None = None
    for column in columns:
        if before and column.guess.role is Role.OPEN and _goes_on_about_themselves(before, column):
            role = before.guess.role if before.guess.role in (Role.PUBLISH, Role.MONITORING) else Role.LEAVE_OUT
            column = replace(column, guess=Guess(role, UNSURE, f"goes on the column before it, {before.name.header}"))
        before = column
        yield column


def _goes_on_about_themselves(before: _Column, column: _Column) -> bool:
    text = words.numbered(column.name.part or column.name.header)[1]
    if before.guess.role is Role.MONITORING and words.GOES_ON.match(text):
        return True
    if before.guess.role in (Role.TYPE, Role.MONITORING):
        return words.SPECIFIES.fullmatch(text) is not None
    if before.guess.role is not Role.PUBLISH or not (words.GOES_ON.match(text) and words.EXPLAINS_CONSENT.match(text)):
        return False
    # What is asked after consent may well be the first question; the answers tell.
    return words.SPEAKS_OF_CONSENT.search(text) is not None or column.profile.share(consent.is_reason) >= MOST_ANSWERS


def _unless_hidden(column: _Column, hidden: frozenset[int]) -> _Column:
    if column.position not in hidden or column.guess.role not in QUESTIONS:
        return column
    return replace(column, guess=Guess(Role.LEAVE_OUT, SURE, "the column is hidden in the spreadsheet"))


def _one_of_each(columns: Sequence[_Column]) -> list[_Column]:
    """Return the columns, where a second one that asks for the type is a closed question."""
    seen: set[Role] = set()
    found = []
    for column in columns:
        if column.guess.role in SINGLE and column.guess.role in seen:
            column = replace(column, guess=Guess(Role.CLOSED, UNSURE, "another column says the respondent's type"))
        seen.add(column.guess.role)
        found.append(column)
    return found


# What a person has said -----------------------------------------------------------------------------------------------


def _corrected(columns: Sequence[_Column], said: TableMapping, names: Sequence[Name]) -> list[_Column]:
    roles = {_key(header): role for role, headers in said.columns for header in headers}
    keys = {_key(header): key for header, key in said.questions}
    known = {_key(name.header): name.header for name in names}
    named = [*(header for _, headers in said.columns for header in headers), *(header for header, _ in said.questions)]
    unknown = [header for header in dict.fromkeys(named) if _key(header) not in known]
    if unknown:
        raise UnreadableError(said.file, _unknown(unknown, known))
    given = set(roles.values())
    return [_as_said(column, roles.get(_key(column.name.header)), keys, given) for column in columns]


def _key(header: str) -> str:
    return normalise(header)


def _as_said(column: _Column, role: Role | None, keys: Mapping[str, str], named: set[Role]) -> _Column:
    key = keys.get(_key(column.name.header))
    if role is not None:
        by_hand = column.guess._replace(role=role, confidence=1.0, reason="said in consultation.toml")
        same = column.guess.role is role
        by_hand = by_hand if same else by_hand._replace(ticks=False, separator=None)
        return replace(column, guess=by_hand, said=True, key=key)
    if column.guess.role in named and column.guess.role in (*SINGLE, Role.RESPONDENT):
        other = {Role.ID: Role.LEAVE_OUT, Role.TYPE: Role.CLOSED}.get(column.guess.role, Role.DETAILS)
        column = replace(column, guess=Guess(other, SURE, "another column is named for this in consultation.toml"))
    return replace(column, key=key)


def _unknown(unknown: Sequence[str], known: Mapping[str, str]) -> str:
    told = []
    for header in unknown:
        near = difflib.get_close_matches(_key(header), known, n=1)
        told.append(f'"{header}"' + (f' (did you mean "{known[near[0]]}"?)' if near else ""))
    listed = ", ".join(f'"{header}"' for header in list(known.values())[:SHOWN])
    more = ", …" if len(known) > SHOWN else ""
    return (
        f"consultation.toml, [[table]], names columns that the table does not have: {', '.join(told)}; "
        f"its columns are {listed}{more}; correct the name, or say which sheet or header row is meant"
    )


# Questions ------------------------------------------------------------------------------------------------------------


def _tied(columns: Sequence[_Column]) -> Iterator[TableColumn]:
    """Yield the columns with the questions that they answer."""
    asked = (*QUESTIONS, Role.MONITORING)
    not_theirs = {words.is_q(text) for column in columns if column.guess.role not in asked for text in _by(column)}
    before: TableColumn | None = None
    for column in columns:
        # A form that counts names and addresses as its questions numbers otherwise than the consultation.
        numbers = [words.numbered(text)[0] for text in _by(column) if words.is_q(text) not in not_theirs]
        before = _column(column, before, next(iter(numbers), None))
        yield before


def _by(column: _Column) -> list[str]:
    """Return what gives a column's question a number: its words, or the code that Qualtrics has for it."""
    texts = (column.name.asks, column.name.header, column.name.code or "")
    return [text for text in texts if words.numbered(text)[0]]


def _column(column: _Column, before: TableColumn | None, number: str | None) -> TableColumn:
    name, found = column.name, column.guess
    made = TableColumn(
        column.position, name.header, found.role, name.asks, name.part, found.ticks, None, found.separator,
        found.confidence, found.reason, column.profile.example,
    )  # fmt: skip
    if found.role not in QUESTIONS:
        return made
    if before and before.role in QUESTIONS and not name.part and _goes_on(name, before):
        part = name.header if name.asks != before.asks else None
        return replace(made, asks=before.asks, part=part, question=column.key or before.question)
    return replace(made, question=column.key or number or _short(name.asks))


def _goes_on(name: Name, before: TableColumn) -> bool:
    """Return whether a column asks for more on the question before it."""
    if name.asks == before.asks:
        return True
    number, text = words.numbered(name.header)
    if not words.GOES_ON.match(text):
        return False
    main = number.split("(")[0] if number else None
    return main is None or (before.question or "").startswith(main) or words.numbered(before.asks)[0] is None


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_KEY else text[: LONGEST_KEY - 1].rstrip() + "…"


__all__ = ["QUESTIONS", "mapping_for", "survey"]

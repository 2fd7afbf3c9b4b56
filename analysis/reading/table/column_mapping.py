"""The mapping of a table's columns: inferred together, corrected by what a person has said, tied to their questions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from analysis.errors import UnreadableError
from analysis.model import QUESTION_ROLES, SINGLE_ROLES, TableColumn, TableMapping
from analysis.model import ColumnRole as Role
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table import column_vocabulary as words
from analysis.reading.table import consent
from analysis.reading.table.column_inference import (
    SURE,
    UNSURE,
    Guess,
    holds_entries,
    id_rank,
    infer_role,
    may_be_id,
    pooled_choices,
)
from analysis.reading.table.column_profile import Profile, Profiles
from analysis.reading.table.header_rows import Name, unique_names
from analysis.reading.table.joined_choices import told_choices
from analysis.reading.table.name_subject import FOR_A_BODY, WHICH_ONE
from analysis.reading.table.recorded_cells import counts_rows, holds_codes
from analysis.reading.table.sent_dates import date_column, is_month_first
from analysis.text import is_prose, normalise

MOST_ANSWERS = 0.5
"""The share of the answers below a column of consent that must speak of publication to be reasons for that."""

SHOWN = 8
"""Columns that a message lists."""


def mapping_for(mappings: Iterable[TableMapping], file_name: str, sheet_name: str | None) -> TableMapping | None:
    """Return a person's mapping of a table: the first entry that names its file and, if any, its sheet."""
    for mapping in mappings:
        if mapping.names(file_name) and (
            mapping.sheet is None or sheet_name is None or mapping.sheet.casefold() == sheet_name.casefold()
        ):
            return mapping
    return None


def names_columns(mapping: TableMapping | None, names: Sequence[Name]) -> bool:
    """Return whether a person speaks of columns, and all that they speak of are among these."""
    named_headers = _named_headers(mapping) if mapping else []
    return bool(named_headers) and {_key(header) for header in named_headers} <= {_key(name.header) for name in names}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with its inferred role, before it becomes a ``TableColumn``."""

    position: int
    name: Name
    profile: Profile
    guess: Guess
    key: str | None = None


def map_columns(
    names: Sequence[Name],
    profiles: Profiles,
    hidden: frozenset[int],
    mapping: TableMapping | None,
    settings: ReadSettings,
) -> tuple[TableColumn, ...]:
    """Map every column that holds anything to its role; raises ``UnreadableError`` where a person names another."""
    names = _all_names(names, len(profiles.columns))
    filled = [position for position, column_profile in enumerate(profiles.columns) if column_profile.filled]
    best_id = _best_id(names, profiles, filled)
    guesses = [
        infer_role(names[position], profiles.columns[position], settings.respondent_types, position == best_id)
        for position in filled
    ]
    columns = [
        _Column(position, names[position], profiles.columns[position], column_guess)
        for position, column_guess in zip(filled, guesses, strict=True)
    ]
    columns = _with_entries(_with_pooled_choices(columns))
    columns = _with_date([_unless_hidden(column, hidden) for column in _join_continuations(columns)])
    columns = _one_of_each(columns)
    if mapping:
        columns = _correct(columns, mapping, names)
    return tuple(_tie_questions(columns))


def _all_names(names: Sequence[Name], width: int) -> list[Name]:
    missing_names = [Name("", "")] * (width - len(names))
    return unique_names([*names, *missing_names])


def _best_id(names: Sequence[Name], profiles: Profiles, filled: Sequence[int]) -> int | None:
    """Return the likeliest column of ids, among those that are filled and different in every row."""
    candidates = []
    for position in filled:
        rank = id_rank(names[position])
        is_code = holds_codes if may_be_id(names[position]) else counts_rows
        if profiles.is_unique(position) and (rank is not None or is_code(profiles.columns[position])):
            candidates.append((len(words.IDS) if rank is None else rank, position))
    return min(candidates)[1] if candidates else None


def _with_pooled_choices(columns: Sequence[_Column]) -> list[_Column]:
    """Return the columns, those of one question closed where the same few answers stand below all of its parts."""
    pooled = list(columns)
    for _, run in groupby(columns, key=lambda column: column.name.asks):
        parts = [column for column in run if column.name.part and column.guess.confidence < SURE]
        if len(parts) > 1 and all(column.guess.role in QUESTION_ROLES for column in parts):
            guess = pooled_choices([column.profile for column in parts])
            for column in parts if guess else ():
                pooled[columns.index(column)] = replace(column, guess=guess or column.guess)
    return pooled


def _with_entries(columns: Sequence[_Column]) -> list[_Column]:
    """Return the columns, those that nothing tells closed that hold a word or two beside columns of own words."""
    if not any(column.guess.role is Role.OPEN and column.guess.confidence >= SURE for column in columns):
        return list(columns)
    return [
        replace(column, guess=Guess(Role.CLOSED, UNSURE, "a word or two in every row, and its name asks nothing"))
        if column.guess.role is Role.OPEN
        and column.guess.confidence <= UNSURE
        and holds_entries(column.name, column.profile)
        else column
        for column in columns
    ]


def _join_continuations(columns: Sequence[_Column]) -> Iterator[_Column]:
    """Yield the columns, where "Other (please specify)" goes on the type before it, and a reason the wish to be
    anonymous."""
    previous: _Column | None = None
    for column in columns:
        if previous and column.guess.role is Role.OPEN and _goes_on_about_themselves(previous, column):
            continued_role = (
                previous.guess.role if previous.guess.role in (Role.PUBLISH, Role.MONITORING) else Role.LEAVE_OUT
            )
            column = replace(
                column, guess=Guess(continued_role, UNSURE, f"goes on the column before it, {previous.name.header}")
            )
        elif previous and column.guess.role in QUESTION_ROLES and _names_the_body(previous, column):
            column = replace(column, guess=Guess(Role.RESPONDENT, UNSURE, f"says which, of {previous.name.header}"))
        previous = column
        yield column


def _goes_on_about_themselves(previous: _Column, column: _Column) -> bool:
    wording = words.split_number(column.name.part or column.name.header)[1]
    if previous.guess.role is Role.MONITORING and words.GOES_ON.match(wording):
        # Who they are takes a few words; sentences answer the consultation.
        return column.profile.share(is_prose) < MOST_ANSWERS
    if previous.guess.role in (Role.TYPE, Role.MONITORING):
        return words.SPECIFIES.fullmatch(wording) is not None
    if previous.guess.role is not Role.PUBLISH or not (
        (words.GOES_ON.match(wording) or wording.lower().startswith("if ")) and words.EXPLAINS_CONSENT.match(wording)
    ):
        return False
    # What is asked after consent may well be the first question; the answers tell.
    return (
        words.SPEAKS_OF_CONSENT.search(wording) is not None or column.profile.share(consent.is_reason) >= MOST_ANSWERS
    )


def _names_the_body(previous: _Column, column: _Column) -> bool:
    """Return whether a column says for which body somebody responds, after one that asks whether they do."""
    wording = words.split_number(column.name.part or column.name.header)[1]
    is_asked = previous.guess.role is Role.TYPE or FOR_A_BODY.search(previous.name.header) is not None
    return is_asked and WHICH_ONE.fullmatch(wording) is not None and column.profile.share(is_prose) < MOST_ANSWERS


def _unless_hidden(column: _Column, hidden: frozenset[int]) -> _Column:
    if column.position not in hidden or column.guess.role not in QUESTION_ROLES:
        return column
    return replace(column, guess=Guess(Role.LEAVE_OUT, SURE, "the column is hidden in the spreadsheet"))


def _with_date(columns: Sequence[_Column]) -> list[_Column]:
    """Return the columns, where the likeliest of those that a program filled in tells when the response was sent."""
    recorded = [column for column in columns if column.guess.role is Role.LEAVE_OUT]
    place = date_column([column.name.header for column in recorded], [column.profile for column in recorded])
    told = None if place is None else recorded[place].position
    guess = Guess(Role.DATE, SURE, "its heading is that of when a response was sent, and its cells are dates")
    return [replace(column, guess=guess) if column.position == told else column for column in columns]


def _one_of_each(columns: Sequence[_Column]) -> list[_Column]:
    """Return the columns, where a second one that asks for the type is a closed question."""
    seen_roles: set[Role] = set()
    distinct = []
    for column in columns:
        if column.guess.role in SINGLE_ROLES and column.guess.role in seen_roles:
            column = replace(column, guess=Guess(Role.CLOSED, UNSURE, "another column says the respondent's type"))
        seen_roles.add(column.guess.role)
        distinct.append(column)
    return distinct


# What a person has said -----------------------------------------------------------------------------------------------


def _correct(columns: Sequence[_Column], mapping: TableMapping, names: Sequence[Name]) -> list[_Column]:
    roles = {_key(header): given_role for given_role, named in mapping.columns for header in named}
    questions = {_key(header): question_key for header, question_key in mapping.questions}
    headers = {_key(name.header): name.header for name in names}
    unknown = [header for header in dict.fromkeys(_named_headers(mapping)) if _key(header) not in headers]
    if unknown:
        raise UnreadableError(mapping.file, _unknown_headers_message(unknown, headers))
    given_roles = set(roles.values())
    columns = [
        _apply_mapping(column, roles.get(_key(column.name.header)), questions, given_roles) for column in columns
    ]
    choices = {_key(header): named for header, named in mapping.choices}
    return [_with_choices(column, choices.get(_key(column.name.header))) for column in columns]


def _with_choices(column: _Column, choices: Sequence[str] | None) -> _Column:
    """Return a column of a closed question, divided into the choices of which a person has told."""
    if choices is None:
        return column
    joined = told_choices(column.profile, choices)
    separator, known = joined or (None, frozenset[str]())
    guess = column.guess._replace(role=Role.CLOSED, separator=separator, choices=known, confidence=1.0)
    guess = guess._replace(ranks=guess.ranks and joined is not None)
    return replace(column, guess=guess)


def _named_headers(mapping: TableMapping) -> list[str]:
    by_header = (*mapping.questions, *mapping.choices)
    return [*(header for _, named in mapping.columns for header in named), *(header for header, _ in by_header)]


def _key(header: str) -> str:
    return normalise(header)


def _apply_mapping(
    column: _Column, given_role: Role | None, questions: Mapping[str, str], named_roles: set[Role]
) -> _Column:
    question_key = questions.get(_key(column.name.header))
    if given_role is not None:
        corrected_guess = column.guess._replace(role=given_role, confidence=1.0, reason="as consultation.toml says")
        is_same = column.guess.role is given_role
        corrected_guess = (
            corrected_guess
            if is_same
            else corrected_guess._replace(ticks=False, separator=None, ranks=False, choices=frozenset())
        )
        return replace(column, guess=corrected_guess, key=question_key)
    if column.guess.role in named_roles and column.guess.role in (*SINGLE_ROLES, Role.RESPONDENT):
        fallback = {Role.ID: Role.LEAVE_OUT, Role.TYPE: Role.CLOSED, Role.DATE: Role.LEAVE_OUT}.get(
            column.guess.role, Role.DETAILS
        )
        column = replace(column, guess=Guess(fallback, SURE, "another column is named for this in consultation.toml"))
    return replace(column, key=question_key)


def _unknown_headers_message(unknown: Sequence[str], headers: Mapping[str, str]) -> str:
    described = []
    for header in unknown:
        close_matches = difflib.get_close_matches(_key(header), headers, n=1)
        described.append(f'"{header}"' + (f' (did you mean "{headers[close_matches[0]]}"?)' if close_matches else ""))
    listed = ", ".join(f'"{header}"' for header in list(headers.values())[:SHOWN])
    ellipsis = ", …" if len(headers) > SHOWN else ""
    return (
        f"consultation.toml, [[table]], names columns that the table does not have: {', '.join(described)}; "
        f"its columns are {listed}{ellipsis}; correct the name, or say which sheet or header row is meant"
    )


# Questions ------------------------------------------------------------------------------------------------------------


def _tie_questions(columns: Sequence[_Column]) -> Iterator[TableColumn]:
    """Yield the columns with the questions that they answer."""
    numbered_roles = (*QUESTION_ROLES, Role.MONITORING, Role.DATE, Role.LEAVE_OUT)
    not_theirs = {
        words.has_q_number(text)
        for column in columns
        if column.guess.role not in numbered_roles
        for text in _numbered_texts(column)
    }
    previous: TableColumn | None = None
    previous_id: str | None = None
    for column in columns:
        # A form that counts names and addresses as its questions numbers otherwise than the consultation.
        numbers = [
            words.split_number(text)[0]
            for text in _numbered_texts(column)
            if words.has_q_number(text) not in not_theirs
        ]
        question_id = column.name.question_id
        is_another = None not in (question_id, previous_id) and question_id != previous_id
        previous = _column(column, None if is_another else previous, next(iter(numbers), None))
        previous_id = question_id
        yield previous


def _numbered_texts(column: _Column) -> list[str]:
    """Return the texts that number a column's question: its words, or the code that Qualtrics has for it."""
    name = column.name
    # The number of the section above a question is none of the question's.
    readings = (name.asks, _wording(name), name.code or "")
    return [reading for reading in readings if words.split_number(reading)[0]]


def _column(column: _Column, previous: TableColumn | None, question_number: str | None) -> TableColumn:
    name, column_guess = column.name, column.guess
    table_column = TableColumn(
        column.position, name.header, column_guess.role, name.asks, name.part, column_guess.ticks, None,
        column_guess.separator, column_guess.confidence, column_guess.reason, column.profile.example,
        column_guess.role is Role.DATE and bool(is_month_first(column.profile.looked_at)),
        column_guess.ranks,
        tuple(sorted(column_guess.choices)),
    )  # fmt: skip
    if column_guess.role not in QUESTION_ROLES:
        return table_column
    if previous and previous.role in QUESTION_ROLES and not name.part and _goes_on(name, previous):
        question_part = _wording(name) if name.asks != previous.asks else None
        return replace(table_column, asks=previous.asks, part=question_part, question=column.key or previous.question)
    return replace(table_column, question=column.key or question_number or words.short_key(name.asks))


def _wording(name: Name) -> str:
    """Return a column's name without the title of the section above it."""
    return name.header if name.header.startswith(name.asks) else name.asks


def _goes_on(name: Name, previous: TableColumn) -> bool:
    """Return whether a column asks for more on the question before it."""
    if name.asks == previous.asks:
        return True
    if not (previous.role is Role.OPEN or previous.confidence >= SURE or words.asks(previous.asks)):
        return False  # what is before it is closed for its cells alone, and asks nothing
    question_number, wording = words.split_number(_wording(name))
    if not words.GOES_ON.match(wording):
        return False
    main_number = question_number.split("(")[0] if question_number else None
    return (
        main_number is None
        or (previous.question or "").startswith(main_number)
        or words.split_number(previous.asks)[0] is None
    )


__all__ = ["map_columns", "mapping_for", "names_columns"]

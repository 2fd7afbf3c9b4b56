"""Which of the consultation's questions each column of a table answers, by its words and its number.

A survey that counts who responds among its questions, or asks for reasons apart, numbers otherwise than the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from analysis.model import QUESTION_ROLES, ColumnRole, Part, Question, Table, TableColumn, TableMapping
from analysis.reading.table.column_vocabulary import GOES_ON, has_q_number, split_number
from analysis.splitting.questions import repeated_key
from analysis.text import normalise

TIES = "column-questions-1"
"""The version of these rules: part of what decides how a table is read.

Raise it with every change of what they answer."""

BEGINNING = 4
"""Words by which a question is known that begins with them."""


def tied_columns(table: Table, questions: Sequence[Question]) -> Table:
    """Return a table whose columns of answers have the question whose words they repeat, or on which they go on."""
    columns: list[TableColumn] = []
    previous: TableColumn | None = None
    for column in table.columns:
        if column.role in QUESTION_ROLES:
            column = previous = replace(column, question=_question(column, previous, questions))
        columns.append(column)
    return replace(table, columns=tuple(columns))


def tied_parts(
    parts: Iterator[Part], questions: Sequence[Question], again: Callable[[tuple[TableMapping, ...]], Iterator[Part]]
) -> Iterator[Part]:
    """Yield what is in a file, its tables of which nobody has spoken with their columns tied to ``questions``.

    Where that makes a difference, what follows is read ``again`` with the questions that columns answer.
    """
    for yielded, part in enumerate(parts):
        if isinstance(part, Table) and (tie := _tie(part, questions)):
            ties = (tie, *(other for one in parts if isinstance(one, Table) and (other := _tie(one, questions))))
            for one in islice(again(ties), yielded, None):
                yield replace(one, mapping=None) if isinstance(one, Table) and one.mapping in ties else one
            return
        yield part


def _tie(table: Table, questions: Sequence[Question]) -> TableMapping | None:
    """Return which columns of a table answer other questions than it was read with; None where nobody need say so."""
    if table.mapping is not None:
        return None
    pairs = zip(table.columns, tied_columns(table, questions).columns, strict=True)
    told = tuple((one.header, one.question) for was, one in pairs if one.question and one.question != was.question)
    return TableMapping(table.file, table.sheet, questions=told) if told else None


def told_twice(table: Table, questions: Sequence[Question]) -> Table:
    """Return a table with a warning of the columns of respondents' own words that would answer one question."""
    return replace(table, warnings=(*table.warnings, *_same_question(table.columns, questions)))


def _question(column: TableColumn, previous: TableColumn | None, questions: Sequence[Question]) -> str | None:
    numbered = [question for question in questions if question.key == column.question]
    # "Please explain your answer" belongs to the question before it, unless it was asked as one of its own.
    if not numbered:
        return _by_words(column, questions) or _own_number(column, questions) or column.question
    if _by_words(column, numbered):
        return column.question
    if previous and _goes_on(column.asks) and not _goes_on(numbered[0].text):
        return previous.question
    # The paper's own number has a Q before it, and goes before words that are like another question's.
    return column.question if has_q_number(column.asks) else _by_words(column, questions) or column.question


def _by_words(column: TableColumn, questions: Sequence[Question]) -> str | None:
    return (
        repeated_key(column.header, questions)
        or repeated_key(column.asks, questions)
        or _begun_by(split_number(column.asks)[1], questions)
    )


def _own_number(column: TableColumn, questions: Sequence[Question]) -> str | None:
    """Return the question whose number a column bears that goes on one without a number, of no question of the paper's.

    "Are you content?" and "1. Why do you say so?" are a survey's two fields for the paper's first question.
    """
    number = split_number(column.header)[0]
    is_told = column.part is not None and split_number(column.asks)[0] is None
    return number if is_told and any(question.key == number for question in questions) else None


def _goes_on(text: str) -> bool:
    return GOES_ON.match(split_number(text)[1]) is not None


def _begun_by(words: str, questions: Sequence[Question]) -> str | None:
    """Return the key of the one question that begins with these words.

    A survey asks "Do you agree with it?" and "Please explain" where the paper asks both as one.
    """
    opening = normalise(words).rstrip("?:. ")
    if len(opening.split()) < BEGINNING:
        return None
    begun = [question.key for question in questions if normalise(question.text).startswith(opening)]
    return begun[0] if len(begun) == 1 else None


def _same_question(columns: Sequence[TableColumn], questions: Sequence[Question]) -> Iterator[str]:
    """Yield a warning of each question that several columns of own words would answer, which ask different things."""
    for question in questions:
        asking = {
            column.asks: column.header
            for column in columns
            if column.role is ColumnRole.OPEN and column.question == question.key
        }
        if len(asking) > 1:
            named = ", ".join(f'"{header}"' for header in asking.values())
            yield f"{named}: each is read as answering {question.key}; choose another for those that do not"

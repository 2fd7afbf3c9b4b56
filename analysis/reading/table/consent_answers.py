"""Consent answers: what each answer of a column that asks for consent is taken for, with how often it was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from analysis.model import QUESTION_ROLES, ColumnRole, ConsentAnswer, Publish, TableColumn, TableMapping
from analysis.reading.table import consent
from analysis.reading.table.column_profile import Profile, Profiles
from analysis.text import normalise

MOST_OF_ANOTHER = 6
"""Different answers of a column that was taken for something else, up to which it may be one that asks for consent."""


def consent_answers(
    columns: Sequence[TableColumn], profiles: Profiles, mapping: TableMapping | None
) -> tuple[ConsentAnswer, ...]:
    """Return what each answer of the columns that ask for consent means, in the order in which they were met."""
    given = {normalise(answer_text): permission for answer_text, permission in mapping.consent} if mapping else {}
    asking = [column for column in columns if column.role is ColumnRole.PUBLISH]
    return tuple(
        one
        for column in asking
        for one in _answers(column, profiles, consent.meanings_for(_question(column), given, len(asking) > 1))
    )


def answers_of_others(columns: Sequence[TableColumn], profiles: Profiles) -> tuple[ConsentAnswer, ...]:
    """Return the same of columns that were taken for something else, and whose few answers each allow or refuse."""
    others = (column for column in columns if column.role in (*QUESTION_ROLES, ColumnRole.LEAVE_OUT))
    return tuple(
        one
        for column in others
        if _may_ask(profiles.columns[column.position])
        for one in _answers(column, profiles, {})
    )


def _may_ask(profile: Profile) -> bool:
    counts = profile.values.counts
    return 0 < len(counts) <= MOST_OF_ANOTHER and all(map(consent.is_permission, counts))


def _answers(column: TableColumn, profiles: Profiles, given: Mapping[str, Publish]) -> Iterator[ConsentAnswer]:
    """Yield the answers of a column; of one with too many to be counted, those that were looked at."""
    profile = profiles.columns[column.position]
    counts = Counter(profile.values.counts or profile.looked_at)
    for answer_text, rows in counts.items():
        try:
            permission = consent.meaning(_question(column), answer_text, given)
            yield ConsentAnswer(column.position, answer_text, rows, permission)
        except consent.Unclear:
            yield ConsentAnswer(column.position, answer_text, rows, None, is_clear=False)
    if blank := profiles.rows - profile.filled:
        yield ConsentAnswer(column.position, "", blank, consent.blank_meaning(_question(column)))


def _question(column: TableColumn) -> str:
    return consent.consent_question(column)

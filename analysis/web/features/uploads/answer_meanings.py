"""What the answers of a table mean: as it was said before, as their words suggest, and as a form says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.app.ingest.respondent_types import add_types, likely_type
from analysis.app.ingest.table_confirmation import Meanings, Preview, meanings
from analysis.model import Coder
from analysis.reading.table.mapping_warnings import UNKNOWN_TYPES
from analysis.text import normalise
from analysis.web.identity import Form
from analysis.web.state import Services

ADDED, NOT_STATED = "+", ""
"""What may be chosen of an answer but for the consultation's types: that it is one more of them, or tells none."""

MOST_CHOICES = 20
"""Answers of which each has a choice of its own; of a column with more, people write what they mean."""


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """An answer that is none of the consultation's types, and what it is taken for until a person says otherwise."""

    answer: str
    chosen: str


def asked_by_choices(seen: Preview) -> Preview:
    """Return a preview without the warnings of unknown types, where the page asks what each of them is."""
    tables = tuple(
        replace(table, warnings=tuple(one for one in table.warnings if UNKNOWN_TYPES not in one))
        if len(table.unknown_types) <= MOST_CHOICES
        else table
        for table in seen.tables
    )
    return replace(seen, tables=tables)


def type_choices(seen: Preview, types: tuple[str, ...], form: Form | None) -> tuple[tuple[TypeChoice, ...], ...]:
    """Return for each table its answers that are none of the types, with what was chosen or is likely."""
    return tuple(_choices(seen, number, types, form) for number in range(len(seen.tables)))


def _choices(seen: Preview, number: int, types: tuple[str, ...], form: Form | None) -> tuple[TypeChoice, ...]:
    said = seen.former[number]
    known = {normalise(answer) for answer, _ in said.types} if said else set()
    unknown = [answer for answer in seen.tables[number].unknown_types if normalise(answer) not in known]
    if len(unknown) > MOST_CHOICES:
        return ()
    chosen = dict(_chosen(form, number)) if form else {}
    return tuple(TypeChoice(answer, chosen.get(answer, likely_type(answer, types) or ADDED)) for answer in unknown)


def _chosen(form: Form, table_number: int | str) -> list[tuple[str, str]]:
    """Return the answers of a table with what was chosen of each."""
    return [
        (form.text(field_name), form.text(f"type-{field_name.removeprefix('answer-')}"))
        for field_name in form.names()
        if field_name.startswith(f"answer-{table_number}-")
    ]


def parse_meanings(state: Services, form: Form, table_number: str, user: Coder) -> Meanings:
    """Parse a table's answers from a form, and add the types that are new; raises ConsultationError."""
    chosen = _chosen(form, table_number)
    add_types(state.app_context, [answer for answer, type_name in chosen if type_name == ADDED], user)
    types = state.consultation.respondent_types
    lines = [f"{answer} = {name}" for answer, name in chosen if name not in (ADDED, NOT_STATED)]
    type_lines = "\n".join([form.text(f"types-{table_number}"), *lines])
    return meanings(type_lines, form.text(f"consent-{table_number}"), types)


def former_meanings(seen: Preview) -> dict[str, str]:
    """Return what was said before of tables' answers, as it is written into the page's fields."""
    return {
        f"{field_name}-{number}": "\n".join(f"{answer} = {meaning}" for answer, meaning in pairs)
        for number, said in enumerate(seen.former)
        if said is not None
        for field_name, pairs in (("consent", said.consent), ("types", said.types))
    }

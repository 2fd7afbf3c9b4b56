"""What the answers of a table mean: as it was said before, as their words suggest, and as a form says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.app.ingest.table_confirmation import Meanings, Preview, meanings
from analysis.model import ColumnRole, ConsentAnswer, Publish, Table
from analysis.reading.table.consent import is_yes_or_no
from analysis.reading.table.mapping_warnings import UNKNOWN_TYPES
from analysis.reading.table.respondent_types import said_type
from analysis.text import normalise
from analysis.web.identity import Form

ADDED, NOT_STATED = "+", ""
"""What may be chosen of an answer but for the consultation's types: that it is one more of them, or tells none."""

MOST_ANSWERS = 30
"""Answers about consent of one column that are shown; of a column with more, people write what the others mean."""

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
    """Return for each table its answers that are none of the types, with what was chosen or it says in other words."""
    return tuple(_choices(seen, number, types, form) for number in range(len(seen.tables)))


def _choices(seen: Preview, number: int, types: tuple[str, ...], form: Form | None) -> tuple[TypeChoice, ...]:
    said = seen.former[number]
    known = {normalise(answer) for answer, _ in said.types} if said else set()
    unknown = [answer for answer in seen.tables[number].unknown_types if normalise(answer) not in known]
    if len(unknown) > MOST_CHOICES:
        return ()
    chosen = dict(_chosen(form, number)) if form else {}
    return tuple(TypeChoice(answer, chosen.get(answer, said_type(answer, types) or ADDED)) for answer in unknown)


def _chosen(form: Form, table_number: int | str) -> list[tuple[str, str]]:
    """Return the answers of a table with what was chosen of each."""
    return [
        (form.text(field_name), form.text(f"type-{field_name.removeprefix('answer-')}"))
        for field_name in form.names()
        if field_name.startswith(f"answer-{table_number}-")
    ]


@dataclass(frozen=True, slots=True)
class ConsentChoice:
    """An answer about consent that ``rows`` give: what it is read as, and what it is taken for until a person says
    otherwise, each a consent; empty where it says none.

    ``field`` ends the names of its fields in the form. Where it ``is_fixed``, another column that asks has the same
    answer, and it means what it says.
    """

    field: str
    answer: str
    rows: int
    read_as: str
    chosen: str
    is_clear: bool
    is_fixed: bool


ConsentChoices = Mapping[tuple[int, int], tuple[ConsentChoice, ...]]
"""The answers about consent, by the number of the table and the position of the column."""


def consent_choices(seen: Preview, form: Form | None) -> ConsentChoices:
    """Return the answers of each column that asks for consent, or may; what is not understood first."""
    found: dict[tuple[int, int], tuple[ConsentChoice, ...]] = {}
    for number, table in enumerate(seen.tables):
        former = seen.former[number]
        said = {normalise(answer): meaning.value for answer, meaning in former.consent} if former else {}
        fixed = _fixed_answers(table)
        for position in dict.fromkeys(one.position for one in table.consents):
            own = [one for one in table.consents if one.position == position]
            own.sort(key=lambda one: (one.is_clear, -one.rows))
            found[number, position] = tuple(
                _consent_choice(f"{number}-{position}-{place}", one, said, fixed, form)
                for place, one in enumerate(own[:MOST_ANSWERS])
            )
    return found


def _consent_choice(
    field: str, one: ConsentAnswer, said: Mapping[str, str], fixed: Collection[str], form: Form | None
) -> ConsentChoice:
    answer, read_as = normalise(one.answer), one.permission.value if one.permission else ""
    is_sent = form is not None and f"means-{field}" in form.names()
    chosen = form.text(f"means-{field}") if form and is_sent else said.get(answer, read_as)
    is_fixed = not one.answer or answer in fixed
    return ConsentChoice(field, one.answer, one.rows, read_as, read_as if is_fixed else chosen, one.is_clear, is_fixed)


def _fixed_answers(table: Table) -> set[str]:
    """Return the answers that mean what they say, as they mean one thing in one column and another in another."""
    asking = {column.position for column in table.columns if column.role is ColumnRole.PUBLISH}
    said = {(normalise(one.answer), one.permission) for one in table.consents if one.position in asking}
    counts = Counter(answer for answer, _ in said)
    return {answer for answer in counts if counts[answer] > 1 or (len(asking) > 1 and is_yes_or_no(answer))}


def _consents_said(form: Form, table_number: str) -> Iterator[tuple[str, Publish]]:
    """Yield what the person says of answers about consent, but for those of which they say what they are read as."""
    begin = f"means-{table_number}-"
    for field in [name.removeprefix("means-") for name in form.names() if name.startswith(begin)]:
        answer, meant = form.text(f"says-{field}"), form.text(f"means-{field}")
        is_asking = form.text(f"role-{field.rpartition('-')[0]}") == ColumnRole.PUBLISH
        if answer and is_asking and meant in set(Publish) and meant != form.text(f"read-{field}"):
            yield answer, Publish(meant)


def types_to_add(form: Form, table_numbers: Iterable[str]) -> list[str]:
    """Return the answers that the person at the form makes types of respondent."""
    chosen = (pair for number in table_numbers for pair in _chosen(form, number))
    return [answer for answer, type_name in chosen if type_name == ADDED]


def parse_meanings(form: Form, table_number: str, types: Sequence[str]) -> Meanings:
    """Parse a table's answers from a form; raises ConsultationError for one that is none of the ``types``."""
    chosen = _chosen(form, table_number)
    lines = [f"{answer} = {name}" for answer, name in chosen if name not in (ADDED, NOT_STATED)]
    type_lines = "\n".join([form.text(f"types-{table_number}"), *lines])
    told = meanings(type_lines, form.text(f"consent-{table_number}"), types)
    consents = (*told.consent, *_consents_said(form, table_number))  # of two about the same answer, the later counts
    return replace(told, consent=tuple({normalise(pair[0]): pair for pair in consents}.values()))


def former_meanings(seen: Preview, choices: ConsentChoices) -> dict[str, str]:
    """Return what was said before of tables' answers of which the page does not ask each by itself."""
    asked = {(number, normalise(one.answer)) for (number, _), column in choices.items() for one in column}
    return {
        f"{field_name}-{number}": "\n".join(f"{answer} = {meaning}" for answer, meaning in pairs)
        for number, said in enumerate(seen.former)
        if said is not None
        for field_name, pairs in (
            ("consent", [pair for pair in said.consent if (number, normalise(pair[0])) not in asked]),
            ("types", said.types),
        )
    }

"""Warnings about the mapping of a table: doubtful consent, names among answers, guesses in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.model import QUESTION_ROLES, ConsentAnswer, TableColumn, TableMapping
from analysis.model import ColumnRole as Role
from analysis.reading.table import column_vocabulary as words
from analysis.reading.table import consent
from analysis.reading.table.column_inference import LIKELY, id_rank
from analysis.reading.table.column_profile import Profile, Profiles
from analysis.reading.table.header_rows import Name
from analysis.reading.table.respondent_types import said_type
from analysis.text import normalise, plural

LONGEST_SHOWN = 60
"""Characters of a column's name or a cell that a message repeats."""

UNKNOWN_TYPES = "not among the consultation's types of respondent"

SHOWN = 8
"""Columns or cells that a message lists."""

NO_ROW_REACHES = (
    "no row reaches the last column that has a name, so answers may stand in the wrong columns and all count as "
    "anonymous at most; if a comma divides a column's name, put quotation marks around the name and add the file again"
)

FINISHED = "finished"
"""The column in which Qualtrics says whether a form was filled in to its end."""

FEW_NAMES, MOST_NAMES, DISTINCT = 3, 0.8, 0.9
"""Cells from which, and shares of cells and of different ones among them by which, a column seems to hold names."""


def mapping_warnings(
    columns: Sequence[TableColumn],
    profiles: Profiles,
    mapping: TableMapping | None,
    respondent_types: Sequence[str],
    consents: Sequence[ConsentAnswer] = (),
) -> Iterator[str]:
    """Yield a warning of all that cannot be understood without a person; ``consents`` are the answers about consent."""
    asking = [column for column in columns if column.role is Role.PUBLISH]
    for column in asking:
        yield from _unclear(column, consents)
    yield from _name_alone(asking)
    for column in columns:
        unknown = [
            answer_text
            for answer_text in _unknown_types(column, profiles, mapping, respondent_types)
            if said_type(answer_text, respondent_types) is None
        ]
        if unknown:
            counts = profiles.columns[column.position].values.counts
            rows = sum(counts.get(answer_text, 0) for answer_text in unknown)
            in_rows = f" ({plural(rows, 'row')})" if rows else ""
            yield (
                f'"{column.header}": {_listed(unknown)}{in_rows} {"is" if len(unknown) == 1 else "are"} '
                f"{UNKNOWN_TYPES} and will count as not stated; say which of them each is (types), or add them to the "
                "settings first"
            )
    if profiles.shape.is_short:
        yield NO_ROW_REACHES
    yield from _unfinished(columns, profiles)
    yield from _names_of_people(columns, profiles)
    yield from _unsure(columns)
    if not any(column.role is Role.ID for column in columns):
        yield from _no_ids(columns, profiles)
    if not any(column.role in QUESTION_ROLES for column in columns):
        yield "no column was taken for a question; name some in open or closed"


def _unclear(column: TableColumn, consents: Sequence[ConsentAnswer]) -> Iterator[str]:
    unclear = [one.answer for one in consents if one.position == column.position and not one.is_clear]
    if unclear:
        listed = _listed(unclear)
        yield f'"{column.header}": {listed} is not understood and counts as anonymous; say what it means (consent)'


def unknown_types(
    columns: Sequence[TableColumn], profiles: Profiles, mapping: TableMapping | None, respondent_types: Sequence[str]
) -> tuple[str, ...]:
    """Return what a table says of types that is none of the consultation's, and of which nobody has said what it is."""
    return tuple(
        answer_text for column in columns for answer_text in _unknown_types(column, profiles, mapping, respondent_types)
    )


def _unknown_types(
    column: TableColumn, profiles: Profiles, mapping: TableMapping | None, respondent_types: Sequence[str]
) -> list[str]:
    if column.role is not Role.TYPE or not respondent_types:
        return []
    profile = profiles.columns[column.position]
    known = {normalise(answer_text) for answer_text, _ in mapping.types} if mapping else set()
    listed_types = {type_name.casefold() for type_name in respondent_types}
    return [
        answer_text
        for answer_text in profile.values.counts or dict.fromkeys(profile.looked_at)
        if answer_text.casefold() not in listed_types and normalise(answer_text) not in known
    ]


def _name_alone(asking: Sequence[TableColumn]) -> Iterator[str]:
    if asking and all(consent.is_of_name(consent.consent_question(column)) for column in asking):
        yield f'"{asking[0].header}" speaks of the name only, so no respondent is named'


def _unfinished(columns: Sequence[TableColumn], profiles: Profiles) -> Iterator[str]:
    """Yield how many rows the survey tool says were not finished, which are responses none the less."""
    for column in columns:
        if column.header.strip().casefold() == FINISHED:
            counts = profiles.columns[column.position].values.counts
            unfinished = sum(times for value, times in counts.items() if value.casefold() in ("false", "no", "0"))
            if unfinished:
                told = plural(unfinished, "row was", "rows were")
                yield f'{told} not finished ("{column.header}"); what is answered there is a response all the same'


def _names_of_people(columns: Sequence[TableColumn], profiles: Profiles) -> Iterator[str]:
    taken = [c.header for c in columns if c.role in (Role.RESPONDENT, Role.DETAILS) and c.confidence < LIKELY]
    if taken:
        yield (
            f"{_listed(taken)}: the cells look like names and are kept out of the answers; if they are answers, say so "
            "in open or closed"
        )
    name_like = [c.header for c in columns if _is_guessed(c) and _looks_like_names(profiles.columns[c.position])]
    if name_like:
        yield (
            f"{_listed(name_like)}: the cells look like names and are read as answers, so they may be printed; "
            "if they are names, say so in respondent or details"
        )


def _is_guessed(column: TableColumn) -> bool:
    return column.role is Role.OPEN and column.confidence < 1


def _looks_like_names(profile: Profile) -> bool:
    values = profile.looked_at
    are_distinct = len(set(values)) >= DISTINCT * len(values)
    return len(values) >= FEW_NAMES and are_distinct and profile.share(words.LIKE_A_NAME.fullmatch) >= MOST_NAMES


def _unsure(columns: Sequence[TableColumn]) -> Iterator[str]:
    """Yield warnings of the columns that become text for want of anything that tells what they are."""
    for role, read_as in ((Role.OPEN, "the respondents' own words"), (Role.CLOSED, "a closed question")):
        unsure = [column.header for column in columns if column.role is role and column.confidence < LIKELY]
        if unsure:
            yield f"{_listed(unsure)}: not known for anything, so read as {read_as}; if it is not, say so in [[table]]"


def _no_ids(columns: Sequence[TableColumn], profiles: Profiles) -> Iterator[str]:
    candidates = [(rank, c) for c in columns if (rank := id_rank(Name(c.header, c.asks))) is not None]
    missing_reason = "no column holds an id for every row"
    if candidates:
        _, likeliest = min(candidates, key=lambda candidate: (candidate[0], candidate[1].position))
        id_values = profiles.ids.get(likeliest.position)
        missing_reason = f'"{likeliest.header}" does not hold an id in every row'
        if id_values and id_values.again:
            value, first_row, second_row = id_values.again
            rows = f"rows {first_row} and {second_row}"
            missing_reason = f'"{likeliest.header}" holds "{_short(value)}" twice ({rows}), so it is no id'
    yield f"{missing_reason}, so responses are named by their rows; keep the rows' order"


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f'"{_short(value)}"' for value in values[:SHOWN]) + (", …" if len(values) > SHOWN else "")


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"


__all__ = ["mapping_warnings", "unknown_types"]

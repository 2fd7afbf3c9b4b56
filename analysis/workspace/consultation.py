"""consultation.toml: read, checked, and every mistake in it told at once."""

from __future__ import annotations

import difflib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from analysis.errors import ConsultationError
from analysis.model import Codebook, Consultation, Question, Theme


def _day(value: Any) -> Any:
    """A date and nothing else: a time of day would be dropped silently, and text is how dates go wrong."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("expected a date without quotes, such as 2014-05-30")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Day = Annotated[date, BeforeValidator(_day)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ConsultationTable(_Table):
    """[consultation]."""

    title: Text
    organisation: Text | None = None
    opened: Day | None = None
    closed: Day | None = None
    summary: Text | None = None
    notice: Text | None = None
    respondent_types: list[Text] = []


class QuestionTable(_Table):
    """[[question]]."""

    key: Text
    text: Text


class ThemeTable(_Table):
    """[[theme]]."""

    key: Key
    name: Text
    definition: Text
    include: list[Text] = []
    exclude: list[Text] = []
    keywords: list[Text] = []
    examples: list[Text] = []
    parent: Key | None = None
    was: list[Key] = []


class ConsultationFile(_Table):
    """The whole file."""

    consultation: ConsultationTable
    question: list[QuestionTable] = []
    theme: Annotated[list[ThemeTable], Field(min_length=1)]


def load_consultation(path: Path) -> Consultation:
    """Read consultation.toml, or raise ConsultationError with everything that is wrong in it."""
    raw = _parse(path)
    try:
        file = ConsultationFile.model_validate(raw)
    except ValidationError as error:
        raise ConsultationError(str(path), [_told(problem, raw) for problem in error.errors()]) from error
    problems = list(_contradictions(file))
    if problems:
        raise ConsultationError(str(path), problems)
    return _consultation(file)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConsultationError(str(path), [f"not valid TOML: {error}"]) from error
    except UnicodeDecodeError as error:
        raise ConsultationError(str(path), ["not UTF-8 text; save it again with that encoding"]) from error
    except OSError as error:
        raise ConsultationError(str(path), [f"cannot be read: {error.strerror}"]) from error


def _consultation(file: ConsultationFile) -> Consultation:
    head = file.consultation
    return Consultation(
        title=head.title,
        codebook=Codebook(tuple(_theme(table) for table in file.theme)),
        organisation=head.organisation,
        opened=head.opened,
        closed=head.closed,
        summary=_one_line(head.summary),
        notice=_one_line(head.notice),
        questions=tuple(Question(table.key, table.text) for table in file.question),
        respondent_types=tuple(head.respondent_types),
    )


def _theme(table: ThemeTable) -> Theme:
    lists = {name: tuple(getattr(table, name)) for name in ("include", "exclude", "keywords", "examples", "was")}
    definition = _one_line(table.definition) or ""
    return Theme(key=table.key, name=table.name, definition=definition, parent=table.parent, **lists)


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


# Mistakes, in words ---------------------------------------------------------------------------------------------------

_FIELDS: dict[str, type[BaseModel]] = {"consultation": ConsultationTable, "question": QuestionTable, "theme": ThemeTable}

_EXPECTED = {
    "string_type": "expected text in quotes",
    "list_type": 'expected a list, such as ["one", "two"]',
    "model_type": "expected a table",
    "dict_type": "expected a table",
    "string_too_short": "is empty; expected text",
    "too_short": "expected at least one [[theme]]",
    "string_pattern_mismatch": "expected lower-case letters, digits and hyphens, such as quality-assurance",
    "missing": "is missing",
}


def _told(problem: Any, raw: dict[str, Any]) -> str:
    """One of pydantic's errors as a sentence: where, what, and what was expected."""
    location = tuple(problem["loc"])
    where = _where(location, raw)
    kind = problem["type"]
    if kind == "extra_forbidden":
        return f"{where}: unknown field; {_suggestion(location)}"
    if kind == "missing" and location[0] in _FIELDS and len(location) == 1:
        return f"[{location[0]}] is missing" if location[0] == "consultation" else f"[[{location[0]}]] is missing"
    if kind == "value_error":
        return f"{where}: {problem['ctx']['error']}, found {problem['input']!r}"
    found = "" if kind in ("missing", "string_too_short", "too_short") else f", found {problem['input']!r}"
    return f"{where}: {_EXPECTED.get(kind, problem['msg'])}{found}"


def _where(location: Sequence[str | int], raw: dict[str, Any]) -> str:
    table, *rest = location
    if table == "consultation" or not rest or not isinstance(rest[0], int):
        return " › ".join([f"[{table}]" if rest else str(table), *(_part(part) for part in rest)])
    number, *fields = rest
    entry = raw[str(table)][number]
    key = entry.get("key") if isinstance(entry, dict) else None
    name = f" ({key})" if isinstance(key, str) else ""
    return " › ".join([f"[[{table}]] number {int(number) + 1}{name}", *(_part(field) for field in fields)])


def _part(part: str | int) -> str:
    return f"item {part + 1}" if isinstance(part, int) else str(part)


def _suggestion(location: Sequence[str | int]) -> str:
    model = _FIELDS.get(str(location[0])) if len(location) > 1 else None
    known = list(model.model_fields) if model else list(ConsultationFile.model_fields)
    near = difflib.get_close_matches(str(location[-1]), known, n=1)
    return (f"did you mean {near[0]}? " if near else "") + f"expected one of {', '.join(known)}"


def _contradictions(file: ConsultationFile) -> Iterator[str]:
    """What each field alone cannot show."""
    head = file.consultation
    if head.opened and head.closed and head.closed < head.opened:
        yield f"[consultation] › closed: {head.closed} is before opened, {head.opened}"
    keys = [theme.key for theme in file.theme]
    yield from _twice("[[theme]] › key", keys)
    yield from _twice("[[theme]] › name", [theme.name for theme in file.theme])
    yield from _twice("[[question]] › key", [question.key for question in file.question])
    yield from _twice("[consultation] › respondent_types", head.respondent_types)
    for theme in file.theme:
        if theme.parent and theme.parent not in keys:
            yield f"[[theme]] ({theme.key}) › parent: no theme has the key {theme.parent}; there are {', '.join(keys)}"
        if theme.parent == theme.key:
            yield f"[[theme]] ({theme.key}) › parent: a theme cannot be part of itself"
        for old in theme.was:
            if old in keys:
                yield f"[[theme]] ({theme.key}) › was: {old} is still the key of a theme"


def _twice(where: str, values: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{where}: {value!r} is given {count} times; each must be given once"

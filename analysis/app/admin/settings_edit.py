"""Editing what stands above the codebook in consultation.toml: title, dates, questions, types, notices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from operator import attrgetter

from analysis.app.context import AppContext
from analysis.app.revisions import dry_run_consultation
from analysis.app.revisions import save as put
from analysis.errors import OvertakenError
from analysis.model import ActivityEvent, ActivityKind, Coder, Consultation, Question
from analysis.text import lines_of, one_line
from analysis.workspace import digest_of, load_consultation, load_respondents
from analysis.workspace.consultation_edits import Head, headed

OVERTAKEN = "consultation.toml has been changed since you opened this page. Nothing was saved. Reload the page."

Mistake = tuple[str, str]
"""A field of the form, and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class QuestionEdit:
    """One question in the form; ``origin`` is the key that it has in the file, empty where it is new."""

    key: str = ""
    text: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """The settings as they are typed into a form: dates as day, month and year, lists with one entry on each line."""

    title: str = ""
    organisation: str = ""
    opened: tuple[str, str, str] = ("", "", "")
    closed: tuple[str, str, str] = ("", "", "")
    summary: str = ""
    notice: str = ""
    audit_notice: str = ""
    respondent_types: str = ""
    organisations: str = ""
    crossings: str = ""
    questions: tuple[QuestionEdit, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """Return the types of respondent."""
        return lines_of(self.respondent_types)

    @property
    def organisation_names(self) -> tuple[str, ...]:
        """Return the names of respondents that are organisations."""
        return tuple(dict.fromkeys(lines_of(self.organisations)))

    @property
    def crossed_by(self) -> tuple[str, ...]:
        """Return what the report crosses themes by."""
        return tuple(dict.fromkeys(lines_of(self.crossings)))

    @property
    def asked(self) -> tuple[tuple[int, QuestionEdit], ...]:
        """Return the questions that are not left empty, with their numbers in the form."""
        return tuple(
            (position, question) for position, question in enumerate(self.questions) if question.key or question.text
        )


@dataclass(frozen=True, slots=True)
class Present:
    """The settings as they stand in consultation.toml, and the hash of that file."""

    base: str
    settings: Details


def present(app: AppContext) -> Present:
    """Return the settings as they are now; raises ConsultationError where the file cannot be read."""
    path = app.workspace.consultation
    return Present(digest_of(path.read_bytes()), _settings(load_consultation(path)))


def _settings(consultation: Consultation) -> Details:
    return Details(
        title=consultation.title,
        organisation=consultation.organisation or "",
        opened=_typed(consultation.opened),
        closed=_typed(consultation.closed),
        summary=consultation.summary or "",
        notice=consultation.notice or "",
        audit_notice=consultation.audit_notice or "",
        respondent_types="\n".join(consultation.respondent_types),
        organisations="\n".join(consultation.organisations),
        crossings="\n".join(consultation.crossings),
        questions=tuple(QuestionEdit(question.key, question.text, question.key) for question in consultation.questions),
    )


def _typed(calendar_day: date | None) -> tuple[str, str, str]:
    return (str(calendar_day.day), str(calendar_day.month), str(calendar_day.year)) if calendar_day else ("", "", "")


def merged(base: Details, intended: Details, current: Details) -> Details:
    """Merge three ways: return ``current`` with the fields in which ``intended`` differs from ``base``."""
    changed_fields = {
        details_field.name: getattr(intended, details_field.name)
        for details_field in fields(Details)
        if not _same(details_field.name, intended, base)
    }
    return replace(current, **changed_fields)


def differing(first: Details, second: Details) -> frozenset[str]:
    """Return the fields in which two settings differ."""
    return frozenset(
        details_field.name for details_field in fields(Details) if not _same(details_field.name, first, second)
    )


def _same(field_name: str, first: Details, second: Details) -> bool:
    """Return whether a field says the same; how its lines are broken does not matter."""
    if field_name == "questions":
        return [question for _, question in first.asked] == [question for _, question in second.asked]
    if field_name == "respondent_types":
        return first.types == second.types
    if field_name == "organisations":
        return first.organisation_names == second.organisation_names
    if field_name == "crossings":
        return first.crossed_by == second.crossed_by
    first_text, second_text = (
        " ".join(field_value) if isinstance(field_value, tuple) else field_value
        for field_value in map(attrgetter(field_name), (first, second))
    )
    return one_line(first_text) == one_line(second_text)


def mistakes(settings: Details) -> list[Mistake]:
    """Return what is wrong in a form, field by field."""
    field_mistakes: list[Mistake] = [] if settings.title else [("title", "Enter the title")]
    for field_name, day_name in (("opened", "first day"), ("closed", "last day")):
        typed_day = getattr(settings, field_name)
        if any(typed_day) and _day(typed_day) is None:
            field_mistakes.append(
                (field_name, f"The {day_name} must be a real date, such as 27 3 2026 or 27 March 2026")
            )
    opened_day, closed_day = _day(settings.opened), _day(settings.closed)
    if opened_day and closed_day and closed_day < opened_day:
        field_mistakes.append(("closed", "The last day must not come before the first day"))
    repeated_types = [
        type_name for position, type_name in enumerate(settings.types) if type_name in settings.types[:position]
    ]
    field_mistakes += [
        ("respondent_types", f"“{type_name}” is in the list twice") for type_name in dict.fromkeys(repeated_types)
    ]
    return [*field_mistakes, *_wrong_questions(settings)]


def _wrong_questions(settings: Details) -> Iterator[Mistake]:
    seen_keys: set[str] = set()
    for position, question in settings.asked:
        if not question.key:
            yield f"key-{position}", f"Enter the number of question {position + 1}, such as Q{position + 1}"
        if not question.text:
            yield f"text-{position}", f"Enter the words of question {position + 1}, or leave out its number too"
        if question.key and question.key in seen_keys:
            yield f"key-{position}", f"Another question has the number “{question.key}” already"
        seen_keys.add(question.key)


_WRITTEN_DAY = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s./,-]+(?:of )?(?P<month>\d{1,2}|[a-z]{3,9})\.?[\s./,-]+(?P<year>\d{4}|\d\d)"
    r"|(?P<iso>\d{4}-\d\d-\d\d)"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def _day(typed_day: Sequence[str]) -> date | None:
    """Return the day that three fields tell, or one of them alone: "12", "Jan" and "2026", or "12th January 2026"."""
    written = _WRITTEN_DAY.fullmatch(" ".join(typed_day).strip().casefold())
    if written is None:
        return None
    with suppress(ValueError):
        if written["iso"]:
            return date.fromisoformat(written["iso"])
        year = int(written["year"])
        return date(year if year > 99 else 2000 + year, _month(written["month"]), int(written["day"]))
    return None


def _month(written: str) -> int:
    """Return the number of a month, written as a number or as a word; 0 where there is none."""
    if written.isdecimal():
        return int(written)
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(written)), 0)


def save(
    app: AppContext,
    base_digest: str,
    settings: Details,
    coder: Coder,
    kind: ActivityKind = ActivityKind.CHANGED_SETTINGS,
) -> bool:
    """Write settings into consultation.toml, and keep it as it was; say whether anything was changed.

    ``kind``: what the history calls it.
    Raises OvertakenError where the file is not the one that the person had before them, and ConsultationError where
    it, or respondents.csv beside it, would hold a mistake then; nothing is changed.
    """
    with app.store.alone():
        consultation_path = app.workspace.consultation
        former_content = consultation_path.read_bytes()
        if digest_of(former_content) != base_digest:
            raise OvertakenError(OVERTAKEN)
        new_content = headed(former_content, _head(settings), consultation_path.name)
        if new_content == former_content:
            return False
        new_consultation = dry_run_consultation(app, new_content)
        load_respondents(
            app.workspace.respondents,
            new_consultation.respondent_types,
            {file_name for file_name, _ in app.workspace.files()},
        )
        activity = ActivityEvent(kind, coder.name, app.clock())
        put(app, consultation_path, new_content, [activity], {"saved by": coder.name, "settings": asdict(settings)})
    return True


def _head(settings: Details) -> Head:
    return Head(
        title=one_line(settings.title),
        organisation=one_line(settings.organisation) or None,
        opened=_day(settings.opened),
        closed=_day(settings.closed),
        summary=one_line(settings.summary) or None,
        notice=one_line(settings.notice) or None,
        audit_notice=one_line(settings.audit_notice) or None,
        respondent_types=settings.types,
        organisations=settings.organisation_names,
        crossings=settings.crossed_by,
        questions=tuple(
            (question.origin, Question(one_line(question.key), one_line(question.text)))
            for _, question in settings.asked
        ),
    )

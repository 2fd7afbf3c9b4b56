"""Editing what stands above the codebook in consultation.toml: title, dates, questions, types, notices."""

from __future__ import annotations

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
from analysis.workspace import load_consultation, load_respondents
from analysis.workspace.consultation_edits import Head, hash_of, headed

STARTER = ("The title of your consultation", "Your organisation")
"""What a new workspace's consultation.toml says until somebody says what it is about."""

OVERTAKEN = "consultation.toml was changed since this page was opened. Nothing was saved. Load the page again."

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
    """The settings as they are typed into a form: dates as day, month and year, one type of respondent on each line."""

    title: str = ""
    organisation: str = ""
    opened: tuple[str, str, str] = ("", "", "")
    closed: tuple[str, str, str] = ("", "", "")
    summary: str = ""
    notice: str = ""
    audit_notice: str = ""
    respondent_types: str = ""
    questions: tuple[QuestionEdit, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """Return the types of respondent."""
        return tuple(line for line in map(_one_line, self.respondent_types.splitlines()) if line)

    @property
    def asked(self) -> tuple[tuple[int, QuestionEdit], ...]:
        """Return the questions that are not left empty, with their numbers in the form."""
        return tuple((n, each) for n, each in enumerate(self.questions) if each.key or each.text)


@dataclass(frozen=True, slots=True)
class Present:
    """The settings as they stand in consultation.toml, and the hash of that file."""

    base: str
    settings: Details


def present(desk: AppContext) -> Present:
    """Return the settings as they are now; raises ConsultationError where the file cannot be read."""
    path = desk.workspace.consultation
    return Present(hash_of(path.read_bytes()), _settings(load_consultation(path)))


def _settings(now: Consultation) -> Details:
    return Details(
        title=now.title,
        organisation=now.organisation or "",
        opened=_typed(now.opened),
        closed=_typed(now.closed),
        summary=now.summary or "",
        notice=now.notice or "",
        audit_notice=now.audit_notice or "",
        respondent_types="\n".join(now.respondent_types),
        questions=tuple(QuestionEdit(each.key, each.text, each.key) for each in now.questions),
    )


def _typed(day: date | None) -> tuple[str, str, str]:
    return (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")


def merged(before: Details, meant: Details, now: Details) -> Details:
    """Return what is there now, with what a person changed of what they had before them."""
    changes = {f.name: getattr(meant, f.name) for f in fields(Details) if not _same(f.name, meant, before)}
    return replace(now, **changes)


def differing(one: Details, other: Details) -> frozenset[str]:
    """Return the fields in which two settings differ."""
    return frozenset(f.name for f in fields(Details) if not _same(f.name, one, other))


def _same(field: str, one: Details, other: Details) -> bool:
    """Return whether a field says the same; how its lines are broken does not matter."""
    if field == "questions":
        return [each for _, each in one.asked] == [each for _, each in other.asked]
    if field == "respondent_types":
        return one.types == other.types
    first, second = (
        " ".join(typed) if isinstance(typed, tuple) else typed for typed in map(attrgetter(field), (one, other))
    )
    return _one_line(first) == _one_line(second)


def mistakes(settings: Details) -> list[Mistake]:
    """Return what is wrong in a form, field by field."""
    found: list[Mistake] = [] if settings.title else [("title", "Enter the title")]
    for field, name in (("opened", "first day"), ("closed", "last day")):
        typed = getattr(settings, field)
        if any(typed) and _day(typed) is None:
            found.append((field, f"The {name} must be a real date, such as 27 3 2026"))
    opened, closed = _day(settings.opened), _day(settings.closed)
    if opened and closed and closed < opened:
        found.append(("closed", "The last day must not come before the first day"))
    double = [name for n, name in enumerate(settings.types) if name in settings.types[:n]]
    found += [("respondent_types", f"“{name}” stands in the list twice") for name in dict.fromkeys(double)]
    return [*found, *_wrong_questions(settings)]


def _wrong_questions(settings: Details) -> Iterator[Mistake]:
    seen: set[str] = set()
    for n, each in settings.asked:
        if not each.key:
            yield f"key-{n}", f"Enter the number of question {n + 1}, such as Q{n + 1}"
        if not each.text:
            yield f"text-{n}", f"Enter the words of question {n + 1}, or leave out its number too"
        if each.key and each.key in seen:
            yield f"key-{n}", f"Another question has the number “{each.key}” already"
        seen.add(each.key)


def _day(typed: Sequence[str]) -> date | None:
    with suppress(ValueError):
        day, month, year = map(int, typed)
        return date(year, month, day)
    return None


def save(desk: AppContext, base: str, settings: Details, by: Coder) -> bool:
    """Write settings into consultation.toml, and keep it as it was; say whether anything was changed.

    Raises OvertakenError where the file is not the one that the person had before them, and ConsultationError where
    it, or respondents.csv beside it, would hold a mistake then; nothing is changed.
    """
    with desk.store.alone():
        path = desk.workspace.consultation
        former = path.read_bytes()
        if hash_of(former) != base:
            raise OvertakenError(OVERTAKEN)
        content = headed(former, _head(settings), path.name)
        if content == former:
            return False
        wanted = dry_run_consultation(desk, content)
        load_respondents(
            desk.workspace.respondents, wanted.respondent_types, {name for name, _ in desk.workspace.files()}
        )
        deed = ActivityEvent(ActivityKind.CHANGED_SETTINGS, by.name, desk.clock())
        put(desk, path, content, [deed], {"saved by": by.name, "settings": asdict(settings)})
    return True


def _head(settings: Details) -> Head:
    return Head(
        title=_one_line(settings.title),
        organisation=_one_line(settings.organisation) or None,
        opened=_day(settings.opened),
        closed=_day(settings.closed),
        summary=_one_line(settings.summary) or None,
        notice=_one_line(settings.notice) or None,
        audit_notice=_one_line(settings.audit_notice) or None,
        respondent_types=settings.types,
        questions=tuple(
            (each.origin, Question(_one_line(each.key), _one_line(each.text))) for _, each in settings.asked
        ),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())

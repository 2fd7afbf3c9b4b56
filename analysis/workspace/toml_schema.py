"""The tables of consultation.toml and their fields; each is described in the file itself, for whoever edits it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


def _day(value: Any) -> Any:
    """Return a date and nothing else: a time of day would be dropped silently, and text is how dates go wrong."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("expected a date without quotes, such as 2014-05-30")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _several(value: Any) -> Any:
    """Return a list; one name may stand without the brackets of one."""
    return [value] if isinstance(value, str) else value


Headers = Annotated[list[Text], BeforeValidator(_several)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Day = Annotated[date, BeforeValidator(_day)]
VariableName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
Number = Annotated[float, Field(strict=False)]
Rule = Literal["hold back", "mask", "send"]


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
    audit_notice: Text | None = None
    respondent_types: list[Text] = []
    suppress_below: Annotated[int, Field(ge=1)] = 5
    name_individuals: bool = False
    organisations: list[Text] = []
    campaign_responses: Annotated[int, Field(ge=2)] = 10
    campaign_percent: Annotated[float, Field(gt=0, le=100, strict=False)] = 1.0
    crossings: list[Text] = []
    languages: list[LanguageCode] = []
    position: bool = True


class QuestionTable(_Table):
    """[[question]]."""

    key: Text
    text: Text
    position: bool | None = None
    positions: dict[str, Literal["support", "oppose", "mixed", "unclear"]] = {}
    answers: list[Text] = []
    response: Text | None = None
    action: Text | None = None
    owner: Text | None = None


class ThemeTable(_Table):
    """[[theme]]."""

    key: Key
    name: Text
    definition: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    include: list[Text] = []
    exclude: list[Text] = []
    keywords: list[Text] = []
    examples: list[Text] = []
    parent: Key | None = None
    was: list[Key] = []
    response: Text | None = None
    action: Text | None = None
    owner: Text | None = None


class MessageTable(_Table):
    """[[message]]."""

    text: Text
    themes: list[Key] = []
    points: list[Text] = []


RatingWord = Literal["green", "amber", "red"]


class AssumptionTable(_Table):
    """[[assumption]]."""

    key: Key
    assumption: Text | None = None
    basis: Text | None = None
    owner: Text | None = None
    reviewed: Day | None = None
    quality: RatingWord | None = None
    impact: RatingWord | None = None
    note: Text | None = None


class TransparencyTable(_Table):
    """[[transparency]]."""

    field: Key
    text: Text


class ResponsesTable(_Table):
    """[[table]]."""

    file: Text
    sheet: Text | None = None
    header: Annotated[int, Field(ge=0)] | None = None
    id: Text | None = None
    respondent: Headers = []
    type: Text | None = None
    publish: Headers = []
    open: Headers = []
    closed: Headers = []
    details: Headers = []
    monitoring: Headers = []
    date: Text | None = None
    leave_out: Headers = []
    questions: dict[str, Text] = {}
    types: dict[str, Text] = {}
    consent: dict[str, Literal["yes", "anonymous", "no"]] = {}
    choices: dict[str, list[str]] = {}
    test_rows: bool = False


class MailTable(_Table):
    """[[mail]]."""

    file: Text
    responses: Literal["one", "several"]


class CoderTable(_Table):
    """[coder]."""

    endpoint: Text
    model: Text
    mode: Literal["local", "model", "doubt", "teach"] = "local"
    key_variable: VariableName | None = None
    price_in: Annotated[Number, Field(ge=0)] | None = None
    price_out: Annotated[Number, Field(ge=0)] | None = None
    currency: Text = "£"
    unpublished: Rule = "hold back"
    personal_data: Rule = "mask"
    calls: Annotated[int, Field(ge=1)] = 300
    concurrency: Annotated[int, Field(ge=1, le=64)] = 8
    seed: Annotated[int, Field(ge=0)] = 1
    timeout: Annotated[Number, Field(gt=0, le=3600)] = 60.0
    positions: bool = False
    confirmation: Text | None = None


class ConsultationFile(_Table):
    """The whole file."""

    consultation: ConsultationTable
    message: list[MessageTable] = []
    question: list[QuestionTable] = []
    theme: list[ThemeTable] = []
    table: list[ResponsesTable] = []
    assumption: list[AssumptionTable] = []
    transparency: list[TransparencyTable] = []
    mail: list[MailTable] = []
    coder: CoderTable | None = None


TABLES: dict[str, type[BaseModel]] = {
    "consultation": ConsultationTable,
    "message": MessageTable,
    "question": QuestionTable,
    "theme": ThemeTable,
    "table": ResponsesTable,
    "assumption": AssumptionTable,
    "transparency": TransparencyTable,
    "mail": MailTable,
    "coder": CoderTable,
}

SINGLE = ("consultation", "coder")
"""The tables that stand in the file once at most."""

HEADERS = {name: f"[{name}]" if name in SINGLE else f"[[{name}]]" for name in TABLES}
"""The tables as they are written in the file."""

"""consultation.toml: read, checked, and every mistake in it told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from analysis.errors import ConsultationError
from analysis.model import (
    Codebook,
    ColumnRole,
    Consultation,
    MailGrouping,
    ModelCoder,
    ModelMode,
    Position,
    Publish,
    Question,
    Rating,
    SendingRule,
    TableMapping,
    TeamAssumption,
    TeamMessage,
    TeamReply,
    Theme,
)
from analysis.text import one_line
from analysis.workspace.bounded_files import read_file
from analysis.workspace.consultation_mistakes import contradictions, describe, describe_syntax
from analysis.workspace.toml_schema import (
    AssumptionTable,
    CoderTable,
    ConsultationFile,
    MessageTable,
    QuestionTable,
    ResponsesTable,
    ThemeTable,
)

MOST_BYTES = 50_000_000
"""Of consultation.toml; a codebook of a thousand themes has 1 MB."""

STARTER = ("The title of your consultation", "Your organisation")
"""What a new workspace's consultation.toml says until somebody says what it is about."""


def load_consultation(path: Path) -> Consultation:
    """Read consultation.toml, or raise ConsultationError with everything that is wrong in it."""
    raw_tables = _parse(path)
    problems = []
    try:
        consultation_file = ConsultationFile.model_validate(raw_tables)
    except ValidationError as error:
        problems = [
            describe(problem["type"], problem["loc"], problem["input"], raw_tables) for problem in error.errors()
        ]
    problems.extend(contradictions(raw_tables))
    if problems:
        raise ConsultationError(str(path), problems)
    return _consultation(consultation_file)


def _parse(path: Path) -> dict[str, Any]:
    try:
        content = read_file(path, MOST_BYTES)
    except OSError as error:
        raise ConsultationError(str(path), [f"cannot be read: {error.strerror or error}"]) from error
    try:
        file_text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line_number = content.count(b"\n", 0, error.start) + 1
        problem = f"line {line_number}: not UTF-8 text; save the file again with the encoding UTF-8"
        raise ConsultationError(str(path), [problem]) from error
    try:
        return tomllib.loads(file_text)
    except tomllib.TOMLDecodeError as error:
        raise ConsultationError(str(path), [describe_syntax(str(error), file_text)]) from error
    except RecursionError as error:
        raise ConsultationError(str(path), ["lists lie too deep in lists; expected lists of texts"]) from error


def _consultation(file: ConsultationFile) -> Consultation:
    consultation_table = file.consultation
    return Consultation(
        title=one_line(consultation_table.title),
        codebook=Codebook(tuple(_theme(file_table) for file_table in file.theme)),
        organisation=consultation_table.organisation,
        opened=consultation_table.opened,
        closed=consultation_table.closed,
        summary=one_line(consultation_table.summary) if consultation_table.summary else None,
        notice=one_line(consultation_table.notice) if consultation_table.notice else None,
        audit_notice=one_line(consultation_table.audit_notice) if consultation_table.audit_notice else None,
        questions=tuple(_question(file_table) for file_table in file.question),
        respondent_types=tuple(consultation_table.respondent_types),
        suppress_below=consultation_table.suppress_below,
        name_individuals=consultation_table.name_individuals,
        organisations=tuple(consultation_table.organisations),
        tables=tuple(_mapping(file_table) for file_table in file.table),
        languages=tuple(consultation_table.languages),
        has_position=consultation_table.position,
        messages=tuple(_message(file_table) for file_table in file.message),
        replies=tuple(_replies(file)),
        campaign_responses=consultation_table.campaign_responses,
        campaign_percent=consultation_table.campaign_percent,
        crossings=tuple(consultation_table.crossings),
        assumptions=tuple(_assumption(file_table) for file_table in file.assumption),
        transparency=tuple((file_table.field, one_line(file_table.text)) for file_table in file.transparency),
        mail=tuple(MailGrouping(file_table.file, file_table.responses == "one") for file_table in file.mail),
        coder=_coder(file.coder) if file.coder else None,
    )


def _question(table: QuestionTable) -> Question:
    positions = tuple((one_line(answer), Position(position)) for answer, position in table.positions.items())
    answers = tuple(map(one_line, table.answers))
    return Question(table.key, one_line(table.text), positions, table.position, answers)


def _message(table: MessageTable) -> TeamMessage:
    return TeamMessage(one_line(table.text), tuple(table.themes), tuple(map(one_line, table.points)))


def _assumption(table: AssumptionTable) -> TeamAssumption:
    assumption, basis, owner, note = (
        one_line(words or "") for words in (table.assumption, table.basis, table.owner, table.note)
    )
    quality, impact = (Rating(rated) if rated else None for rated in (table.quality, table.impact))
    return TeamAssumption(table.key, assumption, basis, owner, table.reviewed, quality, impact, note)


def _replies(file: ConsultationFile) -> Iterator[TeamReply]:
    """Yield what the team answers to questions and themes; none for one to which it has not answered."""
    answered: list[tuple[QuestionTable | ThemeTable, str, str]] = [
        *((table, "", table.key) for table in file.question),
        *((table, table.key, "") for table in file.theme),
    ]
    for table, theme_key, question_key in answered:
        response, action, owner = (one_line(words or "") for words in (table.response, table.action, table.owner))
        if response or action or owner:
            yield TeamReply(theme_key, question_key, response, action, owner)


def _theme(table: ThemeTable) -> Theme:
    theme_lists = {
        list_name: tuple(getattr(table, list_name))
        for list_name in ("include", "exclude", "keywords", "examples", "was")
    }
    name = one_line(table.name)
    return Theme(table.key, name, one_line(table.definition) or name, parent=table.parent, **theme_lists)


def _coder(table: CoderTable) -> ModelCoder:
    values: dict[str, Any] = {name: value for name, value in table.model_dump().items() if value is not None}
    rules: dict[str, Any] = {name: SendingRule(values[name]) for name in ("unpublished", "personal_data")}
    for name in {"endpoint", "confirmation"} & values.keys():
        values[name] = one_line(values[name])
    values |= {**rules, "mode": ModelMode(table.mode)}
    return ModelCoder(**values)


def _mapping(table: ResponsesTable) -> TableMapping:
    role_headers = {role: getattr(table, role.value) for role in ColumnRole}
    headers = {
        role: (header_names,) if isinstance(header_names, str) else tuple(header_names or ())
        for role, header_names in role_headers.items()
    }
    return TableMapping(
        file=table.file,
        sheet=table.sheet,
        header=table.header,
        columns=tuple((role, header_names) for role, header_names in headers.items() if header_names),
        questions=tuple(table.questions.items()),
        types=tuple(table.types.items()),
        consent=tuple((consent_value, Publish(publish)) for consent_value, publish in table.consent.items()),
        choices=tuple((header, tuple(choices)) for header, choices in table.choices.items()),
        test_rows=table.test_rows,
    )

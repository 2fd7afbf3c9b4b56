"""consultation.toml: read, checked, and every mistake in it told at once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from analysis.errors import ConsultationError
from analysis.model import Codebook, ColumnRole, Consultation, Publish, Question, TableMapping, Theme
from analysis.workspace.bounded_files import read_file
from analysis.workspace.consultation_mistakes import contradictions, told, told_syntax
from analysis.workspace.toml_schema import ConsultationFile, ResponsesTable, ThemeTable

MOST_BYTES = 50_000_000
"""Of consultation.toml; a codebook of a thousand themes has 1 MB."""


def load_consultation(path: Path) -> Consultation:
    """Read consultation.toml, or raise ConsultationError with everything that is wrong in it."""
    raw = _parse(path)
    problems = []
    try:
        file = ConsultationFile.model_validate(raw)
    except ValidationError as error:
        problems = [told(problem["type"], problem["loc"], problem["input"], raw) for problem in error.errors()]
    problems.extend(contradictions(raw))
    if problems:
        raise ConsultationError(str(path), problems)
    return _consultation(file)


def _parse(path: Path) -> dict[str, Any]:
    try:
        content = read_file(path, MOST_BYTES)
    except OSError as error:
        raise ConsultationError(str(path), [f"cannot be read: {error.strerror or error}"]) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = f"line {line}: not UTF-8 text; save the file again with the encoding UTF-8"
        raise ConsultationError(str(path), [problem]) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConsultationError(str(path), [told_syntax(str(error), text)]) from error
    except RecursionError as error:
        raise ConsultationError(str(path), ["lists lie too deep in lists; expected lists of texts"]) from error


def _consultation(file: ConsultationFile) -> Consultation:
    head = file.consultation
    return Consultation(
        title=_one_line(head.title),
        codebook=Codebook(tuple(_theme(table) for table in file.theme)),
        organisation=head.organisation,
        opened=head.opened,
        closed=head.closed,
        summary=_one_line(head.summary) if head.summary else None,
        notice=_one_line(head.notice) if head.notice else None,
        audit_notice=_one_line(head.audit_notice) if head.audit_notice else None,
        questions=tuple(Question(table.key, _one_line(table.text)) for table in file.question),
        respondent_types=tuple(head.respondent_types),
        suppress_below=head.suppress_below,
        tables=tuple(_mapping(table) for table in file.table),
    )


def _theme(table: ThemeTable) -> Theme:
    lists = {name: tuple(getattr(table, name)) for name in ("include", "exclude", "keywords", "examples", "was")}
    definition = _one_line(table.definition)
    return Theme(key=table.key, name=_one_line(table.name), definition=definition, parent=table.parent, **lists)


def _mapping(table: ResponsesTable) -> TableMapping:
    said = {role: getattr(table, role.value) for role in ColumnRole}
    headers = {role: (names,) if isinstance(names, str) else tuple(names or ()) for role, names in said.items()}
    return TableMapping(
        file=table.file,
        sheet=table.sheet,
        header=table.header,
        columns=tuple((role, names) for role, names in headers.items() if names),
        questions=tuple(table.questions.items()),
        types=tuple(table.types.items()),
        consent=tuple((value, Publish(publish)) for value, publish in table.consent.items()),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""Respondents in a table: who sent each response, of what type they are and what may be printed, changed together."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import described
from analysis.app.ingest.respondent_edits import (
    check_list,
    clean_name,
    described_now,
    merge_rows,
    merged,
    with_known_type,
)
from analysis.app.revisions import save
from analysis.errors import OvertakenError
from analysis.model import ActivityEvent, ActivityKind, Coder, Publish, Respondent, Response

NAMES = {
    "file": "response",
    "response": "response",
    "no.": "response",
    "no": "response",
    "number": "response",
    "respondent": "name",
    "name": "name",
    "organisation": "name",
    "type": "type",
    "type of respondent": "type",
    "publish": "publish",
    "consent": "publish",
    "may it be published?": "publish",
}
"""What the columns of pasted rows may be called."""

ORDER = ("response", "name", "type", "publish")
"""What they are where no first row names them."""

CONSENT = {
    "yes": Publish.YES,
    "yes, named": Publish.YES,
    "may be published": Publish.YES,
    "anonymous": Publish.ANONYMOUS,
    "without the name": Publish.ANONYMOUS,
    "no": Publish.NO,
    "no, only counted": Publish.NO,
    "not to be published": Publish.NO,
}
"""What may be written of consent, in small letters; anything else is asked about."""

OVERTAKEN = "Who sent {} has been changed since this page was opened. Nothing was saved. Reload the page."


@dataclass(frozen=True, slots=True)
class RespondentRow:
    """A row: what is there (``base``), and what somebody typed over it."""

    document: str
    base: Respondent
    typed: Respondent

    @property
    def is_changed(self) -> bool:
        """Return whether the row says anything else than what is there."""
        return _clean(self.typed) != _clean(self.base)


def describe_all(app: AppContext, rows: Sequence[RespondentRow], coder: Coder) -> int:
    """Write every row that was changed into respondents.csv, as one change, and return how many there were.

    Raises OvertakenError where something else is there by now, UnreadableError where there is no such response, and
    ConsultationError where respondents.csv would hold a mistake then; nothing is changed.
    """
    changed = [row for row in rows if row.is_changed]
    if not changed:
        return 0
    with app.store.alone():
        consultation, named_files, respondents = described(app)
        written: dict[str, Respondent] = {}
        for row in changed:
            current = described_now(app, row.document)
            if _clean(row.base) != current:
                raise OvertakenError(OVERTAKEN.format(row.document))
            known = respondents.get(row.document) or with_known_type(current, consultation.respondent_types)
            written[row.document] = merged(_clean(row.base), _clean(row.typed), known)
        content = merge_rows(app, written)
        file_names = {file_name for file_name, _ in named_files}
        check_list(app, content, consultation.respondent_types, file_names, str(app.workspace.respondents))
        events = [ActivityEvent(ActivityKind.DESCRIBED, coder.name, app.clock(), document) for document in written]
        save(app, app.workspace.respondents, content, events, {"saved by": coder.name})
    return len(changed)


def _clean(respondent: Respondent) -> Respondent:
    return replace(respondent, name=clean_name(respondent.name))


# What is pasted -------------------------------------------------------------------------------------------------------


def pasted_rows(responses: Sequence[Response], pasted: str) -> tuple[tuple[RespondentRow, ...], tuple[str, ...]]:
    """Return the rows that somebody pasted of a spreadsheet, and what is wrong in them.

    A response is named by its number in the report (R12), its name, or that of its file where that holds it alone.
    """
    by_name = _by_name(responses)
    rows: list[RespondentRow] = []
    problems: list[str] = []
    for number, cells in enumerate(_cells(pasted), 1):
        response = by_name.get(cells.get("response", "").casefold())
        consent = cells.get("publish", "")
        if response is None:
            problems.append(f"Row {number}: there is no response “{cells.get('response', '')}”")
        elif consent and consent.casefold() not in CONSENT:
            problems.append(f"Row {number}: “{consent}” is not an answer about publication; write yes, anonymous or no")
        else:
            rows.append(RespondentRow(response.document.name, response.respondent, _typed(response.respondent, cells)))
    return tuple(rows), tuple(problems)


def _by_name(responses: Sequence[Response]) -> dict[str, Response]:
    sources = Counter(response.source for response in responses)
    named = {response.label.casefold(): response for response in responses}
    alone = {one.source.casefold(): one for one in responses if sources[one.source] == 1}
    return named | alone | {response.document.name.casefold(): response for response in responses}


def _typed(base: Respondent, cells: Mapping[str, str]) -> Respondent:
    """Return what a row says; an empty cell changes nothing."""
    consent = cells.get("publish", "").casefold()
    return Respondent(
        cells.get("name") or base.name, cells.get("type") or base.type, CONSENT[consent] if consent else base.publish
    )


def _cells(pasted: str) -> list[dict[str, str]]:
    first_line = pasted.strip().partition("\n")[0]
    delimiter = max("\t;,", key=first_line.count)
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(pasted.strip()), delimiter=delimiter)]
    rows = [row for row in rows if any(row)]
    headers = [NAMES.get(cell.casefold(), "") for cell in rows[0]] if rows else []
    has_header = "response" in headers and all(
        header or not cell for header, cell in zip(headers, rows[0], strict=True)
    )
    columns = headers if has_header else ORDER
    return [dict(zip(columns, row, strict=False)) for row in rows[has_header:]]

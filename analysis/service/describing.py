"""Who sent a response: written into respondents.csv by hand, one row at a time, all other rows staying as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import ConsultationError
from analysis.model import Coder, Deed, DeedKind, Respondent
from analysis.reading.media import decode
from analysis.service.desk import Desk
from analysis.service.receiving import described
from analysis.workspace import COLUMNS, load_respondents, withdraw, write_together

DELIMITERS = ",;\t"

LONGEST = 200
"""Characters of a respondent's name."""


def describe(desk: Desk, document: str, who: Respondent, by: Coder) -> None:
    """Say who sent a response, or all responses of a file, of what type they are and whether it may be published.

    Raises ConsultationError where respondents.csv would hold a mistake then; nothing is changed.
    """
    name = " ".join((who.name or "").split())[:LONGEST]
    with desk.store.alone():
        consultation, files, _ = described(desk)
        path = desk.workspace.respondents
        cells = {"file": document, "respondent": name, "type": who.type or "", "publish": who.publish.value}
        others = withdraw(path, [document])
        content = with_row(_present(path) if others is None else others, cells)
        trial = desk.workspace.state / "respondents.csv"
        try:
            write_together({trial: content})
            load_respondents(trial, consultation.respondent_types, {name for name, _ in files})
        except ConsultationError as error:
            raise ConsultationError(str(path), error.problems) from error
        finally:
            trial.unlink(missing_ok=True)
        write_together({path: content})
        desk.store.note(Deed(DeedKind.DESCRIBED, by.name, desk.clock(), document))


def _present(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def with_row(content: bytes, cells: dict[str, str]) -> bytes:
    """A respondents.csv with one row more, in its own columns and with its own delimiter; it is UTF-8 afterwards."""
    text = (decode(content) or "").removeprefix("\ufeff")
    header, _, rest = text.partition("\n")
    delimiter = max(DELIMITERS, key=header.count) if header.strip() else ","
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    columns = [name for name in columns if name]
    complete = [*columns, *(name for name in COLUMNS if name not in columns)]
    row = _line([cells[name] for name in complete], delimiter)
    if complete == columns:
        return (text.rstrip("\r\n") + "\n" + row).encode()
    return (_line(complete, delimiter) + rest.rstrip("\r\n") + ("\n" if rest.strip() else "") + row).encode()


def _line(cells: Sequence[str], delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return stream.getvalue()

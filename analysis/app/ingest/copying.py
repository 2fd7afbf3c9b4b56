"""Copying into ``responses/``: the bytes of several files are written together, and what they replace is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest.batches import in_batches
from analysis.app.ingest.pipeline import Copied, ReadingRun, receive_file
from analysis.app.ingest.recording import record
from analysis.app.single_file import why
from analysis.app.use_case_results import Added
from analysis.errors import OutputError
from analysis.workspace import content_of, not_a_document, not_portable, write_together

EXISTS = (
    "a document of this name is already included; if this is a newer version of it, use --replace, which keeps its "
    "numbers and what people coded; if it is another document, rename it"
)


@dataclass(frozen=True, slots=True)
class ToCopy:
    """A file that is to be put into ``responses/`` under a name.

    ``folder`` is the one that it was found in: a link that leads out of that is not followed.
    """

    path: Path
    name: str
    may_replace: bool = False
    folder: Path | None = None
    refused: str = ""
    """Why it does not go in."""


def copied(app: AppContext, reading_run: ReadingRun, files: Iterable[ToCopy]) -> Iterator[Added | Copied]:
    """Put files into ``responses/``, or say why not; what they replace is kept in the store."""
    yield from in_batches(files, partial(copy, app, reading_run), _size, lambda file: as_one_name(file.name))


def copy(app: AppContext, reading_run: ReadingRun, files: Sequence[ToCopy]) -> list[Added | Copied]:
    """Put files of different names into ``responses/``, or say why not; what they replace is kept in the store."""
    became = {file.name: _content_or_result(app, reading_run, file) for file in files}
    contents = {
        app.workspace.responses / name: content for name, content in became.items() if isinstance(content, bytes)
    }
    refused = _write(contents)
    return [
        result
        if not isinstance(result := became[file.name], bytes)
        else Added(file.name, reason=refused[app.workspace.responses / file.name])
        if app.workspace.responses / file.name in refused
        else Copied(file.name, True)
        for file in files
    ]


def _content_or_result(app: AppContext, reading_run: ReadingRun, file: ToCopy) -> bytes | Added | Copied:
    """Return the bytes that are to be written, or what becomes of a file of which none are."""
    target_path = app.workspace.responses / file.name
    name_problem = not_a_document(file.name) or (None if target_path.exists() else not_portable(file.name))
    if name_problem:
        return Added(file.name, reason=name_problem)
    if file.refused:
        return Added(file.name, reason=file.refused)
    try:
        new_content = content_of(file.path, within=file.folder if file.folder != file.path else None)
        if not target_path.exists():
            return new_content
        if content_of(target_path, within=app.workspace.responses) == new_content:
            return Copied(file.name, False)
        if not file.may_replace:
            return Added(file.name, reason=EXISTS)
        replaced = receive_file(app.workspace, reading_run, (file.name, target_path))
        record(app, reading_run, app.store.sources(), [(None, replaced)])
    except OSError as error:
        return Added(file.name, reason=why(error))
    return new_content


def _write(contents: Mapping[Path, bytes]) -> dict[Path, str]:
    """Write files together, or each by itself where that fails, and return why some could not be written."""
    try:
        if contents:
            write_together(contents)
    except (OSError, OutputError) as error:
        if len(contents) == 1:
            return dict.fromkeys(contents, why(error) if isinstance(error, OSError) else str(error))
        return {place: why for one in contents.items() for place, why in _write(dict([one])).items()}
    return {}


def _size(file: ToCopy) -> int:
    with suppress(OSError):
        return file.path.stat().st_size
    return 0


def as_one_name(name: str) -> str:
    """Return what two names have in common that are one file where the system tells no case or accents apart."""
    return unicodedata.normalize("NFC", name).casefold()

"""Kept figures: what was counted for the report that is there, so that an unchanged workspace is not counted again.

They lie in ``.everypoint/figures.json``: no name and no quotation, and of what they follow from only digests. They are
sealed with what the store holds, so that a file that somebody has changed is no longer believed. What a report told of
single files names these, and so lies in the store, which an erasure empties of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import attrgetter
from pathlib import Path

from pydantic import TypeAdapter

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus, origins_of
from analysis.app.ingest.ingest import described
from analysis.app.ingest.pipeline import may_pass
from analysis.app.sealed_file import Sealed, SealedFile
from analysis.app.snapshot.news import QUIET, kinds_since
from analysis.app.use_case_results import Reported, ReportState, Status, ThemeCount
from analysis.tally.questions.position_views import PositionTally
from analysis.tally.uncertainty import ThemeDoubt, least_trusted
from analysis.text import fingerprint
from analysis.workspace import AUDITS, content_of, own_templates, read_file

FILE = "figures.json"

ONE_FILE = "whether it is one file"

UNKNOWN = "what it was made from is not known here"
"""Where the report came with the folder, or its records are others."""

UNSEEN = QUIET - {"report", "coder"}
"""The kinds of record that change nothing of what a report tells."""

RECORDED = {
    "source": "responses",
    "reading": "responses",
    "document": "responses",
    "unread": "responses",
    "erasure": "responses",
    "withdrawal": "responses",
    "mapping": "how tables are read",
    "segmentation": "how responses are divided into points",
    "respondent": "respondents",
    "link": "which responses are the same letter",
    "codebook": "themes",
    "coding": "the coding of points",
    "coding_table": "the coding of points",
    "sample": "audits",
    "frame": "audits",
    "drawn": "audits",
    "score": "audits",
    "quotation": "quotations",
    "redaction": "personal data in the text",
}
"""What the kinds of record that change a report are called where somebody is told; any other by its own name."""


@dataclass(frozen=True, slots=True)
class KeptFigures(Sealed):
    """The figures of a report, where the chain stood when they were counted, the digests of all else that they follow
    from, and the store's seal on all of these.

    ``told`` is the SHA-256 of all else that was told of that report, which the store holds, and ``received`` the digest
    of the files that it follows from. Both are empty where it may be told otherwise though no file changes.
    """

    follows_from: Mapping[str, str]
    records: int
    head: str
    points: int
    coded: int
    themes: tuple[ThemeCount, ...]
    positions: tuple[PositionTally, ...]
    received: str = ""
    told: str = ""


_KEPT = SealedFile(FILE, TypeAdapter(KeptFigures), attrgetter("records"))
_TOLD = TypeAdapter(Reported)
_ANYTHING: TypeAdapter[object] = TypeAdapter(object)


def keep_figures(app: AppContext, figures: KeptFigures) -> None:
    """Keep the figures of the report that has been written."""
    _KEPT.keep(app, figures)


def last_figures(app: AppContext) -> KeptFigures | None:
    """Return what was counted for the report that was made last, whatever was recorded since."""
    return _KEPT.load(app)


def kept_figures(app: AppContext, follows_from: Mapping[str, str]) -> KeptFigures | None:
    """Return what was counted last, if it follows from this and nothing was recorded since that changes a figure."""
    figures = last_figures(app)
    return figures if figures is not None and not _changes_since(app, figures, follows_from) else None


def report_state(app: AppContext, corpus: Corpus) -> ReportState:
    """Return whether the report still says how things stand: by the rule by which it is counted again or not."""
    return _state(app, corpus.origins)


def report_state_by_status(app: AppContext, stands: Status) -> ReportState:
    """Return the same from a status, without reading any document."""
    consultation, named_files, known = described(app)
    recorded = app.store.sources()
    present = {name: "" if name in stands.waiting else recorded[name].sha256 for name, _ in named_files}
    return _state(app, origins_of(consultation, known, present))


def _state(app: AppContext, origins: Mapping[str, str]) -> ReportState:
    if not app.workspace.report.is_file():
        return ReportState(is_made=False)
    figures = last_figures(app)
    if figures is None:
        return ReportState(is_made=True, changes=(UNKNOWN,))
    follows_from = inputs_of(app, origins, is_one_file=figures.follows_from.get(ONE_FILE) == str(True))
    return ReportState(is_made=True, changes=_changes_since(app, figures, follows_from))


def _changes_since(app: AppContext, figures: KeptFigures, follows_from: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is another than when a report was counted, in words; nothing where every figure is the same."""
    with app.store.reading() as records:
        is_known = records.knows((figures.records, figures.head))
        kinds = kinds_since(records, figures.records) - QUIET if is_known else frozenset()
    inputs = {*follows_from, *figures.follows_from}
    changed = sorted(name for name in inputs if follows_from.get(name) != figures.follows_from.get(name))
    told = [*changed, *(RECORDED.get(kind, kind) for kind in sorted(kinds)), *([] if is_known else [UNKNOWN])]
    return tuple(dict.fromkeys(told))


def kept_report(app: AppContext, received: str) -> Reported | None:
    """Return what was told of the last report, if every file is as it was then and nothing was recorded since.

    Whether that report still stands is not asked here.
    """
    figures = last_figures(app) if received else None
    if figures is None or figures.received != received:
        return None
    with app.store.reading() as records:
        is_known = records.knows((figures.records, figures.head))
        if not is_known or not kinds_since(records, figures.records) <= UNSEEN:
            return None
        content = records.told(figures.told)
    if content is None:
        return None
    told = replace(_TOLD.validate_json(content), themes=figures.themes, positions=figures.positions)
    sheets = tuple(replace(sheet, recorded=0) for sheet in told.sheets)
    return replace(told, path=app.workspace.report, changed=False, new=(), sheets=sheets)


def with_told(app: AppContext, figures: KeptFigures, reported: Reported, received: str) -> KeptFigures:
    """Return figures with what else was told of their report, unless that may be told otherwise the next time."""
    if not received or reported.unanswered or any(may_pass(skip) for skip in reported.skipped):
        return figures
    bare = replace(reported, path=Path(), themes=(), positions=(), pdf=None)
    return replace(figures, received=received, told=app.store.keep_told(_TOLD.dump_json(bare).decode()))


def last_least_trusted(app: AppContext) -> tuple[ThemeDoubt, ...]:
    """Return the themes that the machine trusted least when the report was made last."""
    figures = last_figures(app)
    themes = figures.themes if figures else ()
    return least_trusted(ThemeDoubt(theme.key, theme.name, theme.doubtful, theme.places) for theme in themes)


def inputs_of(app: AppContext, origins: Mapping[str, str], is_one_file: bool) -> dict[str, str]:
    """Return the digests of everything that a report follows from but for the records, by what each is called."""
    program = f"{program_sha256()} {app.settings.ocr}"
    return {
        **origins,
        "templates": fingerprint(_ANYTHING.dump_json(own_templates(app.workspace)).decode()),
        "the version of Everypoint": fingerprint(program),
        ONE_FILE: str(is_one_file),
    }


def digest_of_files(app: AppContext, one_file: bool) -> str:
    """Return the digest of the files, program and settings of a report; "" where a file cannot be read."""
    digest = hashlib.sha256(f"{one_file} {app.settings.ocr} {program_sha256()}".encode())
    try:
        digest.update(repr(own_templates(app.workspace)).encode())
        for name, content in _files(app):
            digest.update(f"\n{name} {hashlib.sha256(content).hexdigest()}".encode())
    except OSError:
        return ""
    return digest.hexdigest()


def _files(app: AppContext) -> Iterator[tuple[str, bytes]]:
    """Yield what lies in ``responses/``: what describes, the sheets, and the documents; what is no document by why."""
    workspace = app.workspace
    for path in (workspace.consultation, workspace.respondents):
        yield path.name, read_file(path) if path.exists() else b""
    for path in sorted((workspace.responses / AUDITS).rglob("*")):
        if path.is_file():
            yield path.relative_to(workspace.responses).as_posix(), read_file(path, within=workspace.responses)
    for name, path in workspace.files():
        problem = workspace.unfit(path)
        yield name, problem.encode() if problem else content_of(path)


@cache
def program_sha256() -> str:
    """Return the digest of the program and of the templates that come with it."""
    from analysis.rendering.sandbox import SHIPPED

    program_digest = hashlib.sha256()
    sources = Path(str(files("analysis"))).rglob("*.py")
    templates = (path for folder in SHIPPED for path in folder.rglob("*") if path.is_file())
    for path in sorted({*sources, *templates}):
        program_digest.update(f"{path} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return program_digest.hexdigest()

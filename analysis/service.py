"""The use cases: the one place where rooms are joined, files of the user are opened and the clock is read."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, TypeVar

from analysis.auditing import settle
from analysis.errors import LedgerError, UnreadableError
from analysis.model import (
    Child,
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Consultation,
    Document,
    Ledger,
    Point,
    PointKey,
    Question,
    Respondent,
    Response,
    Segment,
    SettledCoding,
    Skipped,
    Source,
)
from analysis.reading import media_type
from analysis.reading import read as read_bytes
from analysis.splitting import SPLITTER, segment
from analysis.splitting import split as split_document
from analysis.store import FileStore, Store
from analysis.workspace import RESERVED, Workspace, load_consultation, load_respondents, template_folders, write_together

T = TypeVar("T")

REPORT = "report.html"
MANIFEST = "report.manifest.json"
MAX_DEPTH = 3
"""Attachments of attachments of attachments; whatever lies deeper was not meant to be read."""


class Track(Protocol):
    """Passes things on one by one while it tells a person how far it is."""

    def __call__(self, things: Sequence[T], doing: str) -> Iterable[T]:
        """Yield the things in order."""


def silently(things: Sequence[T], doing: str) -> Iterable[T]:
    """A Track that tells nothing."""
    return things


def now() -> str:
    """The time, to the second, in UTC, as ISO 8601 writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


# One file, without a workspace ----------------------------------------------------------------------------------------


def read(path: str | Path) -> Document:
    """Read one file that holds one document; raises UnreadableError with the reason."""
    documents = read_all(path)
    if len(documents) != 1:
        raise UnreadableError(str(path), f"it holds {len(documents)} documents; use read_all")
    return documents[0]


def read_all(path: str | Path) -> tuple[Document, ...]:
    """Read all documents that one file holds; raises UnreadableError with the reason if there is none."""
    file = Path(path)
    try:
        results = list(_read(file.read_bytes(), file.name))
    except OSError as error:
        raise UnreadableError(str(path), _why(error)) from error
    documents = tuple(result for result in results if isinstance(result, Document))
    if not documents:
        raise UnreadableError(str(path), "; ".join(r.reason for r in results if isinstance(r, Skipped)))
    return documents


def split(document: Document, questions: Sequence[Question] = ()) -> tuple[Segment, ...]:
    """Divide a document into segments; their spans run from 0 to the end of its text."""
    return split_document(document, questions)


def _read(content: bytes, name: str, depth: int = 0) -> Iterator[Document | Skipped]:
    """Everything in a file, and in the files that it holds."""
    for result in read_bytes(content, name):
        if not isinstance(result, Child):
            yield result
        elif depth >= MAX_DEPTH:
            yield Skipped(f"{name}#{result.name}", f"it lies more than {MAX_DEPTH} files deep")
        else:
            yield from _read(result.content, f"{name}#{result.name}", depth + 1)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the path"
    if isinstance(error, IsADirectoryError):
        return "it is a folder; name a file in it"
    return f"it cannot be opened: {(error.strerror or str(error)).lower()}"


# A workspace ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Intake:
    """Everything that was received, read and split."""

    consultation: Consultation
    known: Mapping[str, Respondent]
    sources: tuple[Source, ...]
    responses: tuple[Response, ...]
    skipped: tuple[Skipped, ...]
    new: tuple[str, ...] = ()

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """All points of all responses, in order."""
        return tuple(point for response in self.responses for point in response.points)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of all points, in the same order."""
        return tuple(response.text_of(point) for response in self.responses for point in response.points)

    @cached_property
    def ledger(self) -> Ledger:
        """The account of everything received; raises LedgerError if it does not reconcile."""
        from analysis.tally import ledger, reconcile

        book = ledger(self.sources, self.responses, self.skipped)
        reconcile(book, self.responses, self.skipped)
        return book


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one path that was to be added: its name in ``responses/`` and its points, or the reason."""

    name: str
    points: int = 0
    reason: str | None = None
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that was written, and what it accounts for."""

    path: Path
    changed: bool
    sources: int
    new: tuple[str, ...]
    responses: int
    points: int
    coded: int
    skipped: tuple[Skipped, ...]
    numbers: tuple[tuple[str, str], ...]


@dataclass
class Everypoint:
    """The use cases on one workspace.

    ``clock`` and ``track`` are the outside world's; ``store`` is the workspace's own unless another is given.
    """

    workspace: Workspace
    clock: Callable[[], str] = now
    track: Track = silently
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        """Open the workspace, or raise WorkspaceError."""
        self.workspace.must_exist()
        self.store = FileStore(self.workspace.state)

    def consultation(self) -> Consultation:
        """What consultation.toml says."""
        return load_consultation(self.workspace.consultation)

    def take_in(self, keep: bool = True) -> Intake:
        """Read and split everything in ``responses/``; with ``keep``, record what is new."""
        consultation = self.consultation()
        files = list(self.workspace.files())
        types, names = consultation.respondent_types, {name for name, _ in files}
        known = load_respondents(self.workspace.respondents, types, names)
        sources, responses, skipped, new = [], [], [], []
        for name, path in self.track(files, "Reading"):
            source, results = self._source(name, path, new if keep else None)
            sources.append(source)
            for result in results:
                if isinstance(result, Skipped):
                    skipped.append(result)
                else:
                    who = known.get(name, Respondent())
                    responses.append(Response(name, who, result, segment(result, consultation.questions)))
        return Intake(consultation, known, tuple(sources), tuple(responses), tuple(skipped), tuple(new))

    def _source(self, name: str, path: Path, new: list[str] | None) -> tuple[Source, list[Document | Skipped]]:
        if self.workspace.leads_outside(path):
            return Source(name, "", "", 0), [Skipped(name, "it is a link to a file outside responses/; add that file")]
        try:
            content = path.read_bytes()
        except OSError as error:
            return Source(name, "", "", 0), [Skipped(name, _why(error))]
        source = Source(name, media_type(content, name), hashlib.sha256(content).hexdigest(), len(content))
        if new is not None and self.store.keep(source, content, self.clock()):
            new.append(name)
        return source, list(_read(content, name))

    def add(self, paths: Sequence[Path], replace: bool = False) -> list[Added]:
        """Copy documents, or all documents in folders, into ``responses/``, and say what each became."""
        questions = self.consultation().questions
        wanted = [(file, name) for path in paths for file, name in _documents(path)]
        return [self._add(file, name, replace, questions) for file, name in self.track(wanted, "Adding")]

    def _add(self, file: Path, name: str, replace: bool, questions: Sequence[Question]) -> Added:
        target = self.workspace.responses / name
        if Path(name).parts[0] in RESERVED:
            return Added(name, reason=f"{name} is a name that the workspace keeps for itself; rename the file")
        try:
            content = file.read_bytes()
            there = target.read_bytes() if target.exists() else None
        except OSError as error:
            return Added(name, reason=_why(error))
        if there not in (None, content) and not replace:
            return Added(name, reason="another document of this name is in already; rename it, or use --replace")
        if there != content:
            write_together({target: content})
        results = list(_read(content, name))
        found = [split(result, questions) for result in results if isinstance(result, Document)]
        points = sum(s.kind == "point" for segments in found for s in segments)
        reasons = "; ".join(r.reason for r in results if isinstance(r, Skipped))
        return Added(name, points, reasons or None, copied=there != content)

    def code(self, intake: Intake) -> tuple[Coder, int]:
        """Code all points with the current codebook and everything people have coded; say who coded, and how many anew."""
        from analysis.classifying import ThemeClassifier, code, machine_coder

        codings = self.store.codings()
        taught = _taught(codings, intake)
        classifier = ThemeClassifier(intake.consultation.codebook).fit(intake.texts, taught)
        coder = machine_coder(classifier)
        done = {(c.point, c.segmentation) for c in codings if c.coder == coder}
        made_by = {r.document.name: r.segmentation.coder for r in intake.responses}
        left = [i for i, p in enumerate(intake.points) if (p.key, made_by[p.document]) not in done]
        points, texts = [intake.points[i] for i in left], [intake.texts[i] for i in left]
        new = code(classifier, points, texts, [made_by[p.document] for p in points], self.clock())
        return coder, self.store.append(new)

    def settled(self, intake: Intake, coder: Coder) -> dict[PointKey, SettledCoding]:
        """The coding of every point that counts now."""
        current = {point.key for point in intake.points}
        return settle((c for c in self.store.codings() if c.point in current), coder.id)

    def report(self) -> Reported:
        """Take in what is new, code, settle, count, and write the report with its manifest; all or nothing."""
        from analysis.matching import campaigns, copies
        from analysis.rendering import render
        from analysis.splitting.sentences import sentences
        from analysis.tally import report

        intake = self.take_in()
        book = intake.ledger
        coder, _ = self.code(intake)
        settled = self.settled(intake, coder)
        groups = campaigns(intake.responses, copies(intake.responses))
        facts = report(intake.consultation, intake.responses, settled, groups, book, intake.known, sentences)
        page = render(facts, template_folders(self.workspace)).encode()
        changed = self._write(page, intake, coder)
        return Reported(
            path=self.workspace.reports / REPORT,
            changed=changed,
            sources=len(intake.sources),
            new=intake.new,
            responses=len(intake.responses),
            points=facts.points,
            coded=facts.coded_points,
            skipped=intake.skipped,
            numbers=tuple((view.number, r.document.name) for view, r in zip(facts.responses, intake.responses, strict=True)),
        )

    def _write(self, page: bytes, intake: Intake, coder: Coder) -> bool:
        """Write the report unless the same one, made from the same inputs, is there."""
        path, beside = self.workspace.reports / REPORT, self.workspace.reports / MANIFEST
        facts = _facts(page, intake, coder)
        if path.is_file() and path.read_bytes() == page and _holds(beside, facts):
            return False
        made = {"time": self.clock(), "versions": _versions()}
        write_together({path: page, beside: (json.dumps({**facts, **made}, indent=2, ensure_ascii=False) + "\n").encode()})
        return True

    def check(self) -> list[str]:
        """Verify everything that can be: what holds, in words; raises the error for the first thing that does not."""
        intake = self.take_in(keep=False)
        book = intake.ledger
        held = [f"{len(book.entries)} sources, {len(intake.responses)} responses, {len(intake.points)} points: accounted for"]
        held.append(self._check_sources({source.path: source for source in intake.sources}))
        held.append(self._check_codings(intake))
        held.append(self._check_report())
        return held

    def _check_sources(self, present: Mapping[str, Source]) -> str:
        kept = self.store.sources()
        for path, source in kept.items():
            content = self.store.content(source.sha256)
            if content is None or hashlib.sha256(content).hexdigest() != source.sha256:
                raise LedgerError(f"{path}: the bytes kept of it are missing or damaged; restore {self.workspace.state}")
            if path not in present:
                raise LedgerError(f"{path} was taken in and is no longer in responses/; put it back")
            if present[path].sha256 != source.sha256:
                raise LedgerError(f"{path} has changed since it was taken in; run `everypoint report` to take in the change")
        waiting = len(present) - len(kept)
        return f"{len(kept)} sources are as they came" + (f", {waiting} are waiting to be taken in" if waiting else "")

    def _check_codings(self, intake: Intake) -> str:
        lengths = {response.document.name: len(response.document.text) for response in intake.responses}
        codings = self.store.codings()
        for coding in codings:
            point = coding.point
            outside = [e for e in coding.evidence if not point.start <= e.start < e.end <= point.end]
            if outside or not 0 <= point.start < point.end <= lengths.get(point.document, point.end):
                raise LedgerError(f"a coding of {point.document} by {coding.coder.name} quotes text outside its point")
        return f"{len(codings)} codings quote their points"

    def _check_report(self) -> str:
        path, beside = self.workspace.reports / REPORT, self.workspace.reports / MANIFEST
        if not path.exists() and not beside.exists():
            return "no report has been made yet"
        try:
            made = json.loads(beside.read_bytes())["report"]
            same = made == hashlib.sha256(path.read_bytes()).hexdigest()
        except (OSError, ValueError, KeyError) as error:
            raise LedgerError(f"{beside} is missing or damaged; run `everypoint report` to make it anew") from error
        if not same:
            raise LedgerError(f"{path} is not the report that its manifest describes; run `everypoint report`")
        return "the report is the one that its manifest describes"


def _documents(path: Path) -> Iterator[tuple[Path, str]]:
    """A file, or all files in a folder, each with the name it gets inside ``responses/``."""
    if not path.is_dir():
        yield path, path.name
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path)
        if file.is_file() and not any(part.startswith((".", "~$")) for part in inside.parts):
            yield file, inside.as_posix()


def _taught(codings: Sequence[Coding], intake: Intake) -> list[frozenset[str] | None]:
    """For each point the themes that people settled on, or None; a blind audit measures and so must not teach."""
    keys = set(intake.consultation.codebook.keys)
    human = [c for c in codings if c.coder.kind is not CoderKind.MACHINE and c.mode is not CodingMode.BLIND]
    agreed = settle(human, machine="")
    choices = (agreed.get(point.key) for point in intake.points)
    return [choice.coding.themes & keys if choice else None for choice in choices]


def _facts(page: bytes, intake: Intake, coder: Coder) -> dict[str, Any]:
    """What a report was made from and by; names only of those who allow it."""
    numbers: dict[str, list[str]] = {source.path: [] for source in intake.sources}
    for n, response in enumerate(intake.responses, 1):
        numbers[response.source].append(f"R{n}")
    inputs = [{"sha256": source.sha256, "responses": numbers[source.path]} for source in intake.sources]
    return {
        "report": hashlib.sha256(page).hexdigest(),
        "inputs": inputs,
        "codebook": intake.consultation.codebook.version,
        "splitter": SPLITTER,
        "coder": coder.id,
    }


def _holds(manifest: Path, facts: Mapping[str, Any]) -> bool:
    try:
        told = json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and all(told.get(key) == value for key, value in facts.items())


def _versions() -> dict[str, str]:
    names = ("everypoint", "scikit-learn", "nltk", "pandas", "jinja2")
    return {"python": platform.python_version(), **{name: version(name) for name in names}}

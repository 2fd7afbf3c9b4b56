"""The use cases: the one place where rooms are joined, files of the user are opened and the clock is read."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, TypeVar

from analysis.auditing import settle
from analysis.errors import LedgerError, OutputError, UnreadableError
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
    Segmentation,
    SettledCoding,
    Skipped,
    Source,
)
from analysis.reading import media_type
from analysis.reading import read as read_bytes
from analysis.splitting import SPLITTER, segment
from analysis.splitting import split as split_document
from analysis.store import FileStore, Store, check_codings, check_sources
from analysis.text import plural
from analysis.workspace import (
    Workspace,
    check_report,
    documents_in,
    load_consultation,
    load_respondents,
    not_a_document,
    template_folders,
    write_report,
    write_together,
)

T = TypeVar("T")

MAX_DEPTH = 3
"""Attachments of attachments of attachments; whatever lies deeper was not meant to be read."""


class Track(Protocol):
    """Passes things on one by one while it tells a person how far it is."""

    def __call__(self, things: Sequence[T], doing: str) -> Iterable[T]:
        """Yield the things in order."""


def silently(things: Sequence[T], doing: str) -> Iterable[T]:  # noqa: ARG001
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
        reasons = "; ".join(result.reason for result in results if isinstance(result, Skipped))
        raise UnreadableError(str(path), reasons or "it holds no document")
    return documents


def split(document: Document, questions: Sequence[Question] = ()) -> tuple[Segment, ...]:
    """Divide a document into segments; their spans run from 0 to the end of its text."""
    return split_document(document, questions)


def _read(content: bytes, name: str, depth: int = 0) -> Iterator[Document | Skipped]:
    """Everything in a file, and in the files that it holds; a fault of ours in one file costs no other."""
    try:
        for result in read_bytes(content, name):
            if not isinstance(result, Child):
                yield result
            elif depth >= MAX_DEPTH:
                yield Skipped(f"{name}#{result.name}", f"it lies more than {MAX_DEPTH} files deep")
            else:
                yield from _read(result.content, f"{name}#{result.name}", depth + 1)
    except Exception as error:
        yield Skipped(name, _fault("read", error))


def _divide(document: Document, questions: Sequence[Question]) -> Segmentation | Skipped:
    try:
        return segment(document, questions)
    except Exception as error:
        return Skipped(document.name, _fault("divided", error))


def _fault(done: str, error: Exception) -> str:
    return f"it could not be {done}, by a fault of Everypoint ({type(error).__name__}); please report it"


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

    def _described(self) -> tuple[Consultation, list[tuple[str, Path]], dict[str, Respondent]]:
        """What the consultation is, which files there are, and who sent them."""
        consultation = self.consultation()
        files = list(self.workspace.files())
        names = {name for name, _ in files}
        return consultation, files, load_respondents(self.workspace.respondents, consultation.respondent_types, names)

    def take_in(self, keep: bool = True) -> Intake:
        """Read and split everything in ``responses/``; with ``keep``, record what is new."""
        consultation, files, known = self._described()
        sources: list[Source] = []
        responses: list[Response] = []
        skipped: list[Skipped] = []
        new: list[str] = []
        for name, path in self.track(files, "Reading"):
            source, results = self._source(name, path, new if keep else None)
            sources.append(source)
            for result in results:
                parted = result if isinstance(result, Skipped) else _divide(result, consultation.questions)
                if isinstance(parted, Skipped):
                    skipped.append(parted)
                elif isinstance(result, Document):
                    responses.append(Response(name, known.get(name, Respondent()), result, parted))
        return Intake(consultation, known, tuple(sources), tuple(responses), tuple(skipped), tuple(new))

    def _source(self, name: str, path: Path, new: list[str] | None) -> tuple[Source, list[Document | Skipped]]:
        try:
            problem = self.workspace.unfit(path)
            content = b"" if problem else path.read_bytes()
        except OSError as error:
            problem = _why(error)
        if problem:
            return Source(name, "", "", 0), [Skipped(name, problem)]
        source = _as_source(name, content)
        if new is not None and self.store.keep(source, content, self.clock()):
            new.append(name)
        return source, list(_read(content, name))

    def add(self, paths: Sequence[Path], replace: bool = False) -> list[Added]:
        """Copy documents, or all documents in folders, into ``responses/``, and say what each became."""
        questions = self.consultation().questions
        wanted = [(file, name) for path in paths for file, name in documents_in(path)]
        return [self._add(file, name, replace, questions) for file, name in self.track(wanted, "Adding")]

    def _add(self, file: Path, name: str, replace: bool, questions: Sequence[Question]) -> Added:
        target = self.workspace.responses / name
        problem = not_a_document(name)
        if problem:
            return Added(name, reason=problem)
        try:
            content = file.read_bytes()
            there = target.read_bytes() if target.exists() else None
            if there not in (None, content) and not replace:
                return Added(name, reason="another document of this name is in already; rename it, or use --replace")
            if there != content:
                if there is not None:
                    self.store.keep(_as_source(name, there), there, self.clock())
                write_together({target: content})
        except OSError as error:
            return Added(name, reason=_why(error))
        except OutputError as error:
            return Added(name, reason=str(error))
        return _added(content, name, questions, copied=there != content)

    def code(self, intake: Intake) -> tuple[Coder, int]:
        """Code all points with the codebook and all that people have coded; say who coded, and how many anew."""
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
        """The coding of every point that counts now; raises LedgerError if a point has none."""
        current = {point.key for point in intake.points}
        found = settle((c for c in self.store.codings() if c.point in current), coder.id)
        for point in intake.points:
            if point.key not in found:
                raise LedgerError(f"{point.document}, point {point.label}: nobody has coded it; run `everypoint code`")
        return found

    def take_in_and_code(self) -> tuple[Intake, Coder, int]:
        """Take in what is new and code it, as the only writer: what was taken in, who coded, and how many anew."""
        self._described()  # a mistake is told before anything is written
        with self.store.alone():
            intake = self.take_in()
            return intake, *self.code(intake)

    def report(self) -> Reported:
        """Take in what is new, code, settle, count, and write the report with its manifest; all or nothing."""
        from analysis.matching import campaigns, copies
        from analysis.rendering import render
        from analysis.splitting.sentences import sentences
        from analysis.tally import report

        intake, coder, _ = self.take_in_and_code()
        book = intake.ledger
        settled = self.settled(intake, coder)
        groups = campaigns(intake.responses, copies(intake.responses))
        facts = report(intake.consultation, intake.responses, settled, groups, book, intake.known, sentences)
        page = render(facts, template_folders(self.workspace)).encode()
        made = {"time": self.clock(), "versions": _versions()}
        return Reported(
            path=self.workspace.report,
            changed=write_report(self.workspace, page, _facts(intake, coder), made),
            sources=len(intake.sources),
            new=intake.new,
            responses=len(intake.responses),
            points=facts.points,
            coded=facts.coded_points,
            skipped=intake.skipped,
            numbers=tuple(
                (view.number, r.document.name) for view, r in zip(facts.responses, intake.responses, strict=True)
            ),
        )

    def check(self) -> list[str]:
        """Verify everything that can be: what holds, in words; raises the error for the first thing that does not."""
        intake = self.take_in(keep=False)
        counts = ((intake.ledger.entries, "source"), (intake.responses, "response"), (intake.points, "point"))
        inputs = {"inputs": _inputs(intake), "codebook": intake.consultation.codebook.version}
        return [
            ", ".join(plural(len(things), name) for things, name in counts) + ": every character is accounted for"
            f"{'; ' + plural(len(intake.skipped), 'file') + ' not read, with the reason' if intake.skipped else ''}",
            check_sources(self.store, intake.sources),
            check_codings(self.store, {point.key for point in intake.points}),
            check_report(self.workspace, inputs),
        ]


def _as_source(name: str, content: bytes) -> Source:
    return Source(name, media_type(content, name), hashlib.sha256(content).hexdigest(), len(content))


def _added(content: bytes, name: str, questions: Sequence[Question], copied: bool) -> Added:
    """What a document that is in now became."""
    results = list(_read(content, name))
    found = [_divide(result, questions) for result in results if isinstance(result, Document)]
    points = sum(s.kind == "point" for one in found if isinstance(one, Segmentation) for s in one.segments)
    reasons = "; ".join(one.reason for one in (*results, *found) if isinstance(one, Skipped))
    return Added(name, points, reasons or None, copied)


def _taught(codings: Sequence[Coding], intake: Intake) -> list[frozenset[str] | None]:
    """For each point the themes that people settled on, or None; a blind audit measures and so must not teach."""
    keys = set(intake.consultation.codebook.keys)
    human = [c for c in codings if c.coder.kind is not CoderKind.MACHINE and c.mode is not CodingMode.BLIND]
    agreed = settle(human, machine="")
    choices = (agreed.get(point.key) for point in intake.points)
    return [choice.coding.themes & keys if choice else None for choice in choices]


def _facts(intake: Intake, coder: Coder) -> dict[str, Any]:
    """What a report was made from and by."""
    codebook = intake.consultation.codebook.version
    return {"inputs": _inputs(intake), "codebook": codebook, "splitter": SPLITTER, "coder": coder.id}


def _inputs(intake: Intake) -> list[dict[str, Any]]:
    """The hash of each source with the numbers of its responses; no names, which are only for those who allow it."""
    numbers: dict[str, list[str]] = {source.path: [] for source in intake.sources}
    for n, response in enumerate(intake.responses, 1):
        numbers[response.source].append(f"R{n}")
    return [{"sha256": source.sha256, "responses": numbers[source.path]} for source in intake.sources]


def _versions() -> dict[str, str]:
    names = ("everypoint", "scikit-learn", "nltk", "pandas", "jinja2")
    return {"python": platform.python_version(), **{name: version(name) for name in names}}

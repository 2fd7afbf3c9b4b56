"""The use cases on one workspace."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, TypeVar

from analysis.auditing import settle
from analysis.errors import DivisionError, LedgerError, OutputError, UnreadableError
from analysis.model import (
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Consultation,
    PointKey,
    Redivision,
    Respondent,
    Response,
    Segmentation,
    SettledCoding,
    Skipped,
    Source,
)
from analysis.reading import ReadSettings
from analysis.service.files import shared_readers, why
from analysis.service.intake import (
    Copied,
    Reading,
    added,
    as_divided,
    as_response,
    as_source,
    in_order,
    must_be_there,
    received,
)
from analysis.service.readers import Readers
from analysis.service.results import Added, Intake, Reported
from analysis.service.wire import Parted
from analysis.splitting import SPLITTER
from analysis.store import FileStore, Store, check_codings, check_redivisions, check_sources
from analysis.text import fingerprint, plural
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

Described = tuple[Consultation, list[tuple[str, Path]], dict[str, Respondent]]
"""A consultation, the files that lie in it with their names, and who sent them."""


Edit = Callable[[Segmentation], Segmentation]
"""Divides a document otherwise; raises ValueError with what is wrong with that."""


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


@dataclass
class Everypoint:
    """The use cases on one workspace.

    ``clock`` and ``track`` are the outside world's; ``store`` is the workspace's own unless another is given.
    """

    workspace: Workspace
    clock: Callable[[], str] = now
    track: Track = silently
    readers: Readers = field(default_factory=shared_readers)
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        """Open the workspace, or raise WorkspaceError."""
        self.workspace.must_exist()
        self.store = FileStore(self.workspace.state)

    def consultation(self) -> Consultation:
        """What consultation.toml says."""
        return load_consultation(self.workspace.consultation)

    def _described(self) -> Described:
        """What the consultation is, which files there are, and who sent them."""
        consultation = self.consultation()
        files = list(self.workspace.files())
        names = {name for name, _ in files}
        known = load_respondents(self.workspace.respondents, consultation.respondent_types, names)
        return consultation, files, known

    def take_in(self, keep: bool = True) -> Intake:
        """Read and split everything in ``responses/``; with ``keep``, record what is new."""
        consultation, files, known = self._described()
        sources: list[Source] = []
        responses: list[Response] = []
        skipped: list[Skipped] = []
        new: list[str] = []
        by_hand = self._by_hand()
        receive = partial(received, self.workspace, self._reading(consultation))
        arriving = in_order(receive, files, self.readers)
        for _, arrived in zip(self.track(files, "Reading"), arriving, strict=True):
            source = arrived.source
            if keep and arrived.content is not None and self.store.keep(source, arrived.content, self.clock()):
                new.append(source.path)
            sources.append(source)
            skipped.extend(result for result in arrived.results if isinstance(result, Skipped))
            parted = (result for result in arrived.results if isinstance(result, Parted))
            responses.extend(as_divided(as_response(source, one, known), by_hand) for one in parted)
        must_be_there(known, {source.path for source in sources}, responses, skipped, self.workspace.respondents)
        return Intake(consultation, known, tuple(sources), tuple(responses), tuple(skipped), tuple(new))

    def _by_hand(self) -> dict[str, Redivision]:
        """The last segmentation by hand of every document that has one."""
        return {redivision.segmentation.document: redivision for redivision in self.store.redivisions()}

    def _reading(self, consultation: Consultation) -> Reading:
        """How a file of this consultation is read."""
        return partial(self.readers.read, settings=ReadSettings(), questions=consultation.questions)

    def add(self, paths: Sequence[Path], replace: bool = False) -> list[Added]:
        """Copy documents, or all documents in folders, into ``responses/``, and say what each became."""
        reading = self._reading(self.consultation())
        wanted = [(file, name) for path in paths for file, name in documents_in(path)]
        copied = (self._copy(file, name, replace) for file, name in self.track(wanted, "Adding"))
        return list(in_order(partial(added, reading), copied, self.readers))

    def _copy(self, file: Path, name: str, replace: bool) -> Added | Copied:
        """Put a file's bytes into ``responses/``, or say why not."""
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
                    self.store.keep(as_source(name, there), there, self.clock())
                write_together({target: content})
        except OSError as error:
            return Added(name, reason=why(error))
        except OutputError as error:
            return Added(name, reason=str(error))
        return Copied(name, content, there != content)

    def divide(self, document: str, edit: Edit, coder: Coder, memo: str = "") -> Response:
        """Divide a response otherwise, by hand, and keep that as a record of its own; codings are left as they are.

        Raises UnreadableError where there is no such document, and DivisionError with what is wrong with the edit.
        """
        with self.store.alone():
            response = self.response(document)
            try:
                segmentation = edit(response.segmentation)
            except ValueError as error:
                raise DivisionError(f"{document}: {error}") from error
            text = fingerprint(response.document.text)
            self.store.redivide(Redivision(segmentation, coder, text, self.clock(), memo))
            return replace(response, segmentation=segmentation)

    def response(self, document: str) -> Response:
        """One response as it is divided now; raises UnreadableError where there is no such document."""
        consultation, files, known = self._described()
        within = [file for file in files if document == file[0] or document.startswith(f"{file[0]}#")]
        for file in within:
            arrived = received(self.workspace, self._reading(consultation), file)
            for one in arrived.results:
                if isinstance(one, Parted) and one.document.name == document:
                    return as_divided(as_response(arrived.source, one, known), self._by_hand())
        raise UnreadableError(
            document, "there is no such response in responses/; `everypoint report --json` lists all"
        )

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
            check_redivisions(self.store, {r.document.name: r.document.text for r in intake.responses}),
            check_codings(self.store, {point.key for point in intake.points}),
            check_report(self.workspace, inputs),
        ]


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

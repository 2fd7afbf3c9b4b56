"""The use cases on one workspace, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.app import publish
from analysis.app.admin import erasure, verify_report, verify_workspace
from analysis.app.audit import sheets_folder
from analysis.app.coding import machine
from analysis.app.coding.machine import Edit
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.results import Added, Corpus, Erased, Reported, Status
from analysis.app.snapshot import status
from analysis.app.snapshot.snapshot import snapshot_of
from analysis.model import Coder, Consultation, PointKey, ResolvedCoding, Response
from analysis.workspace import load_consultation


class Everypoint(AppContext):
    """Everything that can be done with a workspace; the command line and the web pages call nothing else."""

    def consultation(self) -> Consultation:
        """Return what consultation.toml says."""
        return load_consultation(self.workspace.consultation)

    def add(self, paths: Sequence[Path], replace: bool = False) -> list[Added]:
        """Copy documents, or all documents in folders, into ``responses/``, record them, and say what each became."""
        return ingest.add(self, paths, replace)

    def take_in(self, keep: bool = True) -> Corpus:
        """Read and split everything in ``responses/``; with ``keep``, record what is new."""
        if not keep:
            return ingest.take_in(self, keep)
        with self.store.alone():
            return ingest.take_in(self, keep)

    def take_in_and_code(self) -> tuple[Corpus, Coder, int]:
        """Take in what is new and code it, as the only writer: what was taken in, who coded, and how many anew."""
        coded = sheets_folder.take_in_and_code(self)
        return coded.snapshot.corpus, coded.snapshot.machine, coded.new

    def response(self, document: str) -> Response:
        """Return one response as it is divided now; raises UnreadableError where there is no such document."""
        return ingest.find(self, document)

    def divide(self, document: str, edit: Edit, coder: Coder, memo: str = "") -> Response:
        """Divide a response otherwise, by hand; raises UnreadableError or DivisionError."""
        return machine.divide(self, document, edit, coder, memo)

    def code(self, corpus: Corpus) -> tuple[Coder, int]:
        """Code all points with the codebook and all that people have coded; say who coded, and how many anew."""
        snapshot, new = machine.code(self, snapshot_of(self.store, corpus))
        return snapshot.machine, new

    def settled(self, corpus: Corpus) -> dict[PointKey, ResolvedCoding]:
        """Return the coding of every point that counts now; raises LedgerError if a point has none."""
        return snapshot_of(self.store, corpus).resolved

    def report(self) -> Reported:
        """Take in what is new, code, settle, count, and write the report with its manifest; all or nothing."""
        return publish.report(self)

    def status(self) -> Status:
        """Return what is in, what is waiting and what could not be read, without reading any document."""
        return status.status(self)

    def check(self) -> list[str]:
        """Verify everything that can be: what holds, in words; raises the error for the first thing that does not."""
        return verify_workspace.check(self)

    def check_copy(self, file: Path) -> str:
        """Say which record made a copy of a report that somebody kept; raises LedgerError where this store did not."""
        return verify_report.check_copy(self, file)

    def to_erase(self, name: str) -> tuple[str, ...]:
        """Return the responses that erasing this name would erase; raises UnreadableError where there are none."""
        return erasure.to_erase(self, name)

    def erase(self, name: str, by: str, reason: str) -> Erased:
        """Erase a respondent, or one response: all that they sent, was judged of it, and was made from it."""
        return erasure.erase(self, name, by, reason)

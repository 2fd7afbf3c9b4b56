"""The use cases on one workspace, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.model import Coder, Consultation, PointKey, Response, SettledCoding
from analysis.service.audits import sheets
from analysis.service.coding import judging
from analysis.service.coding.judging import Edit
from analysis.service.desk import Desk
from analysis.service.results import Added, Erased, Intake, Reported, Status
from analysis.service.showing import publishing
from analysis.service.taking_in import receiving
from analysis.service.upkeep import checking, erasing, keeping
from analysis.workspace import load_consultation


class Everypoint(Desk):
    """Everything that can be done with a workspace; the command line and the web pages call nothing else."""

    def consultation(self) -> Consultation:
        """What consultation.toml says."""
        return load_consultation(self.workspace.consultation)

    def add(self, paths: Sequence[Path], replace: bool = False) -> list[Added]:
        """Copy documents, or all documents in folders, into ``responses/``, record them, and say what each became."""
        return receiving.add(self, paths, replace)

    def take_in(self, keep: bool = True) -> Intake:
        """Read and split everything in ``responses/``; with ``keep``, record what is new."""
        if not keep:
            return receiving.take_in(self, keep)
        with self.store.alone():
            return receiving.take_in(self, keep)

    def take_in_and_code(self) -> tuple[Intake, Coder, int]:
        """Take in what is new and code it, as the only writer: what was taken in, who coded, and how many anew."""
        intake, coder, new, _ = sheets.take_in_and_code(self)
        return intake, coder, new

    def response(self, document: str) -> Response:
        """One response as it is divided now; raises UnreadableError where there is no such document."""
        return receiving.find(self, document)

    def divide(self, document: str, edit: Edit, coder: Coder, memo: str = "") -> Response:
        """Divide a response otherwise, by hand; raises UnreadableError or DivisionError."""
        return judging.divide(self, document, edit, coder, memo)

    def code(self, intake: Intake) -> tuple[Coder, int]:
        """Code all points with the codebook and all that people have coded; say who coded, and how many anew."""
        return judging.code(self, intake)

    def settled(self, intake: Intake, coder: Coder) -> dict[PointKey, SettledCoding]:
        """The coding of every point that counts now; raises LedgerError if a point has none."""
        return judging.settled(self, intake, coder)

    def report(self) -> Reported:
        """Take in what is new, code, settle, count, and write the report with its manifest; all or nothing."""
        return publishing.report(self)

    def status(self) -> Status:
        """What is in, what is waiting and what could not be read, without reading any document."""
        return keeping.status(self)

    def check(self) -> list[str]:
        """Verify everything that can be: what holds, in words; raises the error for the first thing that does not."""
        return keeping.check(self)

    def check_copy(self, file: Path) -> str:
        """Say which record made a copy of a report that somebody kept; raises LedgerError where this store did not."""
        return checking.check_copy(self, file)

    def to_erase(self, name: str) -> tuple[str, ...]:
        """The responses that erasing this name would erase; raises UnreadableError where there are none."""
        return erasing.to_erase(self, name)

    def erase(self, name: str, by: str, reason: str) -> Erased:
        """Erase a respondent, or one response: all that they sent, was judged of it, and was made from it."""
        return erasing.erase(self, name, by, reason)

"""Errors that a user may meet, in one tree.

::

    EverypointError
    ├── UnreadableError      one file that was asked for by name cannot be read
    ├── ConsultationError    consultation.toml or respondents.csv says something that cannot be meant
    ├── WorkspaceError       the folder is not a workspace, or is not as a workspace must be
    ├── OvertakenError       what somebody wants to change has been changed since they had it before them
    ├── DivisionError        a response cannot be divided as somebody asked
    ├── StillReadingError    the responses are being read for the first time since the program was started
    ├── AuditError           an audit cannot be drawn, coded or scored as somebody asked
    ├── LedgerError          what was received and what was accounted for differ
    ├── ModelError           a language model of the user's choice cannot be asked, or was not allowed to be
    ├── ClusterError         the cluster that the user named cannot be reached, or does not code as this program does
    ├── StoreError           the store cannot be read or written, or what it keeps has been changed
    └── OutputError          the result cannot be written where it was asked for

A message names the item, the fault and what to do. The command line prints it and ends with ``exit_status``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from traceback import extract_tb


def reason_of(error: OSError) -> str:
    """Return why the system refused something, as the middle of a sentence."""
    return (error.strerror or str(error)).lower()


def fault_message(error: Exception) -> str:
    """Return the message about a fault of the program: where in it the fault is, whichever library noticed it, and
    nothing of the documents it was met in."""
    places = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
    own_places = [place for place in places if Path(place[0]).is_relative_to(Path(__file__).parent)]
    name, line = (own_places or places)[-1]
    where = f"{type(error).__name__} in {Path(name).name}, line {line}"
    return f"Something went wrong that is not your fault. What was done before is kept. Please report it: {where}."


class EverypointError(Exception):
    """The root of the tree."""

    exit_status = 1


class UnreadableError(EverypointError):
    """One file that was asked for by name cannot be read."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep the file's name and the reason apart for callers that show a table."""
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class StillReadingError(EverypointError):
    """The responses are being read for the first time since the program was started, and that takes a while."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The responses are being read. Try again in a moment.")


class ConsultationError(EverypointError):
    """A file that describes the consultation holds mistakes; all of them are told at once."""

    def __init__(self, path: str, problems: Sequence[str]) -> None:
        """Join the problems under the file's name, one to a line."""
        problem_lines = "\n".join(f"  {problem}" for problem in problems)
        mistake_count = f"{len(problems)} mistake{'s' if len(problems) != 1 else ''}"
        super().__init__(f"{path} has {mistake_count}:\n{problem_lines}")
        self.problems = tuple(problems)


class WorkspaceError(EverypointError):
    """The folder is not a workspace, or is not as a workspace must be."""

    exit_status = 2


class OvertakenError(EverypointError):
    """The thing to be changed was changed by somebody else meanwhile; nothing was written."""


class DivisionError(EverypointError):
    """A response cannot be divided as somebody asked; nothing was changed."""


class AuditError(EverypointError):
    """An audit cannot be drawn, coded or scored as somebody asked; nothing was recorded."""


class LedgerError(EverypointError):
    """The received and the accounted differ: a fault of ours, and no report is built."""


class ModelError(EverypointError):
    """A language model cannot be asked, or may not be; what was answered before is kept."""


class ClusterError(EverypointError):
    """A cluster cannot be used as the user asked; what was done before is kept."""


class StoreError(EverypointError):
    """The store cannot be read or written, or what it keeps has been changed behind the tool's back."""


class OutputError(EverypointError):
    """The result cannot be written where it was asked for; what stood there before is whole."""


NO_NAME = "no response is called that; `everypoint report --json` lists all by their names"
"""What the terminal says of a name that nobody has given to a response."""

NO_RESPONSE = "this response no longer exists; the list of responses shows all that do"
"""Why a response that a page names cannot be shown."""

"""The ledger: the account of every character of everything received."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.model.documents import Omitted, Skipped, Source
from analysis.model.segments import SegmentKind
from analysis.model.tables import Table


class ActivityKind(StrEnum):
    """The kinds of activity beside judging."""

    CREATED = "created"
    UPLOADED = "uploaded"
    DESCRIBED = "described"
    MAPPED = "mapped"
    CHANGED_CODEBOOK = "changed codebook"
    CHANGED_SETTINGS = "changed settings"
    CHANGED_MESSAGES = "changed messages"
    REPORTED = "reported"
    CONFIRMED_MODEL = "confirmed model"
    CLOSED_AUDIT = "closed audit"
    UNDID_DRAW = "undid draw"


@dataclass(frozen=True, slots=True)
class ActivityEvent:
    """Something that somebody did; ``about`` is the source or response, and empty where it was about all of them."""

    kind: ActivityKind
    who: str
    time: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class ResponseAccount:
    """The account of one response: (segment kind, characters), and how many segments are points."""

    document: str
    characters: int
    by_kind: tuple[tuple[SegmentKind, int], ...]
    points: int
    omitted: tuple[Omitted, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """The account of one source: the responses read from it, and what in it could not be read, with the reason.

    ``has_untold``: other responses were read from it, of which no figure tells.
    """

    source: Source
    responses: tuple[ResponseAccount, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    has_untold: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of everything received, in the order of the sources' paths; ``tables``: how tables were read.

    ``erased`` counts the erasures on request, after which what was received is no longer among the entries.
    """

    entries: tuple[LedgerEntry, ...]
    tables: tuple[Table, ...] = ()
    erased: int = 0

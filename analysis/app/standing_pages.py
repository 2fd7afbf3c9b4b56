"""Standing pages: pages of responses that stand in the annex already, made from just what they would be made from now.

Beside the store lies, of each page of the report that was made last, the digest of what it was made from, sealed by
the store. A page is taken over only if its bytes are those that the audit trail recorded of that report.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter

from analysis.app.context import AppContext
from analysis.app.kept_figures import program_sha256
from analysis.app.sealed_file import Sealed, SealedFile
from analysis.rendering.annex_frame import AnnexFrame
from analysis.rendering.pages import ResponsesPage
from analysis.tally.counted_points import CountedPoint
from analysis.tally.passages.late_passages import LatePassages, source_of
from analysis.workspace import FILES, annex_page, digest_of

FILE = "pages.json"


@dataclass(frozen=True, slots=True)
class PageDigests(Sealed):
    """The digest of what each page of responses was made from, by its file, but for where its links lead.

    ``record`` is the number of the report's record, with whose salt the ``seal`` was made.
    """

    record: int
    made_from: Mapping[str, str]


_DIGESTS = SealedFile(FILE, TypeAdapter(PageDigests), attrgetter("record"))


@dataclass
class StandingPages:
    """The pages that stand there; what is asked of them is noted for the next report."""

    app: AppContext
    former: PageDigests | None
    stated: Mapping[str, str]
    made_from: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, app: AppContext) -> StandingPages:
        """Return the pages of the report that was made last, as far as the store vouches for them."""
        published = app.store.reports()[-1:]
        former = _DIGESTS.load(app) if published else None
        if former is None or former.record != published[0].end.records:
            return cls(app, None, {})
        return cls(app, former, published[0].facts.get(FILES) or {})

    @property
    def are_any(self) -> bool:
        """Return whether the store vouches for any."""
        return self.former is not None

    def note(self, page: ResponsesPage, frame: AnnexFrame) -> None:
        """Note what the page is made from, for the next report."""
        self.made_from[page.place.file] = _digest(page, frame)

    def holds(self, page: ResponsesPage, frame: AnnexFrame) -> bool:
        """Note what the page is made from, and return whether it stands there as it would be made, but for links."""
        self.note(page, frame)
        file = page.place.file
        return (
            self.former is not None and self.former.made_from.get(file) == self.made_from[file] and file in self.stated
        )

    def content(self, page: ResponsesPage) -> bytes | None:
        """Return the page as it stands there; None where it is another than the audit trail says."""
        file = page.place.file
        with suppress(OSError):
            content = annex_page(self.app.workspace, PurePosixPath(file).name)
            return content if digest_of(content) == self.stated.get(file) else None
        return None

    def keep(self) -> None:
        """Keep what was noted, of the report that has been written now."""
        record = self.app.store.reports()[-1].end.records
        _DIGESTS.keep(self.app, PageDigests(record, self.made_from))


def _digest(page: ResponsesPage, frame: AnnexFrame) -> str:
    """Return the digest of all that a page tells, and of the program that writes it."""
    # Of these two a page tells no more than whether there are any.
    frame = replace(frame, respondents=min(frame.respondents, 1), withheld=min(frame.withheld, 1))
    return hashlib.sha256(_values(program_sha256(), frame, page)).hexdigest()


class _Readers(dict[type[Any], Callable[[Any], Any]]):
    """What gives the values of each class, found when it is first met."""

    def __missing__(self, kind: type[Any]) -> Callable[[Any], Any]:
        self[kind] = _reader(kind)
        return self[kind]


_READERS = _Readers()


def _values(*things: Any) -> bytes:
    """Return the values of which things consist as bytes: of equal ones always the same, and never to be read again.

    Nothing is written as a reference to what was written before, as that tells which objects are the same one.
    """
    written = io.BytesIO()
    pickler = pickle.Pickler(written, 5)
    pickler.dump(tuple)  # which alone is referred to, as all else is put into one
    pickler.fast, pickler.dispatch_table = True, _READERS
    pickler.dump(things)
    return written.getvalue()


def _reader(kind: type[Any]) -> Callable[[Any], Any]:
    if issubclass(kind, LatePassages):
        return lambda late: (tuple, (source_of(late),))
    if is_dataclass(kind):
        # That a point is its response's is told by where it stands.
        told = [one for one in fields(kind) if (kind, one.name) != (CountedPoint, "response")]
        values = attrgetter(*(one.name for one in told), "__class__.__name__")
        # A set is pickled in the order in which it happens to lie.
        sets = [n for n, one in enumerate(told) if "set[" in str(one.type)]
        if sets:
            return lambda one: (tuple, (_with_sorted(values(one), sets),))
        return lambda one: (tuple, (values(one),))
    if issubclass(kind, Enum):
        return lambda one: (tuple, ((kind.__name__, one._value_),))
    if issubclass(kind, tuple):
        return lambda things: (tuple, (tuple(things),))
    return lambda thing: thing.__reduce_ex__(5)


def _with_sorted(values: tuple[Any, ...], sets: Sequence[int]) -> tuple[Any, ...]:
    ordered = list(values)
    for place in sets:
        ordered[place] = sorted(values[place])
    return tuple(ordered)

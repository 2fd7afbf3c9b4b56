"""The snapshot cache: how a workspace stands now, kept between requests and refreshed by what has changed since."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.ingest.ingest import take_in
from analysis.app.snapshot.folder_stamp import Stamp, files_stamp, nearby_stamp
from analysis.app.snapshot.news import News
from analysis.app.snapshot.snapshot import Showing, Snapshot
from analysis.app.snapshot.status import brief_status, with_new_codings
from analysis.app.snapshot.taking import news_since, snapshot_of, with_news
from analysis.app.use_case_results import Status
from analysis.errors import EverypointError, StillReadingError
from analysis.model import Coder, Coding, PointKey
from analysis.store import Repositories

T = TypeVar("T")

Make = Callable[[AppContext, Snapshot, T | None], T]
"""Computes a value from a snapshot, given the one that it computed before."""

FRESH = 1.0
"""Seconds for which the files are not looked through again, where nothing says that one has changed."""

READING = 1.0
"""Seconds for which a page waits until the responses are read for the first time, before it says that they are."""

QUICK = 20
"""Documents that are read while somebody waits for a page that could do without."""

PATIENCE = 0.2
"""Seconds for which a page waits for what is newer before it shows what was computed last, and says so."""

HOPELESS = 1.0
"""Seconds of the processor that the last computing took from which on no page waits: it would hardly be over."""

FIRST = 2.0
"""Seconds for which the first page that asks waits for it."""

QUIET, LATEST = 0.3, 10.0
"""Seconds without a save after which is computed what nobody waits for, and those after which it is whatever comes: who
codes without a pause is not held up, and nobody who reads a point first notices."""


@dataclass(frozen=True, slots=True)
class Latest(Generic[T]):
    """The value that was computed last; ``is_newest``: nothing has changed since."""

    what: T
    is_newest: bool


@dataclass
class _Background:
    """A value computed in a thread of its own, with the snapshot that it was computed from."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    made: tuple[Snapshot, Any] | None = None
    thread: threading.Thread | None = None
    problem: Exception | None = None
    is_wanted: bool = False
    """Whether somebody waits for it."""
    asked: Snapshot | None = None
    """The snapshot that was asked about last."""
    seconds: float = 0.0
    """How long the processor computed it last."""


class SnapshotCache:
    """The newest snapshot of a workspace, and what takes long to compute from it; safe to use from several threads.

    It holds what ``take_in`` says without recording anything. What this program changes itself is seen at once: it
    tells by ``done`` when, or changes consultation.toml, respondents.csv or the listing of ``responses/``. What another
    program changes elsewhere is seen a second later. What the store has recorded since is read and added; the corpus is
    read anew only when a file, or a segmentation by hand, has changed.
    """

    def __init__(
        self,
        app: AppContext,
        is_busy: Callable[[], bool] = lambda: False,
        done: Callable[[], int] = lambda: 0,
        clock: Callable[[], float] = time.monotonic,
        is_receiving: Callable[[], bool] = lambda: False,
    ) -> None:
        """Name the workspace; nothing is read yet. While it ``is_busy``, the files that were read last are given again.

        ``is_receiving`` tells whether it is so because files are being taken in.
        ``done`` counts the pieces of work that have ended, after each of which all files are looked at. ``clock``
        counts seconds.
        """
        self.app, self.is_busy, self._done, self._clock = app, is_busy, done, clock
        self.is_receiving = is_receiving
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._is_reading = False
        self._starting = threading.Lock()
        self._reader: threading.Thread | None = None
        self._folder: tuple[Stamp, float, Stamp] = ((), 0.0, ())
        self._status: tuple[Stamp, Status] | None = None
        self._values: dict[Callable[..., Any], _Background] = {}
        self._saved = threading.Event()

    # How it stands ----------------------------------------------------------------------------------------------------

    def get(self) -> Snapshot:
        """Return how the workspace stands now; raises ConsultationError as ``take_in`` does."""
        with self._lock:
            former = self._snapshot
            if former is None:
                first_stamp = self._folder_stamp()
                self._snapshot = snapshot_of(self.app.store, self._corpus(), first_stamp)
            else:
                with self.app.store.reading() as records:
                    news = news_since(records, former)
                stamp = former.stamp if self.is_busy() else self._folder_stamp(news.is_received)
                self._snapshot = self._followed(former, news, stamp)
            return self._snapshot

    def _followed(self, former: Snapshot, news: News, stamp: object) -> Snapshot:
        if news.chain == former.chain and stamp == former.stamp:
            return former
        if stamp == former.stamp and not self._is_outdated(former, news):
            return with_news(former, news, former.corpus, stamp)
        if self.is_busy():
            # Files are arriving one by one; to read all of them again after each would take for ever.
            return with_news(former, news, former.corpus, None)
        return with_news(former, news, self._corpus(), stamp)

    @staticmethod
    def _is_outdated(former: Snapshot, news: News) -> bool:
        """Return whether documents were divided by hand, taken out, put back or erased: the corpus is another."""
        return news.is_rearranged or (news.is_whole and former.chain.records > 0)

    def _corpus(self) -> Corpus:
        self._is_reading = True
        try:
            corpus = take_in(self.app, keep=False)
            corpus.look_through()
            return corpus
        finally:
            self._is_reading = False

    def get_soon(self) -> Snapshot:
        """Return how the workspace stands now; raise StillReadingError where its responses are being read for the first
        time and that takes a while, and ConsultationError as ``take_in`` does."""
        if self._snapshot is None:
            with self._starting:
                if self._reader is None or not self._reader.is_alive():
                    self._reader = threading.Thread(target=self._read, name="everypoint reads", daemon=True)
                    self._reader.start()
            self._reader.join(READING)
            if self._snapshot is None and self._reader.is_alive():
                raise StillReadingError
        return self.get()

    def get_if_known(self) -> Snapshot | None:
        """Return how it stands where that is known, or soon will be; None while many documents are being read first."""
        if self._is_reading:
            return None
        snapshot, is_busy = self._snapshot, self.is_busy()
        if snapshot is None:
            with suppress(StillReadingError):
                return self.get_soon()
            return None
        if is_busy or snapshot.stamp == self._folder_stamp() or len(self.status().waiting) <= QUICK:
            return self.get()
        threading.Thread(target=self._read, name="everypoint reads", daemon=True).start()
        return None

    def is_reading_late(self, snapshot: Snapshot) -> bool:
        """Return whether a snapshot without responses was made before what is being taken in now."""
        return not snapshot.corpus.responses and (self.is_busy() or bool(self.status().waiting))

    def _read(self) -> None:
        with suppress(EverypointError):  # whatever is wrong is told on the page that asks
            self.get()

    def _folder_stamp(self, is_anything_new: bool = False) -> Stamp:
        near, (former_near, looked, files) = (*nearby_stamp(self.app.workspace), self._done()), self._folder
        if is_anything_new or near != former_near or self._clock() - looked >= FRESH:
            # The time of before: a file that changes while the others are looked through is seen next time.
            looked = self._clock()
            self._folder = near, looked, (files := files_stamp(self.app.workspace))
        return (*near[:2], files)

    def status(self) -> Status:
        """Return where the workspace stands, in brief, asked again only when a file, or the store, has changed."""
        known = self._status
        if known is not None and self.is_busy():
            return known[1]
        chain, stamp = self.app.store.chain(), (self._folder_stamp(), self.app.store.intake_counts())
        if known is None or known[0] != stamp:
            known = (stamp, brief_status(self.app))
        elif known[1].chain != chain:
            known = (stamp, with_new_codings(self.app, known[1]))
        self._status = known
        return known[1]

    # What people do ---------------------------------------------------------------------------------------------------

    def append(self, snapshot: Snapshot, coding: Coding) -> Snapshot | None:
        """Append a person's coding and return how it stands with it; None where people coded its point meanwhile."""
        following, appended = self.append_all(snapshot, [coding])
        return following if appended else None

    def append_all(self, snapshot: Snapshot, codings: Sequence[Coding]) -> tuple[Snapshot, tuple[Coding, ...]]:
        """Append a person's codings, one of a point, and return how it stands with them, and which they are: those
        of points that people coded meanwhile are left out.

        Two clicks at once are one after the other here, so that the second is noticed.
        """
        with self._lock:
            with self.app.store.writing() as records:
                current = self._caught_up(records, snapshot)
                now = current.like(snapshot)
                new = tuple(one for one in codings if now.count(one.point) == snapshot.count(one.point))
                if not new:
                    return now, ()
                is_known = all(one.codebook in current.codebooks for one in new)
                records.append(new, None if is_known else snapshot.codebook)
                following = self._stepped(records, current, new[0].coder, codings=new)
            self._snapshot = following
            self._saved.set()
            return following.like(snapshot), new

    def show(self, snapshot: Snapshot, who: Coder, points: Iterable[PointKey]) -> None:
        """Record that a person is shown the machine's opinion, or another person's, of points, before it is shown."""
        if not (points := tuple(points)):
            return
        seen_points, digests = snapshot.blinding.seen_by(who), snapshot.digests
        unseen = [(point, digests[point]) for point in points if point in digests and point not in seen_points]
        if unseen:
            shown = [(who.id, point, digest) for point, digest in unseen]
            with self._lock:
                with self.app.store.writing() as records:
                    current = self._caught_up(records, snapshot)
                    records.show(who, unseen, self.app.clock())
                    following = self._stepped(records, current, who, shown=shown)
                self._snapshot = following

    def _caught_up(self, records: Repositories, snapshot: Snapshot) -> Snapshot:
        """Return how it stands with what was recorded until the transaction began; no file is looked at."""
        former = self._snapshot or snapshot.whole or snapshot
        news = news_since(records, former)
        if news.chain == former.chain:
            return former
        return with_news(former, news, former.corpus, None if self._is_outdated(former, news) else former.stamp)

    def _stepped(
        self,
        records: Repositories,
        current: Snapshot,
        coder: Coder,
        codings: Sequence[Coding] = (),
        shown: Sequence[Showing] = (),
    ) -> Snapshot:
        """Return what follows from what a person did; read anew, where their name or a codebook is new with it."""
        known_coder = current.coders.get(coder.id, coder)
        if known_coder.name != coder.name or any(coding.codebook not in current.codebooks for coding in codings):
            return self._caught_up(records, current)
        coders = current.coders if coder.id in current.coders else {**current.coders, coder.id: coder}
        return current.extended(codings, shown, chain=records.chain(), coders=coders)

    # What takes long --------------------------------------------------------------------------------------------------

    def stale_value(self, make: Make[T]) -> T | None:
        """Return what was computed last, however old, at once."""
        made = self._value(make).made
        return cast(T, made[1]) if made else None

    def latest(self, make: Make[T], snapshot: Snapshot) -> Latest[T] | None:
        """Return the newest value, or the last one where the newest takes too long; None while there is none at all.

        Raises what the computing raised.
        """
        value = self._value(make)
        patience = PATIENCE if value.seconds < HOPELESS else 0.0
        deadline = time.monotonic() + (patience if value.made or value.is_wanted else FIRST)
        while True:
            working_thread = self.begin(make, snapshot)
            if working_thread is None or (seconds_left := deadline - time.monotonic()) <= 0:
                return Latest(value.made[1], working_thread is None) if value.made else None
            working_thread.join(seconds_left)
            if value.problem:
                raise value.problem

    def _value(self, make: Make[T]) -> _Background:
        return self._values.setdefault(make, _Background())

    def begin(self, make: Make[T], snapshot: Snapshot, when_quiet: bool = False) -> threading.Thread | None:
        """Have a value computed, and do not wait: return the thread that works, None where nothing is left to do.

        ``when_quiet``: it is for nobody who waits, and begins once nobody saves.
        """
        value = self._value(make)
        with value.lock:
            if value.made and value.made[0].counts_like(snapshot):
                return None
            value.asked = snapshot
            if not when_quiet:
                value.is_wanted = True
                self._saved.set()
            if value.thread is None or not value.thread.is_alive():
                value.problem, value.is_wanted = None, not when_quiet
                value.thread = threading.Thread(target=self._work, args=(make, value), name="newest", daemon=True)
                value.thread.start()
            return value.thread

    def _work(self, make: Make[T], value: _Background) -> None:
        self._await_quiet(value)
        snapshot, begin = cast(Snapshot, value.asked), time.thread_time()
        try:
            value.made = snapshot, make(self.app, snapshot, value.made[1] if value.made else None)
        except Exception as error:
            value.problem = error
        value.seconds = time.thread_time() - begin

    def _await_quiet(self, value: _Background) -> None:
        latest = time.monotonic() + LATEST
        self._saved.clear()
        while not value.is_wanted and time.monotonic() < latest and self._saved.wait(QUIET):
            self._saved.clear()

"""The current corpus: ``responses/`` as it is, read again only when something has changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from analysis.app.admin.verify_workspace import status, with_new_codings
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.ingest.links import first_letters
from analysis.app.results import Corpus, Status
from analysis.app.snapshot.folder_stamp import FolderStamp, Stamp
from analysis.errors import EverypointError
from analysis.model import Response

QUICK = 20
"""Documents that are read while somebody waits for a page that could do without."""


class Current:
    """The newest Corpus of a workspace, cached; safe to ask from several threads.

    It holds what ``take_in`` says without recording anything. A changed, new or missing file, another
    consultation.toml or respondents.csv, or a new segmentation by hand makes the next question read anew.
    """

    def __init__(
        self,
        app: AppContext,
        is_busy: Callable[[], bool] = lambda: False,
        done: Callable[[], int] = lambda: 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name the workspace; nothing is read yet. While it ``is_busy``, what was read last is given again.

        ``done`` counts the pieces of work that have ended, after each of which all files are looked at. ``clock``
        counts seconds.
        """
        self._desk, self._is_busy, self._done = app, is_busy, done
        self._folder = FolderStamp(app.workspace, clock)
        self._reading, self._asking = threading.Lock(), threading.Lock()
        self._stamp: Stamp | None = None
        self._intake: Corpus | None = None
        self._by_name: dict[str, Response] = {}
        self._records = (-1, -1)
        self._status: tuple[Stamp, Status] | None = None
        self._hands: frozenset[str] = frozenset()
        self._firsts: tuple[Corpus, dict[str, str]] | None = None

    @property
    def is_read(self) -> bool:
        """Return whether the responses have been read since the program began: the first time takes a while."""
        return self._intake is not None

    @property
    def is_busy(self) -> bool:
        """Return whether files are being taken in, so that what was read last may not be all."""
        return self._is_busy()

    def corpus(self) -> Corpus:
        """Return everything received, as it is divided now; raises ConsultationError as ``take_in`` does."""
        with self._reading:
            if self._intake is not None and self._is_busy():
                # Files are arriving one by one; to read all of them again after each would take for ever.
                return self._intake
            folder_stamp = self._now()
            if self._intake is None or folder_stamp != self._stamp:
                self._intake = take_in(self._desk, keep=False)
                self._by_name = {response.document.name: response for response in self._intake.responses}
                self._stamp = folder_stamp
            return self._intake

    def at_hand(self) -> Corpus | None:
        """Return the newest Corpus where it is there, or soon will be; None while many documents are being read
        first."""
        if not self._reading.acquire(blocking=False):
            return None
        try:
            is_busy = self._is_busy()
            is_available = self._intake is not None and (is_busy or self._stamp == self._now())
        finally:
            self._reading.release()
        if is_available or len(self.status().waiting) <= QUICK:
            return self.corpus()
        if not is_busy:
            threading.Thread(target=self._read, name="everypoint reads", daemon=True).start()
        return None

    def _read(self) -> None:
        with suppress(EverypointError):  # whatever is wrong is told on the page that asks
            self.corpus()

    def response(self, document: str) -> Response | None:
        """Return one response, or None where there is none of that name."""
        self.corpus()
        return self._by_name.get(document)

    def status(self) -> Status:
        """Return where the workspace stands, asked again only when a file, or the store, has changed."""
        with self._asking:
            if self._status is not None and self._is_busy():
                return self._status[1]
            chain = self._desk.store.chain()
            status_stamp = (*self._files(chain.records), self._desk.store.taken_in())
            if self._status is None or self._status[0] != status_stamp:
                self._status = (status_stamp, status(self._desk))
            elif self._status[1].chain != chain:
                self._status = (status_stamp, with_new_codings(self._desk, self._status[1]))
            return self._status[1]

    def divided_by_hand(self) -> frozenset[str]:
        """Return the documents that a person has divided, as far as that division still counts."""
        self.corpus()
        with self._reading:
            segmentation_coders = {
                document_name: response.segmentation.coder for document_name, response in self._by_name.items()
            }
        return frozenset(document_name for document_name, coder in segmentation_coders.items() if coder in self._hands)

    def first_letters(self) -> Mapping[str, str]:
        """Return for each letter of a campaign but its first to arrive the name of that one."""
        corpus, cached_letters = self.corpus(), self._firsts
        if cached_letters is None or cached_letters[0] is not corpus:
            self._firsts = cached_letters = (corpus, first_letters(self._desk, corpus.responses))
        return cached_letters[1]

    def _now(self) -> Stamp:
        """Return what decides what ``take_in`` would say, without reading any document."""
        records = self._desk.store.chain().records
        return (*self._files(records), self._divisions(records))

    def _files(self, records: int) -> Stamp:
        return self._folder.stamp((records, self._done()))

    def _divisions(self, records: int) -> int:
        """Return how many segmentations by hand there are, counted again only when something has been recorded."""
        if records != self._records[0]:
            redivisions = self._desk.store.redivisions()
            self._hands = frozenset(redivision.segmentation.coder for redivision in redivisions)
            self._records = (records, len(redivisions))
        return self._records[1]

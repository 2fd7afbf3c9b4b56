"""Reading in processes of their own, with limits of time and memory: a hostile file ends its process and no more."""

from __future__ import annotations

import atexit
import math
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO, cast

from analysis.app.reader_process.messages import Found, parts_of_message
from analysis.app.reader_process.protocol import Done, Request, Result, WorkShare, next_answer, send_request, share_of
from analysis.model import EmbeddedFile, Part, Question, Respondent, SegmentedDocument, Sending, Skipped
from analysis.reading import DELIMITED, MESSAGES, ReadSettings, media_type

MAX_DEPTH = 3
"""Attachments of attachments of attachments; whatever lies deeper was not meant to be read."""

BROKE_OFF = (
    "the program that reads it stopped, as it does on damaged or harmful files; open it, save it again or as PDF, "
    "and add that"
)

TOO_SLOW = "it was not read within"

LARGE = 10_000_000
"""Bytes of a file after which its process is not used again."""

LONG_TABLE = 1_000_000
"""Bytes of a table, some 4,000 rows, from which on several processes divide them: another takes a second to start."""

MOST_TOGETHER = 4
"""Processes that read one table."""

LOOK_EVERY = 0.25
"""Seconds between two looks at whether a process is late."""

COMMAND = (sys.executable, "-P", "-m", "analysis.app.reader_process.worker")
"""``-P``: a folder of the user's in which we happen to run lends us no modules."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on reading and dividing one file, for each document in it."""

    seconds: float = 120.0
    """A paper of 2,000 pages takes half a minute; the rest is for slow machines."""

    seconds_per_megabyte: float = 10.0

    times_for_ocr: float = 10.0
    """So much longer is waited where the text of scans is recognised: a page takes five seconds."""

    memory: int = 1_000_000_000
    """Bytes of address space for a document, of which Python and the libraries take a fifth."""

    table_memory: int = 2_000_000_000
    """Bytes for a table of responses, whose file may be half a gigabyte by itself."""

    def seconds_for(self, content: bytes, settings: ReadSettings) -> float:
        """Return the time for a file of this size, in seconds."""
        seconds = self.seconds + self.seconds_per_megabyte * len(content) / 1_000_000
        return seconds * self.times_for_ocr if settings.ocr else seconds


Wanted = Callable[[str], bool]
"""Whether a file that was found in another one is read, by its whole name."""


def everything(name: str) -> bool:  # noqa: ARG001
    """Return True: every file that was found in another one is read."""
    return True


@dataclass
class ReaderPool:
    """Processes that read, started when they are needed and used again; safe to use from several threads."""

    limits: Limits = field(default_factory=Limits)
    command: Sequence[str] = COMMAND
    _idle: list[_Reader] = field(default_factory=list)
    _busy: list[_Reader] = field(default_factory=list)

    def __post_init__(self) -> None:
        """See to it that no process outlives us."""
        atexit.register(self.close)

    def read(
        self,
        content: bytes,
        file_name: str,
        settings: ReadSettings,
        questions: Sequence[Question] = (),
        is_wanted: Wanted = everything,
    ) -> Iterator[Part]:
        """Yield everything in a file, and in the files that it holds, each document divided; never raises for what is
        in it.

        Each file found inside is read in a process of its own, so that what it does there costs no other; those that
        are not ``is_wanted`` are passed over.
        """
        request = self._request(content, file_name, settings, tuple(questions))
        yield from self._read(content, request, 0, is_wanted, _Cover())

    def _request(
        self, content: bytes, file_name: str, settings: ReadSettings, questions: tuple[Question, ...]
    ) -> Request:
        limits = self.limits
        return Request(file_name, limits.seconds_for(content, settings), limits.memory, settings, questions)

    def _read(self, content: bytes, request: Request, depth: int, is_wanted: Wanted, cover: _Cover) -> Iterator[Part]:
        kind = media_type(content, request.name)
        with ExitStack() as stack:
            readers = [stack.enter_context(self._one()) for _ in range(_processes_for(kind, content))]
            results = _shared_out(readers, request, content)
            found = self._found(results, request, depth, is_wanted, cover)
            parts = chain.from_iterable(held for _, held in found)
            try:
                yield from parts_of_message(found, request) if kind in MESSAGES else parts
            finally:
                if kind == DELIMITED and len(content) < LONG_TABLE:
                    # Whoever stops at its columns: the rest of it comes sooner than another process starts.
                    deque(results, maxlen=0)

    def _found(
        self, results: Iterator[Result], request: Request, depth: int, is_wanted: Wanted, cover: _Cover
    ) -> Iterator[Found]:
        """Yield what a file holds itself, and what each file in it does."""
        for result in results:
            if not isinstance(result, EmbeddedFile):
                yield None, iter((cover.of(_with_inner_name(result, request.name)),))
                continue
            inner_name = f"{request.name}#{result.name}"
            if depth >= MAX_DEPTH:
                reason = f"it is inside more than {MAX_DEPTH} other files; add it as a file of its own"
                yield None, iter((Skipped(inner_name, reason),))
            elif is_wanted(inner_name):
                inner_request = self._request(result.content, inner_name, request.settings, request.questions)
                inner_cover = _Cover(result.sender or cover.sender, result.sending or cover.sending)
                yield result, self._read(result.content, inner_request, depth + 1, is_wanted, inner_cover)

    @contextmanager
    def _one(self) -> Iterator[_Reader]:
        """Yield a process that nobody else uses meanwhile; one left in the middle of a file is ended."""
        try:
            reader = self._idle.pop()
        except IndexError:
            reader = _Reader(self.command, self.limits.table_memory)
        self._busy.append(reader)
        try:
            yield reader
        finally:
            self._busy.remove(reader)
            if reader.is_ready:
                self._idle.append(reader)
            else:
                reader.end()

    def close(self) -> None:
        """End all processes; whoever waits for one is told that it broke off."""
        for reader in (*self._busy, *self._idle):
            reader.kill()
        while self._idle:
            self._idle.pop().end()


def _processes_for(kind: str, content: bytes) -> int:
    """Return how many processes read a file: several only where dividing its rows is what takes long."""
    return min(os.cpu_count() or 1, MOST_TOGETHER) if kind == DELIMITED and len(content) >= LONG_TABLE else 1


def _shared_out(readers: Sequence[_Reader], request: Request, content: bytes) -> Iterator[Result]:
    """Yield what is in a file, in its order, of which each process answers its share; where one ends, all has ended."""
    shares = [WorkShare(number, len(readers)) for number in range(len(readers))]
    answers = [
        reader.results(replace(request, share=share), content) for reader, share in zip(readers, shares, strict=True)
    ]
    for place in count():
        answer = next(answers[share_of(place, len(readers))], None)
        if answer is None:
            break
        yield answer
    for rest in answers:
        next(rest, None)  # one that is done as well is used again


class _Reader:
    """One process, and whether it waits for a file."""

    def __init__(self, command: Sequence[str], memory: int) -> None:
        """Start it, and a thread that ends it when it is late."""
        module_paths = [
            str(Path(__file__).resolve().parents[2]),
            *(search_path for search_path in sys.path if search_path),
        ]
        self._process = subprocess.Popen(
            [*command, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The same modules as here, and no threads of libraries' own, each of which reserves memory.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(module_paths), "OMP_NUM_THREADS": "1"},
        )
        self.is_ready = True
        self._deadline = math.inf
        self._late = False
        threading.Thread(target=self._watch, daemon=True).start()

    def results(self, request: Request, content: bytes) -> Iterator[Result]:
        """Have a file read, and return what is in it as it comes; after a ``Skipped`` because the process broke off or
        was late, nothing more."""
        self.is_ready = False
        with suppress(OSError), self._within(request.seconds):  # who is gone does not answer either
            send_request(cast(BinaryIO, self._process.stdin), request, content)
        return self._answers(request, len(content))

    def _answers(self, request: Request, size: int) -> Iterator[Result]:
        try:
            while not isinstance(answer := self._next(request.seconds), Done):
                yield answer
        except (OSError, ValueError, EOFError):
            yield Skipped(request.name, _too_slow(request.seconds) if self._late else BROKE_OFF)
            return
        # What a large file took is not always given back, and must not count against the next.
        self.is_ready = size < LARGE

    def _next(self, seconds: float) -> Result | Done:
        with self._within(seconds):
            answer = next_answer(cast(BinaryIO, self._process.stdout))
        if answer is None:
            raise EOFError
        return answer

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Have the process ended if this takes longer; a pipe cannot be read with a time limit on every system."""
        self._deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            self._deadline = math.inf

    def _watch(self) -> None:
        while self._process.poll() is None:
            if time.monotonic() > self._deadline:
                self._late = True
                self.kill()
            time.sleep(LOOK_EVERY)

    def kill(self) -> None:
        """End the process, whatever it does and whoever waits for it."""
        self._process.kill()

    def end(self) -> None:
        """End the process and let go of it."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent goes nowhere
                cast(BinaryIO, stream).close()
        self._process.wait()


def _with_inner_name(part: Part, file_name: str) -> Part:
    """Return what could not be read inside a file, by its name inside that one."""
    if not isinstance(part, Skipped) or part.name == file_name or part.name.startswith(f"{file_name}#"):
        return part
    return replace(part, name=f"{file_name}#{part.name}")


@dataclass(frozen=True, slots=True)
class _Cover:
    """What a file says of those that lie in it: who sent them, and how."""

    sender: Respondent | None = None
    sending: Sending | None = None

    def of(self, part: Part) -> Part:
        """Return a document with whoever sent the file that it lay in, and how, where it does not say so itself."""
        if not isinstance(part, SegmentedDocument) or self == _Cover():
            return part
        document = part.document
        respondent, sending = document.respondent or self.sender, document.sending or self.sending
        return replace(part, document=replace(document, respondent=respondent, sending=sending))


def _too_slow(seconds: float) -> str:
    return f"{TOO_SLOW} {seconds:,.0f} seconds; if it is large, send it in parts"

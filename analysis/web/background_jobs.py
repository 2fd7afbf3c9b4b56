"""Background jobs: long work runs here, one after the other, while its page shows its progress."""

from __future__ import annotations

import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from traceback import extract_tb
from typing import Any, TypeVar

from analysis.app import Everypoint
from analysis.errors import EverypointError

T = TypeVar("T")

Work = Callable[[Everypoint], Any]
"""A use case, called with an Everypoint of its own, whose ``track`` moves the job's progress."""

KEPT = 50
"""Jobs that are remembered; what they did is in the workspace, and needs no job to be found again."""


class JobState(StrEnum):
    """The progress of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: ``doing`` is its step, ``done`` of ``total`` how far that is (0 of 0: nobody knows).

    ``then`` is the page that shows what came of it. ``problem`` says what went wrong, where anything did. ``holds``: it
    writes to the workspace, and nobody else can meanwhile.
    """

    id: str
    title: str
    then: str
    by: str
    holds: bool = True
    state: JobState = JobState.WAITING
    doing: str = ""
    done: int = 0
    total: int = 0
    problem: str = ""
    result: Any = None
    seconds: float = 0.0

    @property
    def is_over(self) -> bool:
        """Return whether nothing more will happen."""
        return self.state in (JobState.DONE, JobState.FAILED)


@dataclass
class Jobs:
    """A queue with one thread: whatever writes to the workspace must be alone there anyway."""

    everypoint: Everypoint
    clock: Callable[[], float] = time.monotonic
    ended: int = field(default=0, init=False)
    """How many have ended so far."""
    _jobs: dict[str, Job] = field(default_factory=dict)
    _waiting: queue.Queue[tuple[str, Work]] = field(default_factory=queue.Queue)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Start the thread; it ends with the program."""
        threading.Thread(target=self._run, name="everypoint jobs", daemon=True).start()

    def start(self, title: str, work: Work, then: str, by: str, again: bool = False, holds: bool = True) -> Job:
        """Have something done, for somebody; a title that is in the queue is not put there twice.

        ``again``: one that runs already will not do, as it may have missed what is new. ``holds``: it writes to the
        workspace; what only reads lets people go on with their work.
        """
        with self._lock:
            for job in self._jobs.values():
                if (job.title, job.then) == (title, then) and (
                    job.state is JobState.WAITING or not (job.is_over or again)
                ):
                    return job
            made = Job(secrets.token_hex(8), title, then, by, holds)
            self._jobs[made.id] = made
            self._forget()
        self._waiting.put((made.id, work))
        return made

    def find(self, id: str) -> Job | None:
        """Return a job as it stands now."""
        with self._lock:
            return self._jobs.get(id)

    def under_way(self) -> tuple[Job, ...]:
        """Return what runs and what waits, in this order."""
        with self._lock:
            return tuple(job for job in self._jobs.values() if not job.is_over)

    def last(self, then: str) -> Job | None:
        """Return the newest job that leads to a page."""
        with self._lock:
            return next((job for job in reversed(self._jobs.values()) if job.then == then), None)

    def _forget(self) -> None:
        over = [job.id for job in self._jobs.values() if job.is_over]
        for id in over[: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[id]

    def _run(self) -> None:
        while True:
            id, work = self._waiting.get()
            self._do(id, work)

    def _do(self, id: str, work: Work) -> None:
        began = self.clock()
        self._set(id, state=JobState.RUNNING)
        desk = self._desk(id)
        try:
            result = work(desk)
            self._set(id, state=JobState.DONE, result=result, seconds=self.clock() - began)
        except EverypointError as error:
            self._set(id, state=JobState.FAILED, problem=str(error))
        except Exception as error:
            self._set(id, state=JobState.FAILED, problem=fault(error))
        finally:
            desk.store.close()

    def _desk(self, id: str) -> Everypoint:
        """Return the use cases with a progress that is this job's."""

        def track(things: Sequence[T], doing: str) -> Iterable[T]:
            for n, thing in enumerate(things):
                self._set(id, doing=doing, done=n, total=len(things))
                yield thing
            self._set(id, doing=doing, done=len(things), total=len(things))

        return replace(self.everypoint, track=track)

    def _set(self, id: str, **changes: Any) -> None:
        with self._lock:
            if id in self._jobs:
                self._jobs[id] = replace(self._jobs[id], **changes)
                self.ended += "state" in changes and self._jobs[id].is_over


def fault(error: Exception) -> str:
    """Return what to tell people of a fault of ours: where it is, and nothing of the documents that it was met in."""
    at = extract_tb(error.__traceback__)[-1]
    where = at.filename.replace("\\", "/").rpartition("/")[2]
    return (
        "Something went wrong that is no fault of yours. What was done before is kept. "
        f"Please report it: {type(error).__name__} in {where}, line {at.lineno}."
    )

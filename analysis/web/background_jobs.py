"""Background jobs: long work runs here, one after the other, while its page shows its progress."""

from __future__ import annotations

import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from analysis.app.context import AppContext, number_of
from analysis.errors import EverypointError, fault_message
from analysis.text import plural

T = TypeVar("T")

Work = Callable[[AppContext], Any]
"""A use case, called with an open workspace of its own, whose ``track`` moves the job's progress."""

CODING = "Coding the points"
"""The title of the job that codes all points."""

KEPT = 50
"""Jobs that are remembered; what they did is in the workspace, and needs no job to be found again."""


class JobState(StrEnum):
    """The progress of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class StoppedByUser(BaseException):
    """Somebody stopped the job; like Ctrl-C it is no error, and what was done before is kept."""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: ``doing`` is its step, ``done`` of ``total`` how far that is (0 of 0: nobody knows).

    ``left`` is in how many seconds the step is expected to end, None while nobody knows. ``then`` is the page that
    shows what came of it. ``problem`` says what went wrong, where anything did. ``holds``: it writes to the workspace,
    and nobody else can meanwhile.
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
    left: float | None = None

    @property
    def is_over(self) -> bool:
        """Return whether nothing more will happen."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.STOPPED)

    @property
    def time_left(self) -> str:
        """Return in about what time the step is expected to end, in words; nothing while nobody knows."""
        if self.left is None:
            return ""
        seconds = max(10, round(self.left, -1))
        return plural(round(seconds / 60), "minute") if seconds >= 60 else f"{seconds:.0f} seconds"


@dataclass
class Jobs:
    """A queue with one thread: whatever writes to the workspace must be alone there anyway."""

    app_context: AppContext
    clock: Callable[[], float] = time.monotonic
    ended: int = field(default=0, init=False)
    """How many have ended so far."""
    _jobs: dict[str, Job] = field(default_factory=dict)
    _waiting: queue.Queue[tuple[str, Work]] = field(default_factory=queue.Queue)
    _stopping: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Start the thread; it ends with the program."""
        threading.Thread(target=self._run, name="everypoint jobs", daemon=True).start()

    def start(
        self,
        title: str,
        work: Work,
        result_page: str,
        user_name: str,
        after_running: bool = False,
        holds_workspace: bool = True,
    ) -> Job:
        """Queue a job for a user; a title that is in the queue is not put there twice.

        ``after_running``: one that runs already will not do, as it may have missed what is new. ``holds_workspace``: it
        writes to the workspace; what only reads lets people go on with their work.
        """
        with self._lock:
            for queued_job in self._jobs.values():
                if (queued_job.title, queued_job.then) == (title, result_page) and (
                    queued_job.state is JobState.WAITING or not (queued_job.is_over or after_running)
                ):
                    return queued_job
            new_job = Job(secrets.token_hex(8), title, result_page, user_name, holds_workspace)
            self._jobs[new_job.id] = new_job
            self._forget()
        self._waiting.put((new_job.id, work))
        return new_job

    def stop(self, job_id: str) -> None:
        """Stop a job, at its next step; one that waits is not begun. What it has done stays done."""
        with self._lock:
            job = self._jobs.get(job_id)
            if job is not None and not job.is_over:
                self._stopping.add(job_id)

    def find(self, job_id: str) -> Job | None:
        """Return a job as it stands now."""
        with self._lock:
            return self._jobs.get(job_id)

    def is_over_soon(self, job_id: str, seconds: float) -> bool:
        """Wait for a job for so many seconds, and return whether it is over, or forgotten, by then."""
        deadline = self.clock() + seconds
        while (job := self.find(job_id)) and not job.is_over and self.clock() < deadline:
            time.sleep(0.05)
        return job is None or job.is_over

    def under_way(self) -> tuple[Job, ...]:
        """Return the jobs that run and that wait, in this order."""
        with self._lock:
            return tuple(job for job in self._jobs.values() if not job.is_over)

    def last(self, result_page: str) -> Job | None:
        """Return the newest job that leads to a page."""
        with self._lock:
            return next((job for job in reversed(self._jobs.values()) if job.then == result_page), None)

    def _forget(self) -> None:
        ended_jobs = [job.id for job in self._jobs.values() if job.is_over]
        for job_id in ended_jobs[: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[job_id]

    def _run(self) -> None:
        while True:
            job_id, work = self._waiting.get()
            self._do(job_id, work)

    def _do(self, job_id: str, work: Work) -> None:
        start_time = self.clock()
        self._set(job_id, state=JobState.RUNNING)
        job_context = self._context_for(job_id)
        try:
            self._go_on(job_id)
            result = work(job_context)
            self._set(job_id, state=JobState.DONE, result=result, seconds=self.clock() - start_time)
        except StoppedByUser:
            self._set(job_id, state=JobState.STOPPED)
        except EverypointError as error:
            self._set(job_id, state=JobState.FAILED, problem=str(error))
        except Exception as error:
            self._set(job_id, state=JobState.FAILED, problem=fault_message(error))
        finally:
            job_context.store.close()

    def _context_for(self, job_id: str) -> AppContext:
        """Return the open workspace with a progress that is stored in this job."""

        def track(things: Iterable[T], doing: str, total: int | None = None) -> Iterable[T]:
            number, begun, done_count = number_of(things, total), self.clock(), 0
            for done_count, work_item in enumerate(things):
                self._go_on(job_id)
                left = (self.clock() - begun) / done_count * max(0, number - done_count) if done_count else None
                self._set(job_id, doing=doing, done=done_count, total=number, left=left)
                yield work_item
            self._set(job_id, doing=doing, done=number or done_count, total=number, left=None)

        return replace(self.app_context, track=track)

    def _go_on(self, job_id: str) -> None:
        """Raise StoppedByUser where somebody has stopped the job."""
        with self._lock:
            if job_id in self._stopping:
                self._stopping.remove(job_id)
                raise StoppedByUser

    def _set(self, job_id: str, **changes: Any) -> None:
        with self._lock:
            if job_id in self._jobs:
                self._jobs[job_id] = replace(self._jobs[job_id], **changes)
                self.ended += "state" in changes and self._jobs[job_id].is_over

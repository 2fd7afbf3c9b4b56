"""What takes long: one after the other, with its progress, and with what went wrong in words."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.app.context import AppContext
from analysis.errors import LedgerError
from analysis.web.background_jobs import KEPT, Jobs, JobState
from analysis.workspace import Settings, Workspace
from tests.builders import make_workspace
from tests.patience import PATIENCE
from tests.web.visitor import Visitor, settle, text_of


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Jobs]:
    made = Jobs(AppContext(Workspace(make_workspace(tmp_path / "w")), settings=Settings()))
    yield made
    settle(made)


def test_jobs_run_one_after_the_other_and_show_how_far_they_are(jobs: Jobs) -> None:
    reached, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def first(app: AppContext) -> str:
        for thing in app.track(["a", "b", "c"], "Reading"):
            if thing == "b":
                reached.set()
                go_on.wait(PATIENCE)
        order.append("first")
        return "result"

    one = jobs.start("One", first, "/one", "Sam")
    two = jobs.start("Two", lambda _: order.append("second"), "/two", "Sam")
    assert reached.wait(PATIENCE)
    running = jobs.find(one.id)
    assert running is not None
    assert (running.state, running.doing, running.done, running.total) == (JobState.RUNNING, "Reading", 1, 3)
    assert [job.id for job in jobs.under_way()] == [one.id, two.id]
    go_on.set()
    settle(jobs)
    done = jobs.find(one.id)
    assert done is not None
    assert (done.state, done.result, order) == (JobState.DONE, "result", ["first", "second"])
    assert jobs.ended == 2


def test_what_runs_already_is_not_begun_twice_unless_it_may_have_missed_something(jobs: Jobs) -> None:
    go_on, reached = threading.Event(), threading.Event()

    def work(_: AppContext) -> None:
        reached.set()
        go_on.wait(PATIENCE)

    one = jobs.start("One", work, "/", "Sam")
    assert reached.wait(PATIENCE)
    assert jobs.start("One", work, "/", "Ann").id == one.id
    again = jobs.start("One", work, "/", "Ann", after_running=True)
    assert again.id != one.id
    assert jobs.start("One", work, "/", "Ann", after_running=True).id == again.id, (
        "that one waits, and will see everything"
    )
    go_on.set()


def test_a_job_can_be_stopped_at_any_step_and_before_it_begins(visitor: Visitor) -> None:
    go_on, reached = threading.Event(), threading.Event()
    done: list[str] = []

    def work(app: AppContext) -> None:
        for thing in app.track(iter("abc"), "Reading the rows", 3):
            done.append(thing)
            reached.set()
            go_on.wait(PATIENCE)

    jobs = visitor.services.jobs
    running, waiting = (jobs.start(title, work, "/responses", "Sam") for title in ("One", "Two"))
    assert reached.wait(PATIENCE)
    assert "Reading the rows: 0 of 3." in text_of(visitor.get(f"/jobs/{running.id}"))
    for job in (waiting, running):
        visitor.post(f"/jobs/{job.id}/stop", {})
    go_on.set()
    visitor.settle()
    assert done == ["a"]
    for job in (waiting, running):
        assert "Stopped. What was done before is kept" in text_of(visitor.get(f"/jobs/{job.id}"))


def test_the_time_that_is_left_follows_from_what_was_done(tmp_path: Path) -> None:
    seconds = iter(range(0, 1000, 60))
    jobs = Jobs(AppContext(Workspace(make_workspace(tmp_path / "w")), settings=Settings()), clock=lambda: next(seconds))
    told: list[str] = []

    def work(app: AppContext) -> None:
        for _ in app.track(range(4), "Coding"):
            told.extend(job.time_left for job in jobs.under_way())

    jobs.start("One", work, "/", "Sam")
    settle(jobs)
    assert told == ["", "3 minutes", "2 minutes", "1 minute"]


def test_an_error_of_ours_is_told_and_the_next_job_runs(jobs: Jobs) -> None:
    def told(_: AppContext) -> None:
        raise LedgerError("letter.txt: 3 characters are in no segment")

    def fault(_: AppContext) -> None:
        json.loads("the words of a respondent")

    ids = [jobs.start(title, work, "/", "Sam").id for title, work in (("A", told), ("B", fault))]
    last = jobs.start("C", lambda _: 1, "/", "Sam")
    settle(jobs)
    problems = [job.problem for id in ids if (job := jobs.find(id))]
    assert problems[0] == "letter.txt: 3 characters are in no segment"
    assert "JSONDecodeError in background_jobs.py" in problems[1], "the last place that is ours, not a library's"
    assert "respondent" not in problems[1]
    done = jobs.find(last.id)
    assert done is not None
    assert done.state is JobState.DONE


def test_only_the_newest_jobs_are_remembered(jobs: Jobs) -> None:
    ids = [jobs.start(str(n), lambda _: None, "/", "Sam").id for n in range(KEPT + 10)]
    settle(jobs)
    jobs.start("last", lambda _: None, "/", "Sam")
    assert jobs.find(ids[0]) is None
    assert jobs.find(ids[-1]) is not None


def test_the_page_of_a_job_shows_it_and_leads_on_when_it_is_done(visitor: Visitor) -> None:
    go_on, reached = threading.Event(), threading.Event()

    def work(app: AppContext) -> None:
        for _ in app.track(["a", "b"], "Coding"):
            reached.set()
            go_on.wait(PATIENCE)

    job = visitor.services.jobs.start("Coding the points", work, "/responses", "Sam")
    assert reached.wait(PATIENCE)
    page = visitor.get(f"/jobs/{job.id}")
    assert "Coding: 0 of 2." in text_of(page)
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Coding the points: in progress" in text_of(visitor.get("/"))
    assert "Coding the points is in progress" in text_of(
        visitor.post("/response/join", {"document": "letter.txt", "start": "0", "end": "1"}, status=409).text
    )
    go_on.set()
    visitor.settle()
    assert visitor.client.get(f"/jobs/{job.id}", follow_redirects=False).headers["location"] == "/responses"
    visitor.get("/jobs/nothing", status=404)


def test_the_page_of_a_job_that_failed_says_why(visitor: Visitor) -> None:
    def work(_: AppContext) -> None:
        raise LedgerError("it does not reconcile")

    job = visitor.services.jobs.start("A job", work, "/report", "Sam")
    visitor.settle()
    page = visitor.get(f"/jobs/{job.id}")
    assert "it does not reconcile" in text_of(page)
    assert "refresh" not in page

"""What the first visits of pages would wait for is worked out before."""

from __future__ import annotations

import pytest

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.app.snapshot.taking import take
from analysis.app.views import first_visits


def test_what_pages_keep_of_all_responses_is_there_before_anybody_asks(app: AppContext) -> None:
    """The first visit of the overview, of responses and of the audit took a second at 94,000 points."""
    take(app)
    snapshot = SnapshotCache(app).get()
    assert {"refusals", "to_look_at", "language_counts", "withheld", "ledger"} <= vars(snapshot.corpus).keys()
    first_visits.first_visits(app, snapshot)
    assert {"first_letters", "unread"} <= vars(snapshot).keys()


def test_it_is_worked_out_once_for_a_corpus(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = take(app)
    corpus = first_visits.first_visits(app, snapshot)
    monkeypatch.setattr(first_visits, "crossing_basis", lambda *_: pytest.fail("it is worked out again"))
    assert first_visits.first_visits(app, snapshot, corpus) is snapshot.corpus

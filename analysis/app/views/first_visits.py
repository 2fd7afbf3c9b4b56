"""First visits: what pages keep of all responses, worked out before anybody opens them."""

from __future__ import annotations

from analysis.app.audit.sample_size import sample_size_page
from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.views.crossings import crossing_basis
from analysis.model import Coder

NOBODY = Coder.person("nobody")


def first_visits(app: AppContext, snapshot: Snapshot, former: Corpus | None = None) -> Corpus:
    """Work out, beside what people do, what the first visits of pages would wait for; return for which corpus.

    All of it is kept, and stays while no document changes.
    """
    corpus = snapshot.corpus
    if former is not corpus:
        _ = snapshot.first_letters, snapshot.unread
        crossing_basis(app, snapshot)
        for frame in (snapshot, snapshot.positions):
            if frame.machine_count:
                sample_size_page(frame, NOBODY)
    return corpus

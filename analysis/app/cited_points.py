"""Cited points: what a message of the team rests on is known by its words, whatever number it has today."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.revisions import dry_run_consultation, save
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.errors import ConsultationError
from analysis.tally.privacy.disclosure import is_listed
from analysis.tally.team_words import NamedPoint, cited_point, marked
from analysis.workspace.consultation_edits import with_messages


def mark_cited_points(app: AppContext, snapshot: Snapshot) -> Snapshot:
    """Write into consultation.toml what the points are called that messages name, with a digest by which each is found
    again; return how the workspace stands then. What cannot be written there stays as it is."""
    messages = snapshot.corpus.consultation.messages
    if not any(message.points for message in messages):
        return snapshot
    points = listed_points(snapshot.corpus)
    named = [
        replace(message, points=tuple(_marked(written, points) for written in message.points)) for message in messages
    ]
    if named == list(messages):
        return snapshot
    path = app.workspace.consultation
    with suppress(ConsultationError, OSError), app.store.alone():
        content = with_messages(path.read_bytes(), named, path.name)
        dry_run_consultation(app, content)
        cited = [list(message.points) for message in named]
        save(app, path, content, (), {"saved by": "everypoint report", "points of messages": cited})
        return take(app)
    return snapshot


def listed_points(corpus: Corpus) -> list[NamedPoint]:
    """Return the points that a message may name."""
    listed = {response.document.name for response in corpus.responses if is_listed(response)}
    return [
        NamedPoint(corpus.citations[key].name, "", sha256)
        for key, sha256 in corpus.digests.items()
        if key.document in listed
    ]


def _marked(written: str, points: list[NamedPoint]) -> str:
    found = cited_point(written, points)
    return marked(found) if found else written

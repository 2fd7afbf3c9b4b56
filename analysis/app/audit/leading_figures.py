"""Leading figures: what a report says first of each theme that a blind audit corrects."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.app.audit.audit_report import as_told, last_accuracy
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing import Count, Led
from analysis.model import Coder, PointKey, ResolvedCoding
from analysis.tally.passages.letters import campaigns_of


def leading_figures(snapshot: Snapshot, coder: Coder, choices: Mapping[PointKey, ResolvedCoding]) -> Led:
    """Return the figures of each theme that an audit corrects by its key, and under no key those of any theme."""
    if not snapshot.audits:
        return {}
    corpus = snapshot.corpus
    letters = campaigns_of(snapshot.same_letters, corpus.responses, corpus.consultation, snapshot.short_answers)
    accuracy = last_accuracy(snapshot, coder, choices, letters)
    told = as_told(snapshot, accuracy) if accuracy else None
    if told is None:
        return {}
    corrected = {key: one for key in snapshot.codebook.keys if (one := told.count(key))}
    if told.some and told.some.is_current:
        corrected[""] = told.some
    return {
        key: Count(round(one.respondents.value), round(one.points.value))
        for key, one in corrected.items()
        if one.respondents.value is not None and one.points.value is not None
    }

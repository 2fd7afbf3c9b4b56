"""Accuracy: everything that a blind audit measured, put together for the report and the terminal, and scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from analysis.app.audit.draw_audit import chosen
from analysis.app.audit.measure import MeasuredFrame, any_theme, counts, further, ground, people, qualities
from analysis.app.audit.progress import AuditStanding, stood
from analysis.app.audit.recorded_results import recorded, still_measured
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding.machine import settled
from analysis.app.context import AppContext
from analysis.app.ingest.links import find_campaigns
from analysis.app.results import Corpus
from analysis.errors import AuditError
from analysis.model import Audit, Campaign, Coder, PointKey, ResolvedCoding
from analysis.tally.accuracy_results import Accuracy
from analysis.tally.disclosure import listed_campaigns
from analysis.text import plural


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The result of an audit, and whether it was scored now."""

    stood: AuditStanding
    accuracy: Accuracy
    is_scored: bool


def accuracy_of(
    desk: AppContext,
    intake: Corpus,
    coder: Coder,
    choices: Mapping[PointKey, ResolvedCoding],
    campaigns: Sequence[Campaign],
    audit: Audit,
) -> tuple[AuditStanding, Accuracy]:
    """Return what an audit measured; ``coder`` is the machine of today and ``choices`` what counts now of each point.

    Of a closed audit that is what was recorded when it was closed, whatever has come since.
    """
    stands = stood(desk, intake, audit)
    record = recorded(desk, audit.name) if stands.status.is_scored else None
    if record:
        return stands, _as_of_today(desk, intake, stands, record.accuracy, coder)
    own = ground(desk, intake, stands, choices)
    return stands, _accuracy(intake, stands, own, choices, campaigns, coder)


def _as_of_today(desk: AppContext, intake: Corpus, stands: AuditStanding, closed: Accuracy, coder: Coder) -> Accuracy:
    """Return a closed audit's figures, with what has happened since: which of its themes are those of today's
    codebook."""
    standing = still_measured(desk, intake, closed)
    is_same = len(standing) == len(closed.themes) == len(intake.consultation.codebook.themes)
    return replace(
        closed,
        notice=intake.consultation.audit_notice,
        late=stands.status.new,
        learnt=coder.id != stands.audit.machine,
        themes=tuple(
            replace(one, key=standing.get(one.key, one.key), is_current=one.key in standing) for one in closed.themes
        ),
        some=replace(closed.some, is_current=is_same) if closed.some else None,
        counts=tuple(
            replace(one, key=standing.get(one.key, one.key), is_current=one.key in standing) for one in closed.counts
        ),
    )


def last_accuracy(
    desk: AppContext,
    intake: Corpus,
    coder: Coder,
    choices: Mapping[PointKey, ResolvedCoding],
    campaigns: Sequence[Campaign],
) -> Accuracy | None:
    """Return what the last audit measured of which anything is coded; of one that is not, what there is; None
    without any."""
    found = None
    for audit in reversed(list(desk.store.audits().values())):
        _, accuracy = accuracy_of(desk, intake, coder, choices, campaigns, audit)
        if accuracy.overall:
            return accuracy
        found = found or accuracy
    return found


def _accuracy(
    intake: Corpus,
    stands: AuditStanding,
    own: MeasuredFrame,
    choices: Mapping[PointKey, ResolvedCoding],
    campaigns: Sequence[Campaign],
    coder: Coder,
) -> Accuracy:
    now = stands.status
    overall, themes, types = qualities(intake, own)
    counted = counts(intake, own, choices, campaigns) if overall else ()
    return Accuracy(
        notice=intake.consultation.audit_notice,
        frame=now.frame,
        drawn=now.drawn,
        strata=len(stands.audit.strata),
        coded=now.coded,
        coders=len(now.coders),
        cannot_tell=now.cannot_tell,
        left=now.left,
        dropped=now.dropped,
        late=now.new,
        learnt=coder.id != stands.audit.machine,
        overall=overall,
        themes=themes,
        counts=counted,
        people=people(intake, stands),
        types=types if overall else (),
        some=any_theme(intake, own, choices, counted) if overall else None,
        further=further(intake, stands, own, choices) if overall else None,
        codebook=intake.consultation.codebook.version,
    )


def audit_report(desk: AppContext, name: str = "", score: bool = False, anyway: bool = False) -> AuditReport:
    """Return what the audit of this name, or the last one, measured; with ``score`` it is closed, and teaches from now
    on.

    The figures stay those of the machine as it was when the audit was drawn. Raises AuditError where there is no such
    audit, or where it is to be scored with points that nobody has coded, unless that is meant (``anyway``).
    """
    intake, coder, *_ = take_in_and_code(desk)
    audit = chosen(desk.store.audits(), name)
    choices = settled(desk, intake, coder)
    campaigns = listed_campaigns(find_campaigns(desk, intake.responses, keep=False), intake.responses)
    stands, accuracy = accuracy_of(desk, intake, coder, choices, campaigns, audit)
    if score:
        _must_be_done(stands, accuracy, anyway)
        accuracy = replace(accuracy, closed=True)
        desk.store.know_codebook(intake.consultation.codebook, desk.clock())
        desk.store.score(audit, _published(accuracy), desk.clock())
    return AuditReport(stands, accuracy, score)


def _must_be_done(stands: AuditStanding, accuracy: Accuracy, anyway: bool) -> None:
    now = stands.status
    if now.is_scored:
        raise AuditError(f"{now.name}: it has been scored already, and nothing was drawn since")
    if accuracy.overall is None:
        raise AuditError(
            f"{now.name}: too little of it is coded to score anything; `everypoint audit status` says more"
        )
    if now.left and not anyway:
        raise AuditError(
            f"{now.name}: {plural(now.left, 'point')} of it have not been coded, and could not be coded blind after "
            "that; code them first, or add --anyway"
        )


def _published(accuracy: Accuracy) -> dict[str, Any]:
    """Return the figures that are told; they name themes and types of respondents, and nobody."""
    return asdict(accuracy)

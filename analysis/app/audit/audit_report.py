"""Accuracy: everything that a blind audit measured, put together for the report and the terminal, and scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.app.audit.draw_audit import chosen
from analysis.app.audit.measure import MeasuredFrame, counts, further, ground, people, qualities
from analysis.app.audit.progress import AuditStanding, stood
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding.machine import settled
from analysis.app.context import AppContext
from analysis.app.ingest.links import find_campaigns
from analysis.app.results import Corpus
from analysis.errors import AuditError
from analysis.model import Audit, Campaign, Coder, PointKey, ResolvedCoding
from analysis.tally.accuracy_results import Accuracy
from analysis.text import plural


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit measured, and whether it was scored now."""

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
    """What an audit measured; ``coder`` is the machine of today and ``choices`` what counts now of each point."""
    stands = stood(desk, intake, audit)
    own = ground(desk, intake, stands, choices)
    return stands, _accuracy(intake, stands, own, choices, campaigns, coder)


def last_accuracy(
    desk: AppContext,
    intake: Corpus,
    coder: Coder,
    choices: Mapping[PointKey, ResolvedCoding],
    campaigns: Sequence[Campaign],
) -> Accuracy | None:
    """What the last audit measured of which anything is coded; of one that is not, what there is; None without any."""
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
        counts=counts(intake, own, choices) if overall else (),
        without_campaigns=counts(intake, own, choices, campaigns) if overall and campaigns else (),
        people=people(intake, stands),
        types=types if overall else (),
        further=further(intake, stands, own, choices) if overall else None,
    )


def audit_report(desk: AppContext, name: str = "", score: bool = False, anyway: bool = False) -> AuditReport:
    """What the audit of this name, or the last one, measured; with ``score`` it is closed, and teaches from now on.

    The figures stay those of the machine as it was when the audit was drawn. Raises AuditError where there is no such
    audit, or where it is to be scored with points that nobody has coded, unless that is meant (``anyway``).
    """
    intake, coder, *_ = take_in_and_code(desk)
    audit = chosen(desk.store.audits(), name)
    choices = settled(desk, intake, coder)
    campaigns = find_campaigns(desk, intake.responses, keep=False)
    stands, accuracy = accuracy_of(desk, intake, coder, choices, campaigns, audit)
    if score:
        _must_be_done(stands, accuracy, anyway)
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
    """The figures that are told; they name themes and types of respondents, and nobody."""
    return asdict(accuracy)

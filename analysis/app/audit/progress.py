"""Standing: how far an audit is, who coded what of it, and whether people agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.agreement.coefficients import AgreementTable, set_agreement, tabulate, theme_agreement
from analysis.auditing.blinding import INDEPENDENT
from analysis.auditing.resolution.audit_state import AuditState, Blind
from analysis.model import Agreement, Agreements, Audit, CoderKind, Coding, Measure, Outcome, PointKey


@dataclass(frozen=True, slots=True)
class AuditStatus:
    """The progress of an audit.

    ``frame`` counts the points that could have been drawn and are still there, ``new`` those of today that could not,
    because they came or were divided differently since. Of those ``drawn``, ``dropped`` are gone, ``coded`` were coded
    blind, ``cannot_tell`` are those of which the coder could not decide, ``left`` nobody has coded. ``second`` points
    were coded by another person as well. ``coders`` holds (name, points that they coded first).
    """

    name: str
    seed: int
    design: str
    by: tuple[str, ...]
    drawn_by: str
    frame: int
    new: int
    drawn: int
    dropped: int
    coded: int
    cannot_tell: int
    left: int
    second: int
    coders: tuple[tuple[str, int], ...]
    is_scored: bool

    @property
    def is_done(self) -> bool:
        """Return whether every drawn point that is still there has been coded."""
        return not self.left


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreement of people who judged the same points: on whole sets of themes, and on each theme by its key.

    ``together``: positive agreement over all themes, which is the F1 that people reach with each other.
    """

    sets: Agreements
    themes: dict[str, Agreements]
    together: Agreement


@dataclass(frozen=True, slots=True)
class AuditProgress:
    """An audit with everything that was coded of it, as it stands with the points of today.

    ``agreed`` is None where no point was judged by two people.
    """

    audit: Audit
    today: AuditState
    coded: Blind
    status: AuditStatus
    agreed: Agreed | None


def audit_progress(snapshot: Snapshot, audit: Audit) -> AuditProgress:
    """Return an audit with everything that was coded of it."""
    sample = snapshot.sample(audit)
    frame, blind_codings = sample.today, sample.coded(snapshot.people.codings)
    status = _status(audit, frame, blind_codings, _new(snapshot, frame.strata, snapshot.digests))
    return AuditProgress(audit, frame, blind_codings, status, _agreed(snapshot, blind_codings))


def status_of(snapshot: Snapshot, progress: AuditProgress, documents: Collection[str]) -> AuditStatus:
    """Return how far an audit is with the points of these responses alone, as if there were no others."""
    today = progress.today
    strata = {point: stratum for point, stratum in today.strata.items() if point.document in documents}
    first = {point: coding for point, coding in progress.coded.first.items() if point.document in documents}
    frame = replace(today, strata=strata, drawn=tuple(point for point in today.drawn if point in strata))
    new = _new(snapshot, strata, [point for point in snapshot.digests if point.document in documents])
    return _status(progress.audit, frame, replace(progress.coded, first=first), new)


def agreed_of(snapshot: Snapshot, progress: AuditProgress, documents: Collection[str]) -> Agreed | None:
    """Return what people agree on of the points of these responses alone; None where no two judged one of them."""
    coded = progress.coded
    first = {point: coding for point, coding in coded.first.items() if point.document in documents}
    others = {by: coding for by, coding in coded.others.items() if coding.point.document in documents}
    return _agreed(snapshot, replace(coded, first=first, others=others))


def _new(snapshot: Snapshot, strata: Collection[PointKey], points: Iterable[PointKey]) -> int:
    """Return how many of these points could not have been drawn, and nobody had decided."""
    decided = {c.point for c in snapshot.people.codings if c.outcome is Outcome.CODED}
    return sum(point not in strata and point not in decided for point in points)


def _status(audit: Audit, frame: AuditState, coded: Blind, new: int) -> AuditStatus:
    firsts = coded.first.values()
    coder_names = Counter(coding.coder.name for coding in firsts)
    return AuditStatus(
        name=audit.name,
        seed=audit.seed,
        design=audit.design.value,
        by=audit.by,
        drawn_by=audit.draws[0].coder.name,
        frame=len(frame.strata),
        new=new,
        drawn=len(frame.drawn) + frame.dropped,
        dropped=frame.dropped,
        coded=len(coded.first),
        cannot_tell=sum(coding.outcome is Outcome.CANNOT_TELL for coding in firsts),
        left=sum(point not in coded.first for point in frame.drawn),
        second=len({point for _, point in coded.others if point in coded.first}),
        coders=tuple(sorted(coder_names.items())),
        is_scored=all(point in frame.until for point in frame.drawn),
    )


def _agreed(snapshot: Snapshot, coded: Blind) -> Agreed | None:
    """Return what people agree on, of all that they coded blind; points of one respondent count together."""
    if not coded.others:
        return None
    codings: list[Coding] = [*coded.first.values(), *coded.others.values()]
    table = tabulate(codings, snapshot.translate)
    document_of_point: dict[PointKey, str] = {coding.point: coding.point.document for coding in codings}
    themes = theme_agreement(table.judgements, snapshot.codebook.keys, table.silences, document_of_point)
    together = _together(table, snapshot.codebook.keys, document_of_point)
    return Agreed(set_agreement(table.judgements, table.silences, document_of_point), themes, together)


def _together(table: AgreementTable, themes: Sequence[str], whose: Mapping[PointKey, str]) -> Agreement:
    """Positive agreement over all themes: each theme of each point is a unit, which is given or not."""
    given_answer = frozenset({GIVEN})
    answers = {
        (point, theme): {
            coder: given_answer if theme in found_themes else frozenset()
            for coder, found_themes in themes_of_coder.items()
            if theme not in table.silences.get((point, coder), ())
        }
        for point, themes_of_coder in table.judgements.items()
        for theme in themes
    }
    respondents = {unit: whose[unit[0]] for unit in answers}
    return theme_agreement(answers, [GIVEN], None, respondents)[GIVEN][Measure.POSITIVE]


GIVEN = "given"


# So far ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndependentPairs:
    """A count of the points that two people judged independently, and of those to which they gave the same themes."""

    points: int
    same: int

    @property
    def share(self) -> float:
        """Return the share of the points on which they agree; 0 where there are none."""
        return self.same / self.points if self.points else 0.0


def together(snapshot: Snapshot) -> IndependentPairs:
    """Return whether people agree so far, where two have judged the same point freely."""
    independent_sets = [
        _free(snapshot, point_codings) for point_codings in snapshot.of_point.values() if len(point_codings) > 1
    ]
    coded_by_two = [point_codings for point_codings in independent_sets if len(point_codings) > 1]
    return IndependentPairs(len(coded_by_two), sum(len(set(point_codings)) == 1 for point_codings in coded_by_two))


def _free(snapshot: Snapshot, codings: Sequence[Coding]) -> list[frozenset[str]]:
    last_codings = {c.coder.id: c for c in codings if c.coder.kind is CoderKind.HUMAN and c.mode in INDEPENDENT}
    return [snapshot.translate(c).coding.themes for c in last_codings.values() if c.outcome is Outcome.CODED]

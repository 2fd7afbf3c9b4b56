"""Measuring: what a blind audit says of the machine's coding, of the report's counts, and of people's agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.app.audit.draw_audit import chosen
from analysis.app.audit.progress import AuditStanding, stood
from analysis.app.coding import machine
from analysis.app.coding.machine_codings import machine_codings
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.results import Corpus
from analysis.auditing.agreement.agreement_intervals import Agreement, Agreements, Measure
from analysis.auditing.agreement.wording import agreement_in_words
from analysis.auditing.estimation.accuracy import Scores, accuracy
from analysis.auditing.estimation.adjusted_counts import AdjustedCount, corrected
from analysis.auditing.estimation.adjusted_counts import AdjustedThemeCounts as Counted
from analysis.auditing.estimation.intervals import Interval
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Frame, audited, frame_of, part
from analysis.auditing.resolution.codebook_migration import Reading, translator
from analysis.auditing.resolution.resolve import resolve
from analysis.auditing.sampling.sample_plan import Effort, minutes_per_point
from analysis.auditing.sampling.stopping_rule import published, stopping, stopping_in_words
from analysis.model import Campaign, Coding, Outcome, PointKey, ResolvedCoding, Response
from analysis.tally import NOT_STATED
from analysis.tally.accuracy_results import (
    AgreementLine,
    Correction,
    Estimate,
    Further,
    PartCounts,
    People,
    Quality,
    ThemeCounts,
    ThemeQuality,
    TypeQuality,
)
from analysis.tally.disclosure import is_listed

DECIDED = "decided by people"
"""The stratum of the points that people had decided before the draw: all of it is known."""


@dataclass(frozen=True, slots=True)
class MeasuredFrame:
    """The sampling frame and sample on which everything is measured.

    ``frame`` holds the points of the audit's frame that are still there, below them the points that people had decided
    before; ``points`` names them, and ``own`` says which are the audit's. ``sample`` holds what people found in both.
    ``unmeasured`` are the themes of which an older coding does not say what it would say of the theme of today.
    """

    points: tuple[PointKey, ...]
    frame: Frame
    sample: Audited
    own: np.ndarray[tuple[int], np.dtype[np.bool_]]
    unmeasured: frozenset[str]

    @property
    def audit(self) -> tuple[Frame, Audited]:
        """Return the audit's own frame and sample."""
        return part(self.frame, self.sample, self.own)


def ground(
    desk: AppContext, intake: Corpus, stood: AuditStanding, choices: Mapping[PointKey, ResolvedCoding]
) -> MeasuredFrame:
    """Return the frame and sample of an audit as numbers; ``choices`` are what counts now of each point."""
    reading = translator(desk.store.codebooks(), intake.consultation.codebook)
    machine = measured_codings(desk, stood)
    first = {p: c for p, c in stood.coded.first.items() if c.outcome is Outcome.CODED and p in machine}
    unmeasured = _unmeasured([*machine.values(), *first.values()], reading)
    themes = tuple(key for key in intake.consultation.codebook.keys if key not in unmeasured)
    own = [point for point in stood.today.strata if point in machine]
    people = {p: c.coding for p, c in choices.items() if not c.coding.coder.is_machine}
    others = [point for point in people if point not in stood.today.strata]
    points = (*own, *others)
    given = [reading(machine[p]).coding.themes for p in own] + [people[p].themes for p in others]
    found = {p: reading(c).coding.themes for p, c in first.items()} | {p: people[p].themes for p in others}
    rows = [row for row, point in enumerate(points) if point in found]
    types = {r.document.name: r.respondent.type or NOT_STATED for r in intake.responses}
    return MeasuredFrame(
        points,
        frame_of(
            themes,
            _table(given, themes),
            [point.document for point in points],
            [stood.today.strata.get(point, DECIDED) for point in points],
            [types[point.document] for point in points],
        ),
        audited(rows, _table([found[points[row]] for row in rows], themes), len(themes)),
        np.arange(len(points)) < len(own),
        unmeasured,
    )


def measured_codings(desk: AppContext, stood: AuditStanding) -> dict[PointKey, Coding]:
    """Return what the machine coder that is measured said of each point of the frame, by where that stands now."""
    places = {one.point: one.text_sha256 for one in stood.audit.frame}
    own = {c.point: c for c in machine_codings(desk, stood.audit.machine) if places.get(c.point) == c.text_sha256}
    return {now: own[then] for then, now in stood.today.former.items() if then in own}


def _unmeasured(codings: Iterable[Coding], reading: Reading) -> frozenset[str]:
    """Return the themes that were redefined, split or added after these codings."""
    stands = [reading(coding) for coding in codings]
    return frozenset().union(*(one.stale | one.parts | one.silent for one in stands))


def _table(sets: Sequence[frozenset[str]], themes: Sequence[str]) -> list[list[bool]]:
    return [[theme in own for theme in themes] for own in sets]


# As the report shows it -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the ground that are counted by themselves, and how many responses each has in all.

    A response without any point raises no theme, and is one of its part all the same; one of which no point is on the
    ground came after the draw.
    """

    names: tuple[str, ...]
    documents: tuple[frozenset[str], ...]
    points: tuple[PointKey, ...]

    @property
    def inside(self) -> list[Bools]:
        """Return which points are in each part."""
        return [np.array([point.document in own for point in self.points], dtype=bool) for own in self.documents]


CAMPAIGNS, REST = "responses of campaigns", "all other responses"


def _parts(intake: Corpus, ground: MeasuredFrame, campaigns: Sequence[Campaign]) -> _Parts:
    """Return all responses; then, where there are campaigns, their letters and the rest; then each type of
    respondent."""
    there = {point.document for point in ground.points}
    known = {r.document.name: _type_to_tell(r) for r in intake.responses}
    of = {r.document.name for r in intake.responses if r.document.name in there or not r.points}
    letters = {document for campaign in campaigns for document in campaign.documents}
    both = {CAMPAIGNS: of & letters, REST: of - letters} if campaigns else {}
    types = {kind: {name for name in of if known[name] == kind} for kind in dict.fromkeys(known.values())}
    parts = [("", of), *both.items(), *types.items()]
    return _Parts(tuple(name for name, _ in parts), tuple(frozenset(own) for _, own in parts), ground.points)


def _type_to_tell(response: Response) -> str:
    """Return the type in whose counts a response may be: one that is withheld could be known by its type."""
    return (response.respondent.type or NOT_STATED) if is_listed(response) else WITHHELD


WITHHELD = "withheld"
"""The part of the responses that are not shown, so that the types add up to all."""


def counts(
    intake: Corpus, ground: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], campaigns: Sequence[Campaign]
) -> tuple[ThemeCounts, ...]:
    """Return what the report counts of the points on the ground, and what it would count if people had coded all of
    them."""
    parts = _parts(intake, ground, campaigns)
    names = intake.consultation.codebook.names
    found = _found(ground.points, ground.frame, choices)
    counted = corrected(ground.frame, ground.sample, found, parts.inside[1:])
    own = {p: choices[p].coding.themes for p in ground.points}
    return tuple(
        _counts_of(one, names[one.theme], [p for p in ground.points if one.theme in own[p]], parts, bool(campaigns))
        for one in counted
    )


def _counts_of(
    one: Counted, name: str, carrying: Sequence[PointKey], parts: _Parts, has_campaigns: bool
) -> ThemeCounts:
    """One theme's counts with those of the parts, where the points that are ``carrying`` it now are these."""
    measured = [(one.points, one.respondents), *((part.points, part.respondents) for part in one.domains)]
    all_, *others = (
        PartCounts(name, *_corrections(of_points, of_people, [p for p in carrying if p.document in own], len(own)))
        for name, own, (of_points, of_people) in zip(parts.names, parts.documents, measured, strict=True)
    )
    campaigns, rest, *types = others if has_campaigns else (None, None, *others)
    kinds = tuple(one for one in types if one is not None)
    return ThemeCounts(one.theme, name, all_.points, all_.respondents, campaigns, rest, kinds)


def _corrections(
    of_points: AdjustedCount, of_people: AdjustedCount, carrying: Sequence[PointKey], responses: int
) -> tuple[Correction, Correction]:
    respondents = len({point.document for point in carrying})
    return _correction(len(carrying), of_points), replace(_correction(respondents, of_people), of=responses)


def any_theme(
    intake: Corpus, ground: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], themes: Sequence[ThemeCounts]
) -> ThemeCounts | None:
    """Return the same of any theme at all; None where one of them was not measured.

    There are no fewer than of the commonest theme, and no more than of all themes together.
    """
    if ground.unmeasured or not themes:
        return None
    parts = _parts(intake, ground, ())
    frame = replace(ground.frame, themes=("",), given=_any(ground.frame.given))
    sample = replace(ground.sample, found=_any(ground.sample.found))
    (one,) = corrected(frame, sample, _any(_found(ground.points, ground.frame, choices)))
    carrying = [point for point in ground.points if choices[point].coding.themes]
    of = len(parts.documents[0])
    points, respondents = _corrections(one.points, one.respondents, carrying, of)
    return ThemeCounts(
        "",
        "any theme",
        _between_parts(points, [theme.points for theme in themes]),
        _between_parts(respondents, [theme.respondents for theme in themes]),
    )


def _any(table: Bools) -> Bools:
    """Return whether there is any theme, shape (points, 1)."""
    return np.asarray(table.any(axis=1))[:, None]


def _between_parts(one: Correction, themes: Sequence[Correction]) -> Correction:
    """Return a count of any theme that no count of a theme contradicts."""
    values = [theme.value or 0.0 for theme in themes]
    value = min(max(one.value or 0.0, *values), sum(values), one.of)
    return replace(one, value=value, low=min(one.low, value), high=max(one.high, value))


def _found(points: Sequence[PointKey], frame: Frame, choices: Mapping[PointKey, ResolvedCoding]) -> Bools:
    """Return where people have found which theme, shape (points, themes)."""
    sets = [_confirmed(choices[point]) if point in choices else frozenset() for point in points]
    return np.array(_table(sets, frame.themes), dtype=bool).reshape(len(points), len(frame.themes))


def _confirmed(choice: ResolvedCoding) -> frozenset[str]:
    """Return the themes of a point that people found."""
    is_machine = choice.coding.coder.is_machine
    return frozenset() if is_machine else choice.coding.themes - choice.unanswered


def _correction(counted: int, one: AdjustedCount) -> Correction:
    adjusted = one.corrected
    return Correction(
        counted, *_steady(adjusted.estimate, adjusted.low, adjusted.high), of=one.size, confirmed=one.confirmed
    )


def further(
    intake: Corpus, stood: AuditStanding, ground: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding]
) -> Further | None:
    """By how much further audits could move what is published; None where nothing is coded.

    Of ``choices`` those of people count; those of the machine may be absent.
    """
    frame, sample = ground.audit
    if not len(sample.rows) or not frame.themes:
        return None
    names = intake.consultation.codebook.names
    counted = corrected(ground.frame, ground.sample, _found(ground.points, ground.frame, choices))
    named = [replace(one, theme=names[one.theme]) for one in counted]
    figures = published(named, accuracy(frame, sample).micro.f1, ground.frame)
    made = stopping(figures, len(sample.rows), frame.size)
    minutes = minutes_per_point([*stood.coded.first.values(), *stood.coded.others.values()])
    words = stopping_in_words(made, Effort(minutes, measured=True) if minutes else Effort())
    return Further(
        made.moves, made.within, made.is_enough, made.slowest, made.batch, made.then, made.needed, words=words
    )


def audit_standing(
    desk: AppContext, name: str = "", intake: Corpus | None = None
) -> tuple[AuditStanding, Further | None]:
    """Return how far the audit of this name, or the last one, is, and what further audits would buy; the machine is not
    run.

    ``intake`` is what was received, where that is known already. Raises AuditError where there is no such audit.
    """
    intake = intake or take_in(desk, keep=False)
    stands = stood(desk, intake, chosen(desk.store.audits(), name))
    reading = translator(desk.store.codebooks(), intake.consultation.codebook)
    choices = resolve(machine.people(desk.store.codings(), intake).codings, "", reading)
    return stands, further(intake, stands, ground(desk, intake, stands, choices), choices)


def people(intake: Corpus, stood: AuditStanding) -> People | None:
    """Return whether people agree on the points that two of them coded; None where nobody coded a point second."""
    if stood.agreed is None:
        return None
    sets, themes = stood.agreed.sets, stood.agreed.themes
    names = intake.consultation.codebook.names
    lines = [_line("whole sets of themes", sets), *(_line(names[key], own) for key, own in themes.items())]
    alpha = sets[Measure.ALPHA]
    words = (agreement_in_words(sets[Measure.RAW]), agreement_in_words(alpha, sets[Measure.RAW]))
    return People(alpha.points, alpha.coders, words, _estimate(stood.agreed.together), tuple(lines))


def _line(name: str, found: Agreements) -> AgreementLine:
    positive, negative = (found.get(measure) for measure in (Measure.POSITIVE, Measure.NEGATIVE))
    return AgreementLine(
        name,
        _estimate(found[Measure.RAW]),
        _estimate(positive) if positive else None,
        _estimate(negative) if negative else None,
        _estimate(found[Measure.COHEN]),
        _estimate(found[Measure.ALPHA]),
        _estimate(found[Measure.AC1]),
    )


def _estimate(found: Agreement) -> Estimate:
    return Estimate(*_steady(found.figure, found.low, found.high), reason=found.reason)


def qualities(
    intake: Corpus, ground: MeasuredFrame
) -> tuple[Quality | None, tuple[ThemeQuality, ...], tuple[TypeQuality, ...]]:
    """Return how good the machine's coding of the audit's frame is; over all themes None where nothing is coded."""
    frame, sample = ground.audit
    found = accuracy(frame, sample)
    given = frame.given[sample.rows]
    both = {theme: int((given & sample.found)[:, t].sum()) for t, theme in enumerate(frame.themes)}
    by_key = {one.theme: one for one in found.themes}
    themes = tuple(
        ThemeQuality(theme.key, theme.name, one.given, one.found, both[theme.key], _quality(one.scores))
        if (one := by_key.get(theme.key))
        else ThemeQuality(theme.key, theme.name, 0, 0, 0, None, REDEFINED)
        for theme in intake.consultation.codebook.themes
    )
    types = tuple(
        TypeQuality(one.type, one.sampled, _quality(one.scores) if one.sampled else None, one.differs)
        for one in found.types
    )
    return _quality(found.micro) if found.sampled else None, themes, types


REDEFINED = "it was redefined, split or added after the points were coded"


def _quality(scores: Scores) -> Quality:
    return Quality(*(_interval(one) for one in (scores.precision, scores.recall, scores.f1)))


def _interval(one: Interval) -> Estimate:
    reason = "no audited point could tell" if one.estimate is None else ""
    return Estimate(*_steady(one.estimate, one.low, one.high), reason=reason)


DIGITS = 9
"""What is counted, compared and printed of an estimate has so many digits; later ones are every processor’s own."""


def _steady(estimate: float | None, low: float | None, high: float | None) -> tuple[Any, Any, Any]:
    value, least, most = (None if figure is None else round(figure, DIGITS) for figure in (estimate, low, high))
    return value, least, most

"""Measuring: what a blind audit says of the machine's coding, of the report's counts, and of people's agreement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.app.audit.estimates import as_estimate, steady
from analysis.app.audit.progress import AuditStanding, stood
from analysis.app.results import Corpus
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.estimation.accuracy import Scores, accuracy
from analysis.auditing.estimation.adjusted_counts import AdjustedCount, corrected
from analysis.auditing.estimation.adjusted_counts import AdjustedThemeCounts as Counted
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Frame, audited, frame_of, part
from analysis.auditing.resolution.codebook_migration import Reading
from analysis.auditing.sampling.sample_plan import Effort, minutes_per_point
from analysis.auditing.sampling.stopping_rule import published, stopping, stopping_in_words
from analysis.model import Campaign, Coding, Outcome, PointKey, ResolvedCoding, Response
from analysis.tally import NOT_STATED
from analysis.tally.accuracy_results import (
    Correction,
    Further,
    PartCounts,
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


def ground(snapshot: Snapshot, stood: AuditStanding, choices: Mapping[PointKey, ResolvedCoding]) -> MeasuredFrame:
    """Return the frame and sample of an audit as numbers; ``choices`` are what counts now of each point."""
    translate, machine = snapshot.translate, measured_codings(snapshot, stood)
    firsts = {p: c for p, c in stood.coded.first.items() if c.outcome is Outcome.CODED and p in machine}
    unmeasured_themes = _unmeasured([*machine.values(), *firsts.values()], translate)
    themes = tuple(key for key in snapshot.codebook.keys if key not in unmeasured_themes)
    frame_points = [point for point in stood.today.strata if point in machine]
    decided_by_people = {p: c.coding for p, c in choices.items() if not c.coding.coder.is_machine}
    decided_elsewhere = [point for point in decided_by_people if point not in stood.today.strata]
    points = (*frame_points, *decided_elsewhere)
    given = [translate(machine[p]).coding.themes for p in frame_points] + [
        decided_by_people[p].themes for p in decided_elsewhere
    ]
    found_themes = {p: translate(c).coding.themes for p, c in firsts.items()} | {
        p: decided_by_people[p].themes for p in decided_elsewhere
    }
    audited_rows = [point_row for point_row, point in enumerate(points) if point in found_themes]
    respondent_types = {r.document.name: r.respondent.type or NOT_STATED for r in snapshot.corpus.responses}
    return MeasuredFrame(
        points,
        frame_of(
            themes,
            _table(given, themes),
            [point.document for point in points],
            [stood.today.strata.get(point, DECIDED) for point in points],
            [respondent_types[point.document] for point in points],
        ),
        audited(
            audited_rows, _table([found_themes[points[point_row]] for point_row in audited_rows], themes), len(themes)
        ),
        np.arange(len(points)) < len(frame_points),
        unmeasured_themes,
    )


def measured_codings(snapshot: Snapshot, stood: AuditStanding) -> dict[PointKey, Coding]:
    """Return what the machine coder that is measured said of each point of the frame, by where that stands now."""
    frame_digests = {frame_point.point: frame_point.text_sha256 for frame_point in stood.audit.frame}
    own_codings = {
        c.point: c for c in snapshot.machine_codings(stood.audit.machine) if frame_digests.get(c.point) == c.text_sha256
    }
    return {
        current_point: own_codings[former_point]
        for former_point, current_point in stood.today.former.items()
        if former_point in own_codings
    }


def _unmeasured(codings: Iterable[Coding], reading: Reading) -> frozenset[str]:
    """Return the themes that were redefined, split or added after these codings."""
    translations = [reading(coding) for coding in codings]
    return frozenset().union(
        *(translation.stale | translation.parts | translation.silent for translation in translations)
    )


def _table(sets: Sequence[frozenset[str]], themes: Sequence[str]) -> list[list[bool]]:
    return [[theme in theme_set for theme in themes] for theme_set in sets]


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
        return [
            np.array([point.document in documents_of_part for point in self.points], dtype=bool)
            for documents_of_part in self.documents
        ]


CAMPAIGNS, REST = "responses of campaigns", "all other responses"


def _parts(corpus: Corpus, ground: MeasuredFrame, campaigns: Sequence[Campaign]) -> _Parts:
    """Return all responses; then, where there are campaigns, their letters and the rest; then each type of
    respondent."""
    documents_with_points = {point.document for point in ground.points}
    type_of_document = {r.document.name: _type_to_tell(r) for r in corpus.responses}
    counted_documents = {
        r.document.name for r in corpus.responses if r.document.name in documents_with_points or not r.points
    }
    campaign_documents = {document for campaign in campaigns for document in campaign.documents}
    campaign_parts = (
        {CAMPAIGNS: counted_documents & campaign_documents, REST: counted_documents - campaign_documents}
        if campaigns
        else {}
    )
    type_parts = {
        kind: {name for name in counted_documents if type_of_document[name] == kind}
        for kind in dict.fromkeys(type_of_document.values())
    }
    parts = [("", counted_documents), *campaign_parts.items(), *type_parts.items()]
    return _Parts(
        tuple(name for name, _ in parts), tuple(frozenset(documents) for _, documents in parts), ground.points
    )


def _type_to_tell(response: Response) -> str:
    """Return the type in whose counts a response may be: one that is withheld could be known by its type."""
    return (response.respondent.type or NOT_STATED) if is_listed(response) else WITHHELD


WITHHELD = "withheld"
"""The part of the responses that are not shown, so that the types add up to all."""


def counts(
    corpus: Corpus, ground: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], campaigns: Sequence[Campaign]
) -> tuple[ThemeCounts, ...]:
    """Return what the report counts of the points on the ground, and what it would count if people had coded all of
    them."""
    parts = _parts(corpus, ground, campaigns)
    names = corpus.consultation.codebook.names
    found_themes = _found(ground.points, ground.frame, choices)
    adjusted_counts = corrected(ground.frame, ground.sample, found_themes, parts.inside[1:])
    assigned_themes = {p: choices[p].coding.themes for p in ground.points}
    return tuple(
        _counts_of(
            counted,
            names[counted.theme],
            [p for p in ground.points if counted.theme in assigned_themes[p]],
            parts,
            bool(campaigns),
        )
        for counted in adjusted_counts
    )


def _counts_of(
    counted: Counted, name: str, carrying: Sequence[PointKey], parts: _Parts, has_campaigns: bool
) -> ThemeCounts:
    """One theme's counts with those of the parts, where the points that are ``carrying`` it now are these."""
    measured = [(counted.points, counted.respondents), *((part.points, part.respondents) for part in counted.domains)]
    all_, *others = (
        PartCounts(
            name, *_corrections(of_points, of_people, [p for p in carrying if p.document in documents], len(documents))
        )
        for name, documents, (of_points, of_people) in zip(parts.names, parts.documents, measured, strict=True)
    )
    campaigns, rest, *types = others if has_campaigns else (None, None, *others)
    known_types = tuple(counted for counted in types if counted is not None)
    return ThemeCounts(counted.theme, name, all_.points, all_.respondents, campaigns, rest, known_types)


def _corrections(
    of_points: AdjustedCount, of_people: AdjustedCount, carrying: Sequence[PointKey], responses: int
) -> tuple[Correction, Correction]:
    respondents = len({point.document for point in carrying})
    return _correction(len(carrying), of_points), replace(_correction(respondents, of_people), of=responses)


def any_theme(
    corpus: Corpus, ground: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], themes: Sequence[ThemeCounts]
) -> ThemeCounts | None:
    """Return the same of any theme at all; None where one of them was not measured.

    There are no fewer than of the commonest theme, and no more than of all themes together.
    """
    if ground.unmeasured or not themes:
        return None
    parts = _parts(corpus, ground, ())
    frame = replace(ground.frame, themes=("",), given=_any(ground.frame.given))
    sample = replace(ground.sample, found=_any(ground.sample.found))
    (estimate,) = corrected(frame, sample, _any(_found(ground.points, ground.frame, choices)))
    carrying = [point for point in ground.points if choices[point].coding.themes]
    document_count = len(parts.documents[0])
    points, respondents = _corrections(estimate.points, estimate.respondents, carrying, document_count)
    return ThemeCounts(
        "",
        "any theme",
        _between_parts(points, [theme.points for theme in themes]),
        _between_parts(respondents, [theme.respondents for theme in themes]),
    )


def _any(table: Bools) -> Bools:
    """Return whether there is any theme, shape (points, 1)."""
    return np.asarray(table.any(axis=1))[:, None]


def _between_parts(estimate: Correction, themes: Sequence[Correction]) -> Correction:
    """Return a count of any theme that no count of a theme contradicts."""
    theme_values = [theme.value or 0.0 for theme in themes]
    value = min(max(estimate.value or 0.0, *theme_values), sum(theme_values), estimate.of)
    return replace(estimate, value=value, low=min(estimate.low, value), high=max(estimate.high, value))


def _found(points: Sequence[PointKey], frame: Frame, choices: Mapping[PointKey, ResolvedCoding]) -> Bools:
    """Return where people have found which theme, shape (points, themes)."""
    confirmed_sets = [_confirmed(choices[point]) if point in choices else frozenset() for point in points]
    return np.array(_table(confirmed_sets, frame.themes), dtype=bool).reshape(len(points), len(frame.themes))


def _confirmed(choice: ResolvedCoding) -> frozenset[str]:
    """Return the themes of a point that people found."""
    is_machine = choice.coding.coder.is_machine
    return frozenset() if is_machine else choice.coding.themes - choice.unanswered


def _correction(counted: int, estimate: AdjustedCount) -> Correction:
    adjusted = estimate.corrected
    return Correction(
        counted,
        *steady(adjusted.estimate, adjusted.low, adjusted.high),
        of=estimate.size,
        confirmed=estimate.confirmed,
    )


def further(
    corpus: Corpus, stood: AuditStanding, ground: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding]
) -> Further | None:
    """By how much further audits could move what is published; None where nothing is coded.

    Of ``choices`` those of people count; those of the machine may be absent.
    """
    frame, sample = ground.audit
    if not len(sample.rows) or not frame.themes:
        return None
    names = corpus.consultation.codebook.names
    adjusted_counts = corrected(ground.frame, ground.sample, _found(ground.points, ground.frame, choices))
    named_counts = [replace(counted, theme=names[counted.theme]) for counted in adjusted_counts]
    figures = published(named_counts, accuracy(frame, sample).micro.f1, ground.frame)
    advice = stopping(figures, len(sample.rows), frame.size)
    minutes = minutes_per_point([*stood.coded.first.values(), *stood.coded.others.values()])
    advice_wording = stopping_in_words(advice, Effort(minutes, measured=True) if minutes else Effort())
    return Further(
        advice.moves,
        advice.within,
        advice.is_enough,
        advice.slowest,
        advice.batch,
        advice.then,
        advice.needed,
        words=advice_wording,
    )


def audit_standing(snapshot: Snapshot, name: str = "") -> tuple[AuditStanding, Further | None]:
    """Return how far the audit of this name, or the last one, is, and what further audits would buy; the machine is not
    run. Raises AuditError where there is no such audit.
    """
    standing, choices = stood(snapshot, snapshot.audit(name)), snapshot.decided
    return standing, further(snapshot.corpus, standing, ground(snapshot, standing, choices), choices)


def qualities(
    corpus: Corpus, ground: MeasuredFrame
) -> tuple[Quality | None, tuple[ThemeQuality, ...], tuple[TypeQuality, ...]]:
    """Return how good the machine's coding of the audit's frame is; over all themes None where nothing is coded."""
    frame, sample = ground.audit
    measured = accuracy(frame, sample)
    given = frame.given[sample.rows]
    agreed_counts = {theme: int((given & sample.found)[:, t].sum()) for t, theme in enumerate(frame.themes)}
    scores_of_theme = {scores.theme: scores for scores in measured.themes}
    themes = tuple(
        ThemeQuality(
            theme.key, theme.name, scores.given, scores.found, agreed_counts[theme.key], _quality(scores.scores)
        )
        if (scores := scores_of_theme.get(theme.key))
        else ThemeQuality(theme.key, theme.name, 0, 0, 0, None, REDEFINED)
        for theme in corpus.consultation.codebook.themes
    )
    types = tuple(
        TypeQuality(scores.type, scores.sampled, _quality(scores.scores) if scores.sampled else None, scores.differs)
        for scores in measured.types
    )
    return _quality(measured.micro) if measured.sampled else None, themes, types


REDEFINED = "it was redefined, split or added after the points were coded"


def _quality(scores: Scores) -> Quality:
    return Quality(*(as_estimate(score) for score in (scores.precision, scores.recall, scores.f1)))

"""Measuring: what a blind audit says of the machine's coding, of the report's counts, and of people's agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.app.audit.progress import AuditProgress, audit_progress
from analysis.app.corpus import Corpus
from analysis.app.points_in_figures import points_in_figures, responses_in_figures
from analysis.app.snapshot.answer_snapshot import AnswerCorpus
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.estimation.accuracy import accuracy
from analysis.auditing.estimation.adjusted_counts import Counted, corrected
from analysis.auditing.estimation.sampling_frame import Audited, Bools, Frame, audited, frame_of, part
from analysis.auditing.resolution.codebook_migration import Translator
from analysis.auditing.sampling.sample_plan import Effort, minutes_per_point
from analysis.auditing.sampling.stopping_rule import Foresight, bought_margin, published, stopping
from analysis.model import (
    AdjustedCount,
    Coding,
    Letters,
    Outcome,
    PartCounts,
    PointKey,
    Quality,
    ResolvedCoding,
    Response,
    StoppingAdvice,
    ThemeCounts,
    ThemeQuality,
    TypeQuality,
)
from analysis.tally.counted_points import respondent_type
from analysis.tally.privacy.disclosure import is_listed
from analysis.tally.questions.positions import PROPOSAL, corrected_key

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

    @property
    def audited_rows(self) -> int:
        """Return of how many points of the audit's own people have found something."""
        return len(self.audit[1].rows)

    def restricted(self, inside: Bools) -> MeasuredFrame:
        """Return the part of these points."""
        points = tuple(point for point, is_inside in zip(self.points, inside, strict=True) if is_inside)
        return MeasuredFrame(points, *part(self.frame, self.sample, inside), self.own[inside], self.unmeasured)


def measure_frame(
    snapshot: Snapshot, progress: AuditProgress, choices: Mapping[PointKey, ResolvedCoding]
) -> MeasuredFrame:
    """Return the frame and sample of an audit as numbers; ``choices`` are what counts now of each point."""
    translate, machine = snapshot.translate, measured_codings(snapshot, progress)
    firsts = {p: c for p, c in progress.coded.first.items() if c.outcome is Outcome.CODED and p in machine}
    unmeasured = _unmeasured([*machine.values(), *firsts.values()], translate)
    themes = tuple(key for key in snapshot.codebook.keys if key not in unmeasured)
    strata = progress.today.strata
    by_people = {p: c.coding.themes for p, c in choices.items() if p not in strata and not c.coding.coder.is_machine}
    corpus, counted = snapshot.corpus, points_in_figures(snapshot.corpus, choices)
    elsewhere = {point: themes for point, themes in by_people.items() if point in counted}
    own = {p: translate(machine[p]).coding.themes for p in strata if p in machine and p in counted}
    given = own | elsewhere
    found = {p: translate(c).coding.themes for p, c in firsts.items()} | elsewhere
    rows = [row for row, point in enumerate(given) if point in found]
    respondent_types = {r.document.name: respondent_type(r) for r in corpus.responses}
    return MeasuredFrame(
        tuple(given),
        frame_of(
            themes,
            _table(given.values(), themes),
            [point.document for point in given],
            [strata.get(point, DECIDED) for point in given],
            [respondent_types[point.document] for point in given],
        ),
        audited(rows, _table([found[point] for point in given if point in found], themes), len(themes)),
        np.arange(len(given)) < len(own),
        unmeasured,
    )


def documents_listed(corpus: Corpus) -> frozenset[str]:
    """Return the responses that are listed, by their names.

    How well a coder codes is told of their points alone: beside their codings, which are public, a raw count of more
    points would tell what people found in those of who is withheld.
    """
    return frozenset(response.document.name for response in corpus.responses if is_listed(response))


def _listed_audit(corpus: Corpus, measured: MeasuredFrame) -> tuple[Frame, Audited]:
    """Return the audit's own frame and sample, of the points that are listed."""
    documents = documents_listed(corpus)
    inside = np.array([point.document in documents for point in measured.points], dtype=bool)
    return measured.restricted(inside).audit


def measured_codings(snapshot: Snapshot, progress: AuditProgress) -> dict[PointKey, Coding]:
    """Return what the machine coder that is measured said of each point of the frame, by where that stands now."""
    frame_digests = {frame_point.point: frame_point.text_sha256 for frame_point in progress.audit.frame}
    own_codings = {
        c.point: c
        for c in snapshot.machine_codings(progress.audit.machine)
        if frame_digests.get(c.point) == c.text_sha256
    }
    return {
        current_point: own_codings[former_point]
        for former_point, current_point in progress.today.former.items()
        if former_point in own_codings
    }


def _unmeasured(codings: Iterable[Coding], translate: Translator) -> frozenset[str]:
    """Return the themes that were redefined, split or added after these codings."""
    translations = [translate(coding) for coding in codings]
    return frozenset().union(
        *(translation.stale | translation.parts | translation.silent for translation in translations)
    )


def _table(sets: Iterable[frozenset[str]], themes: Sequence[str]) -> list[list[bool]]:
    return [[theme in theme_set for theme in themes] for theme_set in sets]


# As the report shows it -----------------------------------------------------------------------------------------------


def _parts(
    corpus: Corpus, measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], letters: Letters
) -> tuple[frozenset[str] | None, dict[str, frozenset[str]], frozenset[str]]:
    """Return the responses of campaigns (None without any), those of each type of respondent, and all, by their names.

    A response without any point raises no theme, and is one of its part all the same; one of which no point is
    measured came after the draw.
    """
    with_points, responses = {point.document for point in measured.points}, responses_in_figures(corpus, choices)
    counted = [r for r in responses if r.document.name in with_points or not any(r.points)]
    everything = frozenset(r.document.name for r in counted)
    of_type: dict[str, set[str]] = {_type_to_tell(r): set() for r in corpus.responses}
    for response in counted:
        of_type[_type_to_tell(response)].add(response.document.name)
    types = {name: frozenset(documents) for name, documents in of_type.items()}
    return everything & letters.documents if letters.documents else None, types, everything


def _type_to_tell(response: Response) -> str:
    """Return the type in whose counts a response may be: one that is withheld could be known by its type."""
    return respondent_type(response) if is_listed(response) else WITHHELD


WITHHELD = "withheld"
"""The part of the responses that are not shown, so that the types add up to all."""


def counts(
    corpus: Corpus, measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], letters: Letters
) -> tuple[ThemeCounts, ...]:
    """Return what the report counts of the measured points, and what it would count if people had coded all of them;
    of answers that for each question by itself."""
    if isinstance(corpus, AnswerCorpus):
        return tuple(_of_question(corpus, measured, choices, letters))
    return _counts(corpus, measured, choices, letters)


def _of_question(
    corpus: Corpus, measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], letters: Letters
) -> Iterator[ThemeCounts]:
    """Yield the counts of the positions on each question of which an answer was audited; to one question each
    respondent gives one answer, so respondents are counted as answers."""
    question_of = {point.key: point.question for point in corpus.points}
    for question in dict.fromkeys(question_of[point] for point in measured.points):
        inside = np.array([question_of[point] == question for point in measured.points], dtype=bool)
        one = measured.restricted(inside)
        if one.audited_rows:
            for counted in _counts(corpus, one, choices, letters):
                key, name = corrected_key(question, counted.key), f"{question or PROPOSAL}: {counted.name}"
                campaign_part, rest = (_as_answers(part) for part in (counted.campaigns, counted.rest))
                types = tuple(filter(None, map(_as_answers, counted.types)))
                yield ThemeCounts(key, name, counted.points, counted.points, campaign_part, rest, types)


def _as_answers(part: PartCounts | None) -> PartCounts | None:
    return replace(part, respondents=part.points) if part else None


def _counts(
    corpus: Corpus, measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], letters: Letters
) -> tuple[ThemeCounts, ...]:
    campaigns, types, everything = _parts(corpus, measured, choices, letters)

    def inside(documents: frozenset[str]) -> Bools:
        return np.array([point.document in documents for point in measured.points], dtype=bool)

    adjusted_counts = corrected(
        measured.frame,
        measured.sample,
        _found(measured, choices),
        None if campaigns is None else inside(campaigns),
        {name: inside(documents) for name, documents in types.items()},
        Counted(_assigned(measured, choices), _assigned_by_measured(measured, choices)),
        corpus.consultation.codebook.wider,
        _denied(measured, choices),
    )
    return tuple(_of_responses(one, campaigns, types, everything) for one in _named(corpus, adjusted_counts))


def _of_responses(
    counted: ThemeCounts,
    campaigns: frozenset[str] | None,
    types: Mapping[str, frozenset[str]],
    everything: frozenset[str],
) -> ThemeCounts:
    """Return counts of respondents as of all responses, also those without any point."""

    def of_all(part: PartCounts, responses: frozenset[str]) -> PartCounts:
        return replace(part, respondents=replace(part.respondents, of=len(responses)))

    return replace(
        counted,
        respondents=replace(counted.respondents, of=len(everything)),
        campaigns=of_all(counted.campaigns, campaigns) if counted.campaigns and campaigns is not None else None,
        rest=of_all(counted.rest, everything - campaigns) if counted.rest and campaigns is not None else None,
        types=tuple(of_all(part, types[part.name]) for part in counted.types),
    )


def _named(corpus: Corpus, counts: Iterable[ThemeCounts]) -> list[ThemeCounts]:
    names = corpus.consultation.codebook.names
    return [replace(counted, name=names[counted.key]) for counted in counts]


def any_theme(
    measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding], themes: Sequence[ThemeCounts]
) -> ThemeCounts | None:
    """Return the adjusted counts of points and respondents that raise any theme; None where one was not measured.

    There are no fewer than of the commonest theme, and no more than of all themes together.
    """
    if measured.unmeasured or not themes:
        return None
    frame = replace(measured.frame, themes=("",), given=_any(measured.frame.given))
    sample = replace(measured.sample, found=_any(measured.sample.found))
    assigned = Counted(_any(_assigned(measured, choices)), _any(_assigned_by_measured(measured, choices)))
    denied = ~_any(~_denied(measured, choices))
    (counted,) = corrected(frame, sample, _any(_found(measured, choices)), counted=assigned, denied=denied)
    respondents = replace(counted.respondents, of=themes[0].respondents.of)
    return ThemeCounts(
        "",
        "any theme",
        _between_parts(counted.points, [theme.points for theme in themes]),
        _between_parts(respondents, [theme.respondents for theme in themes]),
    )


def _any(table: Bools) -> Bools:
    """Return whether there is any theme, shape (points, 1)."""
    return np.asarray(table.any(axis=1))[:, None]


def _between_parts(estimate: AdjustedCount, themes: Sequence[AdjustedCount]) -> AdjustedCount:
    """Return a count of any theme that no count of a theme contradicts."""
    theme_values = [theme.value or 0.0 for theme in themes]
    value = min(max(estimate.value or 0.0, *theme_values), sum(theme_values), estimate.of)
    return replace(estimate, value=value, low=min(estimate.low, value), high=max(estimate.high, value))


def _assigned(measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding]) -> Bools:
    """Return which theme is counted where, shape (points, themes); none where a point is not coded yet."""
    return _bools(
        measured,
        [choices[point].coding.themes if point in choices else frozenset() for point in measured.points],
    )


def _assigned_by_measured(measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding]) -> Bools:
    """Return which theme is counted where by the coder that is measured, where people have not decided it."""
    found, denied = _found(measured, choices), _denied(measured, choices)
    return np.asarray(found | (measured.frame.given & ~denied))


def _denied(measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding]) -> Bools:
    """Return where people have found that a point has not which theme, shape (points, themes)."""
    themes = frozenset(measured.frame.themes)
    of_people = {point: choice for point, choice in choices.items() if not choice.coding.coder.is_machine}
    said = {point: choice.coding.themes | choice.unanswered for point, choice in of_people.items()}
    return _bools(measured, [themes - said.get(point, themes) for point in measured.points])


def _found(measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding]) -> Bools:
    """Return where people have found which theme, shape (points, themes)."""
    found = {point: _confirmed(choice) for point, choice in choices.items()}
    return _bools(measured, [found.get(point, frozenset()) for point in measured.points])


def _bools(measured: MeasuredFrame, sets: Sequence[frozenset[str]]) -> Bools:
    return np.array(_table(sets, measured.frame.themes), dtype=bool).reshape(len(sets), len(measured.frame.themes))


def _confirmed(choice: ResolvedCoding) -> frozenset[str]:
    """Return the themes of a point that people found."""
    return frozenset() if choice.coding.coder.is_machine else choice.coding.themes - choice.unanswered


def further(
    corpus: Corpus, progress: AuditProgress, measured: MeasuredFrame, choices: Mapping[PointKey, ResolvedCoding]
) -> StoppingAdvice | None:
    """By how much further audits could move what is published; None where nothing is coded.

    Of ``choices`` those of people count; those of the machine may be absent.
    """
    frame, sample = measured.audit
    if not len(sample.rows) or not frame.themes:
        return None
    wider = corpus.consultation.codebook.wider
    found, denied = _found(measured, choices), _denied(measured, choices)
    adjusted_counts = _named(corpus, corrected(measured.frame, measured.sample, found, wider=wider, denied=denied))
    figures = published(adjusted_counts, accuracy(*_listed_audit(corpus, measured)).micro.f1)
    effort = effort_of([*progress.coded.first.values(), *progress.coded.others.values()])
    aim = bought_margin(foresight(frame), progress.audit.draws[-1].asked)
    return stopping(figures, len(sample.rows), frame.size, aim, effort=effort)


def effort_of(codings: Sequence[Coding]) -> Effort:
    """Return how long a point takes people, as these codings took or else by a rule of thumb."""
    minutes = minutes_per_point(codings)
    return Effort(minutes, measured=True) if minutes else Effort()


def foresight(frame: Frame) -> Foresight:
    """Return what the machine's coding of a frame lets foresee of a sample of it."""
    raised = np.zeros((frame.people, len(frame.themes)), dtype=bool)
    np.logical_or.at(raised, frame.respondents, frame.given)
    shares = tuple(frame.given.mean(axis=0).tolist())
    return Foresight(shares, tuple(raised.mean(axis=0).tolist()), frame.size, frame.people)


def progress_and_advice(snapshot: Snapshot, name: str = "") -> tuple[AuditProgress, StoppingAdvice | None]:
    """Return how far the audit of this name, or the last one, is, and what further audits would buy once all that was
    drawn is coded; the machine is not run. Raises AuditError where there is no such audit.
    """
    snapshot = snapshot.frame_of(name)
    progress, choices = audit_progress(snapshot, snapshot.audit(name)), snapshot.decided
    if progress.status.left:
        return progress, None
    return progress, further(snapshot.corpus, progress, measure_frame(snapshot, progress, choices), choices)


def qualities(
    corpus: Corpus, measured: MeasuredFrame
) -> tuple[Quality | None, tuple[ThemeQuality, ...], tuple[TypeQuality, ...]]:
    """Return how good the machine's coding of the audit's listed points is; overall None where none is coded."""
    frame, sample = _listed_audit(corpus, measured)
    quality = accuracy(frame, sample)
    of_theme = {theme.key: theme for theme in quality.themes}
    themes = tuple(
        replace(of_theme[key], name=name) if key in of_theme else ThemeQuality(key, name, 0, 0, 0, None, REDEFINED)
        for key, name in corpus.consultation.codebook.names.items()
    )
    return quality.micro if len(sample.rows) else None, themes, quality.types


REDEFINED = "it was redefined, split or added after the points were coded"

"""Auditing: what people's judgements make of the machine's, and what becomes of them when the ground moves.

``resolution``: ``resolve`` says which coding counts; ``reanchor`` takes codings along where documents are divided
otherwise; ``codebook_changes`` says what became of each theme between two versions, ``codebook_migration`` what an
older coding says in the themes of today, and ``count_changes`` which published numbers that moves. ``agreement`` says
whether people come to the same themes.

A blind audit: ``sampling`` plans how many points it needs, sorts a frame of points into ``strata`` and draws the
sample; ``estimation`` says by ``accuracy`` how right the machine is there and by ``adjusted_counts`` how many points
and respondents raise each theme, both on the limits of ``intervals``; ``stopping_rule`` says by how much further audits
could still move any of it.
"""

from analysis.auditing.agreement.agreement_intervals import Agreement, Agreements, Measure
from analysis.auditing.agreement.coefficients import (
    AgreementTable,
    judged,
    label_agreement,
    set_agreement,
    theme_agreement,
)
from analysis.auditing.agreement.set_distances import set_distance
from analysis.auditing.agreement.wording import agreement_in_words
from analysis.auditing.estimation.accuracy import (
    AccuracyEstimate,
    Scores,
    ThemeAccuracy,
    TypeAccuracy,
    accuracy,
    ceiling,
)
from analysis.auditing.estimation.adjusted_counts import AdjustedCount, AdjustedThemeCounts, corrected
from analysis.auditing.estimation.intervals import Interval
from analysis.auditing.estimation.sampling_frame import Audited, Frame, audited, frame_of, part
from analysis.auditing.resolution.codebook_changes import ChangeKind, ThemeChange, changes
from analysis.auditing.resolution.codebook_migration import (
    Reading,
    TranslatedCoding,
    stale_about,
    translated,
    translator,
)
from analysis.auditing.resolution.count_changes import Count, Figure, figures
from analysis.auditing.resolution.reanchor import AnchoredCodings, OrphanedCoding, reanchor
from analysis.auditing.resolution.resolve import resolve
from analysis.auditing.sampling.sample_draw import allocate, draw, inclusion_probabilities, simple_sample, strata_sizes
from analysis.auditing.sampling.sample_plan import Effort, Expected, Goal, Plan, minutes_per_point, plan, plan_in_words
from analysis.auditing.sampling.stopping_rule import PublishedFigure, Stopping, published, stopping, stopping_in_words
from analysis.auditing.sampling.strata import spreads, strata_by

__all__ = [
    "AccuracyEstimate",
    "AdjustedCount",
    "AdjustedThemeCounts",
    "Agreement",
    "AgreementTable",
    "Agreements",
    "AnchoredCodings",
    "Audited",
    "ChangeKind",
    "Count",
    "Effort",
    "Expected",
    "Figure",
    "Frame",
    "Goal",
    "Interval",
    "Measure",
    "OrphanedCoding",
    "Plan",
    "PublishedFigure",
    "Reading",
    "Scores",
    "Stopping",
    "ThemeAccuracy",
    "ThemeChange",
    "TranslatedCoding",
    "TypeAccuracy",
    "accuracy",
    "agreement_in_words",
    "allocate",
    "audited",
    "ceiling",
    "changes",
    "corrected",
    "draw",
    "figures",
    "frame_of",
    "inclusion_probabilities",
    "judged",
    "label_agreement",
    "minutes_per_point",
    "part",
    "plan",
    "plan_in_words",
    "published",
    "reanchor",
    "resolve",
    "set_agreement",
    "set_distance",
    "simple_sample",
    "spreads",
    "stale_about",
    "stopping",
    "stopping_in_words",
    "strata_by",
    "strata_sizes",
    "theme_agreement",
    "translated",
    "translator",
]

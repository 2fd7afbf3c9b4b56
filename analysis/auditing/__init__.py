"""Auditing: what people's judgements make of the machine's, and what becomes of them when the ground moves.

``settle`` says which coding counts; ``carry`` takes codings along where documents are divided otherwise; ``codebooks``
says what became of each theme between two versions, ``standing`` what an older coding says in the themes of today, and
``figures`` which published numbers that moves. ``agreement`` says whether people come to the same themes, and
``planning`` how many points an audit needs.

A blind audit: ``designs`` sort a frame of points into strata, ``drawing`` draws the sample; ``accuracy`` says how right
the machine is there, ``corrected`` how many points and respondents raise each theme, both on the limits of
``intervals``; ``stopping`` by how much further audits could still move any of it.
"""

from analysis.auditing.accuracy import Accuracy, Scores, ThemeAccuracy, TypeAccuracy, accuracy, ceiling
from analysis.auditing.agreement import Judged, judged, label_agreement, set_agreement, theme_agreement
from analysis.auditing.agreement_intervals import Agreement, Agreements, Measure
from analysis.auditing.agreement_words import agreement_in_words
from analysis.auditing.carry import Astray, Carried, carried
from analysis.auditing.codebooks import ChangeKind, ThemeChange, changes
from analysis.auditing.corrected import Corrected, ThemeCounts, corrected
from analysis.auditing.designs import spreads, strata_by
from analysis.auditing.drawing import allocate, draw, inclusion, simple, strata_sizes
from analysis.auditing.figures import Count, Figure, figures
from analysis.auditing.frames import Audited, Frame, audited, frame_of, part
from analysis.auditing.intervals import Interval
from analysis.auditing.planning import Effort, Expected, Goal, Plan, minutes_per_point, plan, plan_in_words
from analysis.auditing.set_distances import set_distance
from analysis.auditing.settle import settle
from analysis.auditing.standing import Reading, Standing, stale_about, standing_in, translated
from analysis.auditing.stopping import Published, Stopping, published, stopping, stopping_in_words

__all__ = [
    "Accuracy",
    "Agreement",
    "Agreements",
    "Astray",
    "Audited",
    "Carried",
    "ChangeKind",
    "Corrected",
    "Count",
    "Effort",
    "Expected",
    "Figure",
    "Frame",
    "Goal",
    "Interval",
    "Judged",
    "Measure",
    "Plan",
    "Published",
    "Reading",
    "Scores",
    "Standing",
    "Stopping",
    "ThemeAccuracy",
    "ThemeChange",
    "ThemeCounts",
    "TypeAccuracy",
    "accuracy",
    "agreement_in_words",
    "allocate",
    "audited",
    "carried",
    "ceiling",
    "changes",
    "corrected",
    "draw",
    "figures",
    "frame_of",
    "inclusion",
    "judged",
    "label_agreement",
    "minutes_per_point",
    "part",
    "plan",
    "plan_in_words",
    "published",
    "set_agreement",
    "set_distance",
    "settle",
    "simple",
    "spreads",
    "stale_about",
    "standing_in",
    "stopping",
    "stopping_in_words",
    "strata_by",
    "strata_sizes",
    "theme_agreement",
    "translated",
]

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

from analysis.auditing.resolution.codebook_changes import ChangeKind, ThemeChange, changes
from analysis.auditing.resolution.codebook_migration import Translator, translator
from analysis.auditing.resolution.count_changes import Count, CountChange, Led, figures
from analysis.auditing.resolution.reanchor import AnchoredCodings, OrphanedCoding, reanchor
from analysis.auditing.resolution.resolve import resolve

__all__ = [
    "AnchoredCodings",
    "ChangeKind",
    "Count",
    "CountChange",
    "Led",
    "OrphanedCoding",
    "ThemeChange",
    "Translator",
    "changes",
    "figures",
    "reanchor",
    "resolve",
    "translator",
]

"""Auditing: what people's judgements make of the machine's, and what becomes of them when the ground moves.

``settle`` says which coding counts; ``carry`` takes codings along where documents are divided otherwise; ``codebooks``
says what became of each theme between two versions, ``standing`` what an older coding says in the themes of today, and
``figures`` which published numbers that moves.
"""

from analysis.auditing.carry import Astray, Carried, carried
from analysis.auditing.codebooks import ChangeKind, ThemeChange, changes
from analysis.auditing.figures import Count, Figure, figures
from analysis.auditing.settle import settle
from analysis.auditing.standing import Reading, Standing, stale_about, standing_in, translated

__all__ = [
    "Astray",
    "Carried",
    "ChangeKind",
    "Count",
    "Figure",
    "Reading",
    "Standing",
    "ThemeChange",
    "carried",
    "changes",
    "figures",
    "settle",
    "stale_about",
    "standing_in",
    "translated",
]

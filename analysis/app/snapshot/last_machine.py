"""The last machine: whose coding of each point counts on pages, where nothing is computed for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.app.corpus import Corpus
from analysis.app.snapshot.answer_snapshot import AnswerCorpus
from analysis.model import Coder, CoderKind, Coding
from analysis.positioning.answers import ANSWERS
from analysis.store import Store

LOOKED_UP = 1_000
"""Points that the last machine coder has not coded, for which an earlier one's coding is looked up."""

PROBED = 24
"""Points that are asked which machine coder coded last; points that were coded at different times are rare."""


@dataclass(frozen=True)
class LastMachine:
    """The machine coder that coded last, without an id where none has, and its codings of the points of today."""

    coder: Coder
    codings: tuple[Coding, ...] = ()

    @cached_property
    def given(self) -> Counter[str]:
        """Return to how many points it gives each theme."""
        return Counter(key for coding in self.codings for key in coding.themes)

    @cached_property
    def raised(self) -> Counter[str]:
        """Return in how many responses it finds each theme."""
        return Counter(key for _, key in {(one.point.document, key) for one in self.codings for key in one.themes})

    @cached_property
    def documents(self) -> int:
        """Return of how many responses it has coded a point."""
        return len({coding.point.document for coding in self.codings})


def last_machine(store: Store, corpus: Corpus, codings_by: Callable[[str], tuple[Coding, ...]]) -> LastMachine:
    """Return who coded last, and the newest machine coding of each point as that coder's; without evidence."""

    def is_of_today(coding: Coding) -> bool:
        return coding.coder.is_machine and corpus.digests.get(coding.point) == coding.text_sha256

    coder = Coder(_last_id(store, corpus), CoderKind.MACHINE, "machine")
    if not coder.id:
        return LastMachine(coder)
    by_point = {coding.point: coding for coding in codings_by(coder.id) if is_of_today(coding)}
    missing_points = [point for point in corpus.digests if point not in by_point]
    # Divided otherwise when that coder coded last, and as now before: an earlier coder's opinion is the newest.
    earlier = filter(is_of_today, store.codings_of(*missing_points[:LOOKED_UP]))
    for coding in sorted(earlier, key=lambda coding: coding.time):
        by_point[coding.point] = replace(coding, evidence=(), coder=replace(coder, name=coding.coder.name))
    return LastMachine(coder, tuple(by_point.values()))


def _last_id(store: Store, corpus: Corpus) -> str:
    points = corpus.points
    probed_points = [points[position] for position in range(0, len(points), max(1, len(points) // PROBED))]
    probed_codings = store.codings_of(*(point.key for point in probed_points))
    dated_coder_ids = [
        (coding.time, position, coding.coder.id)
        for position, coding in enumerate(probed_codings)
        if coding.coder.is_machine and (coding.segmentation == ANSWERS) is isinstance(corpus, AnswerCorpus)
    ]
    return max(dated_coder_ids)[2] if dated_coder_ids else ""

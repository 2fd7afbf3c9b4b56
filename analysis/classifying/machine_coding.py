"""From scores to codings: what the classifier thinks of points becomes a machine coder's judgement of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.model import Coder, CoderKind, Coding, Context, Evidence, Point
from analysis.text import fingerprint

if TYPE_CHECKING:
    from analysis.classifying.classifier import ThemeClassifier
    from analysis.classifying.text_views import Floats

SPAN = np.dtype([("theme", np.int16), ("start", np.int32), ("end", np.int32), ("weight", np.float64)])
"""A span of evidence: the column of its theme, where it stands, and its weight."""


def machine_coder(classifier: ThemeClassifier) -> Coder:
    """Return the coder that a classifier is, with its settings and what it has learned."""
    return Coder(classifier.fingerprint(), CoderKind.MACHINE, "machine")


@dataclass(frozen=True, slots=True, eq=False)
class ScoredTexts:
    """What a classifier makes of texts: their scores for the themes of some keys, shape (n_texts, n_themes), and the
    spans of evidence in them, those of one text after the other, with how many each has.

    In columns, as there are many: a fifth of the memory of objects, and no object to make where they are sent.
    """

    keys: tuple[str, ...]
    scores: Floats
    spans: NDArray[np.void]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, keys: tuple[str, ...], scores: Floats, evidence_lists: Sequence[tuple[Evidence, ...]]) -> ScoredTexts:
        """Return scores and evidence in columns."""
        columns = {key: column for column, key in enumerate(keys)}
        spans = [(columns[e.theme], e.start, e.end, e.weight) for own in evidence_lists for e in own]
        return cls(keys, scores, np.array(spans, dtype=SPAN), np.array([len(own) for own in evidence_lists], dtype=int))

    @classmethod
    def joined(cls, chunks: Sequence[ScoredTexts]) -> ScoredTexts:
        """Return what was made of texts in chunks as one."""
        columns = zip(*((chunk.scores, chunk.spans, chunk.counts) for chunk in chunks), strict=True)
        return cls(chunks[0].keys, *map(np.concatenate, columns))

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.counts)

    def at(self, places: Sequence[int]) -> ScoredTexts:
        """Return the same of the texts at some places."""
        counts, ends = self.counts[places], np.cumsum(self.counts)[places]
        rows = np.arange(counts.sum()) + np.repeat(ends - np.cumsum(counts), counts)
        return ScoredTexts(self.keys, self.scores[places], self.spans[rows], counts)

    @property
    def evidence(self) -> list[tuple[Evidence, ...]]:
        """Return the evidence in each text."""
        spans = (Evidence(self.keys[column], *span) for column, *span in self.spans.tolist())
        return [tuple(islice(spans, count)) for count in self.counts.tolist()]


def score(classifier: ThemeClassifier, texts: Sequence[str], contexts: Sequence[Context]) -> ScoredTexts:
    """Return what a classifier makes of texts."""
    scores = classifier.predict_proba(texts, contexts)
    evidence_lists = classifier.explain(texts, contexts, classifier.assigned(scores))
    return ScoredTexts.of(classifier.codebook.keys, scores, evidence_lists)


def code(
    classifier: ThemeClassifier,
    points: Sequence[Point],
    texts: Sequence[str],
    segmentations: Sequence[str],
    time: str,
    scored: ScoredTexts | None = None,
) -> list[Coding]:
    """Return one coding for each point, its evidence as offsets into the point's document.

    ``texts`` and ``segmentations`` (the coder of each point's segmentation) run along ``points``; ``scored`` is what
    the classifier makes of the texts, where that is known.
    """
    scored = scored or score(classifier, texts, contexts_of(points))
    theme_scores, evidence_lists = scored.scores, scored.evidence
    coder, version = machine_coder(classifier), classifier.codebook.version
    theme_sets, keys = classifier.assigned(theme_scores), classifier.codebook.keys
    theme_cuts = tuple(zip(keys, classifier.cuts().tolist(), strict=True))
    return [
        Coding(
            point=point.key,
            coder=coder,
            codebook=version,
            segmentation=segmentations[i],
            themes=theme_sets[i],
            time=time,
            scores=tuple(zip(keys, theme_scores[i].tolist(), strict=True)),
            evidence=tuple(_shifted(e, point.start) for e in evidence_lists[i] if e.theme in theme_sets[i]),
            text_sha256=fingerprint(texts[i]),
            cuts=theme_cuts,
        )
        for i, point in enumerate(points)
    ]


def contexts_of(points: Sequence[Point]) -> list[Context]:
    """Return what surrounds each point, for the classifier; its order is among those given of its document."""
    points_seen: Counter[str] = Counter()
    point_contexts = []
    for point in points:
        point_contexts.append(Context(point.document, points_seen[point.document], point.section, point.question))
        points_seen[point.document] += 1
    return point_contexts


def _shifted(evidence: Evidence, offset: int) -> Evidence:
    return Evidence(evidence.theme, evidence.start + offset, evidence.end + offset, evidence.weight)

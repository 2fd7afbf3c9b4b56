"""From scores to codings: what the classifier thinks of points becomes a machine coder's judgement of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.model import Coder, CoderKind, Coding, Context, Evidence, Point
from analysis.text import fingerprint

if TYPE_CHECKING:
    from analysis.classifying.classifier import ThemeClassifier
    from analysis.classifying.text_views import Floats


def machine_coder(classifier: ThemeClassifier) -> Coder:
    """Return the coder that a classifier is, with its settings and what it has learned."""
    return Coder(classifier.fingerprint(), CoderKind.MACHINE, "machine")


@dataclass(frozen=True, slots=True)
class ScoredTexts:
    """What a classifier makes of texts: their scores, shape (n_texts, n_themes), and the evidence in each."""

    scores: Floats
    evidence: Sequence[tuple[Evidence, ...]]

    def at(self, places: Sequence[int]) -> ScoredTexts:
        """Return the same of the texts at some places."""
        return ScoredTexts(self.scores[places], [self.evidence[place] for place in places])

    @classmethod
    def joined(cls, chunks: Sequence[ScoredTexts]) -> ScoredTexts:
        """Return what was made of texts in chunks as one."""
        return cls(np.vstack([chunk.scores for chunk in chunks]), [own for chunk in chunks for own in chunk.evidence])


def score(classifier: ThemeClassifier, texts: Sequence[str], contexts: Sequence[Context]) -> ScoredTexts:
    """Return what a classifier makes of texts."""
    theme_scores = classifier.predict_proba(texts, contexts)
    return ScoredTexts(theme_scores, classifier.explain(texts, contexts, classifier.assigned(theme_scores)))


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
    theme_sets = classifier.assigned(theme_scores)
    theme_cuts = tuple(zip(classifier.codebook.keys, classifier.cuts().tolist(), strict=True))
    return [
        Coding(
            point=point.key,
            coder=coder,
            codebook=version,
            segmentation=segmentations[i],
            themes=theme_sets[i],
            time=time,
            scores=tuple(zip(classifier.codebook.keys, theme_scores[i].tolist(), strict=True)),
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

"""From scores to codings: what the classifier thinks of points becomes a machine coder's judgement of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analysis.classifying.classifier import ThemeClassifier
from analysis.model import Coder, CoderKind, Coding, Context, Evidence, Point
from analysis.text import fingerprint


def machine_coder(classifier: ThemeClassifier) -> Coder:
    """Return the coder that a classifier is, with its settings and what it has learned."""
    return Coder(classifier.fingerprint(), CoderKind.MACHINE, "machine")


def code(
    classifier: ThemeClassifier,
    points: Sequence[Point],
    texts: Sequence[str],
    segmentations: Sequence[str],
    time: str,
) -> list[Coding]:
    """One coding for each point, its evidence as offsets into the point's document.

    ``texts`` and ``segmentations`` (the coder of each point's segmentation) run along ``points``.
    """
    contexts = contexts_of(points)
    coder, version = machine_coder(classifier), classifier.codebook.version
    scores = classifier.predict_proba(texts, contexts)
    sets = classifier.assigned(scores)
    cuts = tuple(zip(classifier.codebook.keys, classifier.cuts().tolist(), strict=True))
    explained = classifier.explain(texts, contexts)
    return [
        Coding(
            point=point.key,
            coder=coder,
            codebook=version,
            segmentation=segmentations[i],
            themes=sets[i],
            time=time,
            scores=tuple(zip(classifier.codebook.keys, scores[i].tolist(), strict=True)),
            evidence=tuple(_moved(e, point.start) for e in explained[i] if e.theme in sets[i]),
            text_sha256=fingerprint(texts[i]),
            cuts=cuts,
        )
        for i, point in enumerate(points)
    ]


def contexts_of(points: Sequence[Point]) -> list[Context]:
    """Return what surrounds each point, for the classifier; its order is among those given of its document."""
    seen: Counter[str] = Counter()
    found = []
    for point in points:
        found.append(Context(point.document, seen[point.document], point.section, point.question))
        seen[point.document] += 1
    return found


def _moved(evidence: Evidence, by: int) -> Evidence:
    return Evidence(evidence.theme, evidence.start + by, evidence.end + by, evidence.weight)

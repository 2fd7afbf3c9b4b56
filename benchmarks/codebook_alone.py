"""How well points are coded from the codebook alone, before anyone has coded one.

Two sets: the worked example's codebook on the real submission (small and easily fitted: it shows that the whole works,
not how well), and 56 debates each with a codebook of its own that nobody here wrote (it shows what carries over).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.classifying import ThemeClassifier
from analysis.workspace import load_consultation
from benchmarks.data import ROOT, Labelled, gold, key_points
from benchmarks.measures import HEADER, Sets, cells, line

Coder = Callable[[Labelled], Sets]


def ours(data: Labelled) -> Sets:
    """ThemeClassifier, fitted on the texts without a single label."""
    classifier = ThemeClassifier(data.codebook).fit(data.texts, contexts=data.contexts)
    return classifier.predict(data.texts, data.contexts)


def commonest(data: Labelled) -> Sets:
    """The floor: every text gets the theme that is commonest in the truth."""
    theme, _ = Counter(key for themes in data.themes for key in sorted(themes)).most_common(1)[0]
    return [frozenset([theme])] * len(data.texts)


def cosine(data: Labelled) -> Sets:
    """The peer: TF-IDF cosine between text and theme wording, always the nearest theme."""
    wordings = [" ".join((t.name, t.definition, *t.include, *t.keywords, *t.examples)) for t in data.codebook.themes]
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english").fit(data.texts + wordings)
    nearness = (vectors.transform(data.texts) @ vectors.transform(wordings).T).toarray()
    keys = data.codebook.keys
    return [
        frozenset([keys[i]]) if row[i] > 0 else frozenset() for row, i in zip(nearness, nearness.argmax(1), strict=True)
    ]


CODERS: dict[str, Coder] = {
    "commonest theme (floor)": commonest,
    "TF-IDF cosine, nearest theme (peer)": cosine,
    "Everypoint, codebook alone": ours,
}


def main() -> None:
    """Print both tables."""
    codebook = load_consultation(ROOT / "responses" / "consultation.toml").codebook
    _table("The SESL/SEEC submission, 27 points, 4 themes", [gold(codebook)])
    _table("Key points (ArgKP), 56 debates, 6,515 arguments, 3 to 11 themes each", list(key_points()))


def _table(title: str, sets: list[Labelled]) -> None:
    print(f"## {title}\n\n{HEADER}")
    for name, coder in CODERS.items():
        counts = [cells(data.themes, data.acceptable, coder(data)) for data in sets]
        print(line(name, np.concatenate(counts)))
    print()

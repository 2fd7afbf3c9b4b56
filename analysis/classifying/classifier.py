"""ThemeClassifier: themes for points, from the codebook alone and better with every coding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.classifying.codebook_model import CodebookModel, Floats
from analysis.classifying.evidence import evidence
from analysis.classifying.terms import content_terms
from analysis.model import Codebook, Context, Evidence

METHOD = "codebook-words-1"
"""Raised whenever the same inputs would be scored or explained otherwise."""

ThemeSets = Sequence[frozenset[str] | set[str] | None]

Lesson = tuple[str, frozenset[str] | set[str], frozenset[str]]
"""A text, the themes that people found in it, and those of which they did not say."""


class ThemeClassifier(BaseEstimator):  # type: ignore[misc]
    """Scores every text against every theme of a codebook.

    Without any coding it goes by what the codebook says (see ``codebook_model``); each theme that people have coded
    often enough is then also learned, and the two are mixed by the number of its positive examples.

    Args:
        codebook: the themes; the columns of every score are in its order.
        threshold: probability from which a theme is assigned.
        heading_share: how much a word in a point's section heading counts, against 1 in its text.
        fade: positive examples of a theme at which learning weighs as much as the codebook.
        seed: for the learned part's solver.
    """

    def __init__(
        self,
        codebook: Codebook,
        threshold: float = 0.5,
        heading_share: float = 0.4,
        fade: float = 10.0,
        seed: int = 0,
    ) -> None:
        """Keep the settings; nothing is computed before it is needed."""
        self.codebook = codebook
        self.threshold = threshold
        self.heading_share = heading_share
        self.fade = fade
        self.seed = seed

    def fit(
        self,
        texts: Sequence[str],
        theme_sets: ThemeSets | None = None,
        contexts: Sequence[Context] | None = None,
        unanswered: Sequence[frozenset[str]] | None = None,
    ) -> Self:
        """Learn what is usual from all texts, and the themes from those that somebody has coded.

        ``theme_sets`` holds for each text its set of theme keys, or None where nobody has coded it; ``unanswered`` the
        themes of which its coder did not say whether they are in it. Raises ValueError if the lengths differ or a key
        is not in the codebook.
        """
        sets = list(theme_sets) if theme_sets is not None else [None] * len(texts)
        silent = list(unanswered) if unanswered is not None else [frozenset[str]()] * len(texts)
        _check_lengths(texts, sets, "theme set")
        _check_lengths(texts, silent, "set of unanswered themes")
        _check_lengths(texts, contexts, "context")
        _check_themes(self.codebook, sets)
        lessons = zip(texts, sets, silent, strict=True)
        coded = [(text, themes, untold) for text, themes, untold in lessons if themes is not None]
        self.model_ = CodebookModel(self.codebook, texts)
        self.learned_ = _Learned(self.codebook, coded, self.seed)
        self.training_ = _digest(
            [sorted(texts), [(text, sorted(themes), sorted(untold)) for text, themes, untold in coded]]
        )
        return self

    def predict_proba(self, texts: Sequence[str], contexts: Sequence[Context] | None = None) -> Floats:
        """The probability of each theme for each text: shape (n_texts, n_themes), in codebook order."""
        _check_lengths(texts, contexts, "context")
        headings = None if contexts is None else [" . ".join(context.sections) for context in contexts]
        logits = self._model().logits(texts, headings, self.heading_share)
        learned: _Learned | None = getattr(self, "learned_", None)
        if learned is not None and len(texts):
            for column, (positives, scores) in learned.logits(texts).items():
                share = positives / (positives + self.fade)
                logits[:, column] = (1 - share) * logits[:, column] + share * scores
        return np.asarray(0.5 + 0.5 * np.tanh(0.5 * logits))  # the logistic function, without its overflow

    def predict(self, texts: Sequence[str], contexts: Sequence[Context] | None = None) -> list[frozenset[str]]:
        """The set of theme keys of each text; it may be empty."""
        return self.assigned(self.predict_proba(texts, contexts))

    def assigned(self, scores: Floats) -> list[frozenset[str]]:
        """The themes that reach the threshold, for each row of probabilities."""
        keys = np.array(self.codebook.keys)
        # Rounded first: a score on the threshold must fall on the same side on every machine.
        return [frozenset(keys[row >= self.threshold].tolist()) for row in scores.round(6)]

    def explain(self, texts: Sequence[str]) -> list[tuple[Evidence, ...]]:
        """For each text the spans that speak for a theme, as offsets into it, in order of place.

        A span's weight is by how much the codebook's evidence for the theme, in log-odds, falls when the span is taken
        out of the text; spans without which it does not fall are no evidence.
        """
        _check_lengths(texts, None, "context")
        return evidence(self._model(), self.codebook, texts)

    def fingerprint(self) -> str:
        """The identity of this machine coder: method, settings, codebook and training data in 12 hexadecimal digits."""
        settings = {name: value for name, value in self.get_params(deep=False).items() if name != "codebook"}
        return _digest([METHOD, settings, self.codebook.version, getattr(self, "training_", "")])[:12]

    def _model(self) -> CodebookModel:
        fitted: CodebookModel | None = getattr(self, "model_", None)
        return fitted if fitted is not None else CodebookModel(self.codebook)


class _Learned:
    """What the codings teach: one logistic regression for each theme with examples for and against it."""

    def __init__(self, codebook: Codebook, coded: Sequence[Lesson], seed: int) -> None:
        self.models: dict[int, tuple[int, LogisticRegression]] = {}
        if not any(content_terms(text) for text, _, _ in coded):
            return
        self.features = TfidfVectorizer(analyzer=content_terms, sublinear_tf=True)
        matrix = self.features.fit_transform([text for text, _, _ in coded])
        for column, key in enumerate(codebook.keys):
            rows = [row for row, (_, _, silent) in enumerate(coded) if key not in silent]
            own = [key in coded[row][1] for row in rows]
            if 1 < sum(own) < len(own):
                model = LogisticRegression(C=10.0, class_weight="balanced", random_state=seed)
                self.models[column] = (sum(own), model.fit(matrix[rows], own))

    def logits(self, texts: Sequence[str]) -> dict[int, tuple[int, Floats]]:
        """For each learned theme's column: its positive examples, and a log-odds for each text."""
        if not self.models:
            return {}
        matrix = self.features.transform(texts)
        return {column: (seen, model.decision_function(matrix)) for column, (seen, model) in self.models.items()}


def _check_lengths(texts: Sequence[str], others: Sequence[object] | None, name: str) -> None:
    if isinstance(texts, str):
        raise ValueError("expected a list of texts; found a single text")
    if others is not None and len(others) != len(texts):
        raise ValueError(f"expected one {name} for each of the {len(texts)} texts; found {len(others)}")


def _check_themes(codebook: Codebook, sets: ThemeSets) -> None:
    for themes in sets:
        if isinstance(themes, str):
            raise ValueError(f"expected a set of theme keys, or None where nobody has coded; found {themes!r}")
        unknown = sorted(set(themes or ()) - set(codebook.keys))
        if unknown:
            raise ValueError(f"the codebook has no theme {', '.join(unknown)}; it has {', '.join(codebook.keys)}")


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()

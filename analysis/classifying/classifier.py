"""ThemeClassifier: themes for points, from the codebook alone and better with every coding."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from analysis.classifying.coder_identity import (
    SETTINGS,
    CodedExample,
    ThemeSets,
    coded_examples,
    coder_id,
    headings_of,
    texts_sha256,
    training_sha256,
)
from analysis.classifying.evidence import KnownSentences, evidence
from analysis.classifying.exclusions import exclusions, yielding
from analysis.classifying.feature_space import FeatureSpace, SeenTexts
from analysis.classifying.keywords import says_more_than_its_name
from analysis.classifying.prototypes import UsualTexts
from analysis.classifying.quantised import STEP, scored
from analysis.classifying.ridge import ENTRY_WORTH, NAME_WORTH, RidgeModel, TrainingSet, merge_duplicates
from analysis.classifying.single_thread import single_threaded_blas
from analysis.classifying.text_views import Floats
from analysis.classifying.theme_hierarchy import with_parts
from analysis.classifying.thresholds import ALONE, Decision, Levels, decisions, levels, silent_levels, theme_cuts
from analysis.classifying.zero_shot import BY_EXAMPLE, IN_DOUBT
from analysis.model import Codebook, Context, Evidence
from analysis.model.sureness import DOUBT_ODDS, doubt_bounds
from analysis.sklearn_parts import BaseEstimator

CHUNK = 5_000
"""Texts at a time, to bound the memory."""


class ThemeClassifier(BaseEstimator):  # type: ignore[misc]
    """A classifier that scores every text against every theme of a codebook.

    Without any coding it goes by what the codebook says (see ``zero_shot``); what people have coded is then learned
    from the first coding on (see ``ridge``), and the codebook has the less to say the more there is.

    Args:
        codebook: the themes; the columns of every score are in its order.
        threshold: score from which a theme is assigned; None: each theme's own cut (see ``thresholds``).
        heading_share: how much what a point's section heading says counts, against 1 for its text.
        seed: for what is drawn.
    """

    def __init__(
        self,
        codebook: Codebook,
        threshold: float | None = SETTINGS["threshold"],
        heading_share: float = SETTINGS["heading_share"],
        seed: int = SETTINGS["seed"],
    ) -> None:
        """Keep the settings; nothing is computed before it is needed."""
        self.codebook = codebook
        self.threshold = threshold
        self.heading_share = heading_share
        self.seed = seed

    @single_threaded_blas()
    def fit(
        self,
        texts: Sequence[str],
        theme_sets: ThemeSets | None = None,
        contexts: Sequence[Context] | None = None,
        unanswered: Sequence[frozenset[str]] | None = None,
        space: FeatureSpace | None = None,
    ) -> Self:
        """Learn what is usual from all texts, and the themes from those that somebody has coded.

        ``theme_sets`` holds for each text its set of theme keys, or None where nobody has coded it; ``unanswered`` the
        themes of which its coder did not say whether they are in it; ``space`` is the feature space of this codebook
        and these texts, where it is there already. Raises ValueError if the lengths differ or a key
        is not in the codebook.
        """
        _check_lengths(texts, theme_sets, "theme set")
        _check_lengths(texts, contexts, "context")
        self.sight_ = FeatureSpace(self.codebook, texts, self.seed) if space is None else space
        self.texts_ = texts_sha256(texts)
        return self.learn(texts, theme_sets, contexts, unanswered)

    @single_threaded_blas()
    def learn(
        self,
        texts: Sequence[str],
        theme_sets: ThemeSets | None = None,
        contexts: Sequence[Context] | None = None,
        unanswered: Sequence[frozenset[str]] | None = None,
    ) -> Self:
        """Learn the themes anew from coded texts, and leave what is usual as it was fitted: quick after each audit."""
        text_theme_sets = list(theme_sets) if theme_sets is not None else [None] * len(texts)
        silent = list(unanswered) if unanswered is not None else [frozenset[str]()] * len(texts)
        _check_lengths(texts, text_theme_sets, "theme set")
        _check_lengths(texts, silent, "set of unanswered themes")
        _check_lengths(texts, contexts, "context")
        _check_themes(self.codebook, text_theme_sets)
        examples = coded_examples(texts, text_theme_sets, contexts, silent)
        self.learned_, self.truth_ = self._learned(examples)
        self.training_ = training_sha256(getattr(self, "texts_", ""), examples)
        self.cuts_ = self._cuts()
        self.silent_ = self._silent_levels()
        self.known_ = KnownSentences()
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: all but what was said of sentences, which can be said anew."""
        return {name: value for name, value in super().__getstate__().items() if name != "known_"}

    @single_threaded_blas()
    def predict_proba(self, texts: Sequence[str], contexts: Sequence[Context] | None = None) -> Floats:
        """Return the probability of each theme for each text: shape (n_texts, n_themes), in codebook order."""
        return with_parts(scored(self._logits(texts, contexts)), self._in_force(), self.codebook)

    def predict(self, texts: Sequence[str], contexts: Sequence[Context] | None = None) -> list[frozenset[str]]:
        """Return the set of theme keys of each text; it may be empty."""
        return self.assigned(self.predict_proba(texts, contexts))

    def assigned(self, scores: Floats) -> list[frozenset[str]]:
        """Return the themes that reach their cut, for each row of probabilities."""
        theme_keys = np.array(self.codebook.keys)
        sets_by_row: dict[bytes, frozenset[str]] = {}
        assigned = []
        for reached_row in scores >= self._in_force():
            row_bytes = reached_row.tobytes()
            if row_bytes not in sets_by_row:  # few different sets serve many points
                sets_by_row[row_bytes] = frozenset(theme_keys[reached_row].tolist())
            assigned.append(sets_by_row[row_bytes])
        return assigned

    def decide(self, scores: Floats, risk: float = 0.05) -> list[Decision]:
        """Return what may be coded without a person, at most a share ``risk`` of it wrongly, for each row of
        probabilities.

        A point is coded, coded as none, or for a person. The share of wrong assignments among those made, and of points
        that have a theme among those coded as none, is each expected to be at most the risk by the codings that were
        learned, if these are a fair sample of the points (see ``thresholds.certified_level``). Too few
        codings to show it: every point is for a person. Give all points at once: the level is chosen for all together.
        Raises ValueError for a risk that is not between 0 and 1.
        """
        if not isinstance(risk, (int, float)) or not 0 < risk < 1:
            raise ValueError(f"expected a risk between 0 and 1, such as 0.05; found {risk!r}")
        ridge_model: RidgeModel | None = getattr(self, "learned_", None)
        risk_levels = Levels(math.inf, -math.inf)
        if ridge_model is not None:
            risk_levels = levels(scores, ridge_model.honest, self.truth_, risk)
        return decisions(scores, self.codebook.keys, risk_levels, self._in_force())

    @single_threaded_blas()
    def explain(
        self,
        texts: Sequence[str],
        contexts: Sequence[Context] | None = None,
        assigned: Sequence[frozenset[str]] | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """Return for each text the spans that speak for a theme it is assigned, as offsets into it, in order of place.

        A span's weight is by how much the theme's log-odds of its sentence fall when the span is taken out of it; spans
        without which they do not fall are no evidence. ``assigned``: what ``predict`` said, where that is known.
        """
        theme_sets = self.predict(texts, contexts) if assigned is None else assigned
        known: KnownSentences | None = getattr(self, "known_", None)
        if known is None or known.is_full:  # another thread may go on with the former one
            known = self.known_ = KnownSentences()
        scorer = partial(self._logits, are_written=False)
        return evidence(scorer, self.codebook, texts, theme_sets, self._sight().phrases, known)

    @single_threaded_blas()
    def rows(self, texts: Sequence[str]) -> Floats:
        """Return the texts in all views, as queues and candidates compare them: shape (n_texts, n_numbers)."""
        return self._sight().rows(texts)

    def cuts(self) -> Floats:
        """Return the probability from which each theme is assigned, in codebook order."""
        return self._in_force()

    def fingerprint(self) -> str:
        """Return the identity of this machine coder: method, settings, codebook and training data in 12 hexadecimal
        digits."""
        settings = {setting: value for setting, value in self.get_params(deep=False).items() if setting != "codebook"}
        return coder_id(settings, self.codebook, getattr(self, "training_", ""))

    def _sight(self) -> FeatureSpace:
        fitted_space: FeatureSpace | None = getattr(self, "sight_", None)
        return fitted_space if fitted_space is not None else _codebook_space(self.codebook, self.seed)

    def _logits(
        self, texts: Sequence[str], contexts: Sequence[Context] | None = None, are_written: bool = True
    ) -> Floats:
        _check_lengths(texts, contexts, "context")
        headings, space = headings_of(texts, contexts), self._sight()
        ridge_model: RidgeModel | None = getattr(self, "learned_", None)
        log_odds = np.empty((len(texts), len(self.codebook.themes)))
        for i in range(0, len(texts), CHUNK):
            chunk_texts = texts[i : i + CHUNK]
            seen = self._see(space, chunk_texts, headings[i : i + CHUNK], are_written)
            chunk = seen.log_odds if ridge_model is None else ridge_model.logits(space.rows(chunk_texts), seen.log_odds)
            log_odds[i : i + CHUNK] = np.maximum(chunk, self._floors(seen, scored(chunk)))
        return log_odds

    def _see(
        self, space: FeatureSpace, texts: Sequence[str], headings: Sequence[str], are_written: bool = True
    ) -> SeenTexts:
        """Return the texts as they are seen, raised by what their headings say, lowered by what a theme excludes."""
        seen = space.of(texts, are_written)
        raised = seen.log_odds + self._raises(space, headings) if any(headings) else seen.log_odds
        return replace(seen, log_odds=yielding(raised, exclusions(self.codebook)))

    def _raises(self, space: FeatureSpace, headings: Sequence[str]) -> Floats:
        """Return by how much each heading raises each theme: by what it has of it beyond the cut by itself."""
        distinct = sorted(set(headings))
        leads = np.maximum(0.0, space.of(distinct).log_odds - logit(ALONE))
        places = {heading: i for i, heading in enumerate(distinct)}
        leads[[i for heading, i in places.items() if not heading]] = 0.0
        return np.asarray(self.heading_share * leads[[places[heading] for heading in headings]])

    def _floors(self, seen: SeenTexts, scores: Floats) -> Floats:
        """Return below which log-odds no theme falls: an example gives its theme whatever people coded, and any word of
        the codebook that is rare puts it in doubt at least, as does its entry until codings have earned silence."""
        is_held = self._is_doubted(scored(seen.log_odds)) & (scores > getattr(self, "silent_", math.inf))
        cut_log_odds = logit(np.clip(self._in_force() + STEP, STEP, 1 - STEP))
        least_doubt = logit(expit(cut_log_odds - np.log(DOUBT_ODDS)) + STEP)
        is_in_doubt = (seen.levels >= IN_DOUBT) | is_held
        return np.select([seen.levels >= BY_EXAMPLE, is_in_doubt], [cut_log_odds, least_doubt], default=-np.inf)

    def _is_doubted(self, codebook_scores: Floats) -> NDArray[np.bool_]:
        """Return what the codebook alone gives or leaves in doubt, by its scores."""
        return codebook_scores >= doubt_bounds(ALONE if self.threshold is None else self.threshold)[0]

    def _silent_levels(self) -> Floats:
        """Return the score of each theme up to which codings silence what the codebook alone gives or leaves in
        doubt."""
        if self.learned_ is None:
            return np.full(len(self.codebook.themes), math.inf)
        bounds = np.array([doubt_bounds(cut)[0] for cut in self._in_force().tolist()])
        is_doubted = self._is_doubted(self.learned_.codebook_scores)
        return silent_levels(self.learned_.honest, self.truth_, is_doubted, bounds)

    def _learned(self, examples: Sequence[CodedExample]) -> tuple[RidgeModel | None, Floats]:
        truth = np.array(
            [
                [_truth_value(theme_key, theme_keys, silent) for theme_key in self.codebook.keys]
                for _, _, theme_keys, silent in examples
            ]
        )
        if not examples:
            return None, truth
        texts, headings = [text for text, *_ in examples], [heading for _, heading, *_ in examples]
        space = self._sight()
        seen = TrainingSet(space.rows(texts), self._see(space, texts, headings).log_odds, truth)
        training_set = merge_duplicates(list(zip(texts, headings, strict=True)), seen)
        worths = [ENTRY_WORTH if says_more_than_its_name(theme) else NAME_WORTH for theme in self.codebook.themes]
        return RidgeModel(training_set, self._usual(frozenset(texts)), np.array(worths)), training_set.truth

    def _cuts(self) -> Floats:
        """Return the cut of each theme: the one for all, and from its own scores as its codings become more."""
        if self.learned_ is None:
            return np.full(len(self.codebook.themes), ALONE)
        usual = self._usual()
        return theme_cuts(scored(self.learned_.logits(usual.rows, usual.log_odds)), self.learned_.shares)

    def _usual(self, coded: frozenset[str] = frozenset()) -> UsualTexts:
        """Return some of the texts at hand, and which of them were coded."""
        texts, usual = self._sight().usual_texts
        log_odds = yielding(usual.log_odds, exclusions(self.codebook))
        return replace(usual, log_odds=log_odds, is_coded=np.array([text in coded for text in texts], dtype=bool))

    def _in_force(self) -> Floats:
        fitted_cuts: Floats | None = getattr(self, "cuts_", None)
        if self.threshold is not None or fitted_cuts is None:
            return np.full(len(self.codebook.themes), ALONE if self.threshold is None else self.threshold)
        return fitted_cuts


@lru_cache(maxsize=4)
def _codebook_space(codebook: Codebook, seed: int) -> FeatureSpace:
    """Return what a codebook alone lets us see; kept, as it is asked for again with every question."""
    return FeatureSpace(codebook, [], seed)


def _truth_value(theme_key: str, theme_keys: Sequence[str], silent: Sequence[str]) -> float:
    return math.nan if theme_key in silent else float(theme_key in theme_keys)


def _check_lengths(texts: Sequence[str], others: Sequence[object] | None, item_name: str) -> None:
    if isinstance(texts, str):
        raise ValueError("expected a list of texts; found a single text")
    for text in texts:
        if not isinstance(text, str):
            raise ValueError(f"expected a list of texts; found {text!r} in it")
    if others is not None and len(others) != len(texts):
        raise ValueError(f"expected one {item_name} for each of the {len(texts)} texts; found {len(others)}")


def _check_themes(codebook: Codebook, theme_sets: ThemeSets) -> None:
    known_keys = frozenset(codebook.keys)
    for theme_set in theme_sets:
        if theme_set is not None and not isinstance(theme_set, (set, frozenset, list, tuple)):
            raise ValueError(f"expected a set of theme keys, or None where nobody has coded; found {theme_set!r}")
        unknown_keys = sorted(set(theme_set or ()) - known_keys)
        if unknown_keys:
            raise ValueError(f"the codebook has no theme {', '.join(unknown_keys)}; it has {', '.join(codebook.keys)}")

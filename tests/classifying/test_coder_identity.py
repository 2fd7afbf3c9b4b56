"""The identity of a machine coder is known from what it would learn, before anything is fitted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.classifying import ThemeClassifier
from analysis.classifying.coder_identity import SETTINGS, identify
from analysis.model import Context
from tests.builders import CODEBOOK

TEXTS = ["The budget was cut.", "Inspections find little.", "Nothing else.", "The budget was cut.", "Money is short."]
CONTEXTS = [Context("a", n, ("Money", "Cuts") if n % 2 else ()) for n in range(len(TEXTS))]
NONE: frozenset[str] = frozenset()
LESSONS: list[Sequence[frozenset[str] | None]] = [
    [None] * 5,
    [frozenset({"funding"}), None, NONE, None, None],
    [frozenset({"funding", "safety"}), frozenset({"safety"}), NONE, frozenset({"funding"}), NONE],
]


@pytest.mark.parametrize("theme_sets", LESSONS)
@pytest.mark.parametrize("unanswered", [NONE, frozenset({"safety"})])
def test_it_is_that_of_the_classifier_that_is_fitted(
    theme_sets: Sequence[frozenset[str] | None], unanswered: frozenset[str]
) -> None:
    open_themes = [unanswered] * len(TEXTS)
    fitted = ThemeClassifier(CODEBOOK).fit(TEXTS, theme_sets, CONTEXTS, open_themes)
    assert identify(CODEBOOK, TEXTS, theme_sets, CONTEXTS, open_themes) == fitted.fingerprint()


def test_the_settings_are_those_of_a_classifier_that_is_told_nothing_else() -> None:
    settings = ThemeClassifier(CODEBOOK).get_params(deep=False)
    assert settings == {**SETTINGS, "codebook": CODEBOOK}

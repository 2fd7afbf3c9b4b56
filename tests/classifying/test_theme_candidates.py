"""New themes: what the codebook does not cover is grouped, described in its own words, and becomes a theme."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from analysis.classifying.distinctive_phrases import Background
from analysis.classifying.theme_candidates import ThemeCandidate, candidates, theme_of, uncovered

from analysis.classifying import ThemeClassifier
from analysis.model import Codebook, Theme
from tests.builders import CODEBOOK

BUSES = [
    f"The Sunday bus should run {when}."
    for when in ("today", "for work", "at night", "each week", "in winter", "with friends", "again", "hourly", "late")
]
MONEY = [f"The budget for {what} was cut, and costs rise." for what in ("books", "staff", "heating", "roof", "paint")]
ODD = ["My grandmother painted horses in Wales.", "Rain fell on the old cinema.", "Penguins swim well enough."]
TEXTS = [*BUSES, *MONEY, *ODD]
WHO = [f"respondent {i}" for i in range(len(TEXTS))]
FITTED = ThemeClassifier(CODEBOOK).fit(TEXTS)
OPEN = [i for i, text in enumerate(TEXTS) if text not in MONEY]


def offered(texts: list[str] = TEXTS, who: list[str] = WHO, at: Sequence[int] = OPEN) -> list[ThemeCandidate]:
    return candidates(texts, FITTED.rows(texts), who, at, 12, 0)


def test_what_is_not_covered_is_offered_with_its_phrases_size_and_typical_points() -> None:
    (bus,) = offered()
    assert set(bus.places) <= set(range(len(BUSES)))
    assert len(bus.places) >= 7
    assert bus.respondents == len(bus.places)
    assert "sunday bus" in bus.phrases
    assert set(bus.typical) <= set(bus.places)
    assert len(bus.typical) == 3
    assert 0 < bus.coherence <= 1


def test_the_order_of_the_points_does_not_matter() -> None:
    turned = offered(TEXTS[::-1], WHO[::-1], [len(TEXTS) - 1 - i for i in OPEN])
    assert [[TEXTS[::-1][i] for i in each.places] for each in turned] == [
        [TEXTS[i] for i in each.places] for each in offered()
    ]
    assert [each.phrases for each in turned] == [each.phrases for each in offered()]


def test_copies_make_no_group_but_are_counted_in_one() -> None:
    letter = ["Penguins swim well enough."] * 40
    texts = [*TEXTS, *letter, *[BUSES[1]] * 3]
    who = [f"respondent {i}" for i in range(len(texts))]
    (bus,) = offered(texts, who, [*OPEN, *range(len(TEXTS), len(texts))])
    assert bus.respondents == len(bus.places) == offered()[0].respondents + 3
    assert len({texts[i] for i in bus.typical}) == 3


def test_what_few_respondents_say_is_not_offered() -> None:
    assert offered(who=[f"respondent {i % 2}" for i in range(len(TEXTS))]) == []
    assert offered(at=OPEN[:2]) == []
    assert offered(at=[]) == []


def test_covered_is_what_people_say_and_else_what_is_probable_enough() -> None:
    scores = np.array([[0.9, 0.1], [0.1, 0.1], [0.9, 0.1], [0.1, 0.1], [0.5, 0.1], [0.4, 0.1]])
    told = [None, None, frozenset[str](), frozenset(["safety"]), None, None]
    assert uncovered(scores, np.array([0.3, 0.6]), told) == [1, 2, 5]


def test_a_candidate_that_is_accepted_becomes_a_theme_that_finds_its_points() -> None:
    (bus,) = offered()
    theme = theme_of(bus, TEXTS, "buses", "Buses", "Whether buses run when people need them.")
    assert theme == Theme(
        "buses",
        "Buses",
        "Whether buses run when people need them.",
        keywords=bus.phrases,
        examples=tuple(TEXTS[i] for i in bus.typical),
    )
    given = ThemeClassifier(Codebook((*CODEBOOK.themes, theme))).fit(TEXTS).predict(TEXTS)
    assert sum("buses" in themes for themes in given[: len(BUSES)]) >= 7
    assert not any("buses" in themes for themes in given[len(BUSES) :])


# Phrases --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["the", "1234", "smith"])
def test_phrases_tell_a_group_from_all_and_are_nobodys_own(word: str) -> None:
    told = Background([*TEXTS, "Mr Smith took the Sunday bus 1234."], 0).phrases([*BUSES, "Smith took the 1234 bus."])
    assert "sunday bus" in told
    assert not any(word in (phrase.split()[0], phrase.split()[-1]) for phrase in told)


def test_no_phrase_goes_across_punctuation() -> None:
    texts = [f"We like cake. Trams {verb} early." for verb in ("leave", "arrive", "stop", "pass")]
    told = Background([*texts, *MONEY, *ODD, *BUSES], 0).phrases(texts)
    assert {"trams", "like cake"} <= set(told)
    assert not any("cake trams" in phrase for phrase in told)

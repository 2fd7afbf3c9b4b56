"""The codebook alone: each theme by itself, the words' evidence, the empty set, and answers of several arguments."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.classifying import ThemeClassifier
from analysis.classifying.thresholds import ALONE
from analysis.classifying.tokens import phrase
from analysis.model import Codebook, Theme
from analysis.model.sureness import DOUBT_ODDS, doubt_bounds, score_at
from analysis.workspace import load_consultation
from benchmarks.council_survey import banks, survey
from benchmarks.measures import cells, micro_f1
from tests.share import examples
from tests.shared import shared

BANK = banks()["street"]
ANSWERS = survey("street", BANK, 80, 5).texts
THEMES = BANK.codebook.themes
FULL = ThemeClassifier(BANK.codebook).fit(ANSWERS)
SCORES = dict(zip(BANK.codebook.keys, FULL.predict_proba(ANSWERS).T, strict=True))

some_words = st.lists(
    st.sampled_from(["parking", "buses", "money", "trees", "noise", "the", "of", "council", "ramps", "fear"]),
    min_size=1,
)
new_themes = st.builds(
    lambda name, definition, words: Theme("new", " ".join(name), " ".join(definition), keywords=tuple(words)),
    *([some_words] * 3),
)


@settings(max_examples=examples(12))
@given(st.sets(st.sampled_from(range(len(THEMES))), max_size=len(THEMES) - 2), new_themes, st.randoms())
def test_adding_editing_and_removing_a_theme_moves_no_other(dropped: set[int], new: Theme, order: object) -> None:
    kept = [theme for i, theme in enumerate(THEMES) if i not in dropped]
    edited = replace(kept[0], definition=new.definition, keywords=new.keywords, exclude=("What others say.",))
    codebook = [edited, *kept[1:], new]
    order.shuffle(codebook)  # type: ignore[attr-defined]
    classifier = ThemeClassifier(Codebook(tuple(codebook))).fit(ANSWERS)
    scores = dict(zip(classifier.codebook.keys, classifier.predict_proba(ANSWERS).T, strict=True))
    for theme in kept[1:]:
        assert np.array_equal(scores[theme.key], SCORES[theme.key])


def test_a_theme_yields_to_a_likelier_one_that_it_excludes_and_no_other_moves() -> None:
    excluding = [replace(t, exclude=("Road safety.",)) if t.key == "parking" else t for t in THEMES]
    classifier = ThemeClassifier(Codebook(tuple(excluding))).fit(ANSWERS)
    scores = dict(zip(classifier.codebook.keys, classifier.predict_proba(ANSWERS).T, strict=True))
    assert all(np.array_equal(scores[key], SCORES[key]) for key in SCORES if key != "parking")
    is_less = scores["parking"] < SCORES["parking"]
    assert is_less.any()
    assert (SCORES["safety"][is_less] > SCORES["parking"][is_less]).all()


def test_an_example_that_stands_in_an_answer_has_its_theme() -> None:
    for theme in THEMES:
        answers = [f"To be honest, {example[0].lower()}{example[1:]}" for example in theme.examples]
        assert all(theme.key in themes for themes in FULL.predict(answers))


def test_two_keywords_or_a_rare_one_are_never_surely_none() -> None:
    low = score_at(0.3, 1 / DOUBT_ODDS)
    for theme in THEMES:
        j = BANK.codebook.keys.index(theme.key)
        two = FULL.predict_proba([f"They spoke of {theme.keywords[0]} and again of {theme.keywords[-1]}."])[0, j]
        one = FULL.predict_proba([f"Much else was said, and then they spoke of {theme.keywords[1]}."])[0, j]
        assert min(one, two) >= low


def test_an_added_keyword_takes_no_theme_from_an_answer_in_which_it_stands_and_none_silently() -> None:
    for place in range(min(len(theme.keywords) for theme in THEMES)):
        fewer = [replace(own, keywords=own.keywords[:place] + own.keywords[place + 1 :]) for own in THEMES]
        before = ThemeClassifier(Codebook(tuple(fewer))).fit(ANSWERS).predict_proba(ANSWERS) >= ALONE
        after = FULL.predict_proba(ANSWERS)
        holds = np.array([[phrase(own.keywords[place]) in phrase(text) for own in THEMES] for text in ANSWERS])
        assert (holds & before).any()
        assert (after[holds & before] >= ALONE).all()
        assert (after[before] >= doubt_bounds(ALONE)[0]).all()


def test_what_people_found_leaves_a_keyword_a_doubt_at_least() -> None:
    taught = ThemeClassifier(BANK.codebook).fit([*ANSWERS, *["Permits."] * 30], [None] * len(ANSWERS) + [set()] * 30)
    parking = BANK.codebook.keys.index("parking")
    score = taught.predict_proba(["Permits and the double yellow lines."])[0, parking]
    assert score >= score_at(float(taught.cuts()[parking]), 1 / DOUBT_ODDS)


@pytest.mark.parametrize("answer", ["N/A", "No comment.", "Thanks for asking about parking!", "Nothing to add.", "…"])
def test_what_raises_nothing_has_no_theme(answer: str) -> None:
    assert FULL.predict([answer]) == [frozenset()]


def test_arguments_that_stand_for_themselves_are_each_found_in_one_answer() -> None:
    one, other = "There is nowhere left to park.", "The 38 bus never comes."
    apart = FULL.predict([one, other])
    assert {"parking"} <= apart[0]
    assert {"buses"} <= apart[1]
    assert FULL.predict([f"{one} {other}"])[0] >= apart[0] | apart[1]
    thanked = FULL.predict_proba([f"Thank you. {one} I have nothing more to add."])[0]
    assert np.array_equal(thanked, FULL.predict_proba([one])[0])


def test_of_a_text_about_one_thing_a_further_sentence_is_no_further_chance() -> None:
    letters = [" ".join([sentence] * 3 + [BANK.fillers[0]]) for sentence, _ in BANK.sentences]
    one = ThemeClassifier(BANK.codebook).fit(letters)
    asked = f"{BANK.sentences[0][0]} The weather was poor. It rained on Monday. The shop was shut."
    assert (one.predict_proba([asked]) <= FULL.predict_proba([asked])).mean() > 0.8


def test_a_letter_sent_by_most_moves_neither_its_own_codings_nor_those_of_the_rest() -> None:
    letter = f"My name is {{0}} and I live in {{0}} Road. {BANK.sentences[0][0]} {BANK.sentences[20][0]} Yours, {{0}}"
    letters = [letter.format(f"Name{n}") for n in range(240)]
    classifier = ThemeClassifier(BANK.codebook).fit([*ANSWERS, *letters])
    assert np.mean([len(themes) for themes in classifier.predict(letters)]) <= 3
    agreed = cells(FULL.predict(ANSWERS), [frozenset()] * len(ANSWERS), classifier.predict(ANSWERS))
    assert micro_f1(agreed) > 0.85


@pytest.mark.parametrize("name", ["Theme 7", "Other", "General comments", "Code 12"])
def test_a_theme_of_which_nothing_is_said_is_given_to_nothing(name: str) -> None:
    silent = Codebook((*THEMES, Theme("silent", name, "About 7.")))
    assert not any("silent" in themes for themes in ThemeClassifier(silent).fit(ANSWERS).predict(ANSWERS))


def test_a_score_does_not_depend_on_what_else_is_scored() -> None:
    together = FULL.predict_proba([*ANSWERS, "A word that nobody said: carparks."])
    assert np.array_equal(together[-1], FULL.predict_proba(["A word that nobody said: carparks."])[0])
    assert np.array_equal(together[3], FULL.predict_proba([ANSWERS[3]])[0])


def test_a_keyword_written_in_an_answer_is_given_or_in_doubt() -> None:
    folder = shared("cases/coding/13-keyword-written-in-the-answer/responses")
    with (folder / "survey.csv").open(encoding="utf-8") as survey_file:
        answers = [row["Comments"] for row in csv.DictReader(survey_file)]
    classifier = ThemeClassifier(load_consultation(folder / "consultation.toml").codebook).fit(answers)
    given_themes = classifier.predict(answers)
    assert [n for n, themes in enumerate(given_themes, 1) if "parking" in themes] == [1, 2, 3, 4, 6]
    assert "safety" in given_themes[0]


def test_answers_of_several_arguments_have_most_of_their_themes() -> None:
    for arguments, least in ((4, 0.66), (8, 0.75)):
        answers = survey("street", BANK, 100, 3, arguments)
        given_themes = ThemeClassifier(BANK.codebook).fit(answers.texts).predict(answers.texts)
        counted = cells(answers.themes, answers.acceptable, given_themes)
        assert micro_f1(counted) >= least, "scored as whole texts they reach .4"

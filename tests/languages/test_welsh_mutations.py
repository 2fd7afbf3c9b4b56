"""Welsh keywords are found however they are mutated, with a bilingual codebook."""

from __future__ import annotations

import pytest

from analysis.classifying.classifier import ThemeClassifier
from analysis.languages.welsh_mutations import mutated_forms, with_mutations
from analysis.model import Codebook, Theme
from benchmarks.council_survey import banks, survey
from tests.languages.welsh import CODEBOOK, KEPT, SEEN


@pytest.mark.parametrize(
    ("keyword", "forms"),
    [
        ("parcio", ["barcio", "mharcio", "pharcio"]),
        ("trwydded", ["drwydded", "nhrwydded", "thrwydded"]),
        ("ceir", ["geir", "ngheir", "cheir"]),
        ("bws", ["fws", "mws"]),
        ("damwain", ["ddamwain", "namwain"]),
        ("gorsaf", ["orsaf", "ngorsaf"]),
        ("maes parcio", ["faes parcio"]),
        ("llyfrgell", ["lyfrgell"]),
        ("rhent", ["rent"]),
        ("iaith", ["hiaith"]),
        ("chwarae", []),
        ("ffordd", []),
        ("ysgol", ["hysgol"]),
        ("siop", []),
        ("", []),
    ],
)
def test_a_word_mutates_as_the_grammar_says(keyword: str, forms: list[str]) -> None:
    assert list(mutated_forms(keyword)) == forms


def test_english_keywords_do_not_mutate() -> None:
    book = Codebook((Theme("a", "Parking", "Parking.", keywords=("park", "bay", "tree", "crossing")),))
    assert with_mutations(book) == book


def test_in_a_codebook_that_speaks_welsh_short_words_mutate_and_english_ones_do_not() -> None:
    book = Codebook((Theme("a", "Parciau", "Mae parciau yn bwysig.", keywords=("park", "parc", "bedd", "ci", "dôl")),))
    found = with_mutations(book).themes[0].keywords
    assert {"barc", "mharc", "medd", "gi", "ddôl"} <= set(found)
    assert not {"bark", "phark"} & set(found)


def answered(answers: tuple[tuple[str, str], ...]) -> list[str]:
    """The answers of which the theme that they raise was not given."""
    texts = [text for text, _ in answers]
    given = ThemeClassifier(CODEBOOK).fit(texts).predict(texts)
    return [text for (text, theme), themes in zip(answers, given, strict=True) if theme not in themes]


def test_welsh_answers_have_their_themes() -> None:
    assert len(answered(SEEN)) <= len(SEEN) / 20


def test_welsh_answers_that_nothing_was_tried_on_have_their_themes() -> None:
    assert len(answered(KEPT)) <= len(KEPT) / 20


@pytest.mark.parametrize("answers", [SEEN, KEPT])
def test_welsh_answers_among_english_ones_have_no_theme_for_being_welsh(answers: tuple[tuple[str, str], ...]) -> None:
    welsh = [text for text, _ in answers]
    classifier = ThemeClassifier(CODEBOOK).fit([*survey("street", banks()["street"], 80, 5).texts, *welsh])
    wrong = [themes - {theme} for (_, theme), themes in zip(answers, classifier.predict(welsh), strict=True)]
    assert sum(map(len, wrong)) <= len(answers) / 10


@pytest.mark.parametrize("text", ["Rhowch faes parcio wrth yr orsaf.", "Cefais ddirwy er bod gen i drwydded."])
def test_a_keyword_is_found_by_its_mutated_form_alone(text: str) -> None:
    def given(*keywords: str) -> bool:
        codebook = Codebook((Theme("parking", "Cars", "Cars.", keywords=keywords),))
        return bool(ThemeClassifier(codebook).fit([answer for answer, _ in SEEN]).predict([text])[0])

    assert given("maes parcio", "trwydded")
    assert not given("amgueddfa", "pwll nofio")

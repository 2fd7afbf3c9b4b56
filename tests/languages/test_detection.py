"""Languages are told from short answers; and English answers are not called foreign."""

from __future__ import annotations

import json

import pytest

from analysis.languages.detection import ENGLISH, UNRECOGNISED, detect, language_name
from analysis.text import words
from tests.languages.answers import ANSWERS, ENGLISH_ANSWERS
from tests.shared import shared

FOREIGN_WORDS = (
    "Cafés, bistros, delis: al fresco dining pro rata",
    "Status quo ante, ultra vires, prima facie unlawful.",
)

SURE = ("cy", "de", "fr", "pl", "ro", "gd", "ur", "ar", "gu", "pa", "bn", "zh", "uk", "tr", "so", "hu")


@pytest.mark.parametrize("language", SURE)
def test_an_answer_of_a_few_words_is_told(language: str) -> None:
    assert {text: detect(text) for text in ANSWERS[language]} == dict.fromkeys(ANSWERS[language], language)


@pytest.mark.parametrize("language", [language for language in ANSWERS if language not in SURE])
def test_an_answer_that_is_hard_to_tell_is_never_told_as_a_wrong_language(language: str) -> None:
    told = [detect(text) for text in ANSWERS[language]]
    assert set(told) <= {language, UNRECOGNISED, ""}
    assert told.count("") <= 1


def test_a_word_that_begins_a_sentence_makes_nothing_english() -> None:
    assert detect("Trop de circulation devant l'école") == UNRECOGNISED


@pytest.mark.parametrize("text", ENGLISH_ANSWERS)
def test_english_names_jargon_and_typing_errors_are_not_called_foreign(text: str) -> None:
    assert detect(text) in (ENGLISH, "")


@pytest.mark.parametrize("text", FOREIGN_WORDS)
def test_words_of_many_languages_are_in_none(text: str) -> None:
    assert detect(text) == UNRECOGNISED


@pytest.mark.parametrize("name", ["nhs-fft-neas", "srai-questions", "argkp-train-dev"])
def test_at_most_one_english_answer_in_500_is_called_another_language(name: str) -> None:
    lines = shared(f"data/labelled/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [text for text in {json.loads(line)["text"] for line in lines} if len(words(text)) >= 5]
    foreign = [text for text in texts if detect(text) not in (ENGLISH, "")]
    assert len(foreign) <= len(texts) / 500


def test_german_contributions_are_told() -> None:
    lines = shared("data/labelled/cimt-cycling-bonn.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    assert sum(detect(text) == "de" for text in texts) >= 0.995 * len(texts)


@pytest.mark.parametrize("text", ["", " \n", "12 34", "N/A", "\x00\x07", "abc \udc80", "🙂" * 50])
def test_what_holds_no_words_is_in_no_language(text: str) -> None:
    assert detect(text) == ""


def test_a_control_character_hides_no_language() -> None:
    assert detect("Mae angen mwy o fysiau\x07 gyda'r nos.") == "cy"


def test_languages_have_english_names() -> None:
    names = [language_name(code) for code in ("cy", "zh", "pa", UNRECOGNISED)]
    assert names == ["Welsh", "Chinese", "Punjabi", "a language that was not recognised"]

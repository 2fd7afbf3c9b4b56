"""Responses are counted by language, and those that mix two as well."""

from __future__ import annotations

from analysis.languages.response_languages import (
    LanguageCount,
    in_words,
    language_counts,
    point_languages,
    unread_points,
)
from tests.builders import make_response

ENGLISH = "The road is dangerous for children who walk to school."
WELSH = "Mae'r ffordd yn beryglus iawn i blant sy'n cerdded i'r ysgol bob dydd."
POLISH = "Ta ulica jest bardzo niebezpieczna dla dzieci."
RESPONSES = [
    make_response("1.txt", [ENGLISH]),
    make_response("2.txt", [ENGLISH, "N/A"]),
    make_response("3.txt", [WELSH, "Dim"]),
    make_response("4.txt", [WELSH, ENGLISH]),
    make_response("5.txt", [POLISH]),
]
LANGUAGES = point_languages(RESPONSES)


def test_every_point_has_its_own_language_in_a_bilingual_letter() -> None:
    assert [LANGUAGES[point.key] for point in RESPONSES[3].points] == ["cy", "en"]


def test_a_point_too_short_to_tell_is_in_the_language_of_its_response() -> None:
    assert [LANGUAGES[point.key] for point in RESPONSES[2].points] == ["cy", "cy"]


def test_languages_are_counted_but_for_the_one_that_everybody_expects() -> None:
    assert language_counts(LANGUAGES, {"en"}) == (
        LanguageCount("cy", "Welsh", 2, 0, 3),
        LanguageCount("pl", "Polish", 1, 0, 1),
    )


def test_a_language_that_the_codebook_does_not_speak_is_told_even_if_it_is_the_commonest() -> None:
    told = [(count.code, count.responses, count.partly) for count in language_counts(LANGUAGES, {"fr"})]
    assert told == [("en", 2, 1), ("cy", 2, 0), ("pl", 1, 0)]


def test_unread_points_are_those_in_languages_that_the_codebook_does_not_speak() -> None:
    assert [(point.document, language) for point, language in unread_points(LANGUAGES, {"en", "cy"}).items()] == [
        ("5.txt", "pl")
    ]


def test_counts_are_told_in_words() -> None:
    assert in_words(language_counts(LANGUAGES, {"en"})) == "2 responses are in Welsh, 1 in Polish."
    partly = [LanguageCount("cy", "Welsh", 0, 1, 1)]
    assert in_words(partly) == "1 response is partly in Welsh."
    assert in_words([]) == ""

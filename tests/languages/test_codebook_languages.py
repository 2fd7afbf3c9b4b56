"""A codebook speaks the languages of its entries, or those that it is declared to speak."""

from __future__ import annotations

import pytest

from analysis.languages.codebook_languages import languages_of_entries, spoken_languages
from analysis.languages.welsh_mutations import with_mutations
from analysis.model import Codebook, Consultation, Theme
from analysis.workspace import load_consultation
from tests import builders
from tests.languages.welsh import CODEBOOK as BILINGUAL

ENGLISH = builders.CODEBOOK
NOTHING = Codebook((Theme("other", "Anything else", "Placeholder."),))
QUOTED = Codebook(
    (
        *(Theme(f"t{n}", f"Theme {n}", "What people say about the roads and the traffic.") for n in range(3)),
        Theme("bus", "Buses", "Bus services and stops.", examples=("Mae angen mwy o fysiau gyda'r nos.",)),
    )
)
KEYWORDS = Codebook(
    (
        Theme("parking", "Parking", "Where people can park.", keywords=("park", "parcio", "trwydded")),
        Theme("buses", "Buses", "Bus services and stops.", keywords=("bus", "bysiau", "amserlen")),
    )
)


@pytest.mark.parametrize(
    ("book", "languages"),
    [
        pytest.param(ENGLISH, {"en"}, id="English"),
        pytest.param(BILINGUAL, {"en", "cy"}, id="bilingual"),
        pytest.param(KEYWORDS, {"en", "cy"}, id="keywords alone"),
        pytest.param(NOTHING, {"en"}, id="too short to tell"),
        pytest.param(QUOTED, {"en"}, id="one quotation is no translation"),
    ],
)
def test_a_codebook_speaks_what_half_of_its_themes_are_written_in(book: Codebook, languages: set[str]) -> None:
    assert languages_of_entries(book) == languages


def test_single_words_that_are_told_wrongly_make_no_language() -> None:
    consultation = load_consultation(builders.RESPONSES / "consultation.toml")
    assert languages_of_entries(consultation.codebook) == {"en"}
    assert with_mutations(consultation.codebook) == consultation.codebook


def test_what_is_declared_goes_before_what_is_told() -> None:
    assert spoken_languages(Consultation("T", ENGLISH, languages=("en", "pl"))) == {"en", "pl"}
    assert spoken_languages(Consultation("T", ENGLISH)) == {"en"}

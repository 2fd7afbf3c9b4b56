"""Texts are told apart by the languages that a codebook speaks, and by no others."""

from __future__ import annotations

from analysis.classifying.spoken_languages import SpokenLanguages
from analysis.model import Codebook, Theme
from tests.languages.welsh import CODEBOOK

TEXTS = ["The last bus leaves too early.", "Mae'r bws olaf yn gadael yn rhy gynnar.", "Der Bus ist immer zu spät.", ""]


def test_welsh_is_told_from_all_else_where_the_codebook_speaks_it() -> None:
    languages = SpokenLanguages(CODEBOOK)
    assert len(languages) == 2
    assert languages.of(TEXTS).tolist() == [0, 1, 0, 0]


def test_to_a_codebook_in_english_all_texts_are_alike() -> None:
    languages = SpokenLanguages(Codebook((Theme("buses", "Buses", "Bus services and timetables.", keywords=("bus",)),)))
    assert len(languages) == 1
    assert languages.of(TEXTS).tolist() == [0] * 4

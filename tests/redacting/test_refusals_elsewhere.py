"""Refusals in Welsh, German and French."""

from __future__ import annotations

import pytest

from analysis.model import Publish
from analysis.redacting.refusals_elsewhere import refuses_elsewhere


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Peidiwch â rhoi fy llythyr ar eich gwefan", Publish.NO),
        ("Ich möchte nicht, dass mein Schreiben veröffentlicht wird", Publish.NO),
        ("Veuillez garder ma contribution confidentielle", Publish.NO),
        ("Je souhaite rester anonyme", Publish.ANONYMOUS),
        ("Ni ddylai'r cyngor gyhoeddi cyfeiriadau", None),
        ("Die Gemeinde sollte die Adressen nicht veröffentlichen", None),
        ("Meine Stellungnahme ist nicht vertraulich", None),
    ],
)
def test_only_the_writers_own_words_and_name_are_kept_back(sentence: str, kept: Publish | None) -> None:
    assert refuses_elsewhere(sentence) is kept

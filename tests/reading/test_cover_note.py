"""Words that only say where the response is."""

from __future__ import annotations

import pytest

from analysis.reading.mail.cover_note import only_points_elsewhere

NOTES = [
    "See attached",
    "Dear team,\n\nPlease find attached the response of the Traders. Please confirm receipt.\n\nKind regards\nAnn",
    "Our submission is enclosed. Should you have any questions, please do not hesitate to contact me.",
    "Bitte finden Sie unsere Stellungnahme anbei.",
    "Veuillez trouver notre réponse ci-jointe.",
    "Gweler ein hymateb ynghlwm.",
    "See my answers below.",
    "My comments are in red below.",
]
ARGUMENTS = [
    "Please see our letter attached. Lorries already stop by the old bank before eight, so put the bay there.",
    "The attached plan is wrong.",
    "We object to the bay for the reasons in the attached letter.",
    "Move the bay.",
    "Dear team,\n\nThank you.\n\nAnn",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_cover_note(note: str) -> None:
    assert only_points_elsewhere(note.split("\n\n"))


@pytest.mark.parametrize("note", ARGUMENTS)
def test_no_cover_note(note: str) -> None:
    assert not only_points_elsewhere(note.split("\n\n"))

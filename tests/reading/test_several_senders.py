"""Attachments of several people, by their message and by their names."""

from __future__ import annotations

import pytest

from analysis.reading.mail.several_senders import are_several


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("Please find attached three responses that came by post.", ["scan1.pdf", "scan2.pdf", "scan3.pdf"]),
        ("I attach the submissions received from local residents.", ["a.docx", "b.docx"]),
        ("See attached.", ["Response_AnnHill.docx", "Response_BobLee.docx"]),
        ("See attached.", ["Letter - Hove Residents.pdf", "Letter - Traders.pdf"]),
    ],
)
def test_attachments_of_several_people(note: str, names: list[str]) -> None:
    assert are_several([note], names)


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("See attached.", ["Letter.docx", "Annex.pdf"]),
        ("Our responses to both questions are attached.", ["Response Q1.docx", "Response Q2.docx"]),
        (
            "Please find attached our submission and an annex.",
            ["Traders submission.docx", "Traders annex.pdf"],
        ),
        ("See attached.", ["Response part one.docx", "Response part two.docx"]),
        ("See attached.", ["Response to the consultation.docx", "Traffic counts.pdf"]),
        ("See attached.", ["Response - Ann Hill.docx"]),
    ],
)
def test_attachments_of_one_respondent(note: str, names: list[str]) -> None:
    assert not are_several([note], names)

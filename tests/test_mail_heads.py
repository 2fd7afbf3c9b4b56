"""How mail programs introduce an older message, in four languages."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from analysis.mail_heads import author_named, introduction_length, is_forwarding_subject


class Line(NamedTuple):
    text: str
    apart: bool = False


HEADS = {
    "English": ["From: Hazel Thorne <h@example.org>", "Sent: 3 March 2024 21:14", "To: Parking", "Subject: Mill Lane"],
    "Welsh": ["Oddi wrth: Hazel Thorne <h@example.org>", "Anfonwyd: 3 Mawrth 2024", "At: Parcio", "Pwnc: Lôn"],
    "German": ["Von: Hazel Thorne <h@example.org>", "Gesendet: 3. März 2024", "An: Parken", "Betreff: Mill Lane"],
    "French": ["De : Hazel Thorne <h@example.org>", "Envoyé : 3 mars 2024", "À : Parking", "Objet : Mill Lane"],
    "an original": ["-----Original Message-----", "From: Hazel Thorne", "Subject: Mill Lane"],
    "ein Original": ["-----Ursprüngliche Nachricht-----", "Von: Hazel Thorne", "Betreff: Mill Lane"],
    "un original": ["-----Message d'origine-----", "De : Hazel Thorne", "Objet : Mill Lane"],
    "written": ["On Sun, 3 Mar 2024 at 21:14, Hazel Thorne <h@example.org> wrote:"],
    "ysgrifennwyd": ["Ar 3 Maw 2024 21:14, ysgrifennodd Hazel Thorne <h@example.org>:"],
    "geschrieben": ["Am 03.03.2024 um 21:14 schrieb Hazel Thorne <h@example.org>:"],
    "écrit": ["Le 3 mars 2024 à 21:14, Hazel Thorne <h@example.org> a écrit :"],
}


@pytest.mark.parametrize("language", HEADS)
def test_the_head_of_an_older_message(language: str) -> None:
    head = HEADS[language]
    lines = [*map(Line, head), Line("We object.", apart=True)]
    assert introduction_length(lines, 0, lambda _: False) == len(head)
    assert author_named(head) == "Hazel Thorne"


@pytest.mark.parametrize("text", ["From: our point of view", "De: la mer", "An: example", "On Monday he wrote:"])
def test_a_line_by_itself_is_no_head(text: str) -> None:
    assert introduction_length([Line(text), Line("More.", apart=True)], 0, lambda _: False) == 0


def test_subjects_that_forward() -> None:
    assert all(map(is_forwarding_subject, ["FW: a", "Fwd: a", "WG: a", "TR: a", "Ymlaen: a"]))
    assert not any(map(is_forwarding_subject, ["Re: a", "AW: a", "Trams", "Forward planning"]))


@pytest.mark.parametrize(
    "text",
    [
        "Una Grey, Mar 4, 2024, 19:12",
        "Una Grey <una@example.org> Mon, Mar 4, 2024 at 7:12 PM",
        "Una Grey, 4 March 2024 19:12",
    ],
)
def test_the_record_of_a_conversation_says_who_wrote_what(text: str) -> None:
    assert introduction_length([Line(text, apart=True)], 0, lambda _: False) == 1
    assert author_named([text]) == "Una Grey"

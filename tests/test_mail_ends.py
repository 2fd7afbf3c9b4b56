"""How messages end: what mail programs and offices write below them, and what a respondent might."""

from __future__ import annotations

import pytest

from analysis.mail_ends import ADDED, is_disclaimer, is_small_print

ABOUT_THE_MESSAGE = [
    "This email is confidential to the addressee. If you are not that person, please delete it.",
    "CONFIDENTIALITY NOTICE: The information contained in this message is private and may be legally privileged.",
    "If you are not the intended recipient you must not copy, distribute or take any action in reliance on it.",
    "If you receive this in error, please contact the sender and destroy the material in any form.",
    "Any views or opinions presented are solely those of the author and do not represent those of the council.",
    "Unless stated otherwise, opinions expressed are those of the individual sender.",
    "The council accepts no liability for any damage caused by any virus transmitted by this email.",
    "All email traffic may be subject to recording and/or monitoring in accordance with relevant legislation.",
    "This email has been scanned by a filter for viruses.",
    "Internet communications are not secure and we do not accept legal responsibility for their contents.",
    "Privileged/Confidential Information may be contained in this message.",
    "[EXTERNAL] This email originated from outside the organisation.",
    "Diese E-Mail enthält vertrauliche und rechtlich geschützte Informationen.",
    "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention de ses destinataires.",
    "Mae'r e-bost hwn ac unrhyw atodiadau yn gyfrinachol.",
    "Please consider the environment before printing this email.",
]
OF_THE_MATTER = [
    "This message from residents is clear: do not build here.",
    "This e-mail is my formal objection to the loading bay.",
    "All communications with families should be recorded.",
    "The virus spread because nobody answered our messages.",
    "Confidential counselling must stay free.",
    "Patients are registered in a practice that has closed.",
    "We think the council should accept liability for the damage to this street.",
    "E-mail is no way to consult people of eighty.",
    "If you receive this grant, you must publish your accounts.",
]


@pytest.mark.parametrize("paragraph", ABOUT_THE_MESSAGE)
def test_words_about_the_message_itself_are_no_argument(paragraph: str) -> None:
    assert is_disclaimer(paragraph)


@pytest.mark.parametrize("paragraph", OF_THE_MATTER)
def test_words_of_the_matter_are_none_of_them(paragraph: str) -> None:
    assert not is_disclaimer(paragraph)
    assert not is_small_print(paragraph)


def test_an_opinion_in_the_paragraph_keeps_all_of_it() -> None:
    assert not is_disclaimer("This email is confidential. We object to the loading bay.")


@pytest.mark.parametrize(
    "paragraph",
    [
        "Smith & Co Ltd is registered in England and Wales. Company number 01234567. Registered office: 1 High Street.",
        "Registered charity number 1234567.",
        "Authorised and regulated by the Financial Conduct Authority.",
    ],
)
def test_the_registration_of_the_sender_is_small_print_and_furniture_only_below_all_else(paragraph: str) -> None:
    assert is_small_print(paragraph)
    assert not is_disclaimer(paragraph)


@pytest.mark.parametrize(
    "line",
    [
        *("Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Anfonwyd o fy iPhone"),
        *("Gesendet mit der Telekom Mail App", "Sent via BT Email App", "Get Outlook for Android"),
    ],
)
def test_lines_of_mail_programs_are_known_in_four_languages(line: str) -> None:
    assert ADDED.match(line)


def test_what_was_sent_is_no_line_of_a_program() -> None:
    assert not ADDED.match("Sent from pillar to post, we gave up.")
    assert not ADDED.match("Sent via the school, the letter reached few parents.")

"""Automatic replies, bounces and receipts are no responses, by their headers; what people write of them is."""

from __future__ import annotations

import pytest

from analysis.model import Document, Skipped
from analysis.reading import ReadSettings
from analysis.reading.mail import read
from analysis.reading.mail.automatic_mail import AUTOMATIC_REPLY, RECEIPT, UNDELIVERED, why_no_response_of_class

AWAY = "\n\nThank you for your e-mail. I am out of the office until 16 November.\n"
FROM = "From: Parish Clerk <clerk@example.org>\nSubject: "
BOUNCE = """From: Mail Delivery Subsystem <{sender}>
Subject: {subject}
Content-Type: multipart/report; {kind}boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/{told}

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; info@example.org
--b
Content-Type: {original}

From: Transport Plan <plan@example.org>
Subject: Have your say

We propose a bus corridor. Please send us your views.
--b--
"""

REPLIES = {
    "RFC 3834": f"{FROM}Re: Have your say\nAuto-Submitted: auto-replied{AWAY}",
    "vacation": f"{FROM}away\nAuto-Submitted: auto-replied (vacation)\nPrecedence: bulk{AWAY}",
    "Gmail": f"{FROM}Back soon Re: Have your say\nX-Autoreply: yes\nPrecedence: bulk{AWAY}",
    "Exchange": f"{FROM}Automatic reply: Have your say\nAuto-Submitted: auto-generated\n"
    f"X-Auto-Response-Suppress: All{AWAY}",
    "GroupWise": f"{FROM}Out of office: Have your say\nPrecedence: bulk{AWAY}",
    "of old": f"{FROM}Have your say\nPrecedence: auto_reply{AWAY}",
}
REPORTS = {
    "Postfix": BOUNCE.format(
        sender="mailer-daemon@example.org", subject="Undelivered", kind="report-type=delivery-status; ",
        told="delivery-status", original="message/rfc822",
    ),
    "without its kind": BOUNCE.format(
        sender="postmaster@example.org", subject="Undeliverable: Have your say", kind="", told="delivery-status",
        original="text/rfc822-headers",
    ),
    "Exim": f"From: Mail Delivery System <Mailer-Daemon@mx.example.org>\nX-Failed-Recipients: a@example.org\n"
    f"Auto-Submitted: auto-replied\nSubject: Mail delivery failed{AWAY}",
    "qmail": f"From: MAILER-DAEMON@mx.example.org\nSubject: failure notice{AWAY}",
}  # fmt: skip
LETTERS = {
    "a form's": f"{FROM}New answer\nAuto-Submitted: auto-generated{AWAY}",
    "about hours": f"{FROM}Out of office hours buses\nX-Auto-Response-Suppress: All{AWAY}",
    "from a list": f"{FROM}Out of office\nPrecedence: list{AWAY}",
    "an answer to one": f"{FROM}RE: Automatic reply: Have your say\nPrecedence: bulk{AWAY}",
    "said to be a person's": f"{FROM}Automatic reply\nAuto-Submitted: no{AWAY}",
}


def results(message: str) -> list[object]:
    return list(read(message.encode(), "mail.eml", ReadSettings()))


@pytest.mark.parametrize("program", REPLIES)
def test_an_automatic_reply_is_no_response(program: str) -> None:
    assert results(REPLIES[program]) == [Skipped("mail.eml", AUTOMATIC_REPLY)]


@pytest.mark.parametrize("program", REPORTS)
def test_a_message_that_could_not_be_delivered_is_none_nor_is_the_message_in_it(program: str) -> None:
    assert results(REPORTS[program]) == [Skipped("mail.eml", UNDELIVERED)]


def test_a_receipt_is_none() -> None:
    receipt = BOUNCE.format(
        sender="jane@example.org", subject="Read: Have your say", kind="report-type=disposition-notification; ",
        told="disposition-notification", original="text/rfc822-headers",
    )  # fmt: skip
    assert results(receipt) == [Skipped("mail.eml", RECEIPT)]


@pytest.mark.parametrize("kind", LETTERS)
def test_whatever_else_a_program_sends_or_a_person_writes_of_it_is_read(kind: str) -> None:
    (found,) = results(LETTERS[kind])
    assert isinstance(found, Document)
    assert "out of the office" in found.text


def test_outlook_tells_them_by_their_class() -> None:
    classes = ("report.ipm.note.ndr", "report.ipm.note.ipnrn", "ipm.note.rules.ooftemplate.microsoft", "ipm.note")
    assert [*map(why_no_response_of_class, classes)] == [UNDELIVERED, RECEIPT, AUTOMATIC_REPLY, None]

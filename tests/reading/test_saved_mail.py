from __future__ import annotations

from datetime import date

import pytest

from analysis.model import Channel, Document, Sending
from analysis.reading import read
from analysis.reading.saved_mail import saved_sending

BODY = "\n\nPlease keep the library open on Sundays, because many of us work all week.\n"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("From: Ann <a@b.org>\nTo: Us\nDate: Sun, 25 May 2014 22:47\nSubject: views", date(2014, 5, 25)),
        ("From: Ann\nSent: Monday, 3 March 2014 09:12\nTo: Us\nSubject: views", date(2014, 3, 3)),
        ("From: Ann\nSent: 03/04/2014 09:12\nTo: Us\nSubject: views", None),
        ("**From:** Ann\n**Sent:** 3 March 2014 09:12\n**To:** Us", date(2014, 3, 3)),
    ],
)  # fmt: skip
def test_a_message_saved_as_text_came_by_mail(head: str, day: date | None) -> None:
    assert saved_sending(head + BODY) == Sending(Channel.EMAIL, day)


@pytest.mark.parametrize(
    "head", ["From: Ann", "Date: 3 March 2014", "Dear Sir,\n\nFrom: Ann\nDate: 3 March 2014\nTo: Us"]
)
def test_a_letter_is_a_letter_whatever_date_it_bears(head: str) -> None:
    (letter,) = (found for found in read((head + BODY).encode(), "letter.txt") if isinstance(found, Document))
    assert (letter.channel, letter.sent) == (Channel.DOCUMENT, None)


def test_a_message_says_when_it_was_sent_and_so_of_what_is_attached() -> None:
    mail = (
        b"From: Ann <a@example.org>\r\nTo: u@example.org\r\nDate: Fri, 30 May 2014 23:50:00 -0500\r\nSubject: views\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        b"Please keep the library open on Sundays, because many of us work all week and have no other day.\r\n"
        b"--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\na,b\r\n--b--\r\n"
    )
    assert [found.sending for found in read(mail, "a.eml")] == 2 * [Sending(Channel.EMAIL, date(2014, 5, 30))]  # type: ignore[union-attr]

"""Mailboxes: each message is a file of its own."""

from __future__ import annotations

from analysis.model import Document, EmbeddedFile
from analysis.reading import media_type, read
from tests.reading.cases import case


def test_a_mailbox_holds_a_response_for_each_message() -> None:
    messages = [one for one in read(*case("43")) if isinstance(one, EmbeddedFile)]
    assert [one.name for one in messages] == [f"message {n}.eml" for n in (1, 2, 3)]
    found = [one for message in messages for one in read(message.content, message.name)]
    assert [one.respondent and one.respondent.name for one in found if isinstance(one, Document)] == ["R0", "R1", "R2"]


def test_a_line_that_begins_with_from_begins_no_message() -> None:
    content = (
        b"From a@example.org Mon Mar  4 10:00:00 2024\nSubject: Bay\n\nWe object.\n\n"
        b"From 2024 on the bay is closed.\n>From here it looks well.\n"
    )
    (message,) = read(content, "a.mbox")
    assert isinstance(message, EmbeddedFile)
    assert message.content.endswith(b"From 2024 on the bay is closed.\nFrom here it looks well.\n")
    assert media_type(message.content, message.name) == "message/rfc822"
    assert media_type(b"From 2024 on the bay is closed.\nWe object.\n", "a.txt") == "text/plain"

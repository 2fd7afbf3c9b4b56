"""A draft as the body of a message that Outlook saved."""

from __future__ import annotations

from tests.reading.test_mail import HEADERS, cfb, storage
from tests.writers.draft import Draft
from tests.writers.text import words_of

BODY = 0x1000
"""Where Outlook keeps the plain text of a message (PidTagBody)."""


def write(draft: Draft) -> bytes:
    """The bytes of a .msg."""
    return cfb(storage(32, {**HEADERS, BODY: words_of(draft)}))

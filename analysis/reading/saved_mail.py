"""Mail that somebody saved as text, or printed: a document that begins with a message's headers came by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from email.utils import parsedate

from analysis.mail_heads import HEADER_LINES, header_kind, header_value, introduction_length
from analysis.model import Channel, Sending


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    apart: bool


def saved_sending(text: str) -> Sending | None:
    """Return how a document was sent that begins with the headers of a message, or None where it does not."""
    lines = _first_lines(text)
    if not lines or header_kind(lines[0].text) != "from":
        return None
    length = introduction_length(lines, 0, lambda _: False)
    if not length:
        return None
    sent = (header_value(line.text) for line in lines[:length] if header_kind(line.text) == "sent")
    return Sending(Channel.EMAIL, mail_day(next(sent, "")))


def mail_day(header: str) -> date | None:
    """Return the day that a message's own header names, by its sender's clock, or None where it names none.

    >>> mail_day("Sun, 25 May 2014 22:47:00 +0100"), mail_day("Monday, 3 March 2014 09:12"), mail_day("3/4/2014 09:12")
    (datetime.date(2014, 5, 25), datetime.date(2014, 3, 3), None)
    """
    told = parsedate(header)
    try:
        return date(*told[:3]) if told else None
    except ValueError:
        return None


def _first_lines(text: str) -> list[_Line]:
    lines, apart = [], False
    for line in text[:4_000].splitlines():
        tidy = " ".join(line.replace("*", "").split())
        if tidy:
            lines.append(_Line(tidy, apart))
        apart = not tidy
        if len(lines) > HEADER_LINES:
            break
    return lines

"""Mailboxes (.mbox): many messages in one file, each read as the file that it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.model import EmbeddedFile, Skipped
from analysis.reading.read_settings import ReadSettings

MOST_MESSAGES = 10_000
TOO_MANY = f"the mailbox holds more than {MOST_MESSAGES:,} messages, of which no more were read; save it in parts"

_FROM_LINE = re.compile(rb"(?:\A|(?<=\n)\r?\n)From \S+[^\r\n]*\b\d{4}[^\r\n]*\r?\n(?=[\w-]+:)")
"""The line before each message (RFC 4155): who sent it, and when."""

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[EmbeddedFile | Skipped]:
    """Read a mailbox's messages one by one, in their order."""
    starts = list(_FROM_LINE.finditer(content))
    ends = [*(start.start() for start in starts[1:]), len(content)]
    for count, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        if count > MOST_MESSAGES:
            yield Skipped(name, TOO_MANY)
            return
        yield EmbeddedFile(f"message {count}.eml", _QUOTED_FROM.sub(rb"\1", content[start.end() : end]))

"""A message before it is a Document: its headers, its body in the forms that it was sent in, and what is attached."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.model import EmbeddedFile, Skipped

KEPT_HEADERS = ("From", "To", "Date", "Subject")
"""What tells a reader who wrote and when; the rest of a message's headers is for machines."""

LONGEST_NAME = 150
"""Characters of an attachment's name; file systems take 255 bytes."""

WRAPPED = (
    "the attachments are in a wrapping that only Outlook can open (winmail.dat); "
    "ask the sender for the files themselves, or save them from Outlook and add them"
)
ENCRYPTED = "the message is encrypted; open it in the mail program that holds the key, save its text and add that"
SEALED = (
    "the message lies inside its digital signature; "
    "open it in a mail program, save it as text or without the signature, and add that"
)
PROTECTED = (
    "the message is protected by rights management; open it in Outlook as its recipient, save its text and add that"
)
DAMAGED = "the e-mail is damaged and cannot be read; ask for it again, or save its text and add that"

_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]+")


@dataclass(frozen=True, slots=True)
class Body:
    """One part of a message's text: as plain text, as a web page, or (for the reader to choose from) as both."""

    plain: str | None = None
    html: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """A message, whichever program wrote it; ``problem`` is why its text cannot be had."""

    headers: tuple[tuple[str, str], ...] = ()
    bodies: tuple[Body, ...] = ()
    attached: tuple[EmbeddedFile | Skipped, ...] = ()
    pictures: tuple[EmbeddedFile, ...] = ()
    """Those that stand in the text: logos, or a photographed letter."""
    problem: str | None = None


def file_name(given_name: str | None, otherwise: str) -> str:
    """Return the last part of an attachment's name, without what no file system takes."""
    safe_name = _UNSAFE.sub("", (given_name or "").replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    safe_name = safe_name.encode("utf-8", "replace").decode() or otherwise
    return safe_name if len(safe_name) <= LONGEST_NAME else safe_name[: LONGEST_NAME - 10] + safe_name[-10:]

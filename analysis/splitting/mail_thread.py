"""Older messages below a reply in a text that was copied from a mail program, where no ">" marks them.

Messages that come as mail are judged by their reader, which knows more of them; this is for what people paste.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.model import BlockKind
from analysis.splitting.split_state import MARKS, Role, RoleAssignment, SplitState, furniture
from analysis.text import acknowledges

QUOTED = "quoted from another message"
ACKNOWLEDGEMENT = "acknowledges what is quoted below"
HEADER_PIECES = 8
"""Paragraphs that the headers of a message take."""

_HEADER = re.compile(r"(from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments?)\W{0,3}:", re.IGNORECASE)
_SEPARATOR = re.compile(r"-{2,}\s*(?:original|forwarded) (?:message|e-?mail)\s*-{2,}$", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"on\b.{4,300}\bwrote\s?:$", re.IGNORECASE | re.DOTALL)
_SENDER_OR_TIME = re.compile(r"@|\b\d{1,2}[:.]\d{2}\b")
_FORWARDS = re.compile(
    r"(?:subject\W{0,3}:\s*)?fwd?\s*:|.*\bforward(?:ed|ing)?\b|.*\b(?:see|read|find)\b.{0,30}\bbelow\b", re.IGNORECASE
)


def older_messages(page: SplitState, roles: list[RoleAssignment]) -> None:
    """What stands below another message's headers is that message, where the respondent has said something above them.

    Who only forwards a message speaks by it: its headers are furniture, and its words are theirs. Who only says that it
    has come is whoever consults, and the message is the response.
    """
    for start, end in _heads(page, roles):
        above = [i for i in range(start) if roles[i].role in (Role.BODY, Role.ANSWER)]
        forwards = any(_FORWARDS.match(page.bare(i)) for i in range(start + 1) if page.length(i) < HEADER_PIECES * 2)
        if above and not forwards:
            if not acknowledges(page.bare(i) for i in above):
                roles[start:] = [furniture(QUOTED)] * (len(roles) - start)
                return
            roles[:start] = [furniture(ACKNOWLEDGEMENT)] * start
        roles[start:end] = [furniture("mail header")] * (end - start)


def _heads(page: SplitState, roles: Sequence[RoleAssignment]) -> Iterator[tuple[int, int]]:
    """Where the introduction of another message begins and ends, for each."""
    i = 1
    while i < len(roles):
        end = _head(page, i)
        if end > i:
            yield i, end
        i = max(end, i + 1)


def _head(page: SplitState, i: int) -> int:
    """The end of an introduction that begins at a piece, or its own index."""
    line = " ".join(page.bare(i).split())
    if page.pieces[i].kind is BlockKind.FURNITURE or page.pieces[i].label:
        return i
    if _SEPARATOR.match(line):
        return max(i + 1, _headers(page, i + 1))
    if _ATTRIBUTION.match(line) and _SENDER_OR_TIME.search(line):
        return i + 1
    return _headers(page, i) if line.lower().startswith("from") else i


def _headers(page: SplitState, start: int) -> int:
    """The end of the headers that begin at a piece: who wrote, when, and to whom or on what; else its own index."""
    seen: set[str] = set()
    end = start
    for i in range(start, min(len(page.pieces), start + HEADER_PIECES)):
        names = [_HEADER.match(line.strip(MARKS)) for line in page.bare(i).splitlines() if line.strip()]
        if not names or not names[0]:
            break
        seen.update(name[1].lower() for name in names if name)
        end = i + 1
    whole = "from" in seen and seen & {"sent", "date"} and seen & {"to", "subject"}
    return end if whole else start

"""Lines joined into one text: hyphens at the ends of lines undone where they are not the word's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from analysis.reading.pdf.characters import HYPHEN
from analysis.text import WORD

OWN_HYPHEN = frozenset(
    {
        *("all", "anti", "co", "cross", "ex", "half", "high", "long", "low", "mid"),
        *("multi", "non", "post", "pre", "quasi", "self", "semi", "short", "so", "well"),
    }
)
"""First parts that in British spelling are mostly written with a hyphen."""

OWN_TAIL = frozenset(
    {
        *("based", "driven", "led", "free", "making", "related", "specific", "term", "time", "wide", "level", "up"),
        *("profit", "run", "owned", "funded", "quality", "effective", "sighted", "standing", "centred"),
    }
)
"""Second parts before which the hyphen is mostly the word's own."""

_HEAD = re.compile(r"([^\W\d_]+)[-\u2010\x02]$")
_TAIL = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_OPEN_URL = re.compile(r"(?:https?://|www\.)[^\s<>]{20,}[^\s<>.,;:)\]]$")
_URL_PART = re.compile(r"[\w%~#?=&+.-]*(?:[/_%=?&]|[a-z]\.[a-z]|\w-\w+-\w)|(?=\w*\d)(?=\w*[a-z])\w{4,}|\d{5,}")
"""What follows may belong to a long address that a full line broke: it has its marks, or mixes letters and figures."""


class LineEnd(Enum):
    """The end of a line: any, with no room for another letter, or early because its author wanted it so."""

    OPEN = "open"
    FULL = "full"
    BROKEN = "broken"


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of a document that stand whole on a line, in lower case, as they decide about those that do
    not."""
    found: set[str] = set()
    broken = False
    for text in texts:
        whole = text.rstrip()
        matches = list(WORD.finditer(whole))
        # What a line's end breaks off, and what the next line begins with then, are no words.
        first = 1 if broken else 0
        broken = whole.endswith((HYPHEN, "-"))
        found.update(match.group().lower() for match in matches[first : len(matches) - broken])
    return frozenset(found)


def joined(texts: Sequence[str], known: frozenset[str], ends: Sequence[LineEnd]) -> str:
    """Return the lines of a paragraph as one text; a line that its author ended stays a line."""
    parts: list[str] = []
    end = LineEnd.OPEN
    for text, next_end in zip(texts, ends, strict=True):
        if parts:
            # Only the last line is looked at: a paragraph may run over many pages.
            parts[-1:] = _joint(parts[-1], text, known, end)
        parts.append(text)
        end = next_end
    return "".join(parts).replace(HYPHEN, "-").strip()


def _joint(last: str, following: str, known: frozenset[str], end: LineEnd) -> tuple[str, str]:
    """Return a line as it stays before the next one, and what comes between them."""
    if end is LineEnd.BROKEN:
        return last, "\n"
    head, tail = _HEAD.search(last), _TAIL.match(following)
    if head and tail:
        return last[:-1], "-" if _keeps(head.group(1), tail.group(), known) else ""
    if last.endswith(HYPHEN) or (last.endswith("-") and last[-2:-1].isalnum() and following[:1].isalnum()):
        return last, ""
    if end is LineEnd.FULL and _OPEN_URL.search(last) and _URL_PART.match(following):
        return last, ""
    return last, " "


def _keeps(head: str, tail: str, known: frozenset[str]) -> bool:
    """Return whether the hyphen is the word's own: the document's other words decide, else the look of its parts."""
    if not tail[0].islower():
        return True
    first, second = head.lower(), tail.lower()
    if first + second in known:
        return False
    if f"{first}-{second}" in known or first in OWN_HYPHEN or second in OWN_TAIL:
        return True
    if first[-1] == second[0] and first[-1] in "aeio":
        # Nobody divides a word between two vowels that are the same, but "re-evaluate" is written so.
        return True
    return first in known and second in known

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
    whole_words: set[str] = set()
    is_broken = False
    for line_text in texts:
        stripped_line = line_text.rstrip()
        word_matches = list(WORD.finditer(stripped_line))
        # What a line's end breaks off, and what the next line begins with then, are no words.
        first_whole = 1 if is_broken else 0
        is_broken = stripped_line.endswith((HYPHEN, "-"))
        whole_words.update(match.group().lower() for match in word_matches[first_whole : len(word_matches) - is_broken])
    return frozenset(whole_words)


def join_lines(texts: Sequence[str], known: frozenset[str], line_ends: Sequence[LineEnd]) -> str:
    """Join the lines of a paragraph into one text; a line that its author ended stays a line."""
    text_parts: list[str] = []
    last_end = LineEnd.OPEN
    for line_text, next_end in zip(texts, line_ends, strict=True):
        if text_parts:
            # Only the last line is looked at: a paragraph may run over many pages.
            text_parts[-1:] = _join(text_parts[-1], line_text, known, last_end)
        text_parts.append(line_text)
        last_end = next_end
    return "".join(text_parts).replace(HYPHEN, "-").strip()


def _join(last: str, following: str, known: frozenset[str], last_end: LineEnd) -> tuple[str, str]:
    """Return a line as it stays before the next one, and what comes between them."""
    if last_end is LineEnd.BROKEN:
        return last, "\n"
    head_match, tail_match = _HEAD.search(last), _TAIL.match(following)
    if head_match and tail_match:
        return last[:-1], "-" if _keeps_hyphen(head_match.group(1), tail_match.group(), known) else ""
    if last.endswith(HYPHEN) or (last.endswith("-") and last[-2:-1].isalnum() and following[:1].isalnum()):
        return last, ""
    if last_end is LineEnd.FULL and _OPEN_URL.search(last) and _URL_PART.match(following):
        return last, ""
    return last, " "


def _keeps_hyphen(first_part: str, second_part: str, known: frozenset[str]) -> bool:
    """Return whether the hyphen is the word's own: the document's other words decide, else the look of its parts."""
    if not second_part[0].islower():
        return True
    first, second = first_part.lower(), second_part.lower()
    if first + second in known:
        return False
    if f"{first}-{second}" in known or first in OWN_HYPHEN or second in OWN_TAIL:
        return True
    if first[-1] == second[0] and first[-1] in "aeio":
        # Nobody divides a word between two vowels that are the same, but "re-evaluate" is written so.
        return True
    return first in known and second in known

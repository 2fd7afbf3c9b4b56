"""Older messages and small print below a reply in a text that was copied from a mail program, where no ">" marks them.

Messages that come as mail are judged by their reader, which knows more of them; this is for what people paste.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from analysis.mail_ends import is_small_print
from analysis.mail_heads import head_lines, header_kind, header_value, introduction_length
from analysis.model import MAIL_HEADER, BlockKind
from analysis.splitting.phrases.furniture_lines import DISCLAIMER
from analysis.splitting.split_state import MARKS, Role, RoleAssignment, SplitState, furniture
from analysis.text import acknowledges, words

QUOTED = "quoted from another message"
ACKNOWLEDGEMENT = "acknowledges what is quoted below"
FORWARDING_WORDS = 16
"""Words of a line that only says that something is forwarded."""

_FORWARDS = re.compile(
    r"(?:subject\W{0,3}:\s*)?fwd?\s*:|.*\bforward(?:ed|ing)?\b|.*\b(?:see|read|find)\b.{0,30}\bbelow\b", re.IGNORECASE
)


def mark_older_messages(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what stands below another message's headers as quoted, where the respondent has said something above.

    Who only forwards a message speaks by it: its headers are furniture, and its words are theirs. Who only says that it
    has come is whoever consults, and the message is the response.
    """
    for start, end in _introductions(page, roles):
        above = [i for i in range(start) if roles[i].role in (Role.BODY, Role.ANSWER)]
        if above and _is_to_same(page, start, end):
            roles[start:end] = [furniture(MAIL_HEADER)] * (end - start)
            continue
        forwards = any(_FORWARDS.match(page.bare(i)) for i in range(start + 1) if page.length(i) < FORWARDING_WORDS)
        if above and not forwards:
            if not acknowledges(page.bare(i) for i in above):
                roles[start:] = [furniture(QUOTED)] * (len(roles) - start)
                return
            roles[:start] = [furniture(ACKNOWLEDGEMENT)] * start
        roles[start:end] = [furniture(MAIL_HEADER)] * (end - start)


def _is_to_same(page: SplitState, start: int, end: int) -> bool:
    """Return whether a message goes to whom the text's own headers name, and so is no older one of its thread."""
    heads = [
        {header_kind(line): words(header_value(line)) for i in pieces for line in head_lines(page.bare(i))}
        for pieces in (range(min(start, HEAD_PIECES)), range(start, end))
    ]
    first, other = (head.get("to", []) for head in heads)
    return bool(first) and first == other and heads[1].get("from") not in (None, first, heads[0].get("from"))


HEAD_PIECES = 8
"""Pieces in which a text's own headers stand."""


def mark_small_print(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what stands below everything else about the message itself, its recipient, or who sent it."""
    said = [i for i, role in enumerate(roles) if role.role in (Role.BODY, Role.HEADING)]
    below = list(takewhile(lambda i: page.is_plain(i) and is_small_print(page.bare(i)), reversed(said)))
    if len(below) < len(said):
        for i in below:
            roles[i] = furniture(DISCLAIMER)


class _PieceLine(NamedTuple):
    """A line of a piece, as ``mail_heads`` looks at it."""

    piece: int
    text: str
    apart: bool


def _introductions(page: SplitState, roles: Sequence[RoleAssignment]) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the end of each introduction of another message."""
    lines = [
        _PieceLine(i, " ".join(line.strip(MARKS).split()), place == 0)
        for i in range(len(roles))
        for place, line in enumerate(head_lines(page.bare(i)) or [""])
    ]
    line_index = next((i for i, line in enumerate(lines) if line.piece), len(lines))
    while line_index < len(lines):
        piece = lines[line_index].piece
        is_own = page.pieces[piece].kind is not BlockKind.FURNITURE and not page.pieces[piece].label
        length = introduction_length(lines, line_index, lambda _: False) if is_own and lines[line_index].apart else 0
        if length:
            yield piece, lines[line_index + length - 1].piece + 1
        line_index += max(length, 1)

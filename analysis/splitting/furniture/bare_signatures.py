"""Bare signatures: a name alone below a letter's last sentence, where nobody has signed off ("Sue", "- Sue Brown").

A name is told by its words: a given name, or a title or initials before another capital. So "Stop" is no signature.
"""

from __future__ import annotations

import re

from analysis.model import SIGNATURE, BlockKind
from analysis.redacting.name_lists import AMBIGUOUS, PLACES, given_names, surnames
from analysis.splitting.split_state import UNSURE, Role, RoleAssignment, SplitState, furniture

MOST_WORDS = 5
"""Words of one person's name, with a title and a second surname, or of a couple's."""

_TITLE = re.compile(r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof(?:essor)?|Cllr|Councillor|Rev(?:erend|d)?|Sir|Dame|Lord|Lady)\.?")
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,4}")
_CAPITAL = re.compile(r"[A-Z][\w'’-]*")
_JOINED = re.compile(r"\s+(?:and|&|\+)\s+")
_AROUND = re.compile(r"^[\W_]+|\s*\([^()]{1,60}\)$|(?:\s+x{1,4}|[\W_])+$")
"""A dash before a name, kisses and what somebody says of themselves in brackets behind it."""


def mark_bare_signature(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a person's name that is the last thing said, below a sentence."""
    said = [i for i, role in enumerate(roles) if role.role in (Role.BODY, Role.HEADING)]
    if len(said) < 2:
        return
    above, last = said[-2:]
    is_alone = page.pieces[above].kind is not BlockKind.LIST_ITEM or page.pieces[last].kind is BlockKind.PARAGRAPH
    may_be = roles[last].role is Role.BODY and not roles[last].question and page.is_plain(last) and is_alone
    if may_be and page.bare(above)[-1:] in (".", "!", "?", ")", "”", '"') and is_persons_name(page.bare(last)):
        roles[last] = furniture(SIGNATURE, UNSURE)


def is_persons_name(line: str) -> bool:
    """Return whether a line holds one person's name, or a couple's, and nothing else.

    >>> [is_persons_name(line) for line in ("- Sue", "Mrs S Brown x", "Sue and Tom", "Stop", "Free parking", "Mark it")]
    [True, True, True, False, False, False]
    """
    bare = _AROUND.sub("", _AROUND.sub("", line))
    if "\n" in bare or len(bare.split()) > MOST_WORDS:
        return False
    return all(_is_name(person.split()) for person in _JOINED.split(bare))


def _is_name(parts: list[str]) -> bool:
    has_title = bool(parts) and _TITLE.fullmatch(parts[0]) is not None
    parts = parts[1:] if has_title else parts
    if not parts or not all(_CAPITAL.fullmatch(part) or _INITIALS.fullmatch(part) for part in parts):
        return False
    first, last = parts[0], parts[-1]
    is_surname = len(parts) > 1 and (last in surnames() or _INITIALS.fullmatch(last) is not None)
    if has_title or (_INITIALS.fullmatch(first) and len(parts) > 1 and last in surnames()):
        return True
    return first in given_names() and (is_surname or first not in AMBIGUOUS | PLACES)

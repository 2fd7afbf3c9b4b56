"""Earlier papers: lists of what a response's author has sent before, below "Our recent submissions include:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analysis.model import BlockKind
from analysis.splitting.furniture.demands import is_demand
from analysis.splitting.phrases.contact_blocks import is_of_names
from analysis.splitting.phrases.letter_phrases import ARGUES
from analysis.splitting.split_state import Role, RoleAssignment, SplitState, furniture

LEAD = "cover note"
_PAPERS = re.compile(r"\b(?:submissions|responses|consultations|inquiries|reviews|letters)\b", re.IGNORECASE)
_ENTRY = re.compile(
    r"\W{0,3}(?:(?:19|20)\d\d\W{1,3})?(?:joint |further )?(?:submission|response|letter) (?:to|on|in response to) ",
    re.IGNORECASE,
)
FEWEST_ENTRIES = 3
MOST_ENTRIES = 2 / 3
"""Of the lines of a list of papers so many begin one; the others are the rest of it."""


def mark_earlier_papers(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the titles below a sentence about earlier papers that says nothing else, and paragraphs of such titles."""
    for i, role in enumerate(roles):
        if role.role is Role.BODY and page.is_plain(i) and lists_papers(page.words_of(i)):
            roles[i] = furniture(LEAD)
    for lead, role in enumerate(roles):
        is_lead = role.role is Role.FURNITURE and role.reason == LEAD and page.bare(lead).endswith(":")
        if is_lead and _PAPERS.search(page.bare(lead)):
            for i in takewhile(lambda i: _is_title(page, roles, i), range(lead + 1, len(roles))):
                roles[i] = roles[i] if roles[i].role is Role.FURNITURE else furniture(LEAD)


def lists_papers(paragraph: str) -> bool:
    """Return whether most lines of a paragraph are titles of papers that were sent to somebody."""
    lines = paragraph.splitlines()
    entries = sum(_ENTRY.match(line) is not None for line in lines)
    return entries >= FEWEST_ENTRIES and entries >= MOST_ENTRIES * len(lines) and not ARGUES.search(paragraph)


def _is_title(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    if roles[i].role is Role.FURNITURE:
        return True
    is_item = page.pieces[i].kind is BlockKind.LIST_ITEM and page.pieces[i].label is None
    return is_item and roles[i].role is Role.BODY and is_of_names(page.bare(i)) and not is_demand(page.bare(i))

"""Earlier papers: lists of what a response's author has sent before, below "Our recent submissions include:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analysis.model import BlockKind
from analysis.splitting.demands import is_demand
from analysis.splitting.furniture_lines import is_of_names
from analysis.splitting.split_state import Role, RoleAssignment, SplitState, furniture

LEAD = "cover note"
_PAPERS = re.compile(r"\b(?:submissions|responses|consultations|inquiries|reviews|letters)\b", re.IGNORECASE)


def mark_earlier_papers(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the titles below a sentence about earlier papers that says nothing else; a title has no verb."""
    for lead, role in enumerate(roles):
        is_lead = role.role is Role.FURNITURE and role.reason == LEAD and page.bare(lead).endswith(":")
        if is_lead and _PAPERS.search(page.bare(lead)):
            for i in takewhile(lambda i: _is_title(page, roles, i), range(lead + 1, len(roles))):
                roles[i] = roles[i] if roles[i].role is Role.FURNITURE else furniture(LEAD)


def _is_title(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    if roles[i].role is Role.FURNITURE:
        return True
    is_item = page.pieces[i].kind is BlockKind.LIST_ITEM and page.pieces[i].label is None
    return is_item and roles[i].role is Role.BODY and is_of_names(page.bare(i)) and not is_demand(page.bare(i))

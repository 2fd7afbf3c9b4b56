"""What a respondent wants done with the response: asked in its words, and what a form asks about it.

Whoever reads the words for what may be published tells a person of it; here they are no point.
"""

from __future__ import annotations

import re

from analysis.redacting.refusals import refusal
from analysis.splitting.phrases.furniture_lines import FORM_FIELD, POSTSCRIPT, WISHES
from analysis.splitting.split_state import Role, RoleAssignment, SplitState, furniture

DETAILS = "respondent's details"

LONGEST = 60
"""Words of a paragraph that says no more than what is to be published."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")


def mark_publication_wishes(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what only asks that the response or the name be kept from print."""
    for i, role in enumerate(roles):
        if role.role is Role.BODY and page.length(i) <= LONGEST and _only_wishes(page.bare(i)):
            roles[i] = furniture(DETAILS)


def _only_wishes(paragraph: str) -> bool:
    behind = POSTSCRIPT.match(paragraph)
    said = paragraph[behind.end() :].lstrip(" :.,–-") if behind else paragraph
    return all(
        refusal(sentence) is not None or WISHES.match(sentence) or FORM_FIELD.match(sentence)
        for sentence in _SENTENCE_END.split(said)
    )

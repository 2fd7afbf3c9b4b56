"""Short pieces that are nobody's point: a reference, an address, figures; and those that head what is below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.model import BlockKind
from analysis.splitting.split_state import UNSURE, Role, RoleAssignment, SplitState, furniture
from analysis.text import words

REFERENCE = "a reference, and nothing else"
FIGURES = "figures without words"
HEADS = "a short line above text"

HEADING_WORDS = 8
"""Words of an item that heads the paragraph below it."""

SENTENCE_WORDS = 8
"""Words of what says something under a heading."""

_REFERENCE = re.compile(
    r"(?:(?:see )?(?:ibid|idem|id|op\.? ?cit|loc\.? ?cit)(?:[\s.,;:\d–-]|\b(?:at|pp?|paras?|notes?|n|s)\b)*"
    r"|(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)*(?:/[\w.~%?=&#+-]*){2,}|(?:https?://|www\.)\S+)\W*\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:recommendation|proposal|issue|point|part|section|chapter)s? \d{1,3}\W*\Z", re.IGNORECASE)


_LETTERHEADS = ("letter head", "contact details", "page furniture")


def mark_short_pieces(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark references, addresses and figures that stand alone; a lone item above a paragraph heads it."""
    for i, role in enumerate(roles):
        if role.role is not Role.BODY or role.question or _is_asked_for(roles, i):
            continue
        line_text = page.bare(i)
        if _REFERENCE.match(line_text):
            roles[i] = furniture(REFERENCE)
        elif not (page.pieces[i].label or any(character.isalpha() for character in line_text)):
            roles[i] = furniture(FIGURES)
        elif _heads(page, roles, i):
            roles[i] = RoleAssignment(Role.HEADING, UNSURE, HEADS)


def mark_repeated(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what stands on another page in a head or an address: a letterhead's block beside the text of each page."""
    pages_by_text: dict[str, set[int | None]] = {}
    for i, role in enumerate(roles):
        if role.reason in _LETTERHEADS:
            pages_by_text.setdefault(page.bare(i), set()).add(page.pieces[i].page)
    for i, role in enumerate(roles):
        is_own = role.role in (Role.BODY, Role.HEADING) and page.is_plain(i) and not role.question
        if is_own and pages_by_text.get(page.bare(i), set()) - {page.pieces[i].page}:
            roles[i] = furniture("letter head")


def _is_asked_for(roles: Sequence[RoleAssignment], i: int) -> bool:
    above = next((role for role in reversed(roles[:i]) if role.role is not Role.FURNITURE), None)
    return above is not None and above.role in (Role.QUESTION, Role.ANSWER)


def _heads(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether a piece is an item by itself, or no more than "Recommendation 1", above a paragraph."""
    if i + 1 >= len(roles) or page.pieces[i].label or roles[i + 1].role is not Role.BODY or page.pieces[i + 1].label:
        return False
    is_above_prose = _is_paragraph(page, i + 1) and len(words(page.words_of(i + 1))) >= SENTENCE_WORDS
    if _NUMBERED.match(page.bare(i)):
        return is_above_prose
    is_lone_item = page.pieces[i].kind is BlockKind.LIST_ITEM and i > 0 and _is_paragraph(page, i - 1)
    is_short = page.length(i) <= HEADING_WORDS and page.bare(i)[-1:] not in ".!?:;,"
    has_sentence = page.bare(i + 1)[:1].isupper()
    is_led_in = page.bare(i - 1)[-1:] in ":;," if i else True
    return is_above_prose and is_lone_item and is_short and has_sentence and not is_led_in


def _is_paragraph(page: SplitState, i: int) -> bool:
    return page.pieces[i].kind is BlockKind.PARAGRAPH

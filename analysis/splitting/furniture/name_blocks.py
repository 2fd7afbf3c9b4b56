"""Blocks of names: addressees, senders, boards and signatories, told by their shape wherever nobody says what they are.

A block of names is a paragraph, or a row of lines, in which most long words have a capital or figures and none makes a
sentence of them. Above the first sentence of a paper it is somebody's address if something there shows one (figures, a
date, a contact, a greeting below); many of them in a row, or below the last sentence, are those who sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from analysis.model import BlockKind
from analysis.splitting.furniture.demands import is_demand
from analysis.splitting.phrases.contact_blocks import is_of_names
from analysis.splitting.phrases.furniture_lines import has_contact
from analysis.splitting.split_state import FRAGMENT_WORDS, UNSURE, Role, RoleAssignment, SplitState, furniture
from analysis.text import CONTACT, WEB

LETTER_HEAD, SIGNATURE, SIGNATORIES = NAMES = "letter head", "signature", "signatories"

ADDRESS_PIECES = 25
"""Above the first sentence of a letter stand no more pieces."""

SEVERAL_BLOCKS, SEVERAL_LINES = 5, 8
"""So many blocks of names in a row, or lines in them, are a list of people or organisations."""

NAME_SHARE = 0.8
"""So many of the long words of a list of names have a capital; in a list of demands the nouns alone may."""

FEW_FIGURES = 0.3
"""Entries of a list of names have figures more seldom than this; titles of papers have years."""

LONG_WORD = 4
SHOWS_ADDRESS = ("date", "contact details", "greeting", "mail header", LETTER_HEAD)
_END = re.compile(r"[!?:]\W*$|(?<!,)\b[a-z]\w*;\W*$|\b[a-z]\w{4,}\.\W*$")
"""How a sentence ends and a name does not, "Esq." and "Inc." apart."""


def mark_name_blocks(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the addressees above a paper's first sentence, and those who sign it in a list or below the last one."""
    are_names = [_is_block(page, roles, i) for i in range(len(roles))]
    said = [i for i, role in enumerate(roles) if role.role in (Role.BODY, Role.QUESTION, Role.ANSWER)]
    prose = [i for i in said if not are_names[i]]
    if not prose:
        return
    first, last = prose[0], prose[-1]
    if first <= ADDRESS_PIECES:
        blocks = [i for i in range(first) if are_names[i] and _capital_share(page, [i]) >= NAME_SHARE]
        _mark_head(page, roles, blocks, range(first + 1))
    _mark_lists(page, roles, are_names)
    tail = [i for i in said if i > last and are_names[i] and not is_demand(page.bare(i))]
    if roles[last].role is Role.BODY and _ends_sentence(page, last) and _are_signed(page, tail):
        _mark(roles, tail, SIGNATURE)


def _mark_head(page: SplitState, roles: list[RoleAssignment], blocks: Sequence[int], head: range) -> None:
    shows = any(roles[i].reason in SHOWS_ADDRESS for i in head) or any(_has_figure(page, i) for i in blocks)
    if shows:
        _mark(roles, blocks, LETTER_HEAD)


def _mark_lists(page: SplitState, roles: list[RoleAssignment], are_names: Sequence[bool]) -> None:
    """Mark long runs of names; headings and what is furniture already may stand in them."""
    visible = [i for i, role in enumerate(roles) if role.role is not Role.FURNITURE]
    for named, run in groupby(visible, lambda i: are_names[i]):
        blocks = list(run) if named else []
        line_count = sum(page.bare(i).count("\n") + 1 for i in blocks)
        if len(blocks) < SEVERAL_BLOCKS and line_count < SEVERAL_LINES:
            continue
        figures = sum(_has_figure(page, i) for i in blocks)
        if figures <= FEW_FIGURES * len(blocks) and _capital_share(page, blocks) >= NAME_SHARE:
            _mark(roles, blocks, SIGNATORIES)
    for i in range(1, len(roles) - 1):
        # "Andy Do" and "wojtek dr" between other names are names.
        between = roles[i - 1].reason == roles[i + 1].reason == SIGNATORIES and page.is_plain(i)
        if between and (page.length(i) <= FRAGMENT_WORDS or _is_name_with_post(page.bare(i))):
            _mark(roles, [i], SIGNATORIES)


def _is_name_with_post(paragraph: str) -> bool:
    """Return whether a paragraph is a name on a line of its own, above a post that may be in small letters."""
    name, line_end, post = paragraph.partition("\n")
    is_name = 2 <= len(name.split()) <= FRAGMENT_WORDS and all(word[:1].isupper() for word in name.split())
    return bool(line_end) and is_name and post.rstrip()[-1:] not in ".!?:;"


def _are_signed(page: SplitState, tail: Sequence[int]) -> bool:
    """Return whether the blocks below the last sentence are names with posts, or hold an address."""
    return bool(tail) and all(
        has_contact(page.words_of(i)) or _has_figure(page, i) or "," in page.bare(i) or "\n" in page.bare(i)
        for i in tail
    )


def _is_block(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    piece, line_text = page.pieces[i], page.bare(i)
    if roles[i].role not in (Role.BODY, Role.HEADING) or roles[i].question or piece.label is not None:
        return False
    if piece.kind is not BlockKind.PARAGRAPH or piece.level or _END.search(line_text):
        return False
    names = WEB.sub(" ", CONTACT.sub(" ", line_text))
    return any(character.isalpha() for character in names) and is_of_names(names)


def _capital_share(page: SplitState, blocks: Sequence[int]) -> float:
    long_words: list[str] = [w for i in blocks for w in re.findall(r"[^\W\d_]+", page.bare(i)) if len(w) >= LONG_WORD]
    return sum(word[0].isupper() for word in long_words) / max(1, len(long_words))


def _has_figure(page: SplitState, i: int) -> bool:
    return any(character.isdigit() for character in page.bare(i))


def _ends_sentence(page: SplitState, i: int) -> bool:
    return page.bare(i).rstrip("*_\"”’') ")[-1:] in (".", "!", "?")


def _mark(roles: list[RoleAssignment], blocks: Sequence[int], reason: str) -> None:
    """Mark blocks that count; a heading stays one, for it is no point."""
    for i in blocks:
        if roles[i].role is Role.BODY:
            roles[i] = furniture(reason, UNSURE)

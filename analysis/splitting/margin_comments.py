"""Comments in the margin: on somebody else's paper each is a point at the place it hangs on, on the author's own text
it may be a colleague's and is set aside for a person to look at.

A paper is somebody else's where most of it is commented on or it calls itself a draft, unless it is a letter or calls
itself a response.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.model import GREETING, MARGIN_COMMENT, SIGN_OFF, SIGNATURE, BlockKind
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.split_state import LIKELY, UNSURE, Role, RoleAssignment, SplitState, furniture

COMMENT = "a comment in the margin"
COMMENTED_ON = "the text that a comment in the margin is about"


SEVERAL = 2
"""Quotations of a paper with their places; one alone may be what a witness said."""

_PLACE = r"\(?(?:at |see |on |from )?(?:page|pg?\.?|para(?:graph)?\.?|section|clause|line|§) ?[\w.]+(?:[-–]\d+)?\)?"
_WORDS = r"[\"“‘].{8,600}[\"”’]"
_QUOTED = re.compile(
    rf"(?:{_PLACE}[:,]? )?{_WORDS}[,.]? {_PLACE}[.:]?$|{_PLACE}[:,]? {_WORDS}[.:]?$", re.IGNORECASE | re.DOTALL
)
"""A paragraph that quotes, and says on which page."""


def mark_quoted_paper(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what is quoted with its page above what is said of it, where several paragraphs are."""
    quoted = [
        i
        for i in range(len(roles) - 1)
        if roles[i].role is Role.BODY and page.is_plain(i) and _QUOTED.match(page.bare(i))
    ]
    said = [i for i in quoted if roles[i + 1].role in (Role.BODY, Role.ANSWER) and i + 1 not in quoted]
    for i in said if len(said) >= SEVERAL else ():
        roles[i] = RoleAssignment(Role.QUESTION, LIKELY, COMMENTED_ON, roles[i].question)


def is_comment(piece: LabelledPiece) -> bool:
    """Return whether a piece is a comment in the margin."""
    return piece.kind is BlockKind.COMMENT


def comment_role() -> RoleAssignment:
    """Return the role of a comment."""
    return RoleAssignment(Role.BODY, UNSURE, COMMENT)


def mark_commented_paper(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the paper as what is commented on, where comments hang on more than half of its paragraphs or correct them.

    A comment is one wherever it hangs, also below a signature.
    """
    paper = [i for i, role in enumerate(roles) if role.role is Role.BODY and not is_comment(page.pieces[i])]
    commented = set(_commented(page.pieces))
    commented |= {i for i in paper if page.pieces[i].is_corrected} if commented else set()
    is_most = sum(i in commented for i in paper) * 2 > len(paper) and not _is_own(page, roles)
    is_of_others = not paper or is_most or (commented and _is_draft(page))
    comment = comment_role() if is_of_others else furniture(MARGIN_COMMENT, UNSURE)
    for i, piece in enumerate(page.pieces):
        roles[i] = comment if is_comment(piece) else roles[i]
    for i in paper if is_of_others else ():
        roles[i] = RoleAssignment(Role.QUESTION, LIKELY, COMMENTED_ON, roles[i].question)


_DRAFT = re.compile(r"\b(?:draft|entwurf|vorentwurf|avant-projet|projet de|drafft)\b", re.IGNORECASE)
_REPLIES = re.compile(
    r"\b(?:response|submission|reply|comments?|evidence|letter|stellungnahme|antwort|réponse|ymateb)\b", re.IGNORECASE
)


def _is_draft(page: SplitState) -> bool:
    """Return whether a paper calls itself a draft of what is consulted on, and no draft of a response."""
    title = page.words_of(0) if page.pieces else ""
    return _DRAFT.search(title) is not None and _REPLIES.search(title) is None


def _is_own(page: SplitState, roles: Sequence[RoleAssignment]) -> bool:
    """Return whether a paper is its author's own: a letter, or what calls itself a response."""
    title = page.words_of(0) if page.pieces else ""
    return any(role.reason in (GREETING, SIGN_OFF, SIGNATURE) for role in roles) or _REPLIES.search(title) is not None


def _commented(pieces: Sequence[LabelledPiece]) -> list[int]:
    """Return the pieces that have a comment directly behind them."""
    return [i for i in range(len(pieces) - 1) if is_comment(pieces[i + 1]) and not is_comment(pieces[i])]

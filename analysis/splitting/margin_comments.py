"""Comments in the margin: on somebody else's paper each is a point at the place it hangs on, on the author's own text
it may be a colleague's and is set aside for a person to look at.

A respondent's own text with a colleague's comments is commoner than a paper sent back, and what colleagues write is
nobody's to publish. So a paper counts as somebody else's only where most of its paragraphs lay down what is to be and
none argues, most comments are sentences, and most of it is numbered and commented on or it calls itself a draft; a
letter, and what calls itself a response, never does. In doubt the text is the response. ``paper_quotations`` knows the
consultation's own paper again where it is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
    """Mark the paper as what is commented on where it is somebody else's, and set comments on one's own text aside.

    A comment is one wherever it hangs, also below a signature.
    """
    if not any(map(is_comment, page.pieces)):
        return
    paper = [i for i, role in enumerate(roles) if role.role is Role.BODY and not is_comment(page.pieces[i])]
    is_asked = any(role.role is Role.QUESTION for role in roles) and all(r.role is not Role.ANSWER for r in roles)
    is_of_others = _is_of_others(page, roles, paper) if paper else is_asked
    comment = comment_role() if is_of_others else furniture(MARGIN_COMMENT, UNSURE)
    for i, piece in enumerate(page.pieces):
        roles[i] = comment if is_comment(piece) else roles[i]
    for i in paper if is_of_others else ():
        roles[i] = RoleAssignment(Role.QUESTION, LIKELY, COMMENTED_ON, roles[i].question)


def _is_of_others(page: SplitState, roles: Sequence[RoleAssignment], paper: Sequence[int]) -> bool:
    """Return whether a paper is one of rules that argues nothing, and is numbered and commented on for the most part,
    or a draft."""
    if _is_own(page, roles) or not lays_down(page.words_of(i) for i in paper):
        return False
    said = [page.bare(i) for i, piece in enumerate(page.pieces) if is_comment(piece)]
    if sum(map(bool, map(_SENTENCE.search, said))) * 2 <= len(said):
        return False
    commented = set(_commented(page.pieces)) | {i for i in paper if page.pieces[i].is_corrected}
    numbered = [i for i in paper if page.pieces[i].label is not None]
    are_most = min(len(numbered), sum(i in commented for i in paper)) * 2 > len(paper)
    return are_most or _is_draft(page)


_SENTENCE = re.compile(r"\w[.!](?:\s|$)")
_ALLOWS = re.compile(r"\b(?:shall|may|must)\b")
_RULES = re.compile(rf"{_ALLOWS.pattern}|\b(?:is|are|be)(?: not)?(?: to be)? \w+(?:ed|[ai]ble)\b")
_ARGUES = re.compile(r"\bI\b|\b(?i:we|my|our|us|me|should|ought|needs?|cannot)\b")


def lays_down(paragraphs: Iterable[str]) -> bool:
    """Return whether most paragraphs say what is to be, one what may or shall, and none what its writer thinks.

    >>> lays_down(["The council may tow vehicles.", "Permits are issued to residents."])
    True
    >>> lays_down(["Suppliers should pay for it.", "Carers wash bedding at all hours."])
    False
    """
    said = list(paragraphs)
    is_of_rules = any(map(_ALLOWS.search, said)) and sum(map(bool, map(_RULES.search, said))) * 2 > len(said)
    return is_of_rules and not any(map(_ARGUES.search, said))


_DRAFT = re.compile(r"\b(?:draft|entwurf|vorentwurf|avant-projet|projet de|drafft)\b", re.IGNORECASE)
_REPLIES = re.compile(
    r"\b(?:response|submission|reply|comments?|evidence|letter|stellungnahme|antwort|réponse|ymateb)\b", re.IGNORECASE
)


def _is_draft(page: SplitState) -> bool:
    """Return whether a paper calls itself a draft."""
    return _DRAFT.search(page.words_of(0)) is not None


def _is_own(page: SplitState, roles: Sequence[RoleAssignment]) -> bool:
    """Return whether a paper is its author's own: a letter, or what calls itself a response."""
    is_letter = any(role.reason in (GREETING, SIGN_OFF, SIGNATURE) for role in roles)
    return is_letter or _REPLIES.search(page.words_of(0)) is not None


def _commented(pieces: Sequence[LabelledPiece]) -> list[int]:
    """Return the pieces that have a comment directly behind them."""
    return [i for i in range(len(pieces) - 1) if is_comment(pieces[i + 1]) and not is_comment(pieces[i])]

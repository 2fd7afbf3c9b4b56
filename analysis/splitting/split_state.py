"""The state that every step of splitting looks at: the pieces of a document, their words, the roles given so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from analysis.model import BlockKind, Question
from analysis.text import Span, words

if TYPE_CHECKING:
    from analysis.splitting.labelled_pieces import LabelledPiece

SURE, LIKELY, UNSURE = 1.0, 0.8, 0.5
"""How far a role may be trusted: declared or unmistakable; told by its looks and place; a guess that loses little."""

ABOVE_QUESTIONS = "above the first question, so perhaps the form's own words"
"""The reason of a point in doubt: a form introduces its questions, and a respondent may write there as well."""

MARKS = "*_# \t\n"
"""What may stand around a line's words without changing them: emphasis and heading marks, white space."""


LONGEST_NAME = 60
"""Characters of a heading such as "Your details"."""


LAYOUT = "head, foot, signature or quoted message"
"""Why a piece is no argument that the reader of its format has set aside."""

FRAGMENT_WORDS = 3
"""So few words say nothing by themselves, unless they answer a question or are somebody's sentence."""


class Role(StrEnum):
    """A piece's part in a response."""

    HEADING = "heading"
    QUESTION = "question"
    ANSWER = "answer"
    FURNITURE = "furniture"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    """A piece's role, how sure that is, and why if it is not plain."""

    role: Role
    confidence: float = SURE
    reason: str | None = None
    question: str | None = None


def furniture(reason: str, confidence: float = LIKELY) -> RoleAssignment:
    """Return the role of what stands around the points."""
    return RoleAssignment(Role.FURNITURE, confidence, reason)


@dataclass(frozen=True, slots=True)
class SplitState:
    """A document's pieces, and the questions that the consultation asked."""

    text: str
    pieces: Sequence[LabelledPiece]
    asked: Sequence[Question] = ()
    is_of_another_paper: bool = False
    """Whether its numbered questions are those of another consultation, and their numbers none of ours."""

    lengths: dict[int, int] = field(default_factory=dict)
    """The numbers of words that were counted already: every step asks for them."""

    def cites(self, i: int) -> str | None:
        """Return the number of our question that a piece's label cites."""
        label = self.pieces[i].label
        return label.cites if label and not self.is_of_another_paper else None

    def words_of(self, i: int) -> str:
        """Return the words of a piece, without its label."""
        return self.text[self.pieces[i].start : self.pieces[i].end]

    def bare(self, i: int) -> str:
        """Return the words of a piece without the marks around them."""
        return self.words_of(i).strip(MARKS)

    def length(self, i: int) -> int:
        """Return the number of words in a piece."""
        if i not in self.lengths:
            self.lengths[i] = len(words(self.words_of(i)))
        return self.lengths[i]

    def span(self, i: int) -> Span:
        """Return the span of a piece, without its label."""
        return Span(self.pieces[i].start, self.pieces[i].end)

    def is_named(self, i: int, names: re.Pattern[str]) -> bool:
        """Return whether a piece is an unnumbered line that says one of these names and no more."""
        line_text = self.bare(i).rstrip(": ")
        return self.pieces[i].label is None and len(line_text) <= LONGEST_NAME and names.match(line_text) is not None

    def is_number_of_parts(self, i: int) -> bool:
        """Return whether a piece is only a number whose first part stands directly behind it: "3." in "3. (a)"."""
        piece, next_pieces = self.pieces[i], self.pieces[i + 1 : i + 2]
        return bool(piece.label and piece.start == piece.end and next_pieces and next_pieces[0].outer == piece.end)

    def is_plain(self, i: int) -> bool:
        """Return whether a piece is unnumbered, and not a heading by its layout."""
        return self.pieces[i].label is None and self.pieces[i].kind is not BlockKind.HEADING

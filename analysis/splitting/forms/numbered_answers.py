"""Numbered answers: "1. Yes, because …", "2. No", whose author's numbers may be those of the questions.

The rule: *a list from 1 to N, of which two items in three begin as an answer does, answers the questions of its numbers
where the response says so: it quotes each of them, or the line above says nothing but that the answers to all questions
follow, and there are as many.* Where nothing says so the numbers stay the author's own, and the list is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.model import LOOK_AT_IT, BlockKind, Question
from analysis.splitting import questions
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.labels.label_sequence import ChosenLabel, runs_through
from analysis.splitting.nested_lists import list_members, list_numbers
from analysis.splitting.phrases.form_phrases import announces_answers, announces_answers_to_all
from analysis.splitting.split_state import Role, RoleAssignment, SplitState, furniture

LEAST_ITEMS = 3
"""Two numbers may be any; three in order are a list."""

ANSWERED = 2 / 3
"""Share of a list's items that begin as answers do."""

NAMING = "question 1"
"""The scheme of numbers that name questions."""

PERHAPS = f"this number and those below may be those of the questions, but the response does not say so; {LOOK_AT_IT}"

_QUOTED_NUMBER = re.compile(r"[> \t]*(?:q(?:uestion)?\.? ?)?(\d{1,3})[.):]*\s+(?=\S)", re.IGNORECASE)


def at_their_questions(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> list[LabelledPiece]:
    """Return the pieces, numbered answers with labels that name their questions, or the first of them in doubt."""
    answering = [members for members in _lists(pieces) if _are_answers(text, pieces, members, asked)] if asked else []
    if not answering:
        return list(pieces)
    quoted = _quoted(text, pieces, asked)
    tied = list(pieces)
    for members in answering:
        are_bare = _are_answers(text, pieces, members, asked, are_bare=True)
        keys = _keys(len(members), asked) if _is_said_above(text, pieces, members[0]) else []
        if not keys and are_bare:
            keys = [quoted[number] for number in range(1, len(members) + 1) if number in quoted]
        if len(keys) == len(members):
            for i, key in zip(members, keys, strict=True):
                tied[i] = _named(tied[i], key)
        elif are_bare and (chosen := tied[members[0]].chosen):
            tied[members[0]] = replace(tied[members[0]], chosen=replace(chosen, oddity=chosen.oddity or PERHAPS))
    return tied


def mark_announcements(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a line that only says that answers follow, where a numbered list does."""
    for members in _lists(page.pieces):
        above = members[0] - 1
        is_plain = above >= 0 and roles[above].role in (Role.BODY, Role.HEADING) and page.pieces[above].label is None
        if is_plain and announces_answers(page.bare(above)):
            roles[above] = furniture("cover note")


def _lists(pieces: Sequence[LabelledPiece]) -> Iterator[list[int]]:
    """Yield the pieces of each list of plain numbers from 1 on that no other number stands above."""
    are_items = [
        bool(
            piece.chosen
            and not piece.chosen.label.cites
            and len(piece.chosen.stack) == 1
            and runs_through(piece.chosen.stack[-1])
            and piece.kind not in (BlockKind.FURNITURE, BlockKind.QUESTION)
        )
        for piece in pieces
    ]
    if sum(are_items) < LEAST_ITEMS:
        return
    for members in list_members(list_numbers(pieces), are_items).values():
        numbers = [chosen.stack[-1][1][0] for i in members if (chosen := pieces[i].chosen)]
        if len(numbers) >= LEAST_ITEMS and numbers == list(range(1, len(numbers) + 1)):
            yield members


def _are_answers(
    text: str,
    pieces: Sequence[LabelledPiece],
    members: Sequence[int],
    asked: Sequence[Question],
    are_bare: bool = False,
) -> bool:
    """Return whether most begin as answers do; ``are_bare``: with a "Yes" or "Agree", which no other list has."""
    begins = questions.begins_with_closed_answer if are_bare else questions.begins_as_answer
    return sum(begins(text[pieces[i].start : pieces[i].end], asked) for i in members) >= ANSWERED * len(members)


def _quoted(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> dict[int, str]:
    """Return the keys of the questions that a response quotes, by the numbers that they have there."""
    quoted: dict[int, str] = {}
    for piece in pieces:
        whole = text[piece.outer : piece.end]
        for said in {whole, *whole.splitlines()} if "?" in whole else ():
            number = _QUOTED_NUMBER.match(said)
            key = questions.repeated_key(said[number.end() :], asked) if number else None
            if number and key:
                quoted.setdefault(int(number[1]), key)
    return quoted


def _keys(count: int, asked: Sequence[Question]) -> list[str]:
    """Return the keys of all questions by their numbers; none where there are more or fewer, or others."""
    keys = [questions.match_key(f"Q{number}", asked) for number in range(1, count + 1)]
    known = [question.key for question in asked]
    return known if keys == known else []


def _is_said_above(text: str, pieces: Sequence[LabelledPiece], first: int) -> bool:
    above = text[pieces[first - 1].start : pieces[first - 1].end] if first else ""
    return first > 0 and pieces[first - 1].label is None and announces_answers_to_all(above)


def _named(piece: LabelledPiece, key: str) -> LabelledPiece:
    """Return a piece whose number names a question."""
    if piece.chosen is None:
        return piece
    label = replace(piece.chosen.label, cites=key)
    return replace(piece, chosen=ChosenLabel(label, ((NAMING, piece.chosen.stack[-1][1]),), piece.chosen.oddity))

"""Numbered answers: "1. Yes, because …", "2. No", whose author's numbers are those of the questions.

The rule: *a list of which every number is a question's answers them if most items begin as an answer does, or speak of
what their own question asks more than of any other; below a line that says that answers follow, if no more speak of
another question than of their own.* A list that nearly is one keeps its author's numbers, and is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.model import LOOK_AT_IT, BlockKind, Document, Question
from analysis.splitting import questions
from analysis.splitting.labelled_pieces import LabelledPiece, cut_at_labels
from analysis.splitting.labels.label_sequence import ChosenLabel, Stack, runs_through
from analysis.splitting.nested_lists import list_members, list_numbers
from analysis.splitting.split_state import MARKS
from analysis.text import words

SEVERAL = 2

NAMING = "question 1"
"""The scheme of numbers that name questions."""

ANSWER_MARKS = ("A1 1", "A.1 1")
"""The schemes of "A1", "A2" …, which are read in two ways."""

PERHAPS = f"its number and those below it may be those of the questions; {LOOK_AT_IT}"

LEAD_WORDS = 25
"""Words of a line that says that answers follow."""

_LEAD = re.compile(r"\b(?:answer(?:s|ing)?|questions)\b(?!.*\?)", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(
    r"^[> \t]*(?:q(?:uestion)?\.? ?)?(\d{1,3})[.):]*[^\S\n]+([^\s>][^\n]*\?)\W*$", re.IGNORECASE | re.MULTILINE
)


def at_their_questions(
    document: Document, pieces: Sequence[LabelledPiece], asked: Sequence[Question]
) -> list[LabelledPiece]:
    """Return the pieces, those whose numbers are the questions' with labels that name the questions."""
    named = _named_pieces(document, pieces, asked)
    return _renamed(pieces, named) if named else list(pieces)


def _named_pieces(
    document: Document, pieces: Sequence[LabelledPiece], asked: Sequence[Question]
) -> dict[int, ChosenLabel]:
    numbered = _numbered(document, asked)
    named: dict[int, ChosenLabel] = {}
    if len(numbered) >= SEVERAL:
        are_items = [_is_item(piece) for piece in pieces]
        for members in list_members(list_numbers(pieces), are_items).values():
            named |= _named(document.text, pieces, members, numbered)
    return named


def _is_item(piece: LabelledPiece) -> bool:
    if piece.chosen is None or piece.chosen.label.cites:
        return False
    scheme, value = piece.chosen.stack[-1]
    return runs_through((scheme, value)) or (scheme in ANSWER_MARKS and value[:-1] in ((), (1,)))


def quoted_questions(document: Document) -> list[Question]:
    """Return the numbered questions of a message that a response quotes, where it answers them by their numbers."""
    quoted = [Question(f"Q{number}", question) for number, question in _quoted(document).items()]
    named = _named_pieces(document, cut_at_labels(document), quoted) if len(quoted) >= SEVERAL else {}
    return quoted if any(chosen.label.cites for chosen in named.values()) else []


def _numbered(document: Document, asked: Sequence[Question]) -> dict[int, Question]:
    """Return the questions by their numbers: as the message quotes them, else as the consultation does."""
    by_key = {question.key: question for question in asked}
    quoted = ((number, questions.repeated_key(quoted, asked)) for number, quoted in _quoted(document).items())
    in_order = ((number, questions.match_key(f"Q{number}", asked)) for number in range(1, len(asked) + 1))
    return {number: by_key[key] for number, key in [*in_order, *quoted] if key in by_key}


def _quoted(document: Document) -> dict[int, str]:
    found = _QUOTED.finditer(document.text) if "?" in document.text else ()
    return {
        int(match[1]): match[2]
        for match in found
        if match.group().startswith(">") or _is_set_aside(document, match.start(2))
    }


def _is_set_aside(document: Document, offset: int) -> bool:
    others = (BlockKind.FURNITURE, BlockKind.QUESTION)
    return any(block.kind in others and block.start <= offset < block.end for block in document.blocks)


def _named(
    text: str, pieces: Sequence[LabelledPiece], members: Sequence[int], numbered: Mapping[int, Question]
) -> dict[int, ChosenLabel]:
    """Return the labels that the items of a list have if they answer the questions, or may, by their pieces."""
    chosen = [label for i in members if (label := pieces[i].chosen)]
    numbers = [label.stack[-1][1][-1] for label in chosen]
    is_counted = len(numbers) >= SEVERAL and numbers == sorted(set(numbers)) and numbered.keys() >= set(numbers)
    if not is_counted:
        return {}
    votes = [
        _vote(text[pieces[i].start : pieces[i].end], numbered[number], numbered)
        for i, number in zip(members, numbers, strict=True)
    ]
    fits, against = votes.count(True), votes.count(False)
    is_announced = members[0] > 0 and _announces(text, pieces[members[0] - 1])
    answers = fits >= against if is_announced else fits >= SEVERAL and fits * 2 > len(votes)
    if not answers and (fits < SEVERAL or fits < against):
        return {}
    return {
        i: ChosenLabel(
            replace(label.label, cites=numbered[number].key) if answers else label.label,
            (*label.stack[:-1], (NAMING, (number,))),
            None if answers or number != numbers[0] else PERHAPS,
        )
        for i, label, number in zip(members, chosen, numbers, strict=True)
    }


def _vote(item: str, question: Question, numbered: Mapping[int, Question]) -> bool | None:
    """Return whether an item answers its question, False where it speaks of another or asks; None: nothing tells."""
    if questions.begins_as_answer(item, numbered.values()):
        return True
    if item.rstrip(MARKS).endswith("?"):
        return False
    shared = {other.key: questions.shared_subject(item, other.text) for other in numbered.values()}
    most = max(shared.values())
    if not most or list(shared.values()).count(most) > 1:
        return None
    return shared[question.key] == most


def _announces(text: str, above: LabelledPiece) -> bool:
    said = text[above.start : above.end]
    return above.label is None and len(words(said)) <= LEAD_WORDS and _LEAD.search(said) is not None


def _renamed(pieces: Sequence[LabelledPiece], named: Mapping[int, ChosenLabel]) -> list[LabelledPiece]:
    """Return the pieces, those named with their new labels and those below them with these above their own."""
    stacks: dict[Stack, Stack] = {}
    renamed: list[LabelledPiece] = []
    for i, piece in enumerate(pieces):
        chosen = named.get(i, piece.chosen)
        if piece.chosen and i in named:
            stacks[piece.chosen.stack] = named[i].stack
        elif piece.chosen and chosen:
            stack = piece.chosen.stack
            stacks.pop(stack, None)
            depth = next((depth for depth in range(len(stack), 0, -1) if stack[:depth] in stacks), 0)
            chosen = replace(chosen, stack=(*stacks[stack[:depth]], *stack[depth:])) if depth else chosen
        renamed.append(replace(piece, chosen=chosen))
    return renamed

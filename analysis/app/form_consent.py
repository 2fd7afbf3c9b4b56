"""Form consent: what is ticked, or typed, at a form's question about publication, by the rule that tables have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from analysis.model import BlockKind, Publish
from analysis.reading.table import consent
from analysis.reading.table.consent_questions import Asks, classify_question
from analysis.splitting.forms.tick_boxes import OPTION_WORDS, cut_at_boxes
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import words

BETWEEN = 3
"""Lines that may stand between a question and its boxes: a note how to tick, what a PDF has of the next column."""

_LINE = re.compile(r"[^\n]*\w[^\n]*")
_QUESTION = re.compile(r"(?P<asked>.*(?:\?|:(?=\s|$)))\W*(?P<answer>.*)", re.DOTALL)
_YES_OR_NO = re.compile(r"yes\W+(?:or )?no\b|ydw\W+nac ydw\b|ja\W+nein\b|oui\W+non\b", re.IGNORECASE)
_OF_STATEMENT = {
    Asks.REFUSES: Publish.NO,
    Asks.NO_NAME: Publish.ANONYMOUS,
    Asks.NAMELESS: Publish.ANONYMOUS,
}


@dataclass(slots=True)
class _Choice:
    """A question about publication that is not answered yet, and what is ticked below it."""

    asked: str = ""
    lines: int = 0
    ticked: list[str] = field(default_factory=list)
    is_open: bool = False


def form_consent(text: str) -> tuple[Publish, str] | None:
    """Return what a form is ticked or answered to keep back, and in which words; the stricter where two are.

    >>> form_consent("May we publish your response?\\n☐ Yes, with my name ☐ Yes, but without my name ☒ No")
    (<Publish.NO: 'no'>, 'May we publish your response? No')
    """
    pieces = [LabelledPiece(BlockKind.PARAGRAPH, *(found.start(),) * 2, found.end()) for found in _LINE.finditer(text)]
    found = [answer for answer in _answers(text, cut_at_boxes(text, pieces)) if answer[0] is not Publish.YES]
    return min(found, key=lambda one: one[0] is not Publish.NO, default=None)


def _answers(text: str, pieces: Iterable[LabelledPiece]) -> Iterator[tuple[Publish, str]]:
    """Yield every permission that is ticked or typed."""
    choice = _Choice()
    for piece in pieces:
        said = " ".join(text[piece.start : piece.end].split())
        if piece.given in (Given.OPTION, Given.TICKED):
            choice.is_open = True
            choice.ticked += [said] if piece.given is Given.TICKED else []
            continue
        if choice.is_open:
            yield from _ticked(choice)
            choice = _Choice()
        found = _QUESTION.match(said)
        asked, answer = (found["asked"], found["answer"]) if found else (said, said)
        if consent.is_asked(asked):
            choice = _Choice(asked)
            answer = answer if found else ""
        elif found:
            choice = _Choice()
        if choice.asked and answer and consent.says_yes_or_no(answer):
            yield from _typed(choice.asked, answer)
            choice = _Choice()
        choice.lines += 1
        if choice.lines > BETWEEN or len(words(answer)) > OPTION_WORDS:
            choice = _Choice()
    yield from _ticked(choice)


def _ticked(choice: _Choice) -> Iterator[tuple[Publish, str]]:
    for option in choice.ticked:
        permission = _OF_STATEMENT.get(classify_question(option)) if _is_statement(option) else None
        if permission is None and choice.asked:
            try:
                permission = consent.meaning(choice.asked, option, {})
            except consent.Unclear:
                permission = None if consent.says_yes_or_no(option) or _is_statement(option) else Publish.NO
        if permission:
            yield permission, f"{choice.asked} {option}".strip()


def _is_statement(option: str) -> bool:
    """Return whether what is ticked says by itself what may be done with the response."""
    return consent.is_asked(option) or consent.is_answer(option)


def _typed(asked: str, answer: str) -> Iterator[tuple[Publish, str]]:
    if _YES_OR_NO.match(answer) or len(words(answer)) > OPTION_WORDS:
        return
    try:
        permission = consent.meaning(asked, answer, {})
    except consent.Unclear:
        return
    if permission:
        yield permission, f"{asked} {answer}"

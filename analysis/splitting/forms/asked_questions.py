"""Asked questions: what a consultation asks, found in its own document or in a list that somebody pastes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from analysis.model import BlockKind, Document, Question
from analysis.splitting.forms.form_questions import LEAST_WORDS, LONGEST_WORDS
from analysis.splitting.questions import asks
from analysis.text import one_line

_WORD = r"(?:consultation )?(?:questions?|q)\.? ?"
_NUMBERED = re.compile(
    rf"{_WORD}(\d{{1,3}}) ?\(?([a-h]?)\)?(?![\w%/])(?! of \d)\s*[.:)\-–—]*\s*(.*)", re.IGNORECASE | re.DOTALL
)
"""A line that bears a question's number: "Question 4: Do you agree …", "Q4a. Do you agree …", "Question 4"."""

_LISTED = re.compile(r"(\d{1,3}) ?\(?([a-h]?)\)?[.:)\t]\s*(\S.*)", re.IGNORECASE | re.DOTALL)
"""A line of a list: "4. Do you agree …"; "5 years ago, did you …" is none."""


def questions_in_list(pasted: str) -> tuple[Question, ...]:
    """Return the questions in a list, one on each line; those without a number are numbered by their place."""
    lines = [line for line in map(str.strip, pasted.splitlines()) if line]
    questions = []
    for place, line in enumerate(lines, 1):
        numbered = _NUMBERED.fullmatch(line) or _LISTED.fullmatch(line)
        key, text = _read(numbered) if numbered and numbered[3].strip() else (f"Q{place}", line)
        questions.append(Question(key, one_line(text)))
    return tuple(questions)


def questions_asked(document: Document) -> tuple[Question, ...]:
    """Return the questions that a consultation's document asks, in its order, each once.

    Lines that bear the number of a question are its questions; a document that has none is searched for lines that ask.
    """
    lines = [(block.kind, one_line(document.text[block.start : block.end])) for block in document.blocks]
    texts = [text for kind, text in lines if kind is not BlockKind.FURNITURE and text]
    return tuple(_once(_numbered(texts))) or tuple(_once(_asking(texts)))


def _numbered(texts: Sequence[str]) -> Iterator[Question]:
    for place, text in enumerate(texts):
        numbered = _NUMBERED.fullmatch(text)
        if numbered is None:
            continue
        key, words = _read(numbered)
        # "Question 4" may be a heading, with the words of the question below it.
        words = words or (texts[place + 1] if place + 1 < len(texts) else "")
        if _is_long_enough(words) and ("?" in words or _INVITES.match(words)):
            yield Question(key, words)


_INVITES = re.compile(
    r"(?:please|if (?:so|not|yes|no)|to what extent|(?:do|does|is|are|what|which|how|why|should)\b)", re.I
)
"""How a question begins that has no question mark."""


def _asking(texts: Sequence[str]) -> Iterator[Question]:
    asking = dict.fromkeys(text for text in texts if asks(text) and _is_long_enough(text))
    for place, text in enumerate(asking, 1):
        listed = _LISTED.fullmatch(text)
        yield Question(f"Q{place}", one_line(listed[3]) if listed else text)


def _is_long_enough(text: str) -> bool:
    return LEAST_WORDS <= len(text.split()) <= LONGEST_WORDS


def _read(numbered: re.Match[str]) -> tuple[str, str]:
    return f"Q{int(numbered[1])}{numbered[2].lower()}", one_line(numbered[3])


def _once(questions: Iterable[Question]) -> Iterator[Question]:
    """Yield the first question of each number: many papers list theirs again in an annex."""
    seen: set[str] = set()
    for question in questions:
        if question.key not in seen:
            seen.add(question.key)
            yield question

"""Questions of the consultation, recognised where a response repeats or cites them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.model import Question
from analysis.text import words

SAME = 0.7
"""Share of words in common from which a line repeats a question: respondents shorten and mistype."""

PARLIAMENTARY = re.compile(
    r"to ask (?:the (?:secretary of state|minister|prime minister|chancellor|attorney|solicitor|hon|right hon|leader"
    r"|chair|president|deputy|first)|(?:her|his) majesty)",
    re.IGNORECASE,
)
CITED = re.compile(r"(?:in (?:response|answer|reply) to |re:? ?)?(?:question|q)\.? ?(\d{1,3})(?: ?\(?([a-h])\)?)?\b", re.IGNORECASE)
ANSWER = re.compile(
    r"(?:yes|no|not sure|unsure|don['’]?t know|neither(?: agree nor disagree)?|(?:strongly |partly |tend to )?(?:dis)?agree"
    r"(?: strongly)?|maybe|n/?a|none|not applicable|no comments?|not answered)\W*$",
    re.IGNORECASE,
)


def is_parliamentary(line: str) -> bool:
    """Whether a line is a question to a minister, as Parliament words them."""
    return PARLIAMENTARY.match(line.strip("*_ ")) is not None


def is_closed_answer(line: str) -> bool:
    """Whether a line answers a closed question and says nothing else."""
    return ANSWER.match(line.strip("*_ \t")) is not None


def cited(line: str, questions: Sequence[Question]) -> str | None:
    """The key of the question that a line names by its number ("Question 3(b)"), or None."""
    match = CITED.match(line.strip("*_ #\t"))
    if not match:
        return None
    return _key(f"Q{match[1]}" + (f"({match[2].lower()})" if match[2] else ""), questions)


def _key(number: str, questions: Sequence[Question]) -> str:
    """A number as the consultation writes it, or as it stands where the consultation has no such question."""
    plain = number.replace("(", "").replace(")", "").lower()
    for question in questions:
        if question.key.replace("(", "").replace(")", "").replace(".", "").lower() in (plain, plain.removeprefix("q")):
            return question.key
    return number


def repeated(line: str, questions: Sequence[Question]) -> str | None:
    """The key of the question whose words a line repeats, or None."""
    told = set(words(line))
    best, key = 0.0, None
    for question in questions:
        asked = set(words(question.text))
        share = len(told & asked) / max(1, len(told | asked))
        if share > best:
            best, key = share, question.key
    return key if best >= SAME else None

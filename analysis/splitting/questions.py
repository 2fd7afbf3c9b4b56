"""Questions of the consultation, recognised where a response repeats or cites them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.model import Question
from analysis.text import words

SAME = 0.7
"""Share of words in common from which a line repeats a question: respondents shorten and mistype."""

PARLIAMENTARY = re.compile(
    r"to ask (?:the (?:secretary of state|minister|prime minister|chancellor|attorney|solicitor|hon|right hon|leader"
    r"|chair|president|deputy|first)|(?:her|his) majesty)",
    re.IGNORECASE,
)
_NUMBER = r"(?:questions?|q)\.? ?(\d{1,3})(?: ?\(?([a-h])\)?)?(?![\w%])"
CITED = re.compile(
    r"(?:(?:in )?(?:our |my )?(?:response|answer|reply|answering|replying) to |re:? ?|on )?"
    # "Q4 2013" is a quarter of a year.
    rf"{_NUMBER}(?! ?(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
ANSWER = re.compile(
    r"(?:yes|no|not sure|unsure|don['’]?t know|neither(?: agree nor disagree)?"
    r"|(?:strongly |partly |tend to )?(?:dis)?agree(?: strongly)?|maybe|n/?a|none|not applicable|not answered"
    r"|(?:no|nothing|none)(?: (?:further|other|more|additional))?(?: comments?| thanks| thank you| to add)?)\W*$",
    re.IGNORECASE,
)


_INSTRUCTION = re.compile(
    r"\?[\"'”’)]*\s*(?:\(?\s*(?:please|if (?:so|not|yes|no|you)|explain|give|state|tick|select|circle|yes ?/ ?no|why"
    r"|tell us|provide|describe|outline|comment)\b.{0,120})$",
    re.IGNORECASE | re.DOTALL,
)
"""What a form adds to its question: "? Please give your reasons.", "? (Yes/No)"."""

_BOX = re.compile(r"\[[ xX✓✔]?\]|\([ xX✓✔]\)|[☐☑☒✓✔□■]")
_OFFERED = re.compile(
    r"(?:\W*+(?:yes|no|not sure|unsure|don['’]?t know|(?:strongly |partly |tend to )?(?:dis)?agree(?: strongly)?"
    r"|neither(?: agree nor disagree)?|n/?a)\b)+\W*+$",
    re.IGNORECASE,
)


def asks(line: str) -> bool:
    """Whether a line is one question, with no more after it than a form's instruction."""
    bare = line.rstrip("*_ \n")
    return bare.endswith("?") or (bare.count("?") == 1 and _INSTRUCTION.search(bare) is not None)


def is_ticked(line: str) -> bool:
    """Whether a line offers answers with boxes to tick ("Yes [x]  No [ ]")."""
    offered, boxes = _BOX.subn(" ", line)
    return boxes > 0 and _OFFERED.match(offered) is not None


def is_parliamentary(line: str) -> bool:
    """Whether a line is a question to a minister, as Parliament words them."""
    return PARLIAMENTARY.match(line.strip("*_ ")) is not None


def is_closed_answer(line: str) -> bool:
    """Whether a line answers a closed question and says nothing else."""
    return ANSWER.match(line.strip("*_ \t")) is not None


def cited(line: str, questions: Sequence[Question]) -> str | None:
    """The key of the question that a line begins by naming ("Question 3(b)", "In answer to Q3"), or None."""
    match = CITED.match(line.strip("*_ #\t"))
    return _key(match, questions) if match else None


def names_only(line: str, questions: Sequence[Question]) -> str | None:
    """The key of the question of which a line holds the number and nothing else, or None."""
    match = CITED.fullmatch(line.strip("*_ #\t.:"))
    return _key(match, questions) if match else None


def _key(match: re.Match[str], questions: Sequence[Question]) -> str:
    return key(f"Q{match[1]}" + (f"({match[2].lower()})" if match[2] else ""), questions)


def key(number: str, questions: Sequence[Question]) -> str:
    """A number as the consultation writes it, or as it stands where the consultation has no such question."""
    plain = number.replace("(", "").replace(")", "").lower()
    for question in questions:
        if question.key.replace("(", "").replace(")", "").replace(".", "").lower() in (plain, plain.removeprefix("q")):
            return question.key
    return number


def repeated(line: str, questions: Sequence[Question]) -> str | None:
    """The key of the question whose words a line repeats, or None."""
    if not questions:
        return None
    told = frozenset(words(line))
    best, found = 0.0, None
    for question in questions:
        asked = _words_of(question.text)
        share = len(told & asked) / max(1, len(told | asked))
        if share > best:
            best, found = share, question.key
    return found if best >= SAME else None


@lru_cache(maxsize=1024)
def _words_of(question: str) -> frozenset[str]:
    return frozenset(words(question))

"""Cover notes: words of a message that only say where the response is, attached or below, and are none of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.redacting.refusals import refusal
from analysis.text import words

LONGEST = 80
"""Words of a cover note; a longer one says more."""

LONGEST_NAME = 6
"""Words of a line without a full stop that may be a greeting, a name or a post."""

_MARKED = r"(?:below|beneath|inline|in line|in (?:red|blue|green|bold|colour|italics))"
_POINTS = re.compile(
    r"\b(?:attach(?:ed|ing|ments?)?|enclos(?:e|ed|ing|ures?)|herewith|anbei|im anhang|beigefügt|ci-joint\w*"
    r"|pièces? jointes?|ynghlwm|wedi'i atodi|amgaeaf|amgaeedig)\b"
    rf"|\b(?:see|read|find|note|refer to|consider)\b[^.!?]{{0,60}}\b(?:{_MARKED}|forwarded)\b"
    r"|\b(?:answers?|comments?|repl(?:y|ies)|responses?|submission|letter|thoughts|views)\b[^.!?]{0,20}"
    rf"\b(?:is|are|follows?)\b[^.!?]{{0,20}}\b{_MARKED}\b",
    re.IGNORECASE,
)
"""What says that the response is somewhere else."""

_ARGUES = re.compile(
    r"\b(?:i|we) (?:\w+ )?(?:object|oppose|support|agree|disagree|welcome|reject|urge)\b"
    r"|\b(?:must|ought|wrong|because)\b|\bshould (?!you\b)",
    re.IGNORECASE,
)
"""What answers a question, though it may speak of something attached."""

_COURTESY = re.compile(
    r"\b(?:thanks|thank you|diolch|danke|merci|look(?:ing)? forward|hesitate|let me know|get in touch|contact (?:me|us)"
    r"|(?:acknowledge|confirm)(?:\w+ )? ?(?:safe )?receipt|any (?:questions|queries|problems)|further information"
    r"|on behalf of|for your (?:attention|consideration|information|records)|hope this (?:helps|is)|apologies|sorry for"
    r"|dear|hello|hi|(?:kind|best|warm) (?:regards|wishes)|yours (?:sincerely|faithfully)"
    r"|happy to (?:discuss|talk|meet))\b",
    re.IGNORECASE,
)
"""What people write beside that, and what answers nothing either."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")


def only_points_elsewhere(paragraphs: Iterable[str]) -> bool:
    """Return whether words only say where the response is.

    >>> only_points_elsewhere(["Dear team", "Please find our response attached.", "Regards", "Ann"])
    True
    >>> only_points_elsewhere(["We object for the reasons in the attached letter."])
    False
    >>> only_points_elsewhere(["Please treat the attached as confidential."])
    False
    """
    sentences = [
        sentence for paragraph in paragraphs for sentence in _SENTENCE_END.split(paragraph.strip()) if words(sentence)
    ]
    is_short = sum(len(words(sentence)) for sentence in sentences) <= LONGEST
    return is_short and any(map(_POINTS.search, sentences)) and all(map(_says_nothing_else, sentences))


def _says_nothing_else(sentence: str) -> bool:
    if _ARGUES.search(sentence) or refusal(sentence):
        return False
    is_line = not sentence.rstrip().endswith((".", "!", "?")) and len(words(sentence)) <= LONGEST_NAME
    return is_line or _POINTS.search(sentence) is not None or _COURTESY.search(sentence) is not None

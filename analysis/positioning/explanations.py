"""Explanations: questions that ask for nothing but reasons or further remarks, which nobody is for or against.

"Please explain your answer" asks what somebody says of the question before it, and has the position taken on that;
"Any other comments?" has none. What a question asks for follows from its words, and from the question that it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from analysis.model import Consultation, Question, Response, SegmentKind
from analysis.positioning.closed_position import closed_position, is_yes_or_no

_REASONS = re.compile(
    r"\b(?:explain|explanations?|why|reasons?|reasoning|rationale|elaborate|expand|justify|justification|clarify|"
    r"details?|comments?|evidence|specify|more|what makes you)\b"
)
_FURTHER = re.compile(
    r"\b(?:any|some)thing (?:else|further|more)\b|\b(?:other|further|additional|final|general) (?:\w+ ){0,2}?"
    r"(?:comments?|thoughts?|observations?|remarks?|suggestions?|views?|points?|issues?)\b"
)
_OWN_ANSWER = re.compile(r"\b(?:answers?|responses?|answered|why|reasons?|explain|choice|selected|chose)\b")
_SIDES = re.compile(r"\b(?:agree|disagree|support|oppose|favour|object|view|views|opinion|think|feel|proposals?)\b")
_SENTENCE = re.compile(r"[^.?!]+")
_FORM_WORDS = re.compile(
    r"(?:a|about|above|add|additional|an|and|answer|answered|answers|any|are|as|at|below|box|can|characters|choice|"
    r"chose|chosen|could|did|do|each|examples?|for|free|from|further|gave|give|given|have|here|how|i|if|in|include|"
    r"including|into|is|it|know|let|limit|made|make|makes|max|maximum|no|not|of|on|option|optional|or|other|our|"
    r"please|possible|provide|question|questions|relevant|response|responses|say|says|select|selected|share|so|"
    r"space|specific|state|such|tell|text|that|the|these|this|those|to|up|us|use|using|was|we|what|where|which|"
    r"with|words|would|write|yes|you|your|q?\d+[a-z]?)"
)


@lru_cache(maxsize=1024)
def asks_for_reasons(text: str) -> bool:
    """Return whether a question asks for the reasons of another answer, and names no subject of its own.

    >>> asks_for_reasons("Please explain your answer"), asks_for_reasons("Why should the fee rise?")
    (True, False)
    """
    folded = _folded(text)
    if not _REASONS.search(folded) or asks_for_further_remarks(text) or any(map(_takes_sides, _SENTENCE.findall(text))):
        return False
    left = _SIDES.sub(" ", _REASONS.sub(" ", folded))
    return all(_FORM_WORDS.fullmatch(word) for word in re.findall(r"\w+", left))


def _takes_sides(sentence: str) -> bool:
    """Return whether one sentence of a question asks which side somebody takes."""
    folded = _folded(sentence)
    return is_yes_or_no(Question("", sentence.strip())) and bool(_SIDES.search(folded)) and not _REASONS.search(folded)


@lru_cache(maxsize=1024)
def asks_for_further_remarks(text: str) -> bool:
    """Return whether a question asks for whatever else somebody wants to say.

    >>> asks_for_further_remarks("Do you have any other comments?")
    True
    """
    folded = _folded(text)
    return bool(_FURTHER.search(folded)) and not _OWN_ANSWER.search(folded)


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def explained_questions(consultation: Consultation, response: Response) -> dict[str, str | None]:
    """Return the questions that have no position of their own, each with the one that it explains, or None.

    A question of which the consultation says whether it has a position is none of them.
    """
    return dict(_explained_in(consultation.questions, tuple(_asked_in(response))))


@lru_cache(maxsize=256)
def _explained_in(questions: tuple[Question, ...], repeated: tuple[tuple[str, str], ...]) -> Mapping[str, str | None]:
    """Return the same of questions, with the key and the words of those that a response repeats; rows of a survey
    repeat the same."""
    asked = {question.key: question for question in questions}
    explained = dict(_explained(questions))
    before: tuple[Question, ...] = ()
    for question in (asked.get(key) or Question(key, words) for key, words in repeated):
        if any(question.key == one.key for one in before):
            continue  # a column of reasons goes by the question of whose answer it is: none explains itself
        if question.key not in asked:
            explained |= _explained((*before, question))
        if question.key not in explained:
            before = (question,)
    return explained


@lru_cache(maxsize=256)
def _explained(questions: tuple[Question, ...]) -> Mapping[str, str | None]:
    """Return which of these questions, in the order asked, have no position of their own, with what each explains."""
    explained: dict[str, str | None] = {}
    before: Question | None = None
    for question in questions:
        if question.has_position is None and asks_for_further_remarks(question.text):
            explained[question.key] = None
        elif question.has_position is None and before and _explains(question.text, before):
            explained[question.key] = before.key
        else:
            before = question
    return explained


def _explains(text: str, before: Question) -> bool:
    """Return whether a question asks for reasons of the one before; if it speaks of sides, that must ask for one."""
    return asks_for_reasons(text) and (not _SIDES.search(_folded(text)) or _asks_for_a_side(before))


def _asks_for_a_side(question: Question) -> bool:
    return (
        is_yes_or_no(question)
        or bool(_SIDES.search(_folded(question.text)))
        or closed_position(question.answers, question) is not None
    )


def _asked_in(response: Response) -> Iterator[tuple[str, str]]:
    """Yield the keys and the words of the questions that a response repeats, in its order."""
    for segment in response.segmentation.segments:
        if segment.kind is SegmentKind.QUESTION and segment.question:
            yield segment.question, response.document.text[segment.start : segment.end]

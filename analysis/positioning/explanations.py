"""Explanations: questions that nobody is for or against, since they ask for something else than a side.

"Please explain your answer" asks what somebody says of the question before it, and has the position taken on that;
"Any other comments?" and "How would it affect you?" have none. What a question asks for follows from its words, and
from the question that it follows.
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
    r"\b(?:any|some)thing (?:else|further|more|(?:we|you) have (?:missed|left out))\b|"
    r"^\W*(?:\w?\d+\w?\W+)?(?:(?:is there |have you |do you have )?anything (?:[\w']+ ){0,4}to add|"
    r"(?:what|how|who|where) else|what have we missed|have we missed anything)\b|"
    r"\b(?:other|further|additional|final|general) (?:\w+ ){0,2}?"
    r"(?:comments?|thoughts?|observations?|remarks?|suggestions?|views?|points?|issues?)\b"
)
_OWN_ANSWER = re.compile(r"\b(?:answers?|responses?|answered|why|reasons?|explain|choice|selected|chose)\b")
_SIDES = re.compile(r"\b(?:agree|disagree|support|oppose|favour|object|view|views|opinion|think|feel|proposals?)\b")
_SENTENCE = re.compile(r"[^.?!]+")
_ASKED_BESIDE = re.compile(
    r", (?=(?:including|giving|with|bearing|especially|particularly|such as|for example|in particular|"
    r"and (?:how|who|what|whether|where|any|give|tell))\b)"
)
"""What divides the reasons that a question asks for from what it wants to be told with them."""

_NUMBER = r"^\W*(?:\w?\d+\w?\W+)?"
_OPEN = re.compile(
    rf"{_NUMBER}(?:(?:if|in|when|where|as|having|thinking|given)\b[^,]*, ?)?(?:(?:what|how|which|who|where|when|why)\b|"
    r"(?:please |and )*(?:tell us|describe|outline|list|explain|say|give|set out|suggest|provide|share|use)\b|"
    r"(?:are|is) there (?:any|other)\b|anything\b)"
)
"""How a question begins that yes and no do not answer; a condition may stand before."""

_ASKS_FOR_A_SIDE = re.compile(
    r"\b(?:agree|disagree|support(?:ive)?|oppose|favou?r|object|thoughts|views?|opinions?|position|comments?|"
    r"observations|responses?|feelings|(?:think|feel)(?= (?:of|about|and)\b|\W*$|,)|to what extent|"
    r"prefer(?:red|ence)?|choose|"
    r"choice|pick|options?|should|want|like|welcome|happy|acceptable)\b"
)
_ON_SOMETHING_ELSE = re.compile(
    r"\b(?:affect(?:s|ed)?|impacts?|effects?|consequences?|implications?|difference|experiences?|"
    r"mean (?:for|to) you|alternatives?|instead|other (?:ways?|approach(?:es)?|means|measures))\b"
)
"""What changes, what else there is and what happened: whoever tells of these takes no side by them."""
_ON_A_FACT = re.compile(
    r"\bhow (?:often|many|long|old|far)\b|\bhow do you (?:use|travel|get|usually|currently)\b|"
    r"\b(?:which|what|where|when|who)\b(?: \w+){0,2} (?:do|did|are|is|have) you(?:r)? "
    r"(?:live|work|use|visit|travel|come|go|attend|belong|name|age|postcode|address|organisation|e-?mail|answering|"
    r"responding|based|represent(?:ing)?)\b|\bwhat is your (?:name|age|postcode|address|organisation|e-?mail)\b"
)
_FORM_WORDS = re.compile(
    r"(?:a|about|above|add|additional|an|and|answer|answered|answers|any|are|as|at|below|box|can|characters|choice|"
    r"chose|chosen|could|did|do|each|examples?|for|free|from|further|gave|give|given|have|here|how|i|if|in|include|"
    r"including|into|is|it|know|let|limit|made|make|makes|max|maximum|no|not|of|on|option|optional|or|other|our|"
    r"please|possible|provide|question|questions|relevant|response|responses|say|says|select|selected|share|so|"
    r"space|specific|state|such|tell|text|that|the|these|this|those|to|up|us|use|using|was|way|we|what|where|which|"
    r"with|words|would|write|yes|you|your|main|score|rating|rated|boxes|q?\d+[a-z]?)"
)


@lru_cache(maxsize=1024)
def asks_for_reasons(text: str) -> bool:
    """Return whether a question asks for the reasons of another answer, and names no subject of its own but what is to
    be told with them.

    >>> asks_for_reasons("Please explain your answer"), asks_for_reasons("Why should the fee rise?")
    (True, False)
    >>> asks_for_reasons("Please give your reasons. What would the charge mean for you?")
    True
    """
    folded = _folded(text)
    sentences = _SENTENCE.findall(folded)
    if asks_for_further_remarks(text) or any(map(_takes_sides, sentences)):
        return False
    parts = [_ASKED_BESIDE.split(sentence)[0] for sentence in sentences]
    asking = [bool(_REASONS.search(part)) and _is_of_form_words(part) for part in parts]
    return any(asking) and all(
        is_asking or _is_of_form_words(part) or _takes_no_side(sentence)
        for is_asking, part, sentence in zip(asking, parts, sentences, strict=True)
    )


@lru_cache(maxsize=1024)
def takes_no_side(text: str) -> bool:
    """Return whether a question asks for something that nobody is for or against: an effect, another way, a fact.

    >>> takes_no_side("How would the charge affect you?"), takes_no_side("What do you think of the charge?")
    (True, False)
    """
    sentences = [sentence for sentence in _SENTENCE.findall(_folded(text)) if sentence.strip()]
    return bool(sentences) and all(map(_takes_no_side, sentences))


def _takes_no_side(sentence: str) -> bool:
    begun = _OPEN.match(sentence.strip())
    if not begun or _ASKS_FOR_A_SIDE.search(sentence.strip(), begun.end()):
        return False
    return bool(_ON_SOMETHING_ELSE.search(sentence) or _ON_A_FACT.search(sentence))


def _is_of_form_words(part: str) -> bool:
    left = _SIDES.sub(" ", _REASONS.sub(" ", part))
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
            if question.has_position is None and _is_on_no_side(question):
                explained[question.key] = None
    return explained


def _is_on_no_side(question: Question) -> bool:
    return takes_no_side(question.text) and not asks_for_reasons(question.text) and not _has_options(question)


def _has_options(question: Question) -> bool:
    """Return whether a question is answered by options that say which side somebody takes."""
    return bool(question.positions) or closed_position(question.answers, question) is not None


def _explains(text: str, before: Question) -> bool:
    """Return whether a question asks for reasons of the one before; if it speaks of sides, that must ask for one."""
    return asks_for_reasons(text) and (not _SIDES.search(_folded(text)) or _asks_for_a_side(before))


def _asks_for_a_side(question: Question) -> bool:
    return is_yes_or_no(question) or bool(_SIDES.search(_folded(question.text))) or _has_options(question)


def _asked_in(response: Response) -> Iterator[tuple[str, str]]:
    """Yield the keys and the words of the questions that a response repeats, in its order."""
    for segment in response.segmentation.segments:
        if segment.kind is SegmentKind.QUESTION and segment.question:
            yield segment.question, response.document.text[segment.start : segment.end]

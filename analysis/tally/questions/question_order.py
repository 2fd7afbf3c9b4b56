"""Question order: the questions as the form puts them, wherever they are listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from analysis.model import Response, SegmentKind
from analysis.text import one_line


def in_form_order(keys: Collection[str], asked: Sequence[str], responses: Iterable[Response]) -> list[str]:
    """Return the keys of questions: those ``asked`` by the consultation in order, and others where responses put them.

    The response that answers most questions gives the order; what others answer besides is put in after the question
    that they answer before it. What stands beside no question known is sorted by its number.
    """
    others = set(keys).difference(asked)
    every = others.union(asked)
    answering = Counter(tuple(_answered(response, every)) for response in responses) if others else Counter()
    longest_first = sorted(answering, key=lambda order: (-len(order), -answering[order], list(map(_natural, order))))
    ordered = list(asked)
    for order in longest_first:
        _put_in(ordered, order)
    return [*ordered, *sorted(others.difference(ordered), key=_natural)]


def asked_words(responses: Iterable[Response]) -> dict[str, str]:
    """Return the words of each question as the first of the responses puts it, those of an item behind its question."""
    words: dict[str, str] = {}
    for response in responses:
        for segment in response.segmentation.segments:
            if segment.kind is SegmentKind.QUESTION and segment.question:
                text = response.document.text[segment.start : segment.end]
                said = one_line(text.replace("*", ""))
                base = segment.question.removesuffix(f": {said}")
                is_item = base != segment.question and base in words
                words.setdefault(segment.question, f"{words[base]}: {said}" if is_item else said)
    return words


def without_number(question_text: str) -> str:
    """Return the words of a question without the number that a form writes before them.

    >>> without_number("Q5. Which of these do you use?"), without_number("Q1a"), without_number("2 ways to travel")
    ('Which of these do you use?', 'Q1a', '2 ways to travel')
    """
    return _NUMBERED.sub("", question_text) or question_text


_NUMBERED = re.compile(r"^\W*(?:q(?:uestion)? ?)?\d+ ?\(?[a-z]?\)?(?:[.:)]| [-–])\s*", re.IGNORECASE)


def _answered(response: Response, keys: Collection[str]) -> dict[str, None]:
    """Return which of the questions a response answers, in its order."""
    answered = (segment.question for segment in response.segmentation.segments)
    return dict.fromkeys(key for key in answered if key and key in keys)


def _put_in(ordered: list[str], order: Sequence[str]) -> None:
    """Put questions that are new after the one that this order has before them, or else before the one it has next."""
    if order and not set(order).intersection(ordered):
        first = min(map(_natural, order))
        place = next((n for n, key in enumerate(ordered) if _natural(key) > first), len(ordered))
        ordered[place:place] = order
        return
    for n, key in enumerate(order):
        if key in ordered:
            continue
        place = ordered.index(order[n - 1]) + 1 if n else min(ordered.index(one) for one in order if one in ordered)
        ordered.insert(place, key)


def _natural(key: str) -> list[tuple[int, str]]:
    """Return what sorts Q2 before Q10."""
    return [(int(key_part), "") if key_part.isdecimal() else (0, key_part) for key_part in re.split(r"(\d+)", key)]

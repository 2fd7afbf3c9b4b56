"""Labels within a line: "(1) … (2) … (3) …" run together in one paragraph.

The rule: *a run of labels within a paragraph is its author's numbering if every one of its items is a sentence of at
least ``ITEM_WORDS`` words, begun with a capital after the end of the sentence or clause before it; otherwise the items
are parts of their sentence ("more (a) money, (b) time and (c) staff"), and it is one point.* A run begins at 1, or
with the number at the paragraph's start, and counts on without a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from analysis.splitting.labels import Label, LabelReading, find
from analysis.text import words

ITEM_WORDS = 8
"""As for the items of any list (``groups``)."""

_WITHIN = re.compile(
    r"(?<=[.:;!?)\"”’])[^\S\n]+(?=(?:\((?:\d{1,2}|[a-z]|[ivx]{2,5})\)|(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]"
    r"|\d{1,3}(?:\.\d{1,3})+\.?)[^\S\n]+[\"“‘'*_]*[A-Z])"
)
"""White space after a sentence or a clause and before what could be a label with a capital behind it."""

_SENTENCE = re.compile(r"\s*[\"“‘'*_(]*[A-Z].*[.!?][\"”’'*_)]*\s*", re.DOTALL)


def labels_within(text: str, start: int, end: int, first: Label | None) -> Iterator[Label]:
    """The labels within a paragraph that make runs by the rule above; ``first`` is the one at its start."""
    within = [find(text, match.end(), end) for match in _WITHIN.finditer(text, start, end)]
    possible = [label for label in (first, *within) if label]
    at = 0
    while at < len(possible):
        run = _run(possible, at, begun=possible[at] is first)
        after = possible[at + len(run)].start if run and at + len(run) < len(possible) else end
        ends = [*(label.start for label in run[1:]), after]
        if len(run) > 1 and all(_is_sentence(text[a.end : b]) for a, b in zip(run, ends, strict=True)):
            yield from (label for label in run if label is not first)
        at += max(1, len(run))


def _run(possible: list[Label], at: int, *, begun: bool) -> list[Label]:
    """The longest run of labels that count on from the one at an index; ``begun``: it may begin with any number."""
    runs = [_counted(possible, at, reading) for reading in possible[at].readings if begun or set(reading.value) == {1}]
    return max(runs, key=len, default=[])


def _counted(possible: list[Label], at: int, reading: LabelReading) -> list[Label]:
    run = [possible[at]]
    for label in islice(possible, at + 1, None):
        following = (*reading.value[:-1], reading.value[-1] + 1)
        reading = LabelReading(reading.scheme, following)
        if reading not in label.readings:
            break
        run.append(label)
    return run


def _is_sentence(item: str) -> bool:
    return len(words(item)) >= ITEM_WORDS and _SENTENCE.fullmatch(item) is not None

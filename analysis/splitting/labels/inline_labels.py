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

from analysis.splitting.labels.possible_labels import Label, LabelReading, find_label
from analysis.text import words

ITEM_WORDS = 8
"""Shorter items of any list ("more money for training.") only make sense with the line that introduces them."""

_WITHIN = re.compile(
    r"(?<=[.:;!?)\"”’])[^\S\n]+(?=(?:\((?:\d{1,2}|[a-z]|[ivx]{2,5})\)|(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]"
    r"|\d{1,3}(?:\.\d{1,3})+\.?)[^\S\n]+[\"“‘'*_]*[A-Z])"
)
"""White space after a sentence or a clause and before what could be a label with a capital behind it."""

_SENTENCE = re.compile(r"\s*[\"“‘'*_(]*[A-Z].*[.!?][\"”’'*_)]*\s*", re.DOTALL)


def labels_within(text: str, start: int, end: int, first_label: Label | None) -> Iterator[Label]:
    """Yield the labels within a paragraph that make runs by the rule above; ``first_label`` is the one at its start."""
    inner_labels = [find_label(text, match.end(), end) for match in _WITHIN.finditer(text, start, end)]
    candidates = [label for label in (first_label, *inner_labels) if label]
    index = 0
    while index < len(candidates):
        run = _longest_run(candidates, index, begun=candidates[index] is first_label)
        run_end = candidates[index + len(run)].start if run and index + len(run) < len(candidates) else end
        item_ends = [*(label.start for label in run[1:]), run_end]
        if len(run) > 1 and all(_is_sentence(text[a.end : b]) for a, b in zip(run, item_ends, strict=True)):
            yield from (label for label in run if label is not first_label)
        index += max(1, len(run))


def _longest_run(candidates: list[Label], index: int, *, begun: bool) -> list[Label]:
    """Return the longest run that counts on from the label at an index; ``begun``: it may begin with any number."""
    runs = [
        _count_on(candidates, index, reading)
        for reading in candidates[index].readings
        if begun or set(reading.value) == {1}
    ]
    return max(runs, key=len, default=[])


def _count_on(candidates: list[Label], index: int, reading: LabelReading) -> list[Label]:
    run = [candidates[index]]
    for label in islice(candidates, index + 1, None):
        next_value = (*reading.value[:-1], reading.value[-1] + 1)
        reading = LabelReading(reading.scheme, next_value)
        if reading not in label.readings:
            break
        run.append(label)
    return run


def _is_sentence(item: str) -> bool:
    return len(words(item)) >= ITEM_WORDS and _SENTENCE.fullmatch(item) is not None

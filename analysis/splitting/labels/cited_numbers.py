"""Answers numbered by the paper's numbers: "4. We agree.", "7. We disagree.", "12. There should be a cap."

Nothing follows from one such number to the next, so ``label_sequence`` believes none. The rule: *where it believes no
number at all, the plain numbers with a closing mark at the start of paragraphs, or of lines after a sentence's end, are
a sequence if there are ``LEAST``, all rise strictly, and a sentence stands behind each; two will do where each begins a
paragraph.* Years and sums are too large, or have no closing mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from analysis.splitting.labels.label_sequence import BARE, HEADINGS, ChosenLabel, LabelCandidate
from analysis.splitting.labels.possible_labels import MAX_FIRST, LabelReading

LEAST = 3
LEAST_APART = 2
"""So many will do if each begins a paragraph of its own."""

WRAPPED = -0.5
"""How far a number is believed that begins a line, after a sentence's end, within a paragraph."""

ODDITY = "numbered by another paper's numbers"


def with_cited_numbers(
    candidates: Sequence[LabelCandidate], chosen: Mapping[int, ChosenLabel]
) -> dict[int, ChosenLabel]:
    """Return the believed labels, or where there are none those that rise as the numbers of the paper answered."""
    if chosen:
        return dict(chosen)
    readings = {
        i: reading for i, candidate in enumerate(candidates) if (reading := _plain_reading(candidate)) is not None
    }
    scores = [candidates[i].label.score for i in readings]
    least_count = LEAST_APART if all(score >= 0 for score in scores) else LEAST
    rising = all(a.value < b.value for a, b in pairwise(readings.values()))
    if len(readings) < least_count or not rising or len({reading.scheme for reading in readings.values()}) > 1:
        return {}
    return {i: ChosenLabel(candidates[i].label, ((r.scheme, r.value),), ODDITY) for i, r in readings.items()}


def _plain_reading(candidate: LabelCandidate) -> LabelReading | None:
    """Return the one reading of a plain number with a closing mark and a sentence behind it."""
    label = candidate.label
    if label.score < WRAPPED or candidate.apart == HEADINGS or len(label.readings) != 1:
        return None
    (reading,) = label.readings
    is_plain_number = reading.scheme.startswith("1") and reading.scheme != BARE and len(reading.value) == 1
    return reading if is_plain_number and reading.value[0] <= MAX_FIRST else None

"""Phrases: the words by which a group of texts differs from the others, as they stand in them.

A phrase counts by the share of the group's texts that have it and by how much larger that is than its share of the
other texts: class-based TF-IDF (Grootendorst 2022), counted in texts, so that a long one does not speak for its group.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from analysis.classifying.tokens import is_stop, tokens

LONGEST, MOST = 3, 6
"""Words in a phrase, and phrases for a group."""

FEWEST = 3
"""A phrase in fewer different texts of the group may be one respondent's own, a name for instance."""

LEAST = 0.1
"""A phrase in a smaller share of the group's texts says little of the group."""

TELLING = 2.0
"""A phrase must be as many times as common in the group as in the other texts."""

PART = 0.6
"""A phrase is left out if a longer one that holds it stands in this share of its texts."""

COMMON = 0.2
"""A word in a larger share of all texts neither begins nor ends a phrase, in any language;"""

SELDOM = 20
"""but one in no more texts than these is not common, however few there are."""

LOOKED_AT = 4_000
"""Texts from which it is told what is common; of more a sample is as good."""

_BETWEEN = re.compile(r"[\s\-–'’]*")


class Background:
    """The frequency of phrases among all texts."""

    def __init__(self, texts: Sequence[str], seed: int) -> None:
        """Count the phrases of a sample of the different texts."""
        different = sorted(set(texts))
        drawn = np.random.default_rng(seed).permutation(len(different))[:LOOKED_AT]
        self._number, self._drawn = len(different), len(drawn)
        self._held = Counter(term for i in drawn for term in dict(_terms(different[i])))

    def phrases(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Return the phrases that tell a group of these different texts from the others, the most telling first."""
        wordings: dict[str, Counter[str]] = {}
        for text in texts:
            for term, wording in dict(_terms(text)).items():
                wordings.setdefault(term, Counter())[wording] += 1
        least = max(FEWEST, LEAST * len(texts))
        held = {term: found.total() for term, found in wordings.items() if found.total() >= least}
        worth = {term: self._worth(term, number, len(texts)) for term, number in held.items()}
        parts = {
            part for term in held if worth[term] > 0 for part in _parts(term) if held[term] >= PART * held.get(part, 0)
        }
        ranked = sorted((t for t in held if worth[t] > 0 and t not in parts), key=lambda term: (-worth[term], term))
        chosen: list[str] = []
        for term in ranked:
            if not any(term in _parts(other) or other in _parts(term) for other in chosen):
                chosen.append(term)
        return tuple(min(wordings[term].items(), key=lambda each: (-each[1], each[0]))[0] for term in chosen[:MOST])

    def _worth(self, term: str, number: int, texts: int) -> float:
        """By how much a phrase speaks for a group in which so many texts have it; 0 if it tells nothing."""
        if any(self._says_nothing(word) for word in (term.split()[0], term.split()[-1])):
            return 0.0
        elsewhere = max(0.0, self._held[term] * self._number / self._drawn - number)
        share, usual = number / texts, (elsewhere + 1) / (max(0, self._number - texts) + 1)
        return float(share * np.log(share / usual)) if share >= TELLING * usual else 0.0

    def _says_nothing(self, stem: str) -> bool:
        return is_stop(stem) or not any(map(str.isalpha, stem)) or self._held[stem] > max(SELDOM, COMMON * self._drawn)


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """Yield every run of words that no punctuation breaks: as stems, and as it stands in the text."""
    found = tokens(text)
    for i in range(len(found)):
        for j in range(i, min(i + LONGEST, len(found))):
            if j > i and not _BETWEEN.fullmatch(text, found[j - 1].span.end, found[j].span.start):
                break
            wording = text[found[i].span.start : found[j].span.end]
            yield " ".join(token.stem for token in found[i : j + 1]), " ".join(wording.split()).lower()


def _parts(term: str) -> set[str]:
    """Return the shorter phrases in a phrase."""
    split = term.split()
    return {" ".join(split[i:j]) for i in range(len(split)) for j in range(i + 1, len(split) + 1)} - {term}

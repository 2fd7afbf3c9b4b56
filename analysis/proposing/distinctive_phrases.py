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
        distinct_texts = sorted(set(texts))
        drawn_places = np.random.default_rng(seed).permutation(len(distinct_texts))[:LOOKED_AT]
        self._number, self._drawn = len(distinct_texts), len(drawn_places)
        self._held = Counter(term for i in drawn_places for term in dict(_terms(distinct_texts[i])))

    def phrases(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Return the phrases that tell a group of these different texts from the others, the most telling first."""
        wordings: dict[str, Counter[str]] = {}
        for text in texts:
            for term, wording in dict(_terms(text)).items():
                wordings.setdefault(term, Counter())[wording] += 1
        least_texts = max(FEWEST, LEAST * len(texts))
        text_counts = {
            term: spellings.total() for term, spellings in wordings.items() if spellings.total() >= least_texts
        }
        term_worth = {term: self._worth(term, text_count, len(texts)) for term, text_count in text_counts.items()}
        absorbed = {
            shorter
            for term in text_counts
            if term_worth[term] > 0
            for shorter in _parts(term)
            if text_counts[term] >= PART * text_counts.get(shorter, 0)
        }
        ranked_terms = sorted(
            (t for t in text_counts if term_worth[t] > 0 and t not in absorbed),
            key=lambda term: (-term_worth[term], term),
        )
        chosen_terms: list[str] = []
        for term in ranked_terms:
            if not any(term in _parts(chosen_term) or chosen_term in _parts(term) for chosen_term in chosen_terms):
                chosen_terms.append(term)
        return tuple(
            min(wordings[term].items(), key=lambda spelling: (-spelling[1], spelling[0]))[0]
            for term in chosen_terms[:MOST]
        )

    def _worth(self, term: str, text_count: int, group_size: int) -> float:
        """Return by how much a phrase speaks for a group in which so many texts have it; 0 if it tells nothing."""
        if any(self._says_nothing(edge_stem) for edge_stem in (term.split()[0], term.split()[-1])):
            return 0.0
        elsewhere = max(0.0, self._held[term] * self._number / self._drawn - text_count)
        group_share, usual_share = text_count / group_size, (elsewhere + 1) / (max(0, self._number - group_size) + 1)
        return float(group_share * np.log(group_share / usual_share)) if group_share >= TELLING * usual_share else 0.0

    def _says_nothing(self, stem: str) -> bool:
        return is_stop(stem) or not any(map(str.isalpha, stem)) or self._held[stem] > max(SELDOM, COMMON * self._drawn)


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """Yield every run of words that no punctuation breaks: as stems, and as it stands in the text."""
    text_tokens = tokens(text)
    for i in range(len(text_tokens)):
        for j in range(i, min(i + LONGEST, len(text_tokens))):
            if j > i and not _BETWEEN.fullmatch(text, text_tokens[j - 1].span.end, text_tokens[j].span.start):
                break
            wording = text[text_tokens[i].span.start : text_tokens[j].span.end]
            yield " ".join(token.stem for token in text_tokens[i : j + 1]), " ".join(wording.split()).lower()


def _parts(term: str) -> set[str]:
    """Return the shorter phrases in a phrase."""
    all_stems = term.split()
    return {" ".join(all_stems[i:j]) for i in range(len(all_stems)) for j in range(i + 1, len(all_stems) + 1)} - {term}

"""Sent letters: which responses send the same letter, and which give the same short answer."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.app.ingest.links import linked_letters, repeated_letters, short_answers_among
from analysis.app.snapshot.derived import derived
from analysis.app.use_case_results import Corpus
from analysis.model import SameLetter, SameShortAnswer


class SentLetters:
    """The part of a snapshot that follows from who sent what others sent too."""

    corpus: Corpus
    links: Mapping[str, tuple[str, float]]
    arrivals: Mapping[str, int]

    @derived("corpus", "links")
    def same_letters(self) -> tuple[SameLetter, ...]:
        """Return the sets of the same letter among the responses that were linked when they arrived."""
        return linked_letters(self.corpus.responses, self.links)

    @derived("corpus")
    def short_answers(self) -> tuple[SameShortAnswer, ...]:
        """Return the short answers that several responses give."""
        return short_answers_among(self.corpus.responses)

    @derived("corpus", "links", "arrivals")
    def first_letters(self) -> Mapping[str, str]:
        """Return for each response that sends an earlier one's letter the name of the first to arrive."""
        return repeated_letters(self.same_letters, self.arrivals)

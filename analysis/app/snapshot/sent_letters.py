"""Sent letters: which responses send the same letter, and which give the same short answer."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.app.corpus import Corpus
from analysis.app.ingest.links import linked_letters, repeated_letters, same_letters_among, short_answers_among
from analysis.app.snapshot.derived import derived
from analysis.model import SameLetter, SameShortAnswer


class SentLetters:
    """The part of a snapshot that follows from who sent what others sent too."""

    corpus: Corpus
    links: Mapping[str, tuple[str, float]]
    arrivals: Mapping[str, int]

    @derived("corpus")
    def same_letters(self) -> tuple[SameLetter, ...]:
        """Return the sets of the same letter among all responses, as the report finds them.

        Of those alone that were linked, two that are alike by way of a third response would be none.
        """
        return same_letters_among(self.corpus.responses)

    @derived("corpus")
    def short_answers(self) -> tuple[SameShortAnswer, ...]:
        """Return the short answers that several responses give."""
        return short_answers_among(self.corpus.responses)

    @derived("corpus", "links", "arrivals")
    def first_letters(self) -> Mapping[str, str]:
        """Return for each response that sends an earlier one's letter the name of the first to arrive."""
        return repeated_letters(linked_letters(self.corpus.responses, self.links), self.arrivals)

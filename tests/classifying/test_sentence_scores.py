"""Scores of sentences: each is scored once, whatever stands beside it, and what is kept is bounded."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.classifying import sentence_scores
from analysis.classifying.sentence_scores import ScoredSentences, SentenceScores

asked: list[str] = []


def score(sentences: list[str]) -> ScoredSentences:
    asked.extend(sentences)
    lengths = np.array([[float(len(sentence))] for sentence in sentences]).reshape(len(sentences), 1)
    words = [sentence.split() for sentence in sentences]
    return ScoredSentences(lengths, lengths[:, 0] > 2, sparse.csr_matrix(lengths), words)


@pytest.fixture
def known() -> SentenceScores:
    scored = score(["one", "three"])
    asked.clear()
    return SentenceScores(["one", "three"], scored)


def test_what_is_known_is_not_scored_again(known: SentenceScores) -> None:
    found = known.of(["seven", "one", "fourteen"], score)
    assert [found.sums[:, 0].tolist(), found.term_counts.toarray()[:, 0].tolist()] == [[5, 3, 8]] * 2
    assert (found.words, found.is_open.tolist()) == ([["seven"], ["one"], ["fourteen"]], [True] * 3)
    assert known.of(["fourteen", "three"], score).sums[:, 0].tolist() == [8, 5]
    assert asked == ["seven", "fourteen"]


def test_what_nobody_wrote_is_not_kept(known: SentenceScores) -> None:
    assert known.of(["one", "on e"], score, are_kept=False).sums[:, 0].tolist() == [3, 4]
    known.of(["on e"], score)
    assert asked == ["on e", "on e"]
    assert known.of([], score).sums.shape == (0, 1)


def test_no_more_is_kept_than_may_be(known: SentenceScores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_scores, "KEPT", 3)
    known.of(["a", "b"], score)  # four in all: the former two are let go
    known.of(["a", "one"], score)
    assert asked == ["a", "b", "one"]
    assert known.of(list("abcde"), score).sums[:, 0].tolist() == [1] * 5


def test_no_sentence_goes_to_another_process(known: SentenceScores) -> None:
    known.emptied().of(["one"], score)
    assert asked == ["one"]

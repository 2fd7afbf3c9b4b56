"""Points are scored alike here and in processes of their own, and one that dies loses nothing."""

from __future__ import annotations

import os

import pytest

from analysis.app.coding import coding_pool
from analysis.classifying import ThemeClassifier
from analysis.model import Context
from tests.builders import CODEBOOK

CHUNKS = [([f"The budget of ward {n} was cut.", "Nobody asked us."], [Context("a.txt", n)] * 2) for n in range(12)]


@pytest.fixture(scope="module")
def classifier() -> ThemeClassifier:
    return ThemeClassifier(CODEBOOK).fit([text for texts, _ in CHUNKS for text in texts])


@pytest.mark.parametrize("is_dying", [False, True])
def test_scores_are_the_same_wherever_they_are_made(
    classifier: ThemeClassifier, monkeypatch: pytest.MonkeyPatch, is_dying: bool
) -> None:
    here = list(coding_pool.scored(classifier, CHUNKS, 1))
    monkeypatch.setattr(coding_pool.os, "cpu_count", lambda: 2)
    if is_dying:
        monkeypatch.setattr(coding_pool, "_score_there", _die)
    there = list(coding_pool.scored(classifier, iter(CHUNKS), coding_pool.LEAST))
    assert [one.scores.tolist() for one in there] == [one.scores.tolist() for one in here]
    assert [one.evidence for one in there] == [one.evidence for one in here]


def _die(chunk: object) -> None:
    os._exit(9)


def test_what_fails_in_a_process_is_raised_here(classifier: ThemeClassifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding_pool.os, "cpu_count", lambda: 2)
    with pytest.raises(TypeError):
        list(coding_pool.scored(classifier, [(None, None)], coding_pool.LEAST))  # type: ignore[list-item]

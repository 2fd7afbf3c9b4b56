"""What is usual is learned from a sample that follows from the texts alone and that one more text rarely changes."""

from __future__ import annotations

from random import Random

import pytest

from analysis.classifying import coder_identity, feature_space, learning_sample
from analysis.classifying.classifier import ThemeClassifier
from analysis.classifying.coder_identity import texts_sha256
from tests.builders import CODEBOOK

TEXTS = [f"The budget of ward {n} was cut." for n in range(200)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of twenty."""
    for module in (learning_sample, feature_space):
        monkeypatch.setattr(module, "LEARNERS", 20)


@pytest.mark.usefixtures("small")
def test_it_does_not_depend_on_the_order_or_on_what_was_sent_twice() -> None:
    shuffled = Random(1).sample(TEXTS, len(TEXTS))
    assert learning_sample.learning_sample(TEXTS) == learning_sample.learning_sample([*shuffled, *TEXTS[:9]])
    assert len(learning_sample.learning_sample(TEXTS)) == 20


@pytest.mark.usefixtures("small")
def test_most_further_texts_leave_the_coder_as_it_was() -> None:
    before = texts_sha256(TEXTS)
    further = [texts_sha256([*TEXTS, f"Nobody asked street {n}."]) for n in range(200)]
    assert 0.8 < further.count(before) / len(further) < 1.0, "one in ten is among the sample"


def test_of_few_texts_all_are_learned_from() -> None:
    assert learning_sample.learning_sample(TEXTS) == TEXTS
    assert coder_identity.texts_sha256(TEXTS) != coder_identity.texts_sha256(TEXTS[:-1])


@pytest.mark.usefixtures("small")
def test_a_few_texts_of_many_are_scored_as_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    classifier = ThemeClassifier(CODEBOOK).fit(TEXTS)
    monkeypatch.setattr(feature_space, "CHUNK", 50)
    few = classifier.predict_proba(TEXTS[:50])
    assert classifier.sight_._scores is None, "the others were not looked at"
    assert (classifier.predict_proba(TEXTS)[:50] == few).all()

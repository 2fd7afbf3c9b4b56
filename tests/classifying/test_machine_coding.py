"""From scores to codings: one for each point, with evidence where it stands in the document."""

from __future__ import annotations

import pickle

import numpy as np

from analysis.classifying import ThemeClassifier, code, machine_coder
from analysis.classifying.machine_coding import ScoredTexts, contexts_of
from analysis.model import CoderKind, CodingMode, Context, Evidence, Outcome
from tests.builders import CODEBOOK, NOON, make_response

RESPONSE = make_response("a.txt", ["The budget was cut.", "Nothing to add.", "Inspection and safeguards, not cuts."])
OTHER = make_response("b.txt", ["Each inspection costs money."], question="Q1")
POINTS = [*RESPONSE.points, *OTHER.points]
TEXTS = [*(RESPONSE.text_of(point) for point in RESPONSE.points), *(OTHER.text_of(point) for point in OTHER.points)]


def test_every_point_is_coded_once_and_signed() -> None:
    classifier = ThemeClassifier(CODEBOOK).fit(TEXTS)
    codings = code(classifier, POINTS, TEXTS, ["splitter-test"] * 4, NOON)
    assert [coding.point for coding in codings] == [point.key for point in POINTS]
    assert [coding.themes for coding in codings] == classifier.predict(TEXTS, contexts_of(POINTS))
    assert codings[0].themes == {"funding"}
    for coding in codings:
        assert coding.coder == machine_coder(classifier)
        assert coding.coder.kind is CoderKind.MACHINE
        assert (coding.codebook, coding.segmentation, coding.time) == (CODEBOOK.version, "splitter-test", NOON)
        assert (coding.mode, coding.outcome) == (CodingMode.MACHINE, Outcome.CODED)
        assert [key for key, _ in coding.scores] == ["funding", "safety"]
        assert all(score == round(score, 4) and 0 <= score <= 1 for _, score in coding.scores)
        assert coding.cuts == tuple(zip(CODEBOOK.keys, classifier.cuts().tolist(), strict=True))
        assert coding.themes == {key for key, score in coding.scores if score >= dict(coding.cuts)[key]}


def test_evidence_is_of_the_point_and_of_the_themes_that_it_has() -> None:
    for coding in code(ThemeClassifier(CODEBOOK), POINTS, TEXTS, ["s"] * 4, NOON):
        response = RESPONSE if coding.point.document == "a.txt" else OTHER
        assert {evidence.theme for evidence in coding.evidence} <= coding.themes
        for evidence in coding.evidence:
            assert coding.point.start <= evidence.start < evidence.end <= coding.point.end
            assert response.document.text[evidence.start : evidence.end].strip()


def test_evidence_in_columns_is_what_it_was() -> None:
    evidence = [(Evidence("safety", 0, 3, 0.25), Evidence("funding", 4, 9, 1.5)), (), (Evidence("funding", 1, 2, 0.1),)]
    scored = ScoredTexts.of(CODEBOOK.keys, np.array([[0.5, 0.1], [0.2, 0.3], [0.4, 0.9]]), evidence)
    assert scored.evidence == evidence
    again = ScoredTexts.joined([scored, pickle.loads(pickle.dumps(scored)), scored.at([])]).at([4, 2, 3, 2])
    assert again.evidence == [(), evidence[2], evidence[0], evidence[2]]
    assert again.scores.tolist() == [[0.2, 0.3], [0.4, 0.9], [0.5, 0.1], [0.4, 0.9]]


def test_nothing_to_code_gives_nothing() -> None:
    assert code(ThemeClassifier(CODEBOOK), [], [], [], NOON) == []


def test_a_points_context_says_where_it_stands_in_its_response() -> None:
    assert contexts_of(POINTS) == [
        Context("a.txt", 0),
        Context("a.txt", 1),
        Context("a.txt", 2),
        Context("b.txt", 0, question="Q1"),
    ]

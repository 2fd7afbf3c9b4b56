"""Two codings of the same texts: figures by hand, intervals by document, probabilities that mean what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.estimation.classification_metrics import Pairs, calibration, classification_report, numbered
from analysis.model import Estimate


def pairs(given_: list[list[int]], found: list[list[int]], documents: list[int] | None = None) -> Pairs:
    tables = (np.array(given_, dtype=bool), np.array(found, dtype=bool))
    asked = np.ones_like(tables[0])
    names = tuple("abcdef"[: asked.shape[1]])
    return Pairs(names, *tables, asked, np.array(documents or range(len(given_)), dtype=np.int64))


def estimates(one: object) -> list[float | None]:
    return [getattr(one, name).value for name in ("precision", "recall", "f1")]


def test_figures_counted_by_hand() -> None:
    made = classification_report(pairs([[1, 0], [1, 1], [0, 0], [1, 0]], [[1, 0], [0, 1], [1, 0], [1, 1]]))
    one, other = made.themes
    assert (one.given, one.found, one.both) == (3, 3, 2)
    assert estimates(one.quality) == pytest.approx([2 / 3, 2 / 3, 2 / 3])
    assert estimates(other.quality) == pytest.approx([1, 1 / 2, 2 / 3])
    assert estimates(made.micro) == pytest.approx([3 / 4, 3 / 5, 6 / 9])
    assert estimates(made.macro) == pytest.approx([5 / 6, 7 / 12, 2 / 3])


def test_what_is_not_asked_counts_neither_way() -> None:
    both = pairs([[1], [1], [0]], [[1], [0], [1]])
    silent = Pairs(both.themes, both.given, both.found, np.array([[True], [False], [False]]), both.documents)
    (theme,) = classification_report(silent).themes
    assert (theme.given, theme.found, theme.both) == (1, 1, 1)


def test_a_theme_that_nobody_gave_or_found_is_not_known_and_no_part_of_the_mean() -> None:
    made = classification_report(pairs([[1, 0], [1, 0]], [[1, 0], [1, 0]]))
    assert made.themes[1].quality.f1 == Estimate(None, 0.0, 1.0)
    assert made.macro.f1.value == 1


def test_texts_of_one_document_say_less_than_as_many_of_their_own() -> None:
    coded = [[1]] * 20
    right = [[1]] * 10 + [[0]] * 10
    apart = classification_report(pairs(coded, right)).micro.precision
    together = classification_report(pairs(coded, right, [n // 5 for n in range(20)])).micro.precision
    assert apart.value == together.value == 0.5
    assert together.low < apart.low < 0.5 < apart.high < together.high


def test_one_document_says_nothing_of_others() -> None:
    made = classification_report(pairs([[1], [1], [0]], [[1], [0], [0]], [0, 0, 1]))
    assert made.micro.precision == Estimate(0.5, 0.0, 1.0)


def test_documents_that_happen_to_be_equal_leave_doubt() -> None:
    made = classification_report(pairs([[1]] * 6, [[1], [0]] * 3, [0, 0, 1, 1, 2, 2])).micro.precision
    assert made.low < 0.25 < 0.75 < made.high


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 3)), min_size=1, max_size=40))
def test_an_interval_holds_its_estimate_and_never_leaves_0_to_1(rows: list[tuple[bool, bool, int]]) -> None:
    documents = numbered([str(document) for *_, document in rows]).tolist()
    made = classification_report(pairs([[one] for one, *_ in rows], [[two] for _, two, _ in rows], documents))
    for one in (made.micro.precision, made.micro.recall, made.micro.f1, made.macro.f1):
        assert 0 <= one.low <= (one.low if one.value is None else one.value) <= one.high <= 1


def test_intervals_hold_the_truth_in_about_95_percent_of_samples_of_documents() -> None:
    rng = np.random.default_rng(3)
    held, times, truth = 0, 300, 0.7
    for _ in range(times):
        documents = np.repeat(np.arange(60), 3)
        right = rng.random(180) < rng.beta(2 * truth, 2 * (1 - truth), 60)[documents]
        one = classification_report(pairs([[1]] * 180, right[:, None].tolist(), documents.tolist())).micro.precision
        held += one.low <= truth <= one.high
    assert 0.92 <= held / times <= 0.99


def test_probabilities_that_mean_what_they_say() -> None:
    scores = np.array([[0.75]] * 4 + [[0.1]] * 4)
    found = np.array([[True]] * 3 + [[False]] * 5)
    made = calibration(scores, found, np.ones_like(found))
    assert made
    assert (made.error, made.cells) == (pytest.approx(0), 4)
    assert made.brier == pytest.approx((3 * 0.25**2 + 0.75**2 + 4 * 0.1**2) / 8)
    assert made.base == pytest.approx(3 / 8 * 5 / 8)
    worse = calibration(np.full((8, 1), 0.9), found, np.ones_like(found))
    assert worse
    assert worse.error == pytest.approx(0.9 - 3 / 8)


def test_no_score_to_speak_of_and_nothing_asked() -> None:
    low, found = np.full((3, 1), 0.1), np.zeros((3, 1), dtype=bool)
    made = calibration(low, found, ~found)
    assert made
    assert (made.error, made.cells) == (None, 0)
    assert calibration(low, found, found) is None

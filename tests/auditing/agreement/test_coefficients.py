"""Agreement: published figures, a second implementation, gaps, intervals that hold, and words."""

from __future__ import annotations

import doctest
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from types import ModuleType

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance
from sklearn.metrics import cohen_kappa_score

from analysis.auditing.agreement import agreement_intervals, coefficients, measures, wording
from analysis.auditing.agreement.coefficients import set_agreement, tabulate, theme_agreement
from analysis.auditing.agreement.measures import Linear, Nominal, RatingTable
from analysis.auditing.agreement.set_distances import SetDistances
from analysis.auditing.agreement.wording import agreement_in_words
from analysis.auditing.resolution.codebook_migration import TranslatedCoding
from analysis.model import Agreement, Coder, CoderKind, Coding, Measure, Outcome, PointKey
from tests.auditing.agreement import labels as published
from tests.auditing.agreement.labels import label_agreement
from tests.builders import MACHINE, NOON

Rows = Sequence[Sequence[object]]

DIAGNOSES = ((40, 4, 4, 17), (6, 25, 2, 13), (4, 1, 21, 12), (15, 5, 9, 45))
"""Gwet (2014): 223 patients by clinical and by research diagnosis."""

MEASURES = {
    Measure.RAW: measures.raw,
    Measure.POSITIVE: measures.specific(1),
    Measure.NEGATIVE: measures.specific(0),
    Measure.COHEN: measures.cohen,
    Measure.FLEISS: measures.fleiss,
    Measure.ALPHA: measures.alpha(Nominal()),
    Measure.AC1: measures.gwet,
}


@pytest.mark.parametrize("module", [coefficients, agreement_intervals, wording, published])
def test_the_published_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("measure", "published"), [(Measure.COHEN, 0.046), (Measure.FLEISS, 0.046), (Measure.AC1, 0.043)]
)
def test_the_published_standard_errors_hold(measure: Measure, published: float) -> None:
    labels = [(i, j) for i in range(4) for j in range(4) for _ in range(DIAGNOSES[i][j])]
    table = RatingTable(np.array(labels), np.ones(223), 4)
    found = MEASURES[measure](table)
    assert found is not None
    assert round(math.sqrt(float(found.influence @ found.influence)) / 223, 3) == published


def test_positive_and_negative_agreement_are_the_published_ones() -> None:
    """Artstein & Poesio (2008, page 558): .571 for statements, .769 for information requests."""
    pairs = [(1, 1)] * 20 + [(1, 0)] * 20 + [(0, 1)] * 10 + [(0, 0)] * 50
    people = {
        str(row): {coder: frozenset("s") if found else frozenset() for coder, found in zip("ab", pair, strict=True)}
        for row, pair in enumerate(pairs)
    }
    found = theme_agreement(people, ["s"])["s"]
    assert [round(found[one].figure or 0, 3) for one in (Measure.POSITIVE, Measure.NEGATIVE)] == [0.571, 0.769]
    assert round(found[Measure.COHEN].figure or 0, 3) == 0.348


# A second implementation, by counting every pair in fractions --------------------------------------------------------


def pairs_of(row: Sequence[object]) -> list[tuple[object, object]]:
    return list(permutations([label for label in row if label is not None], 2))


def over(top: Fraction, bottom: Fraction) -> float | None:
    return float(top / bottom) if bottom else None


def plain_raw(rows: Rows) -> Fraction:
    shares = [Fraction(sum(a == b for a, b in pairs), len(pairs)) for pairs in map(pairs_of, rows) if pairs]
    return sum(shares, Fraction(0)) / len(shares)


def plain_shares(rows: Rows) -> dict[object, Fraction]:
    heard = [[label for label in row if label is not None] for row in rows]
    heard = [row for row in heard if row]
    shares: Counter[object] = Counter()
    for row in heard:
        for label in row:
            shares[label] += Fraction(1, len(row) * len(heard))  # type: ignore[assignment]
    return dict(shares)  # type: ignore[arg-type]


def plain_fleiss(rows: Rows) -> float | None:
    chance = sum((share**2 for share in plain_shares(rows).values()), Fraction(0))
    return over(plain_raw(rows) - chance, 1 - chance)


def plain_ac1(rows: Rows) -> float | None:
    shares = plain_shares(rows)
    chance = sum((share * (1 - share) for share in shares.values()), Fraction(0)) / max(len(shares) - 1, 1)
    return over(plain_raw(rows) - chance, 1 - chance)


def plain_alpha(rows: Rows, distance: object = None) -> float | None:
    """From Krippendorff's (2011) matrix of coincidences."""
    coincidences: Counter[tuple[object, object]] = Counter()
    for row in rows:
        pairs = pairs_of(row)
        size = sum(label is not None for label in row)
        for pair in pairs:
            coincidences[pair] += Fraction(1, size - 1)  # type: ignore[assignment]
    totals: Counter[object] = Counter()
    for (one, _), count in coincidences.items():
        totals[one] += count
    n = sum(totals.values())
    apart = distance if callable(distance) else lambda one, other: Fraction(one != other)
    observed = sum((count * apart(*pair) for pair, count in coincidences.items()), Fraction(0))
    expected = sum((totals[one] * totals[other] * apart(one, other) for one in totals for other in totals), Fraction(0))
    return float(1 - (n - 1) * observed / expected) if expected else None


labels = st.sampled_from([None, "a", "b", "c"])
tables = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.tuples(*[labels] * coders), min_size=1, max_size=25).filter(
        lambda rows: any(len(pairs_of(row)) for row in rows)
    )
)
full_tables = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.tuples(*[st.sampled_from("abc")] * coders), min_size=1, max_size=25)
)
sets = st.frozensets(st.sampled_from("xyz"), max_size=3)


def is_near(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else math.isclose(one, other, abs_tol=1e-9)


@given(tables)
def test_figures_equal_those_counted_pair_by_pair(rows: Rows) -> None:
    found = label_agreement(rows)
    assert is_near(found[Measure.RAW].figure, float(plain_raw(rows)))
    assert is_near(found[Measure.FLEISS].figure, plain_fleiss(rows))
    assert is_near(found[Measure.ALPHA].figure, plain_alpha(rows))
    assert is_near(found[Measure.AC1].figure, plain_ac1(rows))


@given(full_tables)
def test_figures_equal_nltks_where_nothing_is_missing(rows: Rows) -> None:
    assume(len({label for row in rows for label in row}) > 1)
    task = AnnotationTask([(c, str(unit), label) for unit, row in enumerate(rows) for c, label in enumerate(row)])
    found = label_agreement(rows)
    assert is_near(found[Measure.COHEN].figure, task.multi_kappa())
    assert is_near(found[Measure.ALPHA].figure, task.alpha())
    assert is_near(found[Measure.RAW].figure, task.avg_Ao())
    if len(rows[0]) == 2:
        assert is_near(found[Measure.FLEISS].figure, task.pi())


@given(st.lists(st.tuples(labels, labels), min_size=1, max_size=25))
def test_cohens_kappa_equals_scikit_learns_on_the_units_that_both_judged(rows: Rows) -> None:
    both = [row for row in rows if None not in row]
    assume(len({label for row in both for label in row}) > 1)
    assert is_near(label_agreement(rows)[Measure.COHEN].figure, cohen_kappa_score(*zip(*both, strict=True)))


@given(st.lists(st.tuples(*[st.none() | sets] * 3), min_size=1, max_size=15))
def test_alpha_of_sets_equals_that_counted_pair_by_pair(rows: Sequence[Sequence[frozenset[str] | None]]) -> None:
    assume(any(len(pairs_of(row)) for row in rows))
    people = {
        unit: {coder: found for coder, found in zip("abc", row, strict=True) if found is not None}
        for unit, row in enumerate(rows)
    }
    exactly = plain_alpha(rows, lambda one, other: Fraction(set_distance(one, other)).limit_denominator(1000))
    assert is_near(set_agreement(people)[Measure.ALPHA].figure, exactly)


def set_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """NLTK's, which defines none between two empty sets."""
    return masi_distance(one, other) if one or other else 0.0


@given(st.lists(sets, min_size=1, max_size=8, unique=True))
def test_distances_of_many_sets_are_those_of_two(some: list[frozenset[str]]) -> None:
    known, numbers = SetDistances(some), np.arange(len(some))
    for place, one in enumerate(some):
        expected = [set_distance(one, other) for other in some]
        assert known.between(np.full(len(some), place), numbers).tolist() == pytest.approx(expected)
        assert known.from_all(np.arange(1.0, len(some) + 1))[place] == pytest.approx(
            sum(far * (number + 1) for number, far in enumerate(expected))
        )


# What must always hold ------------------------------------------------------------------------------------------------


def numbered(rows: Rows, weights: Sequence[float] | None = None) -> RatingTable:
    number = {None: -1, "a": 0, "b": 1, "c": 2}
    heard = [[number[label] for label in row] for row in rows if set(row) != {None}]  # type: ignore[index]
    return RatingTable(np.array(heard), np.array(weights or [1.0] * len(heard)), 3)


@given(tables, st.sampled_from(list(Measure)))
def test_influence_is_how_far_one_more_such_unit_would_move_the_figure(rows: Rows, measure: Measure) -> None:
    table = numbered(rows)
    found = MEASURES[measure](table)
    assume(found is not None)
    assert isinstance(found, Linear)
    assert float(table.weights @ found.influence) == pytest.approx(0, abs=1e-8)
    step, moves = 1e-6, []
    for unit in range(len(table.labels)):
        weights = table.weights.copy()
        weights[unit] += step * weights.sum()
        moved = MEASURES[measure](replace(table, weights=weights))
        assert moved is not None
        moves.append((moved.value - found.value) / step)
    # alpha's correction for few judgements also grows a little with how many there are, whoever made them
    expected = np.array(moves) - (np.mean(moves) if measure is Measure.ALPHA else 0)
    assert found.influence == pytest.approx(expected, abs=1e-3)


@given(tables, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_of_coders_matters(rows: Rows, random: object) -> None:
    units, coders = list(rows), list(range(len(rows[0])))
    random.shuffle(units)  # type: ignore[attr-defined]
    random.shuffle(coders)  # type: ignore[attr-defined]
    turned = label_agreement([[row[coder] for coder in coders] for row in units])
    for measure, own in label_agreement(rows).items():
        assert is_near(own.figure, turned[measure].figure)
        assert is_near(own.low, turned[measure].low)


@given(tables)
def test_intervals_hold_their_figure_and_stay_where_figures_can_be(rows: Rows) -> None:
    for measure, own in label_agreement(rows).items():
        assert (own.figure is None) == (own.reason not in {"", agreement_intervals.ONE_GROUP})
        if own.figure is None or own.low is None or own.high is None:
            assert own.reason
            continue
        # kappa with gaps may lie below -1
        least = 0 if measure in agreement_intervals.SHARES else min(-1, own.figure)
        assert all(map(math.isfinite, (own.low, own.figure, own.high)))
        assert least - 1e-9 <= own.low <= own.figure + 1e-9 <= own.high + 2e-9 <= 1 + 3e-9


def test_a_unit_that_one_coder_judged_moves_no_alpha_and_no_kappa_of_two() -> None:
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    fewer, more = label_agreement(rows), label_agreement([*rows, ("a", None), (None, "a"), (None, None)])
    for measure in (Measure.RAW, Measure.COHEN, Measure.ALPHA):
        assert is_near(fewer[measure].figure, more[measure].figure)
    assert more[Measure.RAW].points == 4


def test_points_of_one_respondent_tell_hardly_more_than_one() -> None:
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("b", "a"), ("a", "a")] * 5
    thrice = [row for row in rows for _ in range(3)]
    whose = [place for place, _ in enumerate(rows) for _ in range(3)]

    def width(found: Agreement) -> float:
        return (found.high or 0) - (found.low or 0)

    once, apart = label_agreement(rows)[Measure.COHEN], label_agreement(thrice)[Measure.COHEN]
    together = label_agreement(thrice, respondents=whose)[Measure.COHEN]
    assert width(apart) < 0.7 * width(once)
    assert width(together) > 0.9 * width(once)


@pytest.mark.parametrize(("share", "points"), [(0.3, 50), (0.1, 100), (0.03, 300)])
def test_intervals_hold_the_truth_as_often_as_they_say(share: float, points: int) -> None:
    """Two coders who err independently; the truth is what endless points would give. 200 audits: ± 3 %."""
    random = np.random.default_rng(5)
    finds, errs = 0.85, 0.02
    yes = share * finds**2 + (1 - share) * errs**2
    split = share * finds * (1 - finds) + (1 - share) * errs * (1 - errs)
    chances = [yes, split, split, 1 - yes - 2 * split]
    cells = np.array([(1, 1), (1, 0), (0, 1), (0, 0)])
    truth = {one: measure(RatingTable(cells, 1e9 * np.array(chances), 2)) for one, measure in MEASURES.items()}
    held: Counter[Measure] = Counter()
    tried: Counter[Measure] = Counter()
    for counts in random.multinomial(points, chances, size=200):
        rows = np.repeat(cells, counts, axis=0)
        found = agreement_intervals.measure_agreement(rows, 2, np.arange(points), MEASURES)
        for one, own in found.items():
            if own.low is not None and own.high is not None:
                tried[one] += 1
                held[one] += own.low <= truth[one].value <= own.high  # type: ignore[union-attr]
    assert {one: held[one] / tried[one] for one in MEASURES if held[one] / tried[one] < 0.92} == {}


# Themes, sets, silence ------------------------------------------------------------------------------------------------

ANN, BOB = (Coder(name, CoderKind.HUMAN, name) for name in ("ann", "bob"))
POINT = PointKey("a.txt", 0, 5)


def coding(coder: Coder, themes: str, outcome: Outcome = Outcome.CODED) -> Coding:
    return Coding(POINT, coder, "book", "cut", frozenset(themes), NOON, outcome=outcome)


def test_two_people_who_find_no_theme_agree() -> None:
    nothing: frozenset[str] = frozenset()
    people = {place: {"ann": nothing, "bob": nothing} for place in range(9)}
    assert set_agreement(people)[Measure.RAW].figure == 1
    people[9] = {"ann": frozenset("x"), "bob": frozenset("x")}
    assert set_agreement(people)[Measure.ALPHA].figure == 1


def test_a_theme_that_nobody_found_has_no_kappa_and_says_why() -> None:
    people = {place: {"ann": frozenset("x"), "bob": frozenset("x")} for place in range(40)}
    found = theme_agreement(people, ["y"])["y"]
    assert found[Measure.RAW].figure == found[Measure.AC1].figure == found[Measure.NEGATIVE].figure == 1
    assert 0.8 < (found[Measure.RAW].low or 0) < 1
    for measure in (Measure.COHEN, Measure.FLEISS, Measure.ALPHA, Measure.POSITIVE):
        assert found[measure].figure is found[measure].low is None
        assert found[measure].reason


def test_nothing_is_known_where_nothing_was_judged_twice() -> None:
    for found in (
        label_agreement([]),
        label_agreement([("a", None), (None, "b")]),
        set_agreement({}),
        theme_agreement({"1": {"ann": frozenset("x")}}, ["x"])["x"],
    ):
        assert {own.figure for own in found.values()} == {None}
        assert {own.points for own in found.values()} == {0}


def test_a_judgement_that_is_silent_about_a_theme_is_a_gap() -> None:
    people = {"1": {"ann": frozenset("x"), "bob": frozenset("xy")}, "2": {"ann": frozenset("x"), "bob": frozenset()}}
    found = theme_agreement(people, ["x", "y"], {("1", "ann"): frozenset("y")})
    assert [found[theme][Measure.RAW].points for theme in "xy"] == [2, 1]
    assert set_agreement(people, {("1", "ann"): frozenset("y")})[Measure.RAW].points == 1


def test_peoples_last_judgements_are_compared_and_who_cannot_tell_is_left_out() -> None:
    adjudicator = Coder("ann", CoderKind.ADJUDICATOR, "ann")
    said = [coding(ANN, "x"), coding(ANN, "y"), coding(BOB, "x"), coding(MACHINE, "z"), coding(adjudicator, "x")]
    assert tabulate(said).judgements == {POINT: {"ann": frozenset("y"), "bob": frozenset("x")}}
    said.append(coding(BOB, "", Outcome.CANNOT_TELL))
    assert tabulate(said).judgements == {POINT: {"ann": frozenset("y")}}


def test_a_theme_added_since_is_a_silence() -> None:
    found = tabulate([coding(ANN, "x")], lambda one: TranslatedCoding(one, silent=frozenset("n"), parts=frozenset("p")))
    assert found.silences == {(POINT, "ann"): frozenset("np")}


# In words -------------------------------------------------------------------------------------------------------------


def figure(
    measure: Measure, value: float | None, low: float | None, high: float | None, points: int = 100
) -> Agreement:
    return Agreement(measure, value, low, high, points, 2, "nobody gave the label" if value is None else "")


def test_words_say_what_the_figure_is_good_for() -> None:
    assert "0.85 (between 0.82 and 0.90)" in agreement_in_words(figure(Measure.ALPHA, 0.85, 0.82, 0.9))
    assert agreement_in_words(figure(Measure.ALPHA, 0.85, 0.82, 0.9)).endswith("chance: enough to rely on.")
    assert agreement_in_words(figure(Measure.COHEN, 0.5, 0.4, 0.6)).endswith("too little to rely on.")
    unsure = agreement_in_words(figure(Measure.COHEN, 0.7, 0.5, 0.9))
    assert "tentative conclusions only, though" in unsure
    assert unsure.endswith("too little to rely on or enough to rely on.")


def test_words_warn_of_few_points() -> None:
    assert "12 points" in agreement_in_words(figure(Measure.RAW, 0.9, 0.6, 1.0, points=12))
    assert "too few" not in agreement_in_words(figure(Measure.RAW, 0.9, 0.6, 1.0))


def test_words_explain_why_kappa_is_low_where_people_nearly_always_agree() -> None:
    often = figure(Measure.RAW, 0.96, 0.9, 0.99)
    assert "Yet people gave the same answer in 96%" in agreement_in_words(figure(Measure.COHEN, 0.4, 0.1, 0.6), often)
    assert "Yet" not in agreement_in_words(figure(Measure.AC1, 0.4, 0.1, 0.6), often)
    assert "Yet" not in agreement_in_words(figure(Measure.COHEN, 0.4, 0.1, 0.6), figure(Measure.RAW, 0.7, 0.6, 0.8))


def test_words_say_why_there_is_no_figure() -> None:
    assert "nobody gave the label" in agreement_in_words(figure(Measure.POSITIVE, None, None, None))
    nothing = label_agreement([("a", None)])[Measure.COHEN]
    assert "coded by a second person" in agreement_in_words(nothing)


def test_words_never_round_a_share_to_all_or_nothing() -> None:
    assert "over 99% of cases (between 98% and 100%)" in agreement_in_words(figure(Measure.RAW, 0.997, 0.98, 1.0))

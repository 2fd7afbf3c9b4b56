"""Whether one may stop when the stopping rule says so, and what that saves against always auditing 300 points.

Audits are drawn from frames of which all is known: the labelled sets with the machine of the blind audits, and made-up
frames with other shares of themes and other machines. One looks after each batch, and stops when the bound is no more
than x. Right: no published figure (corrected points and respondents of each theme, as shares, and the F1 over all
themes) is further than x from what auditing the whole frame would give. Floor: a fixed 300, whatever it shows. Peer:
the same rule with the level of a single look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.auditing.estimation.accuracy import accuracy
from analysis.auditing.estimation.adjusted_counts import corrected
from analysis.auditing.estimation.sampling_frame import Audited, Frame, frame_of
from analysis.auditing.sampling.sample_draw import SIMPLE, allocate, strata_sizes
from analysis.auditing.sampling.sample_plan import MINUTES
from analysis.auditing.sampling.stopping_rule import (
    NOMINAL,
    OVERALL,
    PublishedFigure,
    movement_bound,
    published,
    stopping,
)
from analysis.auditing.sampling.strata import strata_by
from benchmarks.blind_audits import SETS, labelled

AUDITS, SEED, FIXED = 100, 6, 300
LOOKS = (50, 100, 150, 200, 250, FIXED, 400, 500, 600, 800, 1000)
"""After how many audits one looks; who has not stopped after the last one is counted as not stopping."""

TEN_LOOKS = tuple(range(50, 501, 50))

TARGETS = (0.08, 0.05, 0.03)
RULE, ONE_LOOK = "the rule", "as for one look"
LEVELS = {RULE: NOMINAL, ONE_LOOK: 0.05}
BEFORE, AFTER, FORESEEN = 150, 200, 20
"""What a batch buys is foreseen after so many audits, and compared after so many; in so many audits of each frame."""

ONE_THEME = ("one theme, 30 %", (0.3,), 0.7, 0.8)
TWO_THEMES = ("two themes, 40 and 20 %, good machine", (0.4, 0.2), 0.9, 0.9)
"""Made-up frames: the themes' shares, the machine's precision and recall. One theme leaves the rule the least slack."""


@dataclass(frozen=True)
class Known:
    """A frame of which all is known: the truth, shape (points, themes), and every figure that is published of it."""

    name: str
    frame: Frame
    truth: np.ndarray
    strata: tuple[str, ...]
    figures: np.ndarray


@dataclass
class Course:
    """What audits of one frame to one target at one level came to."""

    stops: list[int] = field(default_factory=list)
    right: int = 0

    @property
    def capped(self) -> float:
        """The mean number of audits where nobody does more than the fixed number."""
        return float(np.mean([min(stop, FIXED) for stop in self.stops] + [FIXED] * (AUDITS - len(self.stops))))

    @property
    def needed(self) -> str:
        """The mean number of audits; a least one, where some did not stop at all."""
        mean = np.mean([*self.stops, *[LOOKS[-1]] * (AUDITS - len(self.stops))])
        return f"{'over ' if len(self.stops) < AUDITS else ''}{mean:.0f}"


@dataclass
class Told:
    """What became of the audits of one frame."""

    known: Known
    courses: dict[tuple[str, float], Course]
    errors: list[float] = field(default_factory=list)
    bounds: list[tuple[float, float]] = field(default_factory=list)
    slowest: Counter[str] = field(default_factory=Counter)
    foreseen: list[float] = field(default_factory=list)


# The frames -----------------------------------------------------------------------------------------------------------


def known(name: str, truth: np.ndarray, given: np.ndarray, groups: Sequence[str], strata: Sequence[str] = ()) -> Known:
    """A frame with its figures, in the order in which they are published."""
    themes = [str(n) for n in range(truth.shape[1])]
    own = tuple(strata) or (SIMPLE,) * len(truth)
    frame = frame_of(themes, given, list(groups), own)
    people = [len(np.unique(frame.respondents[column])) / (frame.respondents.max() + 1) for column in truth.T]
    f1 = 2 * (truth & given).sum() / (truth.sum() + given.sum())
    return Known(name, frame, truth, own, np.array([*truth.mean(axis=0), *people, f1]))


def made_up(name: str, shares: Sequence[float], precision: float, recall: float, each: int = 1) -> Known:
    """2,000 points of respondents with ``each`` of them, and a machine with this precision and recall."""
    random, share = np.random.default_rng(SEED), np.array(shares)
    truth = random.random((2000, len(share))) < share
    wrong = share * recall * (1 - precision) / precision / (1 - share)
    given = random.random(truth.shape) < np.where(truth, recall, wrong)
    return known(name, truth, given, [str(n // each) for n in range(len(truth))])


def frames() -> Iterator[Known]:
    """Every frame that is audited."""
    for name, file in SETS:
        data = labelled(name, file)
        yield known(name, data.truth, data.given, list(data.groups))
        if name == SETS[1][0]:
            strata = strata_by(data.given, data.scores)
            yield known(f"{name}, stratified", data.truth, data.given, list(data.groups), strata)
    yield made_up(*ONE_THEME)
    yield made_up(*TWO_THEMES)
    yield made_up("30, 10, 5 and 1 %, 4 points each", (0.3, 0.1, 0.05, 0.01), 0.8, 0.8, 4)
    yield made_up("rare: 5, 2 and 1 %, 4 points each", (0.05, 0.02, 0.01), 0.6, 0.7, 4)


# An audit -------------------------------------------------------------------------------------------------------------


def audits(one: Known) -> Told:
    """Audit a frame again and again."""
    told = Told(one, {(level, target): Course() for level in LEVELS for target in TARGETS})
    random = np.random.default_rng(SEED)
    for number in range(AUDITS):
        order = {name: random.permutation(np.flatnonzero(np.asarray(one.strata) == name)) for name in set(one.strata)}
        _audit(one, order, told)
        if number < FORESEEN:
            before, after = (_figures(one, _sample(one, order, size)) for size in (BEFORE, AFTER))
            then = stopping(before, BEFORE, one.frame.size, batch=AFTER - BEFORE).then
            told.foreseen.append(then / movement_bound(after))
    return told


def _audit(one: Known, order: dict[str, np.ndarray], told: Told) -> None:
    """Look after every batch; the counts, which take long, only where the F1 alone would let anybody stop."""
    going = set(told.courses)
    for size in (look for look in LOOKS if look < one.frame.size):
        sample = _sample(one, order, size)
        overall = [_overall(one, sample)]
        close = [key for key in going if movement_bound(overall, LEVELS[key[0]]) <= key[1]]
        if not close and size != FIXED:
            continue
        figures = _figures(one, sample)
        error = float(np.abs([_value(figure) for figure in figures] - one.figures).max())
        for key in close:
            if movement_bound(figures, LEVELS[key[0]]) <= key[1]:
                told.courses[key].stops.append(size)
                told.courses[key].right += error <= key[1]
                going.remove(key)
        if size == FIXED:
            told.errors.append(error)
            told.bounds.append((movement_bound(figures), movement_bound(figures[:-1])))
            told.slowest[stopping(figures, size, one.frame.size).slowest.split(" on ")[0]] += 1
        if not going and size > FIXED:
            return


def _sample(one: Known, order: dict[str, np.ndarray], size: int) -> Audited:
    sizes = allocate(strata_sizes(one.strata), size)
    rows = np.concatenate([order[name][:own] for name, own in sizes.items()])
    return Audited(rows, one.truth[rows])


def _overall(one: Known, sample: Audited) -> PublishedFigure:
    return PublishedFigure(OVERALL, accuracy(one.frame, sample).micro.f1)


def _figures(one: Known, sample: Audited) -> tuple[PublishedFigure, ...]:
    """All that is published."""
    return published(corrected(one.frame, sample), accuracy(one.frame, sample).micro.f1)


def _value(figure: PublishedFigure) -> float:
    """The figure that is published; one that is not known is nowhere near."""
    return 2.0 if figure.share.value is None else figure.share.value


def every_look(one: Known) -> dict[str, float]:
    """In what share of audits the bound held at each of ten looks, whatever made somebody stop; by level."""
    random = np.random.default_rng(SEED)
    held = dict.fromkeys(LEVELS, 0)
    for _ in range(AUDITS):
        order = {SIMPLE: random.permutation(one.frame.size)}
        shown = [_figures(one, _sample(one, order, size)) for size in TEN_LOOKS]
        errors = [float(np.abs([_value(figure) for figure in some] - one.figures).max()) for some in shown]
        for name, level in LEVELS.items():
            held[name] += all(error <= movement_bound(some, level) for error, some in zip(errors, shown, strict=True))
    return {name: number / AUDITS for name, number in held.items()}


# What is printed ------------------------------------------------------------------------------------------------------


def hours(saved: float) -> float:
    """The hours that so many audits take."""
    return saved * MINUTES / 60


def stops(all_told: Sequence[Told], level: str) -> None:
    """When the rule let audits stop, whether that was right, and what it saved."""
    print("| frame | x | stopped by 1,000 | right of these | audits needed, mean | stopped by 300 | hours saved |")
    print("|---|---|---|---|---|---|---|")
    for told in all_told:
        for target in TARGETS:
            own = told.courses[level, target]
            right = f"{own.right / len(own.stops):.0%}" if own.stops else "-"
            early = sum(stop <= FIXED for stop in own.stops)
            print(
                f"| {told.known.name} | {100 * target:.0f} points | {len(own.stops) / AUDITS:.0%} | {right} "
                f"| {own.needed} | {early / AUDITS:.0%} | {hours(FIXED - own.capped):.1f} |"
            )
    every = [own for told in all_told for key, own in told.courses.items() if key[0] == level]
    stopped, right = sum(len(own.stops) for own in every), sum(own.right for own in every)
    print(f"\nOf {stopped:,} stops {right / max(1, stopped):.1%} were right. ")
    for target in TARGETS:
        saved = [hours(FIXED - told.courses[level, target].capped) for told in all_told]
        print(
            f"To {100 * target:.0f} points: {np.mean(saved):.1f} of {hours(FIXED):.0f} hours saved, mean over frames. "
        )
    print()


def fixed(all_told: Sequence[Told]) -> None:
    """What a fixed number of audits gives, and what holds the rule up there."""
    print(
        "| frame | within 8 | within 5 | within 3 | bound, mean | of counts alone | least settled | foreseen / found |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for told in all_told:
        error, bounds = np.array(told.errors), 100 * np.mean(told.bounds, axis=0)
        within = " | ".join(f"{(error <= target).mean():.0%}" for target in TARGETS)
        slowest, times = told.slowest.most_common(1)[0]
        print(
            f"| {told.known.name} | {within} | {bounds[0]:.1f} | {bounds[1]:.1f} | {slowest} ({times / AUDITS:.0%}) "
            f"| {np.mean(told.foreseen):.2f} |"
        )


def stopped_at_will() -> None:
    """Whether the bound holds for whoever stops for reasons of their own."""
    print(
        f"Looks after {', '.join(map(str, TEN_LOOKS))} audits; in what share of audits the bound held at all of them.\n"
    )
    print(f"| frame | {' | '.join(LEVELS)} |\n|---|---|---|")
    for one in (ONE_THEME, TWO_THEMES):
        held = every_look(made_up(*one))
        print(f"| {one[0]} | {' | '.join(f'{held[name]:.0%}' for name in LEVELS)} |")


def main() -> None:
    """Print what the rule does, what it would do if one looked once, and what a fixed 300 does."""
    print(f"{AUDITS} audits of each frame, seed {SEED}; looks after {', '.join(map(str, LOOKS))} audits; ")
    print(f"{MINUTES:g} minutes a point. Hours are those saved by stopping before {FIXED}, if nobody does more.\n")
    all_told = [audits(one) for one in frames()]
    print("## The rule\n")
    stops(all_told, RULE)
    print("## The same with the level of a single look\n")
    stops(all_told, ONE_LOOK)
    print(f"## A fixed {FIXED}\n")
    print("How often every figure was within x points; the bound that the rule gives there; what is least settled;")
    print(f"and the bound after {AFTER} audits, as foreseen after {BEFORE}, against what it was then.\n")
    fixed(all_told)
    print("\n## Stopping at will\n")
    stopped_at_will()

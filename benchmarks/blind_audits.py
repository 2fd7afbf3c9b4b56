"""Whether the intervals of accuracy and of corrected counts hold, in 1,000 simulated blind audits of each design.

The frame is a labelled set, people's labels are the truth, and the machine is TF-IDF with logistic regression, each
quarter of the texts coded by what was learnt from another quarter, as generous as language models are: it gives a theme
to two thirds more texts than people gave it to. Floor: the machine's raw counts, and the sample
alone without the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from analysis.auditing.estimation.accuracy import theme_quality
from analysis.auditing.estimation.adjusted_counts import bounded, corrected, points, respondents
from analysis.auditing.estimation.confusion import Split
from analysis.auditing.estimation.sampling_frame import Audited, Frame, frame_of
from analysis.auditing.sampling.sample_draw import SIMPLE, allocate, strata_sizes
from analysis.auditing.sampling.strata import spreads, strata_by
from analysis.model import AdjustedCount, Estimate
from benchmarks.learning import Coded, coded

AUDITS, SIZES, SEED, QUARTERS = 1000, (50, 100, 300), 6, 4
COMMON, RARE, ABOUT = 2, 2, 0.01
"""How many common and rare themes of each set are looked at; rare are those nearest to 1 % of the points."""

GENEROUS = 5 / 3
"""How many labels the machine gives for each that people give: what was measured of language models."""

ALONE_EVERY = 10
"""The sample alone is only asked for its width, in every tenth audit."""

SETS = (
    ("NHS", "nhs-fft-neas.jsonl"),
    ("Cycling", "cimt-cycling-bonn.jsonl"),
    ("Arguments", "argkp-train-dev.jsonl"),
)
COUNTS = ("points", "respondents", "points of a part", "respondents of a part")
MEASURES = ("precision", "recall", "F1", *COUNTS)
PART = 4
"""The part that is counted by itself holds every fourth respondent."""
LEAST, MOST, OF_CELLS, NEVER = 0.93, 0.98, 0.95, 0.91
MANY = 10
"""With so many sampled positives no interval may be refused."""


@dataclass
class Cell:
    """One measure of one theme in one design: the truth, the raw count, and what 1,000 audits said."""

    name: str
    theme: str
    size: int
    design: str
    measure: str
    truth: float
    raw: float | None
    estimates: list[float] = field(default_factory=list)
    below: int = 0
    above: int = 0
    refused: int = 0
    positives: int = 0
    widths: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    helped: list[float] = field(default_factory=list)

    def take(self, interval: Estimate | AdjustedCount, positives: int, alone: Estimate | None) -> None:
        """Count one audit; the interval holds the truth to the precision of arithmetic."""
        self.below += interval.low > self.truth + 1e-9
        self.above += interval.high < self.truth - 1e-9
        self.positives += positives
        self.refused += positives >= MANY and interval.value is None
        self.widths.append(interval.high - interval.low)
        if interval.value is not None:
            self.estimates.append(interval.value)
        if alone is not None:
            self.alone.append(alone.high - alone.low)
            self.helped.append(interval.high - interval.low)

    @property
    def coverage(self) -> float:
        """The share of audits whose interval held the truth."""
        return 1 - (self.below + self.above) / len(self.widths)

    @property
    def met(self) -> float:
        """How many positives the mean sample holds."""
        return self.positives / len(self.widths)

    @property
    def factor(self) -> float:
        """How many times wider the interval from the sample alone is."""
        return float(np.mean(self.alone) / max(float(np.mean(self.helped)), 1e-9))


@dataclass(frozen=True)
class Labelled:
    """A set with the machine's codings of the themes that are looked at."""

    name: str
    themes: tuple[str, ...]
    truth: np.ndarray
    given: np.ndarray
    scores: np.ndarray
    groups: np.ndarray


def machine(data: Coded, columns: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Scores and codings of some themes, shape (texts, themes); no text is coded by what was learnt from itself."""
    fold = np.random.default_rng(SEED).permutation(len(data.texts)) % QUARTERS
    table = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(data.texts)
    scores = np.zeros((len(data.texts), len(columns)))
    given = np.zeros(scores.shape, dtype=bool)
    for quarter in range(QUARTERS):
        learnt, coded_ = fold == quarter, fold == (quarter + 1) % QUARTERS
        for n, column in enumerate(columns):
            model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear", random_state=SEED)
            own = model.fit(table[learnt], data.truth[learnt, column]).predict_proba(table[coded_])[:, 1]
            share = GENEROUS * data.truth[learnt, column].mean()
            scores[coded_, n], given[coded_, n] = own, own >= np.quantile(own, 1 - share)
    return scores, given


def labelled(name: str, file: str) -> Labelled:
    """A set, its commonest themes and those nearest to 1 % of the points."""
    data = coded(file)
    share = data.truth.mean(axis=0)
    rare = sorted(range(COMMON, len(share)), key=lambda n: abs(share[n] - ABOUT))[:RARE]
    columns = [*range(COMMON), *sorted(rare)]
    scores, given = machine(data, columns)
    names = tuple(f"{data.codebook.themes[n].name[:24]} ({share[n]:.1%})" for n in columns)
    return Labelled(name, names, data.truth[:, columns] > 0, given, scores, data.groups)


def audits(data: Labelled) -> Iterator[Cell]:
    """Every cell of a set."""
    keys = [str(n) for n in range(len(data.truth))]
    by_confidence = strata_by(data.given, data.scores)
    for design, strata in (("simple", (SIMPLE,) * len(keys)), ("stratified", by_confidence)):
        frame = frame_of(data.themes, data.given, list(data.groups), strata)
        for size in SIZES:
            sizes = allocate(strata_sizes(strata), size, spread=spreads(strata, data.scores))
            cells = [list(_cells(data, frame, t, size, design)) for t in range(len(data.themes))]
            random = np.random.default_rng(SEED)
            members = {name: np.flatnonzero(np.asarray(strata) == name) for name in sizes}
            for audit in range(AUDITS):
                rows = np.concatenate([random.permutation(members[name])[:own] for name, own in sizes.items()])
                _audit(frame, Audited(rows, data.truth[rows]), cells, audit % ALONE_EVERY == 0)
            yield from (cell for own in cells for cell in own)


def _cells(data: Labelled, frame: Frame, t: int, size: int, design: str) -> Iterator[Cell]:
    truth, given = data.truth[:, t], data.given[:, t]
    right, has, said = (truth & given).sum(), truth.sum(), given.sum()
    inside = frame.respondents % PART == 0
    tables = (truth, truth & inside, given, given & inside)
    points_of = [int(table.sum()) for table in tables]
    people = [len(np.unique(frame.respondents[table])) for table in tables]
    counts = (points_of[0], people[0], points_of[1], people[1])
    values = (right / max(1, said), right / has, 2 * right / (has + said), *counts)
    raw = (None, None, None, points_of[2], people[2], points_of[3], people[3])
    for measure, value, count in zip(MEASURES, values, raw, strict=True):
        yield Cell(data.name, data.themes[t], size, design, measure, float(value), count and float(count))


def _audit(frame: Frame, sample: Audited, cells: list[list[Cell]], with_alone: bool) -> None:
    counted = corrected(frame, sample, types={"part": frame.respondents % PART == 0})
    for t, (own, counts) in enumerate(zip(cells, counted, strict=True)):
        split = Split(frame, sample, t)
        quality, found = theme_quality(split), int(split.found.sum())
        both = (counts.points, counts.respondents, counts.types[0].points, counts.types[0].respondents)
        given = [quality.precision, quality.recall, quality.f1, *both]
        alone: list[Estimate | None] = [None] * len(own)
        if with_alone:
            nothing = Split(frame, sample, t, np.zeros(frame.size, dtype=bool))
            alone[3:5] = [
                bounded(points(nothing), counts.points.confirmed, counts.points.of),
                bounded(respondents(nothing), counts.respondents.confirmed, counts.respondents.of),
            ]
        positives = [int(split.given[sample.rows].sum()), found, found, *(one.confirmed for one in both)]
        for cell, interval, number, other in zip(own, given, positives, alone, strict=True):
            cell.take(interval, number, other)


# What is printed ------------------------------------------------------------------------------------------------------


def summary(cells: list[Cell]) -> None:
    """Coverage by measure, and whether it is what was promised."""
    print("| measure | cells | coverage, mean | lowest | in 93 % of audits or more | above 98 % | refused |")
    print("|---|---|---|---|---|---|---|")
    for measure in (*MEASURES, "all"):
        own = [cell for cell in cells if measure in (cell.measure, "all")]
        held = np.array([cell.coverage for cell in own])
        print(
            f"| {measure} | {len(own)} | {held.mean():.3f} | {held.min():.3f} | {(held >= LEAST).mean():.1%} of cells "
            f"| {(held > MOST).mean():.0%} | {sum(cell.refused for cell in own)} |"
        )
    held = np.array([cell.coverage for cell in cells])
    print(
        f"\n{OF_CELLS:.0%} of cells at {LEAST:.0%} or more: {'yes' if (held >= LEAST).mean() >= OF_CELLS else 'no'}; "
    )
    print(f"none below {NEVER:.0%}: {'yes' if held.min() >= NEVER else 'no'}.\n")


def corrections(cells: list[Cell]) -> None:
    """The bias of raw and corrected counts, where raw ones are off by more than 2 % of the frame; and the widths."""
    print("| set | theme | sampled | design | count of | truth | raw | corrected, mean | narrower by |")
    print("|---|---|---|---|---|---|---|---|---|")
    for cell in cells:
        if cell.raw is not None:
            print(
                f"| {cell.name} | {cell.theme} | {cell.size} | {cell.design} | {cell.measure} | {cell.truth:.0f} "
                f"| {cell.raw:.0f} | {np.mean(cell.estimates):.0f} | {f'{cell.factor:.2f}' if cell.alone else ''} |"
            )
    for measure in COUNTS[:2]:
        factors = [cell.factor for cell in cells if cell.measure == measure]
        print(f"\nIntervals for {measure} are {np.median(factors):.2f} times narrower in the middle cell than those ")
        print(f"from the sample alone ({min(factors):.2f} to {max(factors):.2f}).")


def halved(cells: list[Cell], sizes: dict[str, int]) -> None:
    """Whether corrected counts at least halve the bias where raw counts are off by more than 2 % of the points."""
    off = [
        c
        for c in cells
        if c.measure in COUNTS[:2] and c.raw is not None and abs(c.raw - c.truth) > 0.02 * sizes[c.name]
    ]
    kept = [abs(float(np.mean(c.estimates)) - c.truth) / abs((c.raw or 0.0) - c.truth) for c in off]
    if kept:
        print(
            f"\nRaw counts are off by more than 2 % of the points in {len(off)} cells; there the corrected ones keep "
        )
        print(f"{np.mean(kept):.1%} of the bias, {max(kept):.1%} at most.\n")


def extremes(cells: list[Cell]) -> None:
    """Every cell outside of 93 to 98 %, and why those above are above."""
    high = [c for c in cells if c.coverage > MOST]
    few = [c for c in high if c.met < MANY]
    crowds = [c for c in high if c.met >= MANY and c.measure in (COUNTS[1], COUNTS[3])]
    print(f"Above 98 %: {len(few)} cells with under {MANY} positives (for precision, given points) in a mean sample:")
    print("few outcomes are possible, and limits move in steps (discreteness). Of the others, ")
    print(f"{len(crowds)} are of respondents, whose interval allows for any clustering of their points, and ")
    print(f"{len(high) - len(few) - len(crowds)} of other measures.\n")
    print("| set | theme | sampled | design | measure | truth | coverage | too low | too high | width | positives |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for c in sorted(cells, key=lambda cell: cell.coverage):
        if not LEAST <= c.coverage <= MOST:
            under, over = c.above / len(c.widths), c.below / len(c.widths)
            print(
                f"| {c.name} | {c.theme} | {c.size} | {c.design} | {c.measure} | {c.truth:.3g} | {c.coverage:.3f} "
                f"| {under:.3f} | {over:.3f} | {np.mean(c.widths):.3g} | {c.met:.1f} |"
            )


def main() -> None:
    """Print what was simulated, the coverage, the corrections, and the cells that stand out."""
    print(f"{AUDITS} audits of each design, seed {SEED}; samples of {', '.join(map(str, SIZES))}.\n")
    sets = [labelled(name, file) for name, file in SETS]
    cells = [cell for data in sets for cell in audits(data)]
    print("## Does a 95 % interval hold the truth?\n")
    summary(cells)
    print("## Corrected counts\n")
    corrections(cells)
    halved(cells, {data.name: len(data.truth) for data in sets})
    print("## Cells below 93 % or above 98 %\n")
    extremes(cells)

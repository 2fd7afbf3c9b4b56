"""How far two codings agree on the themes of long policy prose, and what the set made from their codings is like.

Krippendorff's alpha with MASI over whole sets of themes, the empty set among them, and alpha and positive agreement for
each theme; the intervals take every point for itself, for each codebook has one or two respondents.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.auditing.agreement.coefficients import set_agreement, theme_agreement
from analysis.auditing.agreement.wording import agreement_in_words
from analysis.model import Agreement, Measure
from analysis.text import plural
from benchmarks import policy_prose_data as prose

COUNTS = "| codebook | points | raising nothing | themes a point | settled |\n|---|---|---|---|---|"
SETS = "| codebook | points | same set | alpha (MASI) | 95 % interval |\n|---|---|---|---|---|"
THEMES = "| theme | given by the first | by the second | alpha | positive agreement |\n|---|---|---|---|---|"

Judged = dict[str, dict[str, frozenset[str]]]
"""For each point what each coder gave it."""


def main() -> None:
    """Print what there is of each codebook, and how far the two coders agree."""
    missing = prose.missing_units()
    print(f"{len(prose.units())} points were coded; {len(missing)} are found no more in the documents as read today.\n")
    settled = prose.settled()
    for coder in prose.CODERS:
        print("\n".join((f"## The {coder} coder", "", COUNTS, *_counts(prose.coded_by(coder), settled), "")))
    judgements = prose.judgements()
    if any(len(by_coder) < len(prose.CODERS) for by_coder in judgements.values()):
        print("Not every point was coded twice; nothing can be said of agreement.")
        return
    print("\n".join(("## Whole sets of themes", "", SETS, *_set_rows(judgements), "")))
    print(agreement_in_words(set_agreement(judgements)[Measure.ALPHA]))
    for name, codebook in prose.codebooks().items():
        print("\n".join(("", f"## Themes of {name}", "", THEMES, *_theme_rows(_of(name, judgements), codebook.keys))))
    print(f"\n{plural(len(judgements) - len(settled), 'point')} on which the two differ: not settled.")


def _of(name: str, judgements: Judged) -> Judged:
    return {unit.unit: judgements[unit.unit] for unit in prose.units() if unit.codebook == name}


def _counts(themes: prose.ThemeSets, settled: prose.ThemeSets) -> Iterator[str]:
    for name in (*prose.codebooks(), "all"):
        members = [unit.unit for unit in prose.units() if name in (unit.codebook, "all") and unit.unit in themes]
        if members:
            empty = sum(not themes[unit] for unit in members) / len(members)
            mean = sum(len(themes[unit]) for unit in members) / len(members)
            done = sum(unit in settled for unit in members)
            yield f"| {name} | {len(members)} | {empty:.0%} | {mean:.2f} | {done} |"


def _set_rows(judgements: Judged) -> Iterator[str]:
    for name in (*prose.codebooks(), "all"):
        members = judgements if name == "all" else _of(name, judgements)
        figures = set_agreement(members)
        alpha = figures[Measure.ALPHA]
        low, high = (_figure(alpha.low), _figure(alpha.high))
        yield f"| {name} | {len(members)} | {_cell(figures[Measure.RAW])} | {_cell(alpha)} | {low} to {high} |"


def _theme_rows(judgements: Judged, keys: tuple[str, ...]) -> Iterator[str]:
    for key, figures in theme_agreement(judgements, keys).items():
        given = [sum(key in by_coder[coder] for by_coder in judgements.values()) for coder in prose.CODERS]
        alpha, positive = _cell(figures[Measure.ALPHA]), _cell(figures[Measure.POSITIVE])
        yield f"| {key} | {given[0]} | {given[1]} | {alpha} | {positive} |"


def _cell(agreement: Agreement) -> str:
    return _figure(agreement.figure)


def _figure(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"

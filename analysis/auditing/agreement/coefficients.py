"""Agreement: whether people who judge the same points come to the same themes.

``theme_agreement`` measures each theme (yes or no for every point), ``set_agreement`` whole sets of themes. Units that
a coder did not judge are gaps and need not be filled.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.auditing.agreement import measures as measures
from analysis.auditing.agreement.agreement_intervals import measure_agreement
from analysis.auditing.agreement.measures import GAP, Integers
from analysis.auditing.agreement.set_distances import SetDistances
from analysis.auditing.resolution.codebook_migration import NONE, Translator, untranslated
from analysis.model import Agreements, CoderKind, Coding, Measure, Outcome, PointKey

Judgements = Mapping[Any, Mapping[str, frozenset[str]]]
"""For each unit, and each coder who judged it, the themes that the coder found."""

Silences = Mapping[tuple[Any, str], frozenset[str]]
"""For a unit and a coder the themes about which the coder's judgement says nothing."""


# What people judged ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """People's judgements of each point, as the measures take them."""

    judgements: Judgements
    silences: Silences


def tabulate(codings: Iterable[Coding], translate: Translator = untranslated) -> AgreementTable:
    """Return people's own judgements; of one coder's of a point the last counts. Pass the blind ones: others were not
    free.

    A coder who cannot tell leaves a gap. Adjudications are not among them: they were made knowing the others.
    ``translate`` says what a coding says in the themes of today.
    """
    latest_codings = {(c.point, c.coder.id): c for c in codings if c.coder.kind is CoderKind.HUMAN}
    judgements: dict[PointKey, dict[str, frozenset[str]]] = {}
    silences: dict[tuple[Any, str], frozenset[str]] = {}
    for (point, coder_id), coding in latest_codings.items():
        translated = translate(coding)
        if coding.outcome is Outcome.CODED and not translated.says_nothing:
            judgements.setdefault(point, {})[coder_id] = translated.coding.themes
            silences[point, coder_id] = translated.parts | translated.silent
    return AgreementTable(judgements, silences)


# The figures ----------------------------------------------------------------------------------------------------------


def theme_agreement(
    judgements: Judgements,
    themes: Sequence[str],
    silences: Silences | None = None,
    respondents: Mapping[Any, Hashable] | None = None,
) -> dict[str, Agreements]:
    """Return for each theme every measure of whether people agree on the points that raise it.

    ``respondents`` names whose point each unit is; the intervals then take points of one respondent together. Without
    them they are too narrow where some respondents are harder to code than others.

    >>> ann_and_bob = {"1": {"ann": frozenset({"funding"}), "bob": frozenset({"funding"})},
    ...                "2": {"ann": frozenset(), "bob": frozenset({"funding"})},
    ...                "3": {"ann": frozenset(), "bob": frozenset()}, "4": {"ann": frozenset()}}
    >>> found = theme_agreement(ann_and_bob, ["funding"])["funding"]
    >>> [round(found[measure].figure, 2) for measure in (Measure.RAW, Measure.POSITIVE, Measure.COHEN)]
    [0.67, 0.67, 0.4]
    """
    groups = _groups(judgements, respondents)
    answers = _answers(judgements, themes, silences or {})
    requested = {
        **NOMINAL,
        Measure.ALPHA: measures.alpha(measures.Nominal()),
        Measure.POSITIVE: measures.specific(1),
        Measure.NEGATIVE: measures.specific(0),
    }
    return {
        theme: measure_agreement(theme_labels, 2, groups, requested)
        for theme, theme_labels in zip(themes, answers, strict=True)
    }


def set_agreement(
    judgements: Judgements,
    silences: Silences | None = None,
    respondents: Mapping[Any, Hashable] | None = None,
) -> Agreements:
    """Return whether people agree on whole sets of themes.

    Alpha counts sets that overlap as near (MASI); every other measure takes two sets as the same or not. A judgement
    that is silent about a theme is a gap.
    """
    complete = {
        unit: {
            coder_id: theme_set
            for coder_id, theme_set in by_coder.items()
            if not (silences or {}).get((unit, coder_id))
        }
        for unit, by_coder in judgements.items()
    }
    coder_ids = _coders(complete)
    labels, distinct_sets = _numbered(
        [[by_coder.get(coder_id) for coder_id in coder_ids] for by_coder in complete.values()], key=sorted
    )
    requested = {**NOMINAL, Measure.ALPHA: measures.alpha(SetDistances(distinct_sets or [NONE]))}
    return measure_agreement(labels, len(distinct_sets), _groups(complete, respondents), requested)


NOMINAL: Mapping[Measure, measures.Measure] = {
    Measure.RAW: measures.raw,
    Measure.COHEN: measures.cohen,
    Measure.FLEISS: measures.fleiss,
    Measure.AC1: measures.gwet,
}
"""The measures to which labels are the same or not."""


def _coders(judgements: Judgements) -> list[str]:
    return sorted({coder_id for by_coder in judgements.values() for coder_id in by_coder})


def _answers(judgements: Judgements, themes: Sequence[str], silences: Silences) -> Integers:
    """Return an array of (themes, units, coders): 1 where the coder found the theme, 0 where not, else a gap."""
    coder_columns = {coder_id: coder_column for coder_column, coder_id in enumerate(_coders(judgements))}
    theme_numbers = {theme: theme_number for theme_number, theme in enumerate(themes)}
    all_answers = np.full((len(judgements), len(coder_columns), len(themes)), GAP, dtype=np.int64)
    for unit_row, (unit, by_coder) in enumerate(judgements.items()):
        for coder_id, theme_set in by_coder.items():
            coder_answers = all_answers[unit_row, coder_columns[coder_id]]
            coder_answers[:] = 0
            coder_answers[[theme_numbers[theme] for theme in theme_set if theme in theme_numbers]] = 1
            coder_answers[
                [theme_numbers[theme] for theme in silences.get((unit, coder_id), NONE) if theme in theme_numbers]
            ] = GAP
    return all_answers.transpose(2, 0, 1)


def _groups(units: Iterable[Any], respondents: Mapping[Any, Hashable] | None) -> Integers:
    """Return the number of each unit's group: of its respondent, or its own where nothing is known of respondents."""
    group_numbers: dict[Hashable, int] = {}
    group_keys = ((True, respondents[unit]) if respondents and unit in respondents else (False, unit) for unit in units)
    return np.array(
        [group_numbers.setdefault(group_key, len(group_numbers)) for group_key in group_keys], dtype=np.int64
    )


def _numbered(rows: Sequence[Sequence[Any]], key: Callable[[Any], Any]) -> tuple[Integers, list[Any]]:
    """Return the rows with their labels as numbers, and the labels in the order of the numbers."""
    known_labels = sorted({label for row in rows for label in row if label is not None}, key=key)
    label_numbers = {label: label_number for label_number, label in enumerate(known_labels)} | {None: GAP}
    column_count = len(rows[0]) if rows else 0
    numbered_rows = np.array([[label_numbers[label] for label in row] for row in rows], dtype=np.int64)
    return numbered_rows.reshape(len(rows), column_count), known_labels

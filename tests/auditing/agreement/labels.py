"""Agreement on any labels, and the figures that sources have published of it, to the digits that they give.

Krippendorff (2011), four coders who left gaps:

>>> rows = [(1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4), (4, 4, 4, 4),
...         (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, None, 3, None)]
>>> found = label_agreement(rows)
>>> round(found[Measure.ALPHA].figure, 3)
0.743

and of the same table Gwet (2014): raw agreement, Fleiss's kappa and AC1.

>>> [round(found[measure].figure, 3) for measure in (Measure.RAW, Measure.FLEISS, Measure.AC1)]
[0.818, 0.761, 0.775]

Krippendorff (2011), two coders, two labels and then five:

>>> mary_and_bob = label_agreement(list(zip("0100000010", "1110010000")))
>>> round(mary_and_bob[Measure.ALPHA].figure, 3)
0.095
>>> ben_and_gerry = label_agreement(list(zip("aabbdcccedda", "babbbccceddd")))
>>> round(ben_and_gerry[Measure.ALPHA].figure, 3)
0.692

Artstein & Poesio (2008), page 558: statements and information requests. Raw agreement .7, Scott's pi, Cohen's kappa:

>>> labels = [("stat", "stat")] * 20 + [("stat", "ireq")] * 20 + [("ireq", "stat")] * 10 + [("ireq", "ireq")] * 50
>>> found = label_agreement(labels)
>>> [round(found[measure].figure, 3) for measure in (Measure.RAW, Measure.FLEISS, Measure.COHEN)]
[0.7, 0.341, 0.348]

and page 568, where checks stand half way between the two, so that alpha is weighted:

>>> labels = [("stat", "stat")] * 46 + [("ireq", "stat")] * 6 + [("ireq", "ireq")] * 32
>>> labels += [("ireq", "chck")] * 6 + [("chck", "chck")] * 10
>>> found = label_agreement(labels)
>>> [round(found[measure].figure, 4) for measure in (Measure.RAW, Measure.FLEISS, Measure.COHEN)]
[0.88, 0.7995, 0.8013]
>>> half_way = lambda one, other: 0 if one == other else 0.5 if "chck" in (one, other) else 1
>>> round(label_agreement(labels, distance=half_way)[Measure.ALPHA].figure, 4)
0.8156

Gwet (2014), two diagnoses of 223 patients: Cohen's kappa, Scott's pi, AC1.

>>> table = ((40, 4, 4, 17), (6, 25, 2, 13), (4, 1, 21, 12), (15, 5, 9, 45))
>>> found = label_agreement([(i, j) for i in range(4) for j in range(4) for _ in range(table[i][j])])
>>> [round(found[measure].figure, 3) for measure in (Measure.COHEN, Measure.FLEISS, Measure.AC1)]
[0.432, 0.43, 0.456]
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from analysis.auditing.agreement import measures
from analysis.auditing.agreement.agreement_intervals import measure_agreement
from analysis.auditing.agreement.coefficients import NOMINAL, _groups, _numbered
from analysis.auditing.agreement.measures import Floats, Integers
from analysis.model import Agreements, Measure


class Matrix:
    """Distances that somebody states for each two labels."""

    def __init__(self, labels: Sequence[Hashable], distance: Callable[..., float]) -> None:
        """Ask for the distance of every two labels."""
        self._matrix = np.array(
            [[distance(first_label, second_label) for second_label in labels] for first_label in labels], dtype=float
        )

    def between(self, labels: Integers, partners: Integers) -> Floats:
        """Return the distances as stated."""
        label_distances: Floats = self._matrix[labels, partners]
        return label_distances

    def from_all(self, counts: Floats) -> Floats:
        """Return the stated distances, summed."""
        return self._matrix @ counts


def label_agreement(
    rows: Sequence[Sequence[Hashable | None]],
    distance: Callable[[Any, Any], float] | None = None,
    respondents: Sequence[Hashable] | None = None,
) -> Agreements:
    """Return whether coders give units the same labels: a row a unit, in it the coders' labels in one order, None for
    gaps.

    ``distance`` says how far two labels are apart, from 0 to 1, for alpha; without it they are the same or not.
    """
    labels, known_labels = _numbered(rows, key=repr)
    distances = Matrix(known_labels, distance) if distance else measures.Nominal()
    requested = {**NOMINAL, Measure.ALPHA: measures.alpha(distances)}
    respondent_of = dict(enumerate(respondents)) if respondents else None
    return measure_agreement(labels, len(known_labels), _groups(range(len(rows)), respondent_of), requested)

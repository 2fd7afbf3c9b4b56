"""Sampling frame: a frozen frame with the machine's coding of it, and what people found in a blind sample of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Every point that could be drawn, and what is known of it before anybody audits.

    ``given`` says which themes the machine gives, shape (points, themes). ``respondents`` and ``strata`` number each
    point's respondent and its stratum of the design, from 0; ``types`` names the respondent's type, where types are
    known. To count without campaigns, leave their points out of the frame (and of the sample).
    """

    themes: tuple[str, ...]
    given: Bools
    respondents: Ints
    strata: Ints
    types: tuple[str, ...] | None = None

    @property
    def size(self) -> int:
        """Return the number of points."""
        return len(self.given)

    @property
    def people(self) -> int:
        """Return the number of respondents."""
        return int(self.respondents.max(initial=-1)) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Audited:
    """People's findings in the sample: ``rows`` of the frame, and their themes, shape (rows, themes).

    A point that the coder could not decide is left out; it counts as not drawn.
    """

    rows: Ints
    found: Bools


def frame_of(
    themes: Sequence[str],
    given_themes: npt.ArrayLike,
    respondents: Sequence[str],
    strata: Sequence[str] | None = None,
    types: Sequence[str] | None = None,
) -> Frame:
    """Return a frame of points with their respondents' names, and the names of their strata (None: a simple sample)."""
    given_table = np.asarray(given_themes, dtype=bool).reshape(len(respondents), len(themes))
    stratum_numbers = np.zeros(len(given_table), dtype=np.int64) if strata is None else _numbered(strata)
    return Frame(
        tuple(themes), given_table, _numbered(respondents), stratum_numbers, None if types is None else tuple(types)
    )


def audited(rows: Sequence[int], found_themes: npt.ArrayLike, themes: int) -> Audited:
    """Return the sampled rows of a frame with what people found there, shape (rows, themes)."""
    return Audited(np.asarray(rows, dtype=np.int64), np.asarray(found_themes, dtype=bool).reshape(len(rows), themes))


def part(frame: Frame, sample: Audited, kept_points: Bools) -> tuple[Frame, Audited]:
    """Return the part of a frame and its sample whose points are kept: a type of respondents, or all but the
    campaigns."""
    kept_places = np.cumsum(kept_points) - 1
    kept_sample = kept_points[sample.rows]
    kept_types = None if frame.types is None else tuple(np.asarray(frame.types, dtype=object)[kept_points])
    part_frame = Frame(
        frame.themes,
        frame.given[kept_points],
        _again(frame.respondents[kept_points]),
        frame.strata[kept_points],
        kept_types,
    )
    return part_frame, Audited(kept_places[sample.rows[kept_sample]], sample.found[kept_sample])


def _numbered(names: Sequence[str]) -> Ints:
    return _again(np.asarray(names, dtype=object).astype(str))


def _again(names: npt.NDArray[np.generic]) -> Ints:
    return np.asarray(np.unique(names, return_inverse=True)[1], dtype=np.int64).reshape(-1)

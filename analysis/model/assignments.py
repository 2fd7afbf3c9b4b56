"""Assignments: batches of points that were given to people to code."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.model.segments import PointKey


@dataclass(frozen=True, slots=True)
class Assignment:
    """A point that was given to a person to code, as part of a batch; the last about a point of a batch counts.

    ``coder`` is that person's name, ``order`` the point's turn in the batch, ``codings`` how often people had coded it
    by then, ``by`` the name of whoever assigned it. ``text_sha256`` is that of the point's words, by which it is found
    again.
    """

    batch: str
    point: PointKey
    text_sha256: str
    order: int
    codings: int
    coder: str
    by: str
    time: str

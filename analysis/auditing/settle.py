"""Settling: which of a point's codings counts now."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.model import CoderKind, Coding, Outcome, PointKey, SettledCoding


def settle(codings: Iterable[Coding], machine: str) -> dict[PointKey, SettledCoding]:
    """The coding that counts for every point: the adjudicator's, else that of people who agree, else the named machine's.

    ``codings`` come in the order in which they were made; of one coder's codings of a point the last counts. Where
    people disagree and nobody has adjudicated, the machine's coding counts and is flagged as disputed. A point that
    nobody could decide and the named machine never coded is absent.
    """
    latest: dict[PointKey, dict[str, Coding]] = {}
    for coding in codings:
        latest.setdefault(coding.point, {})[coding.coder.id] = coding
    choices = {point: _choose(list(own.values()), machine) for point, own in latest.items()}
    return {point: choice for point, choice in choices.items() if choice is not None}


def _choose(codings: list[Coding], machine: str) -> SettledCoding | None:
    decided = [c for c in codings if c.outcome is Outcome.CODED]
    adjudicated = [c for c in decided if c.coder.kind is CoderKind.ADJUDICATOR]
    if adjudicated:
        return SettledCoding(adjudicated[-1])
    human = [c for c in decided if c.coder.kind is CoderKind.HUMAN]
    agreed = bool(human) and all(c.themes == human[0].themes for c in human)
    if agreed:
        return SettledCoding(human[-1])
    own = [c for c in decided if c.coder.kind is CoderKind.MACHINE and c.coder.id == machine]
    return SettledCoding(own[-1], disputed=bool(human)) if own else None

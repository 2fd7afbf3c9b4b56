"""Settling: which of a point's codings counts now."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.model import CoderKind, Coding, Outcome, PointKey, SettledCoding


def settle(codings: Iterable[Coding], machine: str) -> dict[PointKey, SettledCoding]:
    """For every point the coding that counts: an adjudicator's, else people's who agree, else the named machine's.

    ``codings`` come in the order in which they were made; of one coder's codings of a point the last counts, and of
    several adjudications the last. Where people disagree and nobody has adjudicated, the machine's coding counts and
    is flagged as disputed. A coder who cannot tell has not decided. A point that is not settled by people and that the
    named machine never coded is absent.
    """
    latest: dict[PointKey, dict[tuple[CoderKind, str], Coding]] = {}
    for coding in codings:
        own = latest.setdefault(coding.point, {})
        coder = (coding.coder.kind, coding.coder.id)
        own.pop(coder, None)  # so that the order of the dict is the order of what counts
        own[coder] = coding
    choices = {point: _choose(list(own.values()), machine) for point, own in latest.items()}
    return {point: choice for point, choice in choices.items() if choice is not None}


def _choose(codings: list[Coding], machine: str) -> SettledCoding | None:
    decided = [c for c in codings if c.outcome is Outcome.CODED]
    adjudicated = [c for c in decided if c.coder.kind is CoderKind.ADJUDICATOR]
    if adjudicated:
        return SettledCoding(adjudicated[-1])
    human = [c for c in decided if c.coder.kind is CoderKind.HUMAN]
    if human and all(c.themes == human[0].themes for c in human):
        return SettledCoding(human[-1])
    own = [c for c in decided if c.coder.kind is CoderKind.MACHINE and c.coder.id == machine]
    return SettledCoding(own[-1], disputed=bool(human)) if own else None

"""References to points, and stretches of printed text: what every part of a report is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of quoted text in one style; ``withheld`` text has been replaced by a word for what was there."""

    text: str
    strong: bool = False
    evidence: bool = False
    withheld: bool = False

    @property
    def is_plain(self) -> bool:
        """Return whether it is printed as it stands."""
        return not (self.strong or self.evidence or self.withheld)


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a point: its anchor in the report, its citation ("R3.9") and its author's own number ("(a)").

    ``again``: it is listed, and its argument is counted at another of the points listed.
    """

    anchor: str
    name: str
    doubtful: bool = False
    again: bool = False
    own_number: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """The number of some points, and those of them that may be pointed to."""

    points: int
    refs: tuple[Ref, ...]

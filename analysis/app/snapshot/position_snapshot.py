"""The snapshot in the frame of positions: its points are answers, its codebook is that of positions (ADR 36)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.use_case_results import Corpus
from analysis.model import Coder
from analysis.positioning.position_coder import position_coder


@dataclass(frozen=True, eq=False)
class PositionSnapshot(Snapshot):
    """A workspace in the frame of positions; ``whole`` is the same in the frame of themes."""

    @property
    def machine(self) -> Coder:
        """Return the coder of positions, which learns from nobody."""
        return position_coder(self.corpus.consultation)


def positions_of(whole: Snapshot, answers: Corpus) -> PositionSnapshot:
    """Return a snapshot in the frame of positions, given the answers of its corpus."""
    values: dict[str, Any] = {field.name: getattr(whole, field.name) for field in fields(Snapshot)}
    values |= {"corpus": answers, "codebook": answers.consultation.codebook, "whole": whole}
    values |= {"codings": whole.position_codings, "audits": whole.position_audits}
    return PositionSnapshot(**values)

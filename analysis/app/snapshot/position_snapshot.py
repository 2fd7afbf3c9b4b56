"""The snapshot in the frame of positions: its points are answers, its codebook is that of positions (ADR 36)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from analysis.app.corpus import Corpus
from analysis.app.snapshot.machine_identity import position_coder_of_today
from analysis.app.snapshot.snapshot import Snapshot
from analysis.model import Coder
from analysis.positioning.position_coder import position_coder


@dataclass(frozen=True, eq=False)
class PositionSnapshot(Snapshot):
    """A workspace in the frame of positions; ``whole`` is the same in the frame of themes."""

    @property
    def local_machine(self) -> Coder:
        """Return the rules as the coder of positions, which learn from nobody."""
        return position_coder(self.corpus.consultation)

    @property
    def machine(self) -> Coder:
        """Return the coder of positions, of which a model of the user's choice may be a part."""
        model = self.corpus.consultation.coder
        prompt = self.model_prompt if model and model.positions else ""
        return position_coder_of_today(self.local_machine, model, prompt)

    @cached_property
    def model_prompt(self) -> str:
        """Return what a model is told that says who is for and against."""
        from analysis.rendering.prompts import position_prompt

        return position_prompt(self.corpus.template_folders)


def positions_of(whole: Snapshot, answers: Corpus) -> PositionSnapshot:
    """Return a snapshot in the frame of positions, given the answers of its corpus."""
    values: dict[str, Any] = {field.name: getattr(whole, field.name) for field in fields(Snapshot)}
    values |= {"corpus": answers, "codebook": answers.consultation.codebook, "whole": whole}
    values |= {"codings": whole.position_codings, "audits": whole.position_audits}
    return PositionSnapshot(**values)

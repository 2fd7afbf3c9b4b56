"""Model use: what a report says of the language model that coded some of its points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.model import ModelCoder, ModelMode, Outcome, ResolvedCoding


@dataclass(frozen=True, slots=True)
class ModelUse:
    """The model that coded, and its share: it ``coded`` so many of the points ``of`` a machine.

    ``prompt`` is the version of what it was told. At ``dropped`` of these points a theme was left out for want of a
    quotation, and ``unanswered`` more are for a person, because it gave no answer that can be used. ``is_local``: it
    ran on the computer on which the report was made; ``is_masked``: personal data was masked or held back.
    ``positions``: it judged who is for and against, too.
    """

    model: str
    prompt: str
    mode: ModelMode
    is_local: bool
    is_masked: bool
    positions: bool
    coded: int
    of: int
    dropped: int
    unanswered: int


def model_use(coder: ModelCoder, prompt: str, is_masked: bool, resolved: Iterable[ResolvedCoding]) -> ModelUse:
    """Return the use of a model, by the codings that count now."""
    by_machine = [one.coding for one in resolved if one.coding.coder.is_machine]
    by_model = [coding for coding in by_machine if coding.is_of_model]
    coded = [coding for coding in by_model if coding.outcome is Outcome.CODED]
    return ModelUse(
        model=coder.model,
        prompt=prompt,
        mode=coder.mode,
        is_local=coder.is_local,
        is_masked=is_masked,
        positions=coder.positions,
        coded=len(coded),
        of=len(by_machine),
        dropped=sum(bool(coding.memo) for coding in coded),
        unanswered=len(by_model) - len(coded),
    )

"""Token estimate: how many tokens requests will take, from what answers before them took or by a rule of thumb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

CHARACTERS = 4.0
"""Of English a token has about so many (OpenAI's rule of thumb); other languages have fewer."""

ANSWERED = 40.0
"""Tokens of an answer, before any is known: a theme with a quotation of a sentence."""

ENOUGH = 30
"""Answers from which tokens are learned: with so many the share of what is answered, whose length varies most, is
known to a few in a hundred."""

Usage = tuple[int, int, int]
"""The characters of a request, the tokens that it took, and those of its answer."""


@dataclass(frozen=True, slots=True)
class TokenEstimate:
    """Tokens that are sent and answered, as far as can be told; ``learned`` from so many answers, or none."""

    sent: int
    answered: int
    learned: int

    def cost(self, price_in: float, price_out: float) -> float:
        """Return what they cost at prices for a million."""
        return (self.sent * price_in + self.answered * price_out) / 1_000_000


def estimate_tokens(characters: Sequence[int], known: Sequence[Usage]) -> TokenEstimate:
    """Return the tokens of requests of so many characters each.

    From ``known`` usage by regression on the characters, where there is enough of it; else by the rule of thumb.
    """
    sizes = np.asarray(characters, dtype=float)
    if len(known) < min(ENOUGH, len(sizes)) or not known:
        return TokenEstimate(round(sizes.sum() / CHARACTERS), round(len(sizes) * ANSWERED), 0)
    seen, sent, answered = np.asarray(known, dtype=float).T
    spread = float(((seen - seen.mean()) ** 2).sum())
    slope = float(((seen - seen.mean()) * (sent - sent.mean())).sum()) / spread if spread else 0.0
    predicted = sent.mean() + slope * (sizes - seen.mean())
    return TokenEstimate(round(predicted.sum()), round(len(sizes) * answered.mean()), len(known))

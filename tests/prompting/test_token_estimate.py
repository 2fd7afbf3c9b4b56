"""Tokens are foretold from the answers that there are."""

from __future__ import annotations

import random

from analysis.prompting.token_estimate import ENOUGH, estimate_tokens


def test_before_any_answer_a_rule_of_thumb_says_so() -> None:
    estimate = estimate_tokens([400, 800], [])
    assert (estimate.sent, estimate.learned) == (300, 0)
    assert estimate_tokens([400] * 100, [(400, 90, 20)]).learned == 0


def test_what_is_learned_is_right_within_five_per_cent() -> None:
    draw = random.Random(7)
    sizes = [8_000 + draw.randint(20, 3_000) for _ in range(2_000)]
    tokens = [round(1_900 + (size - 8_000) / 4.6 * draw.uniform(0.9, 1.1)) for size in sizes]
    taken = [(size, sent, draw.randint(15, 45)) for size, sent in zip(sizes, tokens, strict=True)]
    estimate = estimate_tokens(sizes, taken[:ENOUGH])
    cost = sum(sent * 0.15 + answered * 0.6 for _, sent, answered in taken) / 1_000_000
    assert estimate.learned == ENOUGH
    assert abs(estimate.cost(0.15, 0.6) / cost - 1) < 0.05


def test_requests_of_one_length_are_foretold_too() -> None:
    assert estimate_tokens([400] * 50, [(400, 90, 20)] * 40).sent == 4_500

"""What a process keeps at hand, and gives back."""

from __future__ import annotations

from analysis.app.snapshot.free_memory import forget_kept
from analysis.classifying import embedding


def test_what_a_room_keeps_at_hand_is_forgotten_and_is_there_again_when_it_is_asked_for() -> None:
    before = embedding.word_vectors(["park"]).tobytes()
    assert embedding._weights.cache_info().currsize == 1
    forget_kept("analysis.classifying")
    assert embedding._weights.cache_info().currsize == 0
    assert embedding.word_vectors(["park"]).tobytes() == before

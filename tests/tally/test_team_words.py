"""The team's messages lead to the points that they name, however these are written."""

from __future__ import annotations

import pytest

from analysis.model import Codebook, Consultation, TeamMessage, TeamReply
from analysis.tally.team_words import Message, MessagePoint, Reply, messages, replies

ANCHORS = [("R4.9", "r4-9"), ("R12.21", "r12-21")]


def consultation(*points: str) -> Consultation:
    return Consultation(
        "Title",
        Codebook(()),
        messages=(TeamMessage("Money matters.", ("funding",), points),),
        replies=(TeamReply(theme="funding", owner="Finance"),),
    )


@pytest.mark.parametrize(("written", "anchor"), [("R4 · 9", "r4-9"), ("r4.9", "r4-9"), ("R12.21", "r12-21")])
def test_a_point_is_known_however_its_name_is_written(written: str, anchor: str) -> None:
    (message,) = messages(consultation(written), ANCHORS)
    assert [point.anchor for point in message.points] == [anchor]


def test_a_point_that_is_not_shown_stays_named_without_a_link() -> None:
    assert messages(consultation("R99.1"), ANCHORS) == (
        Message("Money matters.", ("funding",), (MessagePoint("R99.1", ""),)),
    )


def test_replies_come_as_they_were_written() -> None:
    assert replies(consultation()) == (Reply("funding", "", "", "", "Finance"),)

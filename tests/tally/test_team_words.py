"""The team's messages lead to the points that they name, however these are written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.model import Codebook, Consultation, Ledger, Publish, TeamMessage, TeamReply
from analysis.tally.privacy.masking import TeamWords
from analysis.tally.team_words import Message, MessagePoint, NamedPoint, marked, masked_words, messages
from tests.builders import make_response

POINTS = [NamedPoint("R4.9", "r4-9", "aa11" * 16), NamedPoint("R12.21", "r12-21", "bb22" * 16)]


def consultation(*points: str) -> Consultation:
    return Consultation(
        "Title",
        Codebook(()),
        messages=(TeamMessage("Money matters.", ("funding",), points),),
        replies=(TeamReply(theme="funding", owner="Finance"),),
    )


@pytest.mark.parametrize(("written", "anchor"), [("R4 · 9", "r4-9"), ("r4.9", "r4-9"), ("R12.21", "r12-21")])
def test_a_point_is_known_however_its_name_is_written(written: str, anchor: str) -> None:
    (message,) = messages(consultation(written), POINTS)
    assert [point.anchor for point in message.points] == [anchor]


def test_a_point_that_is_not_shown_stays_named_without_a_link() -> None:
    assert messages(consultation("R99.1"), POINTS) == (
        Message("Money matters.", ("funding",), (MessagePoint("R99.1", ""),)),
    )


def test_a_marked_point_is_found_by_its_words_when_numbers_move() -> None:
    moved = [NamedPoint("R4.9", "r4-9", "cc33" * 16), NamedPoint("R5.9", "r5-9", "aa11" * 16)]
    (message,) = messages(consultation(marked(POINTS[0])), moved)
    assert message.points == (MessagePoint("R5.9", "r5-9"),)
    (gone,) = messages(consultation(marked(POINTS[0])), moved[:1])
    assert gone.points == (MessagePoint("R4.9", ""),), "another point of that name is not what was meant"


def test_of_equal_words_the_point_of_the_same_name_is_meant() -> None:
    equal = [NamedPoint("R1.1", "r1-1", "aa11" * 16), NamedPoint("R4.9", "r4-9", "aa11" * 16)]
    (message,) = messages(consultation(marked(POINTS[0])), equal)
    assert message.points == (MessagePoint("R4.9", "r4-9"),)


def test_the_summary_names_nobody_whom_the_report_does_not_name() -> None:
    one = make_response(parts=["It is far."], who="Joan Whit", publish=Publish.ANONYMOUS)
    words = TeamWords([one], frozenset())
    written = replace(consultation(), summary="Joan Whit and others say that 12 High Street is far.")
    masked, _ = masked_words(written, Ledger(()), words)
    assert masked.summary == "[name withheld] and others say that 12 High Street is far."

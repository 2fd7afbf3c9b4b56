"""Points that look as if something was read wrongly are in doubt; respondents' arguments are not."""

from __future__ import annotations

import pytest

from analysis.model import Segment, SegmentKind
from analysis.splitting.unsure_shapes import BROKEN, FIELD, QUESTION, TABLE, in_doubt_by_shape
from tests.splitting.documents import PROSE

P, Q = SegmentKind.POINT, SegmentKind.QUESTION
HALVES = ("Sewage is let into the river on sixty days a year, and", "nobody downstream is told before they swim.")
ASKED = ("What would you keep in the hall?", "Which day would suit you? Max. 200 words")


def reasons(*said: tuple[SegmentKind, str], page: int | None = None) -> list[str | None]:
    text, segments = "", []
    for kind, words in said:
        segments.append(Segment(kind, len(text), len(text) + len(words), page=page))
        text += words
    return [one.reason for one in in_doubt_by_shape(text, segments) if one.kind is P]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (((P, "1,01/03/2024,Yes,\n2,02/03/2024,No,Rats."),), TABLE),
        (((P, "| Smell | Grease vents into the flats. |\n| Waste | Bins are full. |"),), TABLE),
        (((P, ASKED[0]), (P, ASKED[1])), QUESTION),
        (((Q, "1. Why?"), (P, "Date received:")), FIELD),
        (((P, HALVES[0]), (P, HALVES[1])), BROKEN),
    ],
)
def test_what_no_argument_looks_like_is_in_doubt(said: tuple[tuple[SegmentKind, str], ...], reason: str) -> None:
    assert set(reasons(*said, page=1)) == {reason}


@pytest.mark.parametrize(
    "said",
    [
        (PROSE, "Have you ever waited for it in the rain?", PROSE),
        ("We want buses, trains, and trams.\nWe want them now, not later, and for all.",),
        ("The table shows where there is room.\n| Care | 12 | yes |\n| Adoption | 4 | no |",),
        ("Cost\t£240,000\t9 months\nSystem\t£610,000\t14 months",),
        ("Three things matter:", "fewer cars", "more trees"),
        ("The following should be kept", "the lime trees", "the well"),
    ],
)
def test_an_argument_is_not(said: tuple[str, ...]) -> None:
    assert set(reasons(*((P, words) for words in said), page=1)) == {None}

"""Likely the same respondent twice is told, by name or e-mail address, however they are written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.model import DETAILS, PERSONAL_DETAILS, Block, BlockKind, Omitted, Respondent, Response, SegmentKind
from analysis.tally.received.same_respondents import same_respondents
from tests.builders import make_response


def _sent(document: str, name: str | None, email: str = "") -> Response:
    made = make_response(document, ["It is far."])
    omitted = (Omitted(email, f"E-mail: {PERSONAL_DETAILS}"),) if email else ()
    return replace(
        made, respondent=replace(made.respondent, name=name), document=replace(made.document, omitted=omitted)
    )


@pytest.mark.parametrize(
    ("first", "second", "are_same"),
    [
        (("Dr Marjorie O'Hara-Quinn", ""), ("Marjorie OHara Quinn", ""), True),
        (("THORNBY PARISH COUNCIL.", ""), ("Thornby parish council", ""), True),
        ((None, "Ann.Lee@Example.org"), (None, "ann.lee@example.org"), True),
        (("Ann Lee", ""), ("Ann Leigh", ""), False),
        (("Ann Lee", "ann@example.org"), ("Ann Lee", ""), True),
        (("Ann Lee", "ann@example.org"), ("Ann Lee", "a.lee@example.com"), False),
        (("Lee", ""), ("Lee", ""), False),
        ((None, ""), (None, ""), False),
        *(((name, ""), (name, ""), False) for name in ("Prefer not to say", "Name withheld", "Local resident")),
    ],
)
def test_who_is_likely_the_same_is_told(
    first: tuple[str | None, str], second: tuple[str | None, str], are_same: bool
) -> None:
    found = same_respondents([_sent("a", *first), _sent("b", *second)])
    assert found == ((("b", "a"),) if are_same else ())


@pytest.mark.parametrize(
    ("sender", "respondent", "are_same"),
    [("Z H <zoe@example.org>", "Z H", True), ("zoe@example.org", None, True), ("Zoe <zoe@example.org>", "Ann", False)],
)
def test_the_address_from_which_a_message_came_is_compared(sender: str, respondent: str | None, are_same: bool) -> None:
    header = f"From: {sender}"
    message = _sent("b.eml", respondent)
    document = replace(
        message.document,
        text=f"{header}\n\nIt is far.",
        blocks=(Block(BlockKind.FURNITURE, 0, len(header)),),
        media_type="message/rfc822",
        respondent=Respondent(respondent) if respondent else None,
    )
    found = same_respondents([_sent("a", "Zoe Hassan", "ZOE@example.org"), replace(message, document=document)])
    assert found == ((("b.eml", "a"),) if are_same else ())


@pytest.mark.parametrize(
    ("typed", "are_same"),
    [
        ("Email address\tzoe@example.org", True),
        ("ZOE@EXAMPLE.ORG", True),
        ("Send this form by 4 May to zoe@example.org", False),
    ],
)
def test_the_address_typed_in_a_form_is_compared(typed: str, are_same: bool) -> None:
    form = make_response("b.docx", [(SegmentKind.FURNITURE, typed), "It is far."])
    segments = [
        replace(one, reason=DETAILS) if one.kind is SegmentKind.FURNITURE else one for one in form.segmentation.segments
    ]
    form = replace(form, segmentation=replace(form.segmentation, segments=tuple(segments)))
    found = same_respondents([_sent("a", "Zoe Hassan", "zoe@example.org"), form])
    assert found == ((("b.docx", "a"),) if are_same else ())


LONG = ["The lane is flooded from autumn on.", "We need a bus on Sundays too."]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([LONG, LONG], (("1", "0"),)),
        ([LONG, LONG, LONG], ()),
        ([LONG, [LONG[0], "We need no bus on Sundays."]], ()),
        ([LONG[:1], LONG[:1]], ()),
        ([["Yes.", "No."], ["Yes.", "No."]], ()),
    ],
)
def test_two_that_answer_alike_as_no_third_does_are_told(
    answers: list[list[str]], found: tuple[tuple[str, str], ...]
) -> None:
    made = []
    for number, said in enumerate(answers):
        response = make_response(str(number), said, question="Q1")
        points = iter(range(1, 9))
        segments = [
            replace(one, question=f"Q{next(points)}") if one.kind is SegmentKind.POINT else one
            for one in response.segmentation.segments
        ]
        made.append(replace(response, segmentation=replace(response.segmentation, segments=tuple(segments))))
    assert same_respondents(made) == found

"""Pasted threads of mail: whose words are whose."""

from __future__ import annotations

import pytest

from analysis.splitting import segment
from tests.splitting.documents import PROSE, checked, document, points

OLDER = "We would welcome your views on the powers to delegate."
HEADERS = "From: DfE Consultations\nSent: 12 May 2014 10:01\nTo: All\nSubject: Consultation"


@pytest.mark.parametrize(
    "head",
    [
        HEADERS,
        f"-----Original Message-----\n{HEADERS}",
        "-----Original Message-----\nFrom: DfE\nSubject: Consultation",
        "On 12 May 2014, at 10:01, DfE Consultations <dfe@example.org> wrote:",
        "**From:** DfE\n**Date:** 12 May 2014\n**To:** All",
    ],
)
def test_what_stands_below_anothers_headers_is_anothers(head: str) -> None:
    reply = f"From: Jo\nTo: DfE\nSubject: Re: Consultation\n\n{PROSE}\n\nYours\n\nJo"
    text = f"{reply}\n\n{head}\n\nDear all,\n\n1. {OLDER}\n\n2. {OLDER}"
    assert points(text) == [("¶1", PROSE)]
    below = [
        s for s in checked(document(text)) if text[s.start : s.end] == OLDER or "Dear all" in text[s.start : s.end]
    ]
    assert {s.reason for s in below} == {"quoted from another message"}


@pytest.mark.parametrize("lead", ["FW: Consultation", "Please see below.", "Forwarded for your attention"])
def test_who_only_forwards_a_message_speaks_by_it(lead: str) -> None:
    found = points(f"{lead}\n\n{HEADERS}\n\n{PROSE}\n\n{OLDER}")
    assert [said for _, said in found if said != lead] == [PROSE, OLDER]


@pytest.mark.parametrize(
    "line",
    [
        "From: our point of view this is wrong.",
        "Subject: delegation",
        "On Monday the minister wrote:",
        "To: whom it may concern\nDate: now",
    ],
)
def test_a_line_that_looks_like_a_header_is_none(line: str) -> None:
    assert (PROSE[:-1] + " again.") in [said for _, said in points(f"{PROSE}\n\n{line}\n\n{PROSE[:-1]} again.")][-1]


def test_messages_to_one_addressee_are_several_responses_and_told() -> None:
    senders = ("Ada Pike", "Ned Roe", "Fay Lutz")
    text = "\n\n".join(f"From: {n}\nSent: 12 May 2024\nTo: Ferry Team\nSubject: Ferry\n\n{n}: {PROSE}" for n in senders)
    found = segment(document(text))
    assert [label for label, _ in points(text)] == ["¶1", "¶2", "¶3"]
    assert len(found.letters) == len(senders)


def test_messages_that_were_printed_one_below_the_other_are_several_letters() -> None:
    mails = [
        f"From: {name} <{name.lower()}@example.org> Sent: {day} May 2024 10:12\nTo: Clerk <c@example.gov> Subject: Hall"
        f"\n\n{PROSE}\n\n{name}"
        for day, name in enumerate(("Ann", "Bob", "Cy"), 1)
    ]
    found = document("\n\n".join(mails))
    assert [words for _, words in points(found.text)] == [PROSE] * 3
    assert len(segment(found).letters) == 3

"""The team's own words: messages on the first page with the points that they rest on, and what will be done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.model import Consultation, Ledger
from analysis.tally.privacy.masking import TeamWords


@dataclass(frozen=True, slots=True)
class MessagePoint:
    """A point that a message names: ``anchor`` is empty where no point that may be shown is called that."""

    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the team with the keys of the themes and the points that it rests on."""

    text: str
    themes: tuple[str, ...] = ()
    points: tuple[MessagePoint, ...] = ()


class NamedPoint(NamedTuple):
    """A point that may be shown: its name, its anchor, and the digest of its words."""

    name: str
    anchor: str
    sha256: str


MARK = "#"
"""What stands between a point's name and the first digits of the digest of its words, by which it is known for good."""

DIGITS = 12


def messages(consultation: Consultation, points: Iterable[NamedPoint]) -> tuple[Message, ...]:
    """Return the messages with their points as these are called now; ``points`` are all that may be shown."""
    if not consultation.messages:
        return ()
    known = list(points)
    return tuple(
        Message(one.text, one.themes, tuple(_shown(written, known) for written in one.points))
        for one in consultation.messages
    )


def _shown(written: str, points: Iterable[NamedPoint]) -> MessagePoint:
    found = cited_point(written, points)
    return MessagePoint(found.name, found.anchor) if found else MessagePoint(written.partition(MARK)[0].strip(), "")


def cited_point(written: str, points: Iterable[NamedPoint]) -> NamedPoint | None:
    """Return the point that a message names: by its words where it is marked with their digest, as numbers move when
    its response is read or divided otherwise; else by its name. Of several with the same words it is the one of that
    name.
    """
    name, _, digits = written.partition(MARK)
    same_words = [point for point in points if not digits or point.sha256.startswith(digits.strip())]
    same_name = [point for point in same_words if _folded(point.name) == _folded(name)]
    return next(iter(same_name or (same_words if digits else ())), None)


def marked(point: NamedPoint) -> str:
    """Return how a message names a point so that it is known for good.

    >>> marked(NamedPoint("R4.9", "r4-9", "3f2a9c1b04d1aa"))
    'R4.9 #3f2a9c1b04d1'
    """
    return f"{point.name} {MARK}{point.sha256[:DIGITS]}"


def _folded(name: str) -> str:
    """Return a point's name without what people write in different ways: "r4 · 9" and "R4.9" are one."""
    return re.sub(r"[\s·.,]+", " ", name).strip().casefold()


def masked_words(consultation: Consultation, received: Ledger, words: TeamWords) -> tuple[Consultation, Ledger]:
    """Return a consultation and an account of what was received, with what the team wrote of responses as the report
    prints it: summary, messages, replies, and reasons for taking something out."""
    messages = tuple(replace(one, text=words.shown(one.text, has_others=True)) for one in consultation.messages)
    replies = tuple(
        replace(
            one,
            response=words.shown(one.response, has_officers=True),
            action=words.shown(one.action, has_officers=True),
            owner=words.shown(one.owner, has_officers=True),
        )
        for one in consultation.replies
    )
    entries = tuple(
        replace(entry, skipped=tuple(replace(skip, why=words.shown(skip.why)) for skip in entry.skipped))
        if any(skip.why for skip in entry.skipped)
        else entry
        for entry in received.entries
    )
    summary = words.shown(consultation.summary, has_officers=True) if consultation.summary else consultation.summary
    masked = replace(consultation, summary=summary, messages=messages, replies=replies)
    return masked, replace(received, entries=entries)

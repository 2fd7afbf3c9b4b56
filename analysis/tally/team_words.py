"""The team's own words: messages on the first page with the points that they rest on, and what will be done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.model import Consultation


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


@dataclass(frozen=True, slots=True)
class Reply:
    """What the team answers to a ``theme`` or a ``question`` (their keys; one is empty), what it will do, and who."""

    theme: str
    question: str
    response: str
    action: str
    owner: str


def messages(consultation: Consultation, anchors: Iterable[tuple[str, str]]) -> tuple[Message, ...]:
    """Return the messages with their points; ``anchors`` are all points that may be shown, as (name, anchor)."""
    if not consultation.messages:
        return ()
    anchor_of = {_folded(name): (name, anchor) for name, anchor in anchors}
    return tuple(
        Message(
            one.text,
            one.themes,
            tuple(MessagePoint(*anchor_of.get(_folded(name), (name, ""))) for name in one.points),
        )
        for one in consultation.messages
    )


def _folded(name: str) -> str:
    """Return a point's name without what people write in different ways: "r4 · 9" and "R4.9" are one."""
    return re.sub(r"[\s·.,]+", " ", name).strip().casefold()


def replies(consultation: Consultation) -> tuple[Reply, ...]:
    """Return what the team answers to themes and questions, in the order of the file."""
    return tuple(Reply(one.theme, one.question, one.response, one.action, one.owner) for one in consultation.replies)

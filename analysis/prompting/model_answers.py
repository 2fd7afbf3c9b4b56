"""Answers: what a model said, read and checked; whatever is wrong with one is said in words, and raises nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.prompting.sent_text import SentText
from analysis.text import Span, plural

REFUSED = "The model declined to answer."
HALF = "The model's answer breaks off."
NO_JSON = "The model's answer is not in the form that was asked for."
WRONG_KEY = "The model's answer gives something that it was not asked to choose from."
UNFOUNDED = "The model's quotations are not in the point."


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A theme, or a position, that a model gave, and where in the document the words that it quotes stand."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What an answer says: what it gives, how much was dropped for want of a quotation, or why it cannot be used."""

    given: tuple[GivenCode, ...] = ()
    dropped: int = 0
    problem: str = ""

    @property
    def memo(self) -> str:
        """Return what is noted of the coding that it makes."""
        if self.problem or not self.dropped:
            return self.problem
        themes = plural(self.dropped, "theme")
        return f"{themes} left out: what the model quoted for {'it' if self.dropped == 1 else 'them'} is not here."


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Theme(_Table):
    theme: str
    quote: str


class _Themes(_Table):
    themes: list[_Theme]


class _Position(_Table):
    position: str
    quote: str


def content_of(answer: Mapping[str, Any]) -> tuple[Any, str]:
    """Return what a recorded answer holds as JSON, and why it cannot be used, if it cannot."""
    choices = answer.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    if answer.get("refused") or message.get("refusal") or choice.get("finish_reason") == "content_filter":
        return None, REFUSED
    if answer.get("too_long") or choice.get("finish_reason") == "length":
        return None, HALF
    try:
        return json.loads(message.get("content") or ""), ""
    except (ValueError, TypeError, RecursionError):
        return None, NO_JSON


def read_coding(answer: Mapping[str, Any], theme_keys: Collection[str], sent: SentText) -> ReadAnswer:
    """Return the themes of an answer whose quotations stand in the point; the rest is dropped, and counted."""
    content, problem = content_of(answer)
    if problem:
        return ReadAnswer(problem=problem)
    try:
        themes = _Themes.model_validate(content).themes
    except ValidationError:
        return ReadAnswer(problem=NO_JSON)
    return _checked([(one.theme, one.quote) for one in themes], theme_keys, sent)


def read_position(answer: Mapping[str, Any], positions: Collection[str], sent: SentText) -> ReadAnswer:
    """Return the position that an answer gives."""
    content, problem = content_of(answer)
    if problem:
        return ReadAnswer(problem=problem)
    try:
        one = _Position.model_validate(content)
    except ValidationError:
        return ReadAnswer(problem=NO_JSON)
    return _checked([(one.position, one.quote)], positions, sent)


def _checked(pairs: Sequence[tuple[str, str]], known_keys: Collection[str], sent: SentText) -> ReadAnswer:
    if any(key not in known_keys for key, _ in pairs):
        return ReadAnswer(problem=WRONG_KEY)
    found = [(key, sent.find(quote)) for key, quote in pairs]
    given = tuple(GivenCode(key, span) for key, span in found if span is not None)
    kept_keys = {one.key for one in given}
    dropped = len({key for key, _ in pairs} - kept_keys)
    if dropped and not given:
        return ReadAnswer(dropped=dropped, problem=UNFOUNDED)
    return ReadAnswer(given, dropped)


def usage_of(answer: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return how many tokens were sent and answered, where the answer says so."""
    usage = answer.get("usage")
    if not isinstance(usage, dict):
        return None
    counts = usage.get("prompt_tokens"), usage.get("completion_tokens")
    sent, answered = (count if type(count) is int and count >= 0 else None for count in counts)
    return None if sent is None or answered is None else (sent, answered)

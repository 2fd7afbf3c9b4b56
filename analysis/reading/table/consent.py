"""Consent: what a respondent allows us to print, from how a form asks and what they answered.

Whatever is not plainly said counts as ``anonymous``; ``yes`` is believed of plain words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analysis.model import Publish
from analysis.text import normalise

ASKS = re.compile(
    r"\b(?:publish|publication|published|quote|quoted|attribut\w+|made public|make public)\b.{0,80}"
    r"\b(?:your|my|our)\b.{0,30}\b(?:response|responses|answers?|comments?|submission|name|views|reply)\b"
    r"|\b(?:your|my|our)\b.{0,30}\b(?:response|answers?|comments?|submission|name|views|reply|identity|organisation)\b"
    r".{0,80}\b(?:publish|publication|published|confidential|confidence|anonymous|anonymously|anonymity|quoted"
    r"|made public|withheld|private)\b"
    r"|\b(?:wish|want|like|prefer|ask|request|happy) to (?:remain|stay|be) (?:anonymous|confidential)\b"
    r"|^(?:remain|stay|be|keep (?:me|us|this)) (?:anonymous|confidential)\b"
    r"|\bhappy (?:for|to).{0,40}\b(?:published|quoted|named)\b",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"(?:consent(?: to (?:publish|publication))?|publish(?:able|ed)?\??"
    r"|publication(?: consent| permission| preference)?|permission(?: to publish)?|ok(?:ay)? to publish\??"
    r"|(?:is |keep )?confidential(?:ity)?\??|anonym(?:ous|ity|ise)\??|publishing (?:permission|preference)s?)",
    re.IGNORECASE,
)
ABOUT = re.compile(r"\b(?:views?|comments?|thoughts|opinions?) (?:on|about|of|regarding)\b", re.IGNORECASE)
"""A question about something that is published or private, and not about the response."""

_YES = re.compile(r"(?:yes|y|true|i agree|agree|i consent|i do|ok|okay)(?: please)?")
_NO = re.compile(r"(?:no|n|false|i disagree|disagree|i do not consent|i do not agree|i do not|not ticked)(?: thanks?)?")
_NAMED = re.compile(
    r"(?:yes,? )?(?:you (?:may|can) |i (?:am happy for you to|consent to you|agree to you) |please |happy for you to )?"
    r"publish(?:ing)? (?:my |our |the )?(?:(?:full )?(?:response|answers|comments|submission|views) )?"
    r"(?:with|and|including|under|alongside) (?:my |our |the )?(?:full |organi[sz]ation(?:'s)? )?names?"
    r"|(?:yes,? )?(?:you (?:may|can) )?publish (?:my |our |the )?(?:full )?"
    r"(?:response|answers|comments|submission|views)(?: in full)?"
    r"|yes,? (?:you (?:may|can)(?: publish (?:it|my response|our response))?|publish(?: it)?)"
)
"""The plain words that allow everything."""

_UNNAMED = re.compile(
    r"\banonym|\bwithout (?:my|our|the|a|any)? ?(?:name|attribution)|\bresponse only\b|\bnot (?:my|our|the) name\b"
    r"|\bnames? (?:withheld|removed|not)\b|\bnot (?:be )?(?:attributed|named)\b"
)
_WITHHELD = re.compile(
    r"\b(?:do not|don't|not|never|cannot|may not) (?:\w+ ){0,3}(?:publish|published|publication|quote|quoted|share)"
    r"|\bno publication\b|\bnot for publication\b|\bwithhold\b|(?<!not )(?<!not be )\bconfidential\b"
    r"|\bkeep .{0,20}private\b"
)
_CONFIDENTIAL = re.compile(r"\bconfidential|\bconfidence\b|\bprivate\b|\bwithh(?:eld|old)\b")
_ANONYMOUS = re.compile(r"\banonym")
_REFUSES = re.compile(
    r"\b(?:do not|don't|not|object to|rather not|opt out)\b.{0,40}\b(?:publish|published|publication|quoted|public)\b"
)
_PUBLIC = re.compile(r"\bpubli(?:sh|c)|\bquote|\battribut")

_SENTENCE_END = re.compile(r"[.!?:;]\s+")
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:unless|except|contact(?:ed)?|mailing|newsletter|privacy|gdpr|data protection|understand|aware|acknowledge)\b"
)
"""What a yes may be to, beside printing: a form that explains itself may ask for something else in the end."""

_STRICT = (Publish.NO, Publish.ANONYMOUS, Publish.YES)


def is_asked(header: str) -> bool:
    """Whether a column asks for consent to print."""
    return (ASKS.search(header) is not None and not ABOUT.search(header)) or NAMES.fullmatch(header.strip()) is not None


def is_wish(header: str) -> bool:
    """Whether a column asks who would rather not be named."""
    return (_CONFIDENTIAL.search(normalise(header)) or _ANONYMOUS.search(normalise(header))) is not None


def strictest(said: Iterable[Publish | None]) -> Publish:
    """What counts where several columns ask; None says nothing, and where nothing is said it is ``anonymous``."""
    found = frozenset(said)
    return next((publish for publish in _STRICT if publish in found), Publish.ANONYMOUS)


class Unclear(Exception):
    """What somebody answered is not plain."""


def meaning(header: str, value: str, given: Mapping[str, Publish]) -> Publish | None:
    """What an answer to a column allows; None: it neither allows nor forbids. Raises ``Unclear``.

    >>> meaning("I would like my response to be confidential", "Yes", {})
    <Publish.NO: 'no'>
    """
    plain = normalise(value).strip(" .!")
    if plain in given:
        return given[plain]
    if _UNNAMED.search(plain) and not _CONFIDENTIAL.search(plain):
        return Publish.NO if _WITHHELD.search(_UNNAMED.sub("", plain)) else Publish.ANONYMOUS
    if _WITHHELD.search(plain):
        return Publish.NO
    if _NAMED.fullmatch(plain):
        return Publish.YES
    asked = normalise(header)
    if _YES.fullmatch(plain) or (plain and plain == asked.strip(" .!?")):
        return _yes_to(asked)
    if _NO.fullmatch(plain):
        return _no_to(asked)
    raise Unclear


def _yes_to(asked: str) -> Publish:
    if _REFUSES.search(asked) or _CONFIDENTIAL.search(asked):
        return Publish.NO
    if _ANONYMOUS.search(asked):
        return Publish.ANONYMOUS
    last = _SENTENCE_END.split(asked.strip(" ?.!"))[-1]
    if not _PUBLIC.search(last) or _OF_SOMETHING_ELSE.search(asked):
        raise Unclear
    return Publish.YES


def _no_to(asked: str) -> Publish | None:
    """A refusal to be confidential or anonymous allows nothing by itself."""
    if _REFUSES.search(asked) or _CONFIDENTIAL.search(asked):
        return None
    if _ANONYMOUS.search(asked):
        return Publish.NO if _PUBLIC.search(asked) else None
    return Publish.NO

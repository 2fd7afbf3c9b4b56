"""Withdrawals: a short message in which its writer asks that a response which they sent be taken out."""

from __future__ import annotations

import re

from analysis.redacting.refusals import LETTER
from analysis.text import words

LONGEST = 120
"""Words of a message that says no more than that; who writes more has something else to say."""

_SENT = rf"(?:{LETTER}|e-?mail|message)"
_MINE = (
    rf"(?:(?:my|our) (?:\w+ ){{0,3}}?{_SENT}"
    rf"|the (?:\w+ ){{0,2}}?{_SENT}(?: that| which)? (?:i|we) (?:have )?(?:sent|made|submitted|gave))"
)
_ASKS = (
    r"(?:please|kindly|(?:can|could|would) you(?: please)?"
    r"|(?:i|we)(?: would|'d| hereby| now| therefore)? (?:(?:wish|want|like|ask(?: you)?|request(?: you)?|decided) to"
    r"|am writing to|are writing to|hereby|ask that you))"
)
_WITHDRAWS = re.compile(
    rf"\b(?:{_ASKS} (?:withdraw|delete|remove|retract|take out|take down|destroy) {_MINE}"
    rf"|(?:i|we) (?:hereby |now )?(?:withdraw|retract) {_MINE}"
    rf"|(?:i|we)(?: would|'d)? (?:wish|want|like|ask|request)(?: that| to have)?"
    rf" {_MINE} (?:to )?(?:be )?(?:withdrawn|deleted|removed|taken out|destroyed)"
    r"|[td]ynnu (?:fy|ein) \w+(?: \S+){0,4} yn ôl\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\n(?!\s*\n)[^.!?\n]+)*")


def withdrawal(text: str) -> str | None:
    """Return the words in which a short message asks that a response be taken out; None where it does not.

    >>> withdrawal("I wish to withdraw my response about the bus."), withdrawal("Please withdraw the proposal.")
    ('I wish to withdraw my response about the bus', None)
    """
    if len(words(text)) > LONGEST:
        return None
    sentences = (" ".join(found[0].split()) for found in _SENTENCE.finditer(text.replace("’", "'")))
    return next((sentence for sentence in sentences if _WITHDRAWS.search(sentence)), None)

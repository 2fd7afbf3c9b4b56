"""Consent's subject: whether a column's name speaks of publishing a response, and of nothing else."""

from __future__ import annotations

import re

from analysis.text import normalise

_SPEAKS = re.compile(
    r"\b(?:publish\w*|publications?|consent\w*|confidential\w*|confidence|disclos\w+|foi|freedom of information"
    r"|anonym\w+|named|identified|identifiable|quot(?:e|es|ed|ing|ation)|print(?:ed)?|attribut\w+|shar(?:e|ed|ing)|withh[eo]ld\w*"
    r"|public(?:ly)?|private|privacy|permission|website|online|(?:your|my|our) (?:full )?name)\b"
)
_PLACES = re.compile(
    r"\bfreedom of information(?: act)?(?: \d{4})?|\b(?:y|yes) ?/ ?(?:n|no)\b|\bdata sharing\b"
    r"|\b(?:in|on|within|alongside|next to) (?:(?:the|our|your|any|a|this|public) )*"
    r"(?:(?:final|published|summary|government) )*"
    r"(?:report|website|site|summary|document|analysis|publications?|register)\b"
    r"|\bwith(?:out)? (?:(?:the|our|your|my|full) )*names?\b|\bthat (?=(?:your|my|our|this|we|you)\b)"
    r"|\b(?:your|my|our) (?:personal )?(?:information|details|data)\b"
)
"""What tells where a response would be published, or what of it."""
_FRAME = """
do does you i we us our my your yours to the a an of for in on as by be being been is are am it this me may can
could would will if or and not no yes any all one which what who how from under at about please tick select indicate
choose state say said tell confirm box here below following whether want wish like prefer happy content willing
agree agreed agreement give given giving grant allow allowed permit object objection request treat treated keep kept
remain stay made make available others preference preferences statement status setting settings option options
response responses answer answers comment comments submission submissions view views reply feedback contribution
written full name names identity organisation respondent respondents use used appear appearing alongside placed
included include form field ok okay
"""
"""The words of a question about a response that are of no other thing."""
_OF_POLICY = re.compile(r"\bshould\b(?! (?:we|i)\b.{0,60}\b(?:your|my|our)\b)|\bagree (?:that|with)\b|\bsupport\b")


def speaks_of_consent(header: str) -> bool:
    """Return whether a name speaks of publication, and does not plainly ask what others should do."""
    plain_header = normalise(header)
    return _SPEAKS.search(plain_header) is not None and not _OF_POLICY.search(plain_header)


def is_consent_alone(header: str) -> bool:
    """Return whether a name speaks of publication, and of nothing else but the response and who wrote it.

    >>> is_consent_alone("Do you consent to publication?"), is_consent_alone("Do you agree to publication of accounts?")
    (True, False)
    """
    plain_header = normalise(header)
    left = _SPEAKS.sub(" ", _PLACES.sub(" ", plain_header))
    return _SPEAKS.search(plain_header) is not None and frozenset(_FRAME.split()).issuperset(
        word for word in re.findall(r"[^\W\d_]+", left) if len(word) > 1
    )

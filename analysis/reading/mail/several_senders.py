"""Attachments of several people: told from what their message says of them, and from what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from analysis.text import words

_OTHERS = re.compile(
    r"\b(?:responses|submissions|representations|letters|objections|petitions|e-?mails|replies|returns)\b"
    r"[^.!?\n]{0,40}?\b(?:from|received|by|of (?:our|the) (?:members|residents|constituents|tenants|clients))\b"
    r"|\b(?:several|both|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|\d+|batch of|bundle of)"
    r"\s+(?:\w+\s+)?(?:responses|submissions|representations|letters|objections)\b"
    r"|\b(?:on behalf of|from) (?:several|both|two|three|four|five|\d+) (?:\w+ )?"
    r"(?:members|people|residents|respondents|clients|organisations|councils|constituents)\b",
    re.IGNORECASE,
)
"""What says that others' responses are handed on."""

_OURS = re.compile(r"\b(?:my|our|mine|ours)\b[^.!?\n]{0,25}\b(?:responses|submissions|representations|letters)\b", re.I)
"""What says that all of them are the writer's."""

_RESPONSE = re.compile(
    r"responses?|submissions?|letters?|representations?|objections?|comments?|repl(?:y|ies)|evidence|statements?",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"annex\w*|append\w+|attach\w+|enclos\w+|schedules?|support\w*|cover\w*|form|questionnaire|main|summary|part|section"
    r"|final|draft|signed|scan\w*|copy|version|consultation|letterhead|full|short|additional|further|response|data|map\w*"
    r"|plans?|photos?|image|table|figures?|costs?|costings|report|note|email|of|the|to|and|for|on|re|a|an|our|my|from|by"
    r"|in|with|v|no|q|question|questions|january|february|march|april|may|june|july|august|september|october|november"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|chapter|chapters|policy|policies|page|pages|i{1,3}"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)
"""Words in a file's name that name nobody."""


def are_several(paragraphs: Iterable[str], file_names: Sequence[str]) -> bool:
    """Return whether a message, or the names of the files that it brings, say that they are of several people.

    >>> are_several(["Please find attached the responses from our members."], ["a.docx", "b.docx"])
    True
    >>> are_several(["See attached."], ["Response - Ann Hill.docx", "Response - Bob Lee.docx"])
    True
    >>> are_several(["See attached."], ["Response.docx", "Annex A.pdf"])
    False
    """
    note = "\n".join(paragraphs)
    if _OTHERS.search(note) and not _OURS.search(note):
        return True
    stems = [[word.lower() for word in _name_words(name)] for name in file_names]
    if len(stems) < 2 or not all(any(map(_RESPONSE.fullmatch, stem)) for stem in stems):
        return False
    shared = set(stems[0]).intersection(*stems)
    names = [frozenset(word for word in stem if word not in shared and _may_name(word)) for stem in stems]
    return all(names) and len(set(names)) == len(names)


def _name_words(file_name: str) -> list[str]:
    return words(re.sub(r"(?<=[a-z])(?=[A-Z])|[_\d]+", " ", PurePosixPath(file_name).stem))


def _may_name(word: str) -> bool:
    return len(word) > 1 and not _ADDED.fullmatch(word) and not _RESPONSE.fullmatch(word)

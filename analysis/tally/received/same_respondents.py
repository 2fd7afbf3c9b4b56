"""Likely the same respondent twice: responses with the e-mail address or name of an earlier one, however written, and
two that say the same to several questions, as no third does: what more send is a campaign's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile

from analysis.mail_heads import person_named
from analysis.model import DETAILS, PERSONAL_DETAILS, BlockKind, Document, Response, SegmentKind
from analysis.tally.privacy.respondent_names import is_nobodys
from analysis.text import EMAIL, words

SHORTEST = 6
"""Letters of a name by which a respondent is known; shorter ones are many people's."""

LABEL = 3
"""Words that a form prints at an e-mail address; more of them may be about somebody else's."""

TWICE, OWN_WORDS = 2, 5
"""Two answers of so many words that two people do not give alike by chance."""

MESSAGES = ("message/rfc822", "application/vnd.ms-outlook")
"""Media types of messages, whose senders their headers name."""

_TITLES = re.compile(
    r"\b(?:mrs?|ms|miss|mx|dr|doctor|prof(?:essor)?|cllr|councillor|sir|dame|lady|lord|rev(?:d|erend)?|the)\b\.?"
)


def same_respondents(responses: Iterable[Response]) -> tuple[tuple[str, str], ...]:
    """Return each document whose respondent is likely that of an earlier one, with that one; nothing is merged.

    Of one name there are many people: two who give different e-mail addresses are not taken for one by it.
    """
    responses = tuple(responses)
    firsts: dict[str, str] = {}
    called: dict[str, list[tuple[str, set[str]]]] = {}
    found: dict[str, str] = {}
    answers = [_answers(response) for response in responses]
    senders = Counter(filter(None, answers))
    for response, answered in zip(responses, answers, strict=True):
        name, addresses = response.document.name, set(_addresses_of(response))
        namesakes = called.setdefault(_called(response), [])
        for first, others in namesakes:
            if not (addresses and others and addresses.isdisjoint(others)):
                found.setdefault(name, first)
                break
        else:
            namesakes.append((name, addresses))
        for key in (*addresses, *([answered] if senders[answered] == TWICE else [])):
            first = firsts.setdefault(key, name)
            if first != name:
                found.setdefault(name, first)
    return tuple(found.items())


def _called(response: Response) -> str:
    """Return the name by which a respondent is known, or else the document's, which is no other's."""
    name = response.respondent.name or ""
    folded = folded_name(name)
    is_name = len(folded) >= SHORTEST and " " in name.strip() and not is_nobodys(name)
    return folded if is_name else f"\t{response.document.name}"


def _addresses_of(response: Response) -> Iterator[str]:
    for part in response.document.omitted:
        if part.reason.endswith(PERSONAL_DETAILS):
            yield from _addresses(part.text)
    yield from _addresses(_own_sender(response.document))
    for segment in response.segmentation.segments:
        if segment.kind is SegmentKind.FURNITURE and (segment.reason or "").startswith(DETAILS):
            typed = response.document.text[segment.start : segment.end]
            if len(words(EMAIL.sub("", typed))) <= LABEL:
                yield from _addresses(typed)


def _answers(response: Response) -> str:
    """Return what a response says, with the questions; "" where it answers fewer than two in several words."""
    said = [
        (segment.question or "", " ".join(words(response.document.text[segment.start : segment.end])))
        for segment in response.segmentation.segments
        if segment.kind in (SegmentKind.POINT, SegmentKind.ANSWER)
    ]
    in_words = {question for question, answer in said if question and answer.count(" ") >= OWN_WORDS - 1}
    return "\n".join(f"{question}\t{answer}" for question, answer in said) if len(in_words) >= TWICE else ""


def _addresses(text: str) -> Iterator[str]:
    return (found[0].casefold() for found in EMAIL.finditer(text))


def _own_sender(document: Document) -> str:
    """Return the "From" header of a message, nothing where it hands on what somebody else wrote, or is no message."""
    if document.media_type not in MESSAGES:
        return ""
    for block in takewhile(lambda block: block.kind is BlockKind.FURNITURE, document.blocks):
        name, _, value = document.text[block.start : block.end].partition(": ")
        if name == "From":
            sender = person_named(value)
            respondent = document.respondent.name if document.respondent else None
            return value if sender == respondent else ""
    return ""


def folded_name(name: str) -> str:
    """Return a name without title, accents, case and punctuation.

    >>> folded_name("Dr Marjorie O'Hara-Quinn") == folded_name("Marjorie OHara Quinn")
    True
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(filter(str.isalnum, _TITLES.sub("", decomposed)))

"""Redaction: a person confirms or rejects what is proposed, or withholds other words; each decision is a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import UnreadableError
from analysis.model import PersonalDataKind, Redaction, RedactionDecision, Response
from analysis.text import fingerprint, one_line

NO_PLACE = "there is no such passage in a response; `everypoint redact list` names them all"
NOT_THERE = "these words are not in this response; copy them exactly"
NO_WORDS = "enter the words to withhold"


class PersonalDataSpan(NamedTuple):
    """A stretch of a response, and the kind of personal data that it is taken for."""

    document: str
    start: int
    end: int
    kind: PersonalDataKind


def place_of(written: str) -> PersonalDataSpan:
    """Return the place that a form or a sheet names; raises UnreadableError where it names none."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})-([A-Z_]+)-(.+)", written, re.DOTALL)
    if found is None or found[3] not in PersonalDataKind.__members__:
        raise UnreadableError(written or "a place", NO_PLACE)
    return PersonalDataSpan(found[4], int(found[1]), int(found[2]), PersonalDataKind[found[3]])


def decide(
    app: AppContext, snapshot: Snapshot, places: Iterable[PersonalDataSpan], decision: RedactionDecision, who: str
) -> int:
    """Record a decision about each place where it is not the last one already, and return how many were recorded.

    Raises UnreadableError where a response is not there, or has no such place; then nothing is recorded.
    """
    redactions = [_redaction(snapshot, place, decision, who, app.clock()) for place in dict.fromkeys(places)]
    return app.store.redact([redaction for redaction in redactions if not _is_decided(snapshot, redaction)])


def _redaction(
    snapshot: Snapshot, place: PersonalDataSpan, decision: RedactionDecision, who: str, time: str
) -> Redaction:
    text = snapshot.response(place.document).document.text
    if not 0 <= place.start < place.end <= len(text):
        raise UnreadableError(place.document, NO_PLACE)
    return Redaction(
        document=place.document,
        start=place.start,
        end=place.end,
        words=fingerprint(text[place.start : place.end]),
        kind=place.kind,
        decision=decision,
        who=who,
        time=time,
    )


def _is_decided(snapshot: Snapshot, redaction: Redaction) -> bool:
    """Return whether just this was decided last about the same words."""
    earlier = [one for one in snapshot.redactions.get(redaction.document, ()) if one.words == redaction.words]
    if not earlier:
        return redaction.decision is RedactionDecision.REOPENED
    return earlier[-1].decision is redaction.decision


def withhold_words(app: AppContext, snapshot: Snapshot, document: str, words: str, who: str) -> int:
    """Withhold words wherever they stand in a response, though nothing proposes it, and return how many places that
    are.

    Raises UnreadableError where the response, or the words in it, are not there.
    """
    places = _places_of(snapshot.response(document), words)
    decide(app, snapshot, places, RedactionDecision.CONFIRMED, who)
    return len(places)


def _places_of(response: Response, words: str) -> Sequence[PersonalDataSpan]:
    document = response.document.name
    pieces = one_line(words).split()
    if not pieces:
        raise UnreadableError(document, NO_WORDS)
    pattern = re.compile(r"(?<![^\W_])" + r"\s+".join(map(re.escape, pieces)) + r"(?![^\W_])", re.IGNORECASE)
    found = [
        PersonalDataSpan(document, *match.span(), PersonalDataKind.OTHER)
        for match in pattern.finditer(response.document.text)
    ]
    if not found:
        raise UnreadableError(document, NOT_THERE)
    return found

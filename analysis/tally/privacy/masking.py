"""Masking: what of a respondent's text is never printed, and the word that is printed in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.model import (
    PERSONAL_DETAILS,
    WHO_FILLED_IN,
    Consultation,
    PersonalData,
    PersonalDataKind,
    Publish,
    Redaction,
    RedactionDecision,
    Response,
    SegmentKind,
)
from analysis.redacting import KnownNames, find
from analysis.redacting.names import is_in_common_use, spans
from analysis.redacting.search import joined
from analysis.tally.privacy.home_addresses import HomeAddresses
from analysis.text import Span, fingerprint
from analysis.text import words as words_of

PRINTED = (SegmentKind.POINT, SegmentKind.HEADING, SegmentKind.QUESTION, SegmentKind.ANSWER)
"""What of a response is printed with its words."""


class Mask(NamedTuple):
    """A stretch of a text that is not printed, and the word in its place."""

    span: Span
    word: str


class RedactionProposal(NamedTuple):
    """Personal data in a response: the last decision about it, if any, and whether it is withheld as things are."""

    data: PersonalData
    decided: Redaction | None
    is_withheld: bool


def masks(response: Response, known_words: frozenset[str] = frozenset()) -> tuple[Mask, ...]:
    """Return what of a response's text is masked, in order, none inside another.

    ``known_words`` are the consultation's own: a surname that is among them is not masked where it stands alone.
    """
    withheld = (proposal.data for proposal in proposals(response, known_words) if proposal.is_withheld)
    return tuple(Mask(Span(one.start, one.end), one.kind.mark) for one in joined(withheld))


def proposals(response: Response, known_words: frozenset[str] = frozenset()) -> tuple[RedactionProposal, ...]:
    """Return the personal data found in a response, or withheld by a person, in order.

    Until somebody has looked, all of it is withheld where a respondent is not named, but for the names of office
    holders; where they are named, how to reach a person, and what belongs to one.
    """
    text, is_named = response.document.text, response.respondent.publish is Publish.YES
    found = find(text, known_names(response), known_words)
    if is_named and response.respondent.name:
        own_words = frozenset(words_of(response.respondent.name))
        found = tuple(one for one in found if not _is_own_name(text, one, own_words))
    if not response.redactions:
        return tuple(RedactionProposal(one, None, _is_withheld(one.kind, is_named)) for one in found)
    return tuple(_decided(response, found, is_named))


def _is_own_name(text: str, one: PersonalData, own_words: frozenset[str]) -> bool:
    return one.kind is PersonalDataKind.NAME and own_words.issuperset(words_of(text[one.start : one.end]))


def _is_withheld(kind: PersonalDataKind, is_named: bool) -> bool:
    return kind.is_of_nobody or not (is_named or kind.is_of_office)


def _decided(response: Response, found: tuple[PersonalData, ...], is_named: bool) -> Iterator[RedactionProposal]:
    """Yield what was found, and what a person withholds beside it, with what was decided of each.

    A decision goes with its words: it holds wherever they are found in the response, also after it was read anew.
    """
    text = response.document.text
    by_words = {redaction.words: redaction for redaction in response.redactions}
    known_places = {(one.start, one.end) for one in found}
    beside = {
        place
        for redaction in response.redactions
        if by_words[redaction.words].decision is RedactionDecision.CONFIRMED
        for place in _places_of(text, redaction)
        if (place.start, place.end) not in known_places
    }
    for one in sorted((*found, *beside)):
        decided = by_words.get(fingerprint(text[one.start : one.end]))
        if decided is None or decided.decision is RedactionDecision.REOPENED:
            yield RedactionProposal(one, None, _is_withheld(one.kind, is_named))
        else:
            yield RedactionProposal(one, decided, decided.decision is RedactionDecision.CONFIRMED)


def _places_of(text: str, redaction: Redaction) -> Iterator[PersonalData]:
    """Yield where the words of a decision stand: at its place, or, where that has other words now, anywhere."""
    start, end, words = redaction.start, redaction.end, redaction.words
    if fingerprint(text[start:end]) == words:
        yield PersonalData(start, end, redaction.kind)
        return
    for moved in range(len(text) - (end - start) + 1):
        if fingerprint(text[moved : moved + end - start]) == words:
            yield PersonalData(moved, moved + end - start, redaction.kind)


def printed_proposals(response: Response, known_words: frozenset[str] = frozenset()) -> tuple[RedactionProposal, ...]:
    """Return the personal data in what is printed of a response: a signature below it is printed of nobody."""
    printed = [segment for segment in response.segmentation.segments if segment.kind in PRINTED]
    return tuple(
        proposal
        for proposal in proposals(response, known_words)
        if any(segment.start < proposal.data.end and proposal.data.start < segment.end for segment in printed)
    )


def known_names(response: Response) -> KnownNames:
    """Return what is known of who wrote a response, beside its text; nothing of one who may be named."""
    if response.respondent.publish is Publish.YES:
        return KnownNames()
    stated_respondent, omitted_parts = response.document.respondent, response.document.omitted
    filled_in = " ".join(part.text for part in omitted_parts if part.reason.endswith(WHO_FILLED_IN))
    stated_names = [response.respondent.name, stated_respondent.name if stated_respondent else None, filled_in]
    personal_details = (part.text for part in omitted_parts if part.reason.endswith(PERSONAL_DETAILS))
    return KnownNames(
        tuple(_each_name(stated_names)), tuple(detail for detail in personal_details if _tells_a_place(detail))
    )


def _each_name(stated_names: list[str | None]) -> Iterator[str]:
    """Yield the names; where several organisations stand in one, each of them as well."""
    for name in filter(None, stated_names):
        yield name
        if ", " in name:
            yield from (organisation for organisation in name.split(", ") if len(organisation.split()) > 1)


def _tells_a_place(detail: str) -> bool:
    """Return whether a detail is such that its words mean nothing else where they stand in a text."""
    return len(detail) > 5 and any(character.isdigit() or character == "@" for character in detail)


def consultation_words(consultation: Consultation) -> frozenset[str]:
    """Return the words that the consultation itself uses."""
    themes = consultation.codebook.themes
    known_texts = [consultation.title, consultation.organisation or "", consultation.summary or ""]
    known_texts += [question.text for question in consultation.questions]
    known_texts += [text for theme in themes for text in (theme.name, theme.definition, *theme.keywords)]
    return frozenset(word for text in known_texts for word in words_of(text))


def own_texts(consultation: Consultation) -> tuple[str, ...]:
    """Return the words in which the consultation presents itself: its title, who holds it, and what it asks."""
    asked = (question.text for question in consultation.questions)
    return tuple(filter(None, (consultation.title, consultation.organisation, *asked)))


def without_contacts(text: str) -> str:
    """Return a text with the word for what was there in place of all personal data."""
    return _masked(text, find(text))


def _masked(text: str, found: Iterable[PersonalData]) -> str:
    shown_pieces, piece_start = [], 0
    for one in found:
        if _is_withheld(one.kind, is_named=False):
            shown_pieces += [text[piece_start : one.start], f"[{one.kind.mark}]"]
            piece_start = one.end
    return "".join([*shown_pieces, text[piece_start:]])


_CAPITALISED = re.compile(r"\b(?![a-z\d_])\w[\w'’-]*")
_TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|sir|dame)\.? ([^\W\d_]+)", re.IGNORECASE)


class TeamWords:
    """What the team writes, as the report prints it: without names and homes of respondents whom it does not name.

    Of ``taken_out`` the report names nobody, unless another response of the same respondent counts. Who is not named is
    told of among ``least``.
    A name that stands in one of ``own_texts`` as it is written is the consultation's own: a mailbox called "Transport
    Plan".
    """

    def __init__(
        self,
        responses: Sequence[Response],
        known_words: frozenset[str],
        taken_out: Iterable[Response] = (),
        own_texts: Iterable[str] = (),
        least: int = 1,
    ) -> None:
        self._names: dict[str, dict[str, None]] = {}
        self._known_words = known_words
        named = {one.respondent.name for one in responses if one.respondent.publish is Publish.YES}
        unnamed = [
            replace(one, respondent=replace(one.respondent, publish=Publish.ANONYMOUS))
            for one in taken_out
            if one.respondent.name not in named
        ]
        self._homes = HomeAddresses((*responses, *unnamed), known_words, least)
        own_text = "\n".join(own_texts)
        for name in (name for response in (*responses, *unnamed) for name in known_names(response).names):
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", own_text):
                continue
            for word in _telling(name):
                self._names.setdefault(word, {})[name] = None

    def shown(self, text: str, has_officers: bool = False, has_others: bool = False) -> str:
        """Return a text with the word for what was there in place of names and other personal data.

        ``has_others``: it may name places and others than respondents, and tells how to reach nobody; ``has_officers``:
        it may say whom to write to as well, and respondents' names and homes alone are masked.
        """
        names = tuple(self._named_in(text)) if text else ()
        if not has_officers and not has_others:
            return _masked(text, find(text, KnownNames(names), self._known_words))
        of_names = [PersonalData(*span, PersonalDataKind.NAME) for span in spans(text, names, self._known_words)]
        of_names += self._homes.within(text)
        contacts = [one for one in find(text) if one.kind.is_of_nobody] if has_others else []
        return _masked(text, joined([*of_names, *contacts]))

    def _named_in(self, text: str) -> Iterator[str]:
        """Yield the names of which a text holds all words, or two, or one behind a title; of a name that has only words
        in common use ("Will Young"), two with a capital."""
        own_words = _telling(text)
        with_capitals = _telling(" ".join(_CAPITALISED.findall(text)))
        titled = {title[1].casefold() for title in _TITLED.finditer(text)}
        near = {name: None for word in sorted(own_words) for name in self._names.get(word, ())}
        for name in near:
            parts = _telling(name)
            is_common = all(map(is_in_common_use, parts))
            held = parts & (with_capitals if is_common else own_words)
            if parts & titled or len(held) > 1 or (held == parts and not is_common):
                yield name


def _telling(text: str) -> set[str]:
    """Return the words of a text that could be of a name, in small letters; initials are none."""
    return {word.casefold() for word in words_of(text) if len(word) > 1}

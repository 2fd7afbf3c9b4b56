"""The corpus: everything that was received, read and split, and what follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter

from analysis.app.refusals import Refusal, left_out, undecided_refusals, withheld
from analysis.errors import LedgerError
from analysis.languages.codebook_languages import spoken_languages
from analysis.languages.response_languages import LanguageCount, language_counts, point_languages
from analysis.model import (
    Consultation,
    Document,
    Ledger,
    Point,
    PointKey,
    Respondent,
    Response,
    Segmentation,
    Skipped,
    Source,
    Table,
    Withdrawal,
    response_label,
)
from analysis.tally.passages.citations import Citation, citations_by_point
from analysis.tally.received.same_respondents import same_respondents
from analysis.text import count_words, fingerprint, words


@dataclass(frozen=True)
class Corpus:
    """Everything that was received, read and split.

    ``template_folders`` are where the prompts of a model lie; ``given`` are the numbers that reports gave, by response,
    and ``out`` the responses that are ``taken_out``.
    """

    consultation: Consultation
    known: Mapping[str, Respondent]
    sources: tuple[Source, ...]
    responses: tuple[Response, ...]
    skipped: tuple[Skipped, ...]
    new: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    erased: int = 0
    taken_out: tuple[Withdrawal, ...] = ()
    template_folders: tuple[Path, ...] = ()
    given: tuple[tuple[str, int], ...] = ()
    out: tuple[Response, ...] = ()

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Return all points of all responses, in order."""
        return tuple(point for response in self.responses for point in response.points)

    @cached_property
    def explained(self) -> dict[str, str | None]:
        """Return the questions that nobody is for or against, each with the one of whose answer it asks the reasons."""
        from analysis.positioning.explanations import explained_questions

        return {
            question: target
            for response in self.responses
            for question, target in explained_questions(self.consultation, response).items()
        }

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the words of all points, in the same order."""
        return tuple(response.text_of(point) for response in self.responses for point in response.points)

    @cached_property
    def own_texts(self) -> tuple[str, ...]:
        """Return the texts with spaces for what they quote of the consultation's paper: what machines judge."""
        if not any(response.quotations for response in self.responses):
            return self.texts
        return tuple(response.own_words_of(point) for response in self.responses for point in response.points)

    @cached_property
    def digests(self) -> dict[PointKey, str]:
        """Return all points, in order, with the SHA-256 of their words."""
        return {point.key: fingerprint(point_text) for point, point_text in zip(self.points, self.texts, strict=True)}

    @cached_property
    def places(self) -> dict[PointKey, int]:
        """Return the place of each point among all."""
        return {point: place for place, point in enumerate(self.digests)}

    @cached_property
    def citations(self) -> dict[PointKey, Citation]:
        """Return what each point is called."""
        return citations_by_point({self.numbers[one.document.name]: tuple(one.points) for one in self.responses})

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each response by its name; where none has one yet, they are counted."""
        return {response.document.name: response.number or place for place, response in enumerate(self.responses, 1)}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return what each response is called, "R7", by its name."""
        return {name: response_label(number) for name, number in self.numbers.items()}

    @cached_property
    def response_places(self) -> dict[str, int]:
        """Return the place of each response among all, from 0, by its name."""
        return {response.document.name: place for place, response in enumerate(self.responses)}

    @cached_property
    def folded_names(self) -> tuple[str, ...]:
        """Return the names of each response and respondent in small letters, by which they are found."""
        named = ((response.document.name, response.respondent.name) for response in self.responses)
        return tuple(f"{document} {respondent or ''}".casefold() for document, respondent in named)

    @cached_property
    def types_present(self) -> tuple[str, ...]:
        """Return the types that respondents have: the consultation's in their order, then all others."""
        present = {response.respondent.type for response in self.responses if response.respondent.type}
        known_types = [type_name for type_name in self.consultation.respondent_types if type_name in present]
        return tuple(dict.fromkeys([*known_types, *sorted(present)]))

    @cached_property
    def languages(self) -> dict[PointKey, str]:
        """Return the language of every point, in order; nothing where it cannot be told."""
        return point_languages(self.responses)

    @cached_property
    def language_counts(self) -> tuple[LanguageCount, ...]:
        """Return how many responses are in languages that are worth telling."""
        return language_counts(self.languages, spoken_languages(self.consultation))

    @cached_property
    def to_look_at(self) -> tuple[SetAside, ...]:
        """Return the responses of which a person should look at what was set aside."""
        texts_aside = (set_aside(response.document, response.segmentation) for response in self.responses)
        return tuple(filter(None, texts_aside))

    @cached_property
    def left_out(self) -> int:
        """Return how many responses are withheld and so few that they are in no figure."""
        return left_out(self.responses, self.consultation)

    @cached_property
    def withheld(self) -> int:
        """Return how many responses are withheld and in every figure."""
        return withheld(self.responses, self.consultation)

    @cached_property
    def alike(self) -> tuple[tuple[str, str], ...]:
        """Return each response that is likely of an earlier one's respondent, with that one."""
        return same_respondents(self.responses)

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        """Return the responses that ask not to be published or named, and of which nobody has said what may be."""
        documents = ((response.source, response.document) for response in self.responses)
        return undecided_refusals(documents, self.known.keys())

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Return the digests of what this follows from, apart from what is recorded."""
        absent = {skip.name for skip in self.skipped if skip.reason == MISSING}
        present = {source.path: source.sha256 for source in self.sources if source.path not in absent}
        return origins_of(self.consultation, self.known, present)

    def look_through(self) -> None:
        """Work out what pages tell of all responses, so that none of them waits for it."""
        _ = self.refusals, self.alike, self.to_look_at, self.language_counts, self.withheld
        with suppress(LedgerError):  # told to whoever asks for the ledger
            _ = self.ledger

    @cached_property
    def ledger(self) -> Ledger:
        """Return the account of everything received; raises LedgerError if it does not reconcile."""
        from analysis.tally.received.reconciliation import ledger, reconcile

        account_ledger = ledger(self.sources, self.responses, self.skipped)
        reconcile(account_ledger, self.responses, self.skipped)
        return replace(account_ledger, tables=self.tables, erased=self.erased)


MISSING = (
    "it was included and is no longer in responses/; put it back, under its own name if it was renamed, "
    "or `everypoint erase` it"
)


def origins_of(consultation: Consultation, known: Mapping[str, Respondent], files: Mapping[str, str]) -> dict[str, str]:
    """Return the digests of what lies in ``responses/``, by what each is called; ``files`` are given by theirs."""
    lying = {"themes or settings": consultation, "respondents": dict(known), "responses": sorted(files.items())}
    return {name: hashlib.sha256(_ANYTHING.dump_json(one)).hexdigest() for name, one in lying.items()}


_ANYTHING: TypeAdapter[object] = TypeAdapter(object)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A response of which so much was set aside as furniture that a person should look at it, in words, or of which it
    is not sure what is ticked."""

    document: str
    words: int
    of: int
    is_tick_unsure: bool = False


def set_aside(document: Document, segmentation: Segmentation) -> SetAside | None:
    """Return how much of a document a person should look at because it was set aside; None where that is little."""
    looked_at = segmentation.to_look_at
    if not looked_at:
        return None
    aside = [segment for segment in looked_at if not segment.tells_choice]
    total = len(words(document.text))
    return SetAside(document.name, count_words(document.text, aside), total, len(aside) < len(looked_at))

"""Candidate themes: what the codebook does not cover, in groups that a person may make themes of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.app.coding.codebook_edit import Draft
from analysis.app.coding.machine import taught, trained, words_of
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.results import Corpus
from analysis.auditing.blinding import hidden_points_of
from analysis.classifying.theme_candidates import ThemeCandidate, candidates, uncovered
from analysis.model import Point, Publish, Response
from analysis.tally.printable import shown

MOST = 12
"""Candidates that are offered at once."""

SEED = 1
"""For what is drawn, so that the same points give the same candidates."""


@dataclass(frozen=True, slots=True)
class Typical:
    """A point that is typical of a candidate; ``quotable`` is what may be printed of it, which may be nothing."""

    point: Point
    text: str
    quotable: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A candidate: the phrases that tell it apart, its points and respondents, and typical points."""

    phrases: tuple[str, ...]
    points: int
    respondents: int
    typical: tuple[Typical, ...]

    @property
    def id(self) -> str:
        """Return what it is known by, wherever it stands in a list: its phrases and its typical points."""
        told = "\n".join([*self.phrases, *(repr(tuple(each.point.key)) for each in self.typical)])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def draft(self) -> Draft:
        """Return the beginning of a theme; its name and definition are for a person to give.

        The report prints a theme's examples, and so they hold nothing that may not be printed.
        """
        examples = "\n".join(each.quotable for each in self.typical if each.quotable)
        return Draft(keywords=", ".join(self.phrases), examples=examples)


@dataclass(frozen=True, slots=True)
class Offer:
    """The candidates that were found, most respondents first, among the ``uncovered`` of all ``points``."""

    candidates: tuple[Offered, ...]
    uncovered: int
    points: int
    codebook: str

    def candidate(self, id: str) -> Offered | None:
        """Return the candidate of an id, if it is among these."""
        return next((one for one in self.candidates if one.id == id), None)


def find_candidates(desk: AppContext) -> Offer:
    """Look for themes that the codebook does not cover; takes as long as coding all points. Nothing is recorded."""
    from analysis.classifying.machine_coding import contexts_of

    intake = take_in(desk, keep=False)
    codings, books, audits = desk.store.codings(), desk.store.codebooks(), desk.store.audits().values()
    classifier = trained(intake, codings, books, audits)
    lessons = taught(codings, intake, books, audits)
    told = [choice.coding.themes if choice else None for choice in lessons]
    texts, hidden = intake.texts, hidden_points_of(audits, words_of(intake)).points
    scores = classifier.predict_proba(texts, contexts_of(intake.points))
    # A point of a blind audit that is not finished must not be shown as one that the machine finds nothing in.
    at = [i for i in uncovered(scores, classifier.cuts_, told) if intake.points[i].key not in hidden]
    senders = [point.document for point in intake.points]
    found = candidates(texts, classifier.sight_.of(texts)[0], senders, at, MOST, SEED)
    version = intake.consultation.codebook.version
    sent = {response.document.name: response for response in intake.responses}
    return Offer(tuple(_offered(each, intake, sent) for each in found), len(at), len(texts), version)


def _offered(candidate: ThemeCandidate, intake: Corpus, sent: Mapping[str, Response]) -> Offered:
    return Offered(
        candidate.phrases,
        len(candidate.places),
        candidate.respondents,
        tuple(
            Typical(intake.points[i], intake.texts[i], _quotable(sent[intake.points[i].document], intake.points[i]))
            for i in candidate.typical
        ),
    )


def _quotable(response: Response, point: Point) -> str:
    """Return a point on one line, as the report would quote it; nothing of a respondent who refused to be published."""
    if response.respondent.publish is Publish.NO:
        return ""
    return " ".join("".join(run.text for run in shown(response, point.start, point.end)).split())

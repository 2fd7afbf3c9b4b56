"""Candidate themes: what the codebook does not cover, in groups that a person may make themes of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.app.coding.codebook_edit import Draft
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import take
from analysis.app.use_case_results import Corpus
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
    citation: str


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
        identifying_text = "\n".join(
            [*self.phrases, *(repr(tuple(typical_point.point.key)) for typical_point in self.typical)]
        )
        return hashlib.sha256(identifying_text.encode()).hexdigest()[:16]

    @property
    def draft(self) -> Draft:
        """Return the beginning of a theme; its name and definition are for a person to give.

        The report prints a theme's examples, and so they hold nothing that may not be printed.
        """
        examples = "\n".join(typical_point.quotable for typical_point in self.typical if typical_point.quotable)
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
        return next((offered for offered in self.candidates if offered.id == id), None)


def find_candidates(app: AppContext) -> Offer:
    """Look for themes that the codebook does not cover; takes as long as coding all points. Nothing is recorded."""
    from analysis.classifying.machine_coding import contexts_of

    snapshot = take(app, keep=False)
    corpus, classifier = snapshot.corpus, snapshot.classifier
    taught_themes = [lesson.coding.themes if lesson else None for lesson in snapshot.lessons]
    texts, left_out = corpus.texts, snapshot.hidden.points | snapshot.unread.keys()
    scores = classifier.predict_proba(texts, contexts_of(corpus.points))
    # A point of a blind audit that is not finished must not be shown as one that the machine finds nothing in; of one
    # in a language that the codebook does not speak it is not known whether a theme covers it.
    uncovered_rows = [
        i for i in uncovered(scores, classifier.cuts_, taught_themes) if corpus.points[i].key not in left_out
    ]
    senders = [point.document for point in corpus.points]
    theme_groups = candidates(texts, classifier.rows(texts), senders, uncovered_rows, MOST, SEED)
    version = corpus.consultation.codebook.version
    response_of_document = {response.document.name: response for response in corpus.responses}
    return Offer(
        tuple(_offered(theme_candidate, corpus, response_of_document) for theme_candidate in theme_groups),
        len(uncovered_rows),
        len(texts),
        version,
    )


def _offered(candidate: ThemeCandidate, corpus: Corpus, sent: Mapping[str, Response]) -> Offered:
    def typical(place: int) -> Typical:
        point = corpus.points[place]
        quotable = _quotable(sent[point.document], point)
        return Typical(point, corpus.texts[place], quotable, str(corpus.citations[point.key]))

    typical_points = tuple(typical(place) for place in candidate.typical)
    return Offered(candidate.phrases, len(candidate.places), candidate.respondents, typical_points)


def _quotable(response: Response, point: Point) -> str:
    """Return a point on one line, as the report would quote it; nothing of a respondent who refused to be published."""
    if response.respondent.publish is Publish.NO:
        return ""
    return " ".join("".join(run.text for run in shown(response, point.start, point.end)).split())

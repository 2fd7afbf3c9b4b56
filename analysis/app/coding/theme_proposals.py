"""Theme proposals: what the codebook does not cover, or everything while there is none, as themes that may be taken."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.app.coding.codebook_edit import Act, Book, Change, Draft
from analysis.app.coding.codebook_validation import keyed
from analysis.app.coding.position_coding import chosen_positions
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.auditing import resolve
from analysis.errors import ConsultationError
from analysis.model import Point, Publish, Response, position_frame
from analysis.proposing.theme_proposals import ThemeProposal, propose, usual_size
from analysis.tally.passages.printable import shown

SEED = 1
"""For what is drawn, so that the same points give the same proposals."""

COVERED = 0.5
"""A theme covers a point where it is as probable as not, even if points are given it from a lower cut on."""

NO_QUESTION = "no point is under this question; there are points under {0}"

NOTHING_CHOSEN = "Choose one proposal or more"


@dataclass(frozen=True, slots=True)
class Typical:
    """A point that is typical of a proposal; ``quotable`` is what may be printed of it, which may be nothing."""

    point: Point
    text: str
    quotable: str
    citation: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed theme; ``wider`` is the id of the proposal that it is part of, or nothing.

    ``question`` is the one under which most of its points stand, ``position`` what most of those who make them take,
    as far as that may be told. ``same_as`` is the id of the proposal that a language model says means the same.
    """

    id: str
    name: str
    definition: str
    keywords: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    tone: str
    points: int
    respondents: int
    question: str
    position: str
    wider: str
    typical: tuple[Typical, ...]
    same_as: str = ""

    @property
    def draft(self) -> Draft:
        """Return the theme that it makes, without its key and wider theme.

        The report prints a theme's examples, and so they hold nothing that may not be printed.
        """
        return Draft(
            name=self.name,
            definition=self.definition,
            include="\n".join(self.include),
            exclude="\n".join(self.exclude),
            keywords=", ".join(self.keywords),
            examples="\n".join(typical.quotable for typical in self.typical if typical.quotable),
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """The proposals, each below the one that it is part of, found among ``searched`` of all ``points``.

    ``without``: so many of those searched have no theme, as the figures count them; the others have one that is less
    probable than not. ``held``: so many of those searched are in one proposal or more. ``codebook`` is the version of
    the codebook that does not cover them, and ``themes`` how many themes that has.
    """

    proposals: tuple[Proposed, ...]
    held: int
    searched: int
    points: int
    codebook: str
    themes: int
    size: int = 0
    question: str = ""
    without: int = 0

    def find(self, id: str) -> Proposed | None:
        """Return the proposal of an id, if it is among these."""
        return next((proposal for proposal in self.proposals if proposal.id == id), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decides of one proposal: the name it gets, and the id of the one that it is merged into."""

    id: str
    name: str
    into: str = ""


def find_proposals(app: AppContext, size: int = 0, question: str = "") -> Offer:
    """Look for themes that the codebook does not cover, all or under one question. Nothing is recorded.

    Raises ConsultationError where no point is under that question.
    """
    return proposals_of(take(app, keep=False), size, question)


def proposals_of(snapshot: Snapshot, size: int = 0, question: str = "") -> Offer:
    """Return the proposals of a snapshot; ``size`` 0 stands for the usual number."""
    corpus = snapshot.corpus
    without = _without_theme(snapshot)
    searched = [i for i in _uncovered(snapshot, without) if not question or corpus.points[i].question == question]
    questions = {point.question for point in corpus.points if point.question}
    if question and question not in questions:
        raise ConsultationError(question, [NO_QUESTION.format(", ".join(sorted(questions)) or "none")])
    texts = [corpus.own_texts[i] for i in searched]
    senders = [corpus.points[i].document for i in searched]
    size = size or usual_size(len(texts))
    teller, known = _Teller.of(snapshot), tuple(snapshot.codebook.names.values())
    found = [
        replace(one, places=tuple(searched[i] for i in one.places), typical=tuple(searched[i] for i in one.typical))
        for one in propose(texts, senders, size, SEED, lambda place: teller.may_quote(searched[place]), known)
    ]
    ids = [_id(one, corpus.points) for one in found]
    return Offer(
        tuple(
            teller.proposed(own_id, one, "" if one.wider is None else ids[one.wider])
            for own_id, one in zip(ids, found, strict=True)
        ),
        held=len({place for one in found for place in one.places}),
        searched=len(searched),
        points=len(corpus.points),
        codebook=snapshot.codebook.version,
        themes=len(snapshot.codebook.themes),
        size=size,
        question=question,
        without=len(without.intersection(searched)),
    )


def _without_theme(snapshot: Snapshot) -> frozenset[int]:
    """Return the places of points that were coded and have no theme, as the figures for themes count them."""
    machine = snapshot.last_machine
    choices = resolve([*machine.codings, *snapshot.people.codings], machine.coder.id, snapshot.translate)
    hidden = snapshot.hidden.points
    return frozenset(
        i
        for i, point in enumerate(snapshot.corpus.points)
        if point.key not in hidden
        and (choice := choices.get(point.key))
        and not choice.coding.themes
        and not choice.is_for_person
    )


def _uncovered(snapshot: Snapshot, without: frozenset[int]) -> list[int]:
    """Return the places of points that no theme covers: without one, or with one that is less probable than not.

    A point of a blind audit that is not finished must not be shown as one that the machine finds nothing in; of one in
    a language that the codebook does not cover it is not known whether a theme covers it.
    """
    points = snapshot.corpus.points
    left_out = snapshot.hidden.points | snapshot.unread.keys()
    if not snapshot.codebook.themes:
        return [i for i, point in enumerate(points) if point.key not in left_out]
    import numpy as np

    from analysis.classifying.machine_coding import contexts_of

    classifier = snapshot.classifier
    scores = classifier.predict_proba(snapshot.corpus.own_texts, contexts_of(points))
    lead = (scores - np.maximum(classifier.cuts_, COVERED)).max(axis=1, initial=-np.inf)
    is_covered = [
        bool(lesson.coding.themes) if lesson else bool(lead[i] >= 0) for i, lesson in enumerate(snapshot.lessons)
    ]
    return [i for i, point in enumerate(points) if i in without or not (is_covered[i] or point.key in left_out)]


def _id(proposal: ThemeProposal, points: Sequence[Point]) -> str:
    """Return what a proposal is known by, wherever it stands in a list: its name and its typical points."""
    keys = [repr(tuple(points[i].key)) for i in proposal.typical]
    return hashlib.sha256("\n".join([proposal.name, *keys]).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Teller:
    """What may be told of proposals, and whose points they hold."""

    snapshot: Snapshot
    sent: Mapping[str, Response]
    positions: Mapping[tuple[str, str | None], str]

    @classmethod
    def of(cls, snapshot: Snapshot) -> _Teller:
        """Return what tells a snapshot's proposals."""
        names, answers = position_frame().names, snapshot.positions
        chosen = {key: one.coding.themes for key, one in chosen_positions(answers).items() if one.coding.themes}
        named = {
            (point.document, point.question): names[min(chosen[point.key])]
            for point in answers.corpus.points
            if point.key in chosen
        }
        decided = snapshot.redactions
        sent = {
            name: replace(response, redactions=decided[name]) if name in decided else response
            for response in snapshot.corpus.responses
            for name in (response.document.name,)
        }
        return cls(snapshot, sent, named)

    def proposed(self, id: str, one: ThemeProposal, wider: str) -> Proposed:
        """Return a proposal as it is shown."""
        points = [self.snapshot.corpus.points[i] for i in one.places]
        return Proposed(
            id,
            one.name,
            one.definition,
            one.keywords,
            one.include,
            one.exclude,
            one.tone.value,
            len(points),
            one.respondents,
            _commonest(point.question or "" for point in points),
            self._position(points),
            wider,
            tuple(self._typical(i) for i in one.typical),
        )

    def may_quote(self, place: int) -> bool:
        """Return whether a point may be printed as it stands, with nothing of it withheld."""
        return self._quotable(place) == " ".join(self.snapshot.corpus.texts[place].split())

    def _quotable(self, place: int) -> str:
        """Return a point on one line, as the report would quote it; nothing of who refused to be published."""
        point = self.snapshot.corpus.points[place]
        response = self.sent[point.document]
        if response.respondent.publish is Publish.NO:
            return ""
        return " ".join("".join(run.text for run in shown(response, point.start, point.end)).split())

    def _typical(self, place: int) -> Typical:
        corpus = self.snapshot.corpus
        point = corpus.points[place]
        return Typical(point, corpus.texts[place], self._quotable(place), str(corpus.citations[point.key]))

    def _position(self, points: Sequence[Point]) -> str:
        """Return the position that more than half of those who answer take, where it is told of enough of them."""
        answers = {(point.document, point.question) for point in points}
        counts = Counter(self.positions[answer] for answer in answers if answer in self.positions)
        if not counts:
            return ""
        position, number = min(counts.items(), key=lambda item: (-item[1], item[0]))
        least = self.snapshot.corpus.consultation.suppress_below
        return position if number >= least and number * 2 > counts.total() else ""


def _commonest(names: Iterable[str]) -> str:
    counts = Counter(names)
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0] if counts else ""


# Taken into the codebook ----------------------------------------------------------------------------------------------


def accepted(offer: Offer, choices: Sequence[Choice], current: Book) -> Change:
    """Return the change that adds the chosen proposals to the codebook, merged and named as was asked.

    A theme is part of the wider proposal where that is chosen too. Raises ConsultationError where nothing is chosen.
    """
    chosen = {choice.id: choice for choice in choices}
    proposals = {proposal.id: proposal for proposal in offer.proposals if proposal.id in chosen}
    if not proposals:
        raise ConsultationError("theme proposals", [NOTHING_CHOSEN])
    homes = {id: _home(id, {id: chosen[id].into for id in proposals}) for id in proposals}
    drafts: dict[str, Draft] = {}
    for id, proposal in sorted(proposals.items(), key=lambda one: homes[one[0]] != one[0]):
        draft = replace(proposal.draft, name=chosen[id].name.strip())
        drafts[homes[id]] = _merged(drafts[homes[id]], draft) if homes[id] in drafts else draft
    in_order = [id for id in proposals if id in drafts]
    change = keyed(Change(Act.ADD, (), tuple(drafts[id] for id in in_order), current.base), current.codebook)
    keys = dict(zip(in_order, (draft.key for draft in change.drafts), strict=True))
    parents = {id: keys.get(homes.get(proposals[id].wider, ""), "") for id in in_order}
    placed = (
        replace(draft, parent="" if parents[id] == draft.key else parents[id])
        for id, draft in zip(in_order, change.drafts, strict=True)
    )
    return replace(change, drafts=tuple(placed))


def _home(id: str, into: Mapping[str, str]) -> str:
    """Return the id of the proposal in which one ends; where they go round in a circle, the least of these."""
    seen = [id]
    while (following := into[seen[-1]]) in into and following not in seen:
        seen.append(following)
    return min(seen[seen.index(following) :]) if following in seen else seen[-1]


def _merged(draft: Draft, other: Draft) -> Draft:
    """Return a theme with what another brings to it."""
    keywords = [*draft.keywords.split(", "), *other.keywords.split(", ")]
    return replace(
        draft,
        definition=f"{draft.definition} {other.definition}",
        include="\n".join(filter(None, (draft.include, other.include))),
        exclude="\n".join(line for line in draft.exclude.splitlines() if f"“{other.name}”" not in line),
        keywords=", ".join(dict.fromkeys(filter(None, keywords))),
        examples="\n".join(filter(None, (draft.examples, other.examples))),
    )

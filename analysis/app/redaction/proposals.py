"""Personal data as the team sees it: every proposal with its context, what was decided, and how far that has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.personal_data_search import search_ahead
from analysis.app.publish import told_responses
from analysis.app.snapshot.snapshot import Snapshot
from analysis.model import PersonalDataKind, RedactionDecision, Response
from analysis.tally.privacy.disclosure import is_listed
from analysis.tally.privacy.masking import RedactionProposal, consultation_words, printed_proposals
from analysis.text import one_line

CONTEXT = 90
"""Characters that are shown on either side of a proposal."""

PER_PAGE = 50

OPEN = "open"
"""The state of what nobody has looked at."""


@dataclass(frozen=True, slots=True)
class ProposedRedaction:
    """Personal data in a response: where it stands, what it says and between what, and what was decided, by whom."""

    document: str
    number: str
    respondent: str
    start: int
    end: int
    kind: PersonalDataKind
    words: str
    before: str
    after: str
    state: str
    who: str
    is_withheld: bool

    @property
    def place(self) -> str:
        """Return what names it in a form or a sheet."""
        return f"{self.start}-{self.end}-{self.kind.name}-{self.document}"


@dataclass(frozen=True, slots=True)
class KindProgress:
    """How many proposals of a kind there are, and how many nobody has looked at."""

    kind: PersonalDataKind
    found: int
    open: int


@dataclass(frozen=True, slots=True)
class ProposalList:
    """The proposals of a kind and state that were asked for, a page of them, with the progress over all."""

    kind: str
    state: str
    document: str
    rows: tuple[ProposedRedaction, ...]
    matching: int
    page: int
    pages: int
    found: int
    confirmed: int
    rejected: int
    kinds: tuple[KindProgress, ...]
    withheld: int = 0
    """How many are withheld now, whether anybody has looked at them or not."""

    @property
    def open(self) -> int:
        """Return how many nobody has looked at."""
        return self.found - self.confirmed - self.rejected


@dataclass
class _Searched:
    """The responses of a corpus that hold any personal data, and what is proposed with the decisions of a moment;
    neither is worked out again while nothing of it has changed."""

    corpus: Corpus | None = None
    documents: frozenset[str] = frozenset()
    redactions: object = None
    rows: tuple[ProposedRedaction, ...] = ()


_SEARCHED = _Searched()


def search(app: AppContext, snapshot: Snapshot, earlier: Corpus | None = None) -> Corpus:
    """Look for personal data in all responses, and return the corpus that was searched: of many that takes long."""
    if earlier is not snapshot.corpus:
        known_words = consultation_words(snapshot.corpus.consultation)
        with search_ahead(app, snapshot.corpus.responses, known_words):
            pass
        _documents(snapshot, known_words)
    return snapshot.corpus


def proposed(snapshot: Snapshot) -> tuple[ProposedRedaction, ...]:
    """Return all personal data in what is printed of the responses, in their order."""
    corpus, redactions = snapshot.corpus, snapshot.redactions
    if _SEARCHED.corpus is not corpus or _SEARCHED.redactions is not redactions:
        rows = tuple(_proposed(snapshot))
        _SEARCHED.redactions, _SEARCHED.rows = redactions, rows
    return _SEARCHED.rows


def _proposed(snapshot: Snapshot) -> Iterator[ProposedRedaction]:
    known_words = consultation_words(snapshot.corpus.consultation)
    labels = snapshot.corpus.labels
    documents = _documents(snapshot, known_words) | snapshot.redactions.keys()
    for response in told_responses(snapshot):
        if response.document.name in documents and is_listed(response):
            for proposal in printed_proposals(response, known_words):
                yield _row(response, labels[response.document.name], proposal)


def _documents(snapshot: Snapshot, known_words: frozenset[str]) -> frozenset[str]:
    corpus = snapshot.corpus
    if _SEARCHED.corpus is not corpus:
        searched = frozenset(
            response.document.name
            for response in told_responses(snapshot)
            if is_listed(response) and printed_proposals(response, known_words)
        )
        _SEARCHED.documents, _SEARCHED.corpus, _SEARCHED.redactions = searched, corpus, None
    return _SEARCHED.documents


def _row(response: Response, number: str, proposal: RedactionProposal) -> ProposedRedaction:
    text, (start, end, kind), decided = response.document.text, proposal.data, proposal.decided
    return ProposedRedaction(
        document=response.document.name,
        number=number,
        respondent=response.respondent.name or "",
        start=start,
        end=end,
        kind=kind,
        words=one_line(text[start:end]),
        before=_before(text, start),
        after=_after(text, end),
        state=decided.decision.value if decided else OPEN,
        who=decided.who if decided else "",
        is_withheld=proposal.is_withheld,
    )


def _before(text: str, start: int) -> str:
    """Return whole words that stand before a place, in one line."""
    words = text[max(0, start - CONTEXT) : start]
    if start > CONTEXT:
        words = "…" + words[words.find(" ") + 1 :]
    return " ".join(words.split()) + (" " if words[-1:].isspace() else "")


def _after(text: str, end: int) -> str:
    """Return whole words that stand after a place, in one line."""
    words = text[end : end + CONTEXT]
    space = " " if words[:1].isspace() else ""
    if end + CONTEXT < len(text):
        words = f"{words[: words.rfind(' ') + 1]}…"
    return space + " ".join(words.split())


def list_proposals(
    snapshot: Snapshot, kind: str = "", state: str = OPEN, document: str = "", page: int = 1
) -> ProposalList:
    """Return a page of the proposals of a kind, a state and a response; empty, of all kinds, states and responses."""
    every = proposed(snapshot)
    states = Counter(row.state for row in every)
    matching = list(select(every, kind, state, document))
    pages = max(1, -(-len(matching) // PER_PAGE))
    page = min(max(page, 1), pages)
    return ProposalList(
        kind=kind,
        state=state,
        document=document,
        rows=tuple(matching[(page - 1) * PER_PAGE : page * PER_PAGE]),
        matching=len(matching),
        page=page,
        pages=pages,
        found=len(every),
        confirmed=states[RedactionDecision.CONFIRMED.value],
        rejected=states[RedactionDecision.REJECTED.value],
        kinds=tuple(_progress(every)),
        withheld=sum(row.is_withheld for row in every),
    )


def select(rows: Iterable[ProposedRedaction], kind: str, state: str, document: str) -> Iterator[ProposedRedaction]:
    """Yield the proposals of a kind (by its name), a state and a response; what is left empty is not asked."""
    for row in rows:
        is_asked = kind in ("", row.kind.name) and state in ("", row.state) and document in ("", row.document)
        if is_asked:
            yield row


def _progress(rows: Iterable[ProposedRedaction]) -> Iterator[KindProgress]:
    found = Counter((row.kind, row.state == OPEN) for row in rows)
    for kind in PersonalDataKind:
        total = found[kind, True] + found[kind, False]
        if total:
            yield KindProgress(kind, total, found[kind, True])

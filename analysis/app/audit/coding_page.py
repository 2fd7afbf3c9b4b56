"""One point as a person judges it: its context, the codebook at hand, and what may be seen of others' opinions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.resolution.audit_state import list_of, memo_told
from analysis.errors import UnreadableError
from analysis.model import (
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Outcome,
    Point,
    PointKey,
    Respondent,
    Response,
    Theme,
    is_position_frame,
)
from analysis.model.sureness import Sureness
from analysis.tally.passages.printable import evidence_spans, runs
from analysis.tally.passages.refs import Run
from analysis.tally.questions.positions import PROPOSAL
from analysis.tally.uncertainty import surenesses
from analysis.text import Span

GONE = (
    "this point is no longer there, because its document has been divided differently, changed or removed. "
    "Continue with the next point. Earlier codings of it are kept"
)

KEYS = "1234567890abcdefghijkloprvwyz"
"""The keys that give the themes of the codebook, in their order; s, x, n, u, m, t and q do something else."""


@dataclass(frozen=True, slots=True)
class OfferedTheme:
    """A theme of the codebook as it can be given; ``key`` is the key that gives it, where one does, and ``wider`` are
    the themes that it is part of, which are given with it.

    ``sureness`` and ``suggested`` are the machine's opinion, and there in an assisted review alone; ``said`` holds for
    each earlier coder whether they gave it, and is there in an adjudication alone.
    """

    theme: Theme
    key: str
    given: bool
    wider: tuple[Theme, ...] = ()
    sureness: Sureness | None = None
    suggested: bool = False
    said: tuple[bool, ...] = ()

    @property
    def differs(self) -> bool:
        """Return whether the earlier coders differ about it."""
        return len(set(self.said)) > 1


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another person's coding of the point, for the adjudicator."""

    name: str
    cannot_tell: bool
    memo: str
    time: str


@dataclass(frozen=True, slots=True)
class CodingPage:
    """One point as it lies before a person; ``state`` is what was known of it when the page was made.

    ``before`` and ``after`` are the words of its neighbours in the same response. ``machine``: whether a machine's
    opinion is shown. ``own`` says when this person judged it before; ``is_taken_back``: they took that back, and what
    they had chosen is chosen still. ``is_single``: exactly one of the ``choices`` is given, as a position is.
    """

    point: PointKey
    label: str
    number: str
    respondent: Respondent
    section: tuple[str, ...]
    question: str
    place: str
    runs: tuple[Run, ...]
    before: tuple[Run, ...]
    after: tuple[Run, ...]
    choices: tuple[OfferedTheme, ...]
    state: str
    memo: str = ""
    own: str = ""
    cannot_tell: bool = False
    machine: bool = False
    earlier: tuple[Earlier, ...] = ()
    is_taken_back: bool = False
    is_single: bool = False
    is_own_dispute: bool = False
    """Whether whoever adjudicates is one of those who disagree."""


def coding_page(snapshot: Snapshot, point: PointKey, mode: CodingMode, coder: Coder) -> CodingPage:
    """Return a point as this person may see it in this kind of audit; raises UnreadableError where it is not there any
    more.

    Nothing of the machine's opinion is looked up unless the review is assisted, and nothing of other people's unless
    somebody adjudicates.
    """
    place = snapshot.corpus.places.get(point)
    if place is None:
        raise UnreadableError(point.document, GONE)
    response = snapshot.response(point.document)
    machine = suggestion(snapshot, point) if mode is CodingMode.ASSISTED else None
    others = _others(snapshot, point) if mode is CodingMode.ADJUDICATION else ()
    own_coding = snapshot.last_coding_of(point, coder)
    former = own_coding or snapshot.taken_back(point, coder)
    themes = snapshot.codebook.themes
    given = _given(snapshot, former, machine, others)
    shown = _shown(
        snapshot,
        response,
        place,
        choices=tuple(_choice(n, theme, given, machine, snapshot, others) for n, theme in enumerate(themes)),
        evidence=evidence_spans(machine),
        own=own_coding,
        machine=machine is not None,
        earlier=tuple(Earlier(c.coder.name, c.outcome is Outcome.CANNOT_TELL, memo_told(c), c.time) for c in others),
    )
    shown = replace(shown, is_own_dispute=any(one.coder.id == coder.id for one in others))
    memo = former.memo if former and not list_of(former) else ""
    return replace(shown, memo=memo, is_taken_back=own_coding is None) if former else shown


def state_of(snapshot: Snapshot, point: PointKey) -> str:
    """Return what a coding of a point depends on: its words, the codebook, and how often it was coded."""
    text_sha256 = snapshot.digests.get(point, "")
    return f"{snapshot.count(point)}-{snapshot.codebook.version}-{text_sha256[:16]}"


def suggestion(snapshot: Snapshot, point: PointKey) -> Coding | None:
    """Return what the machine said of a point when it coded last, as it was kept: nothing is computed for a page."""
    text_sha256 = snapshot.digests[point]
    machine_codings = [
        c for c in snapshot.store.codings_of(point) if c.coder.is_machine and c.text_sha256 == text_sha256
    ]
    return machine_codings[-1] if machine_codings else None


def _others(snapshot: Snapshot, point: PointKey) -> tuple[Coding, ...]:
    """Return what people said of a point, in the order in which they said it; an adjudication is none of these."""
    return tuple(c for c in snapshot.last_words(point) if c.coder.kind is CoderKind.HUMAN)


def _given(
    snapshot: Snapshot, own_coding: Coding | None, machine: Coding | None, others: Sequence[Coding]
) -> frozenset[str]:
    """Return the themes that are ticked at first: one's own, else what the machine suggests or all others gave."""
    if own_coding is not None:
        return snapshot.translate(own_coding).coding.themes
    if machine is not None:
        return snapshot.codebook.with_wider(machine.themes)
    theme_sets = [snapshot.translate(coding).coding.themes for coding in others]
    return frozenset.intersection(*theme_sets) if theme_sets else frozenset()


def _choice(
    number: int,
    theme: Theme,
    given: frozenset[str],
    machine: Coding | None,
    snapshot: Snapshot,
    others: Sequence[Coding],
) -> OfferedTheme:
    how_sure = surenesses(machine) if machine else {}
    codebook = snapshot.codebook
    wider_keys = codebook.wider.get(theme.key, ())
    return OfferedTheme(
        theme,
        KEYS[number : number + 1],
        theme.key in given,
        wider=tuple(wider_theme for wider_theme in codebook.themes if wider_theme.key in wider_keys),
        sureness=how_sure.get(theme.key),
        suggested=machine is not None and theme.key in machine.themes,
        said=tuple(theme.key in snapshot.translate(coding).coding.themes for coding in others),
    )


def _shown(
    snapshot: Snapshot,
    response: Response,
    place: int,
    *,
    choices: tuple[OfferedTheme, ...],
    evidence: Sequence[Span],
    own: Coding | None,
    machine: bool,
    earlier: tuple[Earlier, ...],
) -> CodingPage:
    corpus, document_text = snapshot.corpus, response.document.text
    point = corpus.points[place]
    questions = {question.key: question.text for question in corpus.consultation.questions}
    is_single = is_position_frame(snapshot.codebook)
    return CodingPage(
        point=point.key,
        label=str(corpus.citations[point.key]),
        number=snapshot.corpus.labels[response.document.name],
        respondent=response.respondent,
        section=point.section,
        question=questions.get(point.question or "", PROPOSAL if is_single and not point.question else ""),
        place=point.place,
        runs=runs(document_text, point.start, point.end, evidence),
        before=_neighbour(snapshot, document_text, point, place - 1),
        after=_neighbour(snapshot, document_text, point, place + 1),
        choices=choices,
        state=state_of(snapshot, point.key),
        own=own.time if own else "",
        cannot_tell=own is not None and own.outcome is Outcome.CANNOT_TELL,
        machine=machine,
        earlier=earlier,
        is_single=is_single,
    )


def _neighbour(snapshot: Snapshot, text: str, point: Point, place: int) -> tuple[Run, ...]:
    """Return the words of the point next to this one, where that is in the same response."""
    points = snapshot.corpus.points
    if not 0 <= place < len(points) or points[place].document != point.document:
        return ()
    return runs(text, points[place].start, points[place].end)


# What was sent --------------------------------------------------------------------------------------------------------


def chosen(view: CodingPage, themes: frozenset[str], memo: str) -> CodingPage:
    """Return the same point with what somebody had chosen when it could not be recorded."""
    choices = tuple(replace(choice, given=choice.theme.key in themes) for choice in view.choices)
    return replace(view, choices=choices, memo=memo)

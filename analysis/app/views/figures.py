"""Figures for pages: the coding of every point that counts now, and the tally, cached."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from analysis.app.coding.machine import people, words_of
from analysis.app.coding.machine_codings import machine_codings
from analysis.app.context import AppContext
from analysis.app.ingest.links import find_restatements, linked_campaigns
from analysis.app.results import Corpus
from analysis.app.snapshot.background import Made, Newest
from analysis.app.snapshot.current import Current
from analysis.auditing import resolve, translator
from analysis.auditing.blinding import HiddenPoints, hidden_points_of
from analysis.auditing.resolution.audit_state import is_taken_back
from analysis.model import (
    Campaign,
    Coder,
    CoderKind,
    Coding,
    Document,
    Ledger,
    Link,
    Point,
    PointKey,
    Publish,
    ResolvedCoding,
    Respondent,
    Response,
)
from analysis.store import Chain
from analysis.tally import Report, report
from analysis.tally.citations import citations
from analysis.tally.disclosure import listed_campaigns
from analysis.tally.report import Listed, Ref

LOOKED_UP = 1_000
"""Points that the last machine coder has not coded, for which an earlier one's coding is looked up."""

PROBED = 24
"""Points that are asked which machine coder coded last; points that were coded at different times are rare."""


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point with all that lists ask of it.

    ``name`` is how the report calls it ("R3 · 4.2"), ``anchor`` its address there, ``words`` its text in small letters.
    ``coders`` are the ids of the people who judged it; ``choice`` is None where nobody has, and no machine either.
    ``text`` is the SHA-256 of its words as they were received.
    """

    number: int
    anchor: str
    name: str
    point: Point
    respondent: Respondent
    campaign: int | None
    words: str
    choice: ResolvedCoding | None
    coders: frozenset[str]
    text: str = ""

    @property
    def themes(self) -> frozenset[str]:
        """Return the themes that count."""
        return self.choice.coding.themes if self.choice else frozenset()


@dataclass(frozen=True, slots=True)
class _PointIndex:
    """The part that stays while documents and their division stay: the points, their digests, the campaigns."""

    corpus: Corpus
    words: Mapping[PointKey, str]
    folded: tuple[str, ...]
    campaigns: tuple[Campaign, ...]
    restatements: tuple[Link, ...]
    bare: tuple[Response, ...]
    """The responses without their words and wishes: the tally counts all points for the office, and prints nothing."""


@dataclass(frozen=True, slots=True)
class _MachineCodings:
    """The last machine coder's codings of each point, without evidence; ``counted`` are all codings."""

    counted: int
    coder: str
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class _HiddenCache:
    """The hidden points, valid as long as no more is drawn and scored than this."""

    drawn: tuple[int, ...]
    hidden: HiddenPoints


@dataclass(frozen=True, slots=True)
class CountedPoints:
    """All points, and what the tally says of them, as they stood when the store ended where ``chain`` says.

    ``again`` holds for each theme the anchors of points whose argument is counted at another point of the respondent.
    ``kept`` is what was hidden then for a blind audit: it is among the ``items``, and no figure of the ``report`` tells
    how it is coded. ``people`` are those who judged any point, as (id, name). ``uncoded`` counts points that nobody has
    coded yet, and ``outdated`` those that the machine coded with another codebook than today's. ``time`` is when they
    were counted.
    """

    ground: _PointIndex
    machine: _MachineCodings
    chain: Chain
    items: tuple[PointRow, ...]
    report: Report
    again: Mapping[str, frozenset[str]]
    kept: _HiddenCache
    people: tuple[tuple[str, str], ...]
    uncoded: int
    outdated: int
    time: str

    @property
    def corpus(self) -> Corpus:
        """Return what was received, as it was counted."""
        return self.ground.corpus


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures counted last; ``is_newest``: nothing has changed since."""

    counted: CountedPoints
    is_newest: bool


_COUNTING: WeakKeyDictionary[Current, Newest[CountedPoints]] = WeakKeyDictionary()
_BEGINNING = threading.Lock()


def figures(app: AppContext, current: Current) -> Figures | None:
    """Return what counts now, or did a moment ago; None where a first count of any responses is still under way."""
    with _BEGINNING:
        counted_cache = _COUNTING.setdefault(current, Newest(count))
    latest_count = counted_cache.get(app, current)
    if latest_count is None or (not latest_count.what.corpus.responses and _are_coming(current, latest_count)):
        return None
    return Figures(latest_count.what, latest_count.is_newest)


def _are_coming(current: Current, latest_count: Made[CountedPoints]) -> bool:
    """Return whether responses are in, or being taken in, of which nothing is counted yet."""
    known_names = {source.path for source in latest_count.what.corpus.sources} | {
        skip.name for skip in latest_count.what.corpus.skipped
    }
    is_short = not known_names.issuperset(current.status().waiting)
    return is_short or not latest_count.is_newest or current.is_busy


def count(app: AppContext, corpus: Corpus, chain: Chain, earlier_count: CountedPoints | None = None) -> CountedPoints:
    """Count anew, taking over from what was counted before all that is the same still."""
    point_index = (
        earlier_count.ground if earlier_count and earlier_count.corpus is corpus else _build_point_index(app, corpus)
    )
    machine_part = _machine_codings(app, point_index, earlier_count)
    human_codings = people(app.store.codings(), corpus).codings
    theme_translator = translator(app.store.codebooks(), corpus.consultation.codebook)
    choices = resolve([*machine_part.codings, *human_codings], machine_part.coder, theme_translator)
    hidden_cache = _find_hidden(app, point_index, earlier_count)
    tallied_report = _tally(app, point_index, machine_part, choices, hidden_cache.hidden)
    codebook_version = corpus.consultation.codebook.version
    return CountedPoints(
        ground=point_index,
        machine=machine_part,
        chain=chain,
        items=tuple(_point_rows(point_index, choices, _coders_by_point(human_codings))),
        report=tallied_report,
        kept=hidden_cache,
        again={
            tally.theme.key: frozenset(reference.anchor for reference in tally.refs if reference.again)
            for tally in tallied_report.themes
        },
        people=tuple(sorted({(coding.coder.id, coding.coder.name) for coding in human_codings})),
        uncoded=sum(point.key not in choices for point in corpus.points),
        outdated=sum(coding.codebook != codebook_version for coding in machine_part.codings),
        time=app.clock(),
    )


def _find_hidden(app: AppContext, point_index: _PointIndex, earlier_count: CountedPoints | None) -> _HiddenCache:
    """Return what is hidden, looked up again only where an audit, or the points, have changed."""
    drawn_and_scored = app.store.drawn_and_scored()
    if earlier_count and earlier_count.ground is point_index and earlier_count.kept.drawn == drawn_and_scored:
        return earlier_count.kept
    audits = app.store.audits().values() if any(drawn_and_scored) else ()
    return _HiddenCache(drawn_and_scored, hidden_points_of(audits, point_index.words))


def _tally(
    app: AppContext,
    point_index: _PointIndex,
    machine_part: _MachineCodings,
    resolved_codings: Mapping[PointKey, ResolvedCoding],
    hidden_points: HiddenPoints,
) -> Report:
    """Return what the tally counts, with what the last blind audit says of it once every point is coded.

    Hidden points are counted as points, and of no theme: else the figures would tell how they are coded.
    """
    from analysis.app.audit.audit_report import last_accuracy
    from analysis.splitting.sentences import sentences

    corpus, machine_coder = point_index.corpus, Coder(machine_part.coder, CoderKind.MACHINE, "machine")
    is_whole = len(resolved_codings) >= len(corpus.points)
    accuracy = last_accuracy(app, corpus, machine_coder, resolved_codings, point_index.campaigns) if is_whole else None
    visible = {point: choice for point, choice in resolved_codings.items() if point not in hidden_points.points}
    tallied = report(
        corpus.consultation,
        point_index.bare,
        visible,
        point_index.campaigns,
        Ledger(()),
        sentences,
        accuracy,
        point_index.restatements,
    )
    return (
        replace(tallied, unthemed=_without_hidden(tallied.unthemed.refs, point_index, hidden_points))
        if hidden_points.points
        else tallied
    )


def _without_hidden(references: Sequence[Ref], point_index: _PointIndex, hidden_points: HiddenPoints) -> Listed:
    """Return those of these points that are not hidden."""
    hidden_anchors = {
        f"r{response_number}-{point_number}"
        for response_number, response in enumerate(point_index.corpus.responses, 1)
        for point_number, point in enumerate(response.points, 1)
        if point.key in hidden_points.points
    }
    visible_refs = tuple(reference for reference in references if reference.anchor not in hidden_anchors)
    return Listed(len(visible_refs), visible_refs)


def _build_point_index(app: AppContext, corpus: Corpus) -> _PointIndex:
    return _PointIndex(
        corpus,
        words_of(corpus),
        tuple(point_text.casefold() for point_text in corpus.texts),
        listed_campaigns(linked_campaigns(app, corpus.responses), corpus.responses),
        find_restatements(corpus.responses),
        tuple(map(_without_text, corpus.responses)),
    )


def _without_text(response: Response) -> Response:
    respondent = replace(response.respondent, publish=Publish.YES)
    return replace(response, respondent=respondent, document=Document(response.document.name, ""))


def _machine_codings(app: AppContext, point_index: _PointIndex, earlier_count: CountedPoints | None) -> _MachineCodings:
    """Return the last machine coder's codings, read again only where it or the points have changed."""
    coding_count = app.store.counts().get(CoderKind.MACHINE, 0)
    if earlier_count and earlier_count.ground is point_index and earlier_count.machine.counted == coding_count:
        return earlier_count.machine
    machine_id = last_machine(app, point_index.corpus)
    own_codings = machine_codings(app, machine_id) if machine_id else ()
    by_point = {coding.point: coding for coding in own_codings if _is_of_today(coding, point_index)}
    missing_points = (
        [point.key for point in point_index.corpus.points if point.key not in by_point] if machine_id else []
    )
    for point in missing_points[:LOOKED_UP]:
        # Divided otherwise when that coder coded last, and as now before: an earlier coder's opinion is the newest.
        earlier = [coding for coding in app.store.codings_of(point) if _is_of_today(coding, point_index)]
        if earlier:
            newest_coding = max(earlier, key=lambda coding: coding.time)
            by_point[point] = replace(
                newest_coding, evidence=(), coder=Coder(machine_id, CoderKind.MACHINE, newest_coding.coder.name)
            )
    return _MachineCodings(coding_count, machine_id, tuple(by_point.values()))


def _is_of_today(coding: Coding, point_index: _PointIndex) -> bool:
    """Return whether a machine coder said it of a point as it is now."""
    return coding.coder.is_machine and point_index.words.get(coding.point) == coding.text_sha256


def last_machine(app: AppContext, corpus: Corpus) -> str:
    """Return the id of the machine coder that coded last, or nothing where none has."""
    points = corpus.points
    probed_points = [points[position] for position in range(0, len(points), max(1, len(points) // PROBED))]
    probed_codings = [coding for point in probed_points for coding in app.store.codings_of(point.key)]
    dated_coder_ids = [
        (coding.time, position, coding.coder.id)
        for position, coding in enumerate(probed_codings)
        if coding.coder.is_machine
    ]
    return max(dated_coder_ids)[2] if dated_coder_ids else ""


def _coders_by_point(codings: Iterable[Coding]) -> dict[PointKey, frozenset[str]]:
    """Return who judged each point, also if they could not tell in the end, but not if they took it back."""
    coders_by_point: dict[PointKey, set[str]] = {}
    for coding in codings:
        point_coders = coders_by_point.setdefault(coding.point, set())
        if is_taken_back(coding):
            point_coders.discard(coding.coder.id)
        else:
            point_coders.add(coding.coder.id)
    return {point: frozenset(coder_ids) for point, coder_ids in coders_by_point.items()}


def _point_rows(
    point_index: _PointIndex,
    resolved_codings: Mapping[PointKey, ResolvedCoding],
    coders_by_point: Mapping[PointKey, frozenset[str]],
) -> Iterator[PointRow]:
    campaign_numbers = {
        document_name: number
        for number, campaign in enumerate(point_index.campaigns, 1)
        for document_name in campaign.documents
    }
    folded_texts = iter(point_index.folded)
    for response_number, response in enumerate(point_index.corpus.responses, 1):
        campaign_number = campaign_numbers.get(response.document.name)
        points = list(response.points)
        for point_number, (point, citation) in enumerate(zip(points, citations(points), strict=True), 1):
            yield PointRow(
                number=response_number,
                anchor=f"r{response_number}-{point_number}",
                name=f"R{response_number} · {citation}",
                point=point,
                respondent=response.respondent,
                campaign=campaign_number,
                words=next(folded_texts),
                choice=resolved_codings.get(point.key),
                coders=coders_by_point.get(point.key, frozenset()),
                text=point_index.words[point.key],
            )

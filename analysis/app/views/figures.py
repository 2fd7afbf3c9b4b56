"""Figures for pages: the coding of every point that counts now, and the tally, cached."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from analysis.app.coding.machine import people, words_of
from analysis.app.coding.machine_codings import machine_codings
from analysis.app.context import AppContext
from analysis.app.ingest.links import find_restatements, standing_campaigns
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
class _Ground:
    """The part that stays while documents and their division stay: the points, their digests, the campaigns."""

    intake: Corpus
    words: Mapping[PointKey, str]
    folded: tuple[str, ...]
    campaigns: tuple[Campaign, ...]
    restatements: tuple[Link, ...]
    bare: tuple[Response, ...]
    """The responses without their words and wishes: the tally counts all points for the office, and prints nothing."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """The last machine coder's codings of each point, without evidence; ``counted`` are all codings."""

    counted: int
    coder: str
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
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

    ground: _Ground
    machine: _Machine
    chain: Chain
    items: tuple[PointRow, ...]
    report: Report
    again: Mapping[str, frozenset[str]]
    kept: _Kept
    people: tuple[tuple[str, str], ...]
    uncoded: int
    outdated: int
    time: str

    @property
    def intake(self) -> Corpus:
        """Return what was received, as it was counted."""
        return self.ground.intake


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures counted last; ``is_newest``: nothing has changed since."""

    counted: CountedPoints
    is_newest: bool


_COUNTING: WeakKeyDictionary[Current, Newest[CountedPoints]] = WeakKeyDictionary()
_BEGINNING = threading.Lock()


def figures(desk: AppContext, current: Current) -> Figures | None:
    """Return what counts now, or did a moment ago; None where a first count of any responses is still under way."""
    with _BEGINNING:
        counting = _COUNTING.setdefault(current, Newest(count))
    made = counting.get(desk, current)
    if made is None or (not made.what.intake.responses and _are_coming(current, made)):
        return None
    return Figures(made.what, made.is_newest)


def _are_coming(current: Current, made: Made[CountedPoints]) -> bool:
    """Return whether responses are in, or being taken in, of which nothing is counted yet."""
    known = {one.path for one in made.what.intake.sources} | {one.name for one in made.what.intake.skipped}
    is_short = not known.issuperset(current.status().waiting)
    return is_short or not made.is_newest or current.is_busy


def count(desk: AppContext, intake: Corpus, chain: Chain, before: CountedPoints | None = None) -> CountedPoints:
    """Count anew, taking over from what was counted before all that is the same still."""
    ground = before.ground if before and before.intake is intake else _ground(desk, intake)
    machine = _machine(desk, ground, before)
    judged = people(desk.store.codings(), intake).codings
    reading = translator(desk.store.codebooks(), intake.consultation.codebook)
    choices = resolve([*machine.codings, *judged], machine.coder, reading)
    kept = _kept(desk, ground, before)
    tallied = _tallied(desk, ground, machine, choices, kept.hidden)
    version = intake.consultation.codebook.version
    return CountedPoints(
        ground=ground,
        machine=machine,
        chain=chain,
        items=tuple(_items(ground, choices, _coders(judged))),
        report=tallied,
        kept=kept,
        again={one.theme.key: frozenset(ref.anchor for ref in one.refs if ref.again) for one in tallied.themes},
        people=tuple(sorted({(coding.coder.id, coding.coder.name) for coding in judged})),
        uncoded=sum(point.key not in choices for point in intake.points),
        outdated=sum(coding.codebook != version for coding in machine.codings),
        time=desk.clock(),
    )


def _kept(desk: AppContext, ground: _Ground, before: CountedPoints | None) -> _Kept:
    """Return what is hidden, looked up again only where an audit, or the points, have changed."""
    drawn = desk.store.drawn_and_scored()
    if before and before.ground is ground and before.kept.drawn == drawn:
        return before.kept
    audits = desk.store.audits().values() if any(drawn) else ()
    return _Kept(drawn, hidden_points_of(audits, ground.words))


def _tallied(
    desk: AppContext,
    ground: _Ground,
    machine: _Machine,
    choices: Mapping[PointKey, ResolvedCoding],
    hidden: HiddenPoints,
) -> Report:
    """Return what the tally counts, with what the last blind audit says of it once every point is coded.

    Hidden points are counted as points, and of no theme: else the figures would tell how they are coded.
    """
    from analysis.app.audit.audit_report import last_accuracy
    from analysis.splitting.sentences import sentences

    intake, coder = ground.intake, Coder(machine.coder, CoderKind.MACHINE, "machine")
    is_whole = len(choices) >= len(intake.points)
    accuracy = last_accuracy(desk, intake, coder, choices, ground.campaigns) if is_whole else None
    told = {point: choice for point, choice in choices.items() if point not in hidden.points}
    made = report(
        intake.consultation,
        ground.bare,
        told,
        ground.campaigns,
        Ledger(()),
        sentences,
        accuracy,
        ground.restatements,
    )
    return replace(made, unthemed=_told(made.unthemed.refs, ground, hidden)) if hidden.points else made


def _told(refs: Sequence[Ref], ground: _Ground, hidden: HiddenPoints) -> Listed:
    """Return those of these points that are not hidden."""
    kept = {
        f"r{number}-{n}"
        for number, response in enumerate(ground.intake.responses, 1)
        for n, point in enumerate(response.points, 1)
        if point.key in hidden.points
    }
    told = tuple(ref for ref in refs if ref.anchor not in kept)
    return Listed(len(told), told)


def _ground(desk: AppContext, intake: Corpus) -> _Ground:
    return _Ground(
        intake,
        words_of(intake),
        tuple(text.casefold() for text in intake.texts),
        listed_campaigns(standing_campaigns(desk, intake.responses), intake.responses),
        find_restatements(intake.responses),
        tuple(map(_bare, intake.responses)),
    )


def _bare(response: Response) -> Response:
    who = replace(response.respondent, publish=Publish.YES)
    return replace(response, respondent=who, document=Document(response.document.name, ""))


def _machine(desk: AppContext, ground: _Ground, before: CountedPoints | None) -> _Machine:
    """Return the last machine coder's codings, read again only where it or the points have changed."""
    counted = desk.store.counts().get(CoderKind.MACHINE, 0)
    if before and before.ground is ground and before.machine.counted == counted:
        return before.machine
    coder = last_machine(desk, ground.intake)
    own = machine_codings(desk, coder) if coder else ()
    kept = {coding.point: coding for coding in own if _is_of_today(coding, ground)}
    missing = [point.key for point in ground.intake.points if point.key not in kept] if coder else []
    for point in missing[:LOOKED_UP]:
        # Divided otherwise when that coder coded last, and as now before: an earlier coder's opinion is the newest.
        made = [coding for coding in desk.store.codings_of(point) if _is_of_today(coding, ground)]
        if made:
            newest = max(made, key=lambda coding: coding.time)
            kept[point] = replace(newest, evidence=(), coder=Coder(coder, CoderKind.MACHINE, newest.coder.name))
    return _Machine(counted, coder, tuple(kept.values()))


def _is_of_today(coding: Coding, ground: _Ground) -> bool:
    """Return whether a machine coder said it of a point as it is now."""
    return _is_machines(coding) and ground.words.get(coding.point) == coding.text_sha256


def last_machine(desk: AppContext, intake: Corpus) -> str:
    """Return the id of the machine coder that coded last, or nothing where none has."""
    points = intake.points
    probed = [points[at] for at in range(0, len(points), max(1, len(points) // PROBED))]
    made = [coding for point in probed for coding in desk.store.codings_of(point.key)]
    own = [(coding.time, at, coding.coder.id) for at, coding in enumerate(made) if _is_machines(coding)]
    return max(own)[2] if own else ""


def _is_machines(coding: Coding) -> bool:
    return coding.coder.kind is CoderKind.MACHINE


def _coders(codings: Iterable[Coding]) -> dict[PointKey, frozenset[str]]:
    """Return who judged each point, also if they could not tell in the end, but not if they took it back."""
    found: dict[PointKey, set[str]] = {}
    for coding in codings:
        own = found.setdefault(coding.point, set())
        if is_taken_back(coding):
            own.discard(coding.coder.id)
        else:
            own.add(coding.coder.id)
    return {point: frozenset(ids) for point, ids in found.items()}


def _items(
    ground: _Ground,
    choices: Mapping[PointKey, ResolvedCoding],
    coders: Mapping[PointKey, frozenset[str]],
) -> Iterator[PointRow]:
    campaigns = {name: n for n, campaign in enumerate(ground.campaigns, 1) for name in campaign.documents}
    folded = iter(ground.folded)
    for number, response in enumerate(ground.intake.responses, 1):
        campaign = campaigns.get(response.document.name)
        points = list(response.points)
        for n, (point, name) in enumerate(zip(points, citations(points), strict=True), 1):
            yield PointRow(
                number=number,
                anchor=f"r{number}-{n}",
                name=f"R{number} · {name}",
                point=point,
                respondent=response.respondent,
                campaign=campaign,
                words=next(folded),
                choice=choices.get(point.key),
                coders=coders.get(point.key, frozenset()),
                text=ground.words[point.key],
            )

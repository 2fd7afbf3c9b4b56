"""Sampling: audits are drawn and extended, and it is said which points are drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.app.coding.machine import code
from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.app.snapshot.unthemed import NO_THEME
from analysis.auditing.sampling.sample_draw import SIMPLE, allocate, draw
from analysis.auditing.sampling.strata import spreads, strata_by
from analysis.errors import AuditError, ConsultationError
from analysis.model import Audit, Coder, Coding, Design, Draw, FramePoint, PointKey, Response
from analysis.positioning.position_coder import CHOSEN
from analysis.reading import TABLES
from analysis.reading.container_kinds import MESSAGE
from analysis.tally.counted_points import respondent_type
from analysis.text import plural

DEFAULT, OF_POSITIONS = "audit", "positions"
"""What an audit is called that nobody gave a name: one of points, and one of positions."""

THEME, CONFIDENCE, TYPE, SOURCE, WORDING = "theme", "confidence", "type", "source", "wording"
"""What strata can be made from: the machine's rare themes, its confidence, who responds, as what it came, and whether
an answer was chosen or is in words."""


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """A request for a draw: so many points in all, how drawn, from which strata, by which seed.

    Without a seed the next one that no audit has is taken. ``extend``: more points of an audit that was drawn before.
    ``of_positions``: answers are drawn, of which people say the position. ``is_usual``: nobody said how to
    stratify, so that, where responses came as several kinds of thing, each kind is among those drawn, and of positions
    some that are told in words.
    """

    size: int
    design: Design = Design.SIMPLE
    by: tuple[str, ...] = ()
    seed: int | None = None
    name: str = ""
    extend: bool = False
    of_positions: bool = False
    is_usual: bool = False


def draw_audit(app: AppContext, request: DrawRequest, coder: Coder) -> Audit:
    """Take in what is new, have the machine code it, and draw an audit, or more points of one.

    The machine coder of this moment is the one that will be measured. Raises AuditError where it cannot be drawn so.
    """
    with app.store.alone():
        app.workspace.clear_remains()
        whole = take(app)
        snapshot = whole.positions if request.of_positions else whole.frame_of(request.name)
        audit = _drawn_anew(app, snapshot, request, coder)
        app.store.know_codebook(snapshot.codebook, app.clock())
        app.store.draw(audit)
    return audit


def _drawn_anew(app: AppContext, snapshot: Snapshot, request: DrawRequest, coder: Coder) -> Audit:
    if request.extend:
        return _extended(app, snapshot, request, coder)
    return _first(app, snapshot, request, coder)


def redrawn(
    app: AppContext,
    snapshot: Snapshot,
    requests: Sequence[DrawRequest],
    coder: Coder,
    wanted_points: Collection[PointKey],
) -> Audit | None:
    """Draw an audit again as another workspace drew it, all its draws, and record it if it drew these points.

    Whoever calls writes alone. None where other points are drawn.
    """
    drawn_audits: list[Audit] = []
    for request in requests:
        audit = _drawn_anew(app, snapshot, request, coder)
        snapshot = snapshot.after(audits={**snapshot.audits, audit.name: audit})
        drawn_audits.append(audit)
    if not drawn_audits or not set(wanted_points) <= set(drawn_audits[-1].drawn):
        return None
    app.store.know_codebook(snapshot.codebook, app.clock())
    for audit in drawn_audits:
        app.store.draw(audit)
    return drawn_audits[-1]


# A first draw ---------------------------------------------------------------------------------------------------------


def _first(app: AppContext, snapshot: Snapshot, request: DrawRequest, coder: Coder) -> Audit:
    name = request.name or (OF_POSITIONS if isinstance(snapshot, PositionSnapshot) else DEFAULT)
    whole = snapshot.whole or snapshot
    drawn_before = {**whole.audits, **whole.position_audits}
    if name in drawn_before:
        raise AuditError(
            f"{name}: an audit of this name was drawn before; --extend draws more of it, --name begins another"
        )
    if not snapshot.codebook.themes:
        raise ConsultationError(app.workspace.consultation.name, [NO_THEME])
    if request.is_usual and _has_kinds_of_source(snapshot.corpus):
        request = replace(request, design=Design.STRATIFIED, by=(*request.by, SOURCE))
    if request.is_usual and isinstance(snapshot, PositionSnapshot):
        request = replace(request, design=Design.STRATIFIED, by=(*request.by, WORDING))
    snapshot, _ = code(app, snapshot)
    corpus, points = snapshot.corpus, undecided(snapshot)
    if not points:
        raise AuditError("people have decided every point already: nothing is left to draw from")
    codings = {coding.point: coding for coding in snapshot.machine_codings(snapshot.machine.id)}
    strata = _strata(corpus, request, points, codings)
    frame = tuple(FramePoint(p, corpus.digests[p], stratum) for p, stratum in zip(points, strata, strict=True))
    audit = Audit(
        name=name,
        seed=len(drawn_before) + 1 if request.seed is None else request.seed,
        design=request.design,
        by=request.by,
        codebook=snapshot.codebook.version,
        machine=snapshot.machine.id,
        strata=tuple(sorted(_sizes(frame).items())),
        frame=frame,
        draws=(),
    )
    return _drawn(audit, codings, request.size, coder, app.clock())


def undecided(snapshot: Snapshot) -> list[PointKey]:
    """Return the points of today that the machine's coding speaks for, because no person has decided them."""
    return [point for point in snapshot.digests if point not in snapshot.decided]


def _strata(
    corpus: Corpus, request: DrawRequest, points: Sequence[PointKey], codings: Mapping[PointKey, Coding]
) -> Sequence[str]:
    if request.design is Design.SIMPLE:
        return [SIMPLE] * len(points)
    keys = corpus.consultation.codebook.keys
    given = [[THEME in request.by and key in codings[point].themes for key in keys] for point in points]
    kinds = {response.document.name: _kind(response, request.by) for response in corpus.responses}
    return strata_by(
        given,
        _scores(points, codings, keys) if CONFIDENCE in request.by else None,
        [" · ".join((*kinds[point.document], *_wording(codings[point], request.by))) for point in points]
        if {TYPE, SOURCE, WORDING} & set(request.by)
        else None,
    )


def _kind(response: Response, by: Collection[str]) -> tuple[str, ...]:
    """Return of what kinds a response is by which strata are made: who sent it, as what it came, or both."""
    told = {TYPE: respondent_type(response), SOURCE: source_kind(response)}
    return tuple(kind for name, kind in told.items() if name in by)


def _wording(coding: Coding, by: Collection[str]) -> tuple[str, ...]:
    """Return whether an answer was chosen, which is plain, or is in words, where strata are made by that."""
    is_chosen = max((score for _, score in coding.scores), default=0.0) >= CHOSEN
    return ("chosen" if is_chosen else "in words",) if WORDING in by else ()


def source_kind(response: Response) -> str:
    """Return as what a response came: a row of a table, a message, or a document."""
    media_type = response.document.media_type
    return "survey" if media_type in TABLES else "e-mail" if media_type in ("message/rfc822", MESSAGE) else "document"


def _has_kinds_of_source(corpus: Corpus) -> bool:
    """Return whether responses came as several kinds of thing, so that each should be among those drawn."""
    return len(set(map(source_kind, corpus.responses))) > 1


def _scores(points: Sequence[PointKey], codings: Mapping[PointKey, Coding], keys: Sequence[str]) -> list[list[float]]:
    """Return the machine's scores, shape (points, themes)."""
    scores = [dict(codings[point].scores) for point in points]
    return [[point_scores.get(key, 0.0) for key in keys] for point_scores in scores]


def _sizes(frame: Iterable[FramePoint]) -> dict[str, int]:
    stratum_sizes: dict[str, int] = {}
    for frame_point in frame:
        stratum_sizes[frame_point.stratum] = stratum_sizes.get(frame_point.stratum, 0) + 1
    return stratum_sizes


# Any draw -------------------------------------------------------------------------------------------------------------


def _extended(app: AppContext, snapshot: Snapshot, request: DrawRequest, coder: Coder) -> Audit:
    audit = snapshot.audit(request.name)
    if request.size <= audit.draws[-1].asked:
        raise AuditError(
            f"{audit.name}: {plural(audit.draws[-1].asked, 'point')} were drawn before; --size is the total, "
            f"including those"
        )
    codings = {coding.point: coding for coding in snapshot.machine_codings(audit.machine)}
    return _drawn(audit, codings, request.size, coder, app.clock())


def _drawn(audit: Audit, codings: Mapping[PointKey, Coding], size: int, coder: Coder, time: str) -> Audit:
    """Return the audit with one draw more, of the frame as it was but for what was erased since."""
    drawn_before = set(audit.drawn)
    held_sizes = _sizes(frame_point for frame_point in audit.frame if frame_point.point in drawn_before)
    strata = [frame_point.stratum for frame_point in audit.frame]
    wanted_sizes = allocate(dict(sorted(_sizes(audit.frame).items())), size, spread=_spread(audit, codings))
    target_sizes = {
        stratum: max(wanted_size, held_sizes.get(stratum, 0)) for stratum, wanted_size in wanted_sizes.items()
    }
    rows = draw([_key(frame_point) for frame_point in audit.frame], strata, target_sizes, audit.seed)
    new_points = tuple(audit.frame[row].point for row in rows if audit.frame[row].point not in drawn_before)
    # What was erased since it was drawn counts as drawn, so that it can be told as dropped.
    former_sizes = dict(audit.draws[-1].sizes) if audit.draws else {}
    recorded_sizes = {s: n + max(0, former_sizes.get(s, 0) - held_sizes.get(s, 0)) for s, n in target_sizes.items()}
    asked_size = min(size, len(audit.frame))
    return replace(
        audit, draws=(*audit.draws, Draw(coder, time, asked_size, tuple(recorded_sizes.items()), new_points))
    )


def _spread(audit: Audit, codings: Mapping[PointKey, Coding]) -> Mapping[str, float] | None:
    """Return how unsure the machine is in each stratum, where the strata were made by that."""
    if CONFIDENCE not in audit.by:
        return None
    keys = sorted({key for coding in codings.values() for key, _ in coding.scores})
    scores = _scores([frame_point.point for frame_point in audit.frame], codings, keys)
    return spreads([frame_point.stratum for frame_point in audit.frame], scores)


def _key(frame_point: FramePoint) -> str:
    return "\n".join(
        (frame_point.point.document, f"{frame_point.point.start}-{frame_point.point.end}", frame_point.text_sha256)
    )

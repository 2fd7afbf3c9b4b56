"""Sampling: audits are drawn and extended, and it is said which points are drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.app.coding.machine import code, people, words_of
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.results import Corpus
from analysis.auditing import resolve, translator
from analysis.auditing.resolution.audit_state import AuditState, audit_state
from analysis.auditing.sampling.sample_draw import SIMPLE, allocate, draw
from analysis.auditing.sampling.strata import spreads, strata_by
from analysis.errors import AuditError
from analysis.model import Audit, Coder, Coding, Design, Draw, FramePoint, PointKey
from analysis.tally.counted_points import respondent_type
from analysis.text import plural

DEFAULT = "audit"
"""What an audit is called that nobody gave a name."""

THEME, CONFIDENCE, TYPE = "theme", "confidence", "type"
STRATA = (THEME, CONFIDENCE, TYPE)
"""What strata can be made from: the machine's rare themes, its confidence, and who responds."""


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """A request for a draw: so many points in all, how drawn, from which strata, by which seed.

    Without a seed the next one that no audit has is taken. ``extend``: more points of an audit that was drawn before.
    """

    size: int
    design: Design = Design.SIMPLE
    by: tuple[str, ...] = ()
    seed: int | None = None
    name: str = ""
    extend: bool = False


def draw_audit(app: AppContext, request: DrawRequest, coder: Coder) -> Audit:
    """Take in what is new, have the machine code it, and draw an audit, or more points of one.

    The machine coder of this moment is the one that will be measured. Raises AuditError where it cannot be drawn so.
    """
    with app.store.alone():
        app.workspace.clear_remains()
        corpus = take_in(app)
        audits = app.store.audits()
        audit = _extended(app, audits, request, coder) if request.extend else _first(app, corpus, request, coder)
        app.store.know_codebook(corpus.consultation.codebook, app.clock())
        app.store.draw(audit)
    return audit


def redrawn(
    app: AppContext, corpus: Corpus, requests: Sequence[DrawRequest], coder: Coder, wanted_points: Collection[PointKey]
) -> Audit | None:
    """Draw an audit again as another workspace drew it, all its draws, and record it if it drew these points.

    Whoever calls writes alone. None where other points are drawn.
    """
    audits = app.store.audits()
    drawn_audits: list[Audit] = []
    for request in requests:
        audit = _extended(app, audits, request, coder) if request.extend else _first(app, corpus, request, coder)
        audits = {**audits, audit.name: audit}
        drawn_audits.append(audit)
    if not drawn_audits or not set(wanted_points) <= set(drawn_audits[-1].drawn):
        return None
    app.store.know_codebook(corpus.consultation.codebook, app.clock())
    for audit in drawn_audits:
        app.store.draw(audit)
    return drawn_audits[-1]


# A first draw ---------------------------------------------------------------------------------------------------------


def _first(app: AppContext, corpus: Corpus, request: DrawRequest, coder: Coder) -> Audit:
    audits, name = app.store.audits(), request.name or DEFAULT
    if name in audits:
        raise AuditError(
            f"{name}: an audit of this name was drawn before; --extend draws more of it, --name begins another"
        )
    machine, _ = code(app, corpus)
    points = undecided(app, corpus)
    if not points:
        raise AuditError("there is no point that people have not decided already: nothing is left to draw from")
    codings = {c.point: c for c in app.store.codings(machine.id) if c.coder.is_machine}
    strata = _strata(corpus, request, points, codings)
    digests = words_of(corpus)
    frame = tuple(FramePoint(p, digests[p], stratum) for p, stratum in zip(points, strata, strict=True))
    audit = Audit(
        name=name,
        seed=len(audits) + 1 if request.seed is None else request.seed,
        design=request.design,
        by=request.by,
        codebook=corpus.consultation.codebook.version,
        machine=machine.id,
        strata=tuple(sorted(_sizes(frame).items())),
        frame=frame,
        draws=(),
    )
    return _drawn(audit, codings, request.size, coder, app.clock())


def undecided(app: AppContext, corpus: Corpus) -> list[PointKey]:
    """Return the points of today that the machine's coding speaks for, because no person has decided them."""
    translate = translator(app.store.codebooks(), corpus.consultation.codebook)
    resolved_points = resolve(people(app.store.codings(), corpus).codings, "", translate)
    return [point.key for point in corpus.points if point.key not in resolved_points]


def _strata(
    corpus: Corpus, request: DrawRequest, points: Sequence[PointKey], codings: Mapping[PointKey, Coding]
) -> Sequence[str]:
    if request.design is Design.SIMPLE:
        return [SIMPLE] * len(points)
    keys = corpus.consultation.codebook.keys
    given = [[THEME in request.by and key in codings[point].themes for key in keys] for point in points]
    respondent_types = {r.document.name: respondent_type(r) for r in corpus.responses}
    return strata_by(
        given,
        _scores(points, codings, keys) if CONFIDENCE in request.by else None,
        [respondent_types[point.document] for point in points] if TYPE in request.by else None,
    )


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


def _extended(app: AppContext, audits: Mapping[str, Audit], request: DrawRequest, coder: Coder) -> Audit:
    audit = chosen(audits, request.name)
    if request.size <= audit.draws[-1].asked:
        raise AuditError(
            f"{audit.name}: {plural(audit.draws[-1].asked, 'point')} were drawn before; --size is how many it is to "
            "have in all, those among them"
        )
    codings = {c.point: c for c in app.store.codings(audit.machine) if c.coder.is_machine}
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


# What is drawn --------------------------------------------------------------------------------------------------------


def chosen(audits: Mapping[str, Audit], name: str = "") -> Audit:
    """Return the audit of this name, or the last one; raises AuditError where there is none."""
    if name and name not in audits:
        known_names = ", ".join(audits) or "none yet"
        raise AuditError(f"{name}: there is no audit of this name; there are: {known_names}")
    if not audits:
        raise AuditError("no audit has been drawn yet; `everypoint audit draw --size 60` draws one")
    return audits[name] if name else list(audits.values())[-1]


def today_of(audit: Audit, corpus: Corpus) -> AuditState:
    """Return an audit as it stands with the points of today."""
    return audit_state(audit, words_of(corpus))

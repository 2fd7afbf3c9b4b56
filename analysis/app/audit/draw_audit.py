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


def draw_audit(desk: AppContext, asked: DrawRequest, who: Coder) -> Audit:
    """Take in what is new, have the machine code it, and draw an audit, or more points of one.

    The machine coder of this moment is the one that will be measured. Raises AuditError where it cannot be drawn so.
    """
    with desk.store.alone():
        desk.workspace.clear_remains()
        intake = take_in(desk)
        audits = desk.store.audits()
        audit = _extended(desk, audits, asked, who) if asked.extend else _first(desk, intake, asked, who)
        desk.store.know_codebook(intake.consultation.codebook, desk.clock())
        desk.store.draw(audit)
    return audit


def redrawn(
    desk: AppContext, intake: Corpus, asked: Sequence[DrawRequest], who: Coder, points: Collection[PointKey]
) -> Audit | None:
    """Draw an audit again as another workspace drew it, all its draws, and record it if it drew these points.

    Whoever calls writes alone. None where other points are drawn.
    """
    audits = desk.store.audits()
    steps: list[Audit] = []
    for one in asked:
        audit = _extended(desk, audits, one, who) if one.extend else _first(desk, intake, one, who)
        audits = {**audits, audit.name: audit}
        steps.append(audit)
    if not steps or not set(points) <= set(steps[-1].drawn):
        return None
    desk.store.know_codebook(intake.consultation.codebook, desk.clock())
    for audit in steps:
        desk.store.draw(audit)
    return steps[-1]


# A first draw ---------------------------------------------------------------------------------------------------------


def _first(desk: AppContext, intake: Corpus, asked: DrawRequest, who: Coder) -> Audit:
    audits, name = desk.store.audits(), asked.name or DEFAULT
    if name in audits:
        raise AuditError(
            f"{name}: an audit of this name was drawn before; --extend draws more of it, --name begins another"
        )
    machine, _ = code(desk, intake)
    points = undecided(desk, intake)
    if not points:
        raise AuditError("there is no point that people have not decided already: nothing is left to draw from")
    codings = {c.point: c for c in desk.store.codings(machine.id) if c.coder.is_machine}
    strata = _strata(intake, asked, points, codings)
    words = words_of(intake)
    frame = tuple(FramePoint(p, words[p], stratum) for p, stratum in zip(points, strata, strict=True))
    audit = Audit(
        name=name,
        seed=len(audits) + 1 if asked.seed is None else asked.seed,
        design=asked.design,
        by=asked.by,
        codebook=intake.consultation.codebook.version,
        machine=machine.id,
        strata=tuple(sorted(_sizes(frame).items())),
        frame=frame,
        draws=(),
    )
    return _drawn(audit, codings, asked.size, who, desk.clock())


def undecided(desk: AppContext, intake: Corpus) -> list[PointKey]:
    """Return the points of today that the machine's coding speaks for, because no person has decided them."""
    reading = translator(desk.store.codebooks(), intake.consultation.codebook)
    decided = resolve(people(desk.store.codings(), intake).codings, "", reading)
    return [point.key for point in intake.points if point.key not in decided]


def _strata(
    intake: Corpus, asked: DrawRequest, points: Sequence[PointKey], codings: Mapping[PointKey, Coding]
) -> Sequence[str]:
    if asked.design is Design.SIMPLE:
        return [SIMPLE] * len(points)
    keys = intake.consultation.codebook.keys
    given = [[THEME in asked.by and key in codings[point].themes for key in keys] for point in points]
    types = {r.document.name: r.respondent.type or "not stated" for r in intake.responses}
    return strata_by(
        given,
        _scores(points, codings, keys) if CONFIDENCE in asked.by else None,
        [types[point.document] for point in points] if TYPE in asked.by else None,
    )


def _scores(points: Sequence[PointKey], codings: Mapping[PointKey, Coding], keys: Sequence[str]) -> list[list[float]]:
    """Return the machine's scores, shape (points, themes)."""
    known = [dict(codings[point].scores) for point in points]
    return [[scores.get(key, 0.0) for key in keys] for scores in known]


def _sizes(frame: Iterable[FramePoint]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for one in frame:
        sizes[one.stratum] = sizes.get(one.stratum, 0) + 1
    return sizes


# Any draw -------------------------------------------------------------------------------------------------------------


def _extended(desk: AppContext, audits: Mapping[str, Audit], asked: DrawRequest, who: Coder) -> Audit:
    audit = chosen(audits, asked.name)
    if asked.size <= audit.draws[-1].asked:
        raise AuditError(
            f"{audit.name}: {plural(audit.draws[-1].asked, 'point')} were drawn before; --size is how many it is to "
            "have in all, those among them"
        )
    codings = {c.point: c for c in desk.store.codings(audit.machine) if c.coder.is_machine}
    return _drawn(audit, codings, asked.size, who, desk.clock())


def _drawn(audit: Audit, codings: Mapping[PointKey, Coding], size: int, who: Coder, time: str) -> Audit:
    """Return the audit with one draw more, of the frame as it was but for what was erased since."""
    before = set(audit.drawn)
    held = _sizes(one for one in audit.frame if one.point in before)
    strata = [one.stratum for one in audit.frame]
    wanted = allocate(dict(sorted(_sizes(audit.frame).items())), size, spread=_spread(audit, codings))
    sizes = {stratum: max(number, held.get(stratum, 0)) for stratum, number in wanted.items()}
    rows = draw([_key(one) for one in audit.frame], strata, sizes, audit.seed)
    points = tuple(audit.frame[row].point for row in rows if audit.frame[row].point not in before)
    # What was erased since it was drawn counts as drawn, so that it can be told as dropped.
    gone = dict(audit.draws[-1].sizes) if audit.draws else {}
    told = {s: n + max(0, gone.get(s, 0) - held.get(s, 0)) for s, n in sizes.items()}
    asked = min(size, len(audit.frame))
    return replace(audit, draws=(*audit.draws, Draw(who, time, asked, tuple(told.items()), points)))


def _spread(audit: Audit, codings: Mapping[PointKey, Coding]) -> Mapping[str, float] | None:
    """Return how unsure the machine is in each stratum, where the strata were made by that."""
    if CONFIDENCE not in audit.by:
        return None
    keys = sorted({key for coding in codings.values() for key, _ in coding.scores})
    scores = _scores([one.point for one in audit.frame], codings, keys)
    return spreads([one.stratum for one in audit.frame], scores)


def _key(one: FramePoint) -> str:
    return "\n".join((one.point.document, f"{one.point.start}-{one.point.end}", one.text_sha256))


# What is drawn --------------------------------------------------------------------------------------------------------


def chosen(audits: Mapping[str, Audit], name: str = "") -> Audit:
    """Return the audit of this name, or the last one; raises AuditError where there is none."""
    if name and name not in audits:
        known = ", ".join(audits) or "none yet"
        raise AuditError(f"{name}: there is no audit of this name; there are: {known}")
    if not audits:
        raise AuditError("no audit has been drawn yet; `everypoint audit draw --size 60` draws one")
    return audits[name] if name else list(audits.values())[-1]


def today_of(audit: Audit, intake: Corpus) -> AuditState:
    """Return an audit as it stands with the points of today."""
    return audit_state(audit, words_of(intake))

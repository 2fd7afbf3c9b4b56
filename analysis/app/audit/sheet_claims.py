"""Claims: what a sheet that comes back says of itself is believed only where it can be true.

That its points were drawn by a seed, and that its judgements were made without the machine's opinion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.app.audit.draw_audit import DrawRequest, redrawn, seen_by, today_of
from analysis.app.coding.machine import people
from analysis.app.context import AppContext
from analysis.app.results import Corpus
from analysis.auditing.resolution.audit_state import blind
from analysis.errors import UnreadableError
from analysis.model import Audit, Coder, Coding, CodingMode, Outcome, PointKey

if TYPE_CHECKING:
    from analysis.exporting import SheetSample


def must_be_drawn(
    desk: AppContext, intake: Corpus, drawing: SheetSample, points: set[PointKey], who: Coder, name: str
) -> None:
    """Know the audit that a sheet's points were drawn for; one that was drawn elsewhere is drawn again from its seed.

    Raises UnreadableError where these are not the points that are drawn so: then nobody knows their chances.
    """
    audit = desk.store.audits().get(drawing.name)
    if audit is None:
        design = DrawRequest(0, drawing.design, drawing.by, drawing.seed, drawing.name)
        asked = [replace(design, size=size, extend=n > 0) for n, size in enumerate(drawing.sizes)]
        audit = redrawn(desk, intake, asked, who, points)
    if audit is None or not _is_same(audit, drawing) or not points <= set(today_of(audit, intake).drawn):
        raise UnreadableError(name, _OTHERWISE.format(audit=drawing.name))


def _is_same(audit: Audit, drawing: SheetSample) -> bool:
    return (audit.seed, audit.design, audit.by) == (drawing.seed, drawing.design, drawing.by)


_OTHERWISE = (
    "its points are not those that its seed draws for the audit “{audit}” here: the responses are others, or its first "
    "row has been changed. Draw an audit of this workspace with `everypoint audit draw`, and export its sheet"
)


def in_their_modes(
    desk: AppContext, intake: Corpus, coder: Coder, codings: Mapping[int, Coding], before: Sequence[Coding]
) -> dict[int, Coding]:
    """Return the codings in the modes that they can claim; nobody's mode changes by saying the same again."""
    seen = seen_by(desk, coder, intake)
    others: set[PointKey] = set()
    for audit in desk.store.audits().values():
        first = blind(today_of(audit, intake), people(desk.store.codings(), intake).codings).first
        others |= {point for point, coding in first.items() if coding.coder.id != coder.id}
    said = {(c.point, *judgement(replace(c, mode=CodingMode.BLIND))): c.mode for c in before}

    def mode(coding: Coding) -> CodingMode:
        if coding.mode is CodingMode.ASSISTED:
            return CodingMode.ASSISTED
        earlier = said.get((coding.point, *judgement(replace(coding, mode=CodingMode.BLIND))))
        if earlier in (CodingMode.BLIND, CodingMode.SECOND):
            return earlier
        if coding.point in seen:
            return CodingMode.ASSISTED
        return CodingMode.SECOND if coding.point in others else coding.mode

    return {number: replace(coding, mode=mode(coding)) for number, coding in codings.items()}


def judgement(coding: Coding) -> tuple[frozenset[str], Outcome, str, CodingMode, str, str]:
    """Return what a coding says, by which it is known whether somebody has said it before."""
    return coding.themes, coding.outcome, coding.memo, coding.mode, coding.codebook, coding.text_sha256

"""Claims: what a sheet that comes back says of itself is believed only where it can be true.

That its points were drawn by a seed, and that its judgements were made without the machine's opinion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.app.audit.draw_audit import DrawRequest, redrawn
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.blinding import Sample
from analysis.errors import UnreadableError
from analysis.model import Coder, Coding, CodingMode, Outcome, PointKey

if TYPE_CHECKING:
    from analysis.exporting import SheetSample


def must_be_drawn(
    app: AppContext, snapshot: Snapshot, drawing: SheetSample, points: set[PointKey], coder: Coder, name: str
) -> None:
    """Know the audit that a sheet's points were drawn for; one that was drawn elsewhere is drawn again from its seed.

    Raises UnreadableError where these are not the points that are drawn so: then nobody knows their chances.
    """
    audit = snapshot.audits.get(drawing.name)
    if audit is None:
        design = DrawRequest(0, drawing.design, drawing.by, drawing.seed, drawing.name)
        requests = [replace(design, size=size, extend=n > 0) for n, size in enumerate(drawing.sizes)]
        audit = redrawn(app, snapshot, requests, coder, points)
    if (
        audit is None
        or (audit.seed, audit.design, audit.by) != (drawing.seed, drawing.design, drawing.by)
        or not points <= set(Sample.of(audit, snapshot.digests).today.drawn)
    ):
        raise UnreadableError(name, _OTHERWISE.format(audit=drawing.name))


_OTHERWISE = (
    "its points are not those that its seed draws for the audit “{audit}” here: the responses are different, or its "
    "first "
    "row has been changed. Draw an audit of this workspace with `everypoint audit draw`, and export its sheet"
)


def in_their_modes(snapshot: Snapshot, coder: Coder, codings: Mapping[int, Coding]) -> dict[int, Coding]:
    """Return a sheet's codings in the modes in which they count."""

    def mode(coding: Coding) -> CodingMode:
        history = snapshot.of_point.get(coding.point, ())
        own = (former for former in history if former.coder.id == coder.id)
        repeated = [one.mode for one in own if judgement(replace(one, mode=coding.mode)) == judgement(coding)]
        return snapshot.blinding.mode_of(coding.mode, coding.point, coder, history, repeated[-1] if repeated else None)

    return {number: replace(coding, mode=mode(coding)) for number, coding in codings.items()}


def judgement(coding: Coding) -> tuple[frozenset[str], Outcome, str, CodingMode, str, str]:
    """Return what a coding says, by which it is known whether somebody has said it before."""
    return coding.themes, coding.outcome, coding.memo, coding.mode, coding.codebook, coding.text_sha256

"""What addresses and forms of the audit pages say."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from analysis.app.audit.queues import QueueKind
from analysis.app.audit.record import CodingRequest
from analysis.errors import UnreadableError
from analysis.model import Outcome, PointKey
from analysis.web.features.audit.audit_words import (
    NO_KIND,
)
from analysis.web.identity import Form
from analysis.web.middleware import Refused

LONGEST_MEMO = 5_000
"""Characters of a memo."""


def _parse_point(document: str = "", start: int = -1, end: int = -1) -> PointKey | None:
    return PointKey(document, start, end) if document else None


AskedPoint = Annotated[PointKey | None, Depends(_parse_point)]
"""A handler's argument of this type is the point that an address names, if it names one."""


def _parse_kind(kind: str) -> QueueKind:
    """Return the kind of audit that an address names; raises UnreadableError where there is none of that name."""
    if kind not in set(QueueKind):
        raise UnreadableError(kind, NO_KIND)
    return QueueKind(kind)


AskedKind = Annotated[QueueKind, Depends(_parse_kind)]
"""A handler's argument of this type is the kind of audit that the address names."""


def parse_coding(form: Form) -> CodingRequest:
    """Parse a coding of a point from a form; raises Refused where it is none of our forms."""
    submitted_action = form.text("act", "save")
    if submitted_action not in ("save", "cannot_tell"):
        raise Refused(400, "Choose “Save and next” or “Cannot tell”.")
    is_decided = submitted_action == "save"
    return CodingRequest(
        point=PointKey(form.text("document"), form.number("start"), form.number("end")),
        themes=frozenset(form.texts("theme")) if is_decided else frozenset(),
        outcome=Outcome.CODED if is_decided else Outcome.CANNOT_TELL,
        memo=form.text("memo")[:LONGEST_MEMO],
        state=form.text("state"),
    )

"""Audit session of the app, as a handler asks for it: people's codings, and what they have seen of others'."""

from __future__ import annotations

from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from analysis.app.audit.session import AuditByHand
from analysis.web.state import services

_MAKING = Lock()


def audit_by_hand(request: Request) -> AuditByHand:
    """Return the app's audit session, created once and kept while the program runs."""
    app_state = services(request)
    with _MAKING:
        if not hasattr(request.app.state, "audit_by_hand"):
            request.app.state.audit_by_hand = AuditByHand(app_state.everypoint, app_state.current)
        audit_session: AuditByHand = request.app.state.audit_by_hand
    return audit_session


AuditSession = Annotated[AuditByHand, Depends(audit_by_hand)]
"""A handler's argument of this type is the app's audit session."""

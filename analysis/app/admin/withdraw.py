"""Taking a response out again: what would go with it, before somebody says that it shall."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from analysis.app.context import AppContext
from analysis.app.snapshot.current import Current
from analysis.app.views.response_list import NO_RESPONSE
from analysis.errors import UnreadableError

FEW = 20
"""Responses whose codings are asked for one by one; of more, all codings are gone through."""


@dataclass(frozen=True, slots=True)
class Going:
    """The consequences of a withdrawal: of ``source``, these responses with their points and people's codings of them.

    ``others`` are further responses in the same file where the document is one of several: it cannot go by itself, as
    its file would bring it back.
    """

    document: str
    source: str
    responses: tuple[str, ...]
    points: int
    codings: int
    has_report: bool
    others: int = 0


def going(desk: AppContext, current: Current, document: str) -> Going:
    """Return what taking out a response, or a whole file, would erase; raises UnreadableError where there is none."""
    intake = current.intake()
    one = current.response(document)
    source = one.source if one else document
    if source not in {known.path for known in intake.sources}:
        raise UnreadableError(document, NO_RESPONSE)
    inside = [response for response in intake.responses if response.source == source]
    found = inside if document == source else [response for response in inside if response is one]
    names = tuple(response.document.name for response in found)
    return Going(
        document=document,
        source=source,
        responses=names,
        points=sum(1 for response in found for _ in response.points),
        codings=_codings(desk, set(names)),
        has_report=desk.workspace.report.exists(),
        others=len(inside) - len(found),
    )


def _codings(desk: AppContext, names: Collection[str]) -> int:
    """Return how many codings people made of responses."""
    found = (
        (coding for name in names for coding in desk.store.codings_in(name))
        if len(names) <= FEW
        else (coding for coding in desk.store.codings() if coding.point.document in names)
    )
    return sum(not coding.coder.is_machine for coding in found)

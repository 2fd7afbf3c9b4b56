"""Withdrawal of a response: what would be erased with it, before somebody confirms."""

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
class Withdrawal:
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


def preview_withdrawal(app: AppContext, current: Current, document: str) -> Withdrawal:
    """Return what taking out a response, or a whole file, would erase; raises UnreadableError where there is none."""
    corpus = current.corpus()
    chosen_response = current.response(document)
    source_path = chosen_response.source if chosen_response else document
    if source_path not in {known_source.path for known_source in corpus.sources}:
        raise UnreadableError(document, NO_RESPONSE)
    file_responses = [response for response in corpus.responses if response.source == source_path]
    withdrawn_responses = (
        file_responses
        if document == source_path
        else [response for response in file_responses if response is chosen_response]
    )
    document_names = tuple(response.document.name for response in withdrawn_responses)
    return Withdrawal(
        document=document,
        source=source_path,
        responses=document_names,
        points=sum(1 for response in withdrawn_responses for _ in response.points),
        codings=_codings(app, set(document_names)),
        has_report=app.workspace.report.exists(),
        others=len(file_responses) - len(withdrawn_responses),
    )


def _codings(app: AppContext, document_names: Collection[str]) -> int:
    """Return how many codings people made of responses."""
    chosen_codings = (
        (coding for document_name in document_names for coding in app.store.codings_in(document_name))
        if len(document_names) <= FEW
        else (coding for coding in app.store.codings() if coding.point.document in document_names)
    )
    return sum(not coding.coder.is_machine for coding in chosen_codings)

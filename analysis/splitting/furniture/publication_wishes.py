"""What a respondent wants done with the response: asked in its words, and what a form asks about it.

Whoever reads the words for what may be published tells a person of it; here they are no point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from analysis.model import DETAILS, BlockKind
from analysis.redacting.refusals import refusal
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.phrases.furniture_lines import FORM_FIELD, POSTSCRIPT, WISHES
from analysis.splitting.sentences import sentences
from analysis.splitting.split_state import MARKS, Role, RoleAssignment, SplitState, furniture
from analysis.text import Span, trim

WISH = "what the respondent asks not to be published"
"""Reason of furniture that no report prints as an argument."""

LONGEST = 60
"""Words of a paragraph that says no more than what is to be published."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")


def cut_wishes(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, what asks not to be published cut out of the paragraphs that say something else as well."""
    return [part for piece in pieces for part in _cut(text, piece)]


def _cut(text: str, piece: LabelledPiece) -> Iterator[LabelledPiece]:
    is_prose = piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and piece.given is None
    if not is_prose or refusal(text[piece.start : piece.end]) is None:
        yield piece
        return
    spans = [trim(text, *span) for span in sentences(text, piece.start, piece.end)]
    parts = [(is_wish, list(run)) for is_wish, run in groupby(spans, lambda span: _is_wish(text, span))]
    if len(parts) == 1 or (parts[0][0] and piece.label) or _only_wishes(text[piece.start : piece.end].strip(MARKS)):
        yield piece
        return
    yield replace(piece, end=parts[0][1][-1].end)
    for _, run in parts[1:]:
        start = run[0].start
        yield replace(piece, outer=start, start=start, end=run[-1].end, chosen=None, unbelieved=None)


def _is_wish(text: str, span: Span) -> bool:
    return refusal(text[span.start : span.end]) is not None


def mark_publication_wishes(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what only asks that the response or the name be kept from print."""
    for i, role in enumerate(roles):
        if role.role is Role.BODY and page.length(i) <= LONGEST and _only_wishes(page.bare(i)):
            roles[i] = furniture(WISH if refusal(page.bare(i)) else DETAILS)


def _only_wishes(paragraph: str) -> bool:
    behind = POSTSCRIPT.match(paragraph)
    said = paragraph[behind.end() :].lstrip(" :.,–-") if behind else paragraph
    return all(
        refusal(sentence) is not None or WISHES.match(sentence) or FORM_FIELD.match(sentence)
        for sentence in _SENTENCE_END.split(said)
    )

"""Courteous ends: thanks, enclosures, offers and acknowledgements in one paragraph with what is said, cut from it.

"The Trust welcomes the opportunity to respond. The bay is too narrow." opens many a paper, and "We are available for
any questions" ends its paragraph. As paragraphs of their own these sentences are furniture, and so they are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.model import BlockKind
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.phrases.furniture_lines import COURTEOUS, furniture_reason
from analysis.splitting.sentences import sentences
from analysis.text import Span, trim

OPENING, CLOSING = 12, 6
"""Paragraphs at a paper's beginning and end in which a letter's courtesies stand."""

LEAST_PROSE = 60
"""Characters; titles, addresses and lines of a contents list are no paragraphs."""


def cut_courteous_ends(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, courteous sentences around what first and last paragraphs say as pieces of their own.

    What stands below a form's question is an answer, and no end of a paper.
    """
    asked = next((i for i, piece in enumerate(pieces) if piece.kind is BlockKind.QUESTION), len(pieces))
    prose = [i for i, piece in enumerate(pieces[:asked]) if _is_paragraph(piece)]
    near_ends = {*prose[:OPENING], *(prose[-CLOSING:] if asked == len(pieces) else ())}
    parted: list[LabelledPiece] = []
    for i, piece in enumerate(pieces):
        parted += [piece] if i not in near_ends or _heads_list(text, pieces, i) else _cut(text, piece)
    return parted


def _heads_list(text: str, pieces: Sequence[LabelledPiece], i: int) -> bool:
    """Return whether a paragraph ends with what introduces a list of what is said."""
    is_lead = text.startswith(":", pieces[i].end - 1) and i + 1 < len(pieces)
    return is_lead and not _is_courteous(text, pieces[i + 1])


def _is_courteous(text: str, span: LabelledPiece | Span) -> bool:
    return furniture_reason(text[span.start : span.end]) in COURTEOUS


def _is_paragraph(piece: LabelledPiece) -> bool:
    is_plain = piece.label is None and piece.given is None and piece.question is None
    return is_plain and piece.kind is BlockKind.PARAGRAPH and piece.end - piece.start >= LEAST_PROSE


_BEHIND_CALL = re.compile(r"[.!?…][\"”’)]?(?:[¹²³⁰⁴-⁹]|\[\^\w+\])+\s+(?=[A-Z])")
"""The end of a sentence behind which notes are called."""


def _sentences(text: str, piece: LabelledPiece) -> list[Span]:
    """Return the sentences of a piece, each with the calls of notes behind it."""
    starts = {span.start for span in sentences(text, piece.start, piece.end)}
    for call in _BEHIND_CALL.finditer(text, piece.start, piece.end):
        starts = {start for start in starts if not call.start() < start <= call.end()} | {call.end()}
    ordered = sorted(starts)
    return [trim(text, *span) for span in zip(ordered, [*ordered[1:], piece.end], strict=True)]


def _cut(text: str, piece: LabelledPiece) -> Iterator[LabelledPiece]:
    spans = _sentences(text, piece)
    said = [i for i, span in enumerate(spans) if not _is_courteous(text, span)]
    if not said or said[-1] - said[0] == len(spans) - 1:
        yield piece
        return
    for part in (spans[: said[0]], spans[said[0] : said[-1] + 1], spans[said[-1] + 1 :]):
        if part:
            outer = piece.outer if part[0].start == piece.start else part[0].start
            yield replace(piece, outer=outer, start=part[0].start, end=part[-1].end, chosen=None, unbelieved=None)

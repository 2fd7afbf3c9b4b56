"""Letter ends: a greeting and a sign-off that stand in one paragraph with what is said, cut from it.

Web mail and Word's line breaks make one paragraph of "Dear Sir", the letter and "Yours faithfully, A. Person".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.mail_ends import ADDED
from analysis.model import BlockKind
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.phrases.furniture_lines import furniture_reason
from analysis.splitting.phrases.letter_phrases import GREETING, SIGNS_OFF
from analysis.text import trim

LONGEST_SIGNATURE = 400
"""Characters at a paragraph's end in which a sign-off is looked for, with the name and address below it."""

_STARTS = re.compile(r"(?:(?<=\n)|(?<=[.!?])[^\S\n]+)[^\S\n]*(?=[A-Z/])")


def cut_letter_ends(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, the greeting at one's beginning and the sign-off at its end as pieces of their own."""
    return [part for piece in pieces for part in _cut(text, piece)]


def _cut(text: str, piece: LabelledPiece) -> Iterator[LabelledPiece]:
    if piece.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        yield piece
        return
    body_start, body_end = _greeting_end(text, piece), _sign_off_start(text, piece)
    if body_start > piece.start:
        greeting = trim(text, piece.start, body_start)
        yield replace(piece, end=greeting.end)
        piece = replace(piece, outer=body_start, start=body_start, chosen=None, unbelieved=None)
    if piece.start < body_end < piece.end:
        yield replace(piece, end=trim(text, piece.start, body_end).end)
        piece = replace(
            piece, kind=BlockKind.PARAGRAPH, outer=body_end, start=body_end, level=0, chosen=None, unbelieved=None
        )
    yield piece


def _greeting_end(text: str, piece: LabelledPiece) -> int:
    """Return where the words below a greeting begin, or the piece's start."""
    line_end = text.find("\n", piece.start, piece.end)
    is_greeting = line_end >= 0 and GREETING.match(text[piece.start : line_end].strip("*_# \t"))
    return trim(text, line_end, piece.end).start if is_greeting else piece.start


def _sign_off_start(text: str, piece: LabelledPiece) -> int:
    """Return where the sign-off at a piece's end begins, or the line that a mail program added, or the piece's end."""
    starts = (
        match.end() for match in _STARTS.finditer(text, max(piece.start, piece.end - LONGEST_SIGNATURE), piece.end)
    )
    likely_starts = (start for start in starts if SIGNS_OFF.match(text, start))
    added = text.rfind("\n", piece.start, piece.end) + 1
    end = added if added > piece.start and ADDED.fullmatch(text[added : piece.end].strip()) else piece.end
    return next((start for start in likely_starts if furniture_reason(text[start : piece.end]) == "sign-off"), end)

"""Tick boxes: the options of a form that a line offers, told apart by whether they are ticked.

A ticked option is an answer; one that is not is the form's words. "Yes ☒ No ☐", "[x] Yes, with reservations [ ] No" and
a line for every option are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.model import BlockKind
from analysis.splitting.labelled_pieces import Given, LabelledPiece, runs_on
from analysis.text import WORD, Span, trim, words

_BOX = re.compile(r"\[(?: ?|[xX✓✔✗])\]|\((?: ?|[xX✓✔])\)|[☐☑☒✓✔✗□■]")
_TICKED = re.compile(r"[xX✓✔✗☑☒■]")
_SIGN = re.compile(r"[\[☐☑☒□■]")
"""What is a box wherever it stands; "(x)" and "✓" alone may be a number and a mark of emphasis."""

OPTION_WORDS = 12
"""Words of an option; longer text behind a box is somebody's."""

_BESIDE = " \t\n/|,;*_–-"


def cut_options(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, those that offer options to tick cut into each."""
    return [part for piece in pieces for part in _cut(text, piece)]


def _cut(text: str, piece: LabelledPiece) -> Iterator[LabelledPiece]:
    boxes = [Span(*box.span()) for box in _BOX.finditer(text, piece.start, piece.end)]
    is_offer = len(boxes) > 1 or (boxes and _SIGN.match(text, boxes[0].start) is not None)
    if piece.kind in (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.QUESTION, BlockKind.ANSWER) or not is_offer:
        yield piece
        return
    asked_end = _end_of_question(text, piece, boxes[0].start)
    options = _options(text, Span(asked_end, piece.end), boxes)
    if not options:
        yield piece
        return
    if asked_end > piece.start:
        yield replace(piece, end=trim(text, piece.start, asked_end).end)
    form = replace(piece, kind=BlockKind.PARAGRAPH, level=0, chosen=None, unbelieved=None, question=None)
    for span, is_ticked in options:
        given = Given.TICKED if is_ticked else Given.OPTION
        yield replace(form, outer=span.start, start=span.start, end=span.end, given=given)


def _end_of_question(text: str, piece: LabelledPiece, first_box: int) -> int:
    """Return where the options begin that stand behind a question in its own paragraph, or the piece's start."""
    marks = [match.end() for match in re.finditer(r"[?:]", text[piece.start : first_box])]
    return trim(text, piece.start + marks[-1], piece.end).start if marks else piece.start


def _options(text: str, span: Span, boxes: Sequence[Span]) -> list[tuple[Span, bool]]:
    """Return the options with whether each is ticked, and what holds a letter of a box as an option of none; or none.

    The boxes stand before their options, or all behind them.
    """
    lead = not text[span.start : boxes[0].start].strip(_BESIDE)
    bounds = [*(box.start for box in boxes), span.end] if lead else [span.start, *(box.end for box in boxes)]
    options: list[tuple[Span, bool]] = []
    for box, (start, end) in zip(boxes, pairwise(bounds), strict=True):
        option = _stripped(text, box.end if lead else start, end if lead else box.start)
        option_text = text[option.start : option.end]
        if len(words(option_text)) > OPTION_WORDS or runs_on(option_text):
            return []
        is_ticked = _TICKED.search(text, *box) is not None
        parts = [(option, is_ticked)] if WORD.search(option_text) else []
        parts += [(box, False)] if WORD.search(text, *box) else []
        options += sorted(parts)
    behind = text[boxes[-1].end : span.end].strip(_BESIDE)
    return [] if behind and not lead else options


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BESIDE:
        start += 1
    while end > start and text[end - 1] in _BESIDE:
        end -= 1
    return Span(start, end)

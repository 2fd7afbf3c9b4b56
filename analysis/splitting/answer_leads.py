"""Answer leads: a form's "Answer:" or "Reasons:" in the paragraph in which somebody answered, cut from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.model import BlockKind
from analysis.splitting import questions
from analysis.splitting.form_questions import is_answer_line
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import words

LEAST_WORDS = 4
"""What is shorter behind "Answer:" is read with it."""

_LEAD = re.compile(r"(?P<lead>[^\W\d_][^:\n]{1,40}:)\s+(?=\S)")


def cut_answer_leads(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, a form's lead at one's beginning as the form's, where a question or its boxes stand above."""
    cut: list[LabelledPiece] = []
    for piece in pieces:
        cut += _cut(text, cut[-1] if cut else None, piece)
    return cut


def _cut(text: str, above: LabelledPiece | None, piece: LabelledPiece) -> Iterator[LabelledPiece]:
    lead = _LEAD.match(text, piece.start, piece.end) if piece.kind is BlockKind.PARAGRAPH and not piece.given else None
    is_lead = lead is not None and above is not None and is_answer_line(lead["lead"]) and _asks(text, above)
    if not lead or not is_lead or len(words(text[lead.end() : piece.end])) < LEAST_WORDS:
        yield piece
        return
    yield replace(piece, end=lead.end("lead"), given=Given.HEAD)
    yield replace(piece, outer=lead.end(), start=lead.end(), chosen=None, unbelieved=None)


def _asks(text: str, above: LabelledPiece) -> bool:
    """Return whether a piece asks, or is what was or was not chosen below a question."""
    chosen = (Given.TICKED, Given.OPTION, Given.ANSWER, Given.QUESTION)
    return above.given in chosen or questions.asks(text[above.start : above.end])

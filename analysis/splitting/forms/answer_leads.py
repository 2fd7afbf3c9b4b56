"""Answer leads: a form's "Answer:" or "Reasons:" in the paragraph in which somebody answered, cut from it; and the
questions that are marked with "Q:" above answers that are marked with "A:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from analysis.model import BlockKind
from analysis.splitting import questions
from analysis.splitting.forms.answer_lines import is_answer_line
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import words

LEAST_WORDS = 4
"""What is shorter behind "Answer:" is read with it."""

_LEAD = re.compile(r"(?P<lead>[^\W\d_][^:\n]{1,40}:)\s+(?=\S)")


_INITIALS = re.compile(r"[\[(]?(?P<mark>[A-Z]{2,3})[\])]?\s?[:.]\s+(?=\S)")
_MARKED_QUESTION = re.compile(r"(?:q|question|f|frage|c|cwestiwn)\s?[:.]\s+\S", re.IGNORECASE)
_MARKED_ANSWER = re.compile(r"(?:a|ans|answer|r|response|reply|antwort|ateb|réponse)\s?[:.]\s+(?=\S)", re.IGNORECASE)


def cut_answer_leads(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, a form's lead at one's beginning as the form's, where a question or its boxes stand above."""
    cut: list[LabelledPiece] = []
    initials = _initials(text, pieces)
    for piece, below in zip_longest(pieces, pieces[1:]):
        if _is_marked_question(text, piece, below):
            cut.append(replace(piece, kind=BlockKind.PARAGRAPH, given=Given.QUESTION))
        else:
            cut += _cut(text, cut[-1] if cut else None, piece, initials)
    return cut


def _initials(text: str, pieces: Sequence[LabelledPiece]) -> frozenset[str]:
    """Return the initials with which somebody has marked several answers below questions."""
    below_questions = [piece for above, piece in pairwise(pieces) if _asks(text, above)]
    matches = (_INITIALS.match(text, piece.outer, piece.end) for piece in below_questions)
    marks = Counter(match["mark"] for match in matches if match)
    return frozenset(mark for mark, count in marks.items() if count > 1)


def _is_marked_question(text: str, piece: LabelledPiece, below: LabelledPiece | None) -> bool:
    """Return whether a piece begins with "Q:" and the one below it with "A:"."""
    of_words = (BlockKind.PARAGRAPH, BlockKind.HEADING)
    if below is None or piece.given or below.given or not (piece.kind in of_words and below.kind in of_words):
        return False
    asks = _MARKED_QUESTION.match(text, piece.outer, piece.end) is not None
    return asks and _MARKED_ANSWER.match(text, below.outer, below.end) is not None


def _cut(
    text: str, above: LabelledPiece | None, piece: LabelledPiece, initials: Collection[str]
) -> Iterator[LabelledPiece]:
    is_plain = piece.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and piece.given in (None, Given.ANSWER)
    marked = _MARKED_ANSWER.match(text, piece.outer, piece.end) if is_plain else None
    own = _INITIALS.match(text, piece.outer, piece.end) if is_plain and initials else None
    if own and own["mark"] in initials and above is not None and _asks(text, above):
        yield replace(piece, kind=BlockKind.PARAGRAPH, end=own.end(), given=Given.HEAD)
        yield _behind(piece, own.end())
        return
    if marked and above is not None and above.given is Given.QUESTION:
        yield replace(piece, kind=BlockKind.PARAGRAPH, end=marked.end(), given=Given.HEAD)
        yield replace(_behind(piece, marked.end()), given=Given.ANSWER)
        return
    is_row_alone = piece.kind is BlockKind.TABLE_ROW and "\t" not in text[piece.start : piece.end]
    may_lead = (is_plain and piece.kind is BlockKind.PARAGRAPH) or (
        is_row_alone and piece.given in (None, Given.ANSWER)
    )
    lead = _LEAD.match(text, piece.start, piece.end) if may_lead else None
    is_lead = lead is not None and above is not None and is_answer_line(lead["lead"]) and _asks(text, above)
    if not lead or not is_lead or len(words(text[lead.end() : piece.end])) < LEAST_WORDS:
        yield piece
        return
    yield replace(piece, end=lead.end("lead"), given=Given.HEAD)
    yield _behind(piece, lead.end())


def _behind(piece: LabelledPiece, lead_end: int) -> LabelledPiece:
    """Return the answer behind a lead."""
    answer = replace(piece, kind=BlockKind.PARAGRAPH, outer=lead_end, start=lead_end)
    return replace(answer, chosen=None, unbelieved=None)


def _asks(text: str, above: LabelledPiece) -> bool:
    """Return whether a piece asks, or is what was or was not chosen below a question."""
    chosen = (Given.TICKED, Given.IN_DOUBT, Given.OPTION, Given.BOX, Given.ANSWER, Given.QUESTION)
    said = text[above.start : above.end].rstrip()
    return above.given in chosen or above.kind is BlockKind.QUESTION or questions.asks(said) or said.endswith(":")

"""Broken items: a question and its answer in one paragraph, parted by a line break, as in a list somebody typed into.

The rule: *where several paragraphs begin with a line that asks, most of them their reader, and go on behind a line
break, the first line is the question and the rest its answer.*
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.model import BlockKind, Question
from analysis.splitting import questions
from analysis.splitting.forms.form_questions import ADDRESSES, LONGEST_WORDS
from analysis.splitting.labelled_pieces import Given, LabelledPiece, start_of_form
from analysis.text import WORD, trim, words

SEVERAL = 2
"""One may be what a respondent asks, and answers."""


def cut_broken_items(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> list[LabelledPiece]:
    """Return the pieces, those of a question with its answer cut at the line's end."""
    form_start = start_of_form(pieces)
    breaks = [_break(text, piece) if i < form_start else None for i, piece in enumerate(pieces)]
    lines = [text[piece.start : end] for piece, end in zip(pieces, breaks, strict=True) if end is not None]
    if len(lines) < SEVERAL or sum(ADDRESSES.search(line) is not None for line in lines) * 2 < len(lines):
        return list(pieces)
    return [
        part
        for piece, end in zip(pieces, breaks, strict=True)
        for part in ([piece] if end is None else _cut(text, piece, end, asked))
    ]


def _break(text: str, piece: LabelledPiece) -> int | None:
    """Return where the line ends that asks, in a piece that goes on below it."""
    end = text.find("\n", piece.start, piece.end)
    if piece.given or piece.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or end < 0:
        return None
    line = text[piece.start : end].strip("*_ ")
    is_asked = line.endswith("?") and len(words(line)) <= LONGEST_WORDS
    return end if is_asked and WORD.search(text, end, piece.end) else None


def _cut(text: str, piece: LabelledPiece, end: int, asked: Sequence[Question]) -> Iterator[LabelledPiece]:
    key = questions.match_key(f"Q{piece.label.shown}", asked) if piece.label else None
    yield replace(piece, end=trim(text, piece.start, end).end, given=Given.QUESTION, question=key)
    answer = trim(text, end, piece.end)
    yield replace(
        replace(piece, kind=BlockKind.PARAGRAPH, level=0, chosen=None, unbelieved=None),
        outer=answer.start,
        start=answer.start,
        end=answer.end,
        given=Given.ANSWER,
    )

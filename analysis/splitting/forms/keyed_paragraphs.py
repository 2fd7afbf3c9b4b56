"""Keyed paragraphs: "Re para 4.2: the count is wrong", each about a place in the paper that it names.

The rule: *where several paragraphs begin with the name of a place in a paper, a colon or a dash, and a sentence behind
it, each is a point that the place labels.* One alone may be a heading that goes on in its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.model import BlockKind
from analysis.splitting.forms.comment_tables import place_label
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.text import Span, words

SEVERAL = 2
SENTENCE_WORDS = 4
"""Words behind a place from which something is said of it."""

_NOUN = (
    r"(?:polic(?:y|ies)|para(?:graph)?s?|sections?|chapters?|pages?|pp?\.|sites?|clauses?|articles?|annex(?:es)?"
    r"|appendix|appendices|tables?|figures?|fig\.|lines?|items?|objectives?|map|schedule|part|adran|tudalen|polisi)"
)
_NUMBER = r"(?:[A-Z]{0,4}\d[\w./-]*(?:\(\w{1,3}\))*|[A-Z]\b)"
_KEY = re.compile(
    rf"(?:(?:re|regarding|concerning|on|ref|see|at|in|(?:in )?(?:response|reply|relation) to)[:.]? (?:the )?)?"
    rf"(?P<place>{_NOUN} ?{_NUMBER}(?: ?(?:-|–|to|and|&|/) ?{_NUMBER})?"
    rf"(?:,? \(?(?:{_NOUN}|bullet|point|row|column) ?{_NUMBER}\)?){{0,2}})"
    r"(?::|\s[-–—](?=\s)|,(?= (?:i|we|the|this)\b))\s+(?=\S)",
    re.IGNORECASE,
)


def cut_keyed(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, those labelled by the place that they begin with where several do."""
    keys = [_key(text, piece) for piece in pieces]
    if sum(key is not None for key in keys) < SEVERAL:
        return list(pieces)
    return [_labelled(text, piece, key) if key else piece for piece, key in zip(pieces, keys, strict=True)]


def _key(text: str, piece: LabelledPiece) -> re.Match[str] | None:
    if piece.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or piece.given or piece.chosen:
        return None
    key = _KEY.match(text, piece.outer, piece.end)
    return key if key and len(words(text[key.end() : piece.end])) >= SENTENCE_WORDS else None


def _labelled(text: str, piece: LabelledPiece, key: re.Match[str]) -> LabelledPiece:
    label = place_label(text, Span(*key.span("place")), Span(piece.outer, key.end()))
    return replace(piece, start=key.end(), chosen=label, unbelieved=None) if label else piece

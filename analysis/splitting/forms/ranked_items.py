"""Ranked items: below a question that asks for an order, items each with its place, which are answers and no points.

The rule: *below such a question, lines of a few words of which at least half end in a number, no two in the same and
none above their count, are items with their places.* A line between them that has none was not ranked. Each item is a
question of its own ("Q5: Price"), as a column of ranks in a table is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.model import BlockKind, Question
from analysis.splitting import questions
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import WORD, Span, words

FEWEST_ITEMS = 3
LONGEST_ITEM = 16
"""Words of an item."""

_ASKS_FOR_ORDER = re.compile(
    r"\b(?:rank (?:the|these|those|them|each|all|your|in|from)|in order of|order of (?:importance|preference|priority)"
    r"|number (?:the|these|each) \w+|1 (?:is|being|for|=))",
    re.IGNORECASE,
)
_RANKED = re.compile(r"(?P<item>[^\n]*?[^\W\d_][^\n]*?)[ \t:.=–—(\[-]*[ \t(\[](?P<rank>\d{1,2})[)\].]?")
_BARE = re.compile(r"[^\n]*[^\W\d_][^\n.!?:;]")
_OF_WORDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


class _Item(NamedTuple):
    """An item of a piece, and where its place is, in the same one or in the ``answer`` below; None: it has none."""

    piece: LabelledPiece
    item: Span
    rank: Span | None
    answer: LabelledPiece | None = None


def cut_ranked_items(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> list[LabelledPiece]:
    """Return the pieces, those that rank items below a question cut into items and places."""
    cut, i = list[LabelledPiece](), 0
    while i < len(pieces):
        items = _items(text, pieces, i + 1) if _asks_for_order(text, pieces[i], asked) else []
        cut.append(replace(pieces[i], given=Given.QUESTION) if items else pieces[i])
        cut += [part for item in items for part in _parts(item)]
        i += 1 + len({id(piece) for item in items for piece in (item.piece, item.answer) if piece})
    return cut


def _asks_for_order(text: str, piece: LabelledPiece, asked: Sequence[Question]) -> bool:
    """Return whether a piece is a question with a key, which asks for an order."""
    said = text[piece.start : piece.end]
    if not _ASKS_FOR_ORDER.search(said) or piece.given not in (None, Given.QUESTION):
        return False
    has_key = piece.question or (piece.label is not None and piece.label.cites)
    return bool(has_key) or questions.repeated_key(said, asked) is not None


def _items(text: str, pieces: Sequence[LabelledPiece], first: int) -> list[_Item]:
    """Return the items from a piece on with their places; none where these are no ranking."""
    items = list(_below_each_other(text, pieces, first))
    while items and items[-1].rank is None:
        items.pop()
    ranks = [int(text[slice(*item.rank)]) for item in items if item.rank]
    is_ranking = len(set(ranks)) == len(ranks) and all(1 <= rank <= len(items) for rank in ranks)
    return items if len(items) >= FEWEST_ITEMS and 2 * len(ranks) >= len(items) and is_ranking else []


def _below_each_other(text: str, pieces: Sequence[LabelledPiece], first: int) -> Iterator[_Item]:
    i = first
    while i < len(pieces):
        piece, below = pieces[i], pieces[i + 1] if i + 1 < len(pieces) else None
        span = Span(piece.start, piece.end)
        if piece.kind is BlockKind.QUESTION and below and below.kind is BlockKind.ANSWER:
            rank = Span(below.start, below.end)
            if not text[slice(*rank)].isdecimal():
                return
            yield _Item(piece, span, rank, below)
            i += 2
            continue
        ranked = _RANKED.fullmatch(text, *span)
        is_item = _may_rank(piece) and (ranked or _BARE.fullmatch(text, *span)) and WORD.search(text, *span)
        if not is_item or len(words(text[slice(*span)])) > LONGEST_ITEM:
            return
        found = (Span(*ranked.span("item")), Span(*ranked.span("rank"))) if ranked else (span, None)
        yield _Item(piece, *found)
        i += 1


def _may_rank(piece: LabelledPiece) -> bool:
    return piece.kind in _OF_WORDS and piece.given in (None, Given.ANSWER)


def _parts(item: _Item) -> list[LabelledPiece]:
    """Return an item and its place, in their order."""
    bare = replace(item.piece, level=0, chosen=None, unbelieved=None, question=None)
    bare = bare if item.answer else replace(bare, kind=BlockKind.PARAGRAPH)
    parts = [replace(bare, outer=item.item.start, start=item.item.start, end=item.item.end, given=Given.RANKED)]
    if item.rank:
        below = item.answer or bare
        rank = replace(below, outer=item.rank.start, start=item.rank.start, end=item.rank.end, given=Given.RANK)
        parts.append(replace(rank, within=(item.item,)))
    return sorted(parts, key=lambda part: part.start)

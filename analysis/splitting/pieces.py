"""Pieces: the blocks of a document, cut again where a believed label stands inside one, each with its label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import Block, BlockKind, Document
from analysis.splitting.labels import Label, declared, find
from analysis.splitting.sentences import ABBREVIATIONS, STARTERS
from analysis.splitting.sequence import Candidate, Chosen, choose
from analysis.text import WORD, lines, trim, words

HEADING_WORDS = 14
"""Nine in ten unnumbered headings of the submissions at hand are shorter."""

LONG_HEADING_WORDS = 30
"""A heading that is numbered, or set as one, may be an assertion ("3. Councils already use the freedom they have")."""

WITHOUT_LABELS = (BlockKind.FURNITURE, BlockKind.TABLE_ROW, BlockKind.NOTE, BlockKind.QUESTION, BlockKind.ANSWER)
"""Blocks in which a number is none of the respondent's."""

_BOUNDARY = re.compile(r"(?P<last>[^\W_]+)(?P<mark>[.!?])[\"”’')*_]*\s+[\"“‘'*_]*(?P<next>[A-Z]\w*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is one thing; ``start`` leaves the label out, ``outer`` takes it in."""

    kind: BlockKind
    outer: int
    start: int
    end: int
    level: int = 0
    page: int | None = None
    question: str | None = None
    chosen: Chosen | None = None

    @property
    def label(self) -> Label | None:
        """The author's number, if there is one."""
        return self.chosen.label if self.chosen else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A possible label and the block in which it stands."""

    block: int
    label: Label


def pieces(document: Document) -> list[Piece]:
    """The document's blocks in order, cut at every label that is believed; what holds no word is left out."""
    text = document.text
    blocks, joined = _with_lone_numbers(text, [_as_written(text, block) for block in document.blocks])
    places = [_Place(i, label) for i, block in enumerate(blocks) for label in _possible(text, block)]
    chosen = choose(_candidates(text, blocks, places))
    by_block: dict[int, list[Chosen]] = {}
    for index, place in enumerate(places):
        if index in chosen:
            by_block.setdefault(place.block, []).append(chosen[index])
    found: list[Piece] = []
    for i, block in enumerate(blocks):
        believed = by_block.get(i, [])
        if i in joined and not any(c.label.start == block.start for c in believed):
            found.extend(_cut(text, joined[i][0], []))
            block = joined[i][1]
        found.extend(_cut(text, block, believed))
    return [piece for piece in found if piece.chosen or WORD.search(text, piece.outer, piece.end)]


def looks_like_heading(text: str, start: int, end: int) -> bool:
    """Whether a line could be a heading: short, of words, begun with a capital, not ended like a sentence."""
    bare = text[start:end].strip("*_# \t")
    if "\n" in bare or not bare or bare[-1] in ".,;" or not any(c.isalpha() for c in bare[:3]):
        return False
    return bare[0].isupper() and len(words(bare)) <= HEADING_WORDS and not runs_on(bare)


def runs_on(line: str) -> bool:
    """Whether another sentence begins within a line."""
    for match in _BOUNDARY.finditer(line):
        last, following = match["last"].lower(), match["next"].lower()
        short = len(last) == 1 or last in ABBREVIATIONS
        if match["mark"] != "." or not short or (len(last) > 1 and following in STARTERS):
            return True
    return False


def _as_written(text: str, block: Block) -> Block:
    """A block as its words show it: whole paragraphs are set as headings, too, by a rule below them or by mistake."""
    if block.kind is not BlockKind.HEADING:
        return block
    line = text[block.start : block.end].rstrip("*_ \n")
    count = len(words(line))
    prose = count > HEADING_WORDS and (line[-1:] in (".", ",", ";") or runs_on(line))
    return replace(block, kind=BlockKind.PARAGRAPH) if prose or count > LONG_HEADING_WORDS else block


def _with_lone_numbers(text: str, blocks: Sequence[Block]) -> tuple[list[Block], dict[int, tuple[Block, Block]]]:
    """The blocks, a number on a line of its own joined to the paragraph below it; and what was joined, by index.

    A bare "4" is left alone: it is a page's number.
    """
    found: list[Block] = []
    joined: dict[int, tuple[Block, Block]] = {}
    for block in blocks:
        if found and len(found) - 1 not in joined and _is_lone_number(text, found[-1]) and _may_follow(text, block):
            joined[len(found) - 1] = (found[-1], block)
            found[-1] = replace(block, start=found[-1].start)
        else:
            found.append(block)
    return found, joined


def _is_lone_number(text: str, block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or text[block.start : block.end].isdigit():
        return False
    label = find(text, block.start, block.end)
    return label is not None and label.end == block.end


def _may_follow(text: str, block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and find(text, block.start, block.end) is None


def _possible(text: str, block: Block) -> Iterator[Label]:
    """The labels that might stand in a block: its declared number, or any at the start of one of its lines."""
    if block.kind in WITHOUT_LABELS:
        return
    if block.number:
        start = text.rfind(block.number, 0, block.start)
        label = declared(block.number, start, start + len(block.number)) if start >= 0 else None
        if label:
            yield label
            return
    for line in lines(text, block.start, block.end):
        start = trim(text, *line).start
        label = find(text, start, line.end, wrapped=start > block.start)
        # A label with nothing after it in its block is a number, not a point's.
        if label and trim(text, label.end, block.end).end > label.end:
            yield label


def _candidates(text: str, blocks: Sequence[Block], places: Sequence[_Place]) -> list[Candidate]:
    found, before = [], -1
    for place in places:
        between = blocks[before + 1 : place.block]
        own = blocks[place.block].kind is BlockKind.HEADING
        found.append(Candidate(place.label, own or any(_heads(text, block) for block in between)))
        before = place.block
    return found


def _heads(text: str, block: Block) -> bool:
    return block.kind is BlockKind.HEADING or (
        block.kind is BlockKind.PARAGRAPH and looks_like_heading(text, block.start, block.end)
    )


def _cut(text: str, block: Block, chosen: Sequence[Chosen]) -> Iterator[Piece]:
    """A block as one piece, or as several where it holds believed labels beyond its start."""
    outer = _outer(text, block)
    starts = [c.label.start for c in chosen if c.label.start > block.start]
    whole = Piece(block.kind, outer, block.start, block.end, block.level, block.page, block.question)
    own = next((c for c in chosen if c.label.start <= block.start), None)
    ends = [*starts, block.end]
    first = trim(text, own.label.end if own else outer, ends[0])
    yield replace(whole, outer=own.label.start if own else outer, start=first.start, end=first.end, chosen=own)
    for c, end in zip([c for c in chosen if c is not own], ends[1:], strict=True):
        span = trim(text, c.label.end, end)
        yield replace(whole, outer=c.label.start, start=span.start, end=span.end, chosen=c)


def _outer(text: str, block: Block) -> int:
    """Where a block starts with its number: a number that nobody believed is one of its words."""
    start = text.rfind(block.number, 0, block.start) if block.number else -1
    return start if start >= 0 else block.start

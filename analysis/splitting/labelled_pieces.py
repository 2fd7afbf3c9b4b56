"""Pieces: the blocks of a document, cut again where a believed label stands inside one, each with its label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.model import Block, BlockKind, Document
from analysis.splitting.cited_numbers import with_paper_numbers
from analysis.splitting.inline_labels import labels_within
from analysis.splitting.label_sequence import HEADINGS, Chosen, LabelCandidate, choose
from analysis.splitting.labels import MAX_FIRST, Label, declared, find, is_point_noun, names_a_part
from analysis.splitting.line_repair import with_broken_lines
from analysis.splitting.note_callers import without_call
from analysis.splitting.sentences import ABBREVIATIONS, STARTERS
from analysis.splitting.tabbed_columns import with_rows
from analysis.text import WORD, Span, lines, trim, words

HEADING_WORDS = 14
"""Nine in ten unnumbered headings of the submissions at hand are shorter."""

LONG_HEADING_WORDS = 30
"""A heading that is numbered, or set as one, may be an assertion ("3. Councils already use the freedom they have")."""

LONGEST_HEADING = 400
"""Characters; fourteen words have fewer."""

WITHOUT_LABELS = (BlockKind.FURNITURE, BlockKind.TABLE_ROW, BlockKind.NOTE, BlockKind.QUESTION, BlockKind.ANSWER)
"""Blocks in which a number is none of the respondent's."""

_BOUNDARY = re.compile(r"(?P<last>[^\W_]+)(?P<mark>[.!?])[\"”’')*_]*\s+[\"“‘'*_]*(?P<next>[A-Z]\w*)")


class Given(StrEnum):
    """What a restated question, or a form's table, shows a piece to be, whatever it looks like."""

    QUESTION = "question"
    ANSWER = "answer"
    DETAIL = "respondent's details"
    HEAD = "head of a form's table"


@dataclass(frozen=True, slots=True)
class LabelledPiece:
    """A stretch of text that is one thing; ``start`` leaves the label out, ``outer`` takes it in.

    ``unbelieved`` is a number at its start that looks like a label and makes no sense with the others. ``given`` is
    what the piece is where that was plain as it was cut.
    """

    kind: BlockKind
    outer: int
    start: int
    end: int
    level: int = 0
    page: int | None = None
    question: str | None = None
    chosen: Chosen | None = None
    unbelieved: str | None = None
    given: Given | None = None

    @property
    def label(self) -> Label | None:
        """The author's number, if there is one."""
        return self.chosen.label if self.chosen else None


@dataclass(frozen=True, slots=True)
class _Place:
    """A possible label and the block in which it stands; ``second``: directly behind another, "(a)" in "3. (a)"."""

    block: int
    label: Label
    second: bool = False


def pieces(document: Document) -> list[LabelledPiece]:
    """The document's blocks in order, cut at every label that is believed; what holds no word is left out."""
    text = document.text
    unbroken = with_broken_lines(text, [_as_written(text, block) for block in document.blocks])
    written = with_rows(text, unbroken)
    blocks, joined = _with_lone_numbers(text, written)
    places = [
        place
        for i, block in enumerate(blocks)
        if not _is_title(text, block, blocks[i + 1] if i + 1 < len(blocks) else None)
        for place in _places(text, i, block)
    ]
    candidates = _candidates(text, blocks, places)
    chosen = with_paper_numbers(candidates, choose(candidates))
    by_block: dict[int, list[Chosen]] = {}
    unbelieved: dict[int, str] = {}
    for index, place in enumerate(places):
        if index not in chosen and _would_be_label(place.label, blocks[place.block]):
            unbelieved[place.block] = place.label.shown
        # A second label is one of the words behind a first that is not believed.
        if index in chosen and not (place.second and index - 1 not in chosen):
            by_block.setdefault(place.block, []).append(chosen[index])
    found: list[LabelledPiece] = []
    for i, block in enumerate(blocks):
        believed = by_block.get(i, [])
        if i in joined and not any(c.label.start == block.start for c in believed):
            found.extend(_cut(text, joined[i][0], []))
            block = joined[i][1]
        first, *others = _cut(text, block, believed)
        found += [first if first.chosen else replace(first, unbelieved=unbelieved.get(i)), *others]
    return [piece for piece in found if piece.chosen or WORD.search(text, piece.outer, piece.end)]


def _would_be_label(label: Label, block: Block) -> bool:
    """Whether nothing but the numbers around it speaks against a label; a year is nobody's number."""
    large = any(reading.value[0] > MAX_FIRST for reading in label.readings)
    return label.start == block.start and label.believed >= 0 and not large


def looks_like_heading(text: str, start: int, end: int) -> bool:
    """Whether a line could be a heading: short, of words, begun with a capital, not ended like a sentence."""
    bare = without_call(text[start:end].strip("*_# \t"))
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


def _is_title(text: str, block: Block, below: Block | None) -> bool:
    """Whether a block is the title of a law's or a paper's part: "Section 29A: Powers" says what stands below it.

    Its number is one of its words, and numbers nothing that the author says.
    """
    if block.number or block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    label = find(text, block.start, block.end)
    if label is None or not names_a_part(label) or label.end == block.end:
        return False
    if block.kind is BlockKind.HEADING:
        return True
    if below is None or not looks_like_heading(text, block.start, block.end):
        return False
    # Below "Clause 5: too vague", "Clause 6: agreed" is another remark and not what the first is the title of.
    after = find(text, below.start, below.end)
    return after is None or not names_a_part(after)


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
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or text[block.start : block.end].isdigit():
        return False
    label = find(text, block.start, block.end)
    if label is None or label.end != block.end:
        return False
    # "Recommendation 4" set as a heading numbers the paragraph below it; "Section 4" has lost its title.
    return block.kind is BlockKind.PARAGRAPH or is_point_noun(label)


def _may_follow(text: str, block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and find(text, block.start, block.end) is None


def _places(text: str, index: int, block: Block) -> Iterator[_Place]:
    """The labels that might stand in a block, in order, each with those directly behind it."""
    for label in _possible(text, block):
        yield _Place(index, label)
        for inner in _behind(text, label, block.end):
            yield _Place(index, inner, second=True)


def _possible(text: str, block: Block) -> Iterator[Label]:
    """The labels that might stand in a block: its declared number, any at the start of a line, runs within lines."""
    # The numbers in a quotation that is set in are somebody else's.
    if block.kind in WITHOUT_LABELS or (block.kind is BlockKind.PARAGRAPH and block.level):
        return
    found = {}
    own = _declared(text, block)
    if own:
        found[own.start] = own
    for line in lines(text, block.start, block.end):
        start = trim(text, *line).start
        if own and start == block.start:
            continue
        label = find(text, start, line.end, wrapped=start > block.start)
        # A label with nothing after it in its block is a number, not a point's.
        if label and trim(text, label.end, block.end).end > label.end:
            found[label.start] = label
    first = own or found.get(block.start)
    for label in labels_within(text, block.start, block.end, first):
        found.setdefault(label.start, label)
    yield from (found[start] for start in sorted(found))


def _declared(text: str, block: Block) -> Label | None:
    """The number that the block's format declares, if it is one that can be read."""
    start = text.rfind(block.number, 0, block.start) if block.number else -1
    return declared(block.number, start, start + len(block.number)) if block.number and start >= 0 else None


def _behind(text: str, label: Label, end: int) -> Iterator[Label]:
    """Labels in brackets directly behind another: "3. (a) The Act", "(1)(a)(i) The Act"."""
    inner: Label | None = label
    while inner:
        start = trim(text, inner.end, end).start
        on_line = "\n" not in text[inner.end : start]
        inner = find(text, start, end) if on_line and text.startswith("(", start) else None
        if inner and trim(text, inner.end, end).end > inner.end:
            yield inner


def _candidates(text: str, blocks: Sequence[Block], places: Sequence[_Place]) -> list[LabelCandidate]:
    found, before = [], -1
    for label, block, index in ((place.label, blocks[place.block], place.block) for place in places):
        after = block.kind is BlockKind.HEADING or any(_heads(text, each) for each in blocks[before + 1 : index])
        heads = block.kind is BlockKind.HEADING or _is_short_line(text, label.end, block.end)
        deeper = f"level {block.level}" if block.kind is BlockKind.LIST_ITEM and block.level else ""
        found.append(LabelCandidate(label, after, deeper or (HEADINGS if heads else "")))
        before = index
    return found


def _is_short_line(text: str, start: int, end: int) -> bool:
    """Whether what stands behind a label could be a heading; a long text is not searched for each label in it."""
    return end - start <= LONGEST_HEADING and looks_like_heading(text, start, end)


def _heads(text: str, block: Block) -> bool:
    return block.kind is BlockKind.HEADING or (
        block.kind is BlockKind.PARAGRAPH and _is_short_line(text, block.start, block.end)
    )


def _cut(text: str, block: Block, chosen: Sequence[Chosen]) -> Iterator[LabelledPiece]:
    """A block as one piece, or as several where it holds believed labels beyond its start."""
    outer = _outer(text, block)
    whole = LabelledPiece(block.kind, outer, block.start, block.end, block.level, block.page, block.question)
    own = next((c for c in chosen if c.label.start <= block.start), None)
    starts = [c.label.start for c in chosen if c is not own]
    ends = [*starts, block.end]
    first = trim(text, own.label.end if own else outer, ends[0])
    if first.start == first.end and starts:
        # A number and its part, "3. (a)": what the number numbers is the text of its parts.
        first = Span(ends[0], ends[0])
    yield replace(whole, outer=own.label.start if own else outer, start=first.start, end=first.end, chosen=own)
    for c, end in zip([c for c in chosen if c is not own], ends[1:], strict=True):
        span = trim(text, c.label.end, end)
        yield replace(whole, outer=c.label.start, start=span.start, end=span.end, chosen=c)


def _outer(text: str, block: Block) -> int:
    """Where a block starts with its number: a number that nobody believed is one of its words."""
    start = text.rfind(block.number, 0, block.start) if block.number else -1
    return start if start >= 0 else block.start

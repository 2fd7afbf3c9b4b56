"""Pieces: the blocks of a document, cut again where a believed label stands inside one, each with its label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.model import BOX, LOOK_AT_IT, MARKED, NOT_TICKED, SIGNED, Block, BlockKind, Document
from analysis.splitting.labels.cited_numbers import with_cited_numbers
from analysis.splitting.labels.inline_labels import labels_within
from analysis.splitting.labels.label_sequence import HEADINGS, ChosenLabel, LabelCandidate, decode
from analysis.splitting.labels.line_repair import join_broken_lines
from analysis.splitting.labels.possible_labels import (
    MAX_FIRST,
    Label,
    declared_label,
    find_label,
    is_part_of_law,
    is_point_noun,
)
from analysis.splitting.labels.tabbed_columns import with_table_rows
from analysis.splitting.note_callers import without_note_calls
from analysis.splitting.sentences import ABBREVIATIONS, STARTERS
from analysis.text import WORD, Span, lines, trim, words

HEADING_WORDS = 14
"""Nine in ten unnumbered headings of the submissions at hand are shorter."""

LONG_HEADING_WORDS = 30
"""A heading that is numbered, or set as one, may be an assertion ("3. Councils already use the freedom they have")."""

LONGEST_HEADING = 400
"""Characters; fourteen words have fewer."""

WITHOUT_LABELS = (
    *(BlockKind.FURNITURE, BlockKind.TABLE_ROW, BlockKind.NOTE, BlockKind.QUESTION, BlockKind.ANSWER),
    BlockKind.COMMENT,
)
"""Blocks in which a number is none of the respondent's."""

_DASHED = ("—(", "–(")
"""How a statutory instrument parts a number from that of its first paragraph."""

_BOX_WITH_CROSS = re.compile(r"[(\[][xX][)\]]\s")
_EMPTY_BOX = re.compile(r"^[^\S\n]*(?:\( ?\)|\[ ?\])\s", re.MULTILINE)
"""A typed box: beside empty ones "(x)" is no Roman ten."""

_BOUNDARY = re.compile(r"(?P<last>[^\W_]+)(?P<mark>[.!?])[\"”’')*_]*\s+[\"“‘'*_]*(?P<next>[A-Z]\w*)")


class Given(StrEnum):
    """The role that a restated question, or a form's table, shows a piece to have, whatever it looks like."""

    QUESTION = "question"
    ANSWER = "answer"
    DETAIL = "respondent's details"
    HEAD = "head of a form's table"
    COMMENT = "a row of a table of comments"
    PLACE = "what a comment in a table is about"
    SIGNED = SIGNED
    TICKED = "an answer that is ticked"
    IN_DOUBT = f"one of several answers with a mark beside their boxes; {LOOK_AT_IT}"
    OPTION = NOT_TICKED
    BOX = BOX
    GOES_ON = "a comment that goes on in the next row"
    STATEMENT = "a statement in a grid"
    MARKED = MARKED
    RANKED = "an item to rank"
    RANK = "the place of an item"


@dataclass(frozen=True, slots=True)
class LabelledPiece:
    """A stretch of text that is one thing; ``start`` leaves the label out, ``outer`` takes it in.

    ``unbelieved`` is a number at its start that looks like a label and makes no sense with the others. ``given`` is
    what the piece is where that was plain as it was cut. ``within`` are the words that its section ends with: its
    statement and column in a grid.
    """

    kind: BlockKind
    outer: int
    start: int
    end: int
    level: int = 0
    page: int | None = None
    question: str | None = None
    chosen: ChosenLabel | None = None
    unbelieved: str | None = None
    given: Given | None = None
    table: int | None = None
    within: tuple[Span, ...] = ()
    shown: str | None = None
    """The label that it has without a number of its own: that of the row above it."""
    is_inserted: bool = False
    """Whether it was inserted into somebody else's draft."""
    is_corrected: bool = False
    """Whether words were inserted into it, in what may be somebody else's draft."""

    @property
    def label(self) -> Label | None:
        """Return the author's number, if there is one."""
        return self.chosen.label if self.chosen else None


@dataclass(frozen=True, slots=True)
class _LabelPlace:
    """A possible label and the block in which it stands; ``second``: directly behind another, "(a)" in "3. (a)"."""

    block: int
    label: Label
    second: bool = False


def cut_at_labels(document: Document) -> list[LabelledPiece]:
    """Return the document's blocks in order, cut at every believed label; what holds no word is left out."""
    text = document.text
    plain_blocks = [_as_typed_box(text, _demote_prose_heading(text, block)) for block in document.blocks]
    unbroken_blocks = join_broken_lines(text, plain_blocks)
    table_aware = with_table_rows(text, unbroken_blocks)
    blocks, lone_numbers = _join_lone_numbers(text, table_aware)
    places = [
        place
        for i, block in enumerate(blocks)
        if not _is_title(text, block, blocks[i + 1] if i + 1 < len(blocks) else None)
        for place in _label_places(text, i, block)
    ]
    candidates = _candidates(text, blocks, places)
    chosen_labels = with_cited_numbers(candidates, decode(candidates))
    labels_by_block, unbelieved = _labels_by_block(blocks, places, chosen_labels)
    labelled: list[LabelledPiece] = []
    for i, block in enumerate(blocks):
        block_labels = labels_by_block.get(i, [])
        if i in lone_numbers and not any(c.label.start == block.start for c in block_labels):
            labelled.extend(_cut_block(text, lone_numbers[i][0], [], None))
            block = lone_numbers[i][1]
        labelled.extend(_cut_block(text, block, block_labels, unbelieved.get(i)))
    return [piece for piece in labelled if piece.chosen or WORD.search(text, piece.outer, piece.end)]


def _labels_by_block(
    blocks: Sequence[Block], places: Sequence[_LabelPlace], chosen_labels: Mapping[int, ChosenLabel]
) -> tuple[dict[int, list[ChosenLabel]], dict[int, str]]:
    """Return the labels that are believed in each block, and the number that begins it but is not believed."""
    labels_by_block: dict[int, list[ChosenLabel]] = {}
    unbelieved: dict[int, str] = {}
    for index, place in enumerate(places):
        if index not in chosen_labels and _would_be_label(place.label, blocks[place.block]):
            unbelieved[place.block] = place.label.shown
        # A second label is one of the words behind a first that is not believed.
        if index in chosen_labels and not (place.second and index - 1 not in chosen_labels):
            labels_by_block.setdefault(place.block, []).append(chosen_labels[index])
    return labels_by_block, unbelieved


def start_of_form(pieces: Sequence[LabelledPiece]) -> int:
    """Return the index of the first question that a form's export gives, or the number of pieces."""
    return next((i for i, piece in enumerate(pieces) if piece.kind is BlockKind.QUESTION), len(pieces))


def _would_be_label(label: Label, block: Block) -> bool:
    """Return whether only the numbers around it speak against a label; a year is nobody's number."""
    is_large = any(reading.value[0] > MAX_FIRST for reading in label.readings)
    return label.start == block.start and label.score >= 0 and not is_large


def looks_like_heading(text: str, start: int, end: int) -> bool:
    """Return whether a line could be a heading: short, of words, begun with a capital, not ended like a sentence."""
    bare = without_note_calls(text[start:end].strip("*_# \t"))
    if "\n" in bare or not bare or bare[-1] in ".,;" or not any(c.isalpha() for c in bare[:3]):
        return False
    return bare[0].isupper() and len(words(bare)) <= HEADING_WORDS and not runs_on(bare)


def runs_on(line_text: str) -> bool:
    """Return whether another sentence begins within a line."""
    for boundary in _BOUNDARY.finditer(line_text):
        word_before, word_behind = boundary["last"].lower(), boundary["next"].lower()
        is_abbreviation = len(word_before) == 1 or word_before in ABBREVIATIONS
        if boundary["mark"] != "." or not is_abbreviation or (len(word_before) > 1 and word_behind in STARTERS):
            return True
    return False


def _is_title(text: str, block: Block, next_block: Block | None) -> bool:
    """Return whether a block is the title of a part of a law or paper: "Section 29A: Powers" titles what is below.

    Its number is one of its words, and numbers nothing that the author says.
    """
    if block.number or block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    label = find_label(text, block.start, block.end)
    if label is None or not is_part_of_law(label) or label.end == block.end:
        return False
    if block.kind is BlockKind.HEADING:
        return True
    if next_block is None or not looks_like_heading(text, block.start, block.end):
        return False
    # Below "Clause 5: too vague", "Clause 6: agreed" is another remark and not what the first is the title of.
    next_label = find_label(text, next_block.start, next_block.end)
    return next_label is None or not is_part_of_law(next_label)


def _demote_prose_heading(text: str, block: Block) -> Block:
    """Return a block, a heading made a paragraph where it is prose: a rule below it, or a mistake, sets some so."""
    if block.kind is not BlockKind.HEADING:
        return block
    heading_text = text[block.start : block.end].rstrip("*_ \n")
    word_count = len(words(heading_text))
    is_prose = word_count > HEADING_WORDS and (heading_text[-1:] in (".", ",", ";") or runs_on(heading_text))
    return replace(block, kind=BlockKind.PARAGRAPH) if is_prose or word_count > LONG_HEADING_WORDS else block


def _as_typed_box(text: str, block: Block) -> Block:
    """Return a block, one that a reader numbered "(x)" a paragraph with its box where empty ones stand beside it."""
    start = _start_with_number(text, block)
    if not (block.number and _BOX_WITH_CROSS.match(text, start) and _EMPTY_BOX.search(text)):
        return block
    return replace(block, kind=BlockKind.PARAGRAPH, start=start, number=None, level=0)


def _join_lone_numbers(text: str, blocks: Sequence[Block]) -> tuple[list[Block], dict[int, tuple[Block, Block]]]:
    """Return the blocks, a number on its own line joined to the paragraph below, and the pairs joined, by index.

    A bare "4" is left alone: it is a page's number.
    """
    merged: list[Block] = []
    pairs: dict[int, tuple[Block, Block]] = {}
    for block in blocks:
        if merged and len(merged) - 1 not in pairs and _is_lone_number(text, merged[-1]) and _may_follow(text, block):
            pairs[len(merged) - 1] = (merged[-1], block)
            merged[-1] = replace(block, start=merged[-1].start)
        else:
            merged.append(block)
    return merged, pairs


def _is_lone_number(text: str, block: Block) -> bool:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or text[block.start : block.end].isdigit():
        return False
    label = find_label(text, block.start, block.end)
    if label is None or label.end != block.end:
        return False
    # "Recommendation 4" set as a heading numbers the paragraph below it; "Section 4" has lost its title.
    return block.kind is BlockKind.PARAGRAPH or is_point_noun(label)


def _may_follow(text: str, block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and find_label(text, block.start, block.end) is None


def _label_places(text: str, index: int, block: Block) -> Iterator[_LabelPlace]:
    """Yield the labels that might stand in a block, in order, each with those directly behind it."""
    for label in _possible_labels(text, block):
        yield _LabelPlace(index, label)
        for inner_label in _labels_behind(text, label, block.end):
            yield _LabelPlace(index, inner_label, second=True)


def _possible_labels(text: str, block: Block) -> Iterator[Label]:
    """Yield the labels that might stand in a block: its declared number, any that begins a line, runs within lines."""
    # The numbers in a quotation that is set in are somebody else's.
    if block.kind in WITHOUT_LABELS or (block.kind is BlockKind.PARAGRAPH and block.level):
        return
    if block.kind is BlockKind.PARAGRAPH and _BOX_WITH_CROSS.match(text, block.start) and _EMPTY_BOX.search(text):
        return
    labels_by_start = {}
    declared_number = _declared_number(text, block)
    if declared_number:
        labels_by_start[declared_number.start] = declared_number
    for line_span in lines(text, block.start, block.end):
        label_start = trim(text, *line_span).start
        if declared_number and label_start == block.start:
            continue
        label = find_label(text, label_start, line_span.end, wrapped=label_start > block.start)
        # A label with nothing after it in its block is a number, not a point's.
        if label and trim(text, label.end, block.end).end > label.end:
            labels_by_start[label.start] = label
    first_label = declared_number or labels_by_start.get(block.start)
    for label in labels_within(text, block.start, block.end, first_label):
        labels_by_start.setdefault(label.start, label)
    yield from (labels_by_start[label_start] for label_start in sorted(labels_by_start))


def _declared_number(text: str, block: Block) -> Label | None:
    """Return the number that the block's format declares, if it is one that can be read."""
    start = text.rfind(block.number, 0, block.start) if block.number else -1
    return declared_label(block.number, start, start + len(block.number)) if block.number and start >= 0 else None


def _labels_behind(text: str, label: Label, end: int) -> Iterator[Label]:
    """Yield the labels in brackets directly behind another: "3. (a) The Act", "(1)(a)(i) The Act", "1.—(1) The Act"."""
    inner_label: Label | None = label
    while inner_label:
        label_start = trim(text, inner_label.end, end).start
        label_start += text.startswith(_DASHED, label_start, end)
        on_same_line = "\n" not in text[inner_label.end : label_start]
        inner_label = find_label(text, label_start, end) if on_same_line and text.startswith("(", label_start) else None
        if inner_label and trim(text, inner_label.end, end).end > inner_label.end:
            yield inner_label


def _candidates(text: str, blocks: Sequence[Block], places: Sequence[_LabelPlace]) -> list[LabelCandidate]:
    candidates, previous_index = [], -1
    for label, block, index in ((place.label, blocks[place.block], place.block) for place in places):
        headed = block.kind is BlockKind.HEADING or any(
            _is_heading(text, above) for above in blocks[previous_index + 1 : index]
        )
        could_head = block.kind is BlockKind.HEADING or _is_short_line(text, label.end, block.end)
        deeper_list = f"level {block.level}" if block.kind is BlockKind.LIST_ITEM and block.level else ""
        candidates.append(LabelCandidate(label, headed, deeper_list or (HEADINGS if could_head else "")))
        previous_index = index
    return candidates


def _is_short_line(text: str, start: int, end: int) -> bool:
    """Return whether words behind a label could be a heading; a long text is not searched for each label in it."""
    return end - start <= LONGEST_HEADING and looks_like_heading(text, start, end)


def _is_heading(text: str, block: Block) -> bool:
    return block.kind is BlockKind.HEADING or (
        block.kind is BlockKind.PARAGRAPH and _is_short_line(text, block.start, block.end)
    )


def _cut_block(
    text: str, block: Block, chosen: Sequence[ChosenLabel], unbelieved: str | None
) -> Iterator[LabelledPiece]:
    """Yield a block as one piece, or as several where it holds believed labels beyond its start.

    ``unbelieved`` is the number at its start that is no label.
    """
    outer = _start_with_number(text, block)
    first_label = next((c for c in chosen if c.label.start <= block.start), None)
    starts = [c.label.start for c in chosen if c is not first_label]
    ends = [*starts, block.end]
    first_span = trim(text, first_label.label.end if first_label else outer, ends[0])
    if first_span.start == first_span.end and starts:
        # A number and its part, "3. (a)": what the number numbers is the text of its parts.
        first_span = Span(ends[0], ends[0])
    if first_label:
        yield _piece(block, first_label.label.start, first_span, first_label)
    else:
        yield _piece(block, outer, first_span, None, unbelieved)
    for c, piece_end in zip([c for c in chosen if c is not first_label], ends[1:], strict=True):
        yield _piece(block, c.label.start, trim(text, c.label.end, piece_end), c)


def _piece(
    block: Block, outer: int, span: Span, chosen: ChosenLabel | None, unbelieved: str | None = None
) -> LabelledPiece:
    return LabelledPiece(
        kind=block.kind,
        outer=outer,
        start=span.start,
        end=span.end,
        level=block.level,
        page=block.page,
        question=block.question,
        chosen=chosen,
        unbelieved=unbelieved,
        table=block.table,
    )


def _start_with_number(text: str, block: Block) -> int:
    """Return a block's start, its number included: a number that nobody believed is one of its words."""
    start = text.rfind(block.number, 0, block.start) if block.number else -1
    return start if start >= 0 else block.start

"""Boxes of a form: what is ticked is an answer to be counted, what is not is nothing that anybody said.

A line is one of boxes where every stretch between them is short. Ticks and black squares also stand before the items of
a list, so they are boxes only beside an empty one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest

from analysis.model import BlockKind
from analysis.splitting.forms.stray_marks import with_stray_marks
from analysis.splitting.forms.table_cells import row_cells
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import WORD, Span, lines, trim, words

OPTION_WORDS = 16
"""What a form offers to tick is shorter; who writes more behind a box says something."""

_HOLLOW = "□❏❐❑❒○◯❍"
_PLAIN = re.compile(rf"[{_HOLLOW}■●◉⦿✓✔✕✖✗✘]")
"""Signs that also stand before the items of lists."""

_UNTICKED = r"(?:\[ ?\]|\( \)|[☐□])"
_BOX = re.compile(
    rf"{_UNTICKED} ?[xX✓✔√](?!\S)|(?:(?<![^\n\t])[xX✓✔√][ \t]{{0,8}}|(?<=\s)[xX✓✔√]){_UNTICKED}"
    rf"|\[ {{0,3}}\]|\[ ?[xX✓✔√/] ?\]|\( {{1,3}}\)|\( ?[xX✓✔√/] ?\)|[☐☑☒]|{_PLAIN.pattern}"
)
"""Boxes, and a cross that missed the one before or behind it."""

_EMPTY = re.compile(rf"\[ {{0,3}}\]|\( {{1,3}}\)|[☐{_HOLLOW}]")

_WIDE = re.compile(r"[\[(] (?: {1,2}|[xX✓✔√/] )[\])]|\[ {2,3}\]")
"""Brackets with more room than a box needs: boxes only beside an empty one, elsewhere "f( x )"."""

_IN_PLACE = re.compile(
    r"(?:(?<= {3})|(?<=\t)|(?<!\S)(?=\S\s+(?:yes|no|(?:dis)?agree|support|oppose|not sure|don['’]t know)"
    rf"\s*(?:$|[\n\t☐{_HOLLOW}\[(])))[xX✓✔√](?=\s+\w)",
    re.IGNORECASE,
)
"""A cross that somebody typed in place of a box: far from the words before it, or at nothing but a plain answer."""

SEVERAL = 2
"""Answers to choose from, and the cells of a row that offers one."""

_CROSS = re.compile(r"[xX✓✔√]")
_AT_BOXES = (Given.TICKED, Given.IN_DOUBT, Given.OPTION, Given.BOX)
_NEXT_LINE = re.compile(r"\t*\n+(?P<line>[^\n]*)")
_SIGN = re.compile(rf"{_BOX.pattern}|{_CROSS.pattern}")
_FREE_TEXT = re.compile(r"[^:]{0,60}\b(?:other|specify|state|describe|explain)\b[^:]{0,60}:", re.IGNORECASE)
"""What a form puts before words of the respondent's own: "Other (please specify):"."""

_OF_WORDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.HEADING)
_SEPARATORS = " \t\n/|,;*_"
_ASKS = re.compile(
    r"(?!(?:option|choice|alternative|scenario|variante?|opsiwn) \w{1,3}:[^?:]*$).*[?:]", re.DOTALL | re.IGNORECASE
)
"""A question on the line of its boxes; "Option A: keep the stop" is what one of them stands for."""


def is_of_boxes(piece: LabelledPiece) -> bool:
    """Return whether a piece is what stands at a box, or a row of a grid."""
    return piece.given in (*_AT_BOXES, Given.STATEMENT, Given.MARKED)


def cut_crosses(text: str, rows: Sequence[LabelledPiece]) -> list[LabelledPiece] | None:
    """Return the answers of a table of which some have a cross in the cell beside them; None for any other table.

    They stand below each other, or several with their cells in one row.
    """
    cells = [row_cells(text, row) for row in rows]
    pairs = [(row, pair) for row, row_of_cells in zip(rows, cells, strict=True) for pair in _pairs(row_of_cells)]
    crosses = [[cell for cell in pair if _CROSS.fullmatch(text, *cell)] for _, pair in pairs]
    are_paired = len(pairs) >= SEVERAL and all(len(row_of_cells) % 2 == 0 for row_of_cells in cells)
    is_choice = all(_is_choice(text, pair, crossed) for (_, pair), crossed in zip(pairs, crosses, strict=True))
    if not are_paired or not any(crosses) or not is_choice:
        return None
    return [
        _part(row, cell, Given.OPTION if cell in crossed or not crossed else Given.TICKED)
        for (row, pair), crossed in zip(pairs, crosses, strict=True)
        for cell in pair
        if WORD.search(text, *cell)
    ]


def cut_scale(text: str, rows: Sequence[LabelledPiece]) -> list[LabelledPiece] | None:
    """Return the answers of a table of two rows, names above nothing but marks; None for any other table."""
    names = row_cells(text, rows[0])
    behind = _NEXT_LINE.match(text, rows[0].end)
    if behind is None or len(rows) > 2 or (len(rows) == 2 and rows[1].end > behind.end()):
        return None
    marks = [mark.strip() for mark in behind["line"].split("\t")]
    ticked = [bool(mark) and not _EMPTY.fullmatch(mark) for mark in marks]
    are_marks = all(not is_ticked or _SIGN.fullmatch(mark) for mark, is_ticked in zip(marks, ticked, strict=True))
    is_scale = SEVERAL <= len(names) == len(marks) and any(ticked) and are_marks
    if not is_scale or not all(_is_choice(text, [name], []) for name in names):
        return None
    given = (Given.TICKED if is_ticked else Given.OPTION for is_ticked in ticked)
    return [_part(rows[0], name, kind) for name, kind in zip(names, given, strict=True)]


def _pairs(cells: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    return zip(cells[::2], cells[1::2], strict=False)


def _is_choice(text: str, cells: Sequence[Span], crosses: Sequence[Span]) -> bool:
    """Return whether a row is an answer and the cell for its cross."""
    answers = [cell for cell in cells if cell not in crosses and WORD.search(text, *cell)]
    is_short = len(answers) == 1 and len(words(text[answers[0].start : answers[0].end])) <= OPTION_WORDS
    return len(crosses) <= 1 and is_short


def has_boxes(text: str, start: int, end: int) -> bool:
    """Return whether a stretch of text holds a box to tick."""
    return any(not _PLAIN.fullmatch(match.group()) for match in _BOX.finditer(text, start, end))


def cut_at_boxes(text: str, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, lines of boxes cut into the answers that are ticked and those that are not."""
    parts = [part for piece in pieces for part in _cut_piece(text, piece)]
    return list(_cut_codes(text, list(with_stray_marks(text, parts))))


_CODE = re.compile(r".*\S(?P<code>\s*\((?P<number>\d{1,2})\))", re.DOTALL)
"""The code that a survey tool prints behind a choice: "No (2)"."""


def _cut_codes(text: str, pieces: Sequence[LabelledPiece]) -> Iterator[LabelledPiece]:
    """Yield the pieces, the codes behind the choices of a question cut off where they count them."""
    for is_box, run in groupby(pieces, key=lambda piece: piece.given in _AT_BOXES):
        parts = list(run)
        codes = [_CODE.fullmatch(text, part.start, part.end) for part in parts] if is_box else []
        numbers = [int(code["number"]) for code in codes if code]
        are_counted = len(numbers) >= SEVERAL and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        for part, code in zip(parts, codes if are_counted else [None] * len(parts), strict=True):
            yield replace(part, end=code.start("code")) if code else part
            if code:
                yield _part(part, trim(text, *code.span("code")), Given.BOX)


def _cut_piece(text: str, piece: LabelledPiece) -> list[LabelledPiece]:
    may_have_boxes = piece.kind in _OF_WORDS and piece.given in (None, Given.ANSWER)
    if not may_have_boxes or not _BOX.search(text, piece.start, piece.end):
        return [piece]
    parts: list[LabelledPiece] = []
    for line_span in lines(text, piece.start, piece.end):
        span = trim(text, *line_span)
        cut = _cut_line(text, piece, span)
        if not cut and parts and parts[-1].given is piece.given:
            parts[-1] = replace(parts[-1], end=span.end)
        else:
            parts += cut or [_part(piece, span, piece.given)]
    worded = [part for part in parts if WORD.search(text, part.start, part.end)]
    if all(part.given is piece.given for part in worded):
        return [piece]
    if worded[0].given is piece.given:
        worded[0] = replace(piece, end=worded[0].end)
    elif piece.outer < piece.start:
        worded[0] = replace(worded[0], outer=piece.outer)
    return worded


def _part(piece: LabelledPiece, span: Span, given: Given | None) -> LabelledPiece:
    bare_piece = replace(piece, kind=BlockKind.PARAGRAPH, level=0, chosen=None, unbelieved=None)
    return replace(bare_piece, outer=span.start, start=span.start, end=span.end, given=given)


def _cut_line(text: str, piece: LabelledPiece, line: Span) -> list[LabelledPiece]:
    """Return the parts of a line of boxes, in order; none for any other line."""
    boxes = [Span(*match.span()) for match in _BOX.finditer(text, *line)]
    signs = [text[box.start : box.end] for box in boxes]
    if any(map(_WIDE.fullmatch, signs)) and (len(boxes) < SEVERAL or not any(map(_EMPTY.fullmatch, signs))):
        return []
    if not boxes or (all(map(_PLAIN.fullmatch, signs)) and (len(boxes) == 1 or not any(map(_EMPTY.fullmatch, signs)))):
        return []
    leads = WORD.search(text, boxes[-1].end, line.end) is not None
    if leads and all(map(_EMPTY.fullmatch, signs)):
        crosses = [Span(*match.span()) for match in _IN_PLACE.finditer(text, *line)]
        boxes = sorted([*boxes, *crosses]) if len(crosses) == 1 else boxes
    boxes = list(_with_words(text, boxes, line.end)) if leads else boxes
    question_end = boxes[0].start if leads else _question_end(text, line.start, boxes[0].start)
    edges = [*(box.start for box in boxes), line.end] if leads else [question_end, *(box.end for box in boxes)]
    options = [trim(text, *span) for span in pairwise(edges)]
    if any(len(words(text[option.start : option.end])) > OPTION_WORDS for option in options):
        return []
    parts = [part for option, box in zip(options, boxes, strict=True) for part in _option(text, piece, option, box)]
    question = trim(text, line.start, question_end)
    asked = [_part(piece, question, piece.given)] if WORD.search(text, *question) else []
    return [*asked, *sorted(parts, key=lambda part: part.start)]


def _with_words(text: str, boxes: Sequence[Span], line_end: int) -> Iterator[Span]:
    """Yield the boxes before answers, but for ticks with no words behind them, which are marks of the answer before."""
    for box, following in zip_longest(boxes, boxes[1:]):
        is_empty = _EMPTY.fullmatch(text, *box) is not None
        if is_empty or WORD.search(text, box.end, following.start if following else line_end):
            yield box


def _question_end(text: str, start: int, first_box: int) -> int:
    """Return where a question ends that stands before its first answer on one line."""
    match = _ASKS.match(text[start:first_box])
    return start + match.end() if match else start


def _option(text: str, piece: LabelledPiece, option: Span, box: Span) -> Iterator[LabelledPiece]:
    """Yield what a box stands for, and the respondent's own words behind "Other, please specify:"."""
    start, end = (box.end, option.end) if option.start == box.start else (option.start, box.start)
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while end > start and text[end - 1] in _SEPARATORS:
        end -= 1
    free_text = _FREE_TEXT.match(text, start, end)
    if free_text:
        yield _part(piece, trim(text, free_text.end(), end), Given.ANSWER)
        end = free_text.end()
    # Typed boxes ("[x]") hold letters, and are accounted for by themselves.
    yield _part(piece, box, Given.BOX)
    is_ticked = _EMPTY.fullmatch(text, *box) is None
    yield _part(piece, Span(start, end), Given.TICKED if is_ticked else Given.OPTION)

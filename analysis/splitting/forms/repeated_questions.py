"""Repeated questions: cut apart from the answers in the same paragraph, or the same row of a form.

The rule for paragraphs: *where the words from a line's start up to the end of a sentence, a line or a cell repeat a
question of the consultation, they are the question, and what follows is the answer.* For rows of a table: *a cell
asks if it repeats a question, has the number of one before it, ends in a question mark or stands in the column that
the table's head calls the questions'; the cells behind it answer, or the rows of one cell below it do.* A row that only
ends in a question mark is believed where ``SEVERAL`` do, and they make half the table: data may ask in passing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from analysis.model import BlockKind, Question
from analysis.splitting import questions
from analysis.splitting.forms.answer_grids import cut_grid
from analysis.splitting.forms.answer_lines import is_answer_line
from analysis.splitting.forms.bilingual_tables import cut_bilingual
from analysis.splitting.forms.comment_tables import cut_comments
from analysis.splitting.forms.form_questions import is_detail
from analysis.splitting.forms.form_rows import (
    NUMBER,
    OUTLINE_NUMBER,
    FormRow,
    asks_for_words,
    begins_with_detail,
    is_nested,
    is_row,
    numbered_above_answers,
    numbered_question,
    with_limits,
)
from analysis.splitting.forms.opposed_columns import cut_opposed
from analysis.splitting.forms.signature_tables import cut_signatures
from analysis.splitting.forms.table_cells import row_cells
from analysis.splitting.forms.tick_boxes import cut_crosses, cut_scale, has_boxes
from analysis.splitting.labelled_pieces import Given, LabelledPiece, start_of_form
from analysis.splitting.labels.tabbed_columns import COLUMN_GAP
from analysis.splitting.merge_blocks import is_long_row
from analysis.splitting.phrases import furniture_lines
from analysis.splitting.phrases.form_phrases import DETAIL_ROW
from analysis.text import WORD, Span, lines, trim, words

SEVERAL = 2  # rows of a table that ask make it a form
BETWEEN_ROWS = (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.COMMENT)
"""Blocks that stand between two rows where a table goes over the end of a page."""

HEAD_WORDS = 4
"""Words of a cell that heads a column."""

MOST_NESTED = 100
"""Rows of tables within one cell."""

CHOICE_WORDS = 2
"""Words of a cell that heads the answers to choose from, beside one that is called "Question": "Agree?"."""

_ENDS = re.compile(r"[?.!:][\"'”’)*_]*(?=\s|$)|(?=[\n\t])|$")
"""Where a restated question may end."""

FIRST_WORDS, _MOST_ENDS = 40, 12
"""Characters in which a restated question comes to its first word: its number, or "Question", may stand before; and
sentences, of which a question has fewer."""

_HEAD = re.compile(
    r"(?:no\.?|nr\.?|number|ref(?:erence)?|id|#|questions?(?: (?:no\.?|number))?|(?:your |our )?(?:responses?|answers?"
    r"|repl(?:y|ies)|comments?|views?)|clauses?|sections?|paragraphs?|paras?|pages?|chapters?|lines?|topics?|themes?"
    r"|issues?|proposals?|recommendations?|reasons?|(?:suggested|proposed) (?:changes?|amendments?|wording))\W*$",
    re.IGNORECASE,
)
_ASKING_HEAD = re.compile(r"questions?\W*$", re.IGNORECASE)
_TICK = re.compile(r"[xX]\W*\Z")
"""A cell of a column "Yes" or "No" in which somebody has put a cross."""

_CHOSEN = re.compile(r"[✓✔](?=\W*\Z)|(?<![^\n\t])[✓✔]")
"""A tick before or behind one of several answers that stand in cells of their own: "Yes ✓", "No"."""


def separate_answers(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> list[LabelledPiece]:
    """Return the pieces, those that hold a question and its answer cut into both.

    Below the questions of a form's export nothing is cut: there the form says which words are the answer.
    """
    form_start = start_of_form(pieces)
    return [*_separate(text, pieces[:form_start], asked), *pieces[form_start:]]


def _separate(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> list[LabelledPiece]:
    separated: list[LabelledPiece] = []
    head: list[LabelledPiece] = []
    i = 0
    while i < len(pieces):
        table_end = _table_end(pieces, i)
        if table_end > i:
            rows = [piece for piece in pieces[i:table_end] if not is_nested(piece, pieces[i])]
            nested = [piece for piece in pieces[i:table_end] if is_nested(piece, pieces[i])]
            cut_rows = _cut_going_on(text, head, rows, asked)
            heads = takewhile(lambda row: row.given is Given.HEAD, cut_rows)
            head = [row for row, _ in zip(rows, heads, strict=False)] or head
            nested_rows = _separate(text, nested, asked) if nested else []
            separated += sorted([*cut_rows, *nested_rows], key=lambda piece: piece.outer) if nested else cut_rows
            i = table_end
        else:
            separated += _cut_paragraph(text, pieces[i], asked)
            head = head if pieces[i].kind in BETWEEN_ROWS else []
            i += 1
    return separated


def _cut_going_on(
    text: str, head: Sequence[LabelledPiece], rows: Sequence[LabelledPiece], asked: Sequence[Question]
) -> list[LabelledPiece]:
    """Return the rows of a table cut, below the head of the one directly above where it goes on without its own."""
    cut_rows = list(_cut_table(text, rows, asked))
    widths = {len(row_cells(text, row)) for row in (*head[-1:], *rows) if is_row(row)}
    if not head or len(widths) > 1 or any(row.given is Given.HEAD for row in cut_rows):
        return cut_rows
    below_head = list(_cut_table(text, [*head, *rows], asked))
    is_headed = all(row.given is Given.HEAD for row in below_head[: len(head)])
    return below_head[len(head) :] if is_headed else cut_rows


def _table_end(pieces: Sequence[LabelledPiece], first: int) -> int:
    """Return the index behind a table that begins with a piece: its rows and paragraphs, and page ends between."""
    table, table_end = pieces[first].table, first
    for i in range(first, len(pieces)):
        is_between = pieces[i].kind in BETWEEN_ROWS or is_nested(pieces[i], pieces[first])
        if pieces[i].table == table and (table is not None or is_row(pieces[i])):
            table_end = i + 1
        elif table is None or not is_between or i - table_end >= MOST_NESTED:
            break
    return table_end


# Paragraphs -----------------------------------------------------------------------------------------------------------


def _cut_paragraph(text: str, piece: LabelledPiece, asked: Sequence[Question]) -> Iterator[LabelledPiece]:
    is_prose = piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)
    question_spans = list(_restated_questions(text, piece, asked)) if is_prose and asked else []
    if is_prose and not question_spans:
        question_spans = list(_question_before_tab(text, piece))
    if not question_spans:
        yield piece
        return
    position, answer = piece.start, piece
    for span in question_spans:
        yield from _answer_piece(text, answer, position, span.start)
        is_first = span.start == piece.start
        outer, chosen = (piece.outer, piece.chosen) if is_first else (span.start, None)
        key = questions.match_key(chosen.label.cites, asked) if chosen and chosen.label.cites else None
        question = replace(answer, outer=outer, start=span.start, end=span.end, chosen=chosen, question=key)
        yield replace(question, given=Given.QUESTION)
        position = span.end
        answer = _as_answer(piece)
    yield from _answer_piece(text, answer, position, piece.end)


def _as_answer(piece: LabelledPiece) -> LabelledPiece:
    """Return a piece as the answer that is cut from it."""
    answer = replace(piece, kind=BlockKind.PARAGRAPH, level=0, given=Given.ANSWER)
    return replace(answer, question=None, chosen=None, unbelieved=None)


def _question_before_tab(text: str, piece: LabelledPiece) -> Iterator[Span]:
    """Yield the question behind its number and before a tab: "Q2. Why?", with the answer in the next column."""
    tab_start = text.find("\t", piece.start, piece.end)
    if piece.label and piece.label.cites and tab_start >= 0 and questions.asks(text[piece.start : tab_start]):
        yield trim(text, piece.start, tab_start)


def _answer_piece(text: str, piece: LabelledPiece, start: int, end: int) -> Iterator[LabelledPiece]:
    """Yield the words before, between or behind the questions; those before the first keep the paragraph's number."""
    start, end = trim(text, start, end)
    if not WORD.search(text, start, end):
        return
    if furniture_lines.FORM_FIELD.match(text[start:end]):
        piece = replace(piece, given=None)
    yield replace(piece, outer=piece.outer if start == piece.start else start, start=start, end=end)


def _restated_questions(text: str, piece: LabelledPiece, asked: Sequence[Question]) -> Iterator[Span]:
    """Yield the spans of questions that a paragraph repeats while it says something else besides."""
    reached, openings = piece.start, {words(question.text)[0] for question in asked if WORD.search(question.text)}
    for line_span in lines(text, piece.start, piece.end):
        start = trim(text, line_span.start, line_span.end).start
        begins = words(text[start : start + FIRST_WORDS])
        if start < reached or openings.isdisjoint(begins) or not text[start : start + 4].strip("*_“\"' ")[:1].isupper():
            continue
        question_end = _end_of_question(text, start, piece.end, asked)
        text_behind = text[question_end : piece.end] if question_end else ""
        if question_end and start == piece.start and questions.is_instruction(text_behind):
            # The step that sees whole paragraphs knows it, or knows all but what the form adds.
            if text_behind.strip():
                yield Span(start, piece.end)
            return
        if question_end:
            reached = question_end
            yield Span(start, question_end)


def _end_of_question(text: str, start: int, end: int, asked: Sequence[Question]) -> int | None:
    """Return the end of a question that begins at an offset: where its words are most like one."""
    search_length = 2 * max(len(question.text) for question in asked) + HEAD_WORDS * 10
    best_share, best_end = 0.0, None
    for count, end_match in enumerate(_ENDS.finditer(text, start, min(end, start + search_length))):
        likeness = questions.likeness(text[start : end_match.end()], asked)
        if likeness and likeness[0] > best_share:
            best_share, best_end = likeness[0], end_match.end()
        if count == _MOST_ENDS:
            break
    return best_end


# Rows -----------------------------------------------------------------------------------------------------------------


def _cut_table(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> Iterator[LabelledPiece]:
    known_table = cut_scale(text, pieces) or cut_grid(text, pieces) or cut_opposed(text, pieces)
    known_table = known_table or cut_bilingual(text, pieces) or cut_signatures(text, pieces)
    if known_table:
        yield from known_table
        return
    cells = [_split_cells(text, piece) for piece in pieces]
    are_heads = _are_column_heads(text, cells[0])
    column = _asking_column(text, cells[0]) if are_heads else None
    rows = [_parse_row(text, piece, row, asked, column) for piece, row in zip(pieces, cells, strict=True)]
    numbered = numbered_above_answers(text, rows)
    rows = [replace(row, asks=len(row.cells), sure=True) if i in numbered else row for i, row in enumerate(rows)]
    asking = [row for row in rows if row.asks]
    is_form = len(asking) >= SEVERAL and len(asking) * 2 >= sum(map(is_row, pieces))
    rows = [row if row.sure or is_form else replace(row, asks=0) for row in rows]
    if any(begins_with_detail(text, row) for row in rows):
        rows = [replace(row, asks=1, sure=True) if asks_for_words(text, row) else row for row in rows]
        asking = [row for row in rows if row.asks]
    first_asking = next((i for i, row in enumerate(rows) if row.asks), len(rows))
    comments = cut_comments(text, pieces[:first_asking])
    is_headed = len(pieces) == 1 or column is not None or any(is_long_row(text, row) for row in pieces[1:])
    headed = numbered[:1] == [1] or (are_heads and is_headed)
    if comments:
        yield from comments
    elif headed:
        yield replace(pieces[0], given=Given.HEAD)
    yield from _cut_rows(text, rows[first_asking if comments else headed :], asked, bool(asking))


def _cut_rows(text: str, rows: Sequence[FormRow], asked: Sequence[Question], in_form: bool) -> Iterator[LabelledPiece]:
    """Yield the rows of a table, questions cut from answers; a table of comments may stand in an answer."""
    open_question = False
    in_form = in_form or (len(rows) >= SEVERAL and all(begins_with_detail(text, row) for row in rows))
    for asks, run in groupby(rows, key=lambda row: row.asks > 0):
        run_rows = list(run)
        run_pieces = [row.piece for row in run_rows]
        known_rows = None if asks else cut_crosses(text, run_pieces) or cut_comments(text, run_pieces)
        yield from known_rows or ()
        for row in () if known_rows else run_rows:
            if row.piece.kind in BETWEEN_ROWS:
                yield row.piece
            elif not asks and is_row(row.piece) and (crossed := cut_crosses(text, [row.piece])):
                yield from crossed
            elif _is_detail_row(text, row, asked, in_form):
                yield replace(row.piece, given=Given.DETAIL)
            elif asks:
                yield from _cut_row(text, row)
                open_question = row.asks == len(row.cells)
            elif open_question and not is_row(row.piece):
                yield replace(row.piece, given=_given_below(text, row.piece))
            elif open_question:
                yield from _cut_answer_row(text, row)
                open_question = False
            elif in_form and _answers_below(text, row):
                yield from _cut_answer_row(text, row)
            else:
                yield from [row.piece] if is_row(row.piece) else _cut_paragraph(text, row.piece, asked)


def _is_detail_row(text: str, row: FormRow, asked: Sequence[Question], in_form: bool) -> bool:
    """Return whether a row is one about the respondent, and none of the consultation's questions."""
    if not row.cells or (row.key and row.key in [question.key for question in asked]):
        return False
    cell = row.cells[max(0, row.asks - 1)]
    cell_text = text[cell.start : cell.end]
    return is_detail(cell_text) or (
        in_form and (len(row.cells) > 1 or is_row(row.piece)) and DETAIL_ROW.match(cell_text) is not None
    )


def _split_cells(text: str, piece: LabelledPiece) -> tuple[Span, ...]:
    """Return the cells of a row that hold a word, its number among them."""
    if text.startswith("|", piece.outer):
        return with_limits(text, [cell for cell in row_cells(text, piece) if WORD.search(text, *cell)])
    gaps = [match.span() for match in COLUMN_GAP.finditer(text, piece.outer, piece.end)]
    starts = [piece.outer, *(end for _, end in gaps)]
    spans = (trim(text, a, b) for a, b in zip(starts, [*(start for start, _ in gaps), piece.end], strict=True))
    return with_limits(text, [span for span in spans if WORD.search(text, *span)])


def _are_column_heads(text: str, cells: Sequence[Span]) -> bool:
    """Return whether a row only says what stands below it: "No.", "Question", "Response"."""
    cell_texts = [text[cell.start : cell.end] for cell in cells]
    has_question = any(map(_ASKING_HEAD.match, cell_texts))
    return len(cell_texts) > 1 and all(
        len(words(cell)) <= HEAD_WORDS and (_HEAD.match(cell) or (has_question and len(words(cell)) <= CHOICE_WORDS))
        for cell in cell_texts
    )


def _asking_column(text: str, cells: Sequence[Span]) -> int | None:
    """Return the column that a table's head calls the questions'; where it is the last, the rows below answer."""
    return next((i for i, cell in enumerate(cells) if _ASKING_HEAD.match(text[cell.start : cell.end])), None)


def _parse_row(
    text: str, piece: LabelledPiece, cells: tuple[Span, ...], asked: Sequence[Question], column: int | None
) -> FormRow:
    if piece.kind in BETWEEN_ROWS:
        return FormRow(piece, cells)
    cell_texts = [COLUMN_GAP.split(text[cell.start : cell.end])[0] for cell in cells]
    key = numbered_question(cell_texts[0], asked) if cell_texts else None
    # The number may stand in a cell of its own before the question.
    asking_cell = 1 if key and len(cells) > 1 and (len(cells) > 2 or questions.asks(cell_texts[1])) else 0
    has_words = any(word.isalpha() and len(word) > 1 for cell in cell_texts[bool(key) :] for word in words(cell))
    if not has_words:
        # "Q1", "12", "14": figures of a quarter.
        return FormRow(piece, cells)
    repeated_key = questions.repeated_key(cell_texts[asking_cell], asked)
    cited_key = questions.cited_key(cell_texts[0], asked)
    # A paragraph in a cell may cite the question that it answers.
    if repeated_key or (cited_key and (is_row(piece) or questions.asks(cell_texts[0]))):
        return FormRow(piece, cells, asking_cell + 1, sure=True, key=repeated_key or key or cited_key)
    is_numbered = NUMBER.match(cell_texts[0]) or OUTLINE_NUMBER.match(cell_texts[0])
    if column is not None and (len(cells) > column + 1 or (is_numbered and len(cells) == column + 1)):
        return FormRow(piece, cells, column + 1, sure=True, key=key)
    is_prompt = len(cells) > asking_cell + 1 and furniture_lines.FORM_FIELD.match(cell_texts[asking_cell]) is not None
    if is_row(piece) and (is_prompt or questions.asks(cell_texts[asking_cell])):
        is_sure = has_boxes(text, cells[asking_cell].end, piece.end)
        return FormRow(piece, cells, asking_cell + 1, sure=is_sure, key=key)
    return FormRow(piece, cells)


def _cut_row(text: str, row: FormRow) -> Iterator[LabelledPiece]:
    question = row.cells[row.asks - 1]
    # A restated question and its answer may stand in one cell.
    start = row.piece.start if row.piece.start < question.end else question.start
    yield replace(row.piece, start=start, end=question.end, question=row.key, given=Given.QUESTION)
    answer = _as_answer(row.piece)
    if has_boxes(text, question.end, row.piece.end):
        boxes = trim(text, question.end, row.piece.end)
        yield replace(answer, outer=boxes.start, start=boxes.start, end=boxes.end)
        return
    answer_spans = list(_answer_spans(text, row.cells[row.asks :]))
    closed = [span for span in answer_spans if _CHOSEN.search(text, *span) or _is_closed(text, span)]
    is_choice = len(closed) > 1 and any(_CHOSEN.search(text, *span) for span in closed)
    for span in answer_spans:
        given = Given.TICKED if _TICK.match(text, *span) else Given.ANSWER
        if is_choice and span in closed:
            given = Given.TICKED if _CHOSEN.search(text, *span) else Given.OPTION
        yield replace(answer, outer=span.start, start=span.start, end=span.end, given=given)


def _cut_answer_row(text: str, row: FormRow) -> Iterator[LabelledPiece]:
    """Yield the answer in the row below its question, without the form's own "Answer" or "Reasons" before it."""
    answer = _as_answer(row.piece)
    if not _answers_below(text, row):
        yield answer
        return
    yield replace(answer, end=row.cells[0].end, given=Given.HEAD)
    if len(row.cells) > 1:
        yield replace(answer, outer=row.cells[1].start, start=row.cells[1].start)


def _given_below(text: str, piece: LabelledPiece) -> Given:
    return Given.HEAD if is_answer_line(text[piece.start : piece.end]) else Given.ANSWER


def _answers_below(text: str, row: FormRow) -> bool:
    """Return whether a row's first cell only says that the answer follows."""
    is_first = bool(row.cells) and row.cells[0].start == row.piece.start
    return is_first and is_row(row.piece) and is_answer_line(text[row.cells[0].start : row.cells[0].end])


def _answer_spans(text: str, cells: Sequence[Span]) -> Iterator[Span]:
    """Yield what answers a row's question: a "Yes" or a tick in a cell of its own, and the paragraphs of the others."""
    closed = 0
    while closed < len(cells) and _is_closed(text, cells[closed]):
        yield cells[closed]
        closed += 1
    if closed < len(cells):
        paragraphs = (trim(text, *line) for line in lines(text, cells[closed].start, cells[-1].end))
        yield from (span for span in paragraphs if WORD.search(text, *span))


def _is_closed(text: str, cell: Span) -> bool:
    return questions.is_closed_answer(text[cell.start : cell.end]) or _TICK.match(text, *cell) is not None

"""Questions that stand in one paragraph, or in one row of a form, with their answers: cut apart.

The rule for paragraphs: *where the words from a line's start up to the end of a sentence, a line or a cell repeat a
question of the consultation, they are the question, and what follows is the answer.* For rows of a table: *a cell
asks if it repeats a question, has the number of one before it, ends in a question mark or stands in the column that
the table's head calls the questions'; the cells behind it answer.* A row that only ends in a question mark is
believed where ``SEVERAL`` do, and they make half the table: a table of data may ask something in passing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind, Question
from analysis.splitting import furniture_lines, questions
from analysis.splitting.form_questions import is_detail
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.splitting.merge_blocks import is_long_row
from analysis.splitting.tabbed_columns import APART
from analysis.text import WORD, Span, lines, trim, words

SEVERAL = 2
"""So many rows of a table that ask make it a form."""

HEAD_WORDS = 4
"""Words of a cell that heads a column."""

_ENDS = re.compile(r"[?.!:][\"'”’)*_]*(?=\s|$)|(?=[\n\t])|$")
"""Where a restated question may end."""

FIRST_WORDS = 40
"""Characters in which a restated question comes to its first word: its number, or "Question", may stand before."""

_MOST_ENDS = 12
"""A question of more sentences is not looked for to its end."""

_HEAD = re.compile(
    r"(?:no\.?|nr\.?|number|ref(?:erence)?|#|questions?(?: (?:no\.?|number))?|(?:your |our )?(?:responses?|answers?"
    r"|repl(?:y|ies)|comments?|views?)|clauses?|sections?|paragraphs?|paras?|pages?|chapters?|lines?|topics?|themes?"
    r"|issues?|proposals?|recommendations?|reasons?|(?:suggested|proposed) (?:changes?|amendments?|wording))\W*$",
    re.IGNORECASE,
)
_ASKING_HEAD = re.compile(r"questions?\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(\d{1,3})[.):]?$")
_DETAIL = re.compile(
    r"(?:(?:your |full |first |last |sur)?names?|organi[sz]ation(?: name)?|(?:job )?title|position|role"
    r"|(?:e-?mail |postal )?address|e-?mail|telephone|phone|mobile|post ?code|date)"
    r"(?: of (?:the )?(?:organi[sz]ation|respondent))?\W*$",
    re.IGNORECASE,
)
"""What a form's row about the respondent begins with."""


def cut_apart(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> list[LabelledPiece]:
    """The pieces, those that hold a question and its answer cut into both.

    Below the questions of a form's export nothing is cut: there the form says which words are the answer.
    """
    form = next((i for i, piece in enumerate(pieces) if piece.kind is BlockKind.QUESTION), len(pieces))
    return [*_apart(text, pieces[:form], asked), *pieces[form:]]


def _apart(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> list[LabelledPiece]:
    found: list[LabelledPiece] = []
    i = 0
    while i < len(pieces):
        end = i
        while end < len(pieces) and pieces[end].kind is BlockKind.TABLE_ROW:
            end += 1
        if end > i:
            found += _table(text, pieces[i:end], asked)
            i = end
        else:
            found += _paragraph(text, pieces[i], asked)
            i += 1
    return found


# Paragraphs -----------------------------------------------------------------------------------------------------------


def _paragraph(text: str, piece: LabelledPiece, asked: Sequence[Question]) -> Iterator[LabelledPiece]:
    plain = piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)
    stated = list(_stated(text, piece, asked)) if plain and asked else []
    if plain and not stated:
        stated = list(_beside_its_answer(text, piece))
    if not stated:
        yield piece
        return
    at, own = piece.start, piece
    for span in stated:
        yield from _answer(text, own, at, span.start)
        first = span.start == piece.start
        outer, chosen = (piece.outer, piece.chosen) if first else (span.start, None)
        key = questions.key(chosen.label.cites, asked) if chosen and chosen.label.cites else None
        question = replace(own, outer=outer, start=span.start, end=span.end, chosen=chosen, question=key)
        yield replace(question, given=Given.QUESTION)
        at = span.end
        own = _unnumbered(piece)
    yield from _answer(text, own, at, piece.end)


def _unnumbered(piece: LabelledPiece) -> LabelledPiece:
    """What an answer is that is cut from a piece."""
    answer = replace(piece, kind=BlockKind.PARAGRAPH, level=0, given=Given.ANSWER)
    return replace(answer, question=None, chosen=None, unbelieved=None)


def _beside_its_answer(text: str, piece: LabelledPiece) -> Iterator[Span]:
    """The question behind its number and before a tab: "Q2. Why?", and the answer in the next column."""
    end = text.find("\t", piece.start, piece.end)
    if piece.label and piece.label.cites and end >= 0 and questions.asks(text[piece.start : end]):
        yield trim(text, piece.start, end)


def _answer(text: str, piece: LabelledPiece, start: int, end: int) -> Iterator[LabelledPiece]:
    """What stands before, between and behind the questions; what is before the first keeps the paragraph's number."""
    start, end = trim(text, start, end)
    if not WORD.search(text, start, end):
        return
    if furniture_lines.FORM_FIELD.match(text[start:end]):
        piece = replace(piece, given=None)
    yield replace(piece, outer=piece.outer if start == piece.start else start, start=start, end=end)


def _stated(text: str, piece: LabelledPiece, asked: Sequence[Question]) -> Iterator[Span]:
    """Where a paragraph repeats questions and says something else besides."""
    at, firsts = piece.start, {words(question.text)[0] for question in asked if WORD.search(question.text)}
    for line in lines(text, piece.start, piece.end):
        start = trim(text, line.start, line.end).start
        begins = words(text[start : start + FIRST_WORDS])
        if start < at or firsts.isdisjoint(begins) or not text[start : start + 4].strip("*_“\"' ")[:1].isupper():
            continue
        end = _end_of_question(text, start, piece.end, asked)
        rest = text[end : piece.end] if end else ""
        if end and start == piece.start and questions.is_instruction(rest):
            # The step that sees whole paragraphs knows it, or knows all but what the form adds.
            if rest.strip():
                yield Span(start, piece.end)
            return
        if end:
            at = end
            yield Span(start, end)


def _end_of_question(text: str, start: int, end: int, asked: Sequence[Question]) -> int | None:
    """Where a question ends that begins at an offset: the end up to which the words are most like one."""
    longest = 2 * max(len(question.text) for question in asked) + HEAD_WORDS * 10
    best, found = 0.0, None
    for count, match in enumerate(_ENDS.finditer(text, start, min(end, start + longest))):
        like = questions.likeness(text[start : match.end()], asked)
        if like and like[0] > best:
            best, found = like[0], match.end()
        if count == _MOST_ENDS:
            break
    return found


# Rows -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, its cells, how many of them ask, whether that is sure, and the question's key, if it has one."""

    piece: LabelledPiece
    cells: tuple[Span, ...]
    asks: int = 0
    sure: bool = False
    key: str | None = None


def _table(text: str, pieces: Sequence[LabelledPiece], asked: Sequence[Question]) -> Iterator[LabelledPiece]:
    cells = [_cells(text, piece) for piece in pieces]
    heads = _are_heads(text, cells[0])
    column = _asking_column(text, cells[0]) if heads else None
    headed = heads and (len(pieces) == 1 or column is not None or any(is_long_row(text, row) for row in pieces[1:]))
    if headed:
        yield replace(pieces[0], given=Given.HEAD)
    rows = [_row(text, piece, row, asked, column) for piece, row in zip(pieces, cells, strict=True)]
    asking = [row for row in rows if row.asks]
    form = len(asking) >= SEVERAL and len(asking) * 2 >= len(rows)
    open_question = False
    for row in rows[headed:]:
        if _is_detail(text, row, asked, bool(asking)):
            yield replace(row.piece, given=Given.DETAIL)
        elif row.asks and (row.sure or form):
            yield from _asked_and_answered(text, row)
            open_question = row.asks == len(row.cells)
        else:
            yield _unnumbered(row.piece) if open_question else row.piece
            open_question = False


def _is_detail(text: str, row: _Row, asked: Sequence[Question], in_form: bool) -> bool:
    """Whether a row is one about the respondent, and none of the consultation's questions."""
    if not row.cells or (row.key and row.key in [question.key for question in asked]):
        return False
    cell = row.cells[max(0, row.asks - 1)]
    said = text[cell.start : cell.end]
    return is_detail(said) or (in_form and len(row.cells) > 1 and _DETAIL.match(said) is not None)


def _cells(text: str, piece: LabelledPiece) -> tuple[Span, ...]:
    """The cells of a row that hold a word, its number among them."""
    ends = [match.span() for match in APART.finditer(text, piece.outer, piece.end)]
    starts = [piece.outer, *(end for _, end in ends)]
    spans = (trim(text, a, b) for a, b in zip(starts, [*(start for start, _ in ends), piece.end], strict=True))
    return tuple(span for span in spans if WORD.search(text, *span))


def _are_heads(text: str, cells: Sequence[Span]) -> bool:
    """Whether a row only says what stands below it: "No.", "Question", "Response"."""
    said = [text[cell.start : cell.end] for cell in cells]
    return len(said) > 1 and all(len(words(cell)) <= HEAD_WORDS and _HEAD.match(cell) for cell in said)


def _asking_column(text: str, cells: Sequence[Span]) -> int | None:
    """Which column the head of a table calls the questions'; the last is none, for nothing is behind it."""
    return next((i for i, cell in enumerate(cells[:-1]) if _ASKING_HEAD.match(text[cell.start : cell.end])), None)


def _row(
    text: str, piece: LabelledPiece, cells: tuple[Span, ...], asked: Sequence[Question], column: int | None
) -> _Row:
    said = [text[cell.start : cell.end] for cell in cells]
    number = _number(said[0], asked) if said else None
    # The number may stand in a cell of its own before the question.
    at = 1 if number and len(cells) > 1 and (len(cells) > 2 or questions.asks(said[1])) else 0
    worded = any(word.isalpha() and len(word) > 1 for cell in said[bool(number) :] for word in words(cell))
    if not worded:
        # "Q1", "12", "14": figures of a quarter.
        return _Row(piece, cells)
    same = questions.repeated(said[at], asked)
    cited = questions.cited(said[0], asked)
    if same or cited:
        return _Row(piece, cells, at + 1, sure=True, key=same or cited)
    if column is not None and len(cells) > column + 1:
        return _Row(piece, cells, column + 1, sure=True, key=number)
    if questions.asks(said[at]):
        return _Row(piece, cells, at + 1, key=number)
    return _Row(piece, cells)


def _number(cell: str, asked: Sequence[Question]) -> str | None:
    """The question that a cell names which holds no more than a number."""
    plain = _NUMBER.match(cell)
    return questions.key(f"Q{plain[1]}", asked) if plain else questions.names_only(cell, asked)


def _asked_and_answered(text: str, row: _Row) -> Iterator[LabelledPiece]:
    last = row.cells[row.asks - 1]
    # A restated question and its answer may stand in one cell.
    start = row.piece.start if row.piece.start < last.end else last.start
    yield replace(row.piece, start=start, end=last.end, question=row.key, given=Given.QUESTION)
    for span in _replies(text, row.cells[row.asks :]):
        yield replace(_unnumbered(row.piece), outer=span.start, start=span.start, end=span.end)


def _replies(text: str, cells: Sequence[Span]) -> Iterator[Span]:
    """What answers a row's question: a "Yes" in a cell of its own, and all that stands in the others."""
    closed = 0
    while closed < len(cells) and questions.is_closed_answer(text[cells[closed].start : cells[closed].end]):
        yield cells[closed]
        closed += 1
    if closed < len(cells):
        yield Span(cells[closed].start, cells[-1].end)

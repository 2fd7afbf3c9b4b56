"""Tracked changes in somebody else's draft: what was inserted is the response, and the draft is what it is about.

Word and LibreOffice show a respondent's own letter with a colleague's changes in the same way, so a paper counts as
somebody else's only where whole sentences were inserted, more words in them than in corrections of a few, and where
the rest neither greets nor signs off, and asks its reader or lays down what is to be. A form that was filled in with
changes tracked is read as any other: what was inserted is written into it as into a blank one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.model import BlockKind, Document
from analysis.splitting.labelled_pieces import LabelledPiece
from analysis.splitting.margin_comments import comment_role, lays_down
from analysis.splitting.phrases.letter_phrases import CLOSING, GREETING
from analysis.splitting.questions import asks
from analysis.splitting.split_state import LIKELY, UNSURE, Role, RoleAssignment, SplitState
from analysis.text import WORD, Span, trim, words

SENTENCE_WORDS = 8
"""What is inserted and has as many says something; fewer correct."""

LABELS = 2
"""Labels with what was inserted beside them, such as a name and an address, that make a form."""

INSERTED = "inserted into the paper as a tracked change"
DRAFT = "the paper into which the response was inserted"

_PROSE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_WORDED = (*_PROSE, BlockKind.HEADING, BlockKind.TABLE_ROW)


def cut_insertions(document: Document, pieces: Sequence[LabelledPiece]) -> list[LabelledPiece]:
    """Return the pieces, in somebody else's draft those cut apart that hold an insertion; others as they are."""
    spans = [Span(*span) for block in document.blocks if block.kind in _WORDED for span in block.inserted]
    if not spans or not _may_be_draft(document, spans) or _is_filled_form(document, spans):
        return list(pieces)
    if not _says_more_than_it_corrects(document, spans):
        return [
            replace(piece, is_corrected=any(piece.start < s.end and s.start < piece.end for s in spans))
            for piece in pieces
        ]
    return [part for piece in pieces for part in _cut(document.text, piece, spans)]


def _says_more_than_it_corrects(document: Document, spans: Sequence[Span]) -> bool:
    sizes = [len(words(document.text[span.start : span.end])) for span in spans]
    return sum(size for size in sizes if size >= SENTENCE_WORDS) * 2 > sum(sizes)


def _may_be_draft(document: Document, spans: Sequence[Span]) -> bool:
    lines = [line for block in document.blocks for line in _draft_lines(document.text, (block.start, block.end), spans)]
    if any(GREETING.match(line) or CLOSING.match(line) for line in lines):
        return False
    stated = [line for line in lines if not asks(line)]
    return len(stated) * 2 < len(lines) or lays_down(stated)


def _is_filled_form(document: Document, spans: Sequence[Span]) -> bool:
    """Return whether a paper has labels with what was inserted beside them, and fewer paragraphs than insertions."""
    letters = list(document.text)
    for span in spans:
        letters[slice(*span)] = " " * (span.end - span.start)
    blank = "".join(letters)
    said = [span for span in spans if WORD.search(document.text, *span) and span.end > span.start + 1]  # no cross
    labels = [line for line in (_line_around(blank, span) for span in said) if line]
    paragraphs = (blank[one.start : one.end].strip() for one in document.blocks if one.kind in _PROSE)
    own = sum(len(words(paragraph)) >= SENTENCE_WORDS and not asks(paragraph) for paragraph in paragraphs)
    return len(labels) >= LABELS and all(map(_is_label, labels)) and len(said) > own


def _line_around(blank: str, span: Span) -> str:
    """Return the paper's own words in the line into which something was inserted; "" where it fills it alone."""
    end = blank.find("\n", span.end)
    return blank[blank.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(blank)].strip(" ")


def _is_label(line: str) -> bool:
    """Return whether a line waits for an answer: a few words with an empty cell beside them, or with a colon."""
    head, tab, rest = line.partition("\t")
    return len(words(head)) < SENTENCE_WORDS and (not rest.strip() if tab else line.endswith(":"))


def _draft_lines(text: str, block: tuple[int, int], spans: Sequence[Span]) -> Iterator[str]:
    """Yield the lines of a block without what was inserted."""
    draft, position = "", block[0]
    for span in spans:
        if block[0] <= span.start < block[1]:
            draft, position = draft + text[position : span.start], span.end
    yield from filter(None, map(str.strip, (draft + text[position : block[1]]).split("\n")))


def _cut(text: str, piece: LabelledPiece, spans: Sequence[Span]) -> Iterator[LabelledPiece]:
    """Yield the parts of a piece: the draft's keep its number, and each insertion is one of its own."""
    spans = [span for span in spans if WORD.search(text, *span)]
    within = [Span(max(piece.start, s.start), min(piece.end, s.end)) for s in spans]
    within = [span for span in within if span.start < span.end]
    if not within:
        yield piece
        return
    position = piece.start
    for span in within:
        yield from _draft_part(text, piece, position, span.start)
        is_first = span.start == piece.start
        inserted = replace(piece, start=span.start, end=trim(text, *span).end, is_inserted=True)
        start = trim(text, *span).start
        yield inserted if is_first else replace(inserted, outer=start, start=start, chosen=None, unbelieved=None)
        position = span.end
    yield from _draft_part(text, piece, position, piece.end)


def _draft_part(text: str, piece: LabelledPiece, start: int, end: int) -> Iterator[LabelledPiece]:
    is_first = start == piece.start
    start, end = trim(text, start, end)
    if WORD.search(text, start, end):
        part = replace(piece, start=start, end=end)
        yield part if is_first else replace(part, outer=start, chosen=None, unbelieved=None)


def mark_insertions(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what was inserted into a draft as the respondent's, and the draft as what it is about."""
    if not any(piece.is_inserted for piece in page.pieces):
        return
    for i, piece in enumerate(page.pieces):
        if piece.is_inserted and roles[i].role is not Role.ANSWER:
            is_short = page.length(i) < SENTENCE_WORDS
            roles[i] = RoleAssignment(Role.BODY, UNSURE if is_short else LIKELY, INSERTED, roles[i].question)
        elif piece.kind is BlockKind.COMMENT:
            roles[i] = comment_role()
        elif roles[i].role is Role.BODY:
            roles[i] = RoleAssignment(Role.QUESTION, LIKELY, DRAFT, roles[i].question)

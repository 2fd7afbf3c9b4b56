"""Markdown: the file's own text, with the blocks that a Markdown parser finds in it.

Nothing is rendered away: the text is what the sender typed, and emphasis marks stay in it. So a span is an offset into
the file, and a typed list number is the number that the author chose, which a Markdown renderer might change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.model import Block, BlockKind, Document, Skipped
from analysis.reading.double_encoding import told_of_encoding, undo_in_lines
from analysis.reading.read_settings import ReadSettings
from analysis.reading.sniff import decode
from analysis.text import Span, lines, trim

DEEPEST = 100
"""Lists and quotations nested deeper are left out of the blocks; the parser's own limit of 20 is soon reached."""

_MARKS = re.compile(r"[ \t]*(?:(?:>|#{1,6}|[-*+](?=[ \t]))[ \t]*)*")
"""What stands before a block's words: indentation, quotation marks, heading marks and bullets."""

_NUMBER = re.compile(r"\d{1,9}[.)](?=[ \t])")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]:")


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read a Markdown file."""
    decoded_text = decode(content)
    if decoded_text is None:
        yield Skipped(name, "the file is not text, though it begins like it")
        return
    text = undo_in_lines(decoded_text)
    told = tuple(told_of_encoding(decoded_text, text))
    yield Document(name=name, text=text, blocks=blocks_of(text), omitted=told, media_type="text/markdown")


@cache
def _parser() -> MarkdownIt:
    # Only the blocks are asked for. An indented paragraph is no program, and a note after "[1]:" no mere link target.
    markdown_parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    return markdown_parser.enable("table").disable(["inline", "code", "reference"])


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the headings, paragraphs, list items, notes and table rows of a Markdown text, in order."""
    line_starts = [line.start for line in lines(text)] + [len(text)]
    tokens = _parser().parse(text)
    blocks: list[Block] = []
    numbers: list[str] = []  # for each list item that we are in, its typed number, or "" for a bullet
    tables = 0
    is_item_fresh = False  # whether the innermost item has no words yet
    for token, next_token in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type == "list_item_open":
            numbers.append(token.info)
            is_item_fresh = True
        elif token.type == "list_item_close":
            numbers.pop()
        elif token.type == "table_open":
            tables += 1
        elif token.type in _LEAVES:
            # A heading's own token covers the line drawn under it; its words' token does not.
            span = _span(next_token if token.type == "heading_open" and next_token else token, text, line_starts)
            found = _block(token, text, span, numbers if is_item_fresh else [])
            blocks.extend(
                replace(b, table=tables if token.type == "tr_open" else None) for b in found if b.start < b.end
            )
            is_item_fresh = False
    return tuple(blocks)


_LEAVES = {"heading_open", "paragraph_open", "fence", "html_block", "tr_open"}


def _span(token: Token, text: str, line_starts: list[int]) -> Span:
    first_line, next_line = token.map or (0, 0)
    return trim(text, line_starts[first_line], line_starts[min(next_line, len(line_starts) - 1)])


def _block(token: Token, text: str, span: Span, numbers: list[str]) -> Iterator[Block]:
    if token.type == "heading_open":
        start = _after(_MARKS, text, span)
        yield Block(BlockKind.HEADING, start, _before_closing_hashes(text, start, span.end), level=int(token.tag[1]))
    elif token.type == "html_block" and text.startswith("<!--", span.start):
        yield Block(BlockKind.FURNITURE, *span)
    elif token.type != "paragraph_open":
        yield Block(BlockKind.TABLE_ROW if token.type == "tr_open" else BlockKind.PARAGRAPH, *span)
    elif numbers:
        yield _item(text, span, numbers)
    else:
        note_match = _FOOTNOTE.match(text, span.start)
        yield Block(BlockKind.NOTE if note_match else BlockKind.PARAGRAPH, _after(_MARKS, text, span), span.end)


def _before_closing_hashes(text: str, start: int, end: int) -> int:
    """Return where the words of "## Summary ##" end."""
    bare_words = text[start:end].rstrip("#")
    has_closing_hashes = len(bare_words) < end - start and bare_words != bare_words.rstrip()
    return start + len(bare_words.rstrip()) if has_closing_hashes else end


def _item(text: str, span: Span, numbers: list[str]) -> Block:
    start = _after(_MARKS, text, span)
    number_match = _NUMBER.match(text, start) if numbers[-1] else None
    if number_match:
        start = trim(text, number_match.end(), span.end).start
    return Block(BlockKind.LIST_ITEM, start, span.end, len(numbers) - 1, number_match.group() if number_match else None)


def _after(marks: re.Pattern[str], text: str, span: Span) -> int:
    marks_match = marks.match(text, span.start, span.end)
    return trim(text, marks_match.end(), span.end).start if marks_match else span.start

"""Markdown: the file's own text, with the blocks that a Markdown parser finds in it.

Nothing is rendered away: the text is what the sender typed, and emphasis marks stay in it. So a span is an offset into
the file, and a typed list number is the number that the author chose, which a Markdown renderer might change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.model import Block, BlockKind, Document, Skipped
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
    text = decode(content)
    if text is None:
        yield Skipped(name, "the file is not text, though it begins like it")
        return
    yield Document(name=name, text=text, blocks=blocks_of(text), media_type="text/markdown")


@cache
def _parser() -> MarkdownIt:
    # Only the blocks are asked for. An indented paragraph is no program, and a note after "[1]:" no mere link target.
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    return parser.enable("table").disable(["inline", "code", "reference"])


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the headings, paragraphs, list items, notes and table rows of a Markdown text, in order."""
    starts = [line.start for line in lines(text)] + [len(text)]
    tokens = _parser().parse(text)
    found: list[Block] = []
    items: list[str] = []  # for each list item that we are in, its typed number, or "" for a bullet
    fresh = False  # whether the innermost item has no words yet
    for token, inner in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type == "list_item_open":
            items.append(token.info)
            fresh = True
        elif token.type == "list_item_close":
            items.pop()
        elif token.type in _LEAVES:
            # A heading's own token covers the line drawn under it; its words' token does not.
            span = _span(inner if token.type == "heading_open" and inner else token, text, starts)
            found.extend(b for b in _block(token, text, span, items if fresh else []) if b.start < b.end)
            fresh = False
    return tuple(found)


_LEAVES = {"heading_open", "paragraph_open", "fence", "html_block", "tr_open"}


def _span(token: Token, text: str, starts: list[int]) -> Span:
    first, after = token.map or (0, 0)
    return trim(text, starts[first], starts[min(after, len(starts) - 1)])


def _block(token: Token, text: str, span: Span, items: list[str]) -> Iterator[Block]:
    if token.type == "heading_open":
        start = _after(_MARKS, text, span)
        yield Block(BlockKind.HEADING, start, _before_closing_hashes(text, start, span.end), level=int(token.tag[1]))
    elif token.type == "html_block" and text.startswith("<!--", span.start):
        yield Block(BlockKind.FURNITURE, *span)
    elif token.type != "paragraph_open":
        yield Block(BlockKind.TABLE_ROW if token.type == "tr_open" else BlockKind.PARAGRAPH, *span)
    elif items:
        yield _item(text, span, items)
    else:
        note = _FOOTNOTE.match(text, span.start)
        yield Block(BlockKind.NOTE if note else BlockKind.PARAGRAPH, _after(_MARKS, text, span), span.end)


def _before_closing_hashes(text: str, start: int, end: int) -> int:
    """Return where the words of "## Summary ##" end."""
    bare = text[start:end].rstrip("#")
    closed = len(bare) < end - start and bare != bare.rstrip()
    return start + len(bare.rstrip()) if closed else end


def _item(text: str, span: Span, items: list[str]) -> Block:
    start = _after(_MARKS, text, span)
    number = _NUMBER.match(text, start) if items[-1] else None
    if number:
        start = trim(text, number.end(), span.end).start
    return Block(BlockKind.LIST_ITEM, start, span.end, len(items) - 1, number.group() if number else None)


def _after(marks: re.Pattern[str], text: str, span: Span) -> int:
    match = marks.match(text, span.start, span.end)
    return trim(text, match.end(), span.end).start if match else span.start

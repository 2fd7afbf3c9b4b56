"""Plain text: paragraphs told from wrapped lines, list items from prose, underlined headings from the rest.

The text is the file's own, so a span is an offset into the file as its sender sees it; but of a form's notification
that somebody saved as text it is what was typed, below what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.model import Block, BlockKind, Document, Skipped
from analysis.reading.double_encoding import told_of_encoding, undo_in_lines
from analysis.reading.read_settings import ReadSettings
from analysis.reading.sniff import decode
from analysis.text import Span, lines, trim

BULLET = re.compile(r"[ \t]*(?:[•●○▪◦‣\uf0b7][ \t]*|(?:[-*+·–—]|o(?=[ \t]{1,3}[A-Z]))[ \t]+)(?=\S)")
"""A list mark at the start of a line, with the white space around it."""

RULE = re.compile(r"[ \t]*([-=_*~#])(?:[ \t]*\1){2,}[ \t]*$")
"""A line that is drawn, not written: under a heading, or between parts."""

LONGEST_WRAP = 120
"""Editors and mail programs wrap at 60 to 100 columns; a longer line was never wrapped."""

_TERMINAL = re.compile(r"[.!?:;)”\"']\W{,9}$")
_DELIBERATE = re.compile(
    r"[ \t]*(?:[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxl]{2,5})[.)\]]|[A-Z][\w-]{1,11}(?: \w{1,12})?:)[ \t]+\S"
)
"""A line that begins with a number, or with what a form or a mail header calls its fields."""


LONGEST_FORM = 20_000
"""Characters of what a form sends."""

FEWEST_KEYED = 3
_KEYED = re.compile(r"[ \t]*[A-Z][\w’'-]{1,20}(?: [\w’'-]{1,16}){0,2}:[ \t]+\S")
"""How the lines of a list begin that say what each is about: "Noise: …", "Bus stops: …"."""


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read a plain text file."""
    from analysis.reading.mail.form_notification import form_document  # which reads tables, whose cells are texts

    decoded_text = decode(content)
    if decoded_text is None:
        yield Skipped(name, "the file is not text, though it begins like it")
        return
    text = undo_in_lines(decoded_text)
    told = tuple(told_of_encoding(decoded_text, text))
    blocks = blocks_of(text)
    form = form_document(text, blocks, name, settings) if len(text) <= LONGEST_FORM else None
    if form is None:
        yield Document(name=name, text=text, blocks=blocks, omitted=told, media_type="text/plain")
    else:  # a form's notification that somebody saved as text
        yield replace(form, omitted=(*form.omitted, *told), media_type="text/plain")


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the paragraphs, list items and underlined headings of a plain text, in order."""
    width = wrap_width(text)
    blocks: list[Block] = []
    for group in _groups(text):
        blocks.extend(_blocks_in(text, group, width))
    return tuple(blocks)


def wrap_width(text: str) -> int:
    """Return the column at which the text's lines were wrapped, or 0 where each line is a paragraph of its own."""
    line_lengths = [line.end - line.start for line in lines(text)]
    long_lengths = [line_length for line_length in line_lengths if line_length > LONGEST_WRAP]
    wrapped_lengths = [line_length for line_length in line_lengths if 50 <= line_length <= LONGEST_WRAP]
    if len(long_lengths) * 3 > len(wrapped_lengths):
        return 0
    return max(wrapped_lengths, default=0)


def _groups(text: str) -> Iterator[list[Span]]:
    """Yield the runs of lines that no blank or drawn line parts; a drawn line ends its group and belongs to none.

    Lines that a mail program has quoted (">") are never in one group with others.
    """
    group: list[Span] = []
    for line in lines(text):
        line_words = text[line.start : line.end].strip()
        is_written = bool(line_words.strip(">| \t")) and not RULE.match(text, line.start, line.end)
        if group and not (is_written and _quoted(text, line) == _quoted(text, group[-1])):
            yield group
            group = []
        if is_written:
            group.append(line)
    if group:
        yield group


def _quoted(text: str, line: Span) -> bool:
    return text[line.start : line.end].lstrip().startswith(">")


def _blocks_in(text: str, group: list[Span], width: int) -> Iterator[Block]:
    list_marks = [BULLET.match(text, line.start, line.end) for line in group]
    # One dash at the start of a line may be a dash; the first line's, or several, are a list.
    is_list = list_marks[0] is not None or sum(list_mark is not None for list_mark in list_marks) > 1
    keyed = [_KEYED.match(text, line.start, line.end) is not None for line in group]
    is_keyed = keyed[0] and sum(keyed) >= FEWEST_KEYED
    block_start = 0
    for i in range(1, len(group) + 1):
        begins = i < len(group) and ((is_list and list_marks[i]) or (is_keyed and keyed[i]))
        if i == len(group) or begins or _breaks(text, group[i - 1], group[i], width):
            yield _block(text, group[block_start:i], is_list and list_marks[block_start] is not None)
            block_start = i


def _breaks(text: str, line: Span, following: Span, width: int) -> bool:
    """Return whether the author ended the line on purpose; else an editor wrapped it."""
    if not width:
        return True
    next_word = text[following.start : following.end].split(maxsplit=1)[0]
    next_word_fits = line.end - line.start + 1 + len(next_word) <= width
    if _DELIBERATE.match(text, following.start, following.end):
        return next_word_fits
    goes_on = next_word[0].islower() or not _TERMINAL.search(text, max(line.start, line.end - 10), line.end)
    return next_word_fits and not (goes_on and line.end - line.start > width * 0.6)


def _block(text: str, group: list[Span], is_listed: bool) -> Block:
    start, end = trim(text, group[0].start, group[-1].end)
    if not is_listed:
        is_underlined = len(group) == 1 and _ruled_below(text, end)
        return Block(BlockKind.HEADING if is_underlined else BlockKind.PARAGRAPH, start, end, level=int(is_underlined))
    list_mark = BULLET.match(text, group[0].start, group[0].end)
    assert list_mark is not None
    indent_width = len(list_mark.group().expandtabs(4)) - len(list_mark.group().expandtabs(4).lstrip())
    return Block(BlockKind.LIST_ITEM, list_mark.end(), end, level=indent_width // 2)


def _ruled_below(text: str, end: int) -> bool:
    following_lines = lines(text, end)
    next(following_lines, None)
    line_below = next(following_lines, None)
    return line_below is not None and RULE.match(text, line_below.start, line_below.end) is not None

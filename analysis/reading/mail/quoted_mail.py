"""Quoted mail: quotations, signatures and disclaimers in a message's body, which are not its writer's answer.

A line in doubt is the writer's: a point taken for furniture is lost, furniture taken for a point is seen. So a
message that would say nothing of its own, or that says that it forwards another, speaks by what it quotes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from analysis.mail_ends import ADDED, is_disclaimer, is_forwarding_note
from analysis.mail_heads import author_named, forwards, header_value, introduction_length, is_forwarding_subject
from analysis.model import Block, BlockKind
from analysis.reading.table.column_vocabulary import question_key
from analysis.text import Span, acknowledges, lines, trim, words

LONGEST_SIGNATURE = 40
"""Lines below the "-- "; the usage is four, offices with disclaimers need more. A longer rest is a text."""


SIGNED_WORDS = 8
"""Words of a name with its post and body on one line."""

LONGEST_PARTICLE = 3
"""Letters of what stands between the words of a name or a post in small letters ("to the", "von")."""


class Part(Enum):
    """The parts of a message: its writer's own words, and those that are not."""

    OWN = "the writer's"
    QUOTED = "marked as a quotation"
    HEAD = "introduces an older message"
    THREAD = "of an older message"
    SIGNATURE = "signature"
    ASKED = "a question that is quoted above its answer"


class WhoseWords(NamedTuple):
    """A message's blocks, its writer's apart from those of others; ``author`` is who wrote the response where that is
    not who sent the message."""

    blocks: tuple[Block, ...]
    author: str | None = None


class _BodyLine(NamedTuple):
    """A line of a block; ``apart``: a blank line stands before it."""

    block: int
    start: int
    end: int
    text: str
    apart: bool


_MARKS = re.compile(r"^\s*>+", re.MULTILINE)
_NUMBERED = re.compile(r"[>\s]*(?:(?:question|q|cwestiwn|frage)\.? ?\d|\d{1,2}(?:\.\d{1,2})*[.):]? )", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
_ASKS = re.compile(rf"[^?]*\?|(?!\W*\d{{1,2}} {_MONTH}){_NUMBERED.pattern}", re.IGNORECASE)
"""What a quoted paragraph is that is answered below it: it asks, or begins with a question's number."""

_QUOTE = re.compile(r">+(?: |$|>|[^\W\d])")
_DELIMITER = re.compile(r"--$")
_PGP_LINE = re.compile(r"-----(?:BEGIN PGP SIGNED MESSAGE|END PGP SIGNATURE)-----$|Hash: [A-Z0-9, -]+$")
_PGP_BEGINS = "-----BEGIN PGP SIGNATURE-----"
_PGP_ENDS = "-----END PGP SIGNATURE-----"


def tell_apart(
    text: str,
    blocks: Sequence[Block],
    structure: Sequence[Part],
    subject: str = "",
    sender: str | None = None,
    coloured: Collection[int] = (),
    from_office: bool = False,
) -> WhoseWords:
    """Return the body's blocks, cut where quotations and signatures begin and end, and these marked as furniture.

    ``structure`` says for each block what the page's own elements make of it (``OWN`` where they say nothing). What is
    asked in a quotation directly above the writer's words is a question. ``coloured`` are the blocks in a colour of
    their own: below what a quotation asks they are the writer's. ``from_office``: a public body answers somebody else.
    """
    mail_lines = list(_body_lines(text, blocks))
    is_forwarded = is_forwarding_subject(subject) or any(forwards(line.text) for line in mail_lines)
    parts, author = _classify_lines(mail_lines, structure, is_forwarded, from_office)
    parts = _with_coloured_answers(mail_lines, parts, coloured)
    parts = _with_marked_answers(mail_lines, parts)
    parts = _with_questions(mail_lines, _without_signed_name(mail_lines, parts, author or sender))
    cut_blocks = [
        piece for group in _by_block(mail_lines, parts) for piece in _cut_block(text, blocks[group[0][0].block], group)
    ]
    return WhoseWords(tuple(_unless_disclaimer(text, block) for block in _join_questions(text, cut_blocks)), author)


def _body_lines(text: str, blocks: Sequence[Block]) -> Iterator[_BodyLine]:
    for block_index, block in enumerate(blocks):
        for span in lines(text, block.start, block.end):
            bare_text = text[span.start : span.end].strip(" \t*_\u200b\ufeff\xa0")
            yield _BodyLine(block_index, *span, " ".join(bare_text.split()), _stands_apart(text, span.start))


def _stands_apart(text: str, line_start: int) -> bool:
    """Return whether the line above one is blank, but for the marks of a quotation."""
    above = text.rfind("\n", 0, line_start - 1) if line_start else -1
    return line_start > 0 and not text[above + 1 : line_start].strip("> \t\n")


# --- whose line is it ---


def _classify_lines(
    mail_lines: Sequence[_BodyLine], structure: Sequence[Part], is_forwarded: bool, from_office: bool
) -> tuple[list[Part], str | None]:
    """Return whose each line is, and who wrote the response if that is an older message."""
    marked = [structure[line.block] for line in mail_lines]
    if is_forwarded:  # then a quotation's elements show what is forwarded
        marked = [Part.OWN if part is Part.QUOTED else part for part in marked]
    marked = [Part.QUOTED if _QUOTE.match(line.text) else part for line, part in zip(mail_lines, marked, strict=True)]
    parts = _line_parts(mail_lines, marked)
    if not _says_something(mail_lines, parts):
        marked = [Part.OWN] * len(mail_lines)
        parts = _line_parts(mail_lines, marked)
    is_older = is_forwarded or not _says_something(mail_lines, parts)
    if not is_older and _acknowledges(mail_lines, parts, from_office):
        parts, is_older = [Part.HEAD if part is Part.OWN else part for part in parts], True
        if Part.THREAD not in parts:
            parts = [Part.OWN if part is Part.QUOTED else part for part in parts]
    if is_older:
        parts = _with_first_thread(mail_lines, marked, parts)
        parts = _without_forwarding_notes(mail_lines, marked, parts) if is_forwarded else parts
    return parts, _older_author(mail_lines, parts) if is_older else None


def _without_forwarding_notes(mail_lines: Sequence[_BodyLine], marked: Sequence[Part], parts: list[Part]) -> list[Part]:
    """Return the parts with what only passes a message on as its head; what is passed on may have been passed on."""
    for start, length in list(_introductions(mail_lines, parts)):
        end = start + length
        note = [i for i in range(start) if parts[i] is Part.OWN]
        if Part.OWN not in parts[end:] or not is_forwarding_note(mail_lines[i].text for i in note):
            return parts
        parts = [Part.HEAD if i < start and part is Part.OWN else part for i, part in enumerate(parts)]
        if any(is_forwarding_subject(header_value(line.text)) for line in mail_lines[start:end]):
            below = _with_first_thread(mail_lines, marked, parts)
            own = [mail_lines[i].text for i in range(end, len(parts)) if parts[i] is Part.OWN]
            parts = below if is_forwarding_note(own) else parts
    return parts


def _introductions(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Yield where each introduction of an older message begins, and how many lines it has."""
    i = 0
    while i < len(mail_lines):
        length = introduction_length(mail_lines, i, lambda _: True)
        if length:
            yield i, length
        i += max(1, length)


def _older_author(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> str | None:
    """Return who wrote the older message that is the response, by the introduction directly above it."""
    first_own = parts.index(Part.OWN) if Part.OWN in parts else len(parts)
    introductions = [
        (start, length) for start, length in _introductions(mail_lines, parts) if Part.OWN in parts[start:]
    ]
    introductions = [pair for pair in introductions if parts[pair[0]] is Part.HEAD] or introductions[:1]
    above = [pair for pair in introductions if pair[0] < first_own] or introductions[:1]
    return author_named([line.text for line in mail_lines[above[-1][0] : sum(above[-1])]]) if above else None


def _acknowledges(mail_lines: Sequence[_BodyLine], parts: Sequence[Part], from_office: bool) -> bool:
    """Return whether the message only acknowledges the one that it quotes; then that one is the response.

    A public body that answers somebody in a few words without an opinion does, however it words them.
    """
    own_lines = [line.text for line, part in zip(mail_lines, parts, strict=True) if part is Part.OWN]
    own_lines = [line for line in own_lines if not is_disclaimer(line)]
    is_brief = acknowledges(own_lines) or (from_office and is_forwarding_note(own_lines))
    return is_brief and not {Part.THREAD, Part.QUOTED}.isdisjoint(parts)


def _says_something(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> bool:
    return any(
        part is Part.OWN and words(mail_line.text) and not is_disclaimer(mail_line.text)
        for mail_line, part in zip(mail_lines, parts, strict=True)
    )


def _with_first_thread(mail_lines: Sequence[_BodyLine], marked: Sequence[Part], parts: list[Part]) -> list[Part]:
    """Return the parts with the newest of the older messages as the writer's own; its own thread stays one."""
    if Part.THREAD not in parts:
        return parts
    thread_start = parts.index(Part.THREAD)
    return parts[:thread_start] + _line_parts(mail_lines[thread_start:], marked[thread_start:])


def _line_parts(mail_lines: Sequence[_BodyLine], marked: Sequence[Part]) -> list[Part]:
    parts: list[Part] = []
    current_part = Part.OWN
    in_signature = False  # inside a PGP signature
    while len(parts) < len(mail_lines):
        line_index = len(parts)
        line_text, mark = mail_lines[line_index].text, marked[line_index]
        in_signature = in_signature or line_text == _PGP_BEGINS
        head_length = 0 if mark is Part.QUOTED else _introduction_length(mail_lines, marked, line_index)
        if head_length:
            parts += [Part.HEAD] * head_length
            current_part = _after_head(marked, len(parts), current_part)
            continue
        if current_part is Part.OWN and _DELIMITER.match(line_text) and _ends_soon(marked, line_index):
            current_part = Part.SIGNATURE
        elif current_part is Part.SIGNATURE and mark is Part.QUOTED:
            current_part = Part.OWN
        is_aside = in_signature or ADDED.match(line_text) or _PGP_LINE.match(line_text)
        parts.append(
            mark if mark is not Part.OWN else Part.SIGNATURE if is_aside and current_part is Part.OWN else current_part
        )
        in_signature = in_signature and line_text != _PGP_ENDS
    return parts


def _after_head(marked: Sequence[Part], next_index: int, current_part: Part) -> Part:
    """Return the part after an introduction: that of before where marked lines follow, else an older message."""
    is_marked = next_index < len(marked) and marked[next_index] is Part.QUOTED
    return current_part if is_marked else Part.THREAD


def _ends_soon(marked: Sequence[Part], line_index: int) -> bool:
    following_parts = marked[line_index + 1 : line_index + 2 + LONGEST_SIGNATURE]
    return len(following_parts) <= LONGEST_SIGNATURE or Part.QUOTED in following_parts


def _introduction_length(mail_lines: Sequence[_BodyLine], marked: Sequence[Part], line_index: int) -> int:
    return introduction_length(mail_lines, line_index, lambda i: marked[i] is Part.QUOTED)


# --- what was asked, and who signs ---


def _with_questions(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> list[Part]:
    """Return the parts with the quoted question directly above the writer's own words as what they answer."""
    answered = list(parts)
    for i in range(1, len(parts)):
        if parts[i] is Part.OWN and parts[i - 1] in (Part.QUOTED, Part.THREAD):
            first, last = _last_paragraph(mail_lines, parts, i)
            if _ASKS.match(" ".join(mail_line.text for mail_line in mail_lines[first:last])):
                answered[first:last] = [Part.ASKED] * (last - first)
    return answered


def _with_coloured_answers(
    mail_lines: Sequence[_BodyLine], parts: Sequence[Part], coloured: Collection[int]
) -> list[Part]:
    """Return the parts with what stands in a colour of its own below a quoted question as the writer's own."""
    answered = list(parts)
    for i, mail_line in enumerate(mail_lines):
        if mail_line.block in coloured and answered[i] in (Part.QUOTED, Part.THREAD):
            first, last = _last_paragraph(mail_lines, answered, i)
            above = " ".join(asked.text for asked in mail_lines[first:last])
            is_further = i > 0 and answered[i - 1] is Part.OWN and mail_lines[i - 1].block in coloured
            answered[i] = Part.OWN if is_further or _ASKS.match(above) else answered[i]
    return answered


_ANSWER_MARK = re.compile(
    r"(?P<mark>\[[^\W\d_][\w .]{0,16}\]|[A-Z]{2,3}:|(?:my |our )?(?:answers?|response|reply|antwort|réponse|ateb)\s?:"
    r"|\*{2,}|#+|[=-]+>|→)\s*(?=\w)",
    re.IGNORECASE,
)
"""What people put before their answers in a message that they quote: "[HT] …", "Answer: …", ">>> …"."""


def _with_marked_answers(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> list[Part]:
    """Return the parts with what stands behind one mark below several quoted questions as the writer's."""
    marks = [_ANSWER_MARK.match(line.text) for line in mail_lines]
    answered = [
        i
        for i, mark in enumerate(marks)
        if mark and parts[i] in (Part.QUOTED, Part.THREAD) and _asks_above(mail_lines, parts, i)
    ]
    own = list(parts)
    signs = [mark["mark"].casefold() for i in answered if (mark := marks[i])]
    for i, sign in zip(answered, signs, strict=True):
        if signs.count(sign) > 1:
            own[i] = Part.OWN
            for k in range(i + 1, len(own)):
                if mail_lines[k].apart or marks[k] or own[k] not in (Part.QUOTED, Part.THREAD):
                    break
                own[k] = Part.OWN
    return own


def _asks_above(mail_lines: Sequence[_BodyLine], parts: Sequence[Part], i: int) -> bool:
    first, last = _last_paragraph(mail_lines, parts, i)
    return _ASKS.match(" ".join(mail_line.text for mail_line in mail_lines[first:last])) is not None


def _last_paragraph(mail_lines: Sequence[_BodyLine], parts: Sequence[Part], end: int) -> tuple[int, int]:
    """Return the first line and the end of the last quoted paragraph above a line."""
    while end and not words(mail_lines[end - 1].text) and parts[end - 1] in (Part.QUOTED, Part.THREAD):
        end -= 1
    first = end
    while first and parts[first - 1] in (Part.QUOTED, Part.THREAD) and words(mail_lines[first - 1].text):
        first -= 1
        if mail_lines[first].apart or _NUMBERED.match(mail_lines[first].text):
            break
    return first, end


def _without_signed_name(mail_lines: Sequence[_BodyLine], parts: Sequence[Part], name: str | None) -> list[Part]:
    """Return the parts with the last lines that are the writer's name, whole or in part, as their signature."""
    signed = list(parts)
    own_lines = [i for i, part in enumerate(parts) if part is Part.OWN and words(mail_lines[i].text)]
    named = set(words(name or ""))
    for i in reversed(own_lines[1:]):
        if not (set(words(mail_lines[i].text)) <= named or _names_and_post(mail_lines[i].text, named)):
            break
        signed[i] = Part.SIGNATURE
    return signed


def _names_and_post(line: str, named: set[str]) -> bool:
    """Return whether a line is the writer's name with a post or a body, or their post with the name."""
    parts = line.split()
    is_set_as_name = (
        len(parts) <= SIGNED_WORDS
        and line[-1] not in ".!?:"
        and all(part[:1].isupper() or len(part) <= LONGEST_PARTICLE for part in parts)
    )
    return is_set_as_name and bool(named) and named <= set(words(line))


# --- blocks again ---


def _by_block(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> Iterator[list[tuple[_BodyLine, Part]]]:
    owned_lines = list(zip(mail_lines, parts, strict=True))
    for _, block_lines in groupby(owned_lines, key=lambda pair: pair[0].block):
        yield list(block_lines)


def _cut_block(text: str, block: Block, mail_lines: Sequence[tuple[_BodyLine, Part]]) -> Iterator[Block]:
    block_number = block.number
    for kind, owned_group in groupby(mail_lines, key=lambda pair: _KINDS.get(pair[1], BlockKind.FURNITURE)):
        stretch_lines = [mail_line for mail_line, _ in owned_group]
        text_span = trim(text, stretch_lines[0].start, stretch_lines[-1].end)
        if text_span.start < text_span.end or block_number:
            yield replace(_as_kind(kind, text, block, text_span), number=block_number)
            block_number = None


_KINDS = {Part.OWN: None, Part.ASKED: BlockKind.QUESTION}
"""What kind of block a line belongs to: None, whatever the writer made it; what is not here is furniture."""


def _as_kind(kind: BlockKind | None, text: str, block: Block, text_span: Span) -> Block:
    if kind is None:
        return replace(block, start=text_span.start, end=text_span.end)
    return replace(block, kind=kind, level=0, start=text_span.start, end=text_span.end)


def _join_questions(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the lines of one quoted question as one, without the marks before it."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.QUESTION:
            lines = list(group)
            asked = text[lines[0].start : lines[-1].end]
            start = lines[0].start + len(asked) - len(asked.lstrip("> "))
            key = " ".join(_MARKS.sub(" ", asked).split())
            yield replace(lines[0], start=start, end=lines[-1].end, question=question_key(key))
        else:
            yield from group


def _unless_disclaimer(text: str, block: Block) -> Block:
    if not is_disclaimer(text[block.start : block.end]):
        return block
    return replace(block, kind=BlockKind.FURNITURE, level=0)

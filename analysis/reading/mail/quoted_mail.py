"""Quoted mail: quotations, signatures and disclaimers in a message's body, which are not its writer's answer.

A line in doubt is the writer's: a point taken for furniture is lost, furniture taken for a point is seen. So a
message that would say nothing of its own, or that says that it forwards another, speaks by what it quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from analysis.model import Block, BlockKind
from analysis.text import Span, acknowledges, lines, trim, words

LONGEST_SIGNATURE = 40
"""Lines below the "-- "; the usage is four, offices with disclaimers need more. A longer rest is a text."""

LONGEST_DISCLAIMER = 300
"""Words in one paragraph of a confidentiality notice; the longest seen in public mail has about 200."""

HEADER_LINES = 14
"""Lines that the headers of a quoted message may take, with the addresses of many recipients."""


class Part(Enum):
    """The parts of a message: its writer's own words, and those that are not."""

    OWN = "the writer's"
    QUOTED = "marked as a quotation"
    HEAD = "introduces an older message"
    THREAD = "of an older message"
    SIGNATURE = "signature"


class _BodyLine(NamedTuple):
    """A line of a block; ``apart``: a blank line stands before it."""

    block: int
    start: int
    end: int
    text: str
    apart: bool


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_QUOTE = re.compile(r">+(?: |$|>|[^\W\d])")
_DELIMITER = re.compile(r"--$")
_SEPARATOR = _any(
    r"-{2,}\s*(?:original|forwarded) (?:message|appointment|e-?mail)(?: .{0,80})?\s*-{2,}\W{0,9}$",
    r"begin forwarded message:$",
)
_FORWARDS = _any(r"-{2,}\s*forwarded (?:message|e-?mail)\b", r"begin forwarded message:$")
_FORWARDING_SUBJECT = re.compile(r"\s*fwd?\s*:", re.IGNORECASE)
_HEADER = re.compile(
    r"(from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments?|organi[sz]ation)\W{0,3}:", re.IGNORECASE
)
_ONE_LINE_HEADER = re.compile(r"from\W{0,3}: .{1,200}\b(?:sent|date)\W{0,3}: .{1,200}\bsubject\W{0,3}:", re.IGNORECASE)
_ATTRIBUTION = _any(r"(?:on|ar|am|le)\b.{4,400}\b(?:wrote|ysgrifennodd|schrieb.{0,100}|a écrit)\s?:$")
_SENDER_OR_TIME = re.compile(r"@|\b\d{1,2}[:.]\d{2}\b")
_PGP_LINE = re.compile(r"-----(?:BEGIN PGP SIGNED MESSAGE|END PGP SIGNATURE)-----$|Hash: [A-Z0-9, -]+$")
_PGP_BEGINS = "-----BEGIN PGP SIGNATURE-----"
_PGP_ENDS = "-----END PGP SIGNATURE-----"

_ADDED = _any(
    r"(?:sent from (?:my|outlook|yahoo|mail for|the all.new|proton|samsung)|get outlook for)\b.{0,80}$",
    r"sent (?:via|using|with) \S.{0,60}$",
    r"(?:this (?:e-?mail|message) was )?(?:scanned|checked) (?:by|for)\b.{0,80}$",
    r"anfonwyd o fy\b.{0,60}$",
    r"virus.free\.",
)
"""Lines that a mail program writes under every message."""

_MESSAGE = r"(?:e-?mails?|messages?|communications?|transmissions?|correspondence)"
_DISCLAIMER = _any(
    rf"\W{{0,9}}(?:confidentiality|disclaimer|privileged|important|legal|security|privacy)?\W{{0,9}}(?:notice|warning)?\W{{0,9}}"
    rf"(?:the (?:information|contents?)\b.{{0,60}}|th(?:is|ese) |any )"
    rf"(?:(?:\w+ )?(?:internet )?{_MESSAGE})\b.{{0,300}}?"
    rf"\b(?:confidential|privileged|intended (?:solely|only|for)|sole use|addressee|scanned|virus|monitored)",
    r"\W{0,9}if you (?:are|were) not the\b.{0,30}\b(?:intended |named )?(?:recipient|addressee)",
    rf"\W{{0,9}}if you (?:have )?receive[d]? this {_MESSAGE}\b.{{0,40}}\b(?:in error|by mistake)",
    rf"\W{{0,9}}(?:the |any )?(?:views|opinions)\b.{{0,80}}\bin this {_MESSAGE}\b",
    rf"\W{{0,9}}(?:all |any )?{_MESSAGE}\b.{{0,120}}\b(?:may be|are|is) (?:monitored|recorded|intercepted)",
    r"\W{0,9}(?:please )?(?:consider|think (?:of|about)) the environment before\b",
    rf"\W{{0,9}}(?:caution|warning|external)\W.{{0,40}}\b{_MESSAGE}\b.{{0,60}}\boutside\b",
    r"\W{0,9}(?:confidentiality|disclaimer)(?: (?:notice|statement))?\W{0,9}$",
    r"\W{0,9}(?:mae'r|gall) (?:e-?bost|neges)\b.{0,300}\bcyfrinachol",
)


def without_furniture(
    text: str, blocks: Sequence[Block], structure: Sequence[Part], subject: str = ""
) -> tuple[Block, ...]:
    """Return the body's blocks, cut where quotations and signatures begin and end, and these marked as furniture.

    ``structure`` says for each block what the page's own elements make of it (``OWN`` where they say nothing).
    """
    mail_lines = list(_body_lines(text, blocks))
    is_forwarded = bool(_FORWARDING_SUBJECT.match(subject)) or any(_FORWARDS.match(line.text) for line in mail_lines)
    parts = _classify_lines(mail_lines, structure, is_forwarded)
    cut_blocks = [
        piece for group in _by_block(mail_lines, parts) for piece in _cut_block(text, blocks[group[0][0].block], group)
    ]
    return tuple(_unless_disclaimer(text, block) for block in cut_blocks)


def _body_lines(text: str, blocks: Sequence[Block]) -> Iterator[_BodyLine]:
    for block_index, block in enumerate(blocks):
        for span in lines(text, block.start, block.end):
            bare_text = text[span.start : span.end].strip(" \t*_\u200b\ufeff\xa0")
            yield _BodyLine(
                block_index, *span, " ".join(bare_text.split()), text[max(0, span.start - 2) : span.start] == "\n\n"
            )


# --- whose line is it ---


def _classify_lines(mail_lines: Sequence[_BodyLine], structure: Sequence[Part], is_forwarded: bool) -> list[Part]:
    marked = [structure[line.block] for line in mail_lines]
    if is_forwarded:  # then a quotation's elements show what is forwarded
        marked = [Part.OWN if part is Part.QUOTED else part for part in marked]
    marked = [Part.QUOTED if _QUOTE.match(line.text) else part for line, part in zip(mail_lines, marked, strict=True)]
    parts = _line_parts(mail_lines, marked)
    if not _says_something(mail_lines, parts):
        marked = [Part.OWN] * len(mail_lines)
        parts = _line_parts(mail_lines, marked)
    if is_forwarded or not _says_something(mail_lines, parts):
        parts = _with_first_thread(mail_lines, marked, parts)
    elif _acknowledges(mail_lines, parts):
        parts = _without_acknowledgement(mail_lines, marked, parts)
    return parts


def _acknowledges(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> bool:
    """Return whether the message only acknowledges the one that it quotes; then that one is the response."""
    own_lines = (mail_line.text for mail_line, part in zip(mail_lines, parts, strict=True) if part is Part.OWN)
    return not {Part.THREAD, Part.QUOTED}.isdisjoint(parts) and acknowledges(own_lines)


def _without_acknowledgement(mail_lines: Sequence[_BodyLine], marked: Sequence[Part], parts: list[Part]) -> list[Part]:
    """Return the parts with the acknowledgement as introduction and the newest quoted message as the writer's own."""
    parts_above: list[Part] = [Part.HEAD if part is Part.OWN else part for part in parts]
    if Part.THREAD in parts:
        return _with_first_thread(mail_lines, marked, parts_above)
    return [Part.OWN if part is Part.QUOTED else part for part in parts_above]


def _says_something(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> bool:
    return any(
        part is Part.OWN and words(mail_line.text) and not _DISCLAIMER.match(mail_line.text)
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
        is_aside = in_signature or _ADDED.match(line_text) or _PGP_LINE.match(line_text)
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
    """Return how many lines from here introduce an older message."""
    line_text = mail_lines[line_index].text
    if _SEPARATOR.match(line_text):
        return 1 + _header_count(mail_lines, line_index + 1)
    if line_text.lower().startswith("from"):
        return 1 if _ONE_LINE_HEADER.match(line_text) else _thread_header_count(mail_lines, line_index)
    return _attribution_length(mail_lines, marked, line_index)


def _thread_header_count(mail_lines: Sequence[_BodyLine], line_index: int) -> int:
    """Return how many lines are headers that Outlook writes over an older message; a lone "From: …" is none."""
    header_count = _header_count(mail_lines, line_index)
    header_names = {_header_name(mail_line) for mail_line in mail_lines[line_index : line_index + header_count]}
    return header_count if header_names & {"sent", "date"} and header_names & {"to", "subject"} else 0


def _header_count(mail_lines: Sequence[_BodyLine], line_index: int) -> int:
    """Return how many lines are headers, with their continuations: lines after which another header comes at once."""
    headers_end = line_index
    seen_names: set[str] = set()
    for i in range(line_index, min(len(mail_lines), line_index + HEADER_LINES)):
        header_name = _header_name(mail_lines[i])
        if header_name in seen_names or (header_name is None and (mail_lines[i].apart or i - headers_end >= 2)):
            break
        if header_name:
            seen_names.add(header_name)
            headers_end = i + 1
    return headers_end - line_index


def _header_name(mail_line: _BodyLine) -> str | None:
    header_match = _HEADER.match(mail_line.text)
    return header_match.group(1).lower() if header_match else None


def _attribution_length(mail_lines: Sequence[_BodyLine], marked: Sequence[Part], line_index: int) -> int:
    """Return how many lines "On …, Jane wrote:" takes, or 0; who cites a speech gives no address or time."""
    joined_text = ""
    for line_count, mail_line in enumerate(mail_lines[line_index : line_index + 3], 1):
        joined_text = f"{joined_text} {mail_line.text}".strip()
        if joined_text.endswith(":") and _ATTRIBUTION.match(joined_text):
            is_marked = line_index + line_count < len(marked) and marked[line_index + line_count] is Part.QUOTED
            return line_count if is_marked or _SENDER_OR_TIME.search(joined_text) else 0
    return 0


# --- blocks again ---


def _by_block(mail_lines: Sequence[_BodyLine], parts: Sequence[Part]) -> Iterator[list[tuple[_BodyLine, bool]]]:
    owned_lines = [(mail_line, part is Part.OWN) for mail_line, part in zip(mail_lines, parts, strict=True)]
    for _, block_lines in groupby(owned_lines, key=lambda pair: pair[0].block):
        yield list(block_lines)


def _cut_block(text: str, block: Block, mail_lines: Sequence[tuple[_BodyLine, bool]]) -> Iterator[Block]:
    block_number = block.number
    for is_own, owned_group in groupby(mail_lines, key=lambda pair: pair[1]):
        stretch_lines = [mail_line for mail_line, _ in owned_group]
        text_span = trim(text, stretch_lines[0].start, stretch_lines[-1].end)
        if text_span.start < text_span.end or block_number:
            yield replace(_as_kind(is_own, block, text_span), number=block_number)
            block_number = None


def _as_kind(is_own: bool, block: Block, text_span: Span) -> Block:
    block_kind, block_level = (block.kind, block.level) if is_own else (BlockKind.FURNITURE, 0)
    return replace(block, kind=block_kind, level=block_level, start=text_span.start, end=text_span.end)


def _unless_disclaimer(text: str, block: Block) -> Block:
    block_words = " ".join(text[block.start : block.end].split())
    if len(block_words.split(" ")) > LONGEST_DISCLAIMER or not _DISCLAIMER.match(block_words):
        return block
    return replace(block, kind=BlockKind.FURNITURE, level=0)

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
    """Whose words a line holds."""

    OWN = "the writer's"
    QUOTED = "marked as a quotation"
    HEAD = "introduces an older message"
    THREAD = "of an older message"
    SIGNATURE = "signature"


class _Row(NamedTuple):
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
    rows = list(_rows(text, blocks))
    forwarded = bool(_FORWARDING_SUBJECT.match(subject)) or any(_FORWARDS.match(row.text) for row in rows)
    parts = _judged(rows, structure, forwarded)
    found = [piece for group in _by_block(rows, parts) for piece in _cut(text, blocks[group[0][0].block], group)]
    return tuple(_unless_disclaimer(text, block) for block in found)


def _rows(text: str, blocks: Sequence[Block]) -> Iterator[_Row]:
    for index, block in enumerate(blocks):
        for line in lines(text, block.start, block.end):
            bare = text[line.start : line.end].strip(" \t*_\u200b\ufeff\xa0")
            yield _Row(index, *line, " ".join(bare.split()), text[max(0, line.start - 2) : line.start] == "\n\n")


# --- whose line is it ---


def _judged(rows: Sequence[_Row], structure: Sequence[Part], forwarded: bool) -> list[Part]:
    quoted = [structure[row.block] for row in rows]
    if forwarded:  # then a quotation's elements show what is forwarded
        quoted = [Part.OWN if part is Part.QUOTED else part for part in quoted]
    quoted = [Part.QUOTED if _QUOTE.match(row.text) else part for row, part in zip(rows, quoted, strict=True)]
    parts = _parts(rows, quoted)
    if not _says_something(rows, parts):
        quoted = [Part.OWN] * len(rows)
        parts = _parts(rows, quoted)
    if forwarded or not _says_something(rows, parts):
        parts = _with_first_thread(rows, quoted, parts)
    elif _acknowledges(rows, parts):
        parts = _without_acknowledgement(rows, quoted, parts)
    return parts


def _acknowledges(rows: Sequence[_Row], parts: Sequence[Part]) -> bool:
    """Return whether the message only says that the one which it quotes has come; then that one is the response."""
    own = (row.text for row, part in zip(rows, parts, strict=True) if part is Part.OWN)
    return not {Part.THREAD, Part.QUOTED}.isdisjoint(parts) and acknowledges(own)


def _without_acknowledgement(rows: Sequence[_Row], quoted: Sequence[Part], parts: list[Part]) -> list[Part]:
    """Return the same with what acknowledges as furniture, and the newest message that it quotes as the message
    itself."""
    above: list[Part] = [Part.HEAD if part is Part.OWN else part for part in parts]
    if Part.THREAD in parts:
        return _with_first_thread(rows, quoted, above)
    return [Part.OWN if part is Part.QUOTED else part for part in above]


def _says_something(rows: Sequence[_Row], parts: Sequence[Part]) -> bool:
    return any(
        part is Part.OWN and words(row.text) and not _DISCLAIMER.match(row.text)
        for row, part in zip(rows, parts, strict=True)
    )


def _with_first_thread(rows: Sequence[_Row], quoted: Sequence[Part], parts: list[Part]) -> list[Part]:
    """Return the same with the newest of the older messages read as the message itself; its own thread stays one."""
    if Part.THREAD not in parts:
        return parts
    start = parts.index(Part.THREAD)
    return parts[:start] + _parts(rows[start:], quoted[start:])


def _parts(rows: Sequence[_Row], quoted: Sequence[Part]) -> list[Part]:
    found: list[Part] = []
    state = Part.OWN
    sealed = False  # inside a PGP signature
    while len(found) < len(rows):
        at = len(found)
        line, mark = rows[at].text, quoted[at]
        sealed = sealed or line == _PGP_BEGINS
        head = 0 if mark is Part.QUOTED else _head(rows, quoted, at)
        if head:
            found += [Part.HEAD] * head
            state = _after_head(quoted, len(found), state)
            continue
        if state is Part.OWN and _DELIMITER.match(line) and _ends_soon(quoted, at):
            state = Part.SIGNATURE
        elif state is Part.SIGNATURE and mark is Part.QUOTED:
            state = Part.OWN
        aside = sealed or _ADDED.match(line) or _PGP_LINE.match(line)
        found.append(mark if mark is not Part.OWN else Part.SIGNATURE if aside and state is Part.OWN else state)
        sealed = sealed and line != _PGP_ENDS
    return found


def _after_head(quoted: Sequence[Part], after: int, state: Part) -> Part:
    """Return an introduction followed by marked lines introduces these; else all that follows."""
    marked = after < len(quoted) and quoted[after] is Part.QUOTED
    return state if marked else Part.THREAD


def _ends_soon(quoted: Sequence[Part], at: int) -> bool:
    rest = quoted[at + 1 : at + 2 + LONGEST_SIGNATURE]
    return len(rest) <= LONGEST_SIGNATURE or Part.QUOTED in rest


def _head(rows: Sequence[_Row], quoted: Sequence[Part], at: int) -> int:
    """Return how many lines from here introduce an older message."""
    line = rows[at].text
    if _SEPARATOR.match(line):
        return 1 + _headers(rows, at + 1)
    if line.lower().startswith("from"):
        return 1 if _ONE_LINE_HEADER.match(line) else _thread_headers(rows, at)
    return _attribution(rows, quoted, at)


def _thread_headers(rows: Sequence[_Row], at: int) -> int:
    """Return the headers that Outlook writes over an older message; a lone "From: …" is a line like another."""
    count = _headers(rows, at)
    names = {_name(row) for row in rows[at : at + count]}
    return count if names & {"sent", "date"} and names & {"to", "subject"} else 0


def _headers(rows: Sequence[_Row], at: int) -> int:
    """Return how many lines are headers, with their continuations: lines after which another header comes at once."""
    last = at
    seen: set[str] = set()
    for i in range(at, min(len(rows), at + HEADER_LINES)):
        name = _name(rows[i])
        if name in seen or (name is None and (rows[i].apart or i - last >= 2)):
            break
        if name:
            seen.add(name)
            last = i + 1
    return last - at


def _name(row: _Row) -> str | None:
    match = _HEADER.match(row.text)
    return match.group(1).lower() if match else None


def _attribution(rows: Sequence[_Row], quoted: Sequence[Part], at: int) -> int:
    """Return how many lines "On …, Jane wrote:" takes, or 0; a respondent who cites a speech gives no address or
    time."""
    joined = ""
    for count, row in enumerate(rows[at : at + 3], 1):
        joined = f"{joined} {row.text}".strip()
        if joined.endswith(":") and _ATTRIBUTION.match(joined):
            marked = at + count < len(quoted) and quoted[at + count] is Part.QUOTED
            return count if marked or _SENDER_OR_TIME.search(joined) else 0
    return 0


# --- blocks again ---


def _by_block(rows: Sequence[_Row], parts: Sequence[Part]) -> Iterator[list[tuple[_Row, bool]]]:
    judged = [(row, part is Part.OWN) for row, part in zip(rows, parts, strict=True)]
    for _, group in groupby(judged, key=lambda pair: pair[0].block):
        yield list(group)


def _cut(text: str, block: Block, rows: Sequence[tuple[_Row, bool]]) -> Iterator[Block]:
    number = block.number
    for own, group in groupby(rows, key=lambda pair: pair[1]):
        stretch = [row for row, _ in group]
        span = trim(text, stretch[0].start, stretch[-1].end)
        if span.start < span.end or number:
            yield replace(_as(own, block, span), number=number)
            number = None


def _as(own: bool, block: Block, span: Span) -> Block:
    kind, level = (block.kind, block.level) if own else (BlockKind.FURNITURE, 0)
    return replace(block, kind=kind, level=level, start=span.start, end=span.end)


def _unless_disclaimer(text: str, block: Block) -> Block:
    said = " ".join(text[block.start : block.end].split())
    if len(said.split(" ")) > LONGEST_DISCLAIMER or not _DISCLAIMER.match(said):
        return block
    return replace(block, kind=BlockKind.FURNITURE, level=0)

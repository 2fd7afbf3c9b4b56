"""Files that came in one message: one response, as most people send a letter and its annexes, or several people's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from analysis.model import (
    SIGN_OFF,
    SIGNATURE,
    Block,
    BlockKind,
    Document,
    DocumentPart,
    Segment,
    Segmentation,
    SegmentedDocument,
    SegmentKind,
)
from analysis.text import words

NAME_OF_FILE = "the name of an attached file"
"""The reason of a line that stands above an attachment's text, and which its respondent has not written there."""

MESSAGE = "the message"
"""What a reader calls the words of the message itself."""

BETWEEN = "\n\n"

_ADDED = re.compile(r"annex|append|attach|enclos|schedule|support|figure|photo|map\b|table", re.IGNORECASE)
"""Names of files that belong to another one."""

_OURS = re.compile(r"¶(\d+)")


def of_several_people(files: Sequence[SegmentedDocument]) -> bool:
    """Return whether files of one message say themselves that different people wrote them.

    They name different respondents, or are letters that different people have signed.
    """
    respondents = {file.document.respondent.name for file in files if file.document.respondent}
    signatures = [signature for file in files if (signature := _signature(file))]
    return len(respondents) > 1 or any(not one & other for one, other in combinations(signatures, 2))


def _signature(file: SegmentedDocument) -> frozenset[str]:
    """Return the words of the line below a letter's sign-off; none where nobody has signed."""
    text, segments = file.document.text, file.segmentation.segments
    last = next((i for i in reversed(range(len(segments))) if _is_called(segments[i], SIGN_OFF)), None)
    if last is None:
        return frozenset()
    below = (text[s.start : s.end] for s in segments[last + 1 :] if _is_called(s, SIGNATURE))
    # A name may stand in one paragraph with "Yours faithfully,".
    lines = [line for part in (text[segments[last].start : segments[last].end], *below) for line in part.splitlines()]
    names = [names for line in lines[1:] if (names := frozenset(word.lower() for word in words(line)))]
    return names[0] if names else frozenset()


def _is_called(segment: Segment, reason: str) -> bool:
    return segment.kind is SegmentKind.FURNITURE and (segment.reason or "").startswith(reason)


def joined(message: SegmentedDocument | None, files: Sequence[SegmentedDocument], name: str) -> SegmentedDocument:
    """Return a message's own words, if they are any of the response, and its files as one document.

    It is called as its first part is, whose text its own begins with: what was said of that holds. Each part is divided
    as it was by itself; our own numbers of paragraphs go on. ``name`` is the message's.
    """
    ordered = [*([message] if message else []), *sorted(files, key=lambda file: _is_added(file.document.name))]
    document = ordered[0].document
    text, segments, last_number = "", list[Segment](), 0
    omitted = [one for file in ordered for one in file.document.omitted]
    blocks, parts = list[Block](), list[DocumentPart]()
    for file in ordered:
        if text:
            text, title_segments, title_block = _titled(text, DocumentPart(file.document.name, 0, 0).title)
            segments += title_segments
            blocks.append(title_block)
        start, tables = len(text), max((block.table or 0 for block in blocks), default=0)
        text += file.document.text
        blocks += [_with_table(block.moved(start), tables) for block in file.document.blocks]
        parts += _parts(file.document, start)
        segments += [_numbered(one.moved(start), last_number) for one in _placed(file, name)]
        last_number = max([last_number, *(_own_number(segment) for segment in segments)])
    whole = replace(document, text=text, blocks=tuple(blocks), omitted=tuple(omitted), parts=tuple(parts))
    whole = replace(whole, media_type=document.media_type if message else "message/rfc822")
    return SegmentedDocument(whole, Segmentation(whole.name, ordered[0].segmentation.coder, tuple(segments)))


def _is_added(name: str) -> bool:
    return _ADDED.search(name.rpartition("#")[2]) is not None


def _titled(text: str, title: str) -> tuple[str, tuple[Segment, ...], Block]:
    """Return the text with the next file's name below it, that line's segments and its block."""
    start = len(text) + len(BETWEEN)
    end = start + len(title)
    line = Segment(SegmentKind.FURNITURE, start, end, reason=NAME_OF_FILE)
    gaps = Segment(SegmentKind.GAP, len(text), start), Segment(SegmentKind.GAP, end, end + len(BETWEEN))
    block = Block(BlockKind.FURNITURE, start, end)
    return f"{text}{BETWEEN}{title}{BETWEEN}", (gaps[0], line, gaps[1]), block


def _with_table(block: Block, tables: int) -> Block:
    return block if block.table is None else replace(block, table=block.table + tables)


def _parts(document: Document, start: int) -> Iterator[DocumentPart]:
    for part in document.parts or [DocumentPart(document.name, 0, len(document.text))]:
        yield replace(part, start=part.start + start, end=part.end + start)


def _placed(file: SegmentedDocument, message_name: str) -> Iterator[Segment]:
    """Yield a file's segments with where they stand."""
    name = file.document.name
    title = MESSAGE if name == message_name else DocumentPart(name, 0, 0).title
    for segment in file.segmentation.segments:
        yield segment if segment.file else replace(segment, file=title)


def _numbered(segment: Segment, last_number: int) -> Segment:
    """Return a segment whose own number, where we gave it, goes on from those of the files above."""
    if not segment.label or not last_number:
        return segment
    label = _OURS.sub(lambda match: f"¶{int(match[1]) + last_number}", segment.label, count=1)
    return replace(segment, label=label) if segment.label.startswith("¶") else segment


def _own_number(segment: Segment) -> int:
    number = _OURS.match(segment.label or "")
    return int(number[1]) if number else 0

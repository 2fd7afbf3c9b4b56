"""The paragraphs of a word processor's file: the pieces that they become, whatever format they are stored in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind
from analysis.reading.blocks import Piece
from analysis.reading.dashed_numbers import parted
from analysis.reading.typed_contents import without_contents
from analysis.reading.typed_numbers import split_typed_mark
from analysis.text import words

HEADING_WORDS = 7
"""What is longer and ends like a sentence is one: templates set their numbered paragraphs in heading styles."""

LONGEST_HEADING = 25
"""Nothing longer heads anything, but for a question of the consultation's own."""

LONG_ITEM = 20
"""Words; a list item as long as a sentence says something of its own."""

LAYOUT_ONLY = {0x00AD: None, 0x200B: None, 0x2060: None, 0xFEFF: None, 0x2011: "-", 0x2028: "\n", 0x000B: "\n"}
"""Characters that only say where a line may break."""

_CONTENTS = re.compile(r"(?:toc|contents) (?:[1-9]|heading)|table of figures|(?:user )?index [1-9]", re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:,]\W*$")
_ASKS_FOR_LIST = re.compile(r":\W{0,3}(?:\[?\w{1,4}\]?)?\W{0,3}$")
"""How a paragraph ends that a list follows, with the call of its note behind the colon."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark before a paragraph: a number ("" where the list shows none) or a bullet, and what parts it."""

    number: str
    bullet: bool
    level: int
    spaced: str = " "


def paragraph_pieces(text: str, mark: Mark | None, heading: int) -> list[Piece]:
    """Return a paragraph as pieces: one, or several where the author began new lines with numbers.

    ``mark`` is what its list sets before it, and ``heading`` the level of a heading's style, or 0. A paragraph without
    words is its number alone, or nothing.
    """
    first, *others = _stretches(text.translate(LAYOUT_ONLY), heading > 0) or [""]
    first_piece = _marked(first, mark, heading)
    shown = [first_piece] if first_piece.text or first_piece.number else []
    return [*shown, *(_marked(stretch, None, heading) for stretch in others)]


def is_contents_style(name: str) -> bool:
    """Return whether a style is one of those in which programs set tables of contents and indexes."""
    return _CONTENTS.fullmatch(name) is not None


def heading_style_level(name: str) -> int:
    """Return the level of a style that is named as one of headings, or 0; Word stores these names in English."""
    match = _HEADING.fullmatch(name)
    return int(match.group(1)) if match else int(name.lower() == "title")


def as_furniture(piece: Piece) -> Piece:
    """Return a piece as one that says nothing of its own."""
    return replace(piece, kind=BlockKind.FURNITURE, level=0)


def note_pieces(kind: BlockKind, number: str, pieces: Iterable[Piece]) -> list[Piece]:
    """Return a note or a comment as one piece, whatever it holds, or nothing."""
    lines = (" ".join(filter(None, (piece.number, piece.text))) for piece in pieces)
    text = "\n".join(filter(None, lines))
    return [Piece(kind, text, number=number or None)] if text else []


def finished(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces of a whole file that show something, without its list of contents and with numbers parted."""
    yield from (one for piece in without_contents(pieces) if piece.text for one in parted(piece))


def notes_below_lists(pieces: Iterable[Piece]) -> list[Piece]:
    """Move the notes of a paragraph that introduces a list, and of the list's short items, below that list.

    So no note stands in the sentence that they make together; an item of ``LONG_ITEM`` words keeps its note.
    """
    arranged: list[Piece] = []
    waiting_notes: list[Piece] = []
    is_introduced = False
    for piece in pieces:
        if piece.kind is BlockKind.NOTE and is_introduced and not _is_long_item(arranged[-1]):
            waiting_notes.append(piece)
            continue
        if piece.kind is not BlockKind.NOTE and (piece.kind is not BlockKind.LIST_ITEM or piece.number):
            arranged += waiting_notes
            waiting_notes.clear()
            is_introduced = False
        arranged.append(piece)
        is_introduced = is_introduced or _ASKS_FOR_LIST.search(piece.text[-20:]) is not None
    return arranged + waiting_notes


def _is_long_item(piece: Piece) -> bool:
    return piece.kind is BlockKind.LIST_ITEM and not piece.number and len(words(piece.text)) >= LONG_ITEM


def _stretches(text: str, in_heading: bool) -> list[str]:
    """Divide a paragraph at blank lines, and at line breaks before a number that was typed."""
    stretches: list[list[str]] = [[]]
    for line in map(str.strip, text.split("\n")):
        if not line or split_typed_mark(line, in_heading).number:
            stretches.append([])
        if line:
            stretches[-1].append(line)
    return ["\n".join(lines) for lines in stretches if lines]


def _marked(text: str, list_mark: Mark | None, heading: int) -> Piece:
    """Return a paragraph, or a part of one, with what stands before it."""
    list_number, separator = (list_mark.number or None, list_mark.spaced) if list_mark else (None, " ")
    is_heading = heading > 0 and is_heading_text(text)
    has_bullet = list_mark is not None and list_mark.bullet
    if not list_number and not has_bullet:
        list_number, has_bullet, text, separator = split_typed_mark(text, is_heading)
    if is_heading:
        return Piece(BlockKind.HEADING, text, heading, list_number, separator)
    if list_number or has_bullet:
        return Piece(BlockKind.LIST_ITEM, text, list_mark.level if list_mark else 0, list_number, separator)
    return Piece(BlockKind.PARAGRAPH, text)


def is_heading_text(text: str) -> bool:
    """Return whether the text of a paragraph in a heading style heads something, or only borrows the style's number."""
    word_count = len(words(text))
    if text.endswith("?"):
        return True
    return word_count <= HEADING_WORDS or (word_count <= LONGEST_HEADING and not _SENTENCE_END.search(text))

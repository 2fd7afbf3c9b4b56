"""OpenDocument texts (.odt): what a word processor shows of them, with the numbers that it computes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from analysis.model import BlockKind, Document, Omitted, Skipped
from analysis.reading.blocks import Piece, assemble
from analysis.reading.container_kinds import ODT
from analysis.reading.html.list_numbers import integer
from analysis.reading.odt.odt_numbering import (
    OUTLINE,
    STYLE,
    TEXT,
    Counting,
    HiddenStyles,
    OdtNumbering,
    margins,
    restart,
)
from analysis.reading.odt.omitted_members import parts_unread
from analysis.reading.omission_reasons import DELETED, HIDDEN, PROMPT, PRONUNCIATION
from analysis.reading.read_settings import ReadSettings
from analysis.reading.struck_choices import STRUCK, UNSTRUCK
from analysis.reading.symbol_fonts import shown
from analysis.reading.table_rows import headed_width, table_pieces
from analysis.reading.tracked_insertions import INSERTED, UNINSERTED, without_signs

LARGEST_XML = 60_000_000
"""Bytes that the text of a document may unpack to: some 10,000 pages, and what a tree of them takes in memory."""

MOST_MARKS = 4_000_000
"""Elements and attributes that it may hold: each takes time and memory, however few its bytes."""

MOST_RATIO, SMALL = 150, 4_000_000
"""Unpacked bytes for each packed one, where they are many: text packs to a tenth, dull tables to a fiftieth."""

MOST_SPACES = 100
"""Spaces that one mark may stand for; more are there to do harm, or to draw with."""

DAMAGED = "the file is damaged and cannot be read; ask for it again, or save it as text or PDF and add that"
ENCRYPTED = "the file is locked with a password; open it, save it without one and add that"
NOT_A_TEXT = "the file is an OpenDocument file, but not a text; save it as text or PDF and add that"
TOO_LARGE = "the file unpacks to more text than any submission holds; send it in parts"

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TABLE, DRAW = (f"{{{_ODF}:{name}:1.0}}" for name in ("office", "table", "drawing"))

_SPACE = re.compile(r"[ \t\r\n]+")

ROWS = {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
INDEXES = {f"{TEXT}{kind}" for kind in ("table-of-content", "illustration-index", "table-index", "alphabetical-index")}
READERS_SIGNS = (STRUCK, UNSTRUCK, INSERTED, UNINSERTED)
"""What the reader itself sets between words; no file can hold them."""

UNSEEN = {
    *(f"{TEXT}{name}" for name in ("ruby-text", "number", "index-title-template", "note-citation")),
    *(f"{OFFICE}{name}" for name in ("annotation-end", "forms", "event-listeners", "binary-data")),
    f"{DRAW}object", f"{DRAW}object-ole",
}  # fmt: skip
"""Elements that show nothing where they stand, or nothing that was typed."""


class _Unreadable(Exception):
    """The refusal to read the file; the message is the reason."""


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read an OpenDocument text."""
    try:
        yield _document(content, name)
    except _Unreadable as reason:
        yield Skipped(name, str(reason))
    except Exception:  # the libraries raise whatever a damaged file leads them into
        yield Skipped(name, DAMAGED)


def _document(content: bytes, name: str) -> Document:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if b"encryption-data" in _bytes(archive, "META-INF/manifest.xml"):
            raise _Unreadable(ENCRYPTED)
        content_root = _tree(archive, "content.xml")
        styles_root = _tree(archive, "styles.xml")
    text_element = content_root.find(f"{OFFICE}body/{OFFICE}text")
    if text_element is None:
        raise _Unreadable(NOT_A_TEXT)
    layout = _Layout(OdtNumbering([styles_root, content_root]), HiddenStyles([styles_root, content_root]))
    layout.walk(text_element)
    layout.close(margins(styles_root))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        layout.omitted += parts_unread(archive.namelist(), [content_root, styles_root])
    document_text, blocks = assemble(layout.pieces)
    return Document(name, document_text, blocks, tuple(layout.omitted), ODT)


def _tree(archive: zipfile.ZipFile, member_path: str) -> _Element:
    # huge_tree=False bounds the depth and the entities; DTDs are neither fetched nor applied.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    return etree.fromstring(_bytes(archive, member_path) or b"<none/>", parser)


def _bytes(archive: zipfile.ZipFile, member_path: str) -> bytes:
    if member_path not in archive.namelist():
        return b""
    info = archive.getinfo(member_path)
    with archive.open(info) as member_stream:
        content = member_stream.read(LARGEST_XML + 1)
    is_inflated = len(content) > max(SMALL, MOST_RATIO * info.compress_size)
    if len(content) > LARGEST_XML or is_inflated or content.count(b"<") + content.count(b"=") > MOST_MARKS:
        raise _Unreadable(TOO_LARGE)
    return content


@dataclass(slots=True)
class _List:
    """An open list: where it counts, at which level, and the number that its next words will carry."""

    outermost: _Element
    counting: Counting
    style: str
    level: int
    fresh: bool = False
    start: int | None = None


class _Inline(NamedTuple):
    """The contents of a line besides its words: notes, frames and comments, to be laid out after it."""

    words: list[str]
    notes: list[_Element]
    frames: list[_Element]
    comments: list[_Element]

    def say(self, text: str | None) -> None:
        """Add words as they stand in the file, where any white space is one space."""
        added_words = _SPACE.sub(" ", text or "")
        last_words = next((said for said in reversed(self.words) if said not in READERS_SIGNS), " ")
        ends_spaced = last_words[-1:].isspace()
        if added_words := added_words.lstrip(" ") if ends_spaced else added_words:
            self.words.append(added_words)


class _Layout:
    """The part of a document that has been laid out so far."""

    def __init__(self, numbering: OdtNumbering, hidden: HiddenStyles) -> None:
        self.pieces: list[Piece] = []
        self.omitted: list[Omitted] = []
        self._numbering, self._hidden = numbering, hidden
        self._list: _List | None = None
        self._table_count = self._head_width = 0
        self._insertions: set[str | None] = set()
        self._inserting = 0

    def walk(self, parent: _Element) -> None:
        """Lay out all blocks in an element."""
        for element in parent:
            tag_name = element.tag
            if tag_name in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(element)
            elif tag_name == f"{TEXT}list":
                self._open_list(element)
            elif tag_name == f"{TEXT}numbered-paragraph":
                self._numbered(element)
            elif tag_name == f"{TABLE}table":
                self._table(element)
            elif tag_name in INDEXES:
                self._as_furniture(element)
            elif tag_name == f"{TEXT}tracked-changes":
                for deletion in element.iter(f"{TEXT}deletion"):
                    self._omit(deletion, DELETED)
                regions = element.iter(f"{TEXT}changed-region")
                inserting = (region for region in regions if region.find(f"{TEXT}insertion") is not None)
                self._insertions |= {region.get(f"{TEXT}id") for region in inserting}
            elif tag_name == f"{OFFICE}annotation":
                self._comment(element)
            elif isinstance(tag_name, str) and tag_name not in UNSEEN:
                self._section(element)

    def close(self, margins: Iterable[_Element]) -> None:
        """Lay out headers and footers, each text once."""
        seen_texts: set[str] = set()
        for margin in margins:
            margin_layout = _Layout(self._numbering, self._hidden)
            if margin.get(f"{STYLE}display") == "false":
                margin_layout._omit(margin, HIDDEN)
            else:
                margin_layout.walk(margin)
            fresh_pieces = [piece for piece in margin_layout.pieces if piece.text not in seen_texts]
            seen_texts |= {piece.text for piece in fresh_pieces}
            self.pieces += map(_furniture, fresh_pieces)
            self.omitted += margin_layout.omitted

    def _apart(self, element: _Element) -> list[Piece]:
        """Return the pieces of an element that is laid out by itself, without the list around it."""
        outer_pieces, outer_list = self.pieces, self._list
        self.pieces, self._list = [], None
        self.walk(element)
        inner_pieces, self.pieces, self._list = self.pieces, outer_pieces, outer_list
        return inner_pieces

    def _omit(self, element: _Element, reason: str) -> None:
        omitted_text = "\n".join(piece.text for piece in self._apart(element))
        if omitted_text:
            self.omitted.append(Omitted(omitted_text, reason))

    def _comment(self, element: _Element) -> None:
        comment_text = "\n".join(piece.text for piece in self._apart(element))
        if comment_text:
            self.pieces.append(Piece(BlockKind.COMMENT, comment_text))

    def _section(self, element: _Element) -> None:
        if element.get(f"{TEXT}display") == "none" or element.get(f"{TEXT}is-hidden") == "true":
            self._omit(element, HIDDEN)
        else:
            self.walk(element)

    def _as_furniture(self, element: _Element) -> None:
        self.pieces += map(_furniture, [piece for index_part in element for piece in self._apart(index_part)])

    # --- paragraphs ---

    def _paragraph(self, element: _Element) -> None:
        inline_content = _Inline([], [], [], [])
        hidden_marks = element.iter(f"{TEXT}hidden-paragraph")
        is_hidden = self._hidden.by("paragraph", element.get(f"{TEXT}style-name"))
        is_hidden = is_hidden or any(hidden_mark.get(f"{TEXT}is-hidden") == "true" for hidden_mark in hidden_marks)
        inline_content.words.extend([INSERTED] * self._inserting)
        self._inline(element, inline_content)
        inline_content.words.extend([UNINSERTED] * self._inserting)
        paragraph_text = _tidy("".join(inline_content.words))
        if paragraph_text and is_hidden:
            self.omitted.append(Omitted(paragraph_text, HIDDEN))
        else:
            self._show(element, paragraph_text)
        for note in inline_content.notes:
            self._note(note)
        for text_frame in inline_content.frames:
            self.pieces += self._apart(text_frame)
        for comment in inline_content.comments:
            self._comment(comment)

    def _show(self, element: _Element, text: str) -> None:
        """Lay out a paragraph; one without words is counted all the same, as word processors do."""
        is_heading = element.tag == f"{TEXT}h"
        kind, level, number = BlockKind.PARAGRAPH, 0, None
        within = self._list
        if within and within.fresh:
            kind, level, within.fresh = BlockKind.LIST_ITEM, within.level, False
            number = self._numbering.next(within.counting, within.level, within.style, within.start)
        elif is_heading and not within:
            number = self._outline_number(element)
        if is_heading:
            kind, level = BlockKind.HEADING, max(1, integer(element.get(f"{TEXT}outline-level")) or 1)
        text, is_inserted = without_signs(text)
        if text.strip(f"{INSERTED}{UNINSERTED}"):
            group = within.outermost if within else None
            self.pieces.append(Piece(kind, text, level, number, group=group, is_inserted=is_inserted))

    def _outline_number(self, element: _Element) -> str | None:
        if element.get(f"{TEXT}is-list-header") == "true":
            return None
        outline_level = (integer(element.get(f"{TEXT}outline-level")) or 1) - 1
        return self._numbering.next(self._numbering.of("", OUTLINE), outline_level, OUTLINE, restart(element))

    def _note(self, note: _Element) -> None:
        citation = note.find(f"{TEXT}note-citation")
        number = (citation.get(f"{TEXT}label") or "".join(citation.itertext())).strip() if citation is not None else ""
        note_body = note.find(f"{TEXT}note-body")
        note_pieces = self._apart(note_body) if note_body is not None else []
        for i, piece in enumerate(note_pieces):
            # A numbered list inside a note keeps its own numbers.
            piece_number = " ".join(part for part in (number if i == 0 else "", piece.number) if part)
            self.pieces.append(replace(piece, kind=BlockKind.NOTE, level=0, number=piece_number or None, group=None))

    # --- lines ---

    def _inline(self, parent: _Element, inline_content: _Inline) -> None:
        inline_content.say(parent.text)
        for element in parent:
            self._mark(element, inline_content)
            inline_content.say(element.tail)

    def _mark(self, element: _Element, inline_content: _Inline) -> None:
        tag_name = element.tag
        if tag_name == f"{TEXT}ruby-text":
            self._hide(element, PRONUNCIATION)
        if not isinstance(tag_name, str) or tag_name in UNSEEN:
            return
        if tag_name in (f"{TEXT}change-start", f"{TEXT}change-end"):
            if element.get(f"{TEXT}change-id") in self._insertions:
                begins = tag_name == f"{TEXT}change-start"
                self._inserting += 1 if begins else -1
                inline_content.words.append(INSERTED if begins else UNINSERTED)
        elif tag_name in _SIGNS:
            inline_content.words.append(_SIGNS[tag_name] * min(integer(element.get(f"{TEXT}c")) or 1, MOST_SPACES))
        elif tag_name == f"{TEXT}note":
            inline_content.notes.append(element)
        elif tag_name == f"{OFFICE}annotation":
            inline_content.comments.append(element)
        elif tag_name.startswith(DRAW):
            inline_content.frames.append(element)
        elif tag_name == f"{TEXT}placeholder":
            self._hide(element, PROMPT)
        elif self._is_hidden(element):
            self._hide(element)
        elif tag_name == f"{TEXT}span" and self._hidden.strikes(element.get(f"{TEXT}style-name")):
            inline_content.words.append(STRUCK)
            self._inline(element, inline_content)
            inline_content.words.append(UNSTRUCK)
        elif tag_name == f"{TEXT}span" and (font := self._hidden.font(element.get(f"{TEXT}style-name"))):
            own_content = _Inline([], *inline_content[1:])
            self._inline(element, own_content)
            inline_content.words.extend(shown(font, said) for said in own_content.words)
        else:
            self._inline(element, inline_content)

    def _is_hidden(self, element: _Element) -> bool:
        if element.tag == f"{TEXT}span":
            return self._hidden.by("text", element.get(f"{TEXT}style-name"))
        return bool(element.tag == f"{TEXT}hidden-text" and element.get(f"{TEXT}is-hidden", "true") == "true")

    def _hide(self, element: _Element, reason: str = HIDDEN) -> None:
        inline_content = _Inline([], [], [], [])
        self._inline(element, inline_content)
        hidden_text = _tidy("".join(inline_content.words)) or element.get(f"{TEXT}string-value", "")
        if hidden_text:
            self.omitted.append(Omitted(hidden_text, reason))

    # --- lists ---

    def _open_list(self, element: _Element) -> None:
        outer_list = self._list
        list_style = element.get(f"{TEXT}style-name") or (outer_list.style if outer_list else "")
        if outer_list:
            self._list = _List(outer_list.outermost, outer_list.counting, list_style, outer_list.level + 1)
        else:
            self._list = _List(element, self._numbering.open(element, list_style), list_style, 0)
        for list_item in element:
            if list_item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                self._item(list_item, self._list)
        self._list = outer_list

    def _item(self, item: _Element, within: _List) -> None:
        list_style = within.style
        within.style = item.get(f"{TEXT}style-override") or list_style
        within.fresh, within.start = item.tag == f"{TEXT}list-item", integer(item.get(f"{TEXT}start-value"))
        self.walk(item)
        within.style, within.fresh = list_style, False

    def _numbered(self, element: _Element) -> None:
        style = element.get(f"{TEXT}style-name", "")
        level = (integer(element.get(f"{TEXT}list-level")) or 1) - 1
        counting = self._numbering.of(element.get(f"{TEXT}list-id") or style, style)
        outer_list, self._list = self._list, _List(element, counting, style, max(0, level), True, restart(element))
        self.walk(element)
        self._list = outer_list

    def _table(self, element: _Element) -> None:
        """Lay out a table; the tables in its cells are its own."""
        is_directly_below = bool(self.pieces) and self.pieces[-1].table == self._table_count
        width_above = self._head_width if is_directly_below else 0
        rows = list(self._rows(element))
        self._table_count += 1
        self.pieces += [replace(piece, table=self._table_count) for piece in table_pieces(rows, width_above)]
        self._head_width = headed_width(rows, width_above)

    def _rows(self, element: _Element) -> Iterator[tuple[list[list[Piece]], bool]]:
        for table_row in element:
            if table_row.tag == f"{TABLE}table-row":
                yield self._row(table_row)
            elif table_row.tag in ROWS:
                yield from self._rows(table_row)

    def _row(self, table_row: _Element) -> tuple[list[list[Piece]], bool]:
        row_cells = [self._apart(table_cell) for table_cell in table_row if table_cell.tag == f"{TABLE}table-cell"]
        for covered_cell in table_row.iterchildren(f"{TABLE}covered-table-cell"):
            self._omit(covered_cell, HIDDEN)
        spans = any((integer(cell.get(f"{TABLE}number-columns-spanned")) or 1) > 1 for cell in table_row)
        return row_cells, spans


_SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _furniture(piece: Piece) -> Piece:
    return replace(piece, kind=BlockKind.FURNITURE, level=0)

"""OpenDocument texts (.odt): what a word processor shows of them, with the numbers that it computes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml.etree import _Element

from analysis.errors import UnreadableError
from analysis.model import BlockKind, Document, Omitted, Skipped
from analysis.reading.blocks import Piece, assemble
from analysis.reading.container_kinds import ODT
from analysis.reading.html.list_numbers import integer
from analysis.reading.odt.form_controls import is_choice, is_prompt, sign_of
from analysis.reading.odt.odt_numbering import (
    OFFICE,
    OUTLINE,
    STYLE,
    TEXT,
    Counting,
    NoteNumbering,
    OdtNumbering,
    restart,
)
from analysis.reading.odt.odt_package import DAMAGED, OdtPackage
from analysis.reading.odt.odt_styles import OdtStyles, margins
from analysis.reading.odt.omitted_members import parts_unread
from analysis.reading.omission_reasons import DELETED, HIDDEN, PROMPT, PRONUNCIATION
from analysis.reading.read_settings import ReadSettings
from analysis.reading.struck_choices import STRUCK, UNSTRUCK
from analysis.reading.symbol_fonts import shown
from analysis.reading.table_rows import headed_width, in_table, table_pieces
from analysis.reading.tracked_insertions import INSERTED, UNINSERTED, without_signs
from analysis.reading.word_paragraphs import (
    Mark,
    as_furniture,
    finished,
    note_pieces,
    notes_below_lists,
    paragraph_pieces,
)

MOST_COLUMNS = 63
"""Columns that one cell may span: those of Word's widest table."""

MOST_SPACES = 100
"""Spaces that one mark may stand for; more are there to do harm, or to draw with."""

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
TABLE, DRAW = (f"{{{_ODF}:{name}:1.0}}" for name in ("table", "drawing"))

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


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read an OpenDocument text."""
    try:
        yield _document(content, name)
    except UnreadableError as error:
        yield Skipped(name, error.reason)
    except Exception:  # the libraries raise whatever a damaged file leads them into
        yield Skipped(name, DAMAGED)


def _document(content: bytes, name: str) -> Document:
    package = OdtPackage(content, name)
    roots = [package.styles, package.content]
    layout = _Layout(OdtNumbering(roots), NoteNumbering(package.styles), OdtStyles(roots))
    layout.walk(package.text)
    layout.close(margins(package.styles))
    layout.omitted += parts_unread(package.members, roots)
    document_text, blocks = assemble(finished(notes_below_lists(layout.pieces)))
    return Document(name, document_text, blocks, tuple(layout.omitted), ODT)


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

    def __init__(self, numbering: OdtNumbering, notes: NoteNumbering, styles: OdtStyles) -> None:
        self.pieces: list[Piece] = []
        self.omitted: list[Omitted] = []
        self._numbering, self._notes, self._styles = numbering, notes, styles
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
            margin_layout = _Layout(self._numbering, self._notes, self._styles)
            if margin.get(f"{STYLE}display") == "false":
                margin_layout._omit(margin, HIDDEN)
            else:
                margin_layout.walk(margin)
            fresh_pieces = [piece for piece in margin_layout.pieces if piece.text not in seen_texts]
            seen_texts |= {piece.text for piece in fresh_pieces}
            self.pieces += map(as_furniture, fresh_pieces)
            self.omitted += margin_layout.omitted

    def _apart(self, element: _Element) -> list[Piece]:
        """Return the pieces of an element that is laid out by itself, without the list around it."""
        outer_pieces, outer_list = self.pieces, self._list
        self.pieces, self._list = [], None
        self.walk(element)
        inner_pieces, self.pieces, self._list = self.pieces, outer_pieces, outer_list
        return notes_below_lists(inner_pieces)

    def _omit(self, element: _Element, reason: str) -> None:
        omitted_text = "\n".join(piece.text for piece in self._apart(element))
        if omitted_text:
            self.omitted.append(Omitted(omitted_text, reason))

    def _comment(self, element: _Element) -> None:
        self.pieces += note_pieces(BlockKind.COMMENT, "", self._apart(element))

    def _section(self, element: _Element) -> None:
        if element.get(f"{TEXT}display") == "none" or element.get(f"{TEXT}is-hidden") == "true":
            self._omit(element, HIDDEN)
        else:
            self.walk(element)

    def _as_furniture(self, element: _Element) -> None:
        self.pieces += map(as_furniture, [piece for index_part in element for piece in self._apart(index_part)])

    # --- paragraphs ---

    def _paragraph(self, element: _Element) -> None:
        inline_content = _Inline([], [], [], [])
        hidden_marks = element.iter(f"{TEXT}hidden-paragraph")
        is_hidden = self._styles.by("paragraph", element.get(f"{TEXT}style-name"))
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
        style_name = element.get(f"{TEXT}style-name")
        is_heading = element.tag == f"{TEXT}h"
        heading = max(1, integer(element.get(f"{TEXT}outline-level")) or 1) if is_heading else 0
        heading = heading or int(self._styles.is_title(style_name))
        within, mark = self._list, None
        if within and within.fresh:
            within.fresh = False
            mark = self._numbering.next(within.counting, within.level, within.style, within.start)
        elif is_heading and not within:
            mark = self._outline_mark(element)
        text, is_inserted = without_signs(text)
        shown_pieces = paragraph_pieces(text, mark, heading)
        if self._styles.is_contents(style_name):
            shown_pieces = list(map(as_furniture, shown_pieces))
        group = within.outermost if within else None
        self.pieces += [replace(piece, group=group, is_inserted=is_inserted) for piece in shown_pieces]

    def _outline_mark(self, element: _Element) -> Mark | None:
        if element.get(f"{TEXT}is-list-header") == "true" or self._styles.is_unlisted(element.get(f"{TEXT}style-name")):
            return None
        outline_level = (integer(element.get(f"{TEXT}outline-level")) or 1) - 1
        mark = self._numbering.next(self._numbering.of("", OUTLINE), outline_level, OUTLINE, restart(element))
        return mark if mark.number else None

    def _note(self, note: _Element) -> None:
        number = self._notes.of(note)
        note_body = note.find(f"{TEXT}note-body")
        self.pieces += note_pieces(BlockKind.NOTE, number, [] if note_body is None else self._apart(note_body))

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
        elif tag_name == f"{TEXT}placeholder" or is_prompt(element):
            self._hide(element, PROMPT)
        elif sign := sign_of(element):
            inline_content.words.append(sign)
        elif self._is_hidden(element):
            self._hide(element)
        elif tag_name == f"{TEXT}span" and self._styles.strikes(element.get(f"{TEXT}style-name")):
            inline_content.words.append(STRUCK)
            self._inline(element, inline_content)
            inline_content.words.append(UNSTRUCK)
        elif tag_name == f"{TEXT}span" and (font := self._styles.font(element.get(f"{TEXT}style-name"))):
            first = len(inline_content.words)
            self._inline(element, inline_content)
            inline_content.words[first:] = [shown(font, said) for said in inline_content.words[first:]]
        else:
            inline_content.words.extend(["☒ "] if is_choice(element) else [])
            self._inline(element, inline_content)

    def _is_hidden(self, element: _Element) -> bool:
        if element.tag == f"{TEXT}span":
            return self._styles.by("text", element.get(f"{TEXT}style-name"))
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
        self.pieces += [in_table(piece, self._table_count) for piece in table_pieces(rows, width_above)]
        self._head_width = headed_width(rows, width_above)

    def _rows(self, element: _Element) -> Iterator[tuple[list[list[Piece]], bool]]:
        for table_row in element:
            if table_row.tag == f"{TABLE}table-row":
                yield self._row(table_row)
            elif table_row.tag in ROWS:
                yield from self._rows(table_row)

    def _row(self, table_row: _Element) -> tuple[list[list[Piece]], bool]:
        row_cells: list[list[Piece]] = []
        spanned = spans = 0
        is_beside = sum(cell.tag == f"{TABLE}table-cell" for cell in table_row) > 1
        for cell in table_row:
            if cell.tag == f"{TABLE}table-cell":
                row_cells.append(self._apart(cell))
                spanned = min(integer(cell.get(f"{TABLE}number-columns-spanned")) or 1, MOST_COLUMNS) - 1
                spans += spanned
            elif cell.tag == f"{TABLE}covered-table-cell":
                self._omit(cell, HIDDEN)
                # It is covered from its left, or from above.
                row_cells += [[]] if is_beside or spanned <= 0 else []
                spanned -= 1
        return row_cells, spans > 0


_SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()

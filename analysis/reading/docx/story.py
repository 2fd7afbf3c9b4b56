"""The layout of a Word file: its paragraphs, tables, text boxes and notes as pieces, in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from analysis.model import BlockKind, Omitted
from analysis.reading.docx.footnotes import Footnotes, notes_below_lists
from analysis.reading.docx.package import W, integer, switch, value
from analysis.reading.docx.paragraph_text import ALTERNATE, DELETED, HIDDEN, PROMPT, Content, Words, chosen
from analysis.reading.docx.styles import Chain, Styles, heading_level, is_contents, is_hidden
from analysis.reading.docx.table_rows import DocxPiece, row_pieces
from analysis.reading.docx.typed_numbers import typed
from analysis.reading.docx.word_numbering import Counters, Mark, WordNumbering
from analysis.text import words

HEADING_WORDS = 7
"""What is longer and ends like a sentence is one: templates set their numbered paragraphs in heading styles."""

LONGEST_HEADING = 25
"""Nothing longer heads anything, but for a question of the consultation's own."""

_BLANK_LINES = re.compile(r"\n[ \t\xa0]*(?=\n)\s*")
_SENTENCE_END = re.compile(r"[.;:,]\W*$")
_WRAPPERS = frozenset(f"{W}{tag}" for tag in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "dir", "bdo"))
_REMOVED = frozenset((f"{W}del", f"{W}moveFrom"))


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that all stories of a file share; ``omitted`` grows as they are read."""

    styles: Styles
    numbering: WordNumbering
    notes: Footnotes
    omitted: list[Omitted]


class Story:
    """One run of text that Word numbers by itself: the body, the notes, all text boxes, a header."""

    def __init__(self, root: Element, parts: Parts, counters: Counters | None = None) -> None:
        """Begin a story; ``counters`` are given where it goes on with an earlier one's numbers."""
        self._parts = parts
        self._words = Words(root, parts.styles, parts.omitted)
        self._counters = counters or Counters()
        self._box_counters = Counters()
        self._note_counters = Counters()
        self._open: list[Content] = []

    def pieces(self, container: Element) -> list[DocxPiece]:
        """Return all that a container of paragraphs and tables shows; empty numbered paragraphs are pieces too."""
        found: list[DocxPiece] = []
        for element, reason in _blocks(container, None):
            if element.tag == f"{W}p":
                found += self._paragraph(element, reason)
            elif element.tag == f"{W}tbl":
                found += self._table(element, reason)
            else:
                contents = self.pieces(element)
                found += [replace(piece, kind=BlockKind.FURNITURE, level=0) for piece in contents]
        if self._open:
            found += self._laid_out(self._joined(Content()), None, (), 0)
        return notes_below_lists(found)

    def _paragraph(self, element: Element, reason: str | None) -> list[DocxPiece]:
        properties = element.find(f"{W}pPr")
        chain = self._parts.styles.paragraph(value(properties, "pStyle"))
        content = self._words.read(element, chain, reason)
        mark = None if properties is None else properties.find(f"{W}rPr")
        if mark is not None and any(mark.find(tag) is not None for tag in _REMOVED):
            # Its end is deleted: what is left of it begins the next paragraph, and has that one's number.
            self._open.append(content)
            return []
        content = self._joined(content)
        unseen = reason or is_hidden(None if mark is None else switch(mark, "vanish"), chain)
        if unseen and not content.text.strip():
            return self._laid_out(content, None, chain, 0)
        place = self._parts.numbering.place(properties, chain)
        counted = self._counters.count(*place) if place else None
        level = heading_level(chain, integer(value(properties, "outlineLvl")))
        return self._laid_out(content, counted, chain, level)

    def _joined(self, content: Content) -> Content:
        for earlier in reversed(self._open):
            content = earlier.before(content)
        self._open.clear()
        return content

    def _laid_out(self, content: Content, mark: Mark | None, chain: Chain, heading: int) -> list[DocxPiece]:
        texts = [text for text in (part.strip() for part in _BLANK_LINES.split(content.text)) if text] or [""]
        first = _first(texts[0], mark, heading)
        found = [first, *(DocxPiece(BlockKind.PARAGRAPH, text) for text in texts[1:])]
        if content.contents or is_contents(chain):
            found = [replace(piece, kind=BlockKind.FURNITURE, level=0) for piece in found]
        if not first.text and not first.number:
            found = found[1:]
        for part, note in content.notes:
            found += self._note(part, note)
        for box in content.boxes:
            story = Story(box, self._parts, self._box_counters)
            found += story.pieces(box)
        return found

    def _note(self, part: str, note: str) -> Iterator[DocxPiece]:
        root, number = self._parts.notes.call(part, note)
        if root is None:
            return
        story = Story(root, self._parts, self._note_counters)
        lines = [" ".join(filter(None, (piece.number, piece.text))) for piece in story.pieces(root)]
        text = "\n".join(line for line in lines if line)
        if text:
            yield DocxPiece(BlockKind.NOTE, text, number=number or None)

    def _table(self, table: Element, reason: str | None) -> list[DocxPiece]:
        found: list[DocxPiece] = []
        for row, why in _within(table, f"{W}tr", reason):
            removed = row.find(f"{W}trPr/{W}del") is not None
            cells = [self._cell(cell, DELETED if removed else why) for cell, why in _within(row, f"{W}tc", why)]
            found += row_pieces(cells, _spans(row))
        return found

    def _cell(self, cell: Element, reason: str | None) -> list[DocxPiece]:
        reason = reason or _cell_reason(cell)
        if reason is None:
            return self.pieces(cell)
        for paragraph in cell.iter(f"{W}p"):
            self._words.read(paragraph, (), reason)
        return []


def _first(text: str, mark: Mark | None, heading: int) -> DocxPiece:
    """Return a paragraph, or its first part where blank lines divide it, with what stands before it."""
    number, spaced = (mark.number or None, mark.spaced) if mark else (None, " ")
    headed = heading > 0 and heads(text)
    bullet = mark is not None and mark.bullet
    if not number and not bullet:
        number, bullet, text, spaced = typed(text, headed)
    if headed:
        return DocxPiece(BlockKind.HEADING, text, heading, number, spaced)
    if number or bullet:
        return DocxPiece(BlockKind.LIST_ITEM, text, mark.level if mark else 0, number, spaced)
    return DocxPiece(BlockKind.PARAGRAPH, text)


def heads(text: str) -> bool:
    """Return whether the text of a paragraph in a heading style heads something, or only borrows the style's number."""
    count = len(words(text))
    if text.endswith("?"):
        return True
    return count <= HEADING_WORDS or (count <= LONGEST_HEADING and not _SENTENCE_END.search(text))


def _blocks(container: Element, reason: str | None) -> Iterator[tuple[Element, str | None]]:
    """Yield the paragraphs, tables and contents lists in a container, through all that wraps them; why one is held
    back."""
    for element in container:
        tag = element.tag
        if tag in (f"{W}p", f"{W}tbl"):
            yield element, reason
        elif tag == f"{W}sdt":
            properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
            gallery = value(properties, "docPartObj/docPartGallery") or ""
            if content is not None and gallery.startswith("Table of") and reason is None:
                yield content, None
            elif content is not None:
                yield from _blocks(content, reason or (PROMPT if switch(properties, "showingPlcHdr") else None))
        elif tag == ALTERNATE:
            yield from _blocks(chosen(element), reason)
        elif tag in _WRAPPERS or tag in _REMOVED:
            yield from _blocks(element, DELETED if tag in _REMOVED else reason)


def _within(container: Element, wanted: str, reason: str | None) -> Iterator[tuple[Element, str | None]]:
    """Yield the rows of a table or the cells of a row, through all that wraps them."""
    for element in container:
        if element.tag == wanted:
            yield element, reason
        elif element.tag == f"{W}sdt" or element.tag in _WRAPPERS:
            prompt = PROMPT if switch(element.find(f"{W}sdtPr"), "showingPlcHdr") else None
            yield from _within(element, wanted, reason or prompt)
        elif element.tag == ALTERNATE:
            yield from _within(chosen(element), wanted, reason)


def _cell_reason(cell: Element) -> str | None:
    """Return why a cell's text is not shown: it was deleted, or another cell was drawn over it."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return None
    if properties.find(f"{W}cellDel") is not None:
        return DELETED
    merged = [properties.find(f"{W}{tag}") for tag in ("vMerge", "hMerge")]
    return HIDDEN if any(m is not None and m.get(f"{W}val") != "restart" for m in merged) else None


def _spans(row: Element) -> bool:
    return any((integer(span.get(f"{W}val")) or 1) > 1 for span in row.iterfind(f"{W}tc/{W}tcPr/{W}gridSpan"))

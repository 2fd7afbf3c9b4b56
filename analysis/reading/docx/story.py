"""The layout of a Word file: its paragraphs, tables, text boxes and notes as pieces, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from analysis.model import BlockKind, Omitted
from analysis.reading.blocks import Piece
from analysis.reading.docx.footnotes import Footnotes
from analysis.reading.docx.package import W, integer, switch, value
from analysis.reading.docx.paragraph_text import (
    ALTERNATE,
    LIST_NUMBER,
    MATH,
    Content,
    ParagraphReader,
    readable_version,
)
from analysis.reading.docx.styles import Chain, Styles, heading_level, is_contents, is_hidden
from analysis.reading.docx.word_numbering import DEEPEST_LEVEL, Counters, Numbered, WordNumbering
from analysis.reading.omission_reasons import DELETED, HIDDEN, PROMPT
from analysis.reading.table_rows import Rows, headed_width, in_table, table_pieces
from analysis.reading.tracked_insertions import without_signs
from analysis.reading.word_paragraphs import Mark, as_furniture, note_pieces, notes_below_lists, paragraph_pieces

MOST_COLUMNS = 63
"""Word's own limit of a table."""

_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}r", f"{MATH}oMathPara", f"{MATH}oMath")
"""What stands in a story: paragraphs and tables; damage and other programs leave formulas and words outside of them."""

_REMOVED = frozenset((f"{W}del", f"{W}moveFrom"))


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that all stories of a file share; ``omitted`` grows as they are read, ``comments`` shrink."""

    styles: Styles
    numbering: WordNumbering
    notes: Footnotes
    comments: dict[str, Element]
    omitted: list[Omitted]
    tables: Iterator[int]


class Story:
    """One run of text that Word numbers by itself: the body, the notes, all text boxes, a header."""

    def __init__(self, root: Element, parts: Parts, counters: Counters | None = None) -> None:
        """Begin a story; ``counters`` are given where it goes on with an earlier one's numbers."""
        self._parts = parts
        self._words = ParagraphReader(root, parts.styles, parts.omitted)
        self._counters = counters or Counters()
        self._box_counters = Counters()
        self._note_counters = Counters()
        self._open: list[Content] = []

    def pieces(self, container: Element) -> list[Piece]:
        """Return all that a container of paragraphs and tables shows; empty numbered paragraphs are pieces too."""
        laid_out: list[Piece] = []
        width_above = 0
        for element, reason in _blocks(container, None):
            if element.tag == f"{W}tbl":
                table_number = next(self._parts.tables)
                rows = self._rows(element, reason)
                laid_out += (in_table(piece, table_number) for piece in table_pieces(rows, width_above))
                width_above = headed_width(rows, width_above)
            elif element.tag == f"{W}sdtContent":
                contents_pieces = self.pieces(element)
                laid_out += map(as_furniture, contents_pieces)
            else:
                paragraph_pieces = list(self._paragraph(element, reason))
                laid_out += paragraph_pieces
                width_above = 0 if any(piece.text for piece in paragraph_pieces) else width_above
        if self._open:
            rest = self._joined(Content())
            self._count_fields(rest, None)
            laid_out += self._laid_out(rest, None, (), 0)
        return notes_below_lists(laid_out)

    def _paragraph(self, element: Element, reason: str | None) -> list[Piece]:
        properties = element.find(f"{W}pPr")
        style_chain = self._parts.styles.paragraph(value(properties, "pStyle"))
        content = self._words.read(element, style_chain, reason)
        end_mark = None if properties is None else properties.find(f"{W}rPr")
        if end_mark is not None and any(end_mark.find(tag) is not None for tag in _REMOVED):
            # Its end is deleted: what is left of it begins the next paragraph, and has that one's number.
            self._open.append(content)
            return []
        content = self._joined(content)
        is_end_hidden = is_hidden(None if end_mark is None else switch(end_mark, "vanish"), style_chain)
        is_unseen = reason or (is_end_hidden and content.hides) or _only_ends_section(properties, content)
        if is_unseen and not content.text.strip():
            return self._laid_out(content, None, style_chain, 0)
        list_place = self._parts.numbering.place(properties, style_chain)
        list_mark = self._counters.count(*list_place) if list_place else None
        self._count_fields(content, list_place)
        outline_level = heading_level(style_chain, integer(value(properties, "outlineLvl")))
        return self._laid_out(content, list_mark, style_chain, outline_level)

    def _count_fields(self, content: Content, list_place: tuple[Numbered, int] | None) -> None:
        """Write the numbers of LISTNUM fields; one that names no list goes on with its paragraph's, a level deeper."""
        for list_number in content.list_numbers:
            numbered, above = (list_place or (None, -1)) if not list_number.name else (None, -1)
            numbered = numbered or self._parts.numbering.of_field(list_number.name)
            level = above + 1 if list_number.level is None else list_number.level
            level = min(max(level, 0), DEEPEST_LEVEL)
            is_known = level in numbered.levels
            shown = self._counters.count(numbered, level, list_number.start).number if is_known else ""
            content.text = content.text.replace(LIST_NUMBER, shown, 1)

    def _joined(self, content: Content) -> Content:
        for earlier in reversed(self._open):
            content = earlier.before(content)
        self._open.clear()
        return content

    def _laid_out(self, content: Content, list_mark: Mark | None, style_chain: Chain, heading: int) -> list[Piece]:
        shown_text, is_inserted = without_signs(content.text)
        laid_out = paragraph_pieces(shown_text, list_mark, heading)
        if is_inserted:
            laid_out = [replace(piece, is_inserted=True) for piece in laid_out]
        if content.contents or is_contents(style_chain):
            laid_out = list(map(as_furniture, laid_out))
        for note_kind, note_id in content.notes:
            laid_out += self._note(note_kind, note_id)
        for text_box in content.boxes:
            box_story = Story(text_box, self._parts, self._box_counters)
            laid_out += box_story.pieces(text_box)
        for comment_id in content.comments:
            laid_out += self._comment(comment_id)
        return laid_out

    def _note(self, note_kind: str, note_id: str) -> list[Piece]:
        note_root, note_number = self._parts.notes.call(note_kind, note_id)
        return self._apart(BlockKind.NOTE, note_number, note_root)

    def _comment(self, comment_id: str) -> list[Piece]:
        return self._apart(BlockKind.COMMENT, "", self._parts.comments.pop(comment_id, None))

    def _apart(self, kind: BlockKind, number: str, root: Element | None) -> list[Piece]:
        """Return all that a note or comment says, as one piece."""
        pieces = [] if root is None else Story(root, self._parts, self._note_counters).pieces(root)
        return note_pieces(kind, number, pieces)

    def _rows(self, table: Element, reason: str | None) -> Rows:
        """Return the cells of a table's rows; the pieces of the tables in its cells are its own."""
        rows = []
        for row, row_reason in _within(table, f"{W}tr", reason):
            is_deleted = row.find(f"{W}trPr/{W}del") is not None
            cells = _within(row, f"{W}tc", row_reason)
            row_cells = [(cell, self._cell(cell, DELETED if is_deleted else why)) for cell, why in cells]
            rows.append((list(_in_columns(row_cells)), _spans(row)))
        return rows

    def _cell(self, cell: Element, reason: str | None) -> list[Piece]:
        reason = reason or _cell_reason(cell)
        if reason is None:
            return self.pieces(cell)
        for paragraph in cell.iter(f"{W}p"):
            self._words.read(paragraph, (), reason)
        return []


def _only_ends_section(properties: Element | None, content: Content) -> bool:
    """Return whether an empty paragraph is there for its section break; Word shows no number before it."""
    return properties is not None and properties.find(f"{W}sectPr") is not None and not content.boxes


def _blocks(container: Element, reason: str | None) -> Iterator[tuple[Element, str | None]]:
    """Yield a container's paragraphs, tables and contents lists, however wrapped, each with why it is held back."""
    for element in container:
        tag_name = element.tag
        if tag_name in _BLOCKS:
            yield element, reason
        elif tag_name == f"{W}sdt":
            properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
            gallery = value(properties, "docPartObj/docPartGallery") or ""
            if content is not None and gallery.startswith("Table of") and reason is None:
                yield content, None
            elif content is not None:
                yield from _blocks(content, reason or (PROMPT if switch(properties, "showingPlcHdr") else None))
        elif tag_name == ALTERNATE:
            yield from _blocks(readable_version(element), reason)
        else:
            yield from _blocks(element, DELETED if tag_name in _REMOVED else reason)


def _within(container: Element, wanted_tag: str, reason: str | None) -> Iterator[tuple[Element, str | None]]:
    """Yield the rows of a table or the cells of a row, however wrapped, each with why it is held back."""
    for element in container:
        if element.tag == wanted_tag:
            yield element, reason
        elif element.tag == ALTERNATE:
            yield from _within(readable_version(element), wanted_tag, reason)
        else:
            prompt_reason = PROMPT if switch(element.find(f"{W}sdtPr"), "showingPlcHdr") else None
            yield from _within(element, wanted_tag, reason or prompt_reason)


def _cell_reason(cell: Element) -> str | None:
    """Return why a cell's text is not shown: it was deleted, or another cell was drawn over it."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return None
    if properties.find(f"{W}cellDel") is not None:
        return DELETED
    merge_marks = [properties.find(f"{W}{merge_tag}") for merge_tag in ("vMerge", "hMerge")]
    return HIDDEN if any(m is not None and m.get(f"{W}val") != "restart" for m in merge_marks) else None


def _in_columns(cells: Sequence[tuple[Element, list[Piece]]]) -> Iterator[list[Piece]]:
    """Yield the pieces of each cell, and an empty cell for each further column that it spans beside others."""
    for cell, cell_pieces in cells:
        yield cell_pieces
        spanned = integer(value(cell, "tcPr/gridSpan")) or 1
        yield from [[] for _ in range(1, min(spanned, MOST_COLUMNS) if len(cells) > 1 else 1)]


def _spans(row: Element) -> bool:
    return any((integer(span.get(f"{W}val")) or 1) > 1 for span in row.iterfind(f"{W}tc/{W}tcPr/{W}gridSpan"))

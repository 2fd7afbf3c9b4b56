"""The layout of a web page: its visible words in order, as paragraphs, headings, list items and rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from analysis.model import BlockKind, ColumnRole, Omitted
from analysis.reading.html.block_words import BlockWords
from analysis.reading.html.html_rows import HtmlPiece, HtmlRow, acts_on_row, row_pieces
from analysis.reading.html.list_numbers import LISTS, ListNumbering
from analysis.reading.html.note_links import note_ids
from analysis.reading.html.omitted_elements import omitted_in
from analysis.reading.html.web_form_fields import (
    FormFields,
    field_role,
    is_alone,
    is_box,
    is_for_words,
    may_ask,
    option_kind,
    typed_text,
)
from analysis.reading.omission_reasons import FIELD, HIDDEN, ROW_LINK
from analysis.reading.struck_choices import STRUCK, UNSTRUCK

HEADINGS = {f"h{level}": level for level in range(1, 7)}
PREFORMATTED = {"pre", "listing", "xmp", "plaintext", "textarea"}

WORDS = {
    *("p", "li", "dd", "dt", "td", "th", "caption"),
    *("blockquote", "figcaption", "address", "legend", "summary"),
}
"""Elements whose words are their own: a paragraph in a heading that was never closed is still a paragraph."""

GROUPS = {
    *("html", "body", "frameset", "div", "section", "article", "main", "header", "footer", "nav", "aside"),
    *("center", "hgroup", "search", "form", "fieldset", "details", "dialog", "figure", "dl", "hr"),
    *("table", "thead", "tbody", "tfoot", "tr"),
}
"""Elements that begin and end a line, and leave what their words are to the elements around them."""

BLOCKS = {*HEADINGS, *LISTS, *PREFORMATTED, *WORDS, *GROUPS}

UNSEEN = {
    *("script", "style", "noscript", "template", "title", "noframes", "datalist", "rp"),
    *("annotation", "annotation-xml"),
}
"""Elements of whose content a browser shows nothing, in no space at all."""

FIELDS = {"input", "select", "textarea"}
OPTIONS = (BlockKind.ANSWER, BlockKind.FURNITURE)

REPLACED = {
    *("img", "svg", "iframe", "object", "embed", "applet", "video", "audio", "canvas", "progress", "meter"),
    *("button", "select", "input"),
}
"""Elements that show something other than their words; it keeps the words at its sides apart."""

_HIDING_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b")
_SHOWN_AS_BLOCK = re.compile(r"(?:^|[;\s])display\s*:\s*(?:block|flex|grid|table|list-item)\b")
_KEEPS_LINES = re.compile(r"(?:^|[;\s])white-space\s*:\s*pre")


class PageLayout(NamedTuple):
    """The visible blocks of a page, the text that it holds without showing it, and who filled in its form."""

    pieces: list[HtmlPiece]
    omitted: list[Omitted]
    respondent: str | None


def lay_out(page: HtmlElement) -> PageLayout:
    """Return the visible blocks of a page, and the text that it holds without showing it."""
    layout = _Layout(page)
    # iterwalk keeps its own stack, so that deep nesting cannot exhaust ours.
    tree_walk = etree.iterwalk(page, events=("start", "end"))
    for walk_event, element in tree_walk:
        if walk_event == "end":
            layout.leave(element)
        elif not layout.enter(element):
            tree_walk.skip_subtree()
    return PageLayout(layout.pieces, layout.omitted, layout.respondent)


class _Frame(NamedTuple):
    """An open element that begins and ends a line, and what the words in it are."""

    element: HtmlElement
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    keeps_lines: bool = False


@dataclass(slots=True)
class _Item:
    """An open list item: its number until that is written, and whether it has no words yet."""

    element: HtmlElement
    number: str | None = None
    fresh: bool = True


@dataclass(slots=True)
class _Omission:
    """An open element whose text is not shown; ``around`` is the line that it interrupts."""

    element: HtmlElement
    reason: str
    around: BlockWords
    texts: list[str] = field(default_factory=list)


class _Layout:
    """The elements that are open at one place of the page, and what has been laid out before it."""

    def __init__(self, page: HtmlElement) -> None:
        self.pieces: list[HtmlPiece] = []
        self.omitted: list[Omitted] = []
        self._words = BlockWords()
        self._frames = [_Frame(page)]
        self._lists: list[ListNumbering] = []
        self._items: list[_Item] = []
        self._rows: list[HtmlRow] = []
        self._tables: dict[HtmlElement, int] = {}
        self._omission: _Omission | None = None
        self._notes = note_ids(page)
        fields = FormFields(page)
        self._form = fields if fields.is_answered else None
        self._option: BlockKind | None = None
        self.respondent: str | None = None

    def enter(self, element: HtmlElement) -> bool:
        """Take in the beginning of an element; False where its content is not to be looked at."""
        tag_name = element.tag
        if tag_name == "br":
            self._words.end_line()
            return False
        if self._form and tag_name in FIELDS and not self._omission and self._take_field(element, self._form):
            return False
        if tag_name in ("dd", "td") and acts_on_row(element):
            self.omitted.append(Omitted(" ".join(element.text_content().split()), ROW_LINK))
            return False
        # The button in a heading folds its section away; its words are the heading.
        folds_section = tag_name == "button" and self._frame.kind is BlockKind.HEADING
        if tag_name in UNSEEN or (tag_name in REPLACED and not folds_section):
            self.omitted += omitted_in(element)
            self._words.add(" " if tag_name in REPLACED else "")
            return False
        self._begin(element, (element.get("style") or "").lower())
        self._open(element)
        if _strikes(element):
            self._words.add_sign(STRUCK)
        self._add("“" if tag_name == "q" else "")
        self._add(element.text)
        return True

    def _begin(self, element: HtmlElement, inline_style: str) -> None:
        """Begin the line, the label or the hidden text that an element makes."""
        if element.tag in BLOCKS or _SHOWN_AS_BLOCK.search(inline_style):
            self._flush()
            self._frames.append(_frame(element, inline_style, self._frame))
        elif self._form and element.tag == "label":
            self._enter_label(element, self._form)
        omission_reason = _reason_to_omit(element, inline_style)
        if omission_reason and not self._omission:
            self._omission = _Omission(element, omission_reason, self._words)
            self._words = BlockWords()

    def leave(self, element: HtmlElement) -> None:
        """Take in the end of an element, and the text after it."""
        if element.tag == "q":
            self._add("”")
        if _strikes(element):
            self._words.add_sign(UNSTRUCK)
        if self._frame.element is element or (self._omission and self._omission.element is element):
            self._flush()
        elif self._form and element.tag == "label":
            self._flush()
            self._option = None
        self._close(element)
        self._add(element.tail)

    def _enter_label(self, label: HtmlElement, form: FormFields) -> None:
        self._flush()
        box = form.box_of(label)
        if box is not None:
            self._begin_option(box)

    def _begin_option(self, box: HtmlElement) -> None:
        """Take the words up to the next element as those of a box."""
        self._option = option_kind(box)
        if self._option is BlockKind.ANSWER:
            self._change_question(BlockKind.QUESTION)

    def _take_field(self, field: HtmlElement, form: FormFields) -> bool:
        """Take in a field that is filled; what stands before it is what the form asks."""
        if is_box(field):
            self._flush()
            if is_alone(field):
                self._words.add("☒" if option_kind(field) is BlockKind.ANSWER else "☐")
            elif not form.is_labelled(field):
                self._begin_option(field)
            return True
        typed = typed_text(field)
        if not typed:
            self._leave_unanswered(field, form)
            return False
        self._flush()
        self._option = None
        question = self._question_before()
        role = field_role(question.text if question else "", typed, field)
        if role in (ColumnRole.OPEN, ColumnRole.CLOSED):
            self._change_question(BlockKind.QUESTION)
            kind = BlockKind.ANSWER if field.tag == "select" else BlockKind.PARAGRAPH
            self._sink.extend(
                HtmlPiece(kind, part, element=field, is_typed=True) for part in re.split(r"\n\s*\n", typed)
            )
            return True
        if role is ColumnRole.RESPONDENT:
            self.respondent = self.respondent or typed
        self._change_question(BlockKind.FURNITURE)
        self.omitted.append(Omitted(typed, FIELD))
        return True

    def _leave_unanswered(self, field: HtmlElement, form: FormFields) -> None:
        """Take what stands before an empty field as the form's, where it is labelled so or asks."""
        if not is_for_words(field):
            return
        self._flush()
        question = self._question_before()
        if question and (form.is_labelled(field) or question.text.rstrip(" *").endswith(("?", ":"))):
            self._change_question(BlockKind.QUESTION)

    def _last_before(self) -> tuple[list[HtmlPiece], int] | None:
        """Return where the last block stands that is no option of a box."""
        cells = self._rows[-1].cells if self._rows else []
        for place in (*reversed(cells), self.pieces):
            for i in reversed(range(len(place))):
                if not (place[i].is_typed and place[i].kind in OPTIONS):
                    return place, i
        return None

    def _question_before(self) -> HtmlPiece | None:
        """Return the last block, if it may be what the next field asks."""
        last = self._last_before()
        piece = last[0][last[1]] if last else None
        kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)
        may_be_asked = piece is not None and piece.kind in kinds and not piece.is_typed
        return piece if may_be_asked and piece and may_ask(piece.text.split()) else None

    def _change_question(self, kind: BlockKind) -> None:
        last, question = self._last_before(), self._question_before()
        if last and question:
            last[0][last[1]] = replace(question, kind=kind, level=0)

    def _open(self, element: HtmlElement) -> None:
        if element.tag in LISTS:
            self._lists.append(ListNumbering(element))
        elif element.tag == "li":
            is_counted = self._lists and not self._omission
            item_number = self._lists[-1].next_number(element) if is_counted else None
            self._items.append(_Item(element, item_number))
        elif element.tag == "tr":
            self._rows.append(HtmlRow(element, nested=self._nested_table(element)))
        elif element.tag in ("dt", "dd"):
            self._open_term(element)
        elif element.tag in ("td", "th") and self._rows and not self._omission:
            self._rows[-1].cells.append([])

    def _nested_table(self, row: HtmlElement) -> int | None:
        """Return the number of a row's table, if it stands in a cell of another table that has more in it."""
        table = next(row.iterancestors("table"), None)
        if table is None or not self._rows or not any(self._rows[-1].cells):
            return None
        return self._tables.setdefault(table, len(self._tables) + 1)

    def _open_term(self, element: HtmlElement) -> None:
        """Take a term as the first cell of a row, and what is said of it as the cells behind."""
        around = element.getparent()
        if around is None or self._omission:
            return
        is_open = bool(self._rows) and self._rows[-1].element is around
        if element.tag == "dt":
            if is_open:
                self._sink_row()
            self._rows.append(HtmlRow(around))
            self._rows[-1].cells.append([])
        elif is_open and len(self._rows[-1].cells) == 1:
            self._rows[-1].cells.append([])

    def _close(self, element: HtmlElement) -> None:
        if self._omission and self._omission.element is element:
            if self._omission.texts:
                self.omitted.append(Omitted("\n\n".join(self._omission.texts), self._omission.reason))
            self._words = self._omission.around
            self._omission = None
        if self._rows and self._rows[-1].element is element:
            self._sink_row()
        for open_elements in (self._lists, self._items, self._frames):
            if len(open_elements) and open_elements[-1].element is element:
                open_elements.pop()

    def _sink_row(self) -> None:
        """Lay the innermost row out in what is around it."""
        closed_row = self._rows.pop()
        self._sink.extend(row_pieces(closed_row))

    @property
    def _frame(self) -> _Frame:
        return self._frames[-1]

    @property
    def _sink(self) -> list[HtmlPiece]:
        if not self._rows:
            return self.pieces
        row_cells = self._rows[-1].cells
        if not row_cells:  # words in a row before its first cell
            row_cells.append([])
        return row_cells[-1]

    def _add(self, text: str | None) -> None:
        if text:
            self._words.add(text, self._frame.keeps_lines)

    def _flush(self) -> None:
        for paragraph in self._words.take():
            if self._omission:
                self._omission.texts.append(paragraph)
            elif self._option:
                self._sink.append(HtmlPiece(self._option, paragraph, element=self._frame.element, is_typed=True))
                self._option = None
            else:
                self._sink.append(self._piece(paragraph))

    def _piece(self, text: str) -> HtmlPiece:
        open_frame = self._frame
        if self._notes and any(ancestor.element.get("id") in self._notes for ancestor in self._frames):
            piece_number = self._items[-1].number if self._items else None
            if self._items:
                self._items[-1].number, self._items[-1].fresh = None, False
            return HtmlPiece(BlockKind.NOTE, text, 0, piece_number, element=open_frame.element)
        begins_item = bool(self._items) and self._items[-1].fresh
        piece_number = " ".join(open_item.number for open_item in self._items if open_item.number)
        for open_item in self._items:
            open_item.number, open_item.fresh = None, False
        outermost = self._lists[0].element if self._lists else None
        if begins_item and open_frame.kind is BlockKind.PARAGRAPH:
            piece_kind, piece_level = BlockKind.LIST_ITEM, max(0, len(self._lists) - 1)
        else:
            piece_kind, piece_level = open_frame.kind, open_frame.level
        return HtmlPiece(
            piece_kind, text, piece_level, piece_number or None, group=outermost, element=open_frame.element
        )


def _frame(element: HtmlElement, inline_style: str, around: _Frame) -> _Frame:
    tag_name = element.tag
    keeps_lines = around.keeps_lines or tag_name in PREFORMATTED or _KEEPS_LINES.search(inline_style) is not None
    if tag_name in HEADINGS:
        return _Frame(element, BlockKind.HEADING, HEADINGS[tag_name], keeps_lines)
    if tag_name == "textarea":
        return _Frame(element, BlockKind.FURNITURE, 0, keeps_lines)
    if tag_name in WORDS:
        return _Frame(element, keeps_lines=keeps_lines)
    return around._replace(element=element, keeps_lines=keeps_lines)


def _strikes(element: HtmlElement) -> bool:
    return element.tag in ("s", "strike") or "line-through" in (element.get("style") or "").lower()


def _reason_to_omit(element: HtmlElement, style: str) -> str | None:
    # A page that is hidden as a whole is one that its script shows when it has loaded.
    if element.tag not in ("html", "body") and ("hidden" in element.attrib or _HIDING_STYLE.search(style)):
        return HIDDEN
    return "deleted text" if element.tag == "del" else None

"""Web pages: what a browser would show of them, as one text with the blocks of its layout.

The numbers that a browser computes for lists stand in the text; what it hides is listed as omitted. Menus,
banners and the like stay in the text, as furniture.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, html_parser

from analysis.model import BlockKind, Document, Respondent, Skipped
from analysis.reading.blocks import assemble
from analysis.reading.double_encoding import told_of_encoding, undo_in_lines
from analysis.reading.html.aria_roles import with_native_elements
from analysis.reading.html.site_furniture import furniture_indexes
from analysis.reading.html.visible_text import lay_out
from analysis.reading.plain import LONGEST_FORM
from analysis.reading.read_settings import ReadSettings
from analysis.reading.table.column_vocabulary import question_key

DEEPEST = 256
"""Elements nested deeper become neighbours, as in browsers (Blink: 512); libxml2 gives up at this depth."""

MOST_ATTRIBUTES = 500
"""Attributes of one element that are looked at: libxml2 compares each with all before it."""

PRESCAN = 4096
"""Bytes in which the page's own word for its encoding is looked for; the HTML standard demands 1,024."""

_CHARSET = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_WEB_CODECS = re.compile(
    r"utf-8|cp(?:125\d|874|866)|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|gbk|gb18030|gb2312|big5(?:hkscs)?"
    r"|euc_(?:jp|kr)|shift_jis|iso2022_jp"
)
"""Python's names for the encodings of the web; others of its codecs are not for text, or dangerous."""

TOO_LARGE = (
    "the page holds a single script, picture or paragraph of 10 MB or more, which is too large to be read; "
    "save it as text and add that"
)
"""The one thing that the parser refuses; anything else it repairs."""

_EMBEDDED_FILE = re.compile(r"([=(]\s*[\"']?)data:[\w.+-]+/[\w.+-]+;base64,[A-Za-z0-9+/=%]{256,}")
"""Pictures inside the page show no text, and can be more than the parser takes in one piece."""

_STRAY_END = re.compile(r"</(?:br|p)\s*/?>", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
_ZERO_WIDTH = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF])
_SPACES = dict.fromkeys([0x0C, 0x85, 0x2028, 0x2029], " ")
_CHARACTERS = {**_CONTROLS, **_ZERO_WIDTH, **_SPACES, 0x09: "\t", 0x0A: "\n", 0x0D: "\n"}
"""Characters of which a browser shows nothing, and white space by any other name."""


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read a web page."""
    from analysis.reading.mail.form_notification import form_document  # which reads tables, whose cells are texts

    decoded_page = decode(content)
    page = undo_in_lines(decoded_page)
    page_tree = parse(page)
    if page_tree is None:
        yield Skipped(name, TOO_LARGE)
        return
    pieces, omitted, respondent_name = lay_out(with_native_elements(page_tree))
    # Below the last field of a form stand the page's words.
    last_typed = max((i for i, piece in enumerate(pieces) if piece.is_typed), default=len(pieces))
    for i in range(last_typed, len(pieces)):
        if not pieces[i].is_typed and pieces[i].kind is not BlockKind.QUESTION:
            pieces[i] = replace(pieces[i], kind=BlockKind.FURNITURE, level=0)
    for i in furniture_indexes(pieces, page_tree):
        if not pieces[i].is_typed and pieces[i].kind is not BlockKind.QUESTION:
            pieces[i] = replace(pieces[i], kind=BlockKind.FURNITURE, level=0)
    page_text, blocks = assemble(
        replace(piece, question=question_key(piece.text)) if piece.kind is BlockKind.QUESTION else piece
        for piece in pieces
    )
    told = (*told_of_encoding(decoded_page, page), *omitted)
    is_filled_in = any(piece.is_typed or piece.kind is BlockKind.QUESTION for piece in pieces)
    may_be_form = not is_filled_in and len(page_text) <= LONGEST_FORM
    form = form_document(page_text, blocks, name, settings) if may_be_form else None
    if form is None:
        respondent = Respondent(respondent_name) if respondent_name else None
        yield Document(name, page_text, blocks, told, "text/html", respondent)
    else:  # a form's notification that somebody saved as a page
        yield replace(form, omitted=(*form.omitted, *told), media_type="text/html")


# --- from bytes to characters ---


def decode(content: bytes) -> str:
    """Decode a page by its byte-order mark, its own declaration, as UTF-8, or else as Windows-1252."""
    for byte_order_mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(byte_order_mark):
            return content.decode(encoding, "replace")
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    for encoding in (_declared(content), "utf-8"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    decoded_text = content.decode("utf-8", "replace")
    # A few bad bytes among good ones are damage; without good ones the page was never UTF-8.
    damaged_count = decoded_text.count("\ufffd")
    if damaged_count < sum(character > "\x7f" for character in decoded_text) - damaged_count:
        return decoded_text
    return content.decode("cp1252", "replace")


def _declared(content: bytes) -> str:
    declaration = _CHARSET.search(content, 0, PRESCAN)
    try:
        codec_name = codecs.lookup(declaration.group(1).decode("ascii", "replace")).name if declaration else "utf-8"
    except LookupError:
        return "utf-8"
    if codec_name in ("iso8859-1", "ascii"):
        return "cp1252"  # so says the HTML standard, because so did browsers
    return codec_name if _WEB_CODECS.fullmatch(codec_name) else "utf-8"


# --- from characters to a tree ---


def parse(page_text: str) -> HtmlElement | None:
    """Parse a page into a tree, repaired as far as need be, or None where the parser refuses to read on to its end."""
    page_text = _EMBEDDED_FILE.sub(r"\1data:,", page_text.translate({0: None, 0x0C: " "}).replace("\r\n", "\n"))
    # Browsers break the line at these even where nothing was open; libxml2 would join the words at their sides.
    page_text = _STRAY_END.sub(lambda end: "<br>" if "b" in end.group().lower() else "</p> ", page_text)
    builder = _Tree()
    event_parser = etree.HTMLParser(target=builder, encoding="utf-8", recover=True, no_network=True, huge_tree=False)
    etree.HTML(page_text.encode("utf-8", "replace"), event_parser)
    was_refused = any(log_entry.level == etree.ErrorLevels.FATAL for log_entry in event_parser.error_log)
    return None if was_refused else builder.page


class _Tree:
    """A builder of the tree from the parser's events, no deeper than is safe and with what follows ``</html>``."""

    def __init__(self) -> None:
        self.page: HtmlElement = html_parser.makeelement("html")
        self._open: list[HtmlElement] = [self.page]
        self._last: list[HtmlElement | None] = [None]  # the last child of each open element
        self._depth = 1
        self._body = False
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "html" or (tag == "body" and self._body):
            return
        self._body = self._body or tag == "body"
        self._depth += 1
        if self._depth > DEEPEST:
            self._pop()
        self._push(tag, attributes)

    def end(self, tag: str) -> None:
        if tag in ("html", "body"):
            return
        self._pop()
        if self._depth > DEEPEST:
            self._push("span", {})
        self._depth -= 1

    def data(self, text: str) -> None:
        self._text.append(text)

    def close(self) -> HtmlElement:
        self._write()
        return self.page

    def _push(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._write()
        bounded = islice(attributes.items(), MOST_ATTRIBUTES)
        accepted = {name: content.translate(_CHARACTERS) for name, content in bounded if _NAME.fullmatch(name)}
        element = etree.SubElement(self._open[-1], tag if _NAME.fullmatch(tag) else "span", accepted)
        self._last[-1] = element
        self._open.append(element)
        self._last.append(None)

    def _pop(self) -> None:
        self._write()
        if len(self._open) > 1:
            self._open.pop()
            self._last.pop()

    def _write(self) -> None:
        """Put the characters since the last tag where they belong."""
        pending_text = "".join(self._text).translate(_CHARACTERS)
        self._text.clear()
        last_child = self._last[-1]
        if pending_text and last_child is not None:
            last_child.tail = (last_child.tail or "") + pending_text
        elif pending_text:
            self._open[-1].text = (self._open[-1].text or "") + pending_text

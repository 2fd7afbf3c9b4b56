"""The body of a message: one text with blocks, from plain text or from a web page, whichever says what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml.html import HtmlElement

from analysis.mail_heads import introduces_quotation, is_office_to_others
from analysis.model import Block, BlockKind, Omitted
from analysis.reading import html, plain
from analysis.reading.blocks import assemble
from analysis.reading.double_encoding import told_of_encoding, undo_in_lines
from analysis.reading.html.html_rows import HtmlPiece
from analysis.reading.html.visible_text import lay_out
from analysis.reading.mail.message import Body, ParsedMessage
from analysis.reading.mail.quoted_mail import Part, tell_apart
from analysis.reading.omission_reasons import OTHER_BODY
from analysis.text import words

STUB = 0.5
"""Plain text with less than this share of the web page's words only says that there is a web page."""

QUOTATIONS = {
    *("gmail_attr", "moz-cite-prefix", "protonmail_quote", "yahoo_quoted", "zmail_extra", "tutanota_quote"),
}
SIGNATURES = {
    *("gmail_signature", "moz-signature", "gmail_signature_prefix", "protonmail_signature_block"),
    *("ms-outlook-mobile-signature", "applemailsignature"),
}
"""Classes and ids by which mail programs tell what they quote and sign; they are compared in lower case."""

_CONTROLS = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0xD800, 0xE000)])
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;]+)", re.IGNORECASE)
_QUOTES = re.compile(r"(>+) ?")
_MARKS = re.compile(r"^[ \t]*>+(?: |$|>|(?=[^\W\d]))[> \t]*", re.MULTILINE)
"""The marks of a quotation; who writes ">50%" means more than half."""


class BodyLayout(NamedTuple):
    """A text with its blocks, what the page's elements make of each, what was left out, and the indexes of blocks in a
    colour of their own."""

    text: str
    blocks: tuple[Block, ...]
    structure: tuple[Part, ...]
    omitted: tuple[Omitted, ...] = ()
    coloured: tuple[int, ...] = ()


class MessageText(NamedTuple):
    """All parts of a message's text as one; ``author`` wrote the response, where that is not who sent the message."""

    text: str
    blocks: tuple[Block, ...]
    omitted: tuple[Omitted, ...]
    author: str | None = None


def lay_out_body(letter: ParsedMessage, sender: str | None) -> MessageText:
    """Return all parts of a message's text as one, its quotations and signatures marked as furniture."""
    message_text, message_blocks, structure, omitted = "", list[Block](), list[Part](), list[Omitted]()
    coloured: set[int] = set()
    for layout in map(_lay_out, letter.bodies):
        if layout.text.strip():
            message_text += "\n\n" if message_text else ""
            coloured.update(len(message_blocks) + index for index in layout.coloured)
            message_blocks += shift_blocks(layout.blocks, len(message_text))
            message_text += layout.text
            structure += layout.structure
        omitted += layout.omitted
    subject = dict(letter.headers).get("Subject", "")
    from_office = is_office_to_others(letter.headers)
    whose = tell_apart(message_text, message_blocks, structure, subject, sender, coloured, from_office)
    return MessageText(*_unquoted(message_text, whose.blocks), tuple(omitted), whose.author)


def _unquoted(text: str, blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """Return a text and its blocks without the marks of a quotation that is the response itself."""
    if not any(_is_marked(text, block) for block in blocks):
        return text, tuple(blocks)
    bare_text, bare_blocks, reached = "", list[Block](), 0
    for is_marked, group in groupby(blocks, key=lambda block: _is_marked(text, block)):
        run = list(group)
        if not is_marked:
            bare_text += text[reached : run[0].start]
            bare_blocks += (block.moved(len(bare_text) - run[0].start) for block in run)
            bare_text += text[run[0].start : run[-1].end]
        else:
            bare_text += text[reached : run[0].start].rstrip("> \t")
            quoted = _MARKS.sub("", text[run[0].start : run[-1].end])
            bare_blocks += shift_blocks(plain.blocks_of(quoted), len(bare_text))
            bare_text += quoted
        reached = run[-1].end
    return bare_text + text[reached:], tuple(bare_blocks)


def _is_marked(text: str, block: Block) -> bool:
    return block.kind not in (BlockKind.FURNITURE, BlockKind.QUESTION) and _MARKS.match(text, block.start) is not None


def shift_blocks(blocks: Sequence[Block], offset: int) -> Iterator[Block]:
    """Return the blocks of a text that now stands ``offset`` characters further down."""
    return (block.moved(offset) for block in blocks)


def _lay_out(body: Body) -> BodyLayout:
    plain_layout = _from_plain(body.plain) if body.plain and body.plain.strip() else None
    page_layout = _from_page(body.html) if body.html and body.html.strip() else None
    if plain_layout and page_layout:
        is_stub = len(words(plain_layout.text)) < STUB * len(words(page_layout.text))
        read, other = (page_layout, plain_layout) if is_stub else (plain_layout, page_layout)
        return read._replace(omitted=(*read.omitted, *_unsaid(read.text, other)))
    return plain_layout or page_layout or BodyLayout("", (), ())


def _unsaid(read_text: str, other: BodyLayout) -> Iterator[Omitted]:
    """List what a message says in one form alone: its web page and its plain text mostly say the same."""
    said = frozenset(words(read_text))
    run_on = "".join(words(read_text))
    for block in other.blocks:
        paragraph = other.text[block.start : block.end]
        if any(word not in said and word not in run_on for word in words(paragraph)):
            yield Omitted(paragraph, OTHER_BODY)
    for omitted in other.omitted:
        if omitted.text and not said.issuperset(words(omitted.text)):
            yield omitted


# --- plain text ---


def _from_plain(typed: str) -> BodyLayout:
    sent_text = typed.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS).strip("\n").rstrip()
    plain_text = undo_in_lines(sent_text)
    text_blocks = plain.blocks_of(plain_text)
    told = tuple(told_of_encoding(sent_text, plain_text))
    return BodyLayout(plain_text, text_blocks, (Part.OWN,) * len(text_blocks), told)


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Join the lines of each paragraph of a text in "format=flowed" (RFC 3676)."""
    paragraphs: list[str] = []
    flowing_marks: str | None = None  # the quotation marks of the paragraph that goes on
    for line in text.replace("\r\n", "\n").split("\n"):
        quote_match = _QUOTES.match(line)
        quote_marks = quote_match.group(1) if quote_match else ""
        bare_line = line[len(quote_marks) :].removeprefix(" ")
        if flowing_marks == quote_marks and paragraphs and bare_line != "-- ":
            paragraphs[-1] += bare_line
        else:
            paragraphs.append(f"{quote_marks} {bare_line}" if quote_marks else bare_line)
        flowing_marks = quote_marks if bare_line.endswith(" ") and bare_line != "-- " else None
        if flowing_marks is not None and delete_space:
            paragraphs[-1] = paragraphs[-1][:-1]
    return "\n".join(paragraphs)


# --- web pages ---


def _from_page(page: str) -> BodyLayout | None:
    """Lay out a web page without the search for a site's furniture: a message stands on no site."""
    repaired_page = undo_in_lines(page)
    page_tree = html.parse(repaired_page)
    if page_tree is None:
        return None
    pieces, omitted, _ = lay_out(page_tree)
    page_text, page_blocks = assemble(pieces)
    return BodyLayout(
        page_text,
        page_blocks,
        tuple(_structure(pieces)),
        (*told_of_encoding(page, repaired_page), *omitted),
        _coloured([piece.element for piece in pieces]),
    )


def _coloured(elements: Sequence[HtmlElement]) -> tuple[int, ...]:
    """Return the indexes of the elements whose words all stand in one colour, and not in that of most."""
    colours = [_colour(element) for element in elements]
    usual_colour = max(set(colours), key=colours.count, default=None)
    return tuple(index for index, colour in enumerate(colours) if colour not in (None, usual_colour))


def _colour(element: HtmlElement) -> str | None:
    """Return the colour of an element's words, where they have one and the same."""
    holders = [inner for inner in element.iter() if isinstance(inner.tag, str) and (inner.text or "").strip()]
    holders += [inner.getparent() for inner in element.iter() if inner is not element and (inner.tail or "").strip()]
    colours = {_colour_around(holder) for holder in holders}
    return colours.pop() if len(colours) == 1 else None


def _colour_around(element: HtmlElement) -> str | None:
    for ancestor in (element, *element.iterancestors()):
        styled = _COLOUR.search(ancestor.get("style") or "")
        colour = styled[1] if styled else ancestor.get("color")
        if colour:
            return "".join(str(colour).lower().split())
    return None


def _structure(pieces: Sequence[HtmlPiece]) -> Iterator[Part]:
    known_parts: dict[HtmlElement | None, Part] = {None: Part.OWN}
    quotes = any(introduces_quotation(" ".join(piece.text.split())) for piece in pieces)
    for piece in pieces:
        unknown_elements = []
        element = piece.element
        while element not in known_parts:
            unknown_elements.append(element)
            element = element.getparent()
        piece_part = known_parts[element]
        for element in reversed(unknown_elements):
            piece_part = known_parts[element] = piece_part if piece_part is not Part.OWN else _part(element, quotes)
        yield piece_part


def _part(element: HtmlElement, quotes: bool) -> Part:
    """Return what an element says of its words; ``quotes``: the page introduces what it quotes: "On …, Jane wrote:"."""
    class_names = {*(element.get("class") or "").lower().split(), (element.get("id") or "").lower()}
    is_cited = quotes or (element.get("type") or "").lower() == "cite" or "gmail_quote" in class_names
    if class_names & QUOTATIONS or (element.tag == "blockquote" and is_cited):
        return Part.QUOTED
    return Part.SIGNATURE if class_names & SIGNATURES else Part.OWN

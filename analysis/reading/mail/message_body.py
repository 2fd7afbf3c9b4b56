"""The body of a message: one text with blocks, from plain text or from a web page, whichever says what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from analysis.model import Block, Omitted
from analysis.reading import html, plain
from analysis.reading.html.visible_text import HtmlPiece, lay_out
from analysis.reading.mail.message import Body, Letter
from analysis.reading.mail.quoted_mail import Part, without_furniture
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
_QUOTES = re.compile(r"(>+) ?")


class Laid(NamedTuple):
    """A text with its blocks, what the page's elements make of each, and what was left out."""

    text: str
    blocks: tuple[Block, ...]
    structure: tuple[Part, ...]
    omitted: tuple[Omitted, ...] = ()


def lay_out_body(letter: Letter) -> tuple[str, tuple[Block, ...], tuple[Omitted, ...]]:
    """Return all parts of a message's text as one, its quotations and signatures marked as furniture."""
    text, blocks, structure, omitted = "", list[Block](), list[Part](), list[Omitted]()
    for laid in map(_laid, letter.bodies):
        if laid.text.strip():
            text += "\n\n" if text else ""
            blocks += shifted(laid.blocks, len(text))
            text += laid.text
            structure += laid.structure
        omitted += laid.omitted
    subject = dict(letter.headers).get("Subject", "")
    return text, without_furniture(text, blocks, structure, subject), tuple(omitted)


def shifted(blocks: Sequence[Block], by: int) -> Iterator[Block]:
    """Yield the blocks of a text that now stands further down."""
    for b in blocks:
        yield Block(b.kind, b.start + by, b.end + by, b.level, b.number, b.page)


def _laid(body: Body) -> Laid:
    typed = _from_plain(body.plain) if body.plain and body.plain.strip() else None
    page = _from_page(body.html) if body.html and body.html.strip() else None
    if typed and page:
        return page if len(words(typed.text)) < STUB * len(words(page.text)) else typed
    return typed or page or Laid("", (), ())


# --- plain text ---


def _from_plain(typed: str) -> Laid:
    text = typed.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS).strip("\n").rstrip()
    blocks = plain.blocks_of(text)
    return Laid(text, blocks, (Part.OWN,) * len(blocks))


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Return a text in "format=flowed" with its paragraphs on one line again (RFC 3676)."""
    found: list[str] = []
    flowing: str | None = None  # the quotation marks of the paragraph that goes on
    for line in text.replace("\r\n", "\n").split("\n"):
        match = _QUOTES.match(line)
        marks = match.group(1) if match else ""
        bare = line[len(marks) :].removeprefix(" ")
        if flowing == marks and found and bare != "-- ":
            found[-1] += bare
        else:
            found.append(f"{marks} {bare}" if marks else bare)
        flowing = marks if bare.endswith(" ") and bare != "-- " else None
        if flowing is not None and delete_space:
            found[-1] = found[-1][:-1]
    return "\n".join(found)


# --- web pages ---


def _from_page(page: str) -> Laid | None:
    """Return the page's blocks; a message stands on no site, so the search for a site's furniture would only do
    harm."""
    tree = html.parse(page)
    if tree is None:
        return None
    pieces, omitted = lay_out(tree)
    text, blocks = html.assemble(pieces)
    return Laid(text, blocks, tuple(_structure(pieces)), tuple(omitted))


def _structure(pieces: Sequence[HtmlPiece]) -> Iterator[Part]:
    known: dict[HtmlElement | None, Part] = {None: Part.OWN}
    for piece in pieces:
        path = []
        element = piece.element
        while element not in known:
            path.append(element)
            element = element.getparent()
        part = known[element]
        for element in reversed(path):
            part = known[element] = part if part is not Part.OWN else _part(element)
        yield part


def _part(element: HtmlElement) -> Part:
    names = {*(element.get("class") or "").lower().split(), (element.get("id") or "").lower()}
    cited = (element.get("type") or "").lower() == "cite" or "gmail_quote" in names
    if names & QUOTATIONS or (element.tag == "blockquote" and cited):
        return Part.QUOTED
    return Part.SIGNATURE if names & SIGNATURES else Part.OWN

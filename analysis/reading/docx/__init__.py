"""Word files: the text as Word shows it with all changes accepted, and the numbers that Word computes.

Computed numbers stand in the text before their blocks; bullets do not. Notes are laid after the paragraph that calls
them, text boxes after the paragraph that holds them, headers and footers at the end. What Word would not print
(deletions, hidden text, comments, the prompts of empty form fields) is listed as omitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from analysis.errors import UnreadableError
from analysis.model import Block, BlockKind, Document, Omitted, Skipped
from analysis.reading.docx.footnotes import FORMATS, Footnotes
from analysis.reading.docx.omitted_parts import descriptions, parts_unread
from analysis.reading.docx.package import DAMAGED, Package, W
from analysis.reading.docx.paragraph_text import relation, words_of
from analysis.reading.docx.story import Parts, Story
from analysis.reading.docx.styles import Styles
from analysis.reading.docx.table_rows import DocxPiece
from analysis.reading.docx.word_numbering import WordNumbering
from analysis.reading.read_settings import ReadSettings

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

INSERTED = "a whole file of another kind is inserted here, which only Word can show; save it by itself and add that"

_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|pg\.?)?\W*(?:\d+|[ivxl]+)?\W*(?:(?:of|/)\W*\d+)?\W*", re.IGNORECASE)


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read a Word file."""
    try:
        package = Package(content, name)
        body = package.document
        document = _document(package, body, name)
    except UnreadableError as error:
        yield Skipped(name, error.reason)
    except RecursionError:
        yield Skipped(name, DAMAGED)
    else:
        yield document
        for chunk in body.iter(f"{W}altChunk"):
            part = package.relations.get(relation(chunk))
            yield Skipped(f"{name}#{part.path if part else 'inserted file'}", INSERTED)


def _document(package: Package, root: Element, name: str) -> Document:
    parts = _parts(package, root)
    body = _body(root)
    pieces = [] if body is None else Story(body, parts).pieces(body)
    pieces += _margins(package, root, parts)
    parts.omitted.extend(_comments(package))
    parts.omitted.extend(descriptions([root, *_margin_parts(package, root)]))
    parts.omitted.extend(parts_unread(package))
    text, blocks = assemble(piece for piece in pieces if piece.text)
    return Document(name, text, blocks, tuple(parts.omitted), MEDIA_TYPE)


def _body(root: Element) -> Element | None:
    """Return the body; where a program wrote one for each paragraph, all of them as one."""
    first, *others = root.findall(f"{W}body") or [None]
    for body in others:
        first.extend(list(body))
    return first


def _parts(package: Package, root: Element) -> Parts:
    styles = Styles(package.related("styles"))
    numbering = WordNumbering(package.related("numbering"), styles)
    # The last section's word on notes comes before the whole document's.
    places = (root.find(f"{W}body/{W}sectPr"), package.related("settings"))
    notes = Footnotes({kind: package.related(kind) for kind in FORMATS}, places)
    return Parts(styles, numbering, notes, [])


def _margins(package: Package, root: Element, parts: Parts) -> Iterator[DocxPiece]:
    """Yield the paragraphs of headers and footers, each text once; page numbers by themselves say nothing."""
    seen: set[str] = set()
    for margin in _margin_parts(package, root):
        for piece in Story(margin, parts).pieces(margin):
            if piece.text not in seen and not _PAGE_NUMBER.fullmatch(piece.text):
                seen.add(piece.text)
                yield DocxPiece(BlockKind.FURNITURE, piece.text)


def _margin_parts(package: Package, root: Element) -> Iterator[Element]:
    named = dict.fromkeys(relation(each) for each in root.iter(f"{W}headerReference", f"{W}footerReference"))
    for part in [package.relations[each].path for each in named if each in package.relations]:
        margin = package.part(part)
        if margin is not None:
            yield margin


def _comments(package: Package) -> Iterator[Omitted]:
    root = package.related("comments")
    for comment in [] if root is None else root.iterchildren(f"{W}comment"):
        text = "\n".join(words_of(comment))
        if text:
            yield Omitted(text, "comment")


def assemble(pieces: Iterable[DocxPiece]) -> tuple[str, tuple[Block, ...]]:
    """Return the pieces as one text, and as blocks that point into it."""
    written: list[str] = []
    blocks: list[Block] = []
    at, previous = 0, None
    for piece in pieces:
        lead = _gap(previous, piece.kind) + (f"{piece.number}{piece.spaced}" if piece.number else "")
        start = at + len(lead)
        at = start + len(piece.text)
        written += [lead, piece.text]
        blocks.append(Block(piece.kind, start, at, piece.level, piece.number))
        previous = piece.kind
    return "".join(written), tuple(blocks)


def _gap(previous: BlockKind | None, kind: BlockKind) -> str:
    if previous is None:
        return ""
    return "\n" if previous is kind is BlockKind.LIST_ITEM else "\n\n"

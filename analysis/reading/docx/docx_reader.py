"""Word files: the text as Word shows it with all changes accepted, and the numbers that Word computes.

Computed numbers stand in the text before their blocks; bullets do not. Notes are laid after the paragraph that calls
them, text boxes and comments after the paragraph that holds them, headers and footers at the end. What Word would not
print (deletions, hidden text, the prompts of empty form fields) is listed as omitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from lxml.etree import _Element as Element

from analysis.errors import UnreadableError
from analysis.model import BlockKind, Document, EmbeddedFile, Skipped
from analysis.reading.blocks import Piece, assemble
from analysis.reading.container_kinds import DOCX
from analysis.reading.docx.footnotes import FORMATS, Footnotes
from analysis.reading.docx.omitted_parts import omitted_parts
from analysis.reading.docx.package import DAMAGED, Package, W
from analysis.reading.docx.paragraph_text import relation
from analysis.reading.docx.story import Parts, Story
from analysis.reading.docx.styles import Styles
from analysis.reading.docx.word_numbering import WordNumbering
from analysis.reading.read_settings import ReadSettings
from analysis.reading.word_paragraphs import finished

INSERTED = "a whole file of another kind is inserted here, which only Word can show; save it by itself and add that"


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Read a Word file."""
    try:
        package = Package(content, name)
        document_root = package.document
        document = _document(package, document_root, name)
    except UnreadableError as error:
        yield Skipped(name, error.reason)
    except RecursionError:
        yield Skipped(name, DAMAGED)
    else:
        chunks = [package.relations.get(relation(chunk)) for chunk in document_root.iter(f"{W}altChunk")]
        paths = [chunk.path if chunk else "inserted file" for chunk in chunks]
        whole = package.content(paths[0]) if len(paths) == 1 and not document.text.strip() else None
        if whole is not None:  # a program that writes pages has wrapped one in a Word file
            yield EmbeddedFile(paths[0], whole)
            return
        yield document
        yield from (Skipped(f"{name}#{path}", INSERTED) for path in paths)


def _document(package: Package, document_root: Element, name: str) -> Document:
    story_parts = _parts(package, document_root)
    body_element = _body(document_root)
    pieces = [] if body_element is None else Story(body_element, story_parts).pieces(body_element)
    margin_roots = list(_margin_parts(package, document_root))
    pieces += _margins(margin_roots, story_parts)
    document_text, blocks = assemble(finished(pieces))
    story_parts.omitted.extend(omitted_parts(package, [document_root, *margin_roots], story_parts, document_text))
    return Document(name, document_text, blocks, tuple(story_parts.omitted), DOCX)


def _body(document_root: Element) -> Element | None:
    """Return the body; merge all of them where a program wrote one for each paragraph."""
    first_body, *other_bodies = document_root.findall(f"{W}body") or [None]
    for other_body in other_bodies:
        first_body.extend(list(other_body))
    return first_body


def _parts(package: Package, document_root: Element) -> Parts:
    styles = Styles(package.related("styles"))
    numbering = WordNumbering(package.related("numbering"), styles)
    # The last section's word on notes comes before the whole document's.
    property_sources = (document_root.find(f"{W}body/{W}sectPr"), package.related("settings"))
    footnotes = Footnotes({note_kind: package.related(note_kind) for note_kind in FORMATS}, property_sources)
    comments_root = package.related("comments")
    comment_elements = [] if comments_root is None else comments_root.iterchildren(f"{W}comment")
    comments = {comment.get(f"{W}id") or "": comment for comment in comment_elements}
    return Parts(styles, numbering, footnotes, comments, [], count(1))


def _margins(margin_roots: Sequence[Element], story_parts: Parts) -> Iterator[Piece]:
    """Yield the paragraphs of headers and footers, each text once."""
    seen_texts: set[str] = set()
    for margin_root in margin_roots:
        for piece in Story(margin_root, story_parts).pieces(margin_root):
            if piece.text not in seen_texts:
                seen_texts.add(piece.text)
                yield Piece(BlockKind.FURNITURE, piece.text)


def _margin_parts(package: Package, document_root: Element) -> Iterator[Element]:
    relation_ids = dict.fromkeys(map(relation, document_root.iter(f"{W}headerReference", f"{W}footerReference")))
    for part_path in [package.relations[key].path for key in relation_ids if key in package.relations]:
        margin_root = package.part(part_path)
        if margin_root is not None:
            yield margin_root

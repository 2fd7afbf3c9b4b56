"""E-mail: the message as a Document, its headers, quotations and signature as furniture, its attachments as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from analysis.model import Block, BlockKind, Document, EmbeddedFile, Omitted, Skipped
from analysis.reading.archive import told_apart
from analysis.reading.mail import mime, outlook
from analysis.reading.mail.message import ENCRYPTED, Letter
from analysis.reading.mail.message_body import lay_out_body, shifted
from analysis.reading.omission_reasons import INLINE_PICTURE
from analysis.reading.read_settings import ReadSettings
from analysis.text import count_words

EMPTY = "the e-mail holds no text and no attachments; ask the sender to send it again"

FEW_WORDS = 50
"""Of a message without attachments whose picture is given out as a file of its own: "My letter is below." """

_ENCRYPTED_TEXT = "-----BEGIN PGP MESSAGE-----"


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Read a message as mail programs save it (.eml) or as Outlook does (.msg)."""
    from_outlook = content.startswith(outlook.MAGIC)
    letter = outlook.letter(content) if from_outlook else mime.letter(content)
    problem = letter.problem or _problem(letter)
    if problem:
        yield Skipped(name, problem)
        yield from letter.attached
        return
    document = _document(letter, name, "application/vnd.ms-outlook" if from_outlook else "message/rfc822")
    letters = letter.pictures if _says_little(document) and not letter.attached else ()
    logos = () if letters else tuple(Omitted("", INLINE_PICTURE) for _ in letter.pictures)
    yield replace(document, omitted=(*document.omitted, *logos))
    yield from told_apart([*letter.attached, *letters])


def _says_little(document: Document) -> bool:
    """Return whether a message says so little that a picture in it may be the response."""
    own = (block for block in document.blocks if block.kind is not BlockKind.FURNITURE)
    return count_words(document.text, own) < FEW_WORDS


def _problem(letter: Letter) -> str | None:
    if any(_ENCRYPTED_TEXT in (body.plain or "") for body in letter.bodies):
        return ENCRYPTED
    forms = chain.from_iterable((body.plain, body.html) for body in letter.bodies)
    empty = not any(form and form.strip() for form in forms)
    return EMPTY if empty and not letter.attached else None


def _document(letter: Letter, name: str, media_type: str) -> Document:
    top, heads = _headers(letter)
    body, blocks, omitted = lay_out_body(letter)
    top += "\n\n" if top and body else ""
    return Document(name, top + body, (*heads, *shifted(blocks, len(top))), omitted, media_type)


def _headers(letter: Letter) -> tuple[str, tuple[Block, ...]]:
    """Return the headers, one to a line as a mail program shows them."""
    text, blocks = "", []
    for name, value in letter.headers:
        text += "\n" if text else ""
        start = len(text)
        text += f"{name}: {value}"
        blocks.append(Block(BlockKind.FURNITURE, start, len(text)))
    return text, tuple(blocks)

"""E-mail: the message as a Document, its headers, quotations and signature as furniture, its attachments as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from analysis.model import Block, BlockKind, Document, EmbeddedFile, Omitted, Skipped
from analysis.reading.archive import with_distinct_names
from analysis.reading.container_kinds import MESSAGE
from analysis.reading.mail import mime, outlook
from analysis.reading.mail.message import ENCRYPTED, Letter
from analysis.reading.mail.message_body import lay_out_body, shift_blocks
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
    letter = outlook.parse_letter(content) if from_outlook else mime.parse_letter(content)
    letter_problem = letter.problem or _problem(letter)
    if letter_problem:
        yield Skipped(name, letter_problem)
        yield from letter.attached
        return
    document = _document(letter, name, MESSAGE if from_outlook else "message/rfc822")
    photographed_letters = letter.pictures if _says_little(document) and not letter.attached else ()
    omitted_logos = () if photographed_letters else tuple(Omitted("", INLINE_PICTURE) for _ in letter.pictures)
    yield replace(document, omitted=(*document.omitted, *omitted_logos))
    yield from with_distinct_names([*letter.attached, *photographed_letters])


def _says_little(document: Document) -> bool:
    """Return whether a message says so little that a picture in it may be the response."""
    written_blocks = (block for block in document.blocks if block.kind is not BlockKind.FURNITURE)
    return count_words(document.text, written_blocks) < FEW_WORDS


def _problem(letter: Letter) -> str | None:
    if any(_ENCRYPTED_TEXT in (body.plain or "") for body in letter.bodies):
        return ENCRYPTED
    body_forms = chain.from_iterable((body.plain, body.html) for body in letter.bodies)
    is_empty = not any(body_form and body_form.strip() for body_form in body_forms)
    return EMPTY if is_empty and not letter.attached else None


def _document(letter: Letter, name: str, media_type: str) -> Document:
    header_text, header_blocks = _headers(letter)
    body, blocks, omitted = lay_out_body(letter)
    header_text += "\n\n" if header_text and body else ""
    return Document(
        name, header_text + body, (*header_blocks, *shift_blocks(blocks, len(header_text))), omitted, media_type
    )


def _headers(letter: Letter) -> tuple[str, tuple[Block, ...]]:
    """Return the headers, one to a line as a mail program shows them."""
    header_text, header_blocks = "", []
    for header_name, header_value in letter.headers:
        header_text += "\n" if header_text else ""
        header_start = len(header_text)
        header_text += f"{header_name}: {header_value}"
        header_blocks.append(Block(BlockKind.FURNITURE, header_start, len(header_text)))
    return header_text, tuple(header_blocks)

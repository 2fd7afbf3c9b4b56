"""E-mail: the message as a Document, its headers, quotations and signature as furniture, its attachments as files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from analysis.model import Block, BlockKind, Document, EmbeddedFile, Skipped
from analysis.reading.mail import mime, outlook
from analysis.reading.mail.message import ENCRYPTED, Letter
from analysis.reading.mail.message_body import lay_out_body, shifted
from analysis.reading.read_settings import ReadSettings

EMPTY = "the e-mail holds no text and no attachments; ask the sender to send it again"

_ENCRYPTED_TEXT = "-----BEGIN PGP MESSAGE-----"


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Read a message as mail programs save it (.eml) or as Outlook does (.msg)."""
    from_outlook = content.startswith(outlook.MAGIC)
    letter = outlook.letter(content) if from_outlook else mime.letter(content)
    problem = letter.problem or _problem(letter)
    if problem:
        yield Skipped(name, problem)
    else:
        yield _document(letter, name, "application/vnd.ms-outlook" if from_outlook else "message/rfc822")
    yield from letter.attached


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
    """The headers, one to a line as a mail program shows them."""
    text, blocks = "", []
    for name, value in letter.headers:
        text += "\n" if text else ""
        start = len(text)
        text += f"{name}: {value}"
        blocks.append(Block(BlockKind.FURNITURE, start, len(text)))
    return text, tuple(blocks)

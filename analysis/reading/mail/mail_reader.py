"""E-mail: the message as a Document, its headers, quotations and signature as furniture, its attachments as files."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from analysis.mail_heads import author_named, header_kind, is_post, person_named
from analysis.model import (
    NOTHING_TO_DO,
    Block,
    BlockKind,
    Channel,
    Document,
    EmbeddedFile,
    Omitted,
    Respondent,
    Sending,
    Skipped,
)
from analysis.reading.archive import with_distinct_names
from analysis.reading.container_kinds import MESSAGE
from analysis.reading.mail import mime, outlook
from analysis.reading.mail.cover_note import only_points_elsewhere
from analysis.reading.mail.form_notification import form_document
from analysis.reading.mail.message import ENCRYPTED, ParsedMessage
from analysis.reading.mail.message_body import lay_out_body, shift_blocks
from analysis.reading.mail.several_senders import are_several
from analysis.reading.omission_reasons import INLINE_PICTURE
from analysis.reading.picture_size import is_small
from analysis.reading.read_settings import ReadSettings
from analysis.reading.saved_mail import mail_day
from analysis.reading.sniff import decode, unmarked_utf16
from analysis.text import EMAIL, words

EMPTY = "the e-mail holds no text and no attachments; ask the sender to send it again"

COVER_NOTE = f"a cover note, which says no more than that the response is attached; {NOTHING_TO_DO}"
LOGO = f"a picture too small to hold a letter, such as a logo; {NOTHING_TO_DO}"

FEW_WORDS = 50
"""Of a message without attachments whose picture is given out as a file of its own: "My letter is below." """

_MACHINE = re.compile(
    r"\b(?:no|do[-_. ]?not)[-_. ]?reply\b|<(?:forms?|web(?:site|master|forms?)?|notifications?|mailer|surveys?)@",
    re.IGNORECASE,
)
"""Senders that are programs, and no respondents."""

_ENCRYPTED_TEXT = "-----BEGIN PGP MESSAGE-----"


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Read a message as mail programs save it (.eml) or as Outlook does (.msg)."""
    from_outlook = content.startswith(outlook.MAGIC)
    letter = outlook.parse_letter(content) if from_outlook else mime.parse_letter(_in_bytes(content))
    letter_problem = letter.problem or _problem(letter)
    if letter_problem:
        yield Skipped(name, letter_problem)
        yield from letter.attached
        return
    yield from _response(letter, name, MESSAGE if from_outlook else "message/rfc822", settings)


def _in_bytes(content: bytes) -> bytes:
    """Return a message in bytes of ASCII's kind; one that was saved as UTF-16 is in none that MIME knows."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or unmarked_utf16(content)
    decoded_text = decode(content) if is_utf16 else None
    return content if decoded_text is None else decoded_text.encode()


def _response(
    letter: ParsedMessage, name: str, media_type: str, settings: ReadSettings
) -> Iterator[Document | EmbeddedFile | Skipped]:
    """Yield the message, unless it only points to what is attached, and the files that it brings."""
    document = _document(letter, name, media_type, settings)
    sender, sending = document.respondent, document.sending
    files = [file for file in letter.attached if not _is_logo(file)]
    logos = [*letter.pictures, *(file for file in letter.attached if _is_logo(file))]
    hands_on = _hands_on_messages(files) and len(document.blocks) == len(letter.headers)
    is_brought = any(isinstance(file, EmbeddedFile) for file in files)
    if hands_on or (is_brought and only_points_elsewhere(_written(document))):
        yield Skipped(name, COVER_NOTE)
        yield from with_distinct_names([*(Skipped(logo.name, LOGO) for logo in logos)])
    else:
        photographs = [picture for picture in letter.pictures if not is_small(picture.content)]
        if photographs and not files and _says_little(document):
            files = [*photographs]
            logos = [logo for logo in logos if logo not in photographs]
        omitted_logos = (Omitted("", INLINE_PICTURE) for _ in logos)
        yield replace(document, omitted=(*document.omitted, *omitted_logos))
    are_parts = not are_several(_written(document), [file.name for file in files if isinstance(file, EmbeddedFile)])
    for file in with_distinct_names(files):
        if isinstance(file, EmbeddedFile):
            yield replace(file, sender=sender, sending=sending, is_part=are_parts)
        else:
            yield file


def _hands_on_messages(files: Sequence[EmbeddedFile | Skipped]) -> bool:
    """Return whether a message brings other messages and nothing else, as a digest does."""
    return bool(files) and all(file.name.lower().endswith((".eml", ".msg")) for file in files)


def _is_logo(file: EmbeddedFile | Skipped) -> bool:
    return isinstance(file, EmbeddedFile) and is_small(file.content)


def _written(document: Document) -> list[str]:
    """Return the paragraphs that the writer wrote."""
    others = (BlockKind.FURNITURE, BlockKind.QUESTION)
    return [document.text[block.start : block.end] for block in document.blocks if block.kind not in others]


def _says_little(document: Document) -> bool:
    """Return whether a message says so little that a picture in it may be the response."""
    return sum(len(words(paragraph)) for paragraph in _written(document)) < FEW_WORDS


def _problem(letter: ParsedMessage) -> str | None:
    if any(_ENCRYPTED_TEXT in (body.plain or "") for body in letter.bodies):
        return ENCRYPTED
    body_forms = chain.from_iterable((body.plain, body.html) for body in letter.bodies)
    is_empty = not any(body_form and body_form.strip() for body_form in body_forms)
    return EMPTY if is_empty and not letter.attached else None


def _document(letter: ParsedMessage, name: str, media_type: str, settings: ReadSettings) -> Document:
    """Return the message; its sender is the respondent, unless it only hands on what somebody else wrote."""
    header_text, header_blocks = _headers(letter)
    sender = _sender(letter)
    body = lay_out_body(letter, sender)
    header_text += "\n\n" if header_text and body.text else ""
    document = form_document(body.text, body.blocks, name, settings)
    if document is None:  # a form's notification is sent by a program, and names the respondent in a field
        blocks = _without_pointer(body.text, body.blocks)
        respondent_name = body.author or _author_at_top(body.text) or sender
        respondent = Respondent(respondent_name) if respondent_name and not is_post(respondent_name) else None
        document = Document(name, body.text, blocks, (), media_type, respondent)
    return replace(
        document,
        text=header_text + document.text,
        blocks=(*header_blocks, *shift_blocks(document.blocks, len(header_text))),
        omitted=(*document.omitted, *body.omitted),
        sending=_sending(letter, document),
    )


def _sending(letter: ParsedMessage, document: Document) -> Sending:
    """Return how a message was sent; a form's notification is what somebody typed into a form."""
    channel = Channel.EMAIL if document.sending is None else Channel.WEB_FORM
    return Sending(channel, mail_day(dict(letter.headers).get("Date", "")) or document.sent)


def _without_pointer(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, the first of which are furniture where they only say that the response is below."""
    others = (BlockKind.FURNITURE, BlockKind.QUESTION)
    first = next((i for i, block in enumerate(blocks) if block.kind not in others), len(blocks))
    end = next((i for i in range(first, len(blocks)) if blocks[i].kind in others), len(blocks))
    has_more = any(block.kind not in others for block in blocks[end:])
    if not has_more or not only_points_elsewhere(text[block.start : block.end] for block in blocks[first:end]):
        return tuple(blocks)
    pointer = (replace(block, kind=BlockKind.FURNITURE, level=0) for block in blocks[first:end])
    return (*blocks[:first], *pointer, *blocks[end:])


def _author_at_top(body_text: str) -> str | None:
    """Return whom a program names above what they wrote, as a web form does: a name with an address, and a subject."""
    lines = [line.strip() for line in body_text.lstrip().split("\n", 2)[:2]]
    is_head = [header_kind(line) for line in lines] == ["from", "subject"] and EMAIL.search(lines[0])
    return author_named(lines) if is_head else None


def _sender(letter: ParsedMessage) -> str | None:
    from_value = dict(letter.headers).get("From", "")
    return None if _MACHINE.search(from_value) else person_named(from_value)


def _headers(letter: ParsedMessage) -> tuple[str, tuple[Block, ...]]:
    """Return the headers, one to a line as a mail program shows them."""
    header_text, header_blocks = "", []
    for header_name, header_value in letter.headers:
        header_text += "\n" if header_text else ""
        header_start = len(header_text)
        header_text += f"{header_name}: {header_value}"
        header_blocks.append(Block(BlockKind.FURNITURE, header_start, len(header_text)))
    return header_text, tuple(header_blocks)

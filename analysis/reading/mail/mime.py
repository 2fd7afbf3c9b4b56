"""Internet messages (.eml): the parts that MIME makes of a message, sorted into its text and what is attached."""

from __future__ import annotations

import codecs
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.generator import BytesGenerator
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32, EmailPolicy, Policy, compat32
from io import BytesIO

from analysis.model import EmbeddedFile, Skipped
from analysis.reading.archive import with_distinct_names
from analysis.reading.mail.automatic_mail import HEADERS, REPORTS, why_no_response
from analysis.reading.mail.message import (
    DAMAGED,
    ENCRYPTED,
    KEPT_HEADERS,
    PROTECTED,
    SEALED,
    WRAPPED,
    Body,
    ParsedMessage,
    file_name,
)
from analysis.reading.mail.message_body import unflow

MOST_PARTS = 1_000
"""Boundaries that a message may declare; the parser goes into each."""

MOST_COMPARISONS = 25_000_000
"""Boundaries times lines: the parser compares each line with every open boundary, some 5 million a second."""

LONGEST_HEADER = 5_000
"""Characters of a header that are understood; the standard library's time grows with their square."""

TOO_MANY_PARTS = "the e-mail is made of too many parts; save the message and its attachments as files and add these"
ELSEWHERE = "the attachment was not sent with the message but lies elsewhere; ask the sender for the file itself"

_BOUNDARY = re.compile(rb"boundary\s*=|message/rfc822", re.IGNORECASE)
_HEADER_SPACE = re.compile(r"\s+")
_NOT_FOR_TEXT = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined", "mbcs", "oem"}
"""Codecs that no message is written in, and that can be made to take very long or to raise."""

_SIGNATURES = {
    *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
    *("application/pgp-keys", "text/x-vcard", "text/vcard"),
}
_SEALS = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_UNSEEN = {"message/delivery-status", "message/disposition-notification", "text/rfc822-headers", "text/x-amp-html"}


@dataclass(slots=True)
class _SortedParts:
    """The parts that the walk through a message has come upon so far."""

    bodies: list[Body] = field(default_factory=list)
    attached: list[EmbeddedFile | Skipped] = field(default_factory=list)
    pictures: list[EmbeddedFile] = field(default_factory=list)
    problem: str | None = None


class _Modern(EmailPolicy):
    """The modern policy for headers, with a limit on the length of those that describe the parts."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        return _bounded(*super().header_source_parse(sourcelines))


class _Old(Compat32):
    """The lenient policy, with the same limit."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        return _bounded(*super().header_source_parse(sourcelines))


def _bounded(name: str, value: str) -> tuple[str, str]:
    return name, value[:LONGEST_HEADER] if name.lower().startswith("content-") else value


def parse_letter(content: bytes) -> ParsedMessage:
    """Parse a message; whatever is wrong with it is the letter's ``problem``."""
    part_count = sum(1 for _ in _BOUNDARY.finditer(content))
    if part_count > MOST_PARTS or part_count * content.count(b"\n") > MOST_COMPARISONS:
        return ParsedMessage(problem=TOO_MANY_PARTS)
    # The modern policy understands more and raises on some malformed headers; the old one takes all.
    for policy in (_Modern(), _Old()):
        try:
            return _parse(content, policy)
        except Exception:  # the library's parser raises whatever a malformed header leads it into
            continue
    return ParsedMessage(problem=DAMAGED)


def _parse(content: bytes, policy: Policy) -> ParsedMessage:
    message: Message = email.message_from_bytes(content, policy=policy)
    no_response = why_no_response({name: _header(message, name) for name in HEADERS}, _report_type(message))
    if no_response in REPORTS:
        return ParsedMessage(problem=no_response)
    sorted_parts = _SortedParts()
    _sort(message, sorted_parts)
    headers = tuple((name, text) for name in KEPT_HEADERS if (text := _header(message, name)))
    attached = tuple(with_distinct_names(sorted_parts.attached))
    problem = no_response or sorted_parts.problem
    return ParsedMessage(headers, tuple(sorted_parts.bodies), attached, tuple(sorted_parts.pictures), problem)


def _report_type(message: Message) -> str:
    """Return what a report is about, by its own header, or else by the part that programs read."""
    if message.get_content_type() != "multipart/report":
        return ""
    parts = (part.get_content_type().removeprefix("message/") for part in _inner_parts(message)[1:2])
    return str(message.get_param("report-type") or next(parts, "")).lower()


def _header(message: Message, name: str) -> str:
    """Return a header in plain letters and on one line."""
    raw_header = next((str(text) for key, text in message.raw_items() if key.lower() == name.lower()), "")
    raw_header = raw_header.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    raw_header = _HEADER_SPACE.sub(" ", raw_header.replace("\x00", ""))
    if "=?" in raw_header and len(raw_header) <= LONGEST_HEADER:
        raw_header = _decoded_words(raw_header)
    return _HEADER_SPACE.sub(" ", raw_header).strip()


def _decoded_words(raw_header: str) -> str:
    try:
        decoded_header = str(make_header(decode_header(raw_header)))
    except (MessageError, LookupError, UnicodeError, ValueError):
        return raw_header
    return decoded_header.encode("utf-8", "replace").decode()


# --- the parts ---


def _sort(message: Message, sorted_parts: _SortedParts) -> None:
    """Walk through the parts in order; parts wait on a list of ours, so that nesting cannot exhaust the stack."""
    waiting_parts = [(message, False)]
    while waiting_parts:
        part, is_related = waiting_parts.pop()
        content_type = part.get_content_type()
        if content_type == "multipart/alternative" and part.is_multipart():
            waiting_parts += [(inner, is_related) for inner in reversed(_alternative(part, sorted_parts))]
        elif content_type == "multipart/encrypted":
            sorted_parts.problem = ENCRYPTED
        elif content_type.startswith("multipart/") and part.is_multipart():
            inner_parts = _inner_parts(part)
            is_related = is_related or content_type == "multipart/related"
            waiting_parts += [(inner, is_related) for inner in reversed(inner_parts)]
        else:
            _sort_leaf(part, content_type, is_related, sorted_parts)


def _inner_parts(part: Message) -> list[Message]:
    inner_parts = part.get_payload()
    return [inner for inner in inner_parts if isinstance(inner, Message)] if isinstance(inner_parts, list) else []


def _alternative(part: Message, sorted_parts: _SortedParts) -> list[Message]:
    """Take the body in its two forms from among the alternatives, and give back what else is there."""
    body_forms: dict[str, Message] = {}
    other_parts = []
    for inner in _alternatives(part):
        content_type = inner.get_content_type()
        if content_type in ("text/plain", "text/html") and content_type not in body_forms and not _is_attached(inner):
            body_forms[content_type] = inner
        elif content_type not in ("text/plain", "text/html", "text/enriched"):
            other_parts.append(inner)
    form_texts = {content_type: _part_text(inner) for content_type, inner in body_forms.items()}
    if form_texts:
        sorted_parts.bodies.append(Body(form_texts.get("text/plain"), form_texts.get("text/html")))
    return other_parts


def _alternatives(part: Message) -> Iterator[Message]:
    """Yield the alternatives, with the parts of one that is a page with its pictures or a page with attachments."""
    for inner in _inner_parts(part):
        if inner.get_content_type() in ("multipart/related", "multipart/mixed"):
            for nested in _inner_parts(inner):
                yield from _inner_parts(nested) if nested.get_content_type() == "multipart/alternative" else [nested]
        else:
            yield inner


def _sort_leaf(part: Message, content_type: str, is_related: bool, sorted_parts: _SortedParts) -> None:
    given_name = _given_name(part)
    if content_type in _SEALS:
        sorted_parts.problem = ENCRYPTED if "signed" not in str(part.get_param("smime-type", "")) else SEALED
    elif content_type in ("text/plain", "text/html") and not _is_attached(part):
        part_text = _part_text(part)
        sorted_parts.bodies.append(Body(plain=part_text) if content_type == "text/plain" else Body(html=part_text))
    elif _is_inline_picture(part, content_type, is_related):
        content = part.get_payload(decode=True)
        picture_name = file_name(given_name, f"picture {len(sorted_parts.pictures) + 1}")
        sorted_parts.pictures += [EmbeddedFile(picture_name, content)] if isinstance(content, bytes) else []
    elif content_type in _SIGNATURES or content_type in _UNSEEN:
        return
    elif content_type == "application/ms-tnef" or (given_name or "").lower() == "winmail.dat":
        sorted_parts.attached.append(Skipped(file_name(given_name, "winmail.dat"), WRAPPED))
    elif (given_name or "").lower().endswith(".rpmsg"):
        sorted_parts.problem = PROTECTED
    elif content_type in ("message/external-body", "message/partial"):
        sorted_parts.attached.append(Skipped(file_name(given_name, "attachment"), ELSEWHERE))
    else:
        sorted_parts.attached.append(_attachment(part, content_type, given_name, len(sorted_parts.attached) + 1))


def _is_attached(part: Message) -> bool:
    disposition = (part.get_content_disposition() or "").lower()
    return disposition == "attachment" or bool(_given_name(part))


def _is_inline_picture(part: Message, content_type: str, is_related: bool) -> bool:
    """Return whether a part is a logo in a signature or a picture in the text, as against an attached photograph."""
    if not content_type.startswith("image/"):
        return False
    return is_related or part.get_content_disposition() == "inline" or bool(part.get("Content-ID"))


def _given_name(part: Message) -> str | None:
    given_name = part.get_filename()
    return _decoded_words(given_name) if given_name and "=?" in given_name else given_name


def _attachment(part: Message, content_type: str, name: str | None, count: int) -> EmbeddedFile | Skipped:
    if content_type == "message/rfc822" or (part.is_multipart() and not content_type.startswith("multipart/")):
        return _nested(part, name, count)
    file_ending = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf"}.get(content_type, "")
    name = file_name(name, f"attachment {count}{file_ending}")
    content = part.get_payload(decode=True)
    return EmbeddedFile(name, content) if isinstance(content, bytes) else Skipped(name, DAMAGED)


def _nested(part: Message, name: str | None, count: int) -> EmbeddedFile | Skipped:
    """Return an attached message, written out again as the file that it was."""
    messages = _inner_parts(part)
    subject = _header(messages[0], "Subject") if messages else ""
    name = file_name(name or subject, f"message {count}")
    name = name if name.lower().endswith((".eml", ".msg")) else f"{name}.eml"
    if not messages:
        return Skipped(name, DAMAGED)
    written_message = BytesIO()
    BytesGenerator(written_message, mangle_from_=False, policy=compat32.clone(max_line_length=0)).flatten(messages[0])
    return EmbeddedFile(name, written_message.getvalue())


# --- from bytes to characters ---


def _part_text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    decoded_text = decode_charset(content, part.get_content_charset())
    if str(part.get_param("format", "")).lower() == "flowed":
        return unflow(decoded_text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return decoded_text


def decode_charset(content: bytes, charset: str | None) -> str:
    """Decode text in the character set that the message names, or in the likeliest one where that cannot be."""
    for encoding in (_usable_codec(charset), "utf-8"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _usable_codec(charset: str | None) -> str:
    try:
        codec_name = codecs.lookup(charset or "utf-8").name
        b"a".decode(codec_name, "replace")  # some codecs are not for text at all
    except (LookupError, ValueError):
        return "utf-8"
    if codec_name in ("ascii", "iso8859-1"):
        return "utf-8"  # named out of habit; what cannot be UTF-8 is then read as Windows-1252
    return "utf-8" if codec_name in _NOT_FOR_TEXT else codec_name

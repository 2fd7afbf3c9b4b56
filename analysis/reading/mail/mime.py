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
from analysis.reading.archive import told_apart
from analysis.reading.mail.message import (
    DAMAGED,
    ENCRYPTED,
    KEPT_HEADERS,
    PROTECTED,
    SEALED,
    WRAPPED,
    Body,
    Letter,
    file_name,
)
from analysis.reading.mail.message_body import unflowed

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
class _Found:
    """The parts that the walk through a message has come upon so far."""

    bodies: list[Body] = field(default_factory=list)
    attached: list[EmbeddedFile | Skipped] = field(default_factory=list)
    pictures: list[EmbeddedFile] = field(default_factory=list)
    problem: str | None = None


class _Modern(EmailPolicy):
    """Today's way to understand headers, those that describe the parts bounded in length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        return _bounded(*super().header_source_parse(sourcelines))


class _Old(Compat32):
    """The lenient way, bounded alike."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        return _bounded(*super().header_source_parse(sourcelines))


def _bounded(name: str, value: str) -> tuple[str, str]:
    return name, value[:LONGEST_HEADER] if name.lower().startswith("content-") else value


def letter(content: bytes) -> Letter:
    """Take a message apart; whatever is wrong with it is the letter's ``problem``."""
    parts = sum(1 for _ in _BOUNDARY.finditer(content))
    if parts > MOST_PARTS or parts * content.count(b"\n") > MOST_COMPARISONS:
        return Letter(problem=TOO_MANY_PARTS)
    # The modern policy understands more and raises on some malformed headers; the old one takes all.
    for policy in (_Modern(), _Old()):
        try:
            return _letter(content, policy)
        except Exception:  # the library's parser raises whatever a malformed header leads it into
            continue
    return Letter(problem=DAMAGED)


def _letter(content: bytes, policy: Policy) -> Letter:
    message: Message = email.message_from_bytes(content, policy=policy)
    found = _Found()
    _sort(message, found)
    headers = tuple((name, text) for name in KEPT_HEADERS if (text := _header(message, name)))
    attached = tuple(told_apart(found.attached))
    return Letter(headers, tuple(found.bodies), attached, tuple(found.pictures), found.problem)


def _header(message: Message, name: str) -> str:
    """Return a header in plain letters and on one line."""
    raw = next((str(text) for key, text in message.raw_items() if key.lower() == name.lower()), "")
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    raw = _HEADER_SPACE.sub(" ", raw.replace("\x00", ""))
    if "=?" in raw and len(raw) <= LONGEST_HEADER:
        raw = _decoded_words(raw)
    return _HEADER_SPACE.sub(" ", raw).strip()


def _decoded_words(raw: str) -> str:
    try:
        decoded = str(make_header(decode_header(raw)))
    except (MessageError, LookupError, UnicodeError, ValueError):
        return raw
    return decoded.encode("utf-8", "replace").decode()


# --- the parts ---


def _sort(message: Message, found: _Found) -> None:
    """Walk through the parts in order; parts wait on a list of ours, so that nesting cannot exhaust the stack."""
    waiting = [(message, False)]
    while waiting:
        part, related = waiting.pop()
        kind = part.get_content_type()
        if kind == "multipart/alternative" and part.is_multipart():
            waiting += [(inner, related) for inner in reversed(_alternative(part, found))]
        elif kind == "multipart/encrypted":
            found.problem = ENCRYPTED
        elif kind.startswith("multipart/") and part.is_multipart():
            inners = _inners(part)
            related = related or kind == "multipart/related"
            waiting += [(inner, related) for inner in reversed(inners)]
        else:
            _leaf(part, kind, related, found)


def _inners(part: Message) -> list[Message]:
    inners = part.get_payload()
    return [inner for inner in inners if isinstance(inner, Message)] if isinstance(inners, list) else []


def _alternative(part: Message, found: _Found) -> list[Message]:
    """Take the body in its two forms from among the alternatives, and give back what else is there."""
    forms: dict[str, Message] = {}
    others = []
    for inner in _alternatives(part):
        kind = inner.get_content_type()
        if kind in ("text/plain", "text/html") and kind not in forms and not _is_attached(inner):
            forms[kind] = inner
        elif kind not in ("text/plain", "text/html", "text/enriched"):
            others.append(inner)
    texts = {kind: _text(inner) for kind, inner in forms.items()}
    if texts:
        found.bodies.append(Body(texts.get("text/plain"), texts.get("text/html")))
    return others


def _alternatives(part: Message) -> Iterator[Message]:
    """Yield the alternatives, with the parts of one that is a page with its pictures or a page with attachments."""
    for inner in _inners(part):
        if inner.get_content_type() in ("multipart/related", "multipart/mixed"):
            for nested in _inners(inner):
                yield from _inners(nested) if nested.get_content_type() == "multipart/alternative" else [nested]
        else:
            yield inner


def _leaf(part: Message, kind: str, related: bool, found: _Found) -> None:
    name = _given_name(part)
    if kind in _SEALS:
        found.problem = ENCRYPTED if "signed" not in str(part.get_param("smime-type", "")) else SEALED
    elif kind in ("text/plain", "text/html") and not _is_attached(part):
        text = _text(part)
        found.bodies.append(Body(plain=text) if kind == "text/plain" else Body(html=text))
    elif _is_inline_picture(part, kind, related):
        content = part.get_payload(decode=True)
        picture = file_name(name, f"picture {len(found.pictures) + 1}")
        found.pictures += [EmbeddedFile(picture, content)] if isinstance(content, bytes) else []
    elif kind in _SIGNATURES or kind in _UNSEEN:
        return
    elif kind == "application/ms-tnef" or (name or "").lower() == "winmail.dat":
        found.attached.append(Skipped(file_name(name, "winmail.dat"), WRAPPED))
    elif (name or "").lower().endswith(".rpmsg"):
        found.problem = PROTECTED
    elif kind in ("message/external-body", "message/partial"):
        found.attached.append(Skipped(file_name(name, "attachment"), ELSEWHERE))
    else:
        found.attached.append(_attachment(part, kind, name, len(found.attached) + 1))


def _is_attached(part: Message) -> bool:
    disposition = (part.get_content_disposition() or "").lower()
    return disposition == "attachment" or bool(_given_name(part))


def _is_inline_picture(part: Message, kind: str, related: bool) -> bool:
    """A logo in a signature or a picture in the text, as against a photographed letter."""
    if not kind.startswith("image/"):
        return False
    return related or part.get_content_disposition() == "inline" or bool(part.get("Content-ID"))


def _given_name(part: Message) -> str | None:
    name = part.get_filename()
    return _decoded_words(name) if name and "=?" in name else name


def _attachment(part: Message, kind: str, name: str | None, count: int) -> EmbeddedFile | Skipped:
    if kind == "message/rfc822" or (part.is_multipart() and not kind.startswith("multipart/")):
        return _nested(part, name, count)
    ending = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf"}.get(kind, "")
    name = file_name(name, f"attachment {count}{ending}")
    content = part.get_payload(decode=True)
    return EmbeddedFile(name, content) if isinstance(content, bytes) else Skipped(name, DAMAGED)


def _nested(part: Message, name: str | None, count: int) -> EmbeddedFile | Skipped:
    """Return an attached message, written out again as the file that it was."""
    inners = _inners(part)
    subject = _header(inners[0], "Subject") if inners else ""
    name = file_name(name or subject, f"message {count}")
    name = name if name.lower().endswith((".eml", ".msg")) else f"{name}.eml"
    if not inners:
        return Skipped(name, DAMAGED)
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False, policy=compat32.clone(max_line_length=0)).flatten(inners[0])
    return EmbeddedFile(name, written.getvalue())


# --- from bytes to characters ---


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    text = decoded(content, part.get_content_charset())
    if str(part.get_param("format", "")).lower() == "flowed":
        return unflowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def decoded(content: bytes, charset: str | None) -> str:
    """Return text in the character set that the message names, or in the likeliest one where that cannot be."""
    for encoding in (_usable(charset), "utf-8"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")


def _usable(charset: str | None) -> str:
    try:
        name = codecs.lookup(charset or "utf-8").name
        b"a".decode(name, "replace")  # some codecs are not for text at all
    except (LookupError, ValueError):
        return "utf-8"
    if name in ("ascii", "iso8859-1"):
        return "utf-8"  # named out of habit; what cannot be UTF-8 is then read as Windows-1252
    return "utf-8" if name in _NOT_FOR_TEXT else name

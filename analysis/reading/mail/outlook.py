"""Outlook's messages (.msg): the properties that Outlook stores, read as a letter like any other."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import HeaderParser
from email.utils import format_datetime
from io import BytesIO

from olefile import OleFileIO
from oxmsg.domain import constants as pid
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from analysis.model import EmbeddedFile, Skipped
from analysis.reading import html
from analysis.reading.archive import with_distinct_names
from analysis.reading.mail.automatic_mail import HEADERS, REPORTS, why_no_response, why_no_response_of_class
from analysis.reading.mail.message import (
    DAMAGED,
    ENCRYPTED,
    PROTECTED,
    SEALED,
    WRAPPED,
    Body,
    ParsedMessage,
    file_name,
)

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How every file of Microsoft's older formats begins."""

PROPERTIES = "__properties_version1.0"
"""The stream that makes such a file a message."""

MESSAGE_HEADER, EMBEDDED_HEADER, ATTACHMENT_HEADER = 32, 24, 8
"""Bytes before the first property of a message, of a message inside another, and of an attachment ([MS-OXMSG] 2.4)."""

EMBEDDED = "__substg1.0_3701000D"
"""The storage of an attachment that is a message."""

NOT_A_MESSAGE = (
    "the file is an older Office document, not a message; "
    "open it in Word or Excel, save it as .docx or .xlsx and add that"
)
FORMATTED_ONLY = (
    "the message is stored in Outlook's own formatting only; open it in Outlook, save it as HTML and add that"
)
LINKED = "the attachment is only a link to a file elsewhere; ask the sender for the file itself"


def parse_letter(content: bytes) -> ParsedMessage:
    """Parse a message; whatever is wrong with it is the letter's ``problem``."""
    try:
        with OleFileIO(BytesIO(content)) as ole:
            if not ole.exists(PROPERTIES):
                return ParsedMessage(problem=NOT_A_MESSAGE)
            return _letter(Storage.from_ole(ole), MESSAGE_HEADER)
    except Exception:  # the libraries raise whatever a damaged file leads them into
        return ParsedMessage(problem=DAMAGED)


def _letter(storage: Storage, header: int) -> ParsedMessage:
    properties = Properties(storage, header)
    message_class = (properties.str_prop_value(pid.PID_MESSAGE_CLASS) or "").lower()
    no_response = why_no_response_of_class(message_class) or why_no_response(_as_received(properties))
    if no_response in REPORTS:
        return ParsedMessage(problem=no_response)
    attached = tuple(with_distinct_names(_attached(storage)))
    letter_body = _body(properties)
    problem = no_response or _sealed(message_class, attached)
    if not (problem or letter_body.plain or letter_body.html) and properties.binary_prop_value(pid.PID_RTF_COMPRESSED):
        problem = FORMATTED_ONLY
    if problem in (ENCRYPTED, SEALED, PROTECTED):
        attached = ()  # the sealed message itself
    return ParsedMessage(tuple(_headers(properties)), (letter_body,), attached, tuple(_pictures(storage)), problem)


def _sealed(message_class: str, attached: tuple[EmbeddedFile | Skipped, ...]) -> str | None:
    attachment_names = [attachment.name.lower() for attachment in attached]
    if any(attachment_name.endswith(".rpmsg") for attachment_name in attachment_names):
        return PROTECTED
    if "multipartsigned" in message_class:
        return SEALED
    return ENCRYPTED if message_class.endswith(".smime") or attachment_names == ["smime.p7m"] else None


def _as_received(properties: Properties) -> dict[str, str]:
    """Return the headers with which a message came, where Outlook has kept them."""
    came_with = HeaderParser().parsestr(properties.str_prop_value(pid.PID_TRANSPORT_MESSAGE_HEADERS) or "")
    return {name: str(came_with.get(name, "")) for name in HEADERS}


def _headers(properties: Properties) -> Iterator[tuple[str, str]]:
    sent_time = properties.date_prop_value(pid.PID_CLIENT_SUBMIT_TIME)
    header_values = {
        "From": _sender(properties),
        "To": properties.str_prop_value(pid.PID_DISPLAY_TO),
        "Date": format_datetime(sent_time) if sent_time else None,
        "Subject": properties.str_prop_value(pid.PID_SUBJECT),
    }
    for header_name, header_value in header_values.items():
        header_line = " ".join((header_value or "").replace("\x00", " ").split())
        if header_line:
            yield header_name, header_line


def _sender(properties: Properties) -> str | None:
    sender = properties.str_prop_value(pid.PID_SENDER_NAME) or ""
    addresses = [
        properties.str_prop_value(pid.PID_SENDER_SMTP_ADDRESS),
        properties.str_prop_value(pid.PID_SENDER_EMAIL_ADDRESS),
    ]
    # Inside an organisation the address is a path in its directory, which tells a reader nothing.
    address = next((candidate for candidate in addresses if candidate and "@" in candidate), None)
    return f"{sender} <{address}>" if sender and address and sender != address else sender or address


def _body(properties: Properties) -> Body:
    html_bytes = properties.binary_prop_value(pid.PID_HTML)
    html_page = html.decode(html_bytes) if html_bytes else properties.str_prop_value(pid.PID_BODY_HTML)
    return Body(properties.str_prop_value(pid.PID_BODY), html_page)


# --- what is attached ---


def _attached(storage: Storage) -> Iterator[EmbeddedFile | Skipped]:
    for count, attachment in enumerate(storage.iter_attachment_storages(), 1):
        properties = Properties(attachment, ATTACHMENT_HEADER)
        given_name = (
            properties.str_prop_value(pid.PID_ATTACH_LONG_FILENAME)
            or properties.str_prop_value(pid.PID_ATTACH_FILENAME)
            or properties.str_prop_value(pid.PID_DISPLAY_NAME)
        )
        embedded_storage = next((inner for inner in attachment.storages if inner.name == EMBEDDED), None)
        if embedded_storage:
            yield _embedded(embedded_storage, given_name, count)
        elif not _is_inline(properties):
            yield _file(properties, file_name(given_name, f"attachment {count}"))


def _pictures(storage: Storage) -> Iterator[EmbeddedFile]:
    """Yield the pictures that stand in the text."""
    for count, attachment in enumerate(storage.iter_attachment_storages(), 1):
        properties = Properties(attachment, ATTACHMENT_HEADER)
        content = properties.binary_prop_value(pid.PID_ATTACH_DATA_BINARY)
        if _is_inline(properties) and content is not None:
            yield EmbeddedFile(
                file_name(properties.str_prop_value(pid.PID_ATTACH_LONG_FILENAME), f"picture {count}"), content
            )


def _is_inline(properties: Properties) -> bool:
    """Return whether an attachment is a picture in the text or a signature: it has an id by which the text calls it."""
    mime_type = properties.str_prop_value(pid.PID_ATTACH_MIME_TAG) or ""
    return mime_type.lower().startswith("image/") and bool(properties.str_prop_value(pid.PID_ATTACH_CONTENT_ID))


def _file(properties: Properties, name: str) -> EmbeddedFile | Skipped:
    if name.lower() == "winmail.dat":
        return Skipped(name, WRAPPED)
    content = properties.binary_prop_value(pid.PID_ATTACH_DATA_BINARY)
    return Skipped(name, LINKED) if content is None else EmbeddedFile(name, content)


def _embedded(storage: Storage, given_name: str | None, count: int) -> EmbeddedFile | Skipped:
    """Return an attached message, written as the .eml file that other programs would have attached."""
    inner = _letter(storage, EMBEDDED_HEADER)
    subject = dict(inner.headers).get("Subject")
    name = f"{file_name(given_name or subject, f'message {count}')}.eml"
    return Skipped(name, inner.problem) if inner.problem else EmbeddedFile(name, _as_eml(inner))


def _as_eml(inner: ParsedMessage) -> bytes:
    message = EmailMessage()
    for header_name, header_value in inner.headers:
        message[header_name] = header_value
    for body in inner.bodies:
        message.set_content(body.plain or "")
        if body.html:
            message.add_alternative(body.html, subtype="html")
    for attached in inner.attached:
        if isinstance(attached, EmbeddedFile):
            message.add_attachment(
                attached.content, maintype="application", subtype="octet-stream", filename=attached.name
            )
    return message.as_bytes()

"""How mail programs introduce an older message: its headers, the line that parts it off, "On …, Jane wrote:".

In the languages in which responses to British consultations come: English, Welsh, German and French. Whoever reads
mail and whoever divides a text into which mail was pasted know them from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

HEADER_LINES = 14
"""Lines that the headers of a quoted message may take, with the addresses of many recipients."""

ATTRIBUTION_LINES = 3
"""Lines over which "On …, Jane wrote:" may run."""


class HeadLine(Protocol):
    """A line without emphasis and with single spaces; ``apart``: a blank line stands before it."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def apart(self) -> bool: ...  # noqa: D102


_HEADERS = {
    "from": "from|oddi wrth|von|de|expéditeur",
    "sent": "sent|date|anfonwyd|dyddiad|gesendet|datum|envoyé|envoyée",
    "to": "to|at|an|à|destinataire",
    "subject": "subject|pwnc|testun|betreff|objet|sujet",
    "other": "cc|bcc|reply-to|importance|attachments?|organi[sz]ation|kopie|copie|anlagen?|pièces? jointes?",
}
_HEADER = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _HEADERS.items()) + r")\W{0,3}:\W{0,3}(?P<said>.*)",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\s+(?=(?:" + "|".join(names for kind, names in _HEADERS.items() if kind != "from") + r")\s?: )", re.IGNORECASE
)
_ONE_LINE_HEADER = re.compile(r"from\W{0,3}: .{1,200}\b(?:sent|date)\W{0,3}: .{1,200}\bsubject\W{0,3}:", re.IGNORECASE)
_FORWARDED = (
    r"forwarded (?:message|e-?mail)|.{3,20} anfonwyd ymlaen|weitergeleitete .{4,10}|message (?:transféré|réexpédié)"
)
_OLDER = (
    r"original (?:message|appointment|e-?mail)|forwarded appointment|(?:neges|e-?bost) wreiddiol"
    r"|ursprüngliche (?:nachricht|e-?mail)|message (?:d['’]origine|original)"
)
_BEGINS = (
    r"begin forwarded message:$|anfang der weitergeleiteten (?:nachricht|e-?mail):$"
    r"|début du message (?:transféré|réexpédié)\s?:$"
)
_SEPARATOR = re.compile(
    rf"-{{2,}}\s*(?:{_OLDER}|{_FORWARDED})(?: .{{0,80}})?\s*-{{2,}}\W{{0,9}}$|{_BEGINS}", re.IGNORECASE
)
_FORWARDS = re.compile(rf"-{{2,}}\s*(?:{_FORWARDED})|{_BEGINS}", re.IGNORECASE)
_FORWARDING_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr|ymlaen)\s*:", re.IGNORECASE)
_ATTRIBUTION = re.compile(
    r"(?:on|ar|am|le|ddydd)\b(?P<when>.{4,400}?)\b"
    r"(?:wrote|ysgrifennodd(?P<cy>.{0,100})|schrieb(?P<de>.{0,100})|a écrit)\s?:$",
    re.IGNORECASE,
)
_STAMPED = re.compile(
    r"(?P<who>(?-i:[^\W\d_a-z][\w.'’-]{0,30}(?: [^\W\d_a-z][\w.'’-]{0,30}){1,4}))"
    r"(?: <[^<>\s]{3,80}>)?,? (?:(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6},? )?"
    r"(?:\d{1,2} [a-z]{3,9}|[a-z]{3,9} \d{1,2}),? \d{4}(?:,| at)? \d{1,2}[:.]\d{2}(?: ?[ap]m)?(?: [A-Z(+]\S{1,8})?:?$",
    re.IGNORECASE,
)
"""How the record of a conversation says who wrote what: "Ann Lee, Mar 4, 2024, 19:12"."""

_SENDER_OR_TIME = re.compile(r"@|\b\d{1,2}[:.]\d{2}\b")
_ADDRESS = re.compile(r"\s*[<\[(]?(?:mailto:)?[\w.+%-]+@[\w.-]+[>\])]?")


def header_kind(line_text: str) -> str | None:
    """Return which header of a message a line is (from, sent, to, subject, other), or None.

    >>> header_kind("Von: Hazel Thorne"), header_kind("Betreff: Mill Lane"), header_kind("Fromage: bleu")
    ('from', 'subject', None)
    """
    header = _HEADER.match(line_text)
    return next((kind for kind in _HEADERS if header[kind]), None) if header else None


def head_lines(text: str) -> list[str]:
    """Return the lines of a text, those of a message's headers that a printer has joined one by one.

    >>> head_lines("From: Ann <a@b.org> Sent: 4 May 2024 10:12 To: Roads")
    ['From: Ann <a@b.org>', 'Sent: 4 May 2024 10:12', 'To: Roads']
    """
    lines = text.splitlines()
    return [part for line in lines for part in (_JOINED.split(line) if header_kind(line) else [line])]


def header_value(line_text: str) -> str:
    """Return what a header says, or nothing where the line is none."""
    header = _HEADER.match(line_text)
    return header["said"].strip() if header else ""


def forwards(line_text: str) -> bool:
    """Return whether a line parts off a message that is forwarded."""
    return _FORWARDS.match(line_text) is not None


def is_forwarding_subject(subject: str) -> bool:
    """Return whether a message's subject says that it forwards another one."""
    return _FORWARDING_SUBJECT.match(subject) is not None


def is_author_line(line_text: str) -> bool:
    """Return whether a line says who wrote what stands below it."""
    return header_kind(line_text) == "from" or _ATTRIBUTION.match(line_text) is not None


def introduces_quotation(line_text: str) -> bool:
    """Return whether a line introduces what somebody wrote, with its time or address: "On …, Jane wrote:"."""
    return _ATTRIBUTION.match(line_text) is not None and _SENDER_OR_TIME.search(line_text) is not None


def introduction_length(lines: Sequence[HeadLine], start: int, is_marked: Callable[[int], bool]) -> int:
    """Return how many lines from one on introduce an older message, or 0; ``is_marked``: a line is quoted with ">"."""
    line_text = lines[start].text
    if _SEPARATOR.match(line_text):
        return 1 + _header_count(lines, start + 1)
    if header_kind(line_text) == "from":
        return 1 if _ONE_LINE_HEADER.match(line_text) else _whole_header_count(lines, start)
    if lines[start].apart and _STAMPED.match(line_text):
        return 1
    return _attribution_length(lines, start, is_marked)


def _whole_header_count(lines: Sequence[HeadLine], start: int) -> int:
    """Return how many lines are the headers over an older message; a lone "From: …" is none."""
    header_count = _header_count(lines, start)
    kinds = {header_kind(line.text) for line in lines[start : start + header_count]}
    return header_count if "sent" in kinds and kinds & {"to", "subject"} else 0


def _header_count(lines: Sequence[HeadLine], start: int) -> int:
    """Return how many lines are headers, with their continuations: lines after which another header comes at once."""
    headers_end = start
    seen_names: set[str] = set()
    for i in range(start, min(len(lines), start + HEADER_LINES)):
        kind = header_kind(lines[i].text)
        name = lines[i].text.partition(":")[0].lower() if kind else None
        if name in seen_names or (name is None and (lines[i].apart or i - headers_end >= 2)):
            break
        if name:
            seen_names.add(name)
            headers_end = i + 1
    return headers_end - start


def _attribution_length(lines: Sequence[HeadLine], start: int, is_marked: Callable[[int], bool]) -> int:
    """Return how many lines "On …, Jane wrote:" takes, or 0; who cites a speech gives no address or time."""
    joined_text = ""
    for line_count, line in enumerate(lines[start : start + ATTRIBUTION_LINES], 1):
        joined_text = f"{joined_text} {line.text}".strip()
        if joined_text.endswith(":") and _ATTRIBUTION.match(joined_text):
            is_quoting = start + line_count < len(lines) and is_marked(start + line_count)
            return line_count if is_quoting or _SENDER_OR_TIME.search(joined_text) else 0
    return 0


def person_named(from_value: str) -> str | None:
    """Return the name of a person or body in what a "From" header says, without the address; None where there is none.

    >>> person_named('"Thorne, Hazel" <hazel@example.org>'), person_named("hazel@example.org")
    ('Thorne, Hazel', None)
    """
    name = _ADDRESS.sub("", from_value).strip(" \t\"'<>[](),;")
    return name if any(map(str.isalpha, name)) else None


_PUBLIC = re.compile(
    r"@(?:[\w-]+\.)*(?:gov|gouv|gob|govt|llyw|parliament|senedd|police|mil|admin|bund|nhs|council|[\w-]+council)"
    r"(?:\.[a-z]{2,6}){0,2}(?![\w.-])",
    re.IGNORECASE,
)
"""An address at a public body."""


def is_office_to_others(headers: Iterable[tuple[str, str]]) -> bool:
    """Return whether a message goes from a public body to somebody who is none.

    >>> is_office_to_others([("From", "Roads <roads@leeds.gov.uk>"), ("To", "ann@example.org")])
    True
    """
    named = dict(headers)
    to = named.get("To", "")
    return _PUBLIC.search(named.get("From", "")) is not None and "@" in to and _PUBLIC.search(to) is None


_POST = re.compile(
    r"(?:(?:parish|town|community|general|hon|honorary|acting|deputy|vice|chief|executive|assistant|administrative)\W+)*"
    r"(?:clerk|clerc|secretary|ysgrifennydd|sekretariat|secrétariat|treasurer|chair(?:man|woman|person)?|president"
    r"|director|manager|administrator|officer|executive|admin|office|reception|info|information|enquir(?:y|ies)"
    r"|inquir(?:y|ies)|contact|mail|e-?mail)"
    r"(?:\W+(?:to|of|and|the|parish|town|community|council|office))*\W*",
    re.IGNORECASE,
)


def is_post(name: str) -> bool:
    """Return whether what a sender is called is only a post or an office, whosever it is.

    >>> is_post("Clerk"), is_post("Clerk to the Parish Council"), is_post("Little Wold Parish Council")
    (True, True, False)
    """
    return _POST.fullmatch(name) is not None


def author_named(introduction: Sequence[str]) -> str | None:
    """Return the name of whoever wrote an older message, by the lines that introduce it."""
    author = next((header_value(line) for line in introduction if header_kind(line) == "from"), None)
    if author is not None:
        return person_named(author)
    if introduction and (stamped := _STAMPED.match(introduction[0])):
        return person_named(stamped["who"])
    attribution = _ATTRIBUTION.match(" ".join(introduction))
    if attribution is None:
        return None
    behind_verb = attribution["cy"] or attribution["de"]
    # "On 3 March 2024 at 21:14, Hazel Thorne <hazel@example.org> wrote:"
    named = behind_verb or re.split(r",|\b\d{1,2}[:.]\d{2}(?:\s?[AaPp]\.?[Mm]\b\.?)?", attribution["when"])[-1]
    return person_named(named)

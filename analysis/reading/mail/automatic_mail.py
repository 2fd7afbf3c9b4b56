"""Automatic mail: replies that a program sent for somebody who was away, and reports on a message that was sent.

Headers alone decide (RFC 3834, RFC 3462, RFC 8098): a person may well write that they are out of the office.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.model import NOTHING_TO_DO

_ELSE = f"if it holds one, save its text and add that; else {NOTHING_TO_DO}"

AUTOMATIC_REPLY = f"an automatic reply, by its headers, and no response; {_ELSE}"
UNDELIVERED = f"a report of a message that could not be delivered, with that message, and no response; {_ELSE}"
RECEIPT = f"a receipt, which says what became of a message that was sent, and no response; {_ELSE}"

REPORTS = (UNDELIVERED, RECEIPT)
"""What brings back a message that was sent to somebody else, and nothing that anybody sent to us."""

_REPORT_TYPES = {"delivery-status": UNDELIVERED, "disposition-notification": RECEIPT}
_REPLY_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply", "x-mail-autoreply")
_NOT_SO = ("", "no", "false", "0")
_REPLY_TITLE = re.compile(
    r"(?:auto(?:matic|mated)?[- ]?(?:reply|response)|out[- ]of[- ](?:the[- ])?office(?: (?:auto-?)?reply)?"
    r"|ymateb awtomatig|r[ée]ponse automatique|(?:automatische |abwesenheits-?)(?:antwort|notiz))\s*(?:[^\w\s]|$)",
    re.IGNORECASE,
)
"""How the subject of an automatic reply begins in programs whose other headers say only that a program made it."""

HEADERS = (
    *("from", "subject", "precedence", "auto-submitted", "x-failed-recipients"),
    *_REPLY_HEADERS,
)
"""What decides, in small letters."""

_DAEMON = re.compile(r"\bmailer[-_. ]daemon@", re.IGNORECASE)


def why_no_response(headers: Mapping[str, str], report_type: str = "") -> str | None:
    """Return why a message is no response, by its ``HEADERS`` and the type of report that it is, if it is one.

    >>> why_no_response({"auto-submitted": "auto-replied (vacation)"}) == AUTOMATIC_REPLY
    True
    """
    told = {name: headers.get(name, "").lower() for name in HEADERS}
    if report_type in _REPORT_TYPES:
        return _REPORT_TYPES[report_type]
    if told["x-failed-recipients"] or _DAEMON.search(told["from"]):
        return UNDELIVERED
    is_reply = told["auto-submitted"].startswith("auto-replied") or told["precedence"] == "auto_reply"
    if is_reply or any(told[name] not in _NOT_SO for name in _REPLY_HEADERS):
        return AUTOMATIC_REPLY
    is_made = told["precedence"] in ("bulk", "junk") or told["auto-submitted"].startswith("auto-generated")
    return AUTOMATIC_REPLY if is_made and _REPLY_TITLE.match(told["subject"]) else None


def why_no_response_of_class(message_class: str) -> str | None:
    """Return why a message that Outlook saved is no response, by the class that Outlook gives it.

    >>> why_no_response_of_class("report.ipm.note.ndr") == UNDELIVERED
    True
    """
    if message_class.startswith("report."):
        return UNDELIVERED if message_class.endswith(".ndr") else RECEIPT
    return AUTOMATIC_REPLY if ".rules.ooftemplate" in message_class else None

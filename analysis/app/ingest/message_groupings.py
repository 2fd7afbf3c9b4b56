"""Message groupings: whether a message with several files is one response or several, as people say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.model import Document, MailGrouping, Respondent

MESSAGE_ENDINGS = (".eml", ".msg")
"""How the names of messages end, those in a mailbox among them."""


def told_apart(respondents: Mapping[str, Respondent]) -> tuple[MailGrouping, ...]:
    """Return that messages are several responses, where respondents.csv has different people for their files."""
    names_by_message: dict[str, set[str]] = {}
    for file_name, respondent in respondents.items():
        message = file_name.rpartition("#")[0]
        if message.lower().endswith(MESSAGE_ENDINGS) and respondent.name:
            names_by_message.setdefault(message, set()).add(respondent.name)
    return tuple(MailGrouping(message, False) for message, names in names_by_message.items() if len(names) > 1)


def groupings_within(path: str, groupings: Sequence[MailGrouping]) -> tuple[MailGrouping, ...]:
    """Return those groupings that are about a file, or about messages in it."""
    return tuple(said for said in groupings if said.names(path) or said.file.startswith(f"{path}#"))


def message_of(document: Document) -> str:
    """Return the name of the message that a document is, or came in; empty where it came in none."""
    if document.name.lower().endswith(MESSAGE_ENDINGS):
        return document.name
    message = document.name.rpartition("#")[0]
    return message if message.lower().endswith(MESSAGE_ENDINGS) else ""

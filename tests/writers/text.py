"""A draft as plain text, as Markdown and as a message whose body is plain text."""

from __future__ import annotations

from email.message import EmailMessage

from tests.writers.draft import Draft, Kind, Part, notes, numbered, plainly


def plain(draft: Draft) -> bytes:
    """The bytes of a .txt."""
    return words_of(draft).encode()


def message(draft: Draft) -> bytes:
    """The bytes of an .eml."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Jane Doe <jane@example.org>", "team@example.org", "Our response"
    made["Message-ID"] = "<1@example.org>"
    made.set_content(words_of(draft), cte="base64")
    return made.as_bytes()


def markdown(draft: Draft) -> bytes:
    """The bytes of an .md."""
    body, called = [], 0
    for part, number in numbered(draft):
        called += bool(part.note)
        body.append(_markdown(part, number) + (f"[^{called}]" if part.note else ""))
    body += [f"[^{i}]: {text}" for i, text in notes(draft).items()]
    return "\n\n".join(body).encode() + b"\n"


def words_of(draft: Draft) -> str:
    """All that a draft says, as one plain text."""
    body = [_paragraph(part, number) for part, number in numbered(draft)]
    body += [f"[{i}] {text}" for i, text in notes(draft).items()]
    return "\n\n".join(body) + "\n"


def _paragraph(part: Part, number: str) -> str:
    if part.kind is Kind.TABLE:
        return "\n".join("\t".join(row) for row in part.rows)
    mark = f"{'  ' * part.level}- " if part.kind is Kind.BULLET else ""
    return mark + (f"{number} " if number else "") + plainly(part.text)


def _markdown(part: Part, number: str) -> str:
    if part.kind is Kind.TABLE:
        rows = [f"| {' | '.join(row)} |" for row in part.rows]
        rows.insert(1, "|" + " --- |" * len(part.rows[0]))
        return "\n".join(rows)
    mark = {Kind.HEADING: f"{'#' * part.level} ", Kind.BULLET: f"{'  ' * part.level}- "}.get(part.kind, "")
    return mark + (f"{number} " if number else "") + part.text

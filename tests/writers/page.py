"""A draft as a web page, with the numbers typed."""

from __future__ import annotations

from html import escape

from tests.writers.draft import Draft, Kind, Part, notes, numbered, runs


def write(draft: Draft) -> bytes:
    """The bytes of an .html."""
    body, called = [], 0
    for part, number in numbered(draft):
        called += bool(part.note)
        body.append(_table(part) if part.kind is Kind.TABLE else _element(part, number, called))
    body += [f'<p id="n{i}">{i} {escape(text)}</p>' for i, text in notes(draft).items()]
    head = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Response</title></head>'
    return f"{head}<body>\n{chr(10).join(body)}\n</body></html>\n".encode()


def _element(part: Part, number: str, called: int) -> str:
    text = escape(f"{number} ") if number else ""
    text += "".join(f"<strong>{escape(run)}</strong>" if bold else escape(run) for run, bold in runs(part.text))
    text += f'<sup><a href="#n{called}">{called}</a></sup>' if part.note else ""
    if part.kind is Kind.HEADING:
        return f"<h{part.level}>{text}</h{part.level}>"
    if part.kind is Kind.BULLET:
        return "<ul><li>" * (part.level + 1) + text + "</li></ul>" * (part.level + 1)
    return f"<p>{text}</p>"


def _table(part: Part) -> str:
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in part.rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"

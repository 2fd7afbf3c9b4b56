"""Other people's words in a spreadsheet: text, whatever they begin with, and never a formula."""

from __future__ import annotations

STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""Signs that begin a formula in spreadsheets, in Latin or full-width letters (OWASP, "CSV injection")."""

MARK = "'"
"""What makes a cell text."""

LONGEST = 32_000
"""Characters of a cell: Excel keeps 32,767, and breaks a CSV file that has more in one."""


def guarded(text: str) -> str:
    """Return the text as a cell; what could be a formula gets an apostrophe before it.

    >>> guarded("=1+1"), guarded("'=1"), guarded("'tis")
    ("'=1+1", "''=1", "'tis")
    """
    return MARK + text if text.lstrip(MARK).startswith(STARTS) else text


def unguarded(cell: str) -> str:
    """Return the text that ``guarded`` made this cell of."""
    return cell[1:] if cell.startswith(MARK) and cell.lstrip(MARK).startswith(STARTS) else cell


def cut(text: str, rest: str) -> str:
    """Return the text, or as much of it as a cell holds, then where the ``rest`` is."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]} [… {len(text) - LONGEST:,} characters more: {rest}]"

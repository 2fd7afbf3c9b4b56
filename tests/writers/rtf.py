"""A draft as RTF, its numbers typed or written beside each paragraph as Word writes computed ones."""

from __future__ import annotations

from tests.writers.draft import Draft, Kind, Part, numbered, runs


def write(draft: Draft, automatic: bool = False) -> bytes:
    """The bytes of an .rtf."""
    body = [
        _table(part) if part.kind is Kind.TABLE else _paragraph(part, number, automatic)
        for part, number in numbered(draft)
    ]
    margins = ""
    if draft.head:
        margins = rf"{{\header\pard {escaped(draft.head)}\par}}{{\footer\pard Page \chpgn\par}}"
    fonts = r"{\fonttbl{\f0\fnil Arial;}}"
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}{margins}{''.join(body)}}}".encode("ascii")


def escaped(text: str) -> str:
    """A text in the characters of RTF, all else as \\u and a question mark for programs that know no Unicode."""
    units = text.encode("utf-16-le", "surrogatepass")
    codes = (int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2))
    return "".join(_character(code) for code in codes)


def _character(code: int) -> str:
    if chr(code) in "\\{}" if code > 0 else False:
        return f"\\{chr(code)}"
    return chr(code) if 0x20 <= code < 0x7F else rf"\u{code}?"


def _paragraph(part: Part, number: str, automatic: bool) -> str:
    level = rf"\outlinelevel{part.level - 1}" if part.kind is Kind.HEADING else ""
    lead = ""
    if part.kind is Kind.BULLET:
        lead = rf"{{\listtext\u8226?\tab}}\ls9\ilvl{part.level} "
    elif number:
        lead = rf"{{\listtext {escaped(number)}\tab}}\ls1\ilvl{part.depth} " if automatic else escaped(f"{number} ")
    text = "".join(rf"{{\b {escaped(run)}}}" if bold else escaped(run) for run, bold in runs(part.text))
    note = rf"{{\super\chftn}}{{\footnote\pard{{\super\chftn}} {escaped(part.note)}}}" if part.note else ""
    return f"\\pard\\plain{level} {lead}{text}{note}\\par\n"


def _table(part: Part) -> str:
    rows = []
    for row in part.rows:
        edges = "".join(rf"\cellx{2000 * i}" for i in range(1, len(row) + 1))
        cells = "".join(rf"\pard\intbl {escaped(cell)}\cell" for cell in row)
        rows.append(f"\\trowd{edges}{cells}\\row\n")
    return "".join(rows)

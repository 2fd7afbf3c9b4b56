"""Tracked insertions: which of a text's words were added as tracked changes.

A reader sets them between two signs that no file can hold; ``taken_out`` turns these into spans.
"""

from __future__ import annotations

INSERTED, UNINSERTED = "\x03", "\x04"


def taken_out(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without the signs, and the spans of what stood between them."""
    if INSERTED not in text and UNINSERTED not in text:
        return text, ()
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for character in text:
        if character == INSERTED:
            start = start if depth else len(plain)
            depth += 1
        elif character == UNINSERTED:
            depth = max(0, depth - 1)
            if not depth and len(plain) > start:
                spans.append((start, len(plain)))
        else:
            plain.append(character)
    if depth and len(plain) > start:
        spans.append((start, len(plain)))
    return "".join(plain), tuple(spans)


def without_signs(text: str) -> tuple[str, bool]:
    """Return a text without the signs where all of its words were inserted, else as it is; and whether they were.

    The number and the kind of a paragraph are read off its first characters, which are to be its own.
    """
    if INSERTED not in text:
        return text, False
    plain, spans = taken_out(text)
    rest, position = "", 0
    for start, end in spans:
        rest, position = rest + plain[position:start], end
    is_whole = not (rest + plain[position:]).strip() and plain.strip() != ""
    return (plain, True) if is_whole else (text, False)

"""Emphasis marks around labels, "**2.1 The council objects.**", so that no half of a pair is left in a point.

A mark that opens before the label and closes at the point's end is left out at both ends. One that closes within the
point ("**2.1 Costs.** They rise") cannot be: a point is one span. Whoever shows the point must pass over it.
"""

from __future__ import annotations

from analysis.text import Span, trim

MARKS = ("***", "___", "**", "__", "*", "_")


def without_stray_marks(text: str, label: Span, start: int, end: int) -> Span:
    """Return a point's span without the mark at its end, or beginning, that closes one opened by its label."""
    for mark in MARKS:
        if not text.startswith(mark, *label) or text.count(mark, start, end) % 2 == 0:
            continue
        if text.endswith(mark, start, end):
            return trim(text, start, end - len(mark))
        if text.startswith(mark, start, end) and text[start + len(mark) : start + len(mark) + 1].isspace():
            return trim(text, start + len(mark), end)
    return Span(start, end)

"""Marks with which a form is filled in, where they stand before options below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.reading.pdf.characters import EMPTY_BOX, TICKED, UNTICKED, is_sign
from analysis.reading.pdf.text_lines import TextLine

OPTION_WORDS = 16
"""Words; who writes more behind a box says something."""

SAME_INDENT = 3.0
"""Marks whose left edges differ by less than this, in points, stand below each other."""


def with_boxes(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Yield lines, those whose marks are boxes to tick and no bullets with the boxes in their text.

    Marks are boxes where filled and empty ones stand below each other before a few words each.
    """
    run: list[TextLine] = []
    for line in [*lines, None]:
        if run and (line is None or not _is_next(run[-1], line)):
            yield from _as_boxes(run)
            run = []
        if line is not None:
            run.append(line)


def _is_next(upper: TextLine, lower: TextLine) -> bool:
    return bool(_sign(upper) and _sign(lower)) and abs(upper.box.left - lower.box.left) <= SAME_INDENT


def _sign(line: TextLine) -> str:
    """Return the sign before a few words, as the mark of a list or at the line's start."""
    first_word = line.mark or line.text.split(" ")[0]
    return first_word if is_sign(first_word) and len(line.text.split()) <= OPTION_WORDS else ""


def _as_boxes(run: Sequence[TextLine]) -> Iterator[TextLine]:
    are_empty = [EMPTY_BOX.fullmatch(_sign(line)) is not None for line in run]
    for line, is_empty in zip(run, are_empty, strict=True):
        if all(are_empty) or not any(are_empty):
            yield line
        else:
            box = UNTICKED if is_empty else TICKED
            option = line.text if line.mark else line.text.removeprefix(_sign(line)).lstrip()
            yield replace(line, text=f"{box} {option}", mark="", inner=line.box.left, alone=True)

"""Stray marks: a cross or tick that somebody typed beside an answer and left its box empty.

The rule: *in a group of answers of which no box is ticked, a mark that is typed behind an answer, or before it, is the
tick.* Where several are marked and the form does not ask for several, each is in doubt, and a person is to look at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import Span

_MARK = r"[\[(]?[xX✓✔√][\])]?"
_BEHIND = re.compile(
    rf"(?P<answer>.*[\w)?!’'\"])(?:\s{{2,}}|[\t\n]|\s*[:.=>–—-]+\s*|\s(?=[\[(]?[✓✔√]))(?P<mark>{_MARK})"
    rf"|(?P<plain>(?:.*\b)?(?:(?:dis)?agree|yes|no|support|oppose|know|sure))\s(?P<cross>{_MARK})",
    re.DOTALL | re.IGNORECASE,
)
"""A mark behind an answer: apart from it, or behind a plain answer, unlike the name of "Platform X"."""

_BEFORE = re.compile(rf"(?P<mark>{_MARK})\s+(?P<answer>\S.*)", re.DOTALL)
_OTHER_LETTER = re.compile(r".*\w\s+[^\W\d_xX]", re.DOTALL)
_STROKE = re.compile(r"[ \t]+(?P<mark>/)[ \t]*(?=\n|\Z)")
"""A stroke at the end of a line; between two answers it parts them."""

_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:all (?:of )?(?:that|those|which)|as many|any (?:that|of)|more than one|up to)\b", re.I
)


def with_stray_marks(text: str, parts: Sequence[LabelledPiece]) -> Iterator[LabelledPiece]:
    """Yield the parts of a form, answers that are marked beside their empty boxes as ticked."""
    above = ""
    for is_box, run in groupby(parts, key=lambda part: part.given in (Given.TICKED, Given.OPTION, Given.BOX)):
        group = list(run)
        marks = {}
        if is_box and all(part.given is not Given.TICKED for part in group) and not _are_lettered(text, group):
            marks = {i: mark for i, part in enumerate(group) if (mark := _mark(text, part))}
        is_sure = len(marks) == 1 or _ASKS_FOR_SEVERAL.search(above) is not None
        for i, part in enumerate(group):
            yield from _marked(part, *marks[i], is_sure) if i in marks else (part,)
        above = text[group[-1].start : group[-1].end]


def _are_lettered(text: str, group: Sequence[LabelledPiece]) -> bool:
    """Return whether answers are named with other letters, too: "Site X", "Site Y"."""
    return any(_OTHER_LETTER.fullmatch(text, part.start, part.end) for part in group if part.given is Given.OPTION)


def _mark(text: str, part: LabelledPiece) -> tuple[Span, Span] | None:
    """Return where an answer and its mark are, which stands behind it or before it."""
    if part.given is not Given.OPTION:
        return None
    if found := _BEHIND.fullmatch(text, part.start, part.end):
        is_apart = found["answer"] is not None
        return Span(*found.span("answer" if is_apart else "plain")), Span(*found.span("mark" if is_apart else "cross"))
    if found := _BEFORE.fullmatch(text, part.start, part.end):
        return Span(*found.span("answer")), Span(*found.span("mark"))
    stroke = _STROKE.match(text, part.end)
    return (Span(part.start, part.end), Span(*stroke.span("mark"))) if stroke else None


def _marked(part: LabelledPiece, answer: Span, mark: Span, is_sure: bool) -> list[LabelledPiece]:
    """Return an answer as ticked, and its mark, in their order."""
    given = Given.TICKED if is_sure else Given.IN_DOUBT
    ticked = replace(part, outer=answer.start, start=answer.start, end=answer.end, given=given)
    box = replace(part, outer=mark.start, start=mark.start, end=mark.end, given=Given.BOX)
    return sorted((ticked, box), key=lambda one: one.start)

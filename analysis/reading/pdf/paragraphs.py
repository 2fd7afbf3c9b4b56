"""Lines joined into paragraphs: by their pitch, indentation, length and type, and by the numbers that begin them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.reading.pdf.hyphens import LineEnd
from analysis.reading.pdf.text_lines import TAB_GAP, TextLine

MORE_PITCH = 1.3
"""A line that stands so many times lower than lines do here begins a paragraph."""

OTHER_SIZE = 0.08
"""Lines whose sizes differ by more than this share are set in different sizes."""

INDENT = 0.8
"""A line that begins so many sizes further in or out is indented."""

MOST_INDENT = 6.0
"""The first line of a paragraph is not indented by more sizes than this."""

SHORT_LINE = 0.2
"""A line that ends a sentence and leaves this share of its column empty ends its paragraph."""

BROKEN_LINE = 0.25
"""A line that leaves this share empty, where the next word had room, was ended by its author."""

FULL_LINE = 0.03
"""A line that leaves less than this share empty is full: whatever could not be hyphenated was broken there."""

_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*[⁰¹²³⁴-⁹]*$")
_ENDED_ITEM = re.compile(r"(?:[.!?:;…,][\"'”’)\]]*[⁰¹²³⁴-⁹]*|\b(?:and|or))$")
_NOUN = "Question|Recommendation|Paragraph|Proposal|Section|Point|Issue|Annex|Part|Para|Rec|Q"
_LABEL = re.compile(
    rf"(?:[(\[]?(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}|[a-zA-Z]|[ivxl]{{1,6}}|[IVXL]{{1,6}})[.)\]:]{{1,2}}"
    rf"|\d{{1,3}}(?:\.\d{{1,3}}){{1,4}}|[A-Z]\.?\d{{1,2}}(?:\.\d{{1,2}})*[.):]?"
    rf"|(?:{_NOUN})\.? ?\d{{1,3}}(?:\.\d{{1,3}})*(?: ?\([a-z]{{1,4}}\)|[a-h])?[.:)]?)(?=\s|$)"
)
_BARE_NUMBER = re.compile(r"\d{1,3}(?=\s)")
_PAGE_AT_END = re.compile(r"\s\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Measures:
    """The usual measures of a document: the body's size, the pitch of lines by size, the edges of every column."""

    size: float
    bold: bool
    pitch: dict[int, float]
    edges: dict[tuple[int, int], tuple[float, float]]

    def edge(self, line: TextLine) -> tuple[float, float]:
        """Return the left and right edge of the column that a line stands in."""
        return self.edges[line.page, line.zone]

    def slack(self, line: TextLine) -> float:
        """Return the share of its column that a line leaves empty at its end."""
        left, right = self.edge(line)
        return (right - line.box.right) / (right - left) if right > left else 0.0

    def usual_pitch(self, size: float) -> float:
        """Return the distance of lines of a size, or what type is mostly set at."""
        return self.pitch.get(round(size), 1.1 * size)


def measures(lines: Sequence[TextLine]) -> Measures:
    """Return what is usual among the lines of a document."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
        bold[line.bold] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Measures(size, bold[True] > bold[False], _pitches(lines), _edges(lines))


def _pitches(lines: Sequence[TextLine]) -> dict[int, float]:
    found: dict[int, Counter[float]] = {}
    for a, b in pairwise(lines):
        pitch = b.base - a.base
        if _place(a) == _place(b) and round(a.size) == round(b.size) and 0 < pitch < 3 * a.size:
            found.setdefault(round(a.size), Counter())[round(pitch * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in found.items()}


FEW_LINES = 4
"""A zone with fewer lines does not show where its column ends; the page does."""


def _edges(lines: Sequence[TextLine]) -> dict[tuple[int, int], tuple[float, float]]:
    zones: dict[tuple[int, int], list[TextLine]] = {}
    pages: dict[int, list[TextLine]] = {}
    for line in lines:
        zones.setdefault(_place(line), []).append(line)
        pages.setdefault(line.page, []).append(line)
    found = {}
    for place, members in zones.items():
        shown = members if len(members) >= FEW_LINES else pages[place[0]]
        found[place] = min(line.box.left for line in shown), max(line.box.right for line in shown)
    return found


def _place(line: TextLine) -> tuple[int, int]:
    return line.page, line.zone


def paragraphs(lines: Sequence[TextLine], usual: Measures) -> list[list[TextLine]]:
    """Return the lines of a document, in reading order, as paragraphs; one may run over columns and pages."""
    found: list[list[TextLine]] = []
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) else None
        if found and not _breaks(found[-1], line, after, usual):
            found[-1].append(line)
        else:
            found.append([line])
    return _rejoined(found, usual)


def _rejoined(found: Sequence[list[TextLine]], usual: Measures) -> list[list[TextLine]]:
    """Return the paragraphs, those that go on in bold sentences on the next page as one: headings end with no full
    stop."""
    kept: list[list[TextLine]] = []
    for group in found:
        if kept and _is_bold_rest(kept[-1][-1], group, usual):
            kept[-1].extend(group)
        else:
            kept.append(group)
    return kept


def _is_bold_rest(last: TextLine, group: Sequence[TextLine], usual: Measures) -> bool:
    first = group[0]
    plain = not (
        last.bold or last.alone or last.title or first.alone or first.title or first.mark or is_labelled(first)
    )
    if not plain or first.page != last.page + 1 or abs(last.size - first.size) > OTHER_SIZE * last.size:
        return False
    ended = _ENDED.search(last.text) is not None and group[-1].text.endswith(".")
    return ended and all(line.bold for line in group) and is_full(last, first, usual)


def line_ends(paragraph: Sequence[TextLine], usual: Measures) -> list[LineEnd]:
    """Return how each line of a paragraph ends; its author ended it where the next word had room and was not set
    there."""
    ends = [_line_end(a, b, usual) for a, b in pairwise(paragraph)]
    return [*ends, LineEnd.OPEN]


def _line_end(line: TextLine, after: TextLine, usual: Measures) -> LineEnd:
    left, right = usual.edge(line)
    room = right - line.box.right
    if abs(line.box.left - after.box.left) > INDENT * line.size and _is_aligned_otherwise(line, after, usual):
        room = right - left - (line.box.right - line.box.left)
    slack = room / (right - left) if right > left else 0.0
    if slack > BROKEN_LINE and room > after.first + line.size and _place(line) == _place(after):
        return LineEnd.BROKEN
    return LineEnd.FULL if slack < FULL_LINE else LineEnd.OPEN


def is_labelled(line: TextLine) -> bool:
    """Return whether a line begins with what might be a point's number.

    >>> from analysis.reading.pdf.page_words import Box
    >>> [is_labelled(Line(t, Box(0, 0, 9, 9), 0, 9, 1)) for t in ("(a) We", "4.2 The", "Question 3", "A council")]
    [True, True, True, False]
    """
    if _LABEL.match(line.text):
        return True
    return _BARE_NUMBER.match(line.text) is not None and line.lead > TAB_GAP


def _breaks(paragraph: Sequence[TextLine], line: TextLine, after: TextLine | None, usual: Measures) -> bool:
    """Return whether a line begins a paragraph of its own."""
    last = paragraph[-1]
    if last.title or line.title:
        return line.opens or last.title != line.title
    if last.row and line.row and line.page == last.page + 1 and line.text.startswith("\t"):
        return False
    if last.alone or line.alone or line.opens or line.mark or _begins_item(paragraph, line):
        return True
    if abs(last.size - line.size) > OTHER_SIZE * max(last.size, line.size) or _weight_changes(last, line, usual):
        return True
    if last.tabbed and _PAGE_AT_END.search(last.text):
        return True
    if _place(last) != _place(line):
        return not _goes_on(last, line, usual)
    return (
        _stands_off(paragraph, line, after, usual)
        or _is_indented(paragraph, line, usual)
        or (_ENDED.search(last.text) is not None and usual.slack(last) > SHORT_LINE and not line.text[0].islower())
    )


def _begins_item(paragraph: Sequence[TextLine], line: TextLine) -> bool:
    """Return whether a line's number is a point's: after the end of a sentence, or where this list's numbers stand."""
    if not is_labelled(line):
        return False
    first, last = paragraph[0], paragraph[-1]
    if _ENDED.search(last.text):
        return True
    listed = first.mark or is_labelled(first)
    at_indent = abs(first.box.left - line.box.left) < INDENT * line.size / 2
    hangs = len(paragraph) == 1 or paragraph[1].inner > first.box.left + INDENT * line.size / 2
    return bool(listed) and at_indent and (hangs or _ENDED_ITEM.search(last.text) is not None)


def _weight_changes(last: TextLine, line: TextLine, usual: Measures) -> bool:
    """Return whether a bold heading ends or begins here, as against bold words that happen to fill a line."""
    opens = line.text[:1].isupper() or not line.text[:1].isalpha()
    if last.bold and not line.bold_start:
        return opens or usual.slack(last) > SHORT_LINE
    return line.bold and not last.bold and opens and (bool(_ENDED.search(last.text)) or usual.slack(last) > SHORT_LINE)


def _goes_on(last: TextLine, line: TextLine, usual: Measures) -> bool:
    """Return whether a paragraph runs over the end of its column or page."""
    if not line.text or line.text[0].islower():
        return not (last.bold and not line.bold_start)
    return is_full(last, line, usual) if _ENDED.search(last.text) else usual.slack(last) < SHORT_LINE


def is_full(last: TextLine, line: TextLine, usual: Measures) -> bool:
    """Return whether the next line's first word had no room at a line's end; the last lines of paragraphs mostly
    have some."""
    return usual.edge(last)[1] - last.box.right < line.first + TAB_GAP / 2 * last.size


def _stands_off(paragraph: Sequence[TextLine], line: TextLine, after: TextLine | None, usual: Measures) -> bool:
    """Return whether a line stands further below the last one than lines do here."""
    last = paragraph[-1]
    pitch = line.base - last.base
    if pitch <= 0:
        return True
    if len(paragraph) > 1 and _place(paragraph[-2]) == _place(last):
        return pitch > MORE_PITCH * (last.base - paragraph[-2].base)
    if pitch > MORE_PITCH * usual.usual_pitch(line.size):
        return True
    if after is None or _place(after) != _place(line) or abs(after.size - line.size) > OTHER_SIZE * line.size:
        return False
    return pitch > MORE_PITCH * (after.base - line.base) > 0


def _is_indented(paragraph: Sequence[TextLine], line: TextLine, usual: Measures) -> bool:
    """Return whether a line begins further in or out than its paragraph's lines do."""
    last, step = paragraph[-1], INDENT * line.size
    by = line.inner - last.inner
    if abs(by) <= step or _is_aligned_otherwise(last, line, usual):
        return False
    ended = _ENDED.search(last.text) is not None
    if len(paragraph) > 1:
        return ended or not line.text[0].islower()
    if last.mark or is_labelled(last):
        return line.inner < last.box.left - step or (ended and by < 0 and line.inner < last.box.left + step)
    return (by > 0 and (ended or line.text[0].isupper())) or by < -MOST_INDENT * line.size


def _is_aligned_otherwise(last: TextLine, line: TextLine, usual: Measures) -> bool:
    """Return whether the lines are centred or ranged right, where the left edge says nothing."""
    tolerance = INDENT * line.size / 2
    if min(last.box.left, line.box.left) < usual.edge(line)[0] + tolerance:
        return False
    middle = abs((last.box.left + last.box.right) - (line.box.left + line.box.right)) / 2
    return middle < tolerance or abs(last.box.right - line.box.right) < tolerance / 2

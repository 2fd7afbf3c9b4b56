"""Lines joined into paragraphs: by their pitch, indentation, length and type, and by the numbers that begin them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeVar

from analysis.reading.pdf.hyphens import LineEnd
from analysis.reading.pdf.text_lines import TAB_GAP, TextLine

K = TypeVar("K", bound=Hashable)

MORE_PITCH = 1.3
"""A line that stands so many times lower than lines do here begins a paragraph."""

OPEN_PITCH = 1.8
"""So many times lower, where the sentence goes on: a raised number pushes its line down, an empty line does further."""

MOST_PITCH = 2.6
"""Lines of one paragraph stand no more sizes apart, though they be set double."""

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
LEADER_AT_END = re.compile(r"(?:[.…·_]\s?){4,}(?:\d{1,4}|[ivxl]{1,6})(?:\s+[ivxl]{1,6})?$")
"""A row of dots that leads to a page's number."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The usual measures of a document: the body's size, the pitch of lines by size, the edges of every column.

    ``page_pitch`` is the pitch by page and size: a file may be set at two pitches. ``apart`` are the pages of which
    most lines are a paragraph each.
    """

    size: float
    bold: bool
    pitch: dict[int, float]
    edges: dict[tuple[int, int], tuple[float, float]]
    page_pitch: dict[tuple[int, int], float]
    apart: frozenset[int] = frozenset()

    def edge(self, line: TextLine) -> tuple[float, float]:
        """Return the left and right edge of the column that a line stands in."""
        return self.edges[line.page, line.zone]

    def slack(self, line: TextLine) -> float:
        """Return the share of its column that a line leaves empty at its end."""
        left_edge, right_edge = self.edge(line)
        return (right_edge - line.box.right) / (right_edge - left_edge) if right_edge > left_edge else 0.0

    def usual_pitch(self, size: float) -> float:
        """Return the distance of lines of a size, or what type is mostly set at."""
        return self.pitch.get(round(size), 1.1 * size)

    def open_pitch(self, line: TextLine) -> float:
        """Return the distance at which a sentence may go on: the usual one, or that of the line's page if wider."""
        return max(self.usual_pitch(line.size), self.page_pitch.get((line.page, round(line.size)), 0.0))


def measure_lines(lines: Sequence[TextLine]) -> Measures:
    """Measure what is usual among the lines of a document."""
    size_counts: Counter[float] = Counter()
    bold_counts: Counter[bool] = Counter()
    for line in lines:
        size_counts[round(line.size * 2) / 2] += len(line.text)
        bold_counts[line.bold] += len(line.text)
    body_size = size_counts.most_common(1)[0][0] if size_counts else 0.0
    pitches = _pitches(lines, lambda line: round(line.size))
    page_pitches = _pitches(lines, lambda line: (line.page, round(line.size)))
    measures = Measures(body_size, bold_counts[True] > bold_counts[False], pitches, _edges(lines), page_pitches)
    return replace(measures, apart=frozenset(_pages_apart(lines, measures)))


def _pages_apart(lines: Sequence[TextLine], measures: Measures) -> Iterator[int]:
    """Yield the pages of which most lines end a sentence, or end early."""
    for page, page_lines in groupby(lines, key=lambda line: line.page):
        ended = [
            _ENDED.search(line.text) is not None or _empty_share(line, measures) > BROKEN_LINE for line in page_lines
        ]
        if sum(ended) > MOST_ENDED * len(ended):
            yield page


def _empty_share(line: TextLine, measures: Measures) -> float:
    """Return the share of its column that a line leaves empty; the longest line of a short letter does not show where
    the column ends, but the margin at its left does."""
    left_edge, right_edge = measures.edge(line)
    width = max(right_edge - left_edge, LEAST_WIDTH * (PAGE_WIDTH - 2 * left_edge))
    return (left_edge + width - line.box.right) / width if width > 0 else 0.0


MOST_ENDED = 0.75
"""Share of the lines of a page that end a sentence, or end early, where each is a paragraph."""


def _pitches(lines: Sequence[TextLine], key: Callable[[TextLine], K]) -> dict[K, float]:
    """Return the most common distance of lines of one size, by what ``key`` tells apart."""
    pitch_counts: dict[K, Counter[float]] = {}
    ended_counts: dict[K, Counter[float]] = {}
    for upper_line, lower_line in pairwise(lines):
        line_pitch = lower_line.base - upper_line.base
        if (
            _place(upper_line) == _place(lower_line)
            and round(upper_line.size) == round(lower_line.size)
            and 0 < line_pitch < MOST_PITCH * upper_line.size
        ):
            size, pitch = key(upper_line), round(line_pitch * 2) / 2
            pitch_counts.setdefault(size, Counter())[pitch] += 1
            ended_counts.setdefault(size, Counter())[pitch] += _ENDED.search(upper_line.text) is not None
    return {size: _usual(size_pitches, ended_counts[size]) for size, size_pitches in pitch_counts.items()}


def _usual(pitches: Counter[float], ended: Counter[float]) -> float:
    """Return the most common pitch, or a closer one that lines below each other have, too, of half as much or where
    sentences end at the common one: the paragraphs of a short letter are a line or two each, with a space between."""
    most_common = min(pitches, key=lambda pitch: (-pitches[pitch], pitch))
    parts = ended[most_common] > MOST_ENDED * pitches[most_common]
    closer = [
        pitch
        for pitch, count in pitches.items()
        if count > 1 and (abs(2 * pitch - most_common) <= 1 or (parts and pitch * MORE_PITCH < most_common))
    ]
    return min(closer, default=most_common)


FEW_LINES = 4
"""A zone with fewer lines does not show where its column ends; the page does."""


def _edges(lines: Sequence[TextLine]) -> dict[tuple[int, int], tuple[float, float]]:
    zone_lines: dict[tuple[int, int], list[TextLine]] = {}
    page_lines: dict[int, list[TextLine]] = {}
    for line in lines:
        zone_lines.setdefault(_place(line), []).append(line)
        page_lines.setdefault(line.page, []).append(line)
    column_edges = {}
    for zone_place, lines_here in zone_lines.items():
        edge_lines = lines_here if len(lines_here) >= FEW_LINES else page_lines[zone_place[0]]
        column_edges[zone_place] = min(line.box.left for line in edge_lines), max(line.box.right for line in edge_lines)
    return column_edges


def _place(line: TextLine) -> tuple[int, int]:
    return line.page, line.zone


def group_paragraphs(lines: Sequence[TextLine], measures: Measures) -> list[list[TextLine]]:
    """Group the lines of a document, in reading order, into paragraphs; one may run over columns and pages."""
    paragraphs: list[list[TextLine]] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if paragraphs and not _breaks(paragraphs[-1], line, following, measures):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return _rejoin(paragraphs, measures)


def _rejoin(paragraphs: Sequence[list[TextLine]], measures: Measures) -> list[list[TextLine]]:
    """Rejoin paragraphs that go on in bold sentences on the next page; headings end with no full stop."""
    rejoined: list[list[TextLine]] = []
    for paragraph in paragraphs:
        if rejoined and _is_bold_rest(rejoined[-1][-1], paragraph, measures):
            rejoined[-1].extend(paragraph)
        else:
            rejoined.append(paragraph)
    return rejoined


def _is_bold_rest(last: TextLine, paragraph: Sequence[TextLine], measures: Measures) -> bool:
    first_line = paragraph[0]
    are_plain = not (
        last.bold
        or last.alone
        or last.title
        or first_line.alone
        or first_line.title
        or first_line.mark
        or is_labelled(first_line)
    )
    if not are_plain or first_line.page != last.page + 1 or abs(last.size - first_line.size) > OTHER_SIZE * last.size:
        return False
    are_ended = _ENDED.search(last.text) is not None and paragraph[-1].text.endswith(".")
    return are_ended and all(line.bold for line in paragraph) and is_full(last, first_line, measures)


def line_ends(paragraph: Sequence[TextLine], measures: Measures) -> list[LineEnd]:
    """Return how each line of a paragraph ends; its author ended it where the next word had room and was not set
    there."""
    line_endings = [_line_end(upper_line, lower_line, measures) for upper_line, lower_line in pairwise(paragraph)]
    return [*line_endings, LineEnd.OPEN]


def _line_end(line: TextLine, following: TextLine, measures: Measures) -> LineEnd:
    left_edge, right_edge = measures.edge(line)
    empty_width = right_edge - line.box.right
    if abs(line.box.left - following.box.left) > INDENT * line.size and _is_aligned_otherwise(
        line, following, measures
    ):
        empty_width = right_edge - left_edge - (line.box.right - line.box.left)
    empty_share = empty_width / (right_edge - left_edge) if right_edge > left_edge else 0.0
    if empty_share > BROKEN_LINE and empty_width > following.first + line.size and _place(line) == _place(following):
        return LineEnd.BROKEN
    return LineEnd.FULL if empty_share < FULL_LINE else LineEnd.OPEN


def is_labelled(line: TextLine) -> bool:
    """Return whether a line begins with what might be a point's number.

    >>> from analysis.reading.pdf.page_words import Box
    >>> [is_labelled(TextLine(t, Box(0, 0, 9, 9), 0, 9, 1)) for t in ("(a) We", "4.2 The", "Question 3", "A council")]
    [True, True, True, False]
    """
    if _LABEL.match(line.text):
        return True
    return _BARE_NUMBER.match(line.text) is not None and line.lead > TAB_GAP


def _breaks(paragraph: Sequence[TextLine], line: TextLine, following: TextLine | None, measures: Measures) -> bool:
    """Return whether a line begins a paragraph of its own."""
    last = paragraph[-1]
    if last.framed != line.framed:
        return True
    if last.title or line.title:
        return line.opens or last.title != line.title
    turns_page = line.page == last.page + 1
    if last.row and line.row and turns_page and line.text.startswith("\t"):
        return False
    opens = line.opens and not (turns_page and last.in_table and line.in_table)
    if last.alone or line.alone or opens or line.mark or _begins_item(paragraph, line):
        return True
    if abs(last.size - line.size) > OTHER_SIZE * max(last.size, line.size) or _weight_changes(last, line, measures):
        return True
    if (last.tabbed and _PAGE_AT_END.search(last.text)) or LEADER_AT_END.search(last.text):
        return True
    if _place(last) != _place(line):
        return not _goes_on(last, line, measures)
    return (
        _stands_off(paragraph, line, following, measures)
        or _is_ended_early(last, line, measures)
        or _is_indented(paragraph, line, measures)
        or (_ENDED.search(last.text) is not None and measures.slack(last) > SHORT_LINE and not begins_small(line))
    )


def _begins_item(paragraph: Sequence[TextLine], line: TextLine) -> bool:
    """Return whether a line's number is a point's: after the end of a sentence, or where this list's numbers stand."""
    if not is_labelled(line):
        return False
    first_line, last = paragraph[0], paragraph[-1]
    if _ENDED.search(last.text):
        return True
    is_listed = first_line.mark or is_labelled(first_line)
    at_indent = abs(first_line.box.left - line.box.left) < INDENT * line.size / 2
    hangs_in = len(paragraph) == 1 or paragraph[1].inner > first_line.box.left + INDENT * line.size / 2
    return bool(is_listed) and at_indent and (hangs_in or _ENDED_ITEM.search(last.text) is not None)


def _weight_changes(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether a bold heading ends or begins here, as against bold words that happen to fill a line."""
    may_open = line.text[:1].isupper() or not line.text[:1].isalpha()
    if last.bold and not line.bold_start:
        return may_open or measures.slack(last) > SHORT_LINE
    return (
        line.bold
        and not last.bold
        and may_open
        and (bool(_ENDED.search(last.text)) or measures.slack(last) > SHORT_LINE)
    )


def _goes_on(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether a paragraph runs over the end of its column or page."""
    if not line.text or begins_small(line):
        return not (last.bold and not line.bold_start)
    return is_full(last, line, measures) if _ENDED.search(last.text) else measures.slack(last) < SHORT_LINE


def is_full(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether the next line's first word had no room at a line's end; the last lines of paragraphs mostly
    have some."""
    return measures.edge(last)[1] - last.box.right < line.first + TAB_GAP / 2 * last.size


def _stands_off(paragraph: Sequence[TextLine], line: TextLine, following: TextLine | None, measures: Measures) -> bool:
    """Return whether a line stands further below the last one than lines do here."""
    last = paragraph[-1]
    line_pitch = line.base - last.base
    if line_pitch <= 0:
        return True
    is_open = _is_open(last, line)
    most_pitch = OPEN_PITCH if is_open else MORE_PITCH
    if len(paragraph) > 1 and _place(paragraph[-2]) == _place(last):
        return line_pitch > most_pitch * (last.base - paragraph[-2].base)
    if line_pitch > most_pitch * (measures.open_pitch(line) if is_open else measures.usual_pitch(line.size)):
        return True
    if (
        following is None
        or _place(following) != _place(line)
        or abs(following.size - line.size) > OTHER_SIZE * line.size
    ):
        return False
    return line_pitch > most_pitch * (following.base - line.base) > 0


def _is_ended_early(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether a line is a paragraph by itself, on a page of such lines that stand apart."""
    is_apart = last.page in measures.apart and line.base - last.base >= SPACED * last.size
    if not is_apart or begins_small(line) or _is_aligned_otherwise(last, line, measures):
        return False
    return _ENDED.search(last.text) is not None or _empty_share(last, measures) > BROKEN_LINE


SPACED = 1.4
"""Sizes that most lines of a paragraph do not stand apart; those of a form and a letter of short paragraphs do."""

PAGE_WIDTH = 595.0
"""Of an A4 page; American ones are a little wider."""

LEAST_WIDTH = 0.8
"""Share of the space between equal margins that a column of text fills."""


def _is_open(last: TextLine, line: TextLine) -> bool:
    """Return whether a line goes on a sentence that the line above it leaves open."""
    return _ENDED.search(last.text) is None and begins_small(line)


def begins_small(line: TextLine) -> bool:
    """Return whether a line begins in lower case, behind an opening quotation mark or bracket if there is one."""
    return line.text.lstrip(OPENING)[:1].islower()


OPENING = "\"'“‘„«(["


def _is_indented(paragraph: Sequence[TextLine], line: TextLine, measures: Measures) -> bool:
    """Return whether a line begins further in or out than its paragraph's lines do."""
    last, indent_step = paragraph[-1], INDENT * line.size
    indent_change = line.inner - last.inner
    if abs(indent_change) <= indent_step or _is_aligned_otherwise(last, line, measures):
        return False
    is_ended = _ENDED.search(last.text) is not None
    if len(paragraph) > 1:
        return is_ended or not begins_small(line)
    if _is_open(last, line):
        # A first line that is set in, its number included, stands above lines that are not.
        return indent_change < -MOST_INDENT * line.size
    if last.mark or is_labelled(last):
        return line.inner < last.box.left - indent_step or (
            is_ended and indent_change < 0 and line.inner < last.box.left + indent_step
        )
    return (indent_change > 0 and (is_ended or line.text[0].isupper())) or indent_change < -MOST_INDENT * line.size


def _is_aligned_otherwise(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether the lines are centred or ranged right, where the left edge says nothing."""
    tolerance = INDENT * line.size / 2
    if min(last.box.left, line.box.left) < measures.edge(line)[0] + tolerance:
        return False
    middle_offset = abs((last.box.left + last.box.right) - (line.box.left + line.box.right)) / 2
    return middle_offset < tolerance or abs(last.box.right - line.box.right) < tolerance / 2

"""Running heads, feet and page numbers: lines that stand at one place on page after page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.reading.pdf.pdf_pages import PdfPage
from analysis.reading.pdf.text_lines import TextLine

EDGE_LINES = 4
"""Running heads and feet are among so many lines from the top and from the bottom of the page."""

PLACE = 6.0
"""Lines whose bases differ by less than half of this, in points, stand at one place."""

FEW_PAGES = 3
"""In a file of so many pages, two pages that share a head show it; in a longer one it takes three."""

FAR = 3.0
"""The lines of a running head or foot stand closer together than so many sizes; the body stands further off."""

_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxl]+", re.IGNORECASE)
_ROMAN_FIGURES = {"i": 1, "v": 5, "x": 10, "l": 50}
_COUNTED = re.compile(r"(?:question|recommendation|proposal|section|point|issue|part|q)\W*\d+\W*", re.IGNORECASE)
"""A form may give each of its questions a page: their headings count with the pages, and are none of their numbers."""

_OUTRIGHT = re.compile(r"page \d+(?: (?:of|/) ?\d+)?|\d+ of \d+|[-–—] ?\d+ ?[-–—]", re.IGNORECASE)
"""What can only be the number of a page, however few pages there are."""


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page's lines, with its furniture apart."""

    number: int
    head: tuple[TextLine, ...]
    body: tuple[TextLine, ...]
    foot: tuple[TextLine, ...]


Key = tuple[object, ...]


def sheets(pages: Sequence[PdfPage]) -> list[PageLines]:
    """Return the pages with their running heads, feet and numbers told from the rest."""
    seen: dict[Key, set[int]] = {}
    edges = [_edges(page) for page in pages]
    for page, edge in zip(pages, edges, strict=True):
        for i, at_head in edge.items():
            for key in _keys(page.lines[i], at_head):
                seen.setdefault(key, set()).add(page.number)
    least = 2 if len(pages) <= FEW_PAGES else 3
    return [_sheet(page, edge, seen, least) for page, edge in zip(pages, edges, strict=True)]


def _sheet(page: PdfPage, edge: dict[int, bool], seen: dict[Key, set[int]], least: int) -> PageLines:
    order = sorted(edge, key=lambda i: page.lines[i].base)
    head = _run(page, [i for i in order if edge[i]], edge, seen, least)
    foot = _run(page, [i for i in reversed(order) if not edge[i]], edge, seen, least)
    body = tuple(line for i, line in enumerate(page.lines) if i not in head and i not in foot)
    kept = [tuple(line for i, line in enumerate(page.lines) if i in part) for part in (head, foot)]
    return PageLines(page.number, kept[0], body, kept[1])


def _run(
    page: PdfPage, order: Sequence[int], edge: dict[int, bool], seen: dict[Key, set[int]], least: int
) -> frozenset[int]:
    """Return the repeated lines from the page's edge inwards, up to the first that is not, or that stands far off."""
    found: list[int] = []
    for i in order:
        line = page.lines[i]
        far = bool(found) and abs(line.base - page.lines[found[-1]].base) > FAR * line.size
        if far or not _repeats(line, edge[i], seen, least):
            break
        found.append(i)
    return frozenset(found)


def _repeats(line: TextLine, at_head: bool, seen: dict[Key, set[int]], least: int) -> bool:
    if _OUTRIGHT.fullmatch(line.text.strip()):
        return True
    if _COUNTED.fullmatch(line.text.strip()):
        return False
    # Numbers that count with the pages, and nothing beside them, are page numbers from the second on.
    needed = 2 if not re.search(r"[^\W\d_]{2}", line.text) else least
    return any(len(seen[key]) >= needed for key in _keys(line, at_head))


def _edges(page: PdfPage) -> dict[int, bool]:
    """Return the lines near the page's top and bottom, each with whether it is near the top."""
    order = sorted(range(len(page.lines)), key=lambda i: page.lines[i].base)
    feet = dict.fromkeys(order[-EDGE_LINES:], False)
    middle = len(order) // 2
    return feet | dict.fromkeys(order[: min(EDGE_LINES, max(middle, 1))], True)


def _keys(line: TextLine, at_head: bool) -> Iterator[Key]:
    """Yield what a line must share with lines of other pages to be the same head; it may share any of them."""
    text = " ".join(line.text.split()).casefold()
    numbers = [int(number[:9]) for number in _NUMBER.findall(text)]
    if not numbers and _ROMAN.fullmatch(text):
        text, numbers = "0", [_roman(text)]
    template = _NUMBER.sub("#", text)
    place = line.base / PLACE
    for bucket in {int(place // 1), int((place + 0.5) // 1) + 1_000_000}:
        yield at_head, bucket, template, *numbers
        for i, number in enumerate(numbers):
            yield at_head, bucket, template, "page", i, number - line.page, *numbers[:i], *numbers[i + 1 :]


def _roman(text: str) -> int:
    values = [_ROMAN_FIGURES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))

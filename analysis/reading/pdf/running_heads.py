"""Running heads, feet and page numbers: lines that stand at one place on page after page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.reading.pdf.pdf_pages import PdfPage
from analysis.reading.pdf.text_lines import TextLine
from analysis.text import roman_value

EDGE_LINES = 4
"""Running heads and feet are among so many lines from the top and from the bottom of the page."""

PLACE = 6.0
"""Lines whose bases differ by less than half of this, in points, stand at one place."""

FEW_PAGES = 3
"""In a file of so many pages, two pages that share a head show it; in a longer one it takes three."""

NEAR = 2
"""Left and right pages may have heads of their own, so a head comes again after two pages, not after twenty."""

FAR = 3.0
"""The lines of a running head or foot stand closer together than so many sizes; the body stands further off."""

_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"(?:question|recommendation|proposal|section|point|issue|part|q)\W*\d+\W*", re.IGNORECASE)
"""A form may give each of its questions a page: their headings count with the pages, and are none of their numbers."""

_OF_LETTER = re.compile(r"(?:dear|to whom|yours?)\b", re.IGNORECASE)
"""How every letter of a batch begins and ends, at one place of their pages."""

_OUTRIGHT = re.compile(r"page \d+(?: (?:of|/) ?\d+)?|\d+ of \d+|[-–—] ?\d+ ?[-–—]", re.IGNORECASE)
"""What can only be the number of a page, however few pages there are."""


NEAR_PITCH, SAME_TYPE = 1.5, 0.03
"""Lines of one paragraph stand so many sizes apart at most, and differ in size by less than this share."""

SHORT = 40
"""Characters; a line of prose is longer."""


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page's lines, with its furniture apart."""

    number: int
    head: tuple[TextLine, ...]
    body: tuple[TextLine, ...]
    foot: tuple[TextLine, ...]


Key = tuple[object, ...]


def separate_running_heads(pages: Sequence[PdfPage]) -> list[PageLines]:
    """Separate the running heads, feet and numbers of pages from the rest."""
    seen_pages: dict[Key, set[int]] = {}
    edge_lines = [_edges(page) for page in pages]
    for page, page_edges in zip(pages, edge_lines, strict=True):
        for i, at_head in page_edges.items():
            for key in _keys(page.lines[i], at_head):
                seen_pages.setdefault(key, set()).add(page.number)
    least = 2 if len(pages) <= FEW_PAGES else 3
    return [
        _page_lines(page, page_edges, seen_pages, least) for page, page_edges in zip(pages, edge_lines, strict=True)
    ]


def _page_lines(page: PdfPage, page_edges: dict[int, bool], seen_pages: dict[Key, set[int]], least: int) -> PageLines:
    top_down = sorted(page_edges, key=lambda i: page.lines[i].base)
    head_indices = _run(page, [i for i in top_down if page_edges[i]], page_edges, seen_pages, least)
    foot_indices = _run(page, [i for i in reversed(top_down) if not page_edges[i]], page_edges, seen_pages, least)
    foot_indices |= {i for i, line in enumerate(page.lines) if line.aside}
    body_lines = tuple(line for i, line in enumerate(page.lines) if i not in head_indices and i not in foot_indices)
    edge_lines = [
        tuple(line for i, line in enumerate(page.lines) if i in indices) for indices in (head_indices, foot_indices)
    ]
    return PageLines(page.number, edge_lines[0], body_lines, edge_lines[1])


def _run(
    page: PdfPage, edge_order: Sequence[int], page_edges: dict[int, bool], seen_pages: dict[Key, set[int]], least: int
) -> frozenset[int]:
    """Return the repeated lines from the page's edge inwards, up to the first that is not, or that stands far off."""
    repeated_lines: list[int] = []
    for i in edge_order:
        page_line = page.lines[i]
        stands_off = (
            bool(repeated_lines) and abs(page_line.base - page.lines[repeated_lines[-1]].base) > FAR * page_line.size
        )
        if (stands_off and not _OUTRIGHT.fullmatch(page_line.text.strip())) or not _repeats(
            page_line, page_edges[i], seen_pages, least
        ):
            break
        repeated_lines.append(i)
    return frozenset(_without_prose(page, repeated_lines))


def _without_prose(page: PdfPage, repeated_lines: list[int]) -> list[int]:
    """Return the repeated lines from the edge inwards, without the innermost that share a sentence with the next one.

    The letters of a campaign, each on a page of its own, begin and end alike; no sentence runs from a head into a text.
    """
    by_base = sorted(range(len(page.lines)), key=lambda i: page.lines[i].base)
    places = {line: place for place, line in enumerate(by_base)}
    kept = list(repeated_lines)
    while kept:
        place = places[kept[-1]]
        is_head = place > places[kept[-2]] if len(kept) > 1 else 2 * place < len(by_base)
        neighbour = place + 1 if is_head else place - 1
        if not 0 <= neighbour < len(by_base):
            break
        upper, lower = sorted((place, neighbour))
        if not _is_one_sentence(
            page.lines[by_base[upper]], page.lines[by_base[lower]], begun=len(kept) < len(repeated_lines)
        ):
            break
        kept.pop()
    return kept


def _is_one_sentence(upper: TextLine, lower: TextLine, *, begun: bool) -> bool:
    """Return whether two lines stand in one sentence; ``begun``: the lower one is known to stand in one."""
    is_near = 0 < lower.base - upper.base <= NEAR_PITCH * upper.size
    is_alike = abs(upper.size - lower.size) <= SAME_TYPE * upper.size and upper.bold == lower.bold
    goes_on = lower.text[:1].islower() or (begun and len(upper.text) > SHORT)
    return is_near and is_alike and goes_on and upper.text.rstrip()[-1:] not in ".!?:;"


def _repeats(line: TextLine, at_head: bool, seen_pages: dict[Key, set[int]], least: int) -> bool:
    if _OUTRIGHT.fullmatch(line.text.strip()):
        return True
    if _COUNTED.fullmatch(line.text.strip()) or _OF_LETTER.match(line.text.strip()):
        return False
    # Numbers that count with the pages, and nothing beside them, are page numbers from the second on.
    pages_needed = 2 if not re.search(r"[^\W\d_]{2}", line.text) else least
    return any(_runs(seen_pages[key], line.page, pages_needed) for key in _keys(line, at_head))


def _runs(pages: set[int], page: int, pages_needed: int) -> bool:
    """Return whether so many pages near each other share a line: a form that is filled in twice repeats itself, too."""
    reach = NEAR * pages_needed
    return sum(abs(other - page) <= reach for other in pages) >= pages_needed


def _edges(page: PdfPage) -> dict[int, bool]:
    """Return the lines near the page's top and bottom, each with whether it is near the top."""
    top_down = sorted(
        (i for i, line in enumerate(page.lines) if not (line.aside or line.comment)), key=lambda i: page.lines[i].base
    )
    foot_indices = dict.fromkeys(top_down[-EDGE_LINES:], False)
    middle = len(top_down) // 2
    return foot_indices | dict.fromkeys(top_down[: min(EDGE_LINES, max(middle, 1))], True)


def _keys(line: TextLine, at_head: bool) -> Iterator[Key]:
    """Yield what a line must share with lines of other pages to be the same head; it may share any of them."""
    line_text = " ".join(line.text.split()).casefold()
    numbers = [int(number[:9]) for number in _NUMBER.findall(line_text)]
    if not numbers and (page_number := roman_value(line_text)):
        line_text, numbers = "0", [page_number]
    template = _NUMBER.sub("#", line_text)
    vertical_place = line.base / PLACE
    for bucket in {int(vertical_place // 1), int((vertical_place + 0.5) // 1) + 1_000_000}:
        yield at_head, bucket, template, *numbers
        for i, number in enumerate(numbers):
            yield at_head, bucket, template, "page", i, number - line.page, *numbers[:i], *numbers[i + 1 :]

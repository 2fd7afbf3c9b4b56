"""The furniture of a web page: what belongs to the site around a text, such as menus, banners and notices.

The page's own words for its parts decide first, then trafilatura's judgement of what is left outside the main
part. A block in doubt is content: a point taken for furniture is lost, furniture taken for a point is seen.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import islice
from typing import NamedTuple

import trafilatura
from lxml.html import HtmlElement

from analysis.model import BlockKind
from analysis.reading.html_layout import HEADINGS, Piece
from analysis.text import normalise, words

# It warns of every page in which it finds little text; we say what became of a page ourselves.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

LEAST_KEPT = 0.25
"""Where trafilatura keeps less than this share of what the page's own words leave, it has missed the text."""

MOST = 0.5
"""A form, header or sidebar with more than this share of a page's text is the page, whatever it is called."""

LARGEST_JUDGED = 50_000
"""Elements up to which a page is put before trafilatura, whose time grows with their square: some seconds."""

SHORT = 4
"""A block of fewer words is found in trafilatura's text only as a line of its own, not inside another."""


class Doubt(Enum):
    """How an element is suspected of being furniture, and so what acquits a block in it."""

    NONE = "nothing acquits it"
    LARGE = "it holds most of the text"
    HEADER = "it holds most of the text, or the block is the page's first heading"


TAGS = {
    **dict.fromkeys(("nav", "footer", "dialog", "search"), Doubt.NONE),
    **dict.fromkeys(("aside", "form"), Doubt.LARGE),
    "header": Doubt.HEADER,
}
ROLES = {
    **dict.fromkeys(("navigation", "contentinfo", "search", "dialog", "alertdialog"), Doubt.NONE),
    "complementary": Doubt.LARGE,
    "banner": Doubt.HEADER,
}
NAMES = {
    **dict.fromkeys(("cookie", "cookies", "breadcrumb", "breadcrumbs", "skip", "skiplink"), Doubt.NONE),
    **dict.fromkeys(("consent", "newsletter", "subscribe", "share", "sharing"), Doubt.LARGE),
    **dict.fromkeys(("related", "sidebar"), Doubt.LARGE),
    "banner": Doubt.HEADER,
}
"""Words of which a class or an id may consist, with the company below."""

COMPANY = {
    *("a", "app", "area", "articles", "bar", "block", "bottom", "box", "buttons", "c", "component"),
    *("container", "content", "form", "gem", "global", "govuk", "icons", "inner", "js", "l", "left", "link"),
    *("links", "list", "main", "message", "modal", "module", "nav", "navigation", "news", "nhsuk", "notice"),
    *("o", "outer", "overlay", "page", "panel", "popup", "posts", "primary", "right", "secondary", "section"),
    *("signup", "site", "social", "to", "top", "widget", "wp", "wrap", "wrapper"),
}
"""Words that say nothing against a name: "govuk-skip-link" is furniture, "consent-and-capacity" a subject."""

NEVER = {"html", "body", "main", "article", *HEADINGS}
"""Elements that are not furniture for their class or id: theirs often tell of something else."""

CONTAINERS = {
    *("html", "body", "div", "section", "article", "main", "header", "footer", "nav", "aside", "center"),
    *("form", "fieldset", "details", "dialog"),
}
"""Elements whose parts belong together: where trafilatura keeps one of them, the others are kept with it.

A table's cells are not among them, so that no cell of an answer sheet is lost.
"""

_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class _Place(NamedTuple):
    """Where an element stands: under which suspects, whether in the main part, and in which container."""

    suspects: tuple[tuple[HtmlElement, Doubt], ...] = ()
    main: bool = False
    container: HtmlElement | None = None


def furniture(pieces: Sequence[Piece], page: HtmlElement) -> list[bool]:
    """For each piece of a page, whether it is furniture."""
    places = _places(pieces)
    marked = _by_name(pieces, places)
    open_to_doubt = [
        i
        for i, (piece, place) in enumerate(zip(pieces, places, strict=True))
        if not marked[i] and not place.main and not _heads_page(piece, place)
    ]
    if open_to_doubt:
        kept = _kept(pieces, marked, page)
        alive = {place.container for place, keeps in zip(places, kept, strict=True) if keeps}
        for i in open_to_doubt:
            # trafilatura drops single lines amid prose; what stands beside kept words is kept with them.
            marked[i] = not kept[i] and places[i].container not in alive
    return marked


# --- what the page itself says ---


def _places(pieces: Iterable[Piece]) -> list[_Place]:
    known: dict[HtmlElement | None, _Place] = {None: _Place()}
    found = []
    for piece in pieces:
        place = _place(piece.element, known)
        # A block that is a <div> is one among the others of the container around it.
        found.append(place._replace(container=known[piece.element.getparent()].container))
    return found


def _place(element: HtmlElement, known: dict[HtmlElement | None, _Place]) -> _Place:
    path: list[HtmlElement] = []
    above = element
    while above not in known:
        path.append(above)
        above = above.getparent()
    place = known[above]
    for node in reversed(path):
        doubt = _doubt(node, place)
        place = _Place(
            suspects=(*place.suspects, (node, doubt)) if doubt else place.suspects,
            main=place.main or node.tag in ("main", "article") or node.get("role") in ("main", "article"),
            container=node if node.tag in CONTAINERS else place.container,
        )
        known[node] = place
    return place


def _doubt(element: HtmlElement, around: _Place) -> Doubt | None:
    """Whether an element's tag, role, class or id says that it is furniture, and with what doubt."""
    tag = element.tag
    if tag == "footer" and element.getparent().tag in ("blockquote", "figure"):
        return None  # there it names who is quoted
    if tag in TAGS and not (tag == "header" and around.main):
        return TAGS[tag]
    role = (element.get("role") or "").lower()
    if role in ROLES:
        return ROLES[role]
    return None if tag in NEVER else _named(element)


def _named(element: HtmlElement) -> Doubt | None:
    names = (element.get("class") or "").split()
    # Converters make a section's id out of its heading, so that says what it is about.
    if element.tag != "section" and "section" not in names:
        names.append(element.get("id") or "")
    for name in names:
        parts = {part.lower() for part in _NAME_PART.findall(name)}
        doubts = [NAMES[part] for part in parts if part in NAMES]
        if doubts and parts <= NAMES.keys() | COMPANY:
            return min(doubts, key=list(Doubt).index)
    return None


def _by_name(pieces: Sequence[Piece], places: Sequence[_Place]) -> list[bool]:
    sizes: Counter[HtmlElement] = Counter()
    total = 0
    for piece, place in zip(pieces, places, strict=True):
        if not any(doubt is Doubt.NONE for _, doubt in place.suspects):
            total += len(piece.text)
            sizes.update({element: len(piece.text) for element, _ in place.suspects})

    def convicts(piece: Piece, element: HtmlElement, doubt: Doubt) -> bool:
        if doubt is Doubt.HEADER and piece.kind is BlockKind.HEADING and piece.level == 1:
            return False
        return doubt is Doubt.NONE or sizes[element] <= MOST * total

    return [
        piece.kind is BlockKind.FURNITURE or any(convicts(piece, *suspect) for suspect in place.suspects)
        for piece, place in zip(pieces, places, strict=True)
    ]


def _heads_page(piece: Piece, place: _Place) -> bool:
    in_header = any(doubt is Doubt.HEADER for _, doubt in place.suspects)
    return in_header and piece.kind is BlockKind.HEADING and piece.level == 1


# --- what trafilatura says ---


def _kept(pieces: Sequence[Piece], marked: Sequence[bool], page: HtmlElement) -> list[bool]:
    """For each piece, whether trafilatura keeps it; all that is not marked, where it has missed the text."""
    unmarked = [not mark for mark in marked]
    if sum(1 for _ in islice(page.iter(), LARGEST_JUDGED + 1)) > LARGEST_JUDGED:
        return unmarked
    left = sum(len(piece.text) for piece, keep in zip(pieces, unmarked, strict=True) if keep)
    lines = {" ".join(words(normalise(line))) for line in _extracted(page).splitlines()}
    text = f" {' '.join(lines)} "
    kept = [keep and _stands_in(piece, lines, text) for piece, keep in zip(pieces, unmarked, strict=True)]
    found = sum(len(piece.text) for piece, keep in zip(pieces, kept, strict=True) if keep)
    return kept if found >= LEAST_KEPT * left else unmarked


def _stands_in(piece: Piece, lines: set[str], text: str) -> bool:
    sought = words(normalise(piece.text))
    joined = " ".join(sought)
    return joined in lines if len(sought) < SHORT else f" {joined} " in text


def _extracted(page: HtmlElement) -> str:
    """What trafilatura takes for the text of the page and its readers' comments."""
    try:
        return trafilatura.extract(page, favor_recall=True, include_comments=True, include_tables=True) or ""
    except Exception:
        # A library of heuristics over hostile input: whatever it trips over, it does not judge this page.
        return ""

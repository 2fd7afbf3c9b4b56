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
from analysis.reading.html.html_rows import HtmlPiece
from analysis.reading.html.visible_text import HEADINGS
from analysis.text import is_prose, normalise, words

# It warns of every page in which it finds little text; we say what became of a page ourselves.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

LEAST_KEPT = 0.25
"""Where trafilatura keeps less than this share of what the page's own words leave, it has missed the text."""

LEAST_LEFT = 0.1
"""Where they leave less than this share of a page, an element was not closed, or is not what it is called."""

MOST = 0.5
"""A form, header or sidebar with more than this share of a page's text is the page, whatever it is called."""

LARGEST_JUDGED = 50_000
"""Elements up to which a page is put before trafilatura, whose time grows with their square: some seconds."""

SHORT = 4
"""A block of fewer words is found in trafilatura's text only as a line of its own, not inside another."""

PROSE = 12
"""A block of so many words is prose; menus and buttons say less."""


class FurnitureDoubt(Enum):
    """The suspicion that an element is furniture, and so what acquits a block in it."""

    NONE = "nothing acquits it"
    LARGE = "it holds most of the text"
    HEADER = "it holds most of the text, or the block is the page's first heading"


TAGS = {
    **dict.fromkeys(("nav", "footer", "dialog", "search"), FurnitureDoubt.NONE),
    **dict.fromkeys(("aside", "form"), FurnitureDoubt.LARGE),
    "header": FurnitureDoubt.HEADER,
}
ROLES = {
    **dict.fromkeys(("navigation", "contentinfo", "search", "dialog", "alertdialog"), FurnitureDoubt.NONE),
    "complementary": FurnitureDoubt.LARGE,
    "banner": FurnitureDoubt.HEADER,
}
NAMES = {
    **dict.fromkeys(("cookie", "cookies", "breadcrumb", "breadcrumbs", "skiplink"), FurnitureDoubt.NONE),
    **dict.fromkeys(("consent", "newsletter", "subscribe", "share", "sharing"), FurnitureDoubt.LARGE),
    **dict.fromkeys(("related", "sidebar", "skip"), FurnitureDoubt.LARGE),
    "banner": FurnitureDoubt.HEADER,
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

_OWN_HEADER = re.compile(r"\b(?:article|entry|post|story)\b", re.IGNORECASE)
"""Names by which a header belongs to a text and not to the site."""

_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class _Place(NamedTuple):
    """The place of an element: under which suspects, whether in the main part, and in which container."""

    suspects: tuple[tuple[HtmlElement, FurnitureDoubt], ...] = ()
    main: bool = False
    container: HtmlElement | None = None


def furniture_indexes(pieces: Sequence[HtmlPiece], page: HtmlElement) -> set[int]:
    """Return the indexes of the pieces of a page that are furniture."""
    places = _places(pieces)
    every = set(range(len(pieces)))
    marked = _by_name(pieces, places)
    unsure = {i for i in every - marked if not places[i].main and not _heads_page(pieces[i], places[i])}
    is_misnamed = _size(pieces, every - marked) < LEAST_LEFT * _size(pieces, every)
    if not unsure and not is_misnamed:
        return marked
    kept = _kept(pieces, page)
    if is_misnamed:
        marked -= {i for i in kept if _is_prose(pieces[i]) or is_prose(pieces[i].text)}
    kept -= marked
    if not kept or _size(pieces, kept) < LEAST_KEPT * _size(pieces, every - marked):
        return marked
    return marked | (unsure - kept - _beside(kept, pieces, places))


def _beside(kept: set[int], pieces: Sequence[HtmlPiece], places: Sequence[_Place]) -> set[int]:
    """Return what goes with the pieces that trafilatura keeps; it drops single lines and paragraphs set apart."""
    first_kept, last_kept = min(kept), max(kept)
    titles = [i for i in range(first_kept) if _is_title(pieces[i])]
    prose = {i for i in range(titles[-1] if titles else first_kept, last_kept) if _is_prose(pieces[i])}
    headings = {i - 1 for i in kept if i and pieces[i - 1].kind is BlockKind.HEADING}
    containers = {places[i].container for i in kept}
    neighbours = {
        i for i, piece in enumerate(pieces) if piece.element in containers or places[i].container in containers
    }
    return prose | headings | neighbours


def _is_prose(piece: HtmlPiece) -> bool:
    return piece.kind is not BlockKind.FURNITURE and len(words(piece.text)) >= PROSE


def _size(pieces: Sequence[HtmlPiece], chosen: Iterable[int]) -> int:
    return sum(len(pieces[i].text) for i in chosen)


# --- what the page itself says ---


def _places(pieces: Iterable[HtmlPiece]) -> list[_Place]:
    known_places: dict[HtmlElement | None, _Place] = {None: _Place()}
    piece_places = []
    for piece in pieces:
        place = _place(piece.element, known_places)
        # A block that is a <div> is one among the others of the container around it.
        piece_places.append(place._replace(container=known_places[piece.element.getparent()].container))
    return piece_places


def _place(element: HtmlElement, known_places: dict[HtmlElement | None, _Place]) -> _Place:
    unplaced_elements: list[HtmlElement] = []
    ancestor = element
    while ancestor not in known_places:
        unplaced_elements.append(ancestor)
        ancestor = ancestor.getparent()
    place = known_places[ancestor]
    for unplaced in reversed(unplaced_elements):
        doubt = _doubt(unplaced, place)
        place = _Place(
            suspects=(*place.suspects, (unplaced, doubt)) if doubt else place.suspects,
            main=place.main or unplaced.tag in ("main", "article") or unplaced.get("role") in ("main", "article"),
            container=unplaced if unplaced.tag in CONTAINERS else place.container,
        )
        known_places[unplaced] = place
    return place


def _doubt(element: HtmlElement, around: _Place) -> FurnitureDoubt | None:
    """Return the doubt with which an element's tag, role, class or id says that it is furniture, if it does."""
    tag_name = element.tag
    if tag_name == "footer" and element.getparent().tag in ("blockquote", "figure"):
        return None  # there it names who is quoted
    if tag_name == "header" and (around.main or _OWN_HEADER.search(element.get("class") or "")):
        return None
    if tag_name in TAGS:
        return TAGS[tag_name]
    for role_name in (element.get("role") or "").lower().split():
        if role_name in ROLES:
            return ROLES[role_name]
    return None if tag_name in NEVER else _named(element)


def _named(element: HtmlElement) -> FurnitureDoubt | None:
    class_names = (element.get("class") or "").split()
    # Converters make a section's id out of its heading, so that says what it is about.
    if element.tag != "section" and "section" not in class_names:
        class_names.append(element.get("id") or "")
    for class_name in class_names:
        name_parts = {name_part.lower() for name_part in _NAME_PART.findall(class_name)}
        doubts = [NAMES[name_part] for name_part in name_parts if name_part in NAMES]
        if doubts and name_parts <= NAMES.keys() | COMPANY:
            return min(doubts, key=list(FurnitureDoubt).index)
    return None


def _by_name(pieces: Sequence[HtmlPiece], places: Sequence[_Place]) -> set[int]:
    """Return the pieces that stand in a suspect element and that nothing acquits."""
    sizes: Counter[HtmlElement] = Counter()
    total = 0
    for piece, place in zip(pieces, places, strict=True):
        if not any(doubt is FurnitureDoubt.NONE for _, doubt in place.suspects):
            total += len(piece.text)
            sizes.update({element: len(piece.text) for element, _ in place.suspects})

    def convicted(i: int) -> bool:
        return any(
            doubt is FurnitureDoubt.NONE
            or (sizes[element] <= MOST * total and not (doubt is FurnitureDoubt.HEADER and _is_title(pieces[i])))
            for element, doubt in places[i].suspects
        )

    return {i for i, piece in enumerate(pieces) if piece.kind is BlockKind.FURNITURE or convicted(i)}


def _is_title(piece: HtmlPiece) -> bool:
    return piece.kind is BlockKind.HEADING and piece.level == 1


def _heads_page(piece: HtmlPiece, place: _Place) -> bool:
    return _is_title(piece) and any(doubt is FurnitureDoubt.HEADER for _, doubt in place.suspects)


# --- what trafilatura says ---


def _kept(pieces: Sequence[HtmlPiece], page: HtmlElement) -> set[int]:
    """Return the pieces that trafilatura keeps; none of a page that is too large for it."""
    if sum(1 for _ in islice(page.iter(), LARGEST_JUDGED + 1)) > LARGEST_JUDGED:
        return set()
    extracted_lines = [" ".join(words(normalise(extracted_line))) for extracted_line in _extracted(page).splitlines()]
    whole_lines, extracted_text = set(extracted_lines), f" {' '.join(extracted_lines)} "
    return {i for i, piece in enumerate(pieces) if _stands_in(piece, whole_lines, extracted_text)}


def _stands_in(piece: HtmlPiece, lines: set[str], text: str) -> bool:
    piece_words = words(normalise(piece.text))
    joined_words = " ".join(piece_words)
    return joined_words in lines if len(piece_words) < SHORT else f" {joined_words} " in text


def _extracted(page: HtmlElement) -> str:
    """Return what trafilatura takes for the text of the page and its readers' comments."""
    try:
        return trafilatura.extract(page, favor_recall=True, include_comments=True, include_tables=True) or ""
    except Exception:
        # A library of heuristics over hostile input: whatever it trips over, it does not judge this page.
        return ""

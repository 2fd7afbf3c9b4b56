"""Tables of contents that were typed, or numbered by Word, and not made by it: lines that come again below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.model import BlockKind
from analysis.reading.blocks import Piece
from analysis.text import words

FEWEST_ENTRIES = 3
"""Fewer lines that come again are no table of contents."""

BETWEEN = 3
"""So many lines that do not come again may stand between two that do: the name of a part, a column's "Page"."""

LONGEST_ENTRY = 40
"""Words; nothing longer is a heading."""

_TITLE = re.compile(r"\W*(?:(?:table|list) of )?contents(?: page)?\W*", re.IGNORECASE)
_PAGE = re.compile(r"[\s.…·_]+\d{1,4}$")
_UNSAID = re.compile(r"[\W_]+")


def without_contents(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, those of a typed table of contents as furniture: they say nothing that is not said below."""
    laid_out = list(pieces)
    bare_texts = [_bare(piece.text) for piece in laid_out]
    last_places = {bare_text: i for i, bare_text in enumerate(bare_texts) if bare_text}
    for start, piece in enumerate(laid_out):
        if piece.kind is BlockKind.FURNITURE or not _TITLE.fullmatch(piece.text):
            continue
        end, found = start + 1, list[str]()
        for i in range(start + 1, len(laid_out)):
            # Where the first entry comes again, what is listed begins.
            if i - end >= BETWEEN or bare_texts[i] in found[:1] or len(words(laid_out[i].text)) > LONGEST_ENTRY:
                break
            entry = _that_comes_again(laid_out[i].text, i, last_places)
            if entry:
                end = i + 1
                found.append(entry)
        if len(found) >= FEWEST_ENTRIES:
            end = _end_of_numbers(laid_out, start, end)
            entries = (replace(entry, kind=BlockKind.FURNITURE, level=0) for entry in laid_out[start:end])
            laid_out[start:end] = entries
    return laid_out


def _end_of_numbers(pieces: Sequence[Piece], start: int, end: int) -> int:
    """Return the end of the entries whose numbers count on from those above, though their words do not come again."""
    numbers = [_whole_number(piece.number) for piece in pieces[start:end] if piece.number]
    while len(numbers) >= FEWEST_ENTRIES and (last := numbers[-1]):
        near = range(end, min(end + BETWEEN + 1, len(pieces)))
        following = next((i for i in near if _whole_number(pieces[i].number) == last + 1), None)
        if following is None or pieces[following].text.rstrip()[-1:] in (".", ";", ":", "?"):
            break
        numbers.append(last + 1)
        end = following + 1
    return end


def _whole_number(number: str | None) -> int:
    bare = (number or "").strip("(). ")
    return int(bare) if bare.isdecimal() else 0


def _that_comes_again(text: str, i: int, last_places: Mapping[str, int]) -> str | None:
    """Return a line's words if they come again, as they stand ("Part 2") or without the page's number ("Tolls 2")."""
    forms = (_bare(text), _bare(_PAGE.sub("", text)))
    return next((form for form in forms if last_places.get(form, -1) > i), None)


def _bare(text: str) -> str:
    return _UNSAID.sub("", text).casefold()

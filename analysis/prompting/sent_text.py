"""Sent text: the words of a point as a model is given them, and where a quotation from them stands in the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.text import Span

MaskedSpan = tuple[int, int, str]
"""A stretch of a document, and the words that are sent in its place."""


@dataclass(frozen=True, slots=True)
class SentText:
    """The words that are sent; ``places`` holds (offset in them, where that stands in the document, characters) for
    each stretch, of which ``is_masked`` tells those that are not the document's own words."""

    text: str
    places: tuple[tuple[int, int, int], ...]
    is_masked: tuple[bool, ...]

    @property
    def has_masks(self) -> bool:
        """Return whether any word was masked."""
        return any(self.is_masked)

    def find(self, quote: str) -> Span | None:
        """Return where a quotation stands in the document, or None; only how its words are spaced may differ."""
        words = quote.split()
        if not words:
            return None
        found = re.search(r"\s+".join(map(re.escape, words)), self.text)
        return Span(self._place(found.start(), False), self._place(found.end() - 1, True)) if found else None

    def _place(self, offset: int, is_end: bool) -> int:
        """Return where a character of the sent words stands in the document; of masked ones the whole stretch."""
        number = max(n for n, (start, *_) in enumerate(self.places) if start <= offset)
        start, place, length = self.places[number]
        if self.is_masked[number]:
            return place + length if is_end else place
        return place + offset - start + is_end


def sent_text(text: str, start: int, end: int, masked: Sequence[MaskedSpan] = ()) -> SentText:
    """Return the words of a document from ``start`` to ``end``, with what is masked replaced."""
    pieces: list[str] = []
    places: list[tuple[int, int, int]] = []
    is_masked: list[bool] = []
    length, here = 0, start
    inside = [(max(first, start), min(last, end), word) for first, last, word in masked if first < end and start < last]
    for first, last, word in [*inside, (end, end, "")]:
        for place, place_end, piece, masks in ((here, first, text[here:first], False), (first, last, word, True)):
            if piece:
                pieces.append(piece)
                places.append((length, place, place_end - place))
                is_masked.append(masks)
                length += len(piece)
        here = last
    return SentText("".join(pieces), tuple(places), tuple(is_masked))

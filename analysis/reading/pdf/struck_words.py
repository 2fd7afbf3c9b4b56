"""Words that somebody has struck out, with a line drawn through them or a remark that strikes them out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from analysis.model import Omitted
from analysis.reading.omission_reasons import STRUCK
from analysis.reading.pdf.page_words import Box, Word

HIGHEST, LOWEST = 0.5, 0.1
"""A line through a word runs between these shares of its size above its base; one below the base underlines it."""

COVERED = 0.6
"""A word, or an option beside a stroke in it ("Yes/No"), is struck out if so much of it is."""

BETWEEN_OPTIONS = ("/", "|")


def without_struck(words: Sequence[Word], lines: Sequence[Box]) -> tuple[list[Word], list[Omitted]]:
    """Return the words through which no line runs, and those through which one does."""
    across = sorted((line for line in lines if line.right - line.left > line.height), key=_height)
    if not across:
        return list(words), []
    parts = [_parts(word, _through(word, across)) for word in words]
    for i, word in enumerate(words):
        if word.text in BETWEEN_OPTIONS and any(struck for _, struck in parts[max(0, i - 1) : i + 2]):
            parts[i] = "", word.text
    kept = [
        word if text == word.text else replace(word, text=text) for word, (text, _) in zip(words, parts, strict=True)
    ]
    return [word for word in kept if word.text], list(_omitted(struck for _, struck in parts))


def _height(line: Box) -> float:
    return (line.top + line.bottom) / 2


def _through(word: Word, across: Sequence[Box]) -> list[Box]:
    """Return the lines that run through a word at the height of its letters."""
    if word.turned:
        return []
    first = bisect_left(across, word.base - HIGHEST * word.size, key=_height)
    last = bisect_right(across, word.base - LOWEST * word.size, key=_height)
    return [line for line in across[first:last] if line.left < word.box.right and line.right > word.box.left]


def _parts(word: Word, lines: Sequence[Box]) -> tuple[str, str]:
    """Return what is left of a word, and what is struck out."""
    if not lines:
        return word.text, ""
    letter_width = (word.box.right - word.box.left) / len(word.text)
    left = word.box.left
    kept: list[str] = []
    struck: list[str] = []
    for option in word.text.split("/"):
        right = left + letter_width * len(option)
        covered = sum(max(0.0, min(line.right, right) - max(line.left, left)) for line in lines)
        (kept if covered < COVERED * (right - left) else struck).append(option)
        left = right + letter_width
    return "/".join(kept) if any(kept) else "", "/".join(struck)


def _omitted(struck: Iterable[str]) -> Iterator[Omitted]:
    """Yield what is struck out, words in a row together."""
    for is_struck, run in groupby(struck, key=bool):
        if is_struck:
            yield Omitted(" ".join(run), STRUCK)

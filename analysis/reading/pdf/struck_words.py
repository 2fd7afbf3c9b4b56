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


def without_struck(words: Sequence[Word], rules: Sequence[Box]) -> tuple[list[Word], list[Omitted]]:
    """Return the words through which no line runs, and those through which one does."""
    across = sorted((rule for rule in rules if rule.right - rule.left > rule.height), key=_height)
    heights = [_height(line) for line in across]
    crossed = [_through(word, across, heights) for word in words] if across else []
    if not any(crossed):
        return list(words), []
    through = _of_words_only(list(zip(words, crossed, strict=True)))
    parts = [_parts(word, lines) for word, lines in zip(words, through, strict=True)]
    for i, word in enumerate(words):
        if word.text in BETWEEN_OPTIONS and any(struck for _, struck in parts[max(0, i - 1) : i + 2]):
            parts[i] = "", word.text
    kept = [
        word if text == word.text else replace(word, text=text) for word, (text, _) in zip(words, parts, strict=True)
    ]
    return [word for word in kept if word.text], list(_omitted(struck for _, struck in parts))


def _height(line: Box) -> float:
    return (line.top + line.bottom) / 2


def _through(word: Word, across: Sequence[Box], heights: Sequence[float]) -> list[Box]:
    """Return the lines that run through a word at the height of its letters."""
    if word.turned:
        return []
    size = word.size
    first = bisect_left(heights, word.base - HIGHEST * size)
    last = bisect_right(heights, word.base - LOWEST * size)
    return [line for line in across[first:last] if line.left < word.box.right and line.right > word.box.left]


def _of_words_only(through: Sequence[tuple[Word, list[Box]]]) -> Iterator[list[Box]]:
    """Yield the lines through each word, but for those that go on where no words are: frames and dividing lines."""
    ends: dict[Box, tuple[float, float]] = {}
    for word, lines in through:
        for line in lines:
            left, right = ends.get(line, (word.box.left, word.box.right))
            ends[line] = min(left, word.box.left), max(right, word.box.right)
    for word, lines in through:
        yield [
            line
            for line in lines
            if line.left > ends[line][0] - word.size / 2 and line.right < ends[line][1] + word.size / 2
        ]


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

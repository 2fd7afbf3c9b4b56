"""Struck-out options: "Yes / No" with "No" struck out says Yes, as a box beside each would.

A reader sets what is struck out between two signs that no file can hold. Where several short options stand side by
side, in one paragraph, in the cells of a row, or in paragraphs below each other, and all but one are struck out, each
gets its box; elsewhere the words stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.text import WORD, words

STRUCK, UNSTRUCK = "\x01", "\x02"

OPTION_WORDS = 6
"""What a form offers to strike out is shorter."""

_BETWEEN = re.compile(r"\s*[/|\t\n]\s*|\s+or\s+| {3,}")
_LEAD = re.compile(r".*[?:]", re.DOTALL)
_ASIDE = re.compile(r"\s*(?:\([^)]*\)|\*+)\s*$")
"""What a form adds behind its options: "(please delete)", "*"."""


class _Option(NamedTuple):
    start: int
    end: int
    is_struck: bool


def box_struck(texts: Sequence[str]) -> list[str]:
    """Return the texts of neighbouring blocks without the signs, options in them boxed by what is struck out."""
    boxed = [text if STRUCK not in text else _box_within(text) for text in texts]
    run: list[int] = []
    for i in range(len(boxed) + 1):
        if i < len(boxed) and _whole(boxed[i]) is not None:
            run.append(i)
        else:
            for index, sign in zip(run, _signs([_whole(boxed[k]) for k in run]), strict=True):
                boxed[index] = sign + boxed[index]
            run = []
    return [_parsed(text)[0] for text in boxed]


def _signs(options: Sequence[_Option | None]) -> list[str]:
    """Return the box of each option, or nothing where they do not leave one."""
    is_struck = [option is None or option.is_struck for option in options]
    one_is_left = len(options) > 1 and is_struck.count(False) == 1
    return [("☐ " if struck else "☒ ") if one_is_left else "" for struck in is_struck]


def _box_within(text: str) -> str:
    """Return a text with boxes before its options, if one line or all lines of it are such; else as it is."""
    lines = [_box_line(line) for line in text.split("\n")]
    boxed = "\n".join(lines)
    return _box_line(text) if boxed == text else boxed


def _box_line(text: str) -> str:
    plain, struck = _parsed(text)
    options = _options(plain, struck)
    signs = _signs(options) if options and None not in options else []
    if not any(signs):
        return text
    for option, sign in reversed(list(zip(options, signs, strict=True))):
        plain = plain[: option.start] + sign + plain[option.start :] if option else plain
    return plain


def _options(plain: str, struck: Sequence[bool]) -> list[_Option | None]:
    """Return what stands between the separators of a line, None for what is no option."""
    lead = _LEAD.match(plain)
    aside = _ASIDE.search(plain)
    position, end = lead.end() if lead else 0, aside.start() if aside else len(plain)
    edges = [(position, position), *(match.span() for match in _BETWEEN.finditer(plain, position, end)), (end, end)]
    spans = [(before[1], after[0]) for before, after in pairwise(edges)]
    return [_option(plain, struck, *span) for span in spans if WORD.search(plain, *span)]


def _option(plain: str, struck: Sequence[bool], start: int, end: int) -> _Option | None:
    letters = [i for i in range(start, end) if not plain[i].isspace()]
    states = {struck[i] for i in letters}
    if len(states) != 1 or len(words(plain[start:end])) > OPTION_WORDS:
        return None
    return _Option(letters[0], letters[-1] + 1, states.pop())


def _whole(text: str) -> _Option | None:
    """Return a whole text as an option, if it may be one of several in blocks of their own."""
    plain, struck = _parsed(text)
    is_option = WORD.search(plain) and not plain.startswith(("☐", "☒")) and "\n" not in plain and "\t" not in plain
    may_answer = is_option and not plain.rstrip().endswith((".", "?", ":", "!"))
    return _option(plain, struck, 0, len(plain)) if may_answer else None


def _parsed(text: str) -> tuple[str, list[bool]]:
    """Return a text without the signs, and of each character whether it is struck out."""
    plain: list[str] = []
    struck: list[bool] = []
    depth = 0
    for character in text:
        if character in (STRUCK, UNSTRUCK):
            depth = max(0, depth + (1 if character == STRUCK else -1))
        else:
            plain.append(character)
            struck.append(depth > 0)
    return "".join(plain), struck

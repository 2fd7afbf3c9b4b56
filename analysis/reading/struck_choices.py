"""Options struck out or highlighted: "Yes / No" with "No" struck out says Yes, as a box beside each would.

A reader sets what is struck out between two signs that no file can hold, and what is highlighted between two others.
Where several short options stand side by side, in one paragraph, in the cells of a row, or in paragraphs below each
other, and all but one are struck out, each gets its box, or the empty one that it has is ticked; elsewhere the words
stand as they are. One that alone is highlighted is chosen, too, where all have an empty box or are plain answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from analysis.text import WORD, words

STRUCK, UNSTRUCK = "\x01", "\x02"
LIT, UNLIT = "\x05", "\x06"

OPTION_WORDS = 6
"""What a form offers to strike out is shorter."""

_BETWEEN = re.compile(r"\s*[/|\t\n]\s*|\s+or\s+| {3,}|\s+(?=[☐□])")
_EMPTY_BOX = re.compile(r"[☐□]\s*")
_PLAIN_ANSWER = re.compile(r"(?:yes|no|not sure|don['’]t know|(?:strongly )?(?:dis)?agree)\W*", re.IGNORECASE)
_LEAD = re.compile(r".*[?:]", re.DOTALL)
_ASIDE = re.compile(r"\s*(?:\([^)]*\)|\*+)\s*$")
"""What a form adds behind its options: "(please delete)", "*"."""

_MARKED_OR_TOLD = re.compile(r"(?<!\w)[xX✓✔√✗✘](?!\w)|\b(?:please|tick|specify|select|delete)\b", re.IGNORECASE)


class _Option(NamedTuple):
    """Where an option stands, with its empty box, which ends where its words ``start``."""

    outer: int
    start: int
    end: int
    is_marked: bool

    @property
    def has_box(self) -> bool:
        """Return whether an empty box stands before the words."""
        return self.outer < self.start


def box_highlighted(text: str) -> str:
    """Return a paragraph without the signs of what is highlighted, an option that alone is so boxed as chosen.

    Beside a cross that somebody typed, and where a form itself says what to do, highlighting says nothing.
    """
    if LIT not in text:
        return text
    plain, lit = _parsed(text, LIT, UNLIT)
    options = _options(plain, lit)
    are_offered = all(
        option and (option.has_box or _PLAIN_ANSWER.fullmatch(plain, option.start, option.end)) for option in options
    )
    chosen = [option for option in options if option and option.is_marked]
    if STRUCK in text or not are_offered or len(options) < 2 or len(chosen) != 1 or _MARKED_OR_TOLD.search(plain):
        return plain
    return _boxed(plain, options, ["☒ " if option in chosen else "☐ " for option in options])


def box_struck(texts: Sequence[str]) -> list[str]:
    """Return the texts of neighbouring blocks without the signs, options in them boxed by what is struck out."""
    boxed = [text if STRUCK not in text else _box_within(text) for text in texts]
    wholes = [_whole(text) for text in boxed]
    for is_run, run in groupby(range(len(boxed)), key=lambda i: wholes[i] is not None):
        indices = list(run) if is_run else []
        if any(option and option.has_box for option in (wholes[i] for i in indices)):
            # Struck-out items of a list may be what somebody has done; below a question they are what nobody chose.
            is_asked = indices[0] > 0 and boxed[indices[0] - 1].rstrip().endswith("?")
            indices = [i for i in indices if (whole := wholes[i]) and (whole.has_box or whole.is_marked)] * is_asked
        options = [wholes[i] for i in indices]
        for i, option, sign in zip(indices, options, _signs(options), strict=True):
            boxed[i] = f"{sign}{_parsed(boxed[i])[0][option.start :]}" if option and sign else boxed[i]
    return [_parsed(text)[0] for text in boxed]


def _signs(options: Sequence[_Option | None]) -> list[str]:
    """Return the box of each option, or nothing where they do not leave one."""
    is_struck = [option is None or option.is_marked for option in options]
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
    return _boxed(plain, options, signs) if any(signs) else text


def _boxed(plain: str, options: Sequence[_Option | None], signs: Sequence[str]) -> str:
    for option, sign in reversed(list(zip(options, signs, strict=True))):
        plain = plain[: option.outer] + sign + plain[option.start :] if option else plain
    return plain


def _options(plain: str, is_marked: Sequence[bool]) -> list[_Option | None]:
    """Return what stands between the separators of a line, None for what is no option."""
    lead = _LEAD.match(plain)
    aside = _ASIDE.search(plain)
    position, end = lead.end() if lead else 0, aside.start() if aside else len(plain)
    edges = [(position, position), *(match.span() for match in _BETWEEN.finditer(plain, position, end)), (end, end)]
    spans = [(before[1], after[0]) for before, after in pairwise(edges)]
    return [_option(plain, is_marked, *span) for span in spans if WORD.search(plain, *span)]


def _option(plain: str, is_marked: Sequence[bool], start: int, end: int) -> _Option | None:
    outer = start + len(plain[start:end]) - len(plain[start:end].lstrip())
    box = _EMPTY_BOX.match(plain, outer, end)
    letters = [i for i in range(box.end() if box else outer, end) if not plain[i].isspace()]
    states = {is_marked[i] for i in letters}
    if len(states) != 1 or len(words(plain[start:end])) > OPTION_WORDS:
        return None
    return _Option(outer, letters[0], letters[-1] + 1, states.pop())


def _whole(text: str) -> _Option | None:
    """Return a whole text as an option, if it may be one of several in blocks of their own."""
    plain, struck = _parsed(text)
    is_option = WORD.search(plain) and not plain.startswith("☒") and "\n" not in plain and "\t" not in plain
    may_answer = is_option and not plain.rstrip().endswith((".", "?", ":", "!"))
    return _option(plain, struck, 0, len(plain)) if may_answer else None


def _parsed(text: str, opening: str = STRUCK, closing: str = UNSTRUCK) -> tuple[str, list[bool]]:
    """Return a text without the signs, and of each character whether it stands between two of them."""
    plain: list[str] = []
    is_between: list[bool] = []
    depth = 0
    for character in text:
        if character in (opening, closing):
            depth = max(0, depth + (1 if character == opening else -1))
        else:
            plain.append(character)
            is_between.append(depth > 0)
    return "".join(plain), is_between

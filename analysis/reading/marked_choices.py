"""Marked options: of those that stand beside or below each other, the one that looks otherwise is chosen.

A reader sets words that are struck out, highlighted, or stressed as by bold type, between signs that no file can hold.
The rule: *where all options but one are struck out, or some are highlighted, or one is stressed, each gets its box, as
if it had been ticked; where some are struck out and several are left, those are in doubt.* Options have empty boxes
before or behind them, or are short and all that stands on a line; without boxes, what is highlighted or stressed
counts only among a yes and a no. Elsewhere the words stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntFlag
from itertools import groupby, pairwise
from typing import NamedTuple

from analysis.text import WORD, offers_yes_and_no, words

STRUCK, UNSTRUCK = "\x01", "\x02"
HIGHLIGHTED, UNHIGHLIGHTED = "\x05", "\x06"
STRESSED, UNSTRESSED = "\x0e", "\x0f"


class _Look(IntFlag):
    PLAIN = 0
    STRUCK = 1
    HIGHLIGHTED = 2
    STRESSED = 4


_OPENING = {STRUCK: _Look.STRUCK, HIGHLIGHTED: _Look.HIGHLIGHTED, STRESSED: _Look.STRESSED}
_CLOSING = {UNSTRUCK: _Look.STRUCK, UNHIGHLIGHTED: _Look.HIGHLIGHTED, UNSTRESSED: _Look.STRESSED}
_LOOKS = re.compile(f"[{''.join((*_OPENING, *_CLOSING))}]")

TICKED, UNTICKED, UNSURE = "☒", "☐", "[?]"

OPTION_WORDS, BOXED_WORDS = 6, 16
"""What a form offers is shorter, without boxes and with them."""

_BETWEEN = re.compile(r"\s*[/|\t\n]\s*|\s+or\s+| {3,}")
_LEAD = re.compile(r".*[?:]", re.DOTALL)
_ASIDE = re.compile(r"\s*(?:\([^)]*\w[^)]*\)|\*+)\s*$")
"""What a form adds behind its options: "(please delete)", "*"."""

_BOX = re.compile(r"[☐□]|\[ {0,3}\]|\( {1,3}\)")
_NUMBERED = re.compile(r"\s*[(\[]?\w{1,4}[.)\]]")
_TICK = re.compile(r"[☑☒✓✔✗✘]|[\[(] ?[xX/] ?[\])]")


class _Option(NamedTuple):
    start: int
    end: int
    words: str
    look: _Look
    box: tuple[int, int] | None = None


def without_looks(text: str) -> str:
    """Return a text without the signs of what is highlighted or stressed, unless options may stand in it."""
    if not _LOOKS.search(text):
        return text
    plain = _LOOKS.sub("", text)
    is_short = 0 < len(words(plain)) <= OPTION_WORDS and not _NUMBERED.match(plain)
    if is_short or _BOX.search(plain) or offers_yes_and_no(_BETWEEN.split(_LEAD.sub("", plain, count=1))):
        return text
    return re.sub(f"[{HIGHLIGHTED}{UNHIGHLIGHTED}{STRESSED}{UNSTRESSED}]", "", text)


def has_looks(text: str) -> bool:
    """Return whether a reader's signs stand in a text."""
    return _LOOKS.search(text) is not None


def box_marked(texts: Sequence[str]) -> list[str]:
    """Return the texts of neighbouring blocks without the signs, options in them boxed by what they look like."""
    stressed_sign = UNSURE if any(map(_TICK.search, texts)) else TICKED
    boxed = [_box_within(text, stressed_sign) if has_looks(text) else text for text in texts]
    wholes = [_whole(text) for text in boxed]
    groups = groupby(range(len(boxed)), lambda i: None if (whole := wholes[i]) is None else whole.box is None)
    for is_bare, group in groups:
        run = list(group)
        options = [] if is_bare is None else [option for i in run if (option := wholes[i])]
        is_asked = not is_bare or run[0] == 0 or boxed[run[0] - 1].rstrip().endswith(("?", ":"))
        for i, option, sign in zip(run, options, _signs(options, stressed_sign, is_asked=is_asked), strict=False):
            boxed[i] = _signed(_parsed(boxed[i])[0], option, sign) if sign else boxed[i]
    return [_LOOKS.sub("", text) for text in boxed]


def _signs(options: Sequence[_Option], stressed_sign: str, *, is_asked: bool = True) -> list[str]:
    """Return the box of each option, or nothing where their looks say none."""
    count, has_boxes = len(options), all(option.box for option in options)
    left = [_Look.STRUCK not in option.look for option in options]
    lit = [_Look.HIGHLIGHTED in option.look for option in options]
    stressed = [_Look.STRESSED in option.look for option in options]
    may_choose = has_boxes or (is_asked and offers_yes_and_no(option.words for option in options))
    sign = TICKED
    if 0 < left.count(True) < count:
        chosen, sign = left, TICKED if left.count(True) == 1 else UNSURE
        may_choose = has_boxes or sign == TICKED
    elif 0 < lit.count(True) < count:
        chosen, may_choose = lit, may_choose and (has_boxes or lit.count(True) == 1)
    else:
        chosen, may_choose, sign = stressed, may_choose and stressed.count(True) == 1, stressed_sign
    is_choice = may_choose and count > 1 and any(chosen)
    return [(sign if is_chosen else UNTICKED) if is_choice else "" for is_chosen in chosen]


def _signed(plain: str, option: _Option, sign: str) -> str:
    """Return a text with an option's sign in its box, or before it."""
    if option.box:
        return plain[: option.box[0]] + sign + plain[option.box[1] :]
    return f"{plain[: option.start]}{sign} {plain[option.start :]}"


def _box_within(text: str, stressed_sign: str) -> str:
    """Return a text with boxes at its options, if one line or all lines of it are such; else as it is."""
    lines = [_box_line(line, stressed_sign) for line in text.split("\n")]
    boxed = "\n".join(lines)
    return _box_line(text, stressed_sign) if boxed == text else boxed


def _box_line(text: str, stressed_sign: str) -> str:
    plain, looks = _parsed(text)
    options = _options(plain, looks)
    signs = _signs([option for option in options if option], stressed_sign) if None not in options else []
    if not any(signs):
        return text
    for option, sign in reversed(list(zip(options, signs, strict=True))):
        plain = _signed(plain, option, sign) if option else plain
    return plain


def _options(plain: str, looks: Sequence[_Look]) -> list[_Option | None]:
    """Return what stands at the boxes of a line, or between its separators, None for what is no option."""
    if _TICK.search(plain):
        return [None]
    boxes = [match.span() for match in _BOX.finditer(plain)]
    if len(boxes) > 1:
        return list(_boxed(plain, looks, boxes))
    lead = _LEAD.match(plain)
    aside = _ASIDE.search(plain)
    position, end = lead.end() if lead else 0, aside.start() if aside else len(plain)
    edges = [(position, position), *(match.span() for match in _BETWEEN.finditer(plain, position, end)), (end, end)]
    spans = [(before[1], after[0]) for before, after in pairwise(edges)]
    return [_option(plain, looks, *span) for span in spans if WORD.search(plain, *span)]


def _boxed(plain: str, looks: Sequence[_Look], boxes: Sequence[tuple[int, int]]) -> Iterator[_Option | None]:
    """Yield what stands behind each box of a line, or before it where nothing stands behind the last."""
    if WORD.search(plain, boxes[-1][1]):
        edges = [*(box[0] for box in boxes), len(plain)]
        spans = [(box[1], end) for box, end in zip(boxes, edges[1:], strict=True)]
    else:
        lead = _LEAD.match(plain, 0, boxes[0][0])
        edges = [lead.end() if lead else 0, *(box[1] for box in boxes)]
        spans = [(start, box[0]) for start, box in zip(edges, boxes, strict=False)]
    for span, box in zip(spans, boxes, strict=True):
        option = _option(plain, looks, *span, longest=BOXED_WORDS) if WORD.search(plain, *span) else None
        yield option._replace(box=box) if option else None


def _option(plain: str, looks: Sequence[_Look], start: int, end: int, longest: int = OPTION_WORDS) -> _Option | None:
    """Return an option with the look that all of its letters have; None where only a part of it is struck out."""
    letters = [i for i in range(start, end) if plain[i].isalnum()]
    look, some = _Look.STRUCK | _Look.HIGHLIGHTED | _Look.STRESSED, _Look.PLAIN
    for i in letters:
        look, some = look & looks[i], some | looks[i]
    if (look ^ some) & _Look.STRUCK or len(words(plain[start:end])) > longest:
        return None
    shown = [i for i in range(start, end) if not plain[i].isspace()]
    return _Option(shown[0], shown[-1] + 1, plain[start:end], look)


def _whole(text: str) -> _Option | None:
    """Return a whole text as an option, if it may be one of several in blocks of their own."""
    plain, looks = _parsed(text)
    box = _BOX.search(plain)
    is_option = WORD.search(plain) and "\n" not in plain and "\t" not in plain and not _TICK.search(plain)
    if not is_option or UNSURE in plain or plain.rstrip().endswith((".", "?", ":", "!")):
        return None
    if box is None:
        return _option(plain, looks, 0, len(plain))
    stands_apart = not plain[: box.start()].strip() or not plain[box.end() :].strip()
    if not stands_apart or _BOX.search(plain, box.end()):
        return None
    start, end = (box.end(), len(plain)) if not plain[: box.start()].strip() else (0, box.start())
    option = _option(plain, looks, start, end, longest=BOXED_WORDS)
    return option._replace(box=box.span()) if option else None


def _parsed(text: str) -> tuple[str, list[_Look]]:
    """Return a text without the signs, and what each character looks like."""
    plain: list[str] = []
    looks: list[_Look] = []
    depth = dict.fromkeys(_OPENING.values(), 0)
    look = _Look.PLAIN
    for character in text:
        if character in _OPENING or character in _CLOSING:
            kind = _OPENING.get(character) or _CLOSING[character]
            depth[kind] = max(0, depth[kind] + (1 if character in _OPENING else -1))
            look = look | kind if depth[kind] else look & ~kind
        else:
            plain.append(character)
            looks.append(look)
    return "".join(plain), looks

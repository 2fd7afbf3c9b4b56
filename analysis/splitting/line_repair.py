"""Broken lines: a figure at the start of a line that goes on the sentence of the line above it.

Where every line is short a reader cannot tell a wrapped line from a paragraph. The rule: *a line that directly follows
one without a final mark goes on its sentence if it begins with a figure that is no number of a list (a share, a range,
a sum with its unit); or with any figure, where the line above ends in a word that nothing ends in ("by", "in").*
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.model import Block, BlockKind
from analysis.text import words

_UNITS = (
    "million|billion|thousand|hundred|per ?cent|percent|pence|pounds|euros?|dollars|years?|months|weeks|days|hours"
    "|minutes|miles|km|metres|people|children|families|m|bn|k"
)
_FIGURE = re.compile(
    rf"[£$€]?\d[\d,]*(?:\.\d+)?(?:\s?%|\s?[-–]\s?\d[\d,.]*\s?(?:%|[a-z])|\s?(?:{_UNITS})\b|\.\d+ [a-z])"
    rf"|[£$€]\d"
)
_ANY_FIGURE = re.compile(r"\d[\d,.]*[%.,;:)]?(?:\s|$)")
_OPEN = """
    a about after an and are as at be been before between by for from had has have in into is least most nearly of on
    only or over some than that the their this to under until up was were which will with would within
    january february march april may june july august september october november december
    """
_NEVER_LAST = frozenset(_OPEN.split())
"""Words after which an English sentence goes on."""


LEAST_WORDS = 3
"""What is shorter above "2.5 million is too much" may be its heading."""

LINE = 60
"""Characters that hold as many words."""


def with_broken_lines(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those joined that are one sentence broken before a figure."""
    found: list[Block] = []
    for block in blocks:
        if found and _goes_on(text, found[-1], block):
            found[-1] = replace(found[-1], end=block.end)
        else:
            found.append(block)
    return found


def _goes_on(text: str, above: Block, block: Block) -> bool:
    kinds = above.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and block.kind is BlockKind.PARAGRAPH
    if not kinds or block.number or text[above.end : block.start].strip(" \t\r") != "\n":
        return False
    first = text[block.start : block.start + 1]
    if not (first.isdigit() or first in "£$€") or not text[above.end - 1].islower():
        return False
    if _FIGURE.match(text, block.start, block.end):
        return len(words(text[max(above.start, above.end - LINE) : above.end])) >= LEAST_WORDS
    last = words(text[max(above.start, above.end - 20) : above.end])[-1:]
    return bool(last) and last[0] in _NEVER_LAST and _ANY_FIGURE.match(text, block.start, block.end) is not None

"""Line repair: a figure at the start of a line that goes on the sentence of the line above it.

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


def join_broken_lines(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, those joined that are one sentence broken before a figure."""
    joined_blocks: list[Block] = []
    for block in blocks:
        if joined_blocks and _continues_sentence(text, joined_blocks[-1], block):
            joined_blocks[-1] = replace(joined_blocks[-1], end=block.end)
        else:
            joined_blocks.append(block)
    return joined_blocks


def _continues_sentence(text: str, block_above: Block, block: Block) -> bool:
    are_prose = block_above.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and block.kind is BlockKind.PARAGRAPH
    if not are_prose or block.number or text[block_above.end : block.start].strip(" \t\r") != "\n":
        return False
    first_character = text[block.start : block.start + 1]
    if not (first_character.isdigit() or first_character in "£$€") or not text[block_above.end - 1].islower():
        return False
    if _FIGURE.match(text, block.start, block.end):
        return len(words(text[max(block_above.start, block_above.end - LINE) : block_above.end])) >= LEAST_WORDS
    last = words(text[max(block_above.start, block_above.end - 20) : block_above.end])[-1:]
    return bool(last) and last[0] in _NEVER_LAST and _ANY_FIGURE.match(text, block.start, block.end) is not None

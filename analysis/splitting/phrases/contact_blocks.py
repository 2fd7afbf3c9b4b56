"""Contact blocks: addresses, and lines of names with capitals, told from sentences."""

from __future__ import annotations

import re

from analysis.text import CONTACT, POSTCODE

NAME_WORDS = 8
"""Name, post, organisation and place at a paper's end, or below a sign-off."""

_ADDRESS = re.compile(
    rf"{POSTCODE.pattern}|\b[A-Z]\.?[A-Z]\.?,? \d{{5}}(?:-\d{{4}})?\b|\b(?:ACT|NSW|NT|QLD|SA|TAS|VIC|WA),? \d{{4}}\b"
    r"|\bP\.? ?O\.? Box \d"
)
"""How towns are written with their code: in Britain, in America and Australia; and a box at a post office."""


def is_contact_block(paragraph: str) -> bool:
    """Return whether a paragraph is an address with an e-mail or a telephone number in it, and no sentence."""
    is_of_web = len(paragraph.split()) <= NAME_WORDS and "www." in paragraph and "://" not in paragraph
    if not (is_of_web or CONTACT.search(paragraph) or _ADDRESS.search(paragraph)) or paragraph.rstrip()[-1:] in "!?:;":
        return False
    return is_of_names(CONTACT.sub(" ", paragraph))


def is_of_names(paragraph: str) -> bool:
    """Return whether most long words of a paragraph have a capital or figures, and none makes a sentence of them."""
    if _FINITE.search(paragraph):
        return False
    bare_words = (word.strip("(),.|:;“\"'*_") for word in paragraph.split())
    long_words = [word for word in bare_words if len(word) >= LONG_WORD]
    return sum(not word[:1].islower() for word in long_words) >= MOST_NAMES * len(long_words)


LONG_WORD = 4
"""Letters; shorter words of a name may be small: "of", "and"."""

MOST_NAMES = 0.6
"""Share of the long words of names and addresses that have a capital or figures."""

_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|should|must|can(?:not)?|could|(?-i:may)|might|need"
    r"|we|i|they|you|(?-i:[iI]t))\b(?!\.)",
    re.IGNORECASE,
)
"""What a sentence has and an address has not."""

"""Contact blocks: addresses, and lines of names with capitals, told from sentences."""

from __future__ import annotations

import re

from analysis.splitting.sentences import sentences
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


def says_more(paragraph: str) -> bool:
    """Return whether one of several sentences holds no contact and is no name: it has a small word that names have
    not, or ends on one, or with a mark that names do not end with."""
    spans = sentences(paragraph)
    for span in spans if len(spans) > 1 else ():
        sentence = paragraph[span.start : span.end].rstrip("\"'”’)*_ ")
        if CONTACT.search(sentence) or _ADDRESS.search(sentence):
            continue
        bare_words = [word.strip("(),.|:;“\"'*_!?") for word in sentence.split()]
        small = [word for word in bare_words if word[:1].islower()]
        if sentence[-1] in "!?" or any(len(word) >= LONG_WORD for word in small) or bare_words[-1] in small:
            return True
    return False


def is_of_names(paragraph: str) -> bool:
    """Return whether most long words of a paragraph have a capital or figures, and none makes a sentence of them."""
    if _FINITE.search(paragraph):
        return False
    bare_words = (word.strip("(),.|:;“\"'*_") for word in paragraph.split())
    long_words = [word for word in bare_words if len(word) >= LONG_WORD]
    is_most = sum(not word[:1].islower() for word in long_words) >= MOST_NAMES * len(long_words)
    return is_most and not says_more(paragraph)


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

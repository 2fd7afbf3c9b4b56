"""Text in UTF-8 that a program took for another encoding and encoded anew ("itâ€™s"), put right where that is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.model import Block, Document, Omitted

_PAGES = ("cp1252", "mac_roman")
"""Encodings by which programs show the bytes of UTF-8 one by one."""

_BYTES = {
    page: {bytes([code]).decode(page, "ignore") or chr(code): code for code in range(0x80, 0x100)} for page in _PAGES
}
"""What a byte looks like in each; programs show the five that Windows-1252 leaves undefined as they are."""

_FIRST = {"cp1252": range(0xC2, 0xF5), "mac_roman": (0xC2, 0xC3, 0xE2)}
"""The bytes with which a character of several begins; on a Mac, those of the letters and marks of Western Europe, since
others look like quotation marks and dashes."""


def _looks(page: str) -> str:
    firsts = "".join(sign for sign, code in _BYTES[page].items() if code in _FIRST[page])
    others = "".join(re.escape(sign) for sign, code in _BYTES[page].items() if code < 0xC0)
    return f"[{firsts}][\x80-\x9f{others}]+"


_SIGNS = re.compile("|".join(map(_looks, _PAGES)))
"""How a character of several bytes looks when each of them is shown by itself."""

SIGNS = 'signs of a wrong encoding ("â€™", "Â£")'
"""What a person is told."""

MOST_TIMES = 3
"""Times that a text is decoded again: some have been through two such programs."""

_PLAUSIBLE = re.compile("[\x00-\u024f\u2000-\u22ff\ufeff]*")
"""What letters and signs of British texts come to; a text of others only happens to look as if encoded twice."""


def undo_double_encoding(text: str) -> str:
    """Return a text as it was before it was encoded twice, or the same text where that cannot be told for sure.

    >>> undo_double_encoding("itâ€™s Â£5"), undo_double_encoding("Straße, 5 €"), undo_double_encoding("Stra\xc3\x9fe")
    ('it’s £5', 'Straße, 5 €', 'Straße')
    """
    for _ in range(MOST_TIMES):
        decoded_text = None if text.isascii() or not _SIGNS.search(text) else _decode_again(text)
        if decoded_text is None:
            return text
        text = decoded_text
    return text


def undo_in_lines(text: str) -> str:
    """Return a text with each of its lines as it was before it was encoded twice."""
    return text if text.isascii() else "\n".join(map(undo_double_encoding, text.split("\n")))


def told_of_encoding(text: str, repaired_text: str) -> Iterator[Omitted]:
    """Yield what a person is to know of a text that was put right, and of one that could not be."""
    if repaired_text != text:
        signs = " ".join(dict.fromkeys(sign for sign in _SIGNS.findall(text) if _decode_again(sign) is not None))
        yield Omitted(signs, f"{SIGNS}, which was put right; look at the text")
    if shows_double_encoding(repaired_text):
        yield Omitted("", f"the text shows {SIGNS}; save the file again as UTF-8 and add that")


def repaired(document: Document) -> Document:
    """Return a document of which no reader has looked for text that was encoded twice, put right and told of."""
    if document.text.isascii() or not _SIGNS.search(document.text):
        return document
    text = undo_in_lines(document.text)
    told = tuple(told_of_encoding(document.text, text))
    if text == document.text:
        return replace(document, omitted=(*document.omitted, *told))
    blocks = tuple(_moved(block, document.text) for block in document.blocks)
    return replace(document, text=text, blocks=blocks, omitted=(*document.omitted, *told))


def _moved(block: Block, text: str) -> Block:
    inserted = tuple((_new_place(text, start), _new_place(text, end)) for start, end in block.inserted)
    return replace(block, start=_new_place(text, block.start), end=_new_place(text, block.end), inserted=inserted)


def _new_place(text: str, place: int) -> int:
    """Return where a place of a text stands when its lines have been put right."""
    line_start, line_end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    above = len(undo_in_lines(text[:line_start]))
    line = undo_double_encoding(text[line_start : line_end if line_end >= 0 else len(text)])
    return above + min(len(line), len(undo_double_encoding(text[line_start:place])))


def shows_double_encoding(text: str) -> bool:
    """Return whether a text shows signs of having been encoded twice."""
    return not text.isascii() and any(_decode_again(sign) is not None for sign in _SIGNS.findall(text))


def _decode_again(text: str) -> str | None:
    return next(filter(None, (_decoded(text, _BYTES[page]) for page in _PAGES)), None)


def _decoded(text: str, codes: dict[str, int]) -> str | None:
    # White space at a text's end has been taken away, and with it the second byte of a space that does not break.
    whole_text = f"{text}\xa0" if text.endswith("Â") else text
    try:
        decoded_text = bytes(codes.get(character, ord(character)) for character in whole_text).decode()
    except ValueError:  # a character that is no byte, or bytes that are not UTF-8
        return None
    return decoded_text.strip("\ufeff\xa0") if _PLAUSIBLE.fullmatch(decoded_text) else None

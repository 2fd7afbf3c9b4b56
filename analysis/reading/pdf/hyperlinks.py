"""Links whose words are not their address: where they lead is kept beside the text, never in it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from analysis.reading.pdf.page_words import Box, Word

MOST_LINKS = 1_000
"""A page with more is an index."""

LONGEST_ADDRESS = 2_000
"""Bytes; browsers cut longer ones off."""

_SCHEME = re.compile(r"^(?:https?://|mailto:)(?:www\.)?", re.IGNORECASE)
_ADDRESS_MARK = re.compile(r"[\d./@_=?%]")
_UNSAID = re.compile(r"[\W_]+")


class Hyperlink(NamedTuple):
    """An address that the page's words do not show."""

    address: str

    @property
    def is_contact(self) -> bool:
        """Return whether it is somebody's e-mail address or telephone number."""
        return self.address.lower().startswith(("mailto:", "tel:"))


def links(page: Any, words: Sequence[Word]) -> list[Hyperlink]:
    """Return the addresses that the page's links lead to and its words do not show, each once."""
    shown: set[str] = set()
    hidden: dict[str, None] = {}
    for address, box in _links(page):
        said = "".join(word.text for word in words if _stands_in(word, box))
        if _is_address(said, address):
            shown.add(address)
        elif said:
            hidden[address] = None
    # Of an address that runs over two lines, one part may look like a word.
    return [Hyperlink(address) for address in hidden if address not in shown]


def _links(page: Any) -> Iterator[tuple[str, Box]]:
    place, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, place, link):
            return
        address = _address(page, link)
        if address and pdfium.FPDFLink_GetAnnotRect(link, rect):
            yield address, Box(rect.left, -rect.top, rect.right, -rect.bottom)


def _address(page: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    size = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0) if action else 0
    if not 1 < size <= LONGEST_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, size)
    return buffer.value.decode("utf-8", "replace").strip()


def _stands_in(word: Word, box: Box) -> bool:
    middle = (word.box.left + word.box.right) / 2
    return box.left <= middle <= box.right and box.top <= (word.box.top + word.box.bottom) / 2 <= box.bottom


def _is_address(said: str, address: str) -> bool:
    """Return whether the words of a link are its address, or a part of it that stands on one line."""
    words, target = _bare(said), _bare(address)
    whole = words in target and (_ADDRESS_MARK.search(said) is not None or len(words) > len(target) / 2)
    return bool(words) and (whole or (bool(target) and target in words))


def _bare(text: str) -> str:
    return _UNSAID.sub("", _SCHEME.sub("", text)).casefold()

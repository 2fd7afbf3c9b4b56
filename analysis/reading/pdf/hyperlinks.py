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


def hidden_links(page: Any, words: Sequence[Word]) -> list[Hyperlink]:
    """Return the addresses that the page's links lead to and its words do not show, each once."""
    shown_addresses: set[str] = set()
    hidden_addresses: dict[str, None] = {}
    for address, link_box in _links(page):
        link_text = "".join(word.text for word in words if _stands_in(word, link_box))
        if _is_address(link_text, address):
            shown_addresses.add(address)
        elif link_text:
            hidden_addresses[address] = None
    # Of an address that runs over two lines, one part may look like a word.
    return [Hyperlink(address) for address in hidden_addresses if address not in shown_addresses]


def _links(page: Any) -> Iterator[tuple[str, Box]]:
    position, link_handle, link_rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, position, link_handle):
            return
        address = _address(page, link_handle)
        if address and pdfium.FPDFLink_GetAnnotRect(link_handle, link_rect):
            yield address, Box(link_rect.left, -link_rect.top, link_rect.right, -link_rect.bottom)


def _address(page: Any, link_handle: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link_handle)
    address_size = pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0) if action else 0
    if not 1 < address_size <= LONGEST_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(address_size)
    pdfium.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, address_size)
    return buffer.value.decode("utf-8", "replace").strip()


def _stands_in(word: Word, link_box: Box) -> bool:
    horizontal_middle = (word.box.left + word.box.right) / 2
    return (
        link_box.left <= horizontal_middle <= link_box.right
        and link_box.top <= (word.box.top + word.box.bottom) / 2 <= link_box.bottom
    )


def _is_address(link_text: str, address: str) -> bool:
    """Return whether the words of a link are its address, or a part of it that stands on one line."""
    bare_words, bare_address = _bare(link_text), _bare(address)
    is_in_address = bare_words in bare_address and (
        _ADDRESS_MARK.search(link_text) is not None or len(bare_words) > len(bare_address) / 2
    )
    return bool(bare_words) and (is_in_address or (bool(bare_address) and bare_address in bare_words))


def _bare(address: str) -> str:
    return _UNSAID.sub("", _SCHEME.sub("", address)).casefold()

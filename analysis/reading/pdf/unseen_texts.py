"""Words of a PDF file that no page shows: the descriptions of its pictures, and the values that an XFA form keeps."""

from __future__ import annotations

import ctypes
import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from analysis.model import Omitted
from analysis.reading.omission_reasons import DESCRIPTION

MOST_ELEMENTS = 20_000
"""Further parts of a page's structure are not looked at."""

MOST_PACKETS = 50
"""An XFA form has some eight packets."""

_VALUE = re.compile(r">([^<>]+)<")


def descriptions(page: Any) -> Iterator[Omitted]:
    """Yield the descriptions of a page's pictures that its structure holds."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        for element in islice(_elements(tree), MOST_ELEMENTS):
            description = _description(element)
            if description:
                yield Omitted(description, DESCRIPTION)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _elements(tree: Any) -> Iterator[Any]:
    waiting = [
        pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(pdfium.FPDF_StructTree_CountChildren(tree))
    ]
    while waiting:
        element = waiting.pop()
        if element:
            yield element
            child_count = max(0, pdfium.FPDF_StructElement_CountChildren(element))
            waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, i) for i in range(child_count)]


def _description(element: Any) -> str:
    buffer_size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
    if buffer_size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(buffer_size)
    pdfium.FPDF_StructElement_GetAltText(element, buffer, buffer_size)
    return " ".join(buffer.raw[: buffer_size - 2].decode("utf-16-le", "replace").split())


def form_values(file: Any) -> Iterator[str]:
    """Yield what an XFA form keeps of its fields, each value once."""
    for index in range(min(max(0, pdfium.FPDF_GetXFAPacketCount(file.raw)), MOST_PACKETS)):
        if _packet_name(file, index) == "datasets":
            values = (" ".join(html.unescape(value).split()) for value in _VALUE.findall(_packet(file, index)))
            yield from filter(None, dict.fromkeys(values))


def _packet_name(file: Any, index: int) -> str:
    buffer_size = pdfium.FPDF_GetXFAPacketName(file.raw, index, None, 0)
    buffer = ctypes.create_string_buffer(max(buffer_size, 1))
    pdfium.FPDF_GetXFAPacketName(file.raw, index, buffer, buffer_size)
    return buffer.value.decode("utf-8", "replace")


def _packet(file: Any, index: int) -> str:
    size = ctypes.c_ulong()
    pdfium.FPDF_GetXFAPacketContent(file.raw, index, None, 0, size)
    buffer = ctypes.create_string_buffer(max(size.value, 1))
    pdfium.FPDF_GetXFAPacketContent(file.raw, index, buffer, size.value, size)
    return buffer.raw[: size.value].decode("utf-8", "replace")

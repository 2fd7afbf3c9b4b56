"""The archive of an OpenDocument text: its two trees, within limits of size, and the names of its members."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree
from lxml.etree import _Element

from analysis.errors import UnreadableError
from analysis.reading.odt.odt_numbering import OFFICE

LARGEST_XML = 60_000_000
"""Bytes that the text of a document may unpack to: some 10,000 pages, and what a tree of them takes in memory."""

MOST_MARKS = 4_000_000
"""Elements and attributes that it may hold: each takes time and memory, however few its bytes."""

MOST_RATIO, SMALL = 150, 4_000_000
"""Unpacked bytes for each packed one, where they are many: text packs to a tenth, dull tables to a fiftieth."""

DAMAGED = "the file is damaged and cannot be read; ask for it again, or save it as text or PDF and add that"
ENCRYPTED = "the file is locked with a password; open it, save it without one and add that"
NOT_A_TEXT = "the file is an OpenDocument file, but not a text; save it as text or PDF and add that"
TOO_LARGE = "the file unpacks to more text than any submission holds; send it in parts"


class OdtPackage:
    """An OpenDocument text, unpacked."""

    def __init__(self, content: bytes, name: str) -> None:
        """Unpack the two trees of a file."""
        self._name = name
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.members = archive.namelist()
            if b"encryption-data" in self._bytes(archive, "META-INF/manifest.xml"):
                raise UnreadableError(name, ENCRYPTED)
            self.content = self._tree(archive, "content.xml")
            self.styles = self._tree(archive, "styles.xml")
        text_element = self.content.find(f"{OFFICE}body/{OFFICE}text")
        if text_element is None:
            raise UnreadableError(name, NOT_A_TEXT)
        self.text = text_element

    def _tree(self, archive: zipfile.ZipFile, member_path: str) -> _Element:
        # huge_tree=False bounds the depth and the entities; DTDs are neither fetched nor applied.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
        )
        return etree.fromstring(self._bytes(archive, member_path) or b"<none/>", parser)

    def _bytes(self, archive: zipfile.ZipFile, member_path: str) -> bytes:
        if member_path not in self.members:
            return b""
        info = archive.getinfo(member_path)
        with archive.open(info) as member_stream:
            content = member_stream.read(LARGEST_XML + 1)
        is_inflated = len(content) > max(SMALL, MOST_RATIO * info.compress_size)
        if len(content) > LARGEST_XML or is_inflated or content.count(b"<") + content.count(b"=") > MOST_MARKS:
            raise UnreadableError(self._name, TOO_LARGE)
        return content

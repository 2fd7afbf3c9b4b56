"""The parts of a Word file: a zip archive opened with care, and the XML documents in it that show text."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from analysis.errors import UnreadableError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

MAX_TEXT_BYTES = 60_000_000
"""Unpacked bytes of all parts that are read; some 3,000 pages. A file that needs more is a trap or a mistake."""

MAX_MARKS = 4_000_000
"""Elements and attributes of all parts that are read: at about 200 bytes each they fill memory, not the bytes."""

MAX_RATIO, SMALL = 150, 4_000_000
"""Of unpacked to packed bytes, for parts that are not small: text packs to a tenth, dull tables to a fiftieth."""

MAX_MEMBERS = 20_000
"""Files in the archive; a report with a picture on every page has hundreds."""

DAMAGED = "the Word file is damaged and cannot be opened; open it in Word, save it again and add that"
LOCKED = "the Word file is protected by a password; save it without one and add that"
NOT_WORD = "the file is an archive but not a Word document"
TOO_LARGE = "the Word file unpacks to more text than any submission holds; send it in parts"

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error, IndexError)
"""What the zip library raises for damaged archives; bad names are ValueErrors, unknown methods RuntimeErrors."""

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/relationships)")
_USUAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
"""ISO's strict variant differs only in its namespaces, so it is read as the usual one."""

_WITHIN = re.compile(r"(?:word/|\[content_types\])", re.IGNORECASE)


class Relation(NamedTuple):
    """A part that another one refers to: the last word of the relation's type, and its path in the archive."""

    kind: str
    path: str


class Package:
    """An opened Word file; every part that it gives is checked and counted against the limits."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open the archive and find its main part; raises ``UnreadableError`` where that cannot be done."""
        self.name = name
        self.read_parts: dict[str, Element] = {}
        self._bytes, self._marks = MAX_TEXT_BYTES, MAX_MARKS
        if content.count(b"PK\x01\x02") > MAX_MEMBERS:
            raise UnreadableError(name, TOO_LARGE)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _FAULTS as fault:
            raise UnreadableError(name, DAMAGED) from fault
        self._members = {info.filename.lower().lstrip("/"): info for info in self._archive.infolist()}
        self.main = self._main_path()
        self.links: list[str] = []
        self.relations = self._relations(self.main)

    @property
    def members(self) -> Iterator[str]:
        """Return the paths of all files in the archive, in lower case."""
        return iter(self._members)

    @property
    def document(self) -> Element:
        """Return the main part's root element."""
        document_root = self.part(self.main)
        if document_root is None:
            has_word_parts = any(_WITHIN.match(member_path) for member_path in self._members)
            raise UnreadableError(self.name, DAMAGED if has_word_parts and "word/" in self.main.lower() else NOT_WORD)
        if document_root.tag != f"{W}document":
            raise UnreadableError(self.name, NOT_WORD)
        return document_root

    def related(self, purpose: str) -> Element | None:
        """Return the part that the main part names for a purpose ("styles", "footnotes"), or None."""
        part_paths = [relation.path for relation in self.relations.values() if relation.kind == purpose]
        return self.part(part_paths[0]) if part_paths else None

    def part(self, path: str) -> Element | None:
        """Return a part's root element, or None where the archive does not hold it."""
        member_path = path.lower()
        if member_path in self._members and member_path not in self.read_parts:
            self.read_parts[member_path] = self._parse(self._content(self._members[member_path]))
        return self.read_parts.get(member_path)

    def content(self, path: str) -> bytes | None:
        """Return the bytes of a file in the archive, or None where there is none of that path."""
        info = self._members.get(path.lower())
        return self._content(info) if info else None

    def _content(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise UnreadableError(self.name, LOCKED)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError(self.name, DAMAGED)
        try:
            with self._archive.open(info) as member:
                unpacked = member.read(self._bytes + 1)
        except _FAULTS as fault:
            raise UnreadableError(self.name, DAMAGED) from fault
        if len(unpacked) > max(SMALL, MAX_RATIO * info.compress_size):
            raise UnreadableError(self.name, TOO_LARGE)
        self._bytes -= len(unpacked)
        self._marks -= unpacked.count(b"<") + unpacked.count(b"=")
        if self._bytes < 0 or self._marks < 0:
            raise UnreadableError(self.name, TOO_LARGE)
        return unpacked

    def _parse(self, xml_bytes: bytes) -> Element:
        # A part never needs a document type; one that has it may want to open or multiply something.
        if b"<!DOCTYPE" in xml_bytes[:4096]:
            raise UnreadableError(self.name, DAMAGED)
        xml_parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            part_root = etree.fromstring(_STRICT.sub(lambda match: _USUAL[match.group(1)], xml_bytes), xml_parser)
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise UnreadableError(self.name, DAMAGED) from fault
        if part_root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(self.name, DAMAGED)
        return part_root

    def _main_path(self) -> str:
        file_relations = self._relations("")
        return next((r.path for r in file_relations.values() if r.kind == "officeDocument"), "word/document.xml")

    def _relations(self, part_path: str) -> dict[str, Relation]:
        """Return the relations of a part (or, for the empty path, of the whole file) by their ids."""
        folder, file_name = posixpath.split(part_path)
        relations_root = self.part(posixpath.join(folder, "_rels", f"{file_name}.rels"))
        if relations_root is None:
            return {}
        self.links = [e.get("Target") or "" for e in relations_root if _is_link(e)]
        return dict(_related(relations_root, folder))


def _is_link(relation: Element) -> bool:
    return relation.get("TargetMode") == "External" and (relation.get("Type") or "").endswith("/hyperlink")


def _related(relations_root: Element, folder: str) -> Iterator[tuple[str, Relation]]:
    for element in relations_root:
        target_path = element.get("Target") or ""
        if element.get("TargetMode") != "External" and target_path:
            member_path = posixpath.normpath(posixpath.join("/", folder, target_path)).lstrip("/")
            yield element.get("Id") or "", Relation((element.get("Type") or "").rpartition("/")[2], member_path)


def value(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """Return an attribute of a descendant named by tags without their prefix ("numPr/numId"), or None."""
    for tag_name in path.split("/"):
        element = None if element is None else element.find(f"{W}{tag_name}")
    return None if element is None else element.get(f"{W}{attribute}")


def integer(number_text: str | None) -> int | None:
    """Return a whole number as Word writes it, held between -32,768 and 32,767 as Word holds it; None for anything
    else."""
    if number_text is None or not re.fullmatch(r"\s*[+-]?\d{1,9}\s*", number_text, re.ASCII):
        return None
    return max(-32_768, min(32_767, int(number_text)))


def switch(parent: Element | None, tag: str) -> bool | None:
    """Return whether an on-off property is on; None where the element does not say."""
    element = None if parent is None else parent.find(f"{W}{tag}")
    if element is None:
        return None
    return (element.get(f"{W}val") or "true").lower() not in ("0", "false", "off")

"""OpenDocument packages: the zip around a document's parts, and text as ODF keeps it.

odfdo was tried and is not used: a cell is an object of its own there, and 24,000 of them took 6.8 seconds, where a
consultation of 10,000 responses has a million.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from lxml import etree

from analysis.exporting.fixed_zip import zipped
from analysis.exporting.xml_text import xml_safe

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
VERSION = "1.3"

for _prefix, _namespace in NAMESPACES.items():
    etree.register_namespace(_prefix, _namespace)  # some readers know elements by their usual prefixes alone

Attributes = Mapping[str, str]


@cache
def name(prefixed: str) -> str:
    """Return a prefixed name in full: ``table:table-row`` with its namespace."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def element(prefixed: str, attributes: Attributes | None = None, *children: etree._Element) -> etree._Element:
    """Return an element with its attributes and children."""
    made = etree.Element(name(prefixed), {name(key): xml_safe(value) for key, value in (attributes or {}).items()})
    made.extend(children)
    return made


def document(root: str, write: Callable[[etree._IncrementalFileWriter], None]) -> bytes:
    """Return an XML part whose content is written bit by bit below its root."""
    stream = io.BytesIO()
    with etree.xmlfile(stream, encoding="UTF-8") as xml_file:
        xml_file.write_declaration()
        with xml_file.element(name(root), {name("office:version"): VERSION}, nsmap=NAMESPACES):
            write(xml_file)
    return stream.getvalue()


def package(media_type: str, title: str, parts: Mapping[str, bytes]) -> bytes:
    """Return an OpenDocument file of these parts."""
    meta = element("office:meta", None, _with_text("dc:title", title), _with_text("meta:generator", "Everypoint"))
    all_parts = {**parts, "meta.xml": document("office:document-meta", lambda xml_file: xml_file.write(meta))}
    entries = [_entry("/", media_type), *(_entry(path, _media_type(path)) for path in all_parts)]
    manifest = element("manifest:manifest", {"manifest:version": VERSION}, *entries)
    members = {
        "mimetype": media_type.encode(),
        **all_parts,
        "META-INF/manifest.xml": etree.tostring(manifest, xml_declaration=True, encoding="UTF-8"),
    }
    return zipped(members, stored=["mimetype"])


def _entry(path: str, media_type: str) -> etree._Element:
    return element("manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": media_type})


def _media_type(path: str) -> str:
    return "image/svg+xml" if path.endswith(".svg") else "text/xml"


def _with_text(prefixed: str, words: str) -> etree._Element:
    made = element(prefixed)
    made.text = xml_safe(words)
    return made


def paragraphs(words: str) -> Iterator[etree._Element]:
    """Yield a text as paragraphs, one a line."""
    for line in xml_safe(words).split("\n"):
        paragraph = element("text:p")
        add_text(paragraph, line)
        yield paragraph


_SPACES = re.compile(r"\t|\r|(?<= ) +|^ +")


def add_text(parent: etree._Element, line: str) -> None:
    """Add a line of text to an element; spaces in a row and tabs are elements there, or ODF would fold them."""
    position = 0
    for match in _SPACES.finditer(line):
        _append(parent, line[position : match.start()])
        is_tab = match[0] in "\t\r"
        parent.append(element("text:tab") if is_tab else element("text:s", {"text:c": str(len(match[0]))}))
        position = match.end()
    _append(parent, line[position:])


def _append(parent: etree._Element, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words

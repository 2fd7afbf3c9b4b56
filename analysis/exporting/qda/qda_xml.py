"""XML of REFI-QDA: elements with their attributes, in the namespace of a document."""

from __future__ import annotations

from lxml import etree

from analysis.exporting.xml_text import xml_safe

CODEBOOK = "urn:QDA-XML:codebook:1.0"
PROJECT = "urn:QDA-XML:project:1.0"


def add(parent: etree._Element, local: str, words: str | None = None, **attributes: str | None) -> etree._Element:
    """Add an element to another of the same namespace, with its text and those attributes that are not None."""
    namespace = etree.QName(parent).namespace
    set_attributes = {key: xml_safe(value) for key, value in attributes.items() if value is not None}
    child = etree.SubElement(parent, f"{{{namespace}}}{local}", set_attributes)
    child.text = None if words is None else xml_safe(words)
    return child


def root(namespace: str, local: str, **attributes: str) -> etree._Element:
    """Return the root of a document, in whose namespace all is."""
    safe = {key: xml_safe(value) for key, value in attributes.items()}
    return etree.Element(f"{{{namespace}}}{local}", safe, nsmap={None: namespace})


def written(document: etree._Element) -> bytes:
    """Return a document as bytes."""
    return bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True))

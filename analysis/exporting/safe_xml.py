"""XML that somebody gave us: no entity is expanded, nothing is fetched, and neither size nor depth is without end."""

from __future__ import annotations

from lxml import etree

from analysis.errors import UnreadableError

MOST_BYTES = 100_000_000
"""Of one XML document; a project of 70,000 points has 60 MB."""

NO_ENTITIES = (
    "it declares entities, which such files have no need of and files made to do harm have; ask whoever sent it"
)
TOO_LARGE = f"it is larger than {MOST_BYTES // 1_000_000} MB; export less at once"


def parsed_xml(content: bytes, name: str) -> etree._Element:
    """Return the root of an XML document; raises UnreadableError where it is none, is too large or declares entities.

    Depth is bounded by libxml2 itself (256 elements), as is the length of a text (10 MB), unless ``huge_tree`` is set.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableError(name, TOO_LARGE)
    if b"<!ENTITY" in content.replace(b"\0", b""):  # in attributes they are expanded whatever a parser is told
        raise UnreadableError(name, NO_ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(name, f"it is not well-formed XML ({error}); export it again") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(name, NO_ENTITIES)
    return root

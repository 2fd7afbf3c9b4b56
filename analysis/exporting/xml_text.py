"""Text as XML can hold it: what no XML document may contain becomes one replacement character each."""

from __future__ import annotations

import re

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_safe(text: str) -> str:
    """Return a text of the same length that every XML document can hold."""
    return _NO_XML.sub("\ufffd", text)

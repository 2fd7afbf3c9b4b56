"""The address of a point in a file that leaves: its document, its place, and a check of its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property

from analysis.model import PointKey
from analysis.text import fingerprint

CHECK = 12
"""Digits of the check: by chance, one changed point in 280 million million would pass for unchanged."""

_ADDRESS = re.compile(rf"(.+):(\d{{1,15}})-(\d{{1,15}}):([0-9a-f]{{{CHECK}}})", re.DOTALL)


def address(point: PointKey, words: str) -> str:
    """Return where a point stands, with a check of its words: ``letter.txt:20-116:0f3a…``."""
    return f"{point.document}:{point.start}-{point.end}:{fingerprint(words)[:CHECK]}"


def document_of(text: str) -> str | None:
    """Return the document that an address names, or None where the text is no address."""
    address_match = _ADDRESS.fullmatch(text)
    return address_match[1] if address_match else None


def alike(name: str) -> str:
    """Return a document's name as it comes back from a spreadsheet that saved Windows-1252 or composed accents
    otherwise."""
    composed = unicodedata.normalize("NFC", name.strip())
    return composed.encode("cp1252", "replace").decode("cp1252")


class Addresses:
    """Finds points by their addresses; ``words`` are those of all points there are now."""

    def __init__(self, words: Mapping[PointKey, str]) -> None:
        """Remember the points."""
        self._words = words

    def find(self, text: str) -> PointKey:
        """Return the point with this address, or the only one in its document that has the same words and has moved.

        Raises ValueError with the reason where there is none.
        """
        address_match = _ADDRESS.fullmatch(text)
        if address_match is None:
            raise ValueError("the cell below “point” has been changed; copy it from the sheet as it was exported")
        document_name = self._named(address_match[1])
        point_key = PointKey(document_name, int(address_match[2]), int(address_match[3]))
        same_check = self._by_check.get((document_name, address_match[4]), [])
        if point_key in same_check:
            return point_key
        if len(same_check) == 1:
            return same_check[0]
        if point_key in self._words:
            raise ValueError(
                f"the words of this point of {document_name} have changed since; export it again and judge it again"
            )
        raise ValueError(f"{document_name} is now divided differently, and this point is gone; export its points again")

    def _named(self, name: str) -> str:
        """Return the document of this name, or the only one that a spreadsheet would write so."""
        if name in self._documents:
            return name
        alike_documents = [document for document in self._documents if alike(document) == alike(name)]
        if len(alike_documents) != 1:
            raise ValueError(f"there is no response called {name}; was the sheet made in another workspace?")
        return alike_documents[0]

    @cached_property
    def _by_check(self) -> dict[tuple[str, str], list[PointKey]]:
        points_by_check: dict[tuple[str, str], list[PointKey]] = {}
        for point_key, point_text in self._words.items():
            points_by_check.setdefault((point_key.document, fingerprint(point_text)[:CHECK]), []).append(point_key)
        return points_by_check

    @cached_property
    def _documents(self) -> frozenset[str]:
        return frozenset(point_key.document for point_key in self._words)

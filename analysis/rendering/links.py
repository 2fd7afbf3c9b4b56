"""Links: what a template writes as ``#anchor`` leads to the page of the set on which that anchor stands.

Templates need not know which page that is. A link to an anchor of its own page stays as it is.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache

_LINK = re.compile(r'(<a\b[^>]*?\shref=")#([^"]+)"')
_FILE = re.compile(r'(<(?:a|link)\b[^>]*?\shref=")file:([^"]+)"')
_LED = re.compile(r'<a\b[^>]*?\shref="([^"#]*)#([^"]+)"')
_ID = re.compile(r'\sid="([^"]+)"')


def ids_of(page: str) -> frozenset[str]:
    """Return the anchors of a page; text in it cannot be mistaken for one, as all text is escaped."""
    return frozenset(_ID.findall(page))


def linked(page: str, file: str, files: Mapping[str, str]) -> str:
    """Return a page of a set with its links led to the right files; ``files`` holds the file of each anchor.

    ``href="file:annex/index.html"`` leads to a page as a whole. Paths are as seen from ``file``.
    """
    own_ids, folder = ids_of(page), posixpath.dirname(file)

    def to_anchor(match: re.Match[str]) -> str:
        target = files.get(match[2], file)
        is_here = match[2] in own_ids or target == file
        path = "" if is_here else _path(target, folder)
        return f'{match[1]}{path}#{match[2]}"'

    def to_file(match: re.Match[str]) -> str:
        return f'{match[1]}{_path(match[2], folder)}"'

    return _FILE.sub(to_file, _LINK.sub(to_anchor, page))


def is_led_right(page: str, file: str, files: Mapping[str, str]) -> bool:
    """Return whether the links of a page, led to files before, lead to where they would be led now."""
    folder, own_ids = posixpath.dirname(file), None
    for path, anchor in set(_LED.findall(page)):
        target = files.get(anchor, file)
        if target != file and not path:
            own_ids = ids_of(page) if own_ids is None else own_ids
            target = file if anchor in own_ids else target
        if path != ("" if target == file else _path(target, folder)):
            return False
    return True


@lru_cache(maxsize=4_096)
def _path(file: str, folder: str) -> str:
    """Return the path of a file as seen from a folder; few pairs of them serve hundreds of thousands of links."""
    return posixpath.relpath(file, folder or ".")

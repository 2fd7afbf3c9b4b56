"""Whether a page is valid HTML: as the standard's own parser reads it, and with every id and reference in its place."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import html5lib
from html5lib.constants import E as WORDS

OF_NAME = re.compile(r"""<(/?[a-z][\w-]*)""")
IDS = re.compile(r"""<[^>]*?\sid="([^"]*)\"""")
NAMED = re.compile(r"""\s(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)\"""")


def faults(page: str) -> list[str]:
    """What a validator would say of a page: what its parser repairs, ids that come again, and ids that are missing."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page)
    found = [f"line {line}: {WORDS[code] % facts}" for (line, _), code, facts in parser.errors]
    ids = Counter(IDS.findall(page))
    found += [f"the id {name!r} stands {count} times" for name, count in ids.items() if count > 1 or not name.strip()]
    wanted = {name for names in NAMED.findall(page) for name in names.split()}
    return [*found, *(f"there is no id {name!r}" for name in sorted(wanted - set(ids)))]


def neighbours(page: str) -> set[tuple[str, str]]:
    """The tags of a page that stand beside each other."""
    return set(pairwise(OF_NAME.findall(page)))

"""The content security policy of the report's frame: it shows itself in its own styles, and nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from html.parser import HTMLParser


class _Styles(HTMLParser):
    """Collects what a page says of its looks: whole style sheets, and the style attributes of single elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[str] = []
        self.attributes: list[str] = []
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        if self._is_style:
            self.sheets.append("")
        self.attributes.extend(value for name, value in attrs if name == "style" and value)

    def handle_endtag(self, _: str) -> None:
        self._is_style = False

    def handle_data(self, data: str) -> None:
        if self._is_style:
            self.sheets[-1] += data


@lru_cache(maxsize=2)
def headers(page: bytes) -> dict[str, str]:
    """With what headers a report is shown inside one of our pages: no script, no form, and no styles but its own."""
    found = _Styles()
    found.feed(page.decode("utf-8", "replace"))
    sheets = " ".join(f"'sha256-{digest(text)}'" for text in dict.fromkeys(found.sheets))
    inline = " ".join(f"'sha256-{digest(text)}'" for text in dict.fromkeys(found.attributes))
    nothing = "'none'"
    attributes = f"'unsafe-hashes' {inline}" if inline else nothing
    policy = (
        f"default-src 'none'; style-src-elem {sheets or nothing}; style-src-attr {attributes}; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
    )
    return {"content-security-policy": policy, "x-frame-options": "SAMEORIGIN"}


def digest(text: str) -> str:
    """Return a text's SHA-256 as a content security policy writes it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

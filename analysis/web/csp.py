"""The content security policy of the report's frame: it shows itself in its own styles, and nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from html.parser import HTMLParser


class _Styles(HTMLParser):
    """A parser that collects a page's styles: whole style sheets, and the style attributes of single elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[str] = []
        self.attributes: list[str] = []
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        if self._is_style:
            self.sheets.append("")
        self.attributes.extend(
            attribute_value
            for attribute_name, attribute_value in attrs
            if attribute_name == "style" and attribute_value
        )

    def handle_endtag(self, _: str) -> None:
        self._is_style = False

    def handle_data(self, data: str) -> None:
        if self._is_style:
            self.sheets[-1] += data


@lru_cache(maxsize=2)
def headers(report_page: bytes) -> dict[str, str]:
    """Return the headers under which a report is framed in a page: no script, no form, and no styles but its own."""
    styles = _Styles()
    styles.feed(report_page.decode("utf-8", "replace"))
    sheet_digests = " ".join(f"'sha256-{digest(style_text)}'" for style_text in dict.fromkeys(styles.sheets))
    attribute_digests = " ".join(f"'sha256-{digest(style_text)}'" for style_text in dict.fromkeys(styles.attributes))
    no_source = "'none'"
    attribute_sources = f"'unsafe-hashes' {attribute_digests}" if attribute_digests else no_source
    policy = (
        f"default-src 'none'; style-src-elem {sheet_digests or no_source}; style-src-attr {attribute_sources}; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
    )
    return {"content-security-policy": policy, "x-frame-options": "SAMEORIGIN"}


def digest(style_text: str) -> str:
    """Return a text's SHA-256 as a content security policy writes it."""
    return base64.b64encode(hashlib.sha256(style_text.encode()).digest()).decode()

"""Roles for screen readers: fields, buttons and headings that a page draws by itself, as the elements that they are.

Google Forms and others build a choice from plain boxes and say in ``role`` and ``aria-checked`` what it is.
"""

from __future__ import annotations

from lxml.html import HtmlElement

BOX_ROLES = {"radio": "radio", "checkbox": "checkbox", "switch": "checkbox"}
HEADING, LOWEST = "heading", 6


def with_native_elements(page: HtmlElement) -> HtmlElement:
    """Return the page, changed in place."""
    for element in list(page.iter()):
        role = (element.get("role") or "").lower()
        if role in BOX_ROLES and element.tag != "input":
            _put_box(element, BOX_ROLES[role])
        elif role == HEADING and element.tag in ("div", "span", "p"):
            level = element.get("aria-level") or ""
            element.tag = f"h{min(int(level), LOWEST) if level.isdecimal() and int(level) else 2}"
        elif role == "button" and element.tag in ("div", "span"):
            element.tag = "button"
        elif role == "textbox" and element.tag in ("div", "span", "p"):
            element.tag = "textarea"
    return page


def _put_box(element: HtmlElement, kind: str) -> None:
    """Put a box before an element's words; where it has none, they stand beside it."""
    is_checked = element.get("aria-checked") == "true"
    if "".join(element.itertext()).strip():
        box = element.makeelement("input", {"type": kind})
        box.tail, element.text = element.text, None
        element.insert(0, box)
    else:
        box = element
        box.tag = "input"
        box.set("type", kind)
    if is_checked:
        box.set("checked", "")

"""Controls in the lines of an OpenDocument text: what was ticked or chosen in them stands in attributes."""

from __future__ import annotations

from lxml.etree import _Element

from analysis.reading.html.list_numbers import integer
from analysis.reading.odt.odt_numbering import TEXT

_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
CONTROL = f"{_LIBREOFFICE}content-control"
_CHOICES = (f"{_LIBREOFFICE}list-item", f"{TEXT}label")
BOXES = {False: "☐", True: "☒"}


def is_prompt(element: _Element) -> bool:
    """Return whether a control holds only the words that ask for an entry."""
    return bool(element.tag == CONTROL and element.get(f"{_LIBREOFFICE}showing-place-holder") == "true")


def sign_of(element: _Element) -> str:
    """Return what a control shows for itself instead of words: its box, or the choice from a list."""
    if element.tag == CONTROL and element.get(f"{_LIBREOFFICE}checkbox") == "true":
        return BOXES[element.get(f"{_LIBREOFFICE}checked") == "true"]
    if element.tag != f"{_FIELD}fieldmark":
        return ""
    parameters = [(item.get(f"{_FIELD}name"), item.get(f"{_FIELD}value") or "") for item in element]
    named = dict(parameters)
    if (element.get(f"{_FIELD}type") or "").endswith("FORMCHECKBOX"):
        return BOXES[named.get("Checkbox_Checked") == "true"]
    entries = [value for name, value in parameters if name == "Dropdown_ListEntry"]
    selected = integer(named.get("Dropdown_Selected"))
    chosen = next(iter(entries[(selected or 0) :]), "")
    return f"{BOXES[selected is not None]} {chosen}" if chosen.strip() else ""


def is_choice(element: _Element) -> bool:
    """Return whether a control's words are what was chosen from its list."""
    is_list = element.tag == CONTROL and element.find(_CHOICES[0]) is not None
    chosen = [label.get(f"{TEXT}value") for label in element if label.get(f"{TEXT}current-selected") == "true"]
    return is_list or (element.tag == f"{TEXT}drop-down" and chosen != [])

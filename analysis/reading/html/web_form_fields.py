"""Fields of a web form that was saved with what somebody typed into it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from analysis.model import BlockKind, ColumnRole
from analysis.reading.html.omitted_elements import BOXES, QUIET
from analysis.reading.table.column_inference import infer_role
from analysis.reading.table.column_profile import Profile
from analysis.reading.table.header_rows import Name

TYPED_WORDS = 5
"""Words in one field by which a form is a response, and no search box or newsletter with a value in it."""

CONTACTS = {"email", "tel"}
LONGEST_QUESTION = 80
"""Words of what stands before a field, if it is what the form asks."""


class FormFields:
    """The fields of a page, and which words stand beside which box."""

    def __init__(self, page: HtmlElement) -> None:
        """Look for a field that somebody wrote into, and for the labels of boxes."""
        fields = list(page.iter("input", "textarea"))
        self.is_answered = any(len(typed_text(field).split()) >= TYPED_WORDS for field in fields)
        self._boxes = {field.get("id"): field for field in fields if is_box(field) and field.get("id")}
        self._labelled = {label.get("for") for label in page.iter("label") if label.get("for")}

    def box_of(self, label: HtmlElement) -> HtmlElement | None:
        """Return the box that a label is the words of, by its id; one inside the label speaks for itself."""
        return self._boxes.get(label.get("for"))

    def is_labelled(self, field: HtmlElement) -> bool:
        """Return whether the words of a field or a box stand in a label that names it."""
        return field.get("id") in self._labelled


def is_box(field: HtmlElement) -> bool:
    """Return whether a field is ticked or not."""
    return field.tag == "input" and (field.get("type") or "text").lower() in BOXES


def is_for_words(field: HtmlElement) -> bool:
    """Return whether somebody could have typed into a field, or chosen from it."""
    return field.tag in ("textarea", "select") or (field.get("type") or "text").lower() not in QUIET | BOXES


def is_alone(box: HtmlElement) -> bool:
    """Return whether a box is all that a cell of a table holds: its words stand at the ends of its row and column."""
    cell = next(box.iterancestors("td", "th"), None)
    return cell is not None and not "".join(cell.itertext()).strip() and next(box.iterancestors("label"), None) is None


def option_kind(box: HtmlElement) -> BlockKind:
    """Return what the words of a box are: an answer, or words of the form where it is not ticked."""
    return BlockKind.ANSWER if "checked" in box.attrib else BlockKind.FURNITURE


def typed_text(field: HtmlElement) -> str:
    """Return what somebody typed into a field, or chose from its list."""
    if field.tag == "textarea":
        return "".join(field.itertext()).strip()
    if field.tag == "select":
        chosen = [
            option for option in field.iter("option") if "selected" in option.attrib and option.get("value") != ""
        ]
        return ", ".join(" ".join("".join(option.itertext()).split()) for option in chosen)
    field_type = (field.get("type") or "text").lower()
    return "" if field_type in QUIET | BOXES else " ".join((field.get("value") or "").split())


def field_role(question: str, typed: str, field: HtmlElement) -> ColumnRole:
    """Return what a field is, as the column of a table would be."""
    if (field.get("type") or "").lower() in CONTACTS:
        return ColumnRole.DETAILS
    profile = Profile()
    profile.add(typed)
    return infer_role(Name(question, question), profile, (), False).role


def may_ask(words: Sequence[str]) -> bool:
    """Return whether so many words before a field may be what it asks."""
    return 0 < len(words) <= LONGEST_QUESTION

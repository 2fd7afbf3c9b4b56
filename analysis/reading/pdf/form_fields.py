"""The fields of a PDF form: what somebody typed or ticked, with the field's label where the file gives one."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from analysis.reading.pdf.page_words import Box

TYPED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)


@dataclass(frozen=True, slots=True)
class Field:
    """A field that has been filled in, and where it stands."""

    text: str
    box: Box


def fields(page: Any) -> list[Field]:
    """Return the filled fields of a page, from the top down."""
    form = page.formenv
    if form is None:
        return []
    found = [field for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)) for field in _field(form.raw, page.raw, i)]
    return sorted(found, key=lambda field: (field.box.top, field.box.left))


def _field(form: Any, page: Any, index: int) -> Iterator[Field]:
    note = pdfium.FPDFPage_GetAnnot(page, index)
    if not note:
        return
    try:
        text = _text(form, note)
        rect = pdfium.FS_RECTF()
        if text and pdfium.FPDFAnnot_GetRect(note, rect):
            yield Field(text, Box(rect.left, -rect.top, rect.right, -rect.bottom))
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def typed_on(noted: Iterable[Remark]) -> list[Field]:
    """Return what was typed on top of a page ("add text", "fill and sign"), from the top down."""
    found = [Field(said.text, said.box) for said in noted if said.kind == pdfium.FPDF_ANNOT_FREETEXT]
    return sorted((field for field in found if field.text), key=lambda field: (field.box.top, field.box.left))


@dataclass(frozen=True, slots=True)
class Remark:
    """An annotation of a page: its kind, as PDFium counts them, and its words."""

    kind: int
    text: str
    box: Box


QUIET = (
    *(pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_PRINTERMARK),
    *(pdfium.FPDF_ANNOT_TRAPNET, pdfium.FPDF_ANNOT_WATERMARK),
)
"""Annotations that hold nothing of their own: links and fields are read elsewhere, a pop-up shows another's words."""


def remarks(page: Any) -> list[Remark]:
    """Return the annotations of a page but links and fields: remarks, marked passages, drawings, stamps."""
    notes = (pdfium.FPDFPage_GetAnnot(page.raw, i) for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)))
    found = []
    for note in filter(None, notes):
        kind, rect = pdfium.FPDFAnnot_GetSubtype(note), pdfium.FS_RECTF()
        if kind not in QUIET and pdfium.FPDFAnnot_GetRect(note, rect):
            box = Box(rect.left, -rect.top, rect.right, -rect.bottom)
            found.append(Remark(kind, _contents(note), box))
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _contents(note: Any) -> str:
    return _string(
        lambda _, each, buffer, size: pdfium.FPDFAnnot_GetStringValue(each, b"Contents", buffer, size), None, note
    )


def _text(form: Any, note: Any) -> str:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    label = _string(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, note)
    if kind in TYPED:
        value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, note)
    elif kind in TICKED and pdfium.FPDFAnnot_IsChecked(form, note):
        value = _string(pdfium.FPDFAnnot_GetFormFieldExportValue, form, note)
        # "Yes" and "On" are what programs call the state; only the label says to what.
        value = "☑" if value in ("", "Yes", "On", "1") else f"☑ {value}"
    else:
        return ""
    return f"{label}: {value}" if label and value else value


def _string(get: Callable[..., int], form: Any, note: Any) -> str:
    size = get(form, note, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    get(form, note, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return " ".join(buffer.raw[: size - 2].decode("utf-16-le", "replace").split())

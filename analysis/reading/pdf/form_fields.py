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


def filled_fields(page: Any) -> list[Field]:
    """Return the filled fields of a page, from the top down."""
    form_handle = page.formenv
    if form_handle is None:
        return []
    page_fields = [
        field
        for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw))
        for field in _field(form_handle.raw, page.raw, index)
    ]
    return sorted(page_fields, key=lambda field: (field.box.top, field.box.left))


def _field(form_handle: Any, page_handle: Any, index: int) -> Iterator[Field]:
    annotation = pdfium.FPDFPage_GetAnnot(page_handle, index)
    if not annotation:
        return
    try:
        field_text = _text(form_handle, annotation)
        field_rect = pdfium.FS_RECTF()
        if field_text and pdfium.FPDFAnnot_GetRect(annotation, field_rect):
            yield Field(field_text, Box(field_rect.left, -field_rect.top, field_rect.right, -field_rect.bottom))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def typed_text(page_remarks: Iterable[Remark]) -> list[Field]:
    """Return what was typed on top of a page ("add text", "fill and sign"), from the top down."""
    typed_fields = [
        Field(remark.text, remark.box) for remark in page_remarks if remark.kind == pdfium.FPDF_ANNOT_FREETEXT
    ]
    return sorted((field for field in typed_fields if field.text), key=lambda field: (field.box.top, field.box.left))


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


def read_remarks(page: Any) -> list[Remark]:
    """Return the annotations of a page but links and fields: remarks, marked passages, drawings, stamps."""
    annotations = (
        pdfium.FPDFPage_GetAnnot(page.raw, index) for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw))
    )
    page_remarks = []
    for annotation in filter(None, annotations):
        subtype, remark_rect = pdfium.FPDFAnnot_GetSubtype(annotation), pdfium.FS_RECTF()
        if subtype not in QUIET and pdfium.FPDFAnnot_GetRect(annotation, remark_rect):
            remark_box = Box(remark_rect.left, -remark_rect.top, remark_rect.right, -remark_rect.bottom)
            page_remarks.append(Remark(subtype, _contents(annotation), remark_box))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return page_remarks


def _contents(annotation: Any) -> str:
    return _string(
        lambda _, handle, buffer, buffer_size: pdfium.FPDFAnnot_GetStringValue(
            handle, b"Contents", buffer, buffer_size
        ),
        None,
        annotation,
    )


def _text(form_handle: Any, annotation: Any) -> str:
    field_type = pdfium.FPDFAnnot_GetFormFieldType(form_handle, annotation)
    field_label = _string(pdfium.FPDFAnnot_GetFormFieldAlternateName, form_handle, annotation)
    if field_type in TYPED:
        field_value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form_handle, annotation)
    elif field_type in TICKED and pdfium.FPDFAnnot_IsChecked(form_handle, annotation):
        field_value = _string(pdfium.FPDFAnnot_GetFormFieldExportValue, form_handle, annotation)
        # "Yes" and "On" are what programs call the state; only the label says to what.
        field_value = "☑" if field_value in ("", "Yes", "On", "1") else f"☑ {field_value}"
    else:
        return ""
    return f"{field_label}: {field_value}" if field_label and field_value else field_value


def _string(read_string: Callable[..., int], form_handle: Any, annotation: Any) -> str:
    buffer_size = read_string(form_handle, annotation, None, 0)
    if buffer_size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(buffer_size)
    read_string(form_handle, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), buffer_size)
    return " ".join(buffer.raw[: buffer_size - 2].decode("utf-16-le", "replace").split())

"""What somebody put onto the pages of a PDF file: fields that are filled in, text typed on top, remarks, drawings."""

from __future__ import annotations

import ctypes
import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from analysis.model import Omitted
from analysis.reading.omission_reasons import CHOICES, HIDDEN
from analysis.reading.pdf.page_words import Box

CHOSEN = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)

PINNED_FILE = pdfium.FPDF_ANNOT_FILEATTACHMENT

QUIET = (
    *(pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_PRINTERMARK, pdfium.FPDF_ANNOT_TRAPNET),
    *(pdfium.FPDF_ANNOT_WATERMARK, PINNED_FILE),
)
"""Annotations that hold nothing of their own: links and files are read elsewhere, a pop-up shows another's words."""

UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW

DRAWING = "something drawn or stamped on a page, in which nothing is read"


@dataclass(frozen=True, slots=True)
class Field:
    """What was put at a place of the page: words, or a box to tick, ticked or not.

    ``label`` is the file's own. ``chosen``: from a list of choices. ``remarks``: on what stands there, as against
    filling a gap.
    """

    text: str
    box: Box
    label: str = ""
    ticked: bool | None = None
    chosen: bool = False
    remarks: bool = False


@dataclass(frozen=True, slots=True)
class _Annotation:
    """A handle to an annotation, and to what PDFium knows of the file's forms."""

    raw: Any
    form: Any

    @property
    def subtype(self) -> int:
        """Return its kind, as PDFium counts them."""
        return int(pdfium.FPDFAnnot_GetSubtype(self.raw))

    @property
    def box(self) -> Box:
        """Return its place."""
        rect = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(self.raw, rect)
        return Box(rect.left, -rect.top, rect.right, -rect.bottom)

    @property
    def is_unseen(self) -> bool:
        """Return whether no reader of the page sees it."""
        return bool(pdfium.FPDFAnnot_GetFlags(self.raw) & UNSEEN)

    @property
    def field_type(self) -> int:
        """Return which kind of form field it is, or -1."""
        return int(pdfium.FPDFAnnot_GetFormFieldType(self.form, self.raw)) if self.form else -1

    def field_text(self, read_text: Callable[..., int]) -> str:
        """Return what a form field holds, by PDFium's call for it."""
        return _string(lambda buffer, size: int(read_text(self.form, self.raw, buffer, size)))

    def contents(self) -> str:
        """Return its words, which some programs write as a page of the web alone."""
        return self._value(b"Contents") or html.unescape(_TAG.sub("", _LINE_END.sub("\n", self._value(b"RC"))))

    def _value(self, key: bytes) -> str:
        return _string(lambda buffer, size: int(pdfium.FPDFAnnot_GetStringValue(self.raw, key, buffer, size)))

    def struck_lines(self) -> Iterator[Box]:
        """Yield the lines through the middle of what it marks."""
        quad = pdfium.FS_QUADPOINTSF()
        for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(self.raw), MOST_QUADS)):
            if pdfium.FPDFAnnot_GetAttachmentPoints(self.raw, index, quad):
                middle = -(quad.y1 + quad.y3) / 2
                yield Box(min(quad.x1, quad.x3), middle, max(quad.x2, quad.x4), middle)

    def choices(self) -> list[str]:
        """Return what a list in a form offers."""
        count = max(0, pdfium.FPDFAnnot_GetOptionCount(self.form, self.raw)) if self.form else 0
        return [self._choice(index) for index in range(min(count, MOST_CHOICES))]

    def _choice(self, index: int) -> str:
        return _string(
            lambda buffer, size: int(pdfium.FPDFAnnot_GetOptionLabel(self.form, self.raw, index, buffer, size))
        )


_PROMPT = re.compile(
    r"\W*(?:please |bitte )?(?:select|choose|pick|(?:aus)?wählen|choisi\w+|dewis\w*)\b|\W+\Z", re.IGNORECASE
)
"""What a list of choices shows while nothing is chosen."""

_LINE_END = re.compile(r"</p>|<br ?/?>|</div>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")

MOST_QUADS = 500
"""Lines that one remark strikes out; no page has more."""

MOST_CHOICES = 500
"""Choices of a list that are listed: every country of the world is fewer."""


class PageFields(NamedTuple):
    """What was put onto a page: words from the top down, what nobody can see or read, whether files are pinned on,
    and the lines with which words are struck out."""

    fields: list[Field]
    omitted: list[Omitted]
    has_files: bool
    struck_lines: list[Box]


def page_fields(page: Any) -> PageFields:
    """Return what was put onto a page."""
    has_files = False
    fields: list[Field] = []
    omitted: list[Omitted] = []
    struck_lines: list[Box] = []
    form = page.formenv.raw if page.formenv is not None else None
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        with _annotation(page.raw, index, form) as annotation:
            has_files = has_files or (annotation is not None and annotation.subtype == PINNED_FILE)
            if annotation is None or annotation.subtype in QUIET:
                continue
            read_fields = list(_fields(annotation))
            if annotation.is_unseen:
                omitted += [Omitted(field.text, HIDDEN) for field in read_fields if field.text]
                continue
            fields += read_fields
            choices = annotation.choices() if annotation.field_type in CHOSEN else []
            unchosen = [choice for choice in choices if all(choice not in field.text for field in read_fields)]
            omitted += [Omitted("\n".join(unchosen), CHOICES)] if unchosen else []
            if not read_fields and annotation.subtype == pdfium.FPDF_ANNOT_STRIKEOUT:
                struck_lines += annotation.struck_lines()
            elif not read_fields and annotation.subtype != pdfium.FPDF_ANNOT_WIDGET:
                omitted.append(Omitted("", DRAWING))
    ordered = sorted(fields, key=lambda field: (field.box.top, field.box.left))
    return PageFields(ordered, omitted, has_files, struck_lines)


@contextmanager
def _annotation(page_handle: Any, index: int, form: Any) -> Iterator[_Annotation | None]:
    raw = pdfium.FPDFPage_GetAnnot(page_handle, index)
    try:
        yield _Annotation(raw, form) if raw else None
    finally:
        if raw:
            pdfium.FPDFPage_CloseAnnot(raw)


def _fields(annotation: _Annotation) -> Iterator[Field]:
    """Yield the words of an annotation, paragraph by paragraph, or the box to tick that it is."""
    if annotation.subtype != pdfium.FPDF_ANNOT_WIDGET:
        label, text = "", annotation.contents()
    elif annotation.field_type in TICKED:
        export_value = annotation.field_text(pdfium.FPDFAnnot_GetFormFieldExportValue).strip()
        # "Yes" and "On" are what programs call the state; only the label says to what.
        option = "" if export_value in ("Yes", "On", "1") else export_value
        is_ticked = bool(pdfium.FPDFAnnot_IsChecked(annotation.form, annotation.raw))
        yield Field(option, annotation.box, _label(annotation), is_ticked)
        return
    elif annotation.field_type in CHOSEN:
        value = " ".join(annotation.field_text(pdfium.FPDFAnnot_GetFormFieldValue).split())
        if value and not _PROMPT.match(value):
            yield Field(value, annotation.box, _label(annotation), chosen=True)
        return
    elif annotation.field_type == pdfium.FPDF_FORMFIELD_TEXTFIELD:
        label, text = _label(annotation), annotation.field_text(pdfium.FPDFAnnot_GetFormFieldValue)
    else:
        return
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.splitlines() if paragraph.strip()]
    if annotation.subtype not in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
        yield from [Field("\n".join(paragraphs), annotation.box, remarks=True)] if paragraphs else []
        return
    for paragraph in paragraphs:
        yield Field(paragraph, annotation.box, label)
        label = ""


def _label(annotation: _Annotation) -> str:
    return " ".join(annotation.field_text(pdfium.FPDFAnnot_GetFormFieldAlternateName).split())


def _string(read_into: Callable[[Any, int], int]) -> str:
    """Return text that PDFium writes into a buffer, lines as they are."""
    buffer_size = read_into(None, 0)
    if buffer_size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(buffer_size)
    read_into(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), buffer_size)
    return buffer.raw[: buffer_size - 2].decode("utf-16-le", "replace").strip()

"""The report as a Word document with Word's own styles, tables and chart, for editing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from analysis.exporting.docx_chart import add_chart
from analysis.exporting.export_content import ExportContent
from analysis.exporting.fixed_zip import with_fixed_dates
from analysis.exporting.report_blocks import BlockStyle, GridCell, ReportGrid, ReportParagraph, TextRun, report_blocks
from analysis.exporting.theme_bars import theme_bars
from analysis.exporting.xml_text import xml_safe

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

STYLES = {
    BlockStyle.TITLE: "Title",
    BlockStyle.SUBTITLE: "Subtitle",
    BlockStyle.BODY: "Body Text",
    BlockStyle.BULLET: "List Bullet",
    BlockStyle.NUMBERED: "List Number",
    BlockStyle.QUOTE: "Quote",
    BlockStyle.SOURCE: "Body Text 2",
    BlockStyle.CAPTION: "Caption",
}
"""The names of Word's own styles."""

GRID = "Table Grid"

MARGIN = 2
"""Centimetres left and right of the text."""

MADE = datetime(2000, 1, 1)
"""What a document says of when it was made: the same content gives the same bytes."""


def as_docx(content: ExportContent) -> bytes:
    """Return the report as DOCX."""
    import docx

    document = docx.Document()
    _describe(document, content.report.title)
    # The library looks through all styles for each paragraph that is given one by name.
    style_id = cache(lambda name: document.styles[name].style_id)
    for block in report_blocks(content.page()):
        if isinstance(block, ReportParagraph):
            _write(_add_paragraph(document, style_id(_style_of(block))), block.runs)
        elif isinstance(block, ReportGrid):
            _add_table(document, block)
            _add_paragraph(document, style_id(STYLES[BlockStyle.BODY]))
        elif content.report.themes:
            add_chart(document, theme_bars(content.report))
    stream = io.BytesIO()
    document.save(stream)
    return with_fixed_dates(stream.getvalue())


def _add_paragraph(document: Document, style_id: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph._p.style = style_id
    return paragraph


def _style_of(block: ReportParagraph) -> str:
    if block.style is BlockStyle.HEADING:
        return f"Heading {block.level}"
    is_inner = block.level and block.style in (BlockStyle.BULLET, BlockStyle.NUMBERED)
    return f"{STYLES[block.style]} {min(block.level, 2) + 1}" if is_inner else STYLES[block.style]


def _describe(document: Document, title: str) -> None:
    from docx.shared import Cm, Pt

    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.language = xml_safe(title)[:255], "Everypoint", "", "en-GB"
    facts.created = facts.modified = MADE
    letters = document.styles["Normal"].font
    letters.name, letters.size = "Arial", Pt(11)
    document.styles[STYLES[BlockStyle.CAPTION]].paragraph_format.keep_with_next = True  # a caption stands above
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(MARGIN)
    _field(section.footer.paragraphs[0], "PAGE")


def _field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that Word fills in, such as the page's number."""
    field = _element("w:fldSimple", {"w:instr": instruction})
    field.append(_element("w:r"))
    paragraph._p.append(field)


def _element(prefixed: str, attributes: dict[str, str] | None = None) -> BaseOxmlElement:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(prefixed)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    return made


def _write(paragraph: Paragraph, runs: Sequence[TextRun], bold: bool = False) -> None:
    for run in runs:
        paragraph.add_run(run.text).bold = True if run.bold or bold else None


def _add_table(document: Document, grid: ReportGrid) -> None:
    table = document.add_table(rows=0, cols=grid.width, style=GRID)
    for number, row in enumerate(grid.rows):
        line = table.add_row()
        cells, position = line.cells, 0
        for cell in row:
            last = min(position + cell.columns, grid.width) - 1
            _fill(cells[position].merge(cells[last]) if last > position else cells[position], cell)
            position = last + 1
        if number < grid.header_rows:
            line._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def _fill(cell: _Cell, content: GridCell) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    _write(paragraph, content.runs, bold=content.is_header)
    if content.is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

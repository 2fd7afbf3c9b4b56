"""A draft as a PDF with wrapped lines, and with a running head and page numbers where the draft asks for them."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.writers.draft import Draft, Kind, Part, notes, numbered, runs

WIDTH = A4[0] - 144
"""What the margins leave of a line."""

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=9)
SMALL = ParagraphStyle("small", BODY, fontSize=8, leading=10, spaceAfter=4)
HEADS = [
    ParagraphStyle(f"h{i}", BODY, fontName="Helvetica-Bold", fontSize=17 - 2 * i, leading=20, keepWithNext=1)
    for i in range(5)
]


def write(draft: Draft) -> bytes:
    """The bytes of a .pdf; its fonts show no more than Windows-1252."""
    target = io.BytesIO()
    margins = _margins(draft.head)
    story = [_flowable(part, number) for part, number in numbered(draft)]
    story += [Paragraph(f"{i} {escape(text)}", SMALL) for i, text in notes(draft).items()]
    paper = SimpleDocTemplate(target, pagesize=A4, invariant=1)
    paper.build(story or [Spacer(1, 1)], onFirstPage=margins, onLaterPages=margins)
    return target.getvalue()


def _margins(head: str):
    def draw(canvas: Canvas, paper: SimpleDocTemplate) -> None:
        if head:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(72, A4[1] - 40, head)
            canvas.drawCentredString(A4[0] / 2, 36, f"Page {paper.page}")

    return draw


def _flowable(part: Part, number: str) -> Flowable:
    if part.kind is Kind.TABLE:
        cells = [[Paragraph(escape(cell), BODY) for cell in row] for row in part.rows]
        return Table(cells, colWidths=[WIDTH / len(part.rows[0])] * len(part.rows[0]))
    lead = escape(f"{number} ") if number else ""
    text = lead + "".join(f"<b>{escape(run)}</b>" if bold else escape(run) for run, bold in runs(part.text))
    if part.kind is Kind.BULLET:
        style = ParagraphStyle("bullet", BODY, leftIndent=18 * (part.level + 1), bulletIndent=18 * part.level)
        return Paragraph(text, style, bulletText="•")
    return Paragraph(text, HEADS[part.level] if part.kind is Kind.HEADING else BODY)

"""PDF: the text that a file draws, with the paragraphs, headings, notes and page furniture that its layout shows.

``page_words`` takes the glyphs from PDFium, ``text_lines`` makes lines of them and ``reading_order`` finds their
reading order; ``ruled_tables``, ``aligned_tables`` and ``form_fields`` add tables and what is filled in.
``running_heads``, ``page_footnotes``, ``footnote_refs``, ``bookmarks`` and ``paragraphs`` then look at the whole
document, and ``block_layout`` puts it together. ``hyperlinks`` and ``attachments`` account for what no page shows, and
``ocr`` reads pictures of text, where Tesseract is installed.

PDFium is not safe to call from two threads at once: read one file at a time in a process.
"""

from __future__ import annotations

from analysis.reading.pdf.pdf_reader import read

__all__ = ["read"]

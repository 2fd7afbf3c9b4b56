"""PDF: the text that a file draws, with the paragraphs, headings, notes and page furniture that its layout shows.

``page_words`` takes the glyphs from PDFium, ``text_lines`` makes lines of them (``note_marks`` knows the raised ones,
``line_numbers`` those in the margin) and ``reading_order`` finds their reading order; ``ruled_tables``,
``aligned_tables`` and ``table_lines`` add tables, ``form_fields`` and ``field_places`` what somebody put onto the page.
``running_heads``, ``page_footnotes``, ``bookmarks`` and ``paragraphs`` then look at the whole document, and
``block_layout`` puts it together. ``hyperlinks``, ``unseen_texts`` and ``attachments`` account for what no page shows,
and ``ocr`` reads pictures of text, where Tesseract is installed.

PDFium is not safe to call from two threads at once: read one file at a time in a process.
"""

from __future__ import annotations

from analysis.reading.pdf.pdf_reader import read

__all__ = ["read"]

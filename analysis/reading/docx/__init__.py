"""Word files (.docx): their text as Word shows it with all changes accepted, and the numbers that Word computes."""

from analysis.reading.docx.docx_reader import read

__all__ = ["read"]

"""Web pages (.html): their text as a browser would show it, with the blocks of its layout."""

from analysis.reading.html.html_reader import decode, parse, read

__all__ = ["decode", "parse", "read"]

"""OpenDocument texts (.odt): their text as a word processor shows it, with the numbers that it computes."""

from analysis.reading.odt.odt_reader import read

__all__ = ["read"]

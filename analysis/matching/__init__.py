"""Matching: points and letters that say the same as others."""

from analysis.matching.campaigns import alike, campaigns, copies
from analysis.matching.paraphrase_links import restatements

__all__ = ["alike", "campaigns", "copies", "restatements"]

"""Matching: points and letters that say the same as others."""

from analysis.matching.campaigns import campaigns, copies, similarity
from analysis.matching.paraphrase_links import restatements

__all__ = ["campaigns", "copies", "restatements", "similarity"]

"""Matching: points and letters that say the same as others."""

from analysis.matching.campaigns import alike, campaigns, copies
from analysis.matching.restating import restatements

__all__ = ["alike", "campaigns", "copies", "restatements"]

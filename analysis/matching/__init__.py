"""Matching: points and letters that say the same as others."""

from analysis.matching.campaigns import campaigns, copies

__all__ = ["campaigns", "copies"]

"""Matching: points and letters that say the same as others."""

from analysis.matching.paraphrase_links import restatements
from analysis.matching.same_letters import copies, same_letters, same_short_answers, similarity

__all__ = ["copies", "restatements", "same_letters", "same_short_answers", "similarity"]

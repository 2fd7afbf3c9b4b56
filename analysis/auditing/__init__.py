"""Auditing: what people's judgements make of the machine's."""

from analysis.auditing.settle import settle

__all__ = ["settle"]

"""Redacting: which stretches of a text tell of a person, found by rules, proposed and never changed in the text.

``search`` puts together what ``contacts``, ``numbers``, ``places``, ``names``, ``people`` and ``health`` find in a text
that ``folding`` has brought into one form. Nothing is looked up outside; the lists of names come with a library.
"""

from analysis.redacting.search import KnownNames, Searched, find, find_all, remember

__all__ = ["KnownNames", "Searched", "find", "find_all", "remember"]

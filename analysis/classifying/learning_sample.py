"""The learning sample: the texts from which it is learned what is usual, of any number of them.

Which they are follows from the texts alone, whatever their order: the different ones with the least SHA-256. One text
more changes the sample only where its own digest is among the least, so that a machine coder mostly stays the same
when a response comes in, and what it has coded stands (bottom-k sampling, Cohen and Kaplan 2007).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from analysis.text import fingerprint

LEARNERS = 6_000
"""More texts teach no better what is usual: of their sentences, so many are a sample that does (see ``zero_shot``)."""


def learning_sample(texts: Sequence[str]) -> Sequence[str]:
    """Return the texts from which it is learned what is usual: all of a few, else the different ones of the sample."""
    return texts if len(texts) <= LEARNERS else heapq.nsmallest(LEARNERS, set(texts), key=fingerprint)

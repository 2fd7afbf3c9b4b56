"""Unthemed: what a machine can say of points while the codebook holds no theme."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.app.corpus import Corpus
from analysis.model import Codebook, Coder, Coding

NO_THEME = (
    "it has no theme yet, so nothing can be coded; write one, or choose from those that `everypoint themes propose` "
    "finds in the responses"
)


def unthemed(corpus: Corpus, codebook: Codebook, machine: Coder) -> Iterator[Coding]:
    """Yield for each point a coding that gives it nothing; none is recorded, for nothing was judged."""
    for response in corpus.responses:
        divided_by = response.segmentation.coder
        for point in response.points:
            digest = corpus.digests[point.key]
            yield Coding(point.key, machine, codebook.version, divided_by, frozenset(), "", text_sha256=digest)

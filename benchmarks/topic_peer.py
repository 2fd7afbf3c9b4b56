"""Run by the Python that has BERTopic: prints the topics that it finds in texts, as places of these.

`python -P topic_peer.py SEED SIZE… < sets.json` takes a list of lists of texts. It is as BERTopic comes (MiniLM, UMAP
and HDBSCAN with its own settings), but for UMAP's seed and the size of the smallest topic, of which 10 is its default.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any


def topics(texts: Sequence[str], embeddings: Any, smallest: int, seed: int) -> list[list[int]]:
    """Return the places of the texts of each topic; texts that have none are in no list."""
    from bertopic import BERTopic
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    found, _ = BERTopic(min_topic_size=smallest, umap_model=umap).fit_transform(list(texts), embeddings)
    return [[i for i, topic in enumerate(found) if topic == one] for one in sorted({*found} - {-1})]


def main() -> None:
    """Print the topics of each set, for each size of the smallest topic."""
    seed, *sizes = map(int, sys.argv[1:])
    with contextlib.redirect_stdout(sys.stderr), tempfile.TemporaryDirectory() as folder:
        from all_minilm_l6_v2 import extract_model
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(extract_model(folder)))
        told = [
            [topics(texts, embeddings, smallest, seed) for smallest in sizes]
            for texts in json.load(sys.stdin)
            for embeddings in [model.encode(texts)]
        ]
    print(json.dumps({"version": version("bertopic"), "topics": told}))


if __name__ == "__main__":
    main()

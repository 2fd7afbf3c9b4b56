"""The identity of a machine coder: it follows from what the coder would learn from, before anything is fitted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.classifying.learning_sample import learning_sample
from analysis.classifying.method import languages_sha256, method_sha256
from analysis.model import Codebook, Context

SETTINGS: Mapping[str, Any] = {"threshold": None, "heading_share": 0.4, "seed": 0}
"""The settings of a classifier that is told nothing else."""

ThemeSets = Sequence[frozenset[str] | set[str] | None]

CodedExample = tuple[str, str, Sequence[str], Sequence[str]]
"""A text, its heading, the themes that people found in it, and those of which they did not say."""


def coded_examples(
    texts: Sequence[str],
    theme_sets: ThemeSets,
    contexts: Sequence[Context] | None,
    unanswered: Sequence[frozenset[str]],
) -> list[CodedExample]:
    """Return what is learned from: the texts that have a theme set, sorted."""
    headings = headings_of(texts, contexts)
    return sorted(
        (texts[i], headings[i], sorted(theme_keys), sorted(unanswered[i]))
        for i, theme_keys in enumerate(theme_sets)
        if theme_keys is not None
    )


def headings_of(texts: Sequence[str], contexts: Sequence[Context] | None) -> list[str]:
    """Return the section headings above each text, as one string."""
    return [" . ".join(context.sections) for context in contexts] if contexts is not None else [""] * len(texts)


def texts_sha256(texts: Sequence[str]) -> str:
    """Return the digest of the texts from which it is learned what is usual, whatever their order."""
    return _digest(sorted(learning_sample(texts)))


def training_sha256(all_texts_sha256: str, examples: Sequence[CodedExample]) -> str:
    """Return the digest of everything that is learned from."""
    return _digest([all_texts_sha256, examples])


def coder_id(settings: Mapping[str, Any], codebook: Codebook, training: str) -> str:
    """Return the identity of a machine coder: method, settings, codebook and training data in 12 hexadecimal digits."""
    return _digest([method_sha256(), languages_sha256(), dict(settings), codebook.version, training])[:12]


def identify(
    codebook: Codebook,
    texts: Sequence[str],
    theme_sets: ThemeSets,
    contexts: Sequence[Context],
    unanswered: Sequence[frozenset[str]],
    languages: Sequence[str] = (),
) -> str:
    """Return the id of the coder that a classifier of this codebook becomes when it is fitted to these texts.

    ``languages``: those that the codebook is declared to speak.
    """
    examples = coded_examples(texts, theme_sets, contexts, unanswered)
    settings = {**SETTINGS, "languages": languages} if languages else SETTINGS
    return coder_id(settings, codebook, training_sha256(texts_sha256(texts), examples))


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()

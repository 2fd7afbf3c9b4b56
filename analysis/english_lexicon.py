"""English lexicon: which forms words have, found in the files of lemminflect without a dictionary of all of them.

The library's own functions make one of each file when first asked, which takes half a second and 54 MB of every process
that asks. The files are in the order of the alphabet: here they stay bytes, 3 MB of them, and a word is found by
halving.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

Forms = dict[str, tuple[str, ...]]
"""Words by what they are: a noun, a verb, the plural of a noun."""


@cache
def lemmas(word: str) -> frozenset[str]:
    """Return the words of which a lower-case word is a form; none where the lexicon does not know it.

    >>> [sorted(lemmas(word)) for word in ("left", "children", "gwely")]
    [['leave', 'left'], ['child'], []]
    """
    from lemminflect import config
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
    from lemminflect.core.LexicalUtils import categoryToUPos

    found: Forms = {}
    for line in _lines(config.lemma_lu_fn, word):
        _, category, bases = LemmaLUCodec.fromString(line)
        found[categoryToUPos(category)] = bases
    return _small(found | _overrides(config.lemma_overrides_fn).get(word, {}))


@cache
def inflections(lemma: str) -> frozenset[str]:
    """Return the forms of a lower-case word, itself among them; none where the lexicon does not know it.

    >>> sorted(inflections("teach"))
    ['taught', 'teach', 'teaches', 'teaching']
    """
    from lemminflect import config
    from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec

    found: Forms = {}
    for line in _lines(config.inflection_lu_fn, lemma):
        found |= InflectionLUCodec.fromString(line)[2]
    found = InflectionLUCodec.updateForAuxMod({lemma: found})[lemma]  # of "can", "be" and their like the file has less
    return _small(found | _overrides(config.infl_overrides_fn).get(lemma, {}))


def _small(found: Forms) -> frozenset[str]:
    return frozenset(form.lower() for forms in found.values() for form in forms)


@cache
def _content(path: str) -> bytes:
    return gzip.decompress(Path(path).read_bytes())


@cache
def _overrides(path: str) -> dict[str, Any]:
    from lemminflect.codecs.OverridesCodec import OverridesCodec

    return dict(OverridesCodec.load(path))


def _lines(path: str, word: str) -> Iterator[str]:
    """Yield the lines of a file that tell of a word: they begin with it, and stand side by side."""
    content, start = _content(path), word.encode() + b","

    def line_at(place: int) -> bytes:
        begins = content.rfind(b"\n", 0, place) + 1
        return content[begins : content.find(b"\n", begins)]

    place = bisect_left(range(len(content)), word.encode(), key=lambda place: line_at(place).partition(b",")[0])
    while content.startswith(start, place):
        line = line_at(place)
        yield line.decode()
        place += len(line) + 1

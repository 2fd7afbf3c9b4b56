"""Campaigns: letters that many people send, word for word or with a sentence of their own.

Points are compared, not files, so that a covering note or another order of paragraphs does not hide a campaign. Equal
texts are found by their normalised words; near ones by MinHash (Broder 1997) and then verified by counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.model import Campaign, Link, LinkKind, PointKey, Response
from analysis.text import normalise

MIN_WORDS = 8
"""Shorter points ("I agree.") are alike by chance."""

SHINGLE = 3
NEAR = 0.6
"""Share of three-word runs in common from which two points are copies: one changed sentence in a paragraph of four."""

PERMUTATIONS = 128

COVERED = 0.6
"""Share of both letters' text that must be copied for the letters to belong to one campaign."""


def copies(responses: Sequence[Response]) -> tuple[Link, ...]:
    """Links from every copied point to the first point, in the order given, that says the same in another response."""
    firsts: dict[str, PointKey] = {}
    found: list[Link] = []
    for key, words in _comparable(responses):
        first = firsts.setdefault(words, key)
        if first.document != key.document:
            found.append(Link(LinkKind.COPIES, first, key, 1.0))
    found.extend(_near(firsts))
    return tuple(found)


def _comparable(responses: Sequence[Response]) -> Iterator[tuple[PointKey, str]]:
    for response in responses:
        for point in response.points:
            words = normalise(response.text_of(point))
            if words.count(" ") + 1 >= MIN_WORDS:
                yield point.key, words


def _near(firsts: dict[str, PointKey]) -> Iterator[Link]:
    from datasketch import MinHash, MinHashLSH  # heavy, and needed only where there is more than one response

    index = MinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS)
    shingles: dict[PointKey, frozenset[str]] = {}
    for words, key in firsts.items():
        shingles[key] = _shingles(words)
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in shingles[key]])
        for other in sorted(index.query(sketch)):
            similarity = len(shingles[key] & shingles[other]) / len(shingles[key] | shingles[other])
            if other.document != key.document and similarity >= NEAR:
                yield Link(LinkKind.COPIES, other, key, round(similarity, 3))
        index.insert(key, sketch)


def _shingles(words: str) -> frozenset[str]:
    split = words.split()
    return frozenset(" ".join(split[i : i + SHINGLE]) for i in range(len(split) - SHINGLE + 1))


def campaigns(responses: Sequence[Response], links: Sequence[Link]) -> tuple[Campaign, ...]:
    """The groups of responses most of whose text is copied among them, each in the order given."""
    sizes = {r.document.name: sum(p.end - p.start for p in r.points) for r in responses}
    shared: dict[tuple[str, str], list[int]] = {}
    for link in links:
        both = shared.setdefault((link.first.document, link.second.document), [0, 0])
        both[0] += link.first.end - link.first.start
        both[1] += link.second.end - link.second.start
    leader = {name: name for name in sizes}
    for (first, second), (a, b) in shared.items():
        if a >= COVERED * sizes[first] and b >= COVERED * sizes[second]:
            leader[_leader(leader, second)] = _leader(leader, first)
    groups: dict[str, list[str]] = {}
    for name in sizes:
        groups.setdefault(_leader(leader, name), []).append(name)
    return tuple(Campaign(tuple(names)) for names in groups.values() if len(names) > 1)


def _leader(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        name = leader[name]
    return name

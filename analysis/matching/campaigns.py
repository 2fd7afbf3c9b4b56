"""Campaigns: letters that many people send, word for word or with a sentence of their own.

Points are compared, not files, so that a covering note or another order of paragraphs does not hide a campaign. Equal
texts are found by their normalised words; near ones by MinHash (Broder 1997) and then verified by counting. Only points
count: a form's questions, closed answers and furniture are not a respondent's own words. What two responses have in
common must be as long as a letter and most of both: rows of a survey that share one short answer are no campaign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from analysis.model import Campaign, Link, LinkKind, PointKey, Response
from analysis.text import normalise

T = TypeVar("T")

MIN_WORDS = 8
"""Shorter points ("I agree.") are alike by chance."""

SHINGLE = 3
NEAR = 0.6
"""Share of three-word runs in common from which two points are copies: one changed sentence in a paragraph of four."""

PERMUTATIONS = 128

COVERED = 0.6
"""Share of both letters' words that must be copied for the letters to belong to one campaign."""

LETTER = 30
"""Words that letters of one campaign must have in common.

Of 2,593 patients who answered the same two questions, the longest texts that two share by chance have 8 words (equal)
and 19 (nearly equal). Of 264 responses to a survey into which template texts were pasted, those that share any share
61 words or more.
"""


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
            if _length(words) >= MIN_WORDS:
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


def _length(words: str) -> int:
    """The number of words in a normalised text."""
    return words.count(" ") + 1 if words else 0


def _shingles(words: str) -> frozenset[str]:
    split = words.split()
    return frozenset(" ".join(split[i : i + SHINGLE]) for i in range(len(split) - SHINGLE + 1))


def campaigns(responses: Sequence[Response], links: Sequence[Link]) -> tuple[Campaign, ...]:
    """Return the groups of responses most of whose words are copied among them, each in the order given.

    No two groups overlap, and what the members of one have in common has at least ``LETTER`` words.
    """
    statements = _statements(links)
    parts = {r.document.name: _parts(r, statements) for r in responses}
    sizes = {r.document.name: sum(_length(normalise(r.text_of(p))) for p in r.points) for r in responses}
    alike: dict[frozenset[PointKey], list[str]] = {}
    for name, part in parts.items():
        if _is_most(sum(part.values()), sizes[name]):
            alike.setdefault(frozenset(part), []).append(name)
    groups = _Groups[str]()
    for first, second in _sharing(list(alike)):
        both = first & second
        names = alike[first] if first == second else (*alike[first], *alike[second])
        covered = [n for n in names if _is_most(sum(parts[n][statement] for statement in both), sizes[n])]
        for name in covered[1:]:
            groups.join(covered[0], name)
    return tuple(Campaign(tuple(names)) for names in groups.of(parts) if len(names) > 1)


def _is_most(shared: int, size: int) -> bool:
    """Return whether so many words that others share are a letter's length, and most of a response of this size."""
    return shared >= LETTER and shared >= COVERED * size


def alike(first: Response, second: Response) -> float:
    """The share of three-word runs that two responses' points have in common, 0 to 1."""
    one, other = (_shingles(normalise(" ".join(r.text_of(point) for point in r.points))) for r in (first, second))
    return len(one & other) / len(one | other) if one | other else 1.0


def _statements(links: Sequence[Link]) -> dict[PointKey, PointKey]:
    """For each point that is in a link, what stands for all points that say the same."""
    groups = _Groups[PointKey]()
    for link in links:
        groups.join(link.first, link.second)
    return {key: groups.leader(key) for link in links for key in (link.first, link.second)}


def _parts(response: Response, statements: dict[PointKey, PointKey]) -> dict[PointKey, int]:
    """Count the words of a response that say each statement that others say too, however often it says them."""
    said = [(normalise(response.text_of(point)), statements.get(point.key)) for point in response.points]
    linked = {words: statement for words, statement in said if statement is not None}
    parts: Counter[PointKey] = Counter()
    for words, _ in said:
        if words in linked:
            parts[linked[words]] += _length(words)
    return dict(parts)


def _sharing(sets: Sequence[frozenset[PointKey]]) -> Iterator[tuple[frozenset[PointKey], frozenset[PointKey]]]:
    """Every two of the sets that share a statement, each also with itself."""
    holders: dict[PointKey, list[frozenset[PointKey]]] = {}
    for own in sets:
        yield own, own
        others = {other: None for statement in sorted(own) for other in holders.get(statement, ())}
        yield from ((other, own) for other in others)
        for statement in own:
            holders.setdefault(statement, []).append(own)


class _Groups(Generic[T]):
    """Things joined into groups, each led by its first."""

    def __init__(self) -> None:
        self._leader: dict[T, T] = {}

    def leader(self, thing: T) -> T:
        while (above := self._leader.setdefault(thing, thing)) != thing:
            self._leader[thing] = thing = self._leader[above]
        return thing

    def join(self, first: T, second: T) -> None:
        self._leader[self.leader(second)] = self.leader(first)

    def of(self, things: Iterable[T]) -> list[list[T]]:
        """The groups, and the things in each, in the order given."""
        found: dict[T, list[T]] = {}
        for thing in things:
            found.setdefault(self.leader(thing), []).append(thing)
        return list(found.values())

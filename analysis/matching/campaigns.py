"""Campaigns: letters that many people send, word for word or with a sentence of their own.

Points are compared, not files, so that a covering note or another order of paragraphs does not hide a campaign. Equal
texts are found by their normalised words, near ones by their three-word runs, compared wherever two points share one of
their rarest (the prefix filter of Bayardo, Ma and Srikant 2007). Only points count: a form's questions, closed answers
and furniture are not a respondent's own words. What two responses have in common must be as long as a letter and most
of both: rows of a survey that share one short answer are no campaign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, TypeVar

from analysis.model import Campaign, Link, LinkKind, PointKey, Response
from analysis.text import normalise

T = TypeVar("T")

MIN_WORDS = 8
"""Shorter points ("I agree.") are alike by chance."""

SHINGLE = 3
NEAR = 0.6
"""Share of three-word runs in common from which two points are copies: one changed sentence in a paragraph of four."""

COVERED = 0.6
"""Share of both letters' words that must be copied for the letters to belong to one campaign."""

LETTER = 30
"""Words that letters of one campaign must have in common.

Of 2,593 patients who answered the same two questions, the longest texts that two share by chance have 8 words (equal)
and 19 (nearly equal). Of 264 responses to a survey into which template texts were pasted, those that share any share
61 words or more.
"""


def copies(responses: Sequence[Response]) -> tuple[Link, ...]:
    """Link every copied point to the first point, in the order given, that says the same in another response."""
    first_keys: dict[str, PointKey] = {}
    links: list[Link] = []
    for point_key, point_words in _comparable(responses):
        first_key = first_keys.setdefault(point_words, point_key)
        if first_key.document != point_key.document:
            links.append(Link(LinkKind.COPIES, first_key, point_key, 1.0))
    links.extend(_near(first_keys))
    return tuple(links)


def _comparable(responses: Sequence[Response]) -> Iterator[tuple[PointKey, str]]:
    for response in responses:
        for point in response.points:
            words = normalise(response.text_of(point))
            if _word_count(words) >= MIN_WORDS:
                yield point.key, words


def _near(first_keys: dict[str, PointKey]) -> Iterator[Link]:
    """Link every two points that have at least the share ``NEAR`` of their word runs in common."""
    shingles = {point_key: _shingles(point_words) for point_words, point_key in first_keys.items()}
    occurrences = Counter(chain.from_iterable(shingles.values()))
    holders: dict[str, list[PointKey]] = {}
    for point_key, point_shingles in shingles.items():
        rarest = _rarest(point_shingles, occurrences)
        for other_key in sorted({holder for shingle in rarest for holder in holders.get(shingle, ())}):
            similarity = len(point_shingles & shingles[other_key]) / len(point_shingles | shingles[other_key])
            if other_key.document != point_key.document and similarity >= NEAR:
                yield Link(LinkKind.COPIES, other_key, point_key, round(similarity, 3))
        for shingle in rarest:
            holders.setdefault(shingle, []).append(point_key)


def _rarest(point_shingles: frozenset[str], occurrences: Counter[str]) -> list[str]:
    """Return the rarest word runs of a point, so many that a near copy must have one of its own rarest among them;
    those that occur nowhere else are left out."""
    in_order = sorted(point_shingles, key=lambda shingle: (occurrences[shingle], shingle))
    needed = len(in_order) - int(NEAR * len(in_order)) + 1
    return [shingle for shingle in in_order[:needed] if occurrences[shingle] > 1]


def _word_count(point_words: str) -> int:
    """Return the number of words in a normalised text."""
    return point_words.count(" ") + 1 if point_words else 0


def _shingles(point_words: str) -> frozenset[str]:
    word_list = point_words.split()
    return frozenset(" ".join(word_list[i : i + SHINGLE]) for i in range(len(word_list) - SHINGLE + 1))


def campaigns(responses: Sequence[Response], links: Sequence[Link]) -> tuple[Campaign, ...]:
    """Return the groups of responses most of whose words are copied among them, each in the order given.

    No two groups overlap, and what the members of one have in common has at least ``LETTER`` words.
    """
    statements = _statements(links)
    sharing = [r for r in responses if any(point.key in statements for point in r.points)]
    parts = {r.document.name: _parts(r, statements) for r in sharing}
    sizes = {r.document.name: sum(_word_count(normalise(r.text_of(p))) for p in r.points) for r in sharing}
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


def similarity(first: Response, second: Response) -> float:
    """Return the share of three-word runs that two responses' points have in common, 0 to 1."""
    left, right = (_shingles(normalise(" ".join(r.text_of(point) for point in r.points))) for r in (first, second))
    return len(left & right) / len(left | right) if left | right else 1.0


def _statements(links: Sequence[Link]) -> dict[PointKey, PointKey]:
    """Return, for each point in a link, the point that stands for all that say the same."""
    groups = _Groups[PointKey]()
    for link in links:
        groups.join(link.first, link.second)
    return {point_key: groups.leader(point_key) for link in links for point_key in (link.first, link.second)}


def _parts(response: Response, statements: dict[PointKey, PointKey]) -> dict[PointKey, int]:
    """Count the words of a response that say each statement that others say too, however often it says them."""
    said = [(normalise(response.text_of(point)), statements.get(point.key)) for point in response.points]
    linked = {words: statement for words, statement in said if statement is not None}
    parts: Counter[PointKey] = Counter()
    for words, _ in said:
        if words in linked:
            parts[linked[words]] += _word_count(words)
    return dict(parts)


def _sharing(sets: Sequence[frozenset[PointKey]]) -> Iterator[tuple[frozenset[PointKey], frozenset[PointKey]]]:
    """Yield every two of the sets that share a statement, each also with itself."""
    holders: dict[PointKey, list[frozenset[PointKey]]] = {}
    for current in sets:
        yield current, current
        earlier_sets = {earlier: None for statement in sorted(current) for earlier in holders.get(statement, ())}
        yield from ((earlier, current) for earlier in earlier_sets)
        for statement in current:
            holders.setdefault(statement, []).append(current)


class _Groups(Generic[T]):
    """Members joined into groups, each led by its first."""

    def __init__(self) -> None:
        self._leader: dict[T, T] = {}

    def leader(self, member: T) -> T:
        while (leader_above := self._leader.setdefault(member, member)) != member:
            self._leader[member] = member = self._leader[leader_above]
        return member

    def join(self, first: T, second: T) -> None:
        self._leader[self.leader(second)] = self.leader(first)

    def of(self, members: Iterable[T]) -> list[list[T]]:
        """Return the groups, and the members of each, in the order given."""
        groups: dict[T, list[T]] = {}
        for member in members:
            groups.setdefault(self.leader(member), []).append(member)
        return list(groups.values())

"""Restatements: a summary, conclusion or list of recommendations that says again what the body of a response says.

A sentence of a summary restates a point of the body where a passage of that point holds most of its words, the rare
ones counting most. So a summary's point may restate several points. Only words in common are looked for: a summary that
puts everything in other words is not linked, because a wrong link would hide an argument from the count.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from analysis.model import Link, LinkKind, Point, Response


class _Bar(NamedTuple):
    """What two passages must have in common: a share of the sentence's weight, and a weight in itself.

    A word that one other point at most has weighs 1, a word of every point nothing.
    """

    covered: float
    shared: float


CALLED_SUMMARY = _Bar(0.6, 3.5)
"""For a sentence under "Summary" or the like. Of 1,234 sentences of 25 submissions, articles and letters, 27 reach it
with any other point of their document; nearly all of these say again what that point says."""

ONLY_FIRST = _Bar(0.75, 4.5)
"""For a sentence in the opening of a response that calls nothing a summary: it must be there nearly word for word."""

NEARLY_AS_GOOD = 0.9
"""A sentence restates, beside the point that covers it best, those that cover it nearly as well."""

PASSAGE = 3
"""Sentences of the body that are read together; a whole long point would hold most words by chance."""

OPENING = 1 / 3
"""The share of a response's points, counted in characters, in which an opening can lie."""

FEWEST_POINTS = 6
"""Points of a response that may have an opening which is not called a summary; a shorter one says everything once."""

_LEADING = r"(?:an?|the|our|my|brief|short|general|overall|final|executive|summary|key|main|headline|and|&)"
_SUMMARY_WORDS = r"""
    summary | summaries | overview | abstract | synopsis | conclusions? | recommendations? | recap
    | concluding\ (?:remarks|comments|points|thoughts) | summing\ up | in\ (?:brief|summary|short|conclusion)
    | at\ a\ glance | zusammenfassung | kurzfassung | kernaussagen | fazit | r[ée]sum[ée] | synth[èe]se | crynodeb
    """
_POINTS_OF_IT = r"(?:key|main|headline)\ (?:points|messages|findings|arguments|issues|concerns|asks)"
CALLED = re.compile(
    rf"""^\W*(?:(?:\d+|[a-z]|[ivx]+)[.):]\W*|\d+(?:\.\d+)*\W+)?   # a number
    (?:(?:{_LEADING}\ )*(?:{_SUMMARY_WORDS})\b | (?:(?:the|our)\ )?{_POINTS_OF_IT}\b | .{{,60}}\bexecutive\ summary\W*$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""How a heading, or a point's own label ("Recommendation 4"), begins that announces what is said again."""

SUMS_UP = re.compile(r"\W*(?:in (?:summary|conclusion|short)|to (?:sum up|summari[sz]e|conclude))\b", re.IGNORECASE)
"""How a point begins that sums up without a heading of its own."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])[\"'”’)\]*_]*\s+|\n\s*\n")
"""Roughly where sentences end: a piece too many, behind an abbreviation, does no harm here."""

_ROW = re.compile(r"\t|^\s*\|", re.MULTILINE)
"""A table's row. Rows are left out: two tables of one form have most words in common, whatever is filled in."""

_ENDS = re.compile(r"[.!?;:][\"'”’)\]*_]*\s*$")
"""How a line beside a table ends where it is a sentence and no title or field of the form."""

_WORD = re.compile(r"[^\W_]{2,}(?:'[^\W_]+)?")
"""A word of two letters or more; here a hyphen divides words, so that "sector-led" and "sector led" are the same."""


class _Place(NamedTuple):
    """A passage of a point, as its stems."""

    point: int
    stems: frozenset[str]


def restatements(response: Response) -> tuple[Link, ...]:
    """Links from each point of a response's summary to the points of its body that it restates, in their order.

    No point is both a restatement and restated. ``similarity`` is the share of the best restated sentence, by weight
    of its words, that the body's point holds.
    """
    points = tuple(response.points)
    called = _called_summary(response, points)
    opening = () if called and called[0] < len(points) * OPENING else _opening(points, called)
    if not (called or opening) or len(called) == len(points):
        return ()
    looked_up = _Concordance(response, points)
    body = frozenset(range(len(points))).difference(called)
    pairs = _pairs(looked_up, opening, body.difference(opening), ONLY_FIRST)
    pairs |= _pairs(looked_up, called, body.difference(i for i, _ in pairs), CALLED_SUMMARY)
    return tuple(
        Link(LinkKind.RESTATES, points[i].key, points[j].key, round(similarity, 3))
        for (i, j), similarity in sorted(pairs.items())
    )


# What may be a summary ------------------------------------------------------------------------------------------------


def _called_summary(response: Response, points: Sequence[Point]) -> tuple[int, ...]:
    """The points that stand under a summary's heading, or sum up by their own first words."""
    named = [i for i, point in enumerate(points) if _is_called_so(response, point)]
    if sum(_size(points[i]) for i in named) <= sum(map(_size, points)) / 2:
        return tuple(named)
    # The headings of the body were not seen, or the whole is called a summary.
    opening = _first(points)
    return tuple(i for i in named if i < opening)


def _is_called_so(response: Response, point: Point) -> bool:
    announced = any(CALLED.match(name) for name in (*point.section, point.label))
    return announced or SUMS_UP.match(response.text_of(point)) is not None


def _opening(points: Sequence[Point], called: Collection[int]) -> tuple[int, ...]:
    """The first points of a response, which may say in short what follows."""
    if len(points) < FEWEST_POINTS:
        return ()
    return tuple(i for i in range(_first(points)) if i not in called)


def _first(points: Sequence[Point]) -> int:
    """How many points lie in the opening of a response."""
    left = sum(map(_size, points)) * OPENING
    for i, point in enumerate(points):
        left -= _size(point)
        if left < 0:
            return i
    return len(points)


def _size(point: Point) -> int:
    return point.end - point.start


# What says the same ---------------------------------------------------------------------------------------------------


class _Concordance:
    """Where each stem of a response stands, and what it weighs."""

    def __init__(self, response: Response, points: Sequence[Point]) -> None:
        self.points = points
        self.sentences = [_sentences(response.text_of(point)) for point in points]
        count = Counter(stem for own in self.sentences for stem in frozenset().union(*own))
        most = math.log(max(len(points), 2))
        # Rounded: sums of them are held against a bar, and the last digit of a logarithm is not the same everywhere.
        self.weights = {stem: round(1 - math.log(max(n - 1, 1)) / most, 9) for stem, n in count.items()}
        self._places = [place for i, own in enumerate(self.sentences) for place in _passages(i, own)]
        self._standing: dict[str, list[int]] = defaultdict(list)
        for number, place in enumerate(self._places):
            for stem in place.stems:
                self._standing[stem].append(number)

    def weight(self, stems: Collection[str]) -> float:
        """What some stems weigh together; always summed in one order, so that it is always the same."""
        return sum(self.weights[stem] for stem in sorted(stems))

    def covering(self, sentence: frozenset[str], body: Collection[int]) -> dict[int, float]:
        """The weight of a sentence's stems that the best passage of each point of the body holds."""
        shared: dict[int, float] = defaultdict(float)
        for stem in sorted(sentence):
            for number in self._standing[stem]:
                shared[number] += self.weights[stem]
        best: dict[int, float] = {}
        for number, weight in shared.items():
            point = self._places[number].point
            if point in body:
                best[point] = max(weight, best.get(point, 0.0))
        return best


def _passages(point: int, sentences: Sequence[frozenset[str]]) -> Iterator[_Place]:
    for i in range(max(1, len(sentences) - PASSAGE + 1)):
        yield _Place(point, frozenset().union(*sentences[i : i + PASSAGE]))


def _pairs(
    looked_up: _Concordance, summary: Collection[int], body: Collection[int], bar: _Bar
) -> dict[tuple[int, int], float]:
    """For each point of a summary and each that it restates, how much of its best sentence is there."""
    points = looked_up.points
    asked = {points[i].question for i in summary}
    fitting = {question: _fitting(points, question, body) for question in asked}
    sections = {question: _sections(points, found) for question, found in fitting.items()}
    pairs: dict[tuple[int, int], float] = {}
    for i in summary:
        own = points[i].question
        for sentence in looked_up.sentences[i]:
            for j, covered in _restated(looked_up, sentence, fitting[own], sections[own], bar):
                pairs[i, j] = max(covered, pairs.get((i, j), 0.0))
    return pairs


def _fitting(points: Sequence[Point], question: str | None, body: Collection[int]) -> frozenset[int]:
    """What an answer to a question can restate: other words on that question; without a question, everything."""
    return frozenset(j for j in body if question in (None, points[j].question))


def _sections(points: Sequence[Point], body: Collection[int]) -> dict[frozenset[str], list[int]]:
    """The stems of each heading in the body, with the points that stand under it."""
    under: dict[frozenset[str], list[int]] = defaultdict(list)
    for i in sorted(body):
        for heading in dict.fromkeys(points[i].section):
            under[_stems(heading)].append(i)
    return under


def _restated(
    looked_up: _Concordance,
    sentence: frozenset[str],
    body: Collection[int],
    sections: Mapping[frozenset[str], Sequence[int]],
    bar: _Bar,
) -> Iterator[tuple[int, float]]:
    """The points that a sentence restates, each with the share of the sentence that it holds.

    A sentence that is the body's heading over again restates what stands below that heading, and nothing elsewhere.
    """
    whole = looked_up.weight(sentence)
    if whole < bar.shared:
        return
    shared = looked_up.covering(sentence, body)
    best = max(shared.values(), default=0.0)
    named, under = _named(looked_up, sentence, sections)
    if named >= best and _reaches(named, whole, bar):
        shared = {i: shared.get(i, 0.0) for i in under} if len(under) > 1 else dict.fromkeys(under, named)
        best = max(shared.values())
    for i, weight in shared.items():
        if _reaches(weight, whole, bar) and weight >= NEARLY_AS_GOOD * best:
            yield i, min(weight / whole, 1.0)


def _named(
    looked_up: _Concordance, sentence: frozenset[str], sections: Mapping[frozenset[str], Sequence[int]]
) -> tuple[float, Sequence[int]]:
    """The weight of a sentence's stems in the heading that holds most of them, and the points under that heading."""
    weighed = [(looked_up.weight(sentence & heading), under) for heading, under in sections.items()]
    return max(weighed, key=lambda one: (one[0], -len(one[1])), default=(0.0, ()))


def _reaches(weight: float, whole: float, bar: _Bar) -> bool:
    return weight >= bar.shared and weight >= bar.covered * whole


def _sentences(text: str) -> list[frozenset[str]]:
    kept = text
    if _ROW.search(text):
        kept = "\n".join(line for line in text.split("\n") if not _ROW.search(line) and _ENDS.search(line))
    return [stems for sentence in _SENTENCE_ENDS.split(kept) if (stems := _stems(sentence))]


def _stems(text: str) -> frozenset[str]:
    """The stems of the words that say something by themselves."""
    found = set(_WORD.findall(text.lower().replace("’", "'")))
    return frozenset(map(_stem, found - _stop_words()))


@cache
def _stem(word: str) -> str:
    stemmed: str = _stemmer().stem(word.removesuffix("'s"))
    return stemmed


@cache
def _stemmer() -> Any:
    from nltk.stem.snowball import SnowballStemmer  # nltk takes a second to import

    return SnowballStemmer("english")


@cache
def _stop_words() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # as slow

    return frozenset(ENGLISH_STOP_WORDS)

"""Restatements: a summary, conclusion or list of recommendations that repeats what the body of a response says.

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
from typing import NamedTuple

from analysis.model import Link, LinkKind, Point, Response
from analysis.nltk_parts import english_stemmer


class _Threshold(NamedTuple):
    """The least that two passages must have in common: a share of the sentence's weight, and a weight in itself.

    A word that one other point at most has weighs 1, a word of every point nothing.
    """

    covered: float
    shared: float


CALLED_SUMMARY = _Threshold(0.6, 3.5)
"""For a sentence under "Summary" or the like. Of 1,234 sentences of 25 submissions, articles and letters, 27 reach it
with any other point of their document; nearly all of these say again what that point says."""

ONLY_FIRST = _Threshold(0.75, 4.5)
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


class _Passage(NamedTuple):
    """A passage of a point, as its stems."""

    point: int
    stems: frozenset[str]


def restatements(response: Response) -> tuple[Link, ...]:
    """Link each point of a response's summary to the points of its body that it restates, in their order.

    No point is both a restatement and restated. ``similarity`` is the share of the best restated sentence, by weight
    of its words, that the body's point holds.
    """
    points = tuple(response.points)
    summary = _named_summary(response, points)
    opening = () if summary and summary[0] < len(points) * OPENING else _opening(points, summary)
    if not (summary or opening) or len(summary) == len(points):
        return ()
    index = _StemIndex(response, points)
    body = frozenset(range(len(points))).difference(summary)
    pairs = _restated_pairs(index, opening, body.difference(opening), ONLY_FIRST)
    pairs |= _restated_pairs(index, summary, body.difference(i for i, _ in pairs), CALLED_SUMMARY)
    return tuple(
        Link(LinkKind.RESTATES, points[i].key, points[j].key, round(similarity, 3))
        for (i, j), similarity in sorted(pairs.items())
    )


# What may be a summary ------------------------------------------------------------------------------------------------


def _named_summary(response: Response, points: Sequence[Point]) -> tuple[int, ...]:
    """Return the points that stand under a summary's heading, or sum up by their own first words."""
    named_points = [i for i, point in enumerate(points) if _announces_summary(response, point)]
    if sum(_size(points[i]) for i in named_points) <= sum(map(_size, points)) / 2:
        return tuple(named_points)
    # The headings of the body were not seen, or the whole is called a summary.
    opening_length = _opening_length(points)
    return tuple(i for i in named_points if i < opening_length)


def _announces_summary(response: Response, point: Point) -> bool:
    is_announced = any(CALLED.match(heading) for heading in (*point.section, point.label))
    return is_announced or SUMS_UP.match(response.text_of(point)) is not None


def _opening(points: Sequence[Point], summary: Collection[int]) -> tuple[int, ...]:
    """Return the first points of a response, which may say in short what follows."""
    if len(points) < FEWEST_POINTS:
        return ()
    return tuple(i for i in range(_opening_length(points)) if i not in summary)


def _opening_length(points: Sequence[Point]) -> int:
    """Count the points that lie in the opening of a response."""
    remaining = sum(map(_size, points)) * OPENING
    for i, point in enumerate(points):
        remaining -= _size(point)
        if remaining < 0:
            return i
    return len(points)


def _size(point: Point) -> int:
    return point.end - point.start


# What says the same ---------------------------------------------------------------------------------------------------


class _StemIndex:
    """The passages and the weight of each stem of a response."""

    def __init__(self, response: Response, points: Sequence[Point]) -> None:
        self.points = points
        self.sentences = [_sentences(response.text_of(point)) for point in points]
        count = Counter(stem for sentences in self.sentences for stem in frozenset().union(*sentences))
        most = math.log(max(len(points), 2))
        # Rounded: sums of them are held against a bar, and the last digit of a logarithm is not the same everywhere.
        self.weights = {stem: round(1 - math.log(max(n - 1, 1)) / most, 9) for stem, n in count.items()}
        self._passages = [passage for i, sentences in enumerate(self.sentences) for passage in _passages(i, sentences)]
        self._passages_of_stem: dict[str, list[int]] = defaultdict(list)
        for passage_number, passage in enumerate(self._passages):
            for stem in passage.stems:
                self._passages_of_stem[stem].append(passage_number)

    def weight(self, stems: Collection[str]) -> float:
        """Return the weight of some stems together; always summed in one order, so that it is always the same."""
        return sum(self.weights[stem] for stem in sorted(stems))

    def covering(self, sentence: frozenset[str], body: Collection[int]) -> dict[int, float]:
        """Return, for each point of the body, the weight of a sentence's stems that its best passage holds."""
        shared_weights: dict[int, float] = defaultdict(float)
        for stem in sorted(sentence):
            for passage_number in self._passages_of_stem[stem]:
                shared_weights[passage_number] += self.weights[stem]
        best_weights: dict[int, float] = {}
        for passage_number, weight in shared_weights.items():
            point = self._passages[passage_number].point
            if point in body:
                best_weights[point] = max(weight, best_weights.get(point, 0.0))
        return best_weights


def _passages(point: int, sentences: Sequence[frozenset[str]]) -> Iterator[_Passage]:
    for i in range(max(1, len(sentences) - PASSAGE + 1)):
        yield _Passage(point, frozenset().union(*sentences[i : i + PASSAGE]))


def _restated_pairs(
    index: _StemIndex, summary: Collection[int], body: Collection[int], threshold: _Threshold
) -> dict[tuple[int, int], float]:
    """Return, for each point of a summary and each that it restates, the share of its best sentence found there."""
    points = index.points
    questions = {points[i].question for i in summary}
    fitting = {question: _points_on_question(points, question, body) for question in questions}
    headings = {question: _points_by_heading(points, members) for question, members in fitting.items()}
    pairs: dict[tuple[int, int], float] = {}
    for i in summary:
        question = points[i].question
        for sentence in index.sentences[i]:
            for j, covered_share in _restated(index, sentence, fitting[question], headings[question], threshold):
                pairs[i, j] = max(covered_share, pairs.get((i, j), 0.0))
    return pairs


def _points_on_question(points: Sequence[Point], question: str | None, body: Collection[int]) -> frozenset[int]:
    """Return the points that an answer can restate: others on its question; without a question, all."""
    return frozenset(j for j in body if question in (None, points[j].question))


def _points_by_heading(points: Sequence[Point], body: Collection[int]) -> dict[frozenset[str], list[int]]:
    """Return the stems of each heading in the body, with the points that stand under it."""
    points_under: dict[frozenset[str], list[int]] = defaultdict(list)
    for i in sorted(body):
        for heading in dict.fromkeys(points[i].section):
            points_under[_stems(heading)].append(i)
    return points_under


def _restated(
    index: _StemIndex,
    sentence: frozenset[str],
    body: Collection[int],
    headings: Mapping[frozenset[str], Sequence[int]],
    threshold: _Threshold,
) -> Iterator[tuple[int, float]]:
    """Yield the points that a sentence restates, each with the share of the sentence that it holds.

    A sentence that is the body's heading over again restates what stands below that heading, and nothing elsewhere.
    """
    total_weight = index.weight(sentence)
    if total_weight < threshold.shared:
        return
    shared = index.covering(sentence, body)
    best_weight = max(shared.values(), default=0.0)
    heading_weight, below = _best_heading(index, sentence, headings)
    if heading_weight >= best_weight and _reaches_threshold(heading_weight, total_weight, threshold):
        shared = {i: shared.get(i, 0.0) for i in below} if len(below) > 1 else dict.fromkeys(below, heading_weight)
        best_weight = max(shared.values())
    for i, weight in shared.items():
        if _reaches_threshold(weight, total_weight, threshold) and weight >= NEARLY_AS_GOOD * best_weight:
            yield i, min(weight / total_weight, 1.0)


def _best_heading(
    index: _StemIndex, sentence: frozenset[str], headings: Mapping[frozenset[str], Sequence[int]]
) -> tuple[float, Sequence[int]]:
    """Return the weight of a sentence's stems in the heading that holds most of them, and the points under it."""
    weighed = [(index.weight(sentence & heading), below) for heading, below in headings.items()]
    return max(weighed, key=lambda entry: (entry[0], -len(entry[1])), default=(0.0, ()))


def _reaches_threshold(weight: float, total_weight: float, threshold: _Threshold) -> bool:
    return weight >= threshold.shared and weight >= threshold.covered * total_weight


def _sentences(text: str) -> list[frozenset[str]]:
    prose_text = text
    if _ROW.search(text):
        prose_text = "\n".join(line for line in text.split("\n") if not _ROW.search(line) and _ENDS.search(line))
    return [stems for sentence in _SENTENCE_ENDS.split(prose_text) if (stems := _stems(sentence))]


def _stems(text: str) -> frozenset[str]:
    """Return the stems of the words that say something by themselves."""
    text_words = set(_WORD.findall(text.lower().replace("’", "'")))
    return frozenset(map(_stem, text_words - _stop_words()))


@cache
def _stem(word: str) -> str:
    word_stem: str = english_stemmer().stem(word.removesuffix("'s"))
    return word_stem


@cache
def _stop_words() -> frozenset[str]:
    from analysis.sklearn_parts import ENGLISH_STOP_WORDS  # takes half a second to import

    return frozenset(ENGLISH_STOP_WORDS)

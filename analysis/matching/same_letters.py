"""Same letters: texts that several people send, word for word or with a sentence of their own.

Points are compared, not files, so that a covering note or another order of paragraphs does not hide a letter. Equal
texts are found by their normalised words, near ones by their three-word runs, compared wherever two points share one of
their rarest (see ``word_runs``). Only points count: a form's questions, closed answers and furniture are not a
respondent's own words. What is compared is the whole of what somebody says: a letter, or, where a response answers
questions, each answer by itself. What two of them have in common must be long, and most of both. Short answers that are
equal word for word are found apart: many people write "No." or "As above." by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from analysis.matching.word_runs import WordRuns
from analysis.model import Link, LinkKind, Point, PointKey, Response, SameLetter, SameShortAnswer, SegmentKind
from analysis.text import normalise

T = TypeVar("T")

MIN_WORDS = 8
"""Shorter points ("I agree.") are alike by chance."""

SHINGLE = 3
NEAR = 0.6
"""Share of three-word runs in common from which two points are copies: one changed sentence in a paragraph of four."""

COVERED = 0.6
"""Share of both texts' words that must be copied for them to be the same letter."""

LETTER_WORDS = 20
"""Words that two texts must have in common to be the same letter; with fewer they are a short answer.

Of 2,593 patients who answered the same two questions, the longest texts that two share by chance have 8 words (equal)
and 19 (nearly equal). Of 264 responses to a survey into which template texts were pasted, those that share any share
61 words or more.
"""


class _Unit(NamedTuple):
    """A text that is compared as a whole: what a document says under one question, or under none."""

    document: str
    question: str


def copies(responses: Sequence[Response]) -> tuple[Link, ...]:
    """Link every copied point to the first point, in the order given, that says the same in another response; a short
    one where all that is said beside it is the same."""
    first_keys: dict[str, PointKey] = {}
    first_texts: dict[tuple[str, ...], list[PointKey]] = {}
    links: list[Link] = []
    for response in responses:
        words = {point.key: normalise(response.own_words_of(point)) for point in response.points}
        short = {key for key, point_words in words.items() if _word_count(point_words) < MIN_WORDS}
        pairs = [(first_keys.setdefault(words[key], key), key) for key in words if key not in short]
        if short and sum(map(_word_count, words.values())) >= LETTER_WORDS:
            pairs += [(first, key) for first, key in _of_equal_texts(response, words, first_texts) if key in short]
        links += [Link(LinkKind.COPIES, first, key, 1.0) for first, key in pairs if first.document != key.document]
    links.extend(_near(first_keys))
    return tuple(links)


def _of_equal_texts(
    response: Response, words: Mapping[PointKey, str], first_texts: dict[tuple[str, ...], list[PointKey]]
) -> Iterator[tuple[PointKey, PointKey]]:
    """Yield the points of each text as long as a letter, each with that of the first text which says just the same."""
    for unit_points in _units(response).values():
        keys = [point.key for point in unit_points]
        text = tuple(words[key] for key in keys)
        if sum(map(_word_count, text)) >= LETTER_WORDS:
            yield from zip(first_texts.setdefault(text, keys), keys, strict=True)


def _near(first_keys: dict[str, PointKey]) -> Iterator[Link]:
    """Link points that have at least the share ``NEAR`` of their word runs in common, directly or by way of others.

    Many copies of one text then need no link for each pair.
    """
    keys, groups = list(first_keys.values()), _Groups[int]()
    for later, earlier, similarity in WordRuns(list(first_keys), SHINGLE, NEAR).near_copies():
        if groups.leader(earlier) != groups.leader(later) and keys[earlier].document != keys[later].document:
            groups.join(earlier, later)
            yield Link(LinkKind.COPIES, keys[earlier], keys[later], round(similarity, 3))


def _word_count(point_words: str) -> int:
    """Return the number of words in a normalised text."""
    return point_words.count(" ") + 1 if point_words else 0


def _shingles(point_words: str) -> frozenset[str]:
    word_list = point_words.split()
    return frozenset(" ".join(word_list[i : i + SHINGLE]) for i in range(len(word_list) - SHINGLE + 1))


def same_letters(responses: Sequence[Response], links: Sequence[Link]) -> tuple[SameLetter, ...]:
    """Return the responses that send the same letter, or give the same long answer, each set in the order given.

    What the texts of one set have in common has at least ``LETTER_WORDS`` words. No text is in two sets, but a response
    of several answers may be.
    """
    statements = _statements(links)
    documents = {key.document for key in statements}
    sharing = [response for response in responses if response.document.name in documents]
    texts = {unit: (response, points) for response in sharing for unit, points in _units(response).items()}
    joined = _joined(list(_groups_of_units(texts, statements)))
    order = {unit.document: number for number, unit in enumerate(texts)}
    return tuple(_same_letter(units, texts, statements, order) for units in joined)


def _units(response: Response) -> dict[_Unit, list[Point]]:
    """Return the points of each text of a response: of a whole letter, or of each answer."""
    units: dict[_Unit, list[Point]] = {}
    points, asked = iter(response.points), ""
    for segment in response.segmentation.segments:
        if segment.kind is SegmentKind.QUESTION:
            asked = _question(response.document.text[segment.start : segment.end])
        elif segment.kind is SegmentKind.POINT:
            point = next(points)
            units.setdefault(_Unit(response.document.name, point.question or asked), []).append(point)
    return units


_question = lru_cache(maxsize=1_000)(normalise)
"""The normal form of a question, which all rows of a survey repeat."""

Texts = dict[_Unit, tuple[Response, list[Point]]]
"""What is compared, with the response and the points that each text consists of."""


def _groups_of_units(texts: Texts, statements: dict[PointKey, PointKey]) -> Iterator[list[_Unit]]:
    """Yield the texts that are the same, of two documents or more."""
    parts: dict[_Unit, dict[PointKey, int]] = {}
    sizes: dict[_Unit, int] = {}
    alike: dict[frozenset[PointKey], list[_Unit]] = {}
    for unit, (response, points) in texts.items():
        part, size = _parts(response, points, statements)
        if _is_most(sum(part.values()), size):
            parts[unit], sizes[unit] = part, size
            alike.setdefault(frozenset(part), []).append(unit)
    groups = _Groups[_Unit]()
    for first, second in _sharing(list(alike)):
        both = first & second
        units = alike[first] if first == second else (*alike[first], *alike[second])
        covered = [unit for unit in units if _is_most(sum(parts[unit][statement] for statement in both), sizes[unit])]
        for unit in covered[1:]:
            groups.join(covered[0], unit)
    yield from (group for group in groups.of(parts) if len(_documents(group)) > 1)


def _documents(units: Iterable[_Unit]) -> dict[str, None]:
    """Return the documents of some texts, in their order."""
    return dict.fromkeys(unit.document for unit in units)


def _joined(groups: Sequence[list[_Unit]]) -> list[list[_Unit]]:
    """Return the sets of texts, those together that most of their senders share: answers to several questions."""
    joined: list[list[_Unit]] = []
    senders_of: list[set[str]] = []
    holders: dict[str, list[int]] = {}
    for group in groups:
        senders = set(_documents(group))
        earlier = sorted({number for sender in senders for number in holders.get(sender, ())})
        alike = (n for n in earlier if len(senders & senders_of[n]) >= COVERED * len(senders | senders_of[n]))
        number = next(alike, len(joined))
        if number == len(joined):
            joined.append([])
            senders_of.append(set())
        for sender in senders - senders_of[number]:
            holders.setdefault(sender, []).append(number)
        joined[number].extend(group)
        senders_of[number] |= senders
    return joined


def _same_letter(
    units: Sequence[_Unit], texts: Texts, statements: dict[PointKey, PointKey], order: Mapping[str, int]
) -> SameLetter:
    """Return what a set of equal texts is, its documents in the ``order`` given."""
    documents = sorted(_documents(units), key=order.__getitem__)
    ordered = [(unit, *texts[unit]) for unit in sorted(units, key=lambda unit: texts[unit][1][0].key)]
    words = [
        (unit.document, point.key, normalise(response.own_words_of(point)))
        for unit, response, points in ordered
        for point in points
    ]
    # A short sentence that stands in one copy and in another is the letter's, whatever else is said beside it.
    stated: dict[str, PointKey | str] = {text: statements[key] for _, key, text in words if key in statements}
    said: dict[str, list[tuple[PointKey, str, PointKey | str]]] = {document: [] for document in documents}
    for document, key, text in words:
        said[document].append((key, text, statements.get(key) or stated.get(text, text)))
    senders = Counter(chain.from_iterable({statement for _, _, statement in points} for points in said.values()))
    whole_texts = {document: " ".join(text for _, text, _ in points) for document, points in said.items()}
    commonest = Counter(whole_texts.values()).most_common(1)[0][0]
    template = next(points for document, points in said.items() if whole_texts[document] == commonest)
    of_template = {statement for _, _, statement in template}
    return SameLetter(
        tuple(documents),
        tuple(dict.fromkeys(question for unit in units if (question := texts[unit][1][0].question))),
        frozenset(key for points in said.values() for key, _, statement in points if senders[statement] > 1),
        tuple(document for document, whole_text in whole_texts.items() if whole_text == commonest),
        frozenset(key for points in said.values() for key, _, statement in points if statement not in of_template),
    )


def same_short_answers(responses: Iterable[Response]) -> tuple[SameShortAnswer, ...]:
    """Return the answers to a question, shorter than a letter, that several responses give word for word."""
    given: dict[tuple[str, str], dict[str, tuple[PointKey, ...]]] = {}
    for response in responses:
        for unit, points in _units(response).items():
            answer = " ".join(normalise(response.own_words_of(point)) for point in points)
            if answer and _word_count(answer) < LETTER_WORDS:
                senders = given.setdefault((points[0].question or "", answer), {})
                senders.setdefault(unit.document, tuple(point.key for point in points))
    return tuple(
        SameShortAnswer(tuple(senders), question, tuple(senders.values()))
        for (question, _), senders in given.items()
        if len(senders) > 1
    )


def _is_most(shared: int, size: int) -> bool:
    """Return whether so many words that others share are a letter's length, and most of a text of this size."""
    return shared >= LETTER_WORDS and shared >= COVERED * size


def similarity(first: Response, second: Response) -> float:
    """Return the share of three-word runs that two responses' points have in common, 0 to 1."""
    left, right = (_shingles(normalise(" ".join(r.own_words_of(point) for point in r.points))) for r in (first, second))
    return len(left & right) / len(left | right) if left | right else 1.0


def _statements(links: Sequence[Link]) -> dict[PointKey, PointKey]:
    """Return, for each point in a link, the point that stands for all that say the same."""
    groups = _Groups[PointKey]()
    for link in links:
        groups.join(link.first, link.second)
    return {point_key: groups.leader(point_key) for link in links for point_key in (link.first, link.second)}


def _parts(
    response: Response, points: Sequence[Point], statements: dict[PointKey, PointKey]
) -> tuple[dict[PointKey, int], int]:
    """Count the words of a text that say each statement that others say too, however often it says them, and all."""
    stated = [statements.get(point.key) for point in points]
    if not any(stated):
        return {}, 0
    said = [normalise(response.own_words_of(point)) for point in points]
    linked = {words: statement for words, statement in zip(said, stated, strict=True) if statement is not None}
    parts: Counter[PointKey] = Counter()
    for words in said:
        if words in linked:
            parts[linked[words]] += _word_count(words)
    return dict(parts), sum(map(_word_count, said))


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

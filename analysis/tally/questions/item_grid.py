"""Item grids: a question that was asked of several items, each answered by its place or on one scale, as one table.

Each item is a closed question of its own ("Q5: Price"), and a grid tells nothing that its questions do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.tally.questions.answer_scale import in_scale_order
from analysis.tally.questions.question_order import without_number
from analysis.tally.received.account import ClosedQuestion, Middle
from analysis.tally.shares import share
from analysis.text import BEFORE_ITEM

FEWEST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class GridRow:
    """An item: how many gave each answer (None: suppressed), and no answer, of so many respondents; ``number`` is the
    place of its own question among all, ``middle`` the mean place where all places are told."""

    number: int
    item: str
    counts: tuple[int | None, ...]
    unanswered: int | None
    of: int
    middle: Middle | None

    def share(self, count: int) -> float:
        """Return the share of all respondents to the item; 0 where they are too few for one."""
        return share(count, self.of) or 0.0


@dataclass(frozen=True, slots=True)
class ItemGrid:
    """A question with its items as rows and the answers as columns; ``number`` is that of its first item.

    ``is_ranking``: the answers are places, 1 the first. ``closed`` is None, as it is of a question without a table of
    its own.
    """

    number: int
    key: str
    text: str
    answers: tuple[str, ...]
    rows: tuple[GridRow, ...]
    is_ranking: bool
    closed: None = None

    @property
    def anchor(self) -> str:
        """Return where it is told."""
        return f"grid-{self.number}"

    @property
    def suppressed(self) -> int:
        """Return how many cells are not told."""
        return sum(count is None for row in self.rows for count in row.counts)

    @property
    def leading(self) -> tuple[GridRow, ...]:
        """Return the items of which it is told how many put them first, or gave the first answer, the most first."""
        told = [row for row in self.rows if row.counts[0] is not None]
        return tuple(sorted(told, key=lambda row: -(row.counts[0] or 0)))


def rankings(questions: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the rankings among closed questions, each as the keys of its items; questions are given with answers.

    >>> rankings({"Q5: Price": ["1", "2"], "Q5: Time": ["2"], "Q6: Fair": ["Yes"], "Q6: Clear": ["No"]})
    [['Q5: Price', 'Q5: Time']]
    """
    groups: dict[str, list[str]] = {}
    for key in questions:
        asked, mark, _ = key.rpartition(BEFORE_ITEM)
        if mark and asked:
            groups.setdefault(asked, []).append(key)
    return [
        keys
        for keys in groups.values()
        if len(keys) >= FEWEST_ITEMS and _are_places({answer for key in keys for answer in questions[key]}, len(keys))
    ]


def _are_places(answers: Iterable[str], items: int) -> bool:
    return {str(place) for place in range(1, items + 1)}.issuperset(answers)


def item_grids(questions: Iterable[tuple[int, ClosedQuestion]]) -> tuple[ItemGrid, ...]:
    """Return the grids among closed questions, each given with its number."""
    groups: dict[tuple[str, str], list[tuple[int, ClosedQuestion, str]]] = {}
    for number, question in questions:
        key, mark, item = question.key.rpartition(BEFORE_ITEM)
        if mark and key and question.text.endswith(f"{BEFORE_ITEM}{item}"):
            words = question.text.removesuffix(f"{BEFORE_ITEM}{item}")
            groups.setdefault((key, words), []).append((number, question, item))
    return tuple(
        _grid(key, words, items)
        for (key, words), items in groups.items()
        if len(items) >= FEWEST_ITEMS and any(question.answers for _, question, _ in items)
    )


def _grid(key: str, words: str, items: list[tuple[int, ClosedQuestion, str]]) -> ItemGrid:
    found = dict.fromkeys(answer.answer for _, question, _ in items for answer in question.answers)
    answers = tuple(in_scale_order(list(found)))
    return ItemGrid(
        number=items[0][0],
        key=key,
        text="" if words == key else without_number(words),
        answers=answers,
        rows=tuple(
            GridRow(number, item, tuple(_counts(question, answers)), question.unanswered, question.of, question.middle)
            for number, question, item in items
        ),
        is_ranking=_are_places(answers, len(items)),
    )


def _counts(question: ClosedQuestion, answers: Iterable[str]) -> Iterator[int | None]:
    """Yield how many gave each answer: of one that is not told by itself, none where all others are."""
    told = {answer.answer: answer.respondents for answer in question.answers}
    yield from (told.get(answer, None if question.is_suppressed else 0) for answer in answers)

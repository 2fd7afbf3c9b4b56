"""Told positions: which counts of who is for and against may stand beside the closed answers of the same question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from analysis.tally.privacy.told_figures import Figure, ToldFigures


@dataclass(frozen=True, slots=True)
class TakenPosition:
    """The position that one response takes on one question, or without a question on the proposal.

    ``places`` say where in the document the words are that decided it, where a machine told.
    ``is_chosen``: an answer was chosen among those given; ``is_worded``: what the respondent wrote tells it as well.
    """

    document: str
    question: str | None
    position: str
    is_chosen: bool = False
    is_worded: bool = True
    is_doubtful: bool = False
    by_people: bool = False
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldPositions:
    """The positions on one question of which it is told who takes them, in all and ``without`` campaigns.

    ``has_total``, ``has_total_without``, ``has_chosen``: it is told how many take any, how many do so without
    campaigns, and how many chose an answer. ``told`` is all that is told of the question with these.
    """

    positions: frozenset[str]
    has_total: bool
    has_chosen: bool
    without: frozenset[str]
    has_total_without: bool
    told: ToldFigures


def told_positions(
    chosen_by: Mapping[str, Collection[str]],
    taken: Collection[str],
    told: ToldFigures,
    letters: Collection[str],
) -> ToldPositions:
    """Return what may be told of the positions on one question, the most that tells of few nobody.

    ``chosen_by`` holds for each position who takes it by an answer chosen among those given, ``taken`` the positions
    that anybody takes. ``told`` is what is told of the closed answers, and ``letters`` are the responses of campaigns.
    """
    figures = {name: Figure(frozenset(documents)) for name, documents in chosen_by.items()}
    everybody = frozenset[str]().union(*chosen_by.values())
    told = told.seeing(*filter(told.is_of_few_unprotected, figures.values()))
    for positions, total in _choices({name: len(one.having & told.people) for name, one in figures.items()}, taken):
        further = [figures[position] for position in positions] + [Figure(everybody)] * total
        wider = told.adding(*further)
        if wider:
            break
    told, chosen = _added(wider or told, Figure(everybody))
    without = set()
    outside = told.people.difference(letters)
    if letters:
        told = told.hiding(*(Figure(one.having, outside) for one in figures.values()))
    for position in sorted(positions, key=lambda one: (-len(figures[one].having), one)):
        told, is_told = _added(told, Figure(figures[position].having, outside))
        without |= {position} if is_told else set()
    total_without = False
    if total:
        told, total_without = _added(told, Figure(everybody, outside))
    return ToldPositions(positions, total, chosen, frozenset(without), total_without, told)


def _choices(counted: Mapping[str, int], taken: Collection[str]) -> Iterator[tuple[frozenset[str], bool]]:
    """Yield which positions to tell, and whether with their total: all, then ever fewer, those of most people longest.

    Where one is not told, those that nobody takes are not either: else the total would tell which they are.
    """
    held = [position for position in counted if counted[position]]
    choices = [hidden for size in range(len(held) + 1) for hidden in combinations(held, size)]
    for hidden in sorted(choices, key=lambda hidden: (len(hidden), sum(counted[position] for position in hidden))):
        untold = {*hidden, *(position for position in counted if hidden and position not in taken)}
        yield frozenset(counted.keys() - untold), True
        yield frozenset(counted.keys() - untold), False


def _added(told: ToldFigures, figure: Figure) -> tuple[ToldFigures, bool]:
    """Return what is told with a further figure, if that may be, and whether it may."""
    wider = told.adding(figure)
    return wider or told, wider is not None

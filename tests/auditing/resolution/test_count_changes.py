"""Figures: what is compared with what when themes come, go, merge and split."""

from __future__ import annotations

from analysis.auditing import Count, CountChange, figures
from analysis.model import Codebook, PointKey, Theme

ONE, TWO, OTHER = PointKey("a.txt", 0, 5), PointKey("a.txt", 5, 9), PointKey("b.txt", 0, 5)


def book(**was: tuple[str, ...]) -> Codebook:
    return Codebook(tuple(Theme(key, key.upper(), "Some.", was=own) for key, own in was.items()))


def themed(one: str = "", two: str = "", other: str = "") -> dict[PointKey, frozenset[str]]:
    return {ONE: frozenset(one), TWO: frozenset(two), OTHER: frozenset(other)}


def told(found: tuple[CountChange, ...]) -> dict[str, tuple[tuple[int, int] | None, tuple[int, int] | None]]:
    """(respondents, points) before and after, by the theme's key."""

    def pair(count: Count | None) -> tuple[int, int] | None:
        return count and (count.respondents, count.points)

    return {figure.key: (pair(figure.before), pair(figure.after)) for figure in found}


def test_respondents_and_points_are_counted_each_once() -> None:
    found = figures(book(a=()), book(a=()), themed("a", "a", "a"), themed("a", "", ""))
    assert told(found) == {"a": ((2, 3), (1, 1)), "": ((2, 3), (1, 1))}
    assert all(figure.has_moved for figure in found)


def test_a_renamed_theme_is_compared_with_itself() -> None:
    (renamed, _) = figures(book(a=()), book(z=("a",)), themed("a"), themed("z"))
    assert (renamed.key, renamed.before, renamed.has_moved) == ("z", Count(1, 1), False)


def test_a_theme_that_comes_or_goes_has_one_figure_only() -> None:
    found = figures(book(a=(), b=()), book(a=(), c=()), themed("ab"), themed("a", "c"))
    assert told(found) == {"a": ((1, 1), (1, 1)), "c": (None, (1, 1)), "b": ((1, 1), None), "": ((1, 1), (1, 2))}


def test_a_merged_theme_is_compared_with_all_that_went_into_it() -> None:
    found = figures(book(a=(), b=()), book(m=("a", "b")), themed("ab", "a", "b"), themed("m", "m", "m"))
    assert told(found) == {"m": ((2, 3), (2, 3)), "a": ((1, 2), None), "b": ((2, 2), None), "": ((2, 3), (2, 3))}
    assert found[1].became == ("m",)


def test_a_theme_that_takes_another_in_ends_only_the_other() -> None:
    found = figures(book(a=(), b=()), book(a=("b",)), themed("a", "b"), themed("a", "a"))
    assert told(found) == {"a": ((1, 2), (1, 2)), "b": ((1, 1), None), "": ((1, 2), (1, 2))}


def test_a_split_theme_is_compared_with_all_its_parts_together() -> None:
    found = figures(book(a=()), book(p=("a",), q=("a",)), themed("a", "a"), themed("p", "", "pq"))
    assert told(found) == {"p": (None, (2, 2)), "q": (None, (1, 1)), "a": ((1, 2), (2, 2)), "": ((1, 2), (2, 2))}
    assert found[2].became == ("p", "q")

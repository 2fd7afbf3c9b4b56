"""Count changes: which published numbers another codebook moves, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.auditing.resolution.codebook_changes import ancestors_of, count_heirs
from analysis.model import Codebook, PointKey

Themed = Mapping[PointKey, frozenset[str]]
"""The themes that count for each point."""

Repeated = Callable[[Sequence[PointKey]], Collection[PointKey]]
"""Returns, of the points that carry a theme, those whose argument is counted at another of them."""

ANY = "any theme"


@dataclass(frozen=True, slots=True)
class Count:
    """The number of respondents who raise something, and of points in which they do."""

    respondents: int
    points: int


Led = Mapping[str, Count]
"""What a report says first of the themes that an audit corrects, and under no key of all together."""


@dataclass(frozen=True, slots=True)
class CountChange:
    """A theme's figures under two codebooks; None where that codebook has no such theme.

    ``key`` is empty in the line of all themes together. ``became`` holds the keys that continue a theme that was split
    or merged; after a split the figures of all its parts together stand as ``after``.
    """

    key: str
    name: str
    before: Count | None
    after: Count | None
    became: tuple[str, ...] = ()

    @property
    def has_moved(self) -> bool:
        """Return whether the published figures change."""
        return self.before != self.after


def figures(
    old_codebook: Codebook,
    new_codebook: Codebook,
    before: Themed,
    after: Themed,
    repeated: Repeated = lambda _: (),
    led: tuple[Led, Led] = ({}, {}),
) -> tuple[CountChange, ...]:
    """Return the figures of each theme of the new codebook, then of each that is there no more, then of all together.

    ``before`` and ``after`` hold the settled themes of the same points under the two codebooks. A theme that continues
    earlier ones is compared with these, taken together. What is ``repeated`` is counted once, as reports do, but for
    all together. ``led`` holds for both what a report says of the themes that an audit corrects: that leads.
    """
    led_before, led_after = led

    def counted(themed: Themed, keys: Collection[str]) -> Count:
        is_led = themed is before and len(keys) == 1
        return (led_before.get(next(iter(keys))) if is_led else None) or _count(themed, keys, repeated)

    ancestry = ancestors_of(old_codebook, new_codebook)
    heir_counts = count_heirs(ancestry)
    theme_figures = []
    for theme in new_codebook.themes:
        ancestors = ancestry[theme.key]
        is_part = any(heir_counts[old_key] > 1 for old_key in ancestors)
        theme_figures.append(
            CountChange(
                theme.key,
                theme.name,
                None if is_part or not ancestors else counted(before, ancestors),
                led_after.get(theme.key) or _count(after, [theme.key], repeated),
            )
        )
    theme_figures.extend(_ended(old_codebook, ancestry, before, after, counted))
    return (
        *theme_figures,
        CountChange(
            "",
            ANY,
            led_before.get("") or _count(before, old_codebook.keys, _nothing),
            led_after.get("") or _count(after, new_codebook.keys, _nothing),
        ),
    )


def _ended(
    old_codebook: Codebook,
    ancestry: Mapping[str, tuple[str, ...]],
    before: Themed,
    after: Themed,
    counted: Callable[[Themed, Collection[str]], Count],
) -> Iterator[CountChange]:
    """Yield the themes that no single theme continues alone."""
    for theme in old_codebook.themes:
        became = tuple(new_key for new_key, ancestors in ancestry.items() if theme.key in ancestors)
        if len(became) > 1:
            yield CountChange(theme.key, theme.name, counted(before, [theme.key]), counted(after, became), became)
        elif not became or (len(ancestry[became[0]]) > 1 and became[0] != theme.key):
            yield CountChange(theme.key, theme.name, counted(before, [theme.key]), None, became)


def _nothing(_: Sequence[PointKey]) -> Collection[PointKey]:
    return ()


def _count(themed: Themed, theme_keys: Collection[str], repeated: Repeated) -> Count:
    points = [point for point, themes in themed.items() if not themes.isdisjoint(theme_keys)]
    return Count(len({point.document for point in points}), len(points) - len(repeated(points)))

"""Page one: how much stands on the first page of the report, so that it is read in two minutes.

The team's own words, what was received and the caveats stay. Else the least of the chart gives way first, then answers
to closed questions, then more of each: what is left out is linked from where it would stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from analysis.rendering.pages import ReportPage
from analysis.tally.ranking import Ranking
from analysis.tally.report import ThemeTally

WORDS = 250
"""Words of page one, beside the team's notice."""

TEAM_WORDS = 95
"""Words of the team's summary and messages for which there is room beside all that does not give way."""

CHARTED, FEWER_CHARTED, FEWEST_CHARTED = 10, 5, 3
"""Themes of the chart: as it is, before answers give way, and at the least."""

ANSWERS, FEWER_ANSWERS = 4, 2
"""Closed questions that are answered, as it is, and before more of the chart gives way."""

_UNREAD = re.compile(r'<(svg|style)\b.*?</\1>|<div class="notice".*?</div>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def within_words(page: ReportPage, ranking: Ranking[ThemeTally], summary: Callable[[ReportPage], str]) -> ReportPage:
    """Return a page whose ``summary`` has no more than ``WORDS``, or as few as can be."""
    for charted, answers in _sizes():
        page = replace(page, charted=largest(ranking, charted), answers=answers)
        if words_of(summary(page)) <= WORDS:
            break
    return page


def largest(ranking: Ranking[ThemeTally], count: int) -> tuple[ThemeTally, ...]:
    """Return so many themes with the largest figures, in the order of all themes."""
    keys = {tally.theme.key for tally in ranking.largest_first[:count]}
    return tuple(tally for tally in ranking.order if tally.theme.key in keys)


def words_of(html: str) -> int:
    """Return how many words are read of a page's part, without the team's notice and what is drawn."""
    return sum(any(map(str.isalnum, word)) for word in _TAG.sub(" ", _UNREAD.sub(" ", html)).split())


def _sizes() -> Iterator[tuple[int, int]]:
    """Yield how many themes are charted and how many questions answered, the most first."""
    yield from ((charted, ANSWERS) for charted in range(CHARTED, FEWER_CHARTED - 1, -1))
    yield from ((FEWER_CHARTED, answers) for answers in range(ANSWERS - 1, FEWER_ANSWERS - 1, -1))
    yield from ((charted, FEWER_ANSWERS) for charted in range(FEWER_CHARTED - 1, FEWEST_CHARTED - 1, -1))
    yield from ((FEWEST_CHARTED, answers) for answers in range(FEWER_ANSWERS - 1, 0, -1))

"""The bars of the chart of themes: how many respondents raise each, corrected where an audit was made."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.tally.report import Report, ThemeTally

NOUN, WITHOUT = "Respondents", "Without campaigns"


@dataclass(frozen=True, slots=True)
class ThemeBar:
    """A theme's respondents, with the ends of an interval, and without campaigns, where there are such."""

    name: str
    value: int
    low: int | None = None
    high: int | None = None
    without: int | None = None

    @property
    def words(self) -> str:
        """Return the bar in words."""
        return self.of("")

    def of(self, noun: str) -> str:
        """Return the bar in words, with what it counts."""
        interval = "" if self.low is None else f" ({self.low:,} to {self.high:,})"
        without = "" if self.without is None else f", {self.without:,} {WITHOUT.lower()}"
        return f"{self.value:,}{noun}{interval}{without}"


def theme_bars(report: Report) -> list[ThemeBar]:
    """Return a bar for each theme, in the report's order."""
    bars = []
    for tally in report.ranking.order:
        headline = report.headline(tally)
        value = round(headline.value or 0.0)
        is_measured = tally.corrected is not None and headline is tally.corrected.respondents
        low, high = (
            (round(headline.low), round(headline.high)) if is_measured and not headline.says_nothing else (None, None)
        )
        bars.append(ThemeBar(tally.theme.name, value, low, high, _without(tally, is_measured)))
    return bars


def _without(tally: ThemeTally, is_measured: bool) -> int | None:
    """Return how many raise a theme without campaigns, corrected where the bar is."""
    rest = tally.corrected.rest if tally.corrected and is_measured else None
    if rest is not None:
        return None if rest.respondents.value is None else round(rest.respondents.value)
    return tally.without.respondents if tally.without and not is_measured else None


def in_words(bars: list[ThemeBar]) -> str:
    """Return the chart in words, for whoever does not see it."""
    return "; ".join(f"{bar.name}: {bar.of(f' {NOUN.lower()}')}" for bar in bars)

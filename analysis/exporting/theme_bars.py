"""The bars of the chart of themes: how many respondents raise each, corrected where an audit was made."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.tally.report import Report

NOUN = "Respondents"


@dataclass(frozen=True, slots=True)
class ThemeBar:
    """A theme's respondents, with the ends of the interval where there is one."""

    name: str
    value: int
    low: int | None = None
    high: int | None = None

    @property
    def words(self) -> str:
        """Return the bar in words."""
        return f"{self.value:,}" if self.low is None else f"{self.value:,} ({self.low:,} to {self.high:,})"


def theme_bars(report: Report) -> list[ThemeBar]:
    """Return a bar for each theme, in the report's order."""
    bars = []
    for tally in report.ranking.order:
        headline = report.headline(tally)
        value = round(headline.value or 0.0)
        is_measured = tally.corrected is not None and headline is tally.corrected.respondents
        ends = (round(headline.low), round(headline.high)) if is_measured else (None, None)
        bars.append(ThemeBar(tally.theme.name, value, *ends))
    return bars


def in_words(bars: list[ThemeBar]) -> str:
    """Return the chart in words, for whoever does not see it."""
    return "; ".join(f"{bar.name}: {bar.words} {NOUN.lower()}" for bar in bars)

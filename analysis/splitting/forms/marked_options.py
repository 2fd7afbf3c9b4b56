"""Marked options: answers without boxes, of which the one that somebody has marked is chosen.

The rule: *where a yes and a no stand side by side, or below each other under what asks, and one of them alone has a
mark before it, behind it or around it, that one is chosen.* Of several that are marked each is in doubt; where none is
in a list that comes again in the file, its question may have been answered in a way that no text shows, and a person is
to look at it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from analysis.splitting.labelled_pieces import Given
from analysis.text import WORD, Span, offers_yes_and_no, trim, words

OPTION_WORDS = 6
"""What a form offers without a box is shorter."""

SENTENCE_WORDS = 2
"""What is longer and ends as a sentence does is one."""

LONGEST_LINE = 160
"""Characters of a line of options."""

_BETWEEN = re.compile(r"\s*[/|\t]\s*|\s{2,}")
_LEAD = re.compile(r".*[?:](?=\s)", re.DOTALL)
_ASIDE = re.compile(r"\s*\([^()]*(?:delete|tick|circle|mark|choose|select)[^()]*\)\s*$", re.IGNORECASE)
_DECORATED = re.compile(
    r"(?P<before>(?:[xX✓✔√](?=\s)|[^\w\s])*)\s*(?P<words>\w.*?)\s*(?P<behind>(?:(?<=\s)[xX✓✔√]|[^\w\s])*)\s*", re.DOTALL
)
_NO_MARK = re.compile(r"[.,;:!?'\"“”‘’–—•·\-]*")


class MarkedOption(NamedTuple):
    """An answer to choose from, the marks at it, and what becomes of it."""

    words: Span
    marks: tuple[Span, ...]
    given: Given


class _Decorated(NamedTuple):
    words: Span
    before: Span
    behind: Span
    mark: str


def options_in_line(text: str, line: Span) -> list[MarkedOption]:
    """Return the options of a line of which one is marked; none for any other line."""
    start, end = line
    if end - start > LONGEST_LINE or not _BETWEEN.search(text, start, end):
        return []
    lead, aside = _LEAD.match(text, start, end), _ASIDE.search(text, start, end)
    start, end = lead.end() if lead else start, aside.start() if aside else end
    edges = [Span(start, start), *(Span(*gap.span()) for gap in _BETWEEN.finditer(text, start, end)), Span(end, end)]
    spans = [Span(before.end, after.start) for before, after in pairwise(edges)]
    decorated = [_decorated(text, span) for span in spans if WORD.search(text, *span)]
    options = _as_options(text, decorated)
    is_footnote = {option.mark for option in decorated if option} <= {"", "*"}
    is_marked = any(option.given in (Given.TICKED, Given.IN_DOUBT) for option in options)
    return options if is_marked and not (is_footnote and "/" in text[start:end]) else []


def options_in_lists(text: str, spans: Iterable[Span]) -> Iterator[MarkedOption]:
    """Yield the options that stand below each other, each on a line of its own, under a line that asks."""
    found = [(span, _decorated(text, span)) for span in spans]
    lists = [
        _as_options(text, [option for _, option in run])
        for is_short, run in ((key, list(group)) for key, group in groupby(found, key=lambda one: one[1] is not None))
        if is_short and _is_below_asking(text, run[0][0].start)
    ]
    offered = Counter(_said(text, options) for options in lists)
    for options in lists:
        is_marked = any(option.given is not Given.OPTION and option.given is not Given.UNREAD for option in options)
        yield from options if is_marked or offered[_said(text, options)] > 1 else ()


def _said(text: str, options: Sequence[MarkedOption]) -> tuple[str, ...]:
    return tuple(text[slice(*option.words)] for option in options)


def _is_below_asking(text: str, start: int) -> bool:
    """Return whether the next line with words above a position asks."""
    while start and text[start - 1].isspace():
        start -= 1
    return text[start - 1 : start] in ("?", ":")


def _as_options(text: str, decorated: Sequence[_Decorated | None]) -> list[MarkedOption]:
    """Return options with what becomes of each; none where they are not a yes and a no, each offered once."""
    options = [option for option in decorated if option]
    said = [" ".join(words(text[slice(*option.words)])) for option in options]
    if len(options) < len(decorated) or len(set(said)) < len(said) or not offers_yes_and_no(said):
        return []
    marked = [option for option in options if option.mark]
    if len(marked) == len(options):
        return []
    sure = {0: Given.UNREAD, 1: Given.TICKED}.get(len(marked), Given.IN_DOUBT)
    given = [sure if option.mark or not (marked or i) else Given.OPTION for i, option in enumerate(options)]
    return [
        MarkedOption(one.words, tuple(span for span in (one.before, one.behind) if WORD.search(text, *span)), kind)
        for one, kind in zip(options, given, strict=True)
    ]


def _decorated(text: str, span: Span) -> _Decorated | None:
    """Return an option and what marks it; None for what is too long, or asks."""
    span = trim(text, *span)
    if span.end - span.start > LONGEST_LINE or len(words(text[slice(*span)])) > OPTION_WORDS + 2:
        return None
    found = _DECORATED.fullmatch(text, *span)
    is_one = found is not None and not _BETWEEN.search(found["words"]) and len(words(found["words"])) <= OPTION_WORDS
    is_sentence = text[span.end - 1] in ".!" and len(words(text[slice(*span)])) > SENTENCE_WORDS
    if not found or not is_one or is_sentence or text[span.end - 1] in "?:":
        return None
    before, behind = found["before"], found["behind"]
    if ("(" in before) != (")" in behind):  # round all options of the line
        before, behind = before.strip("("), behind.strip(")")
    mark = "".join(part for part in (before, behind) if not _NO_MARK.fullmatch(part))
    parts = {name: Span(*found.span(name)) for name in ("words", "before", "behind")}
    return _Decorated(parts["words"], parts["before"], parts["behind"], mark)

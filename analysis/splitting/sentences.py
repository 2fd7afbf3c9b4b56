"""Sentences, by NLTK's Punkt, told the abbreviations of public consultation so that it needs no trained data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from analysis.nltk_parts import punkt
from analysis.text import Span, trim

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_PEOPLE = "mr mrs ms miss dr prof rev revd hon rt cllr cllrs ald sir st jr snr messrs gen col capt sgt lt"
_PAPERS = """
    no nos para paras reg regs s ss art arts sch cl ch pt p pp vol vols ed eds fig figs app sec ref refs v vs cf
    """
_LATIN = "e.g i.e eg ie etc viz al ibid op cit approx ca c incl excl"
_ORGANISATIONS = "co ltd inc plc dept govt assoc bros est tel ext u.k u.s e.u n.h.s"
_TIMES_AND_SUMS = """
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    a.m p.m m bn hrs yrs min max avg
    """

ABBREVIATIONS = frozenset(" ".join((_PEOPLE, _PAPERS, _LATIN, _ORGANISATIONS, _TIMES_AND_SUMS)).split())
"""Written in lower case, without the closing dot, as Punkt wants them."""

_STARTERS = """
    the this that these those it its they their there we our you your he she his her in on at for from by with as if
    when while where since although but and or so however therefore moreover furthermore indeed yet no not yes all any
    some each every most many both such what which who why how nothing nobody none
    """

STARTERS = frozenset(_STARTERS.split())
"""Words that, with a capital after an abbreviation, begin a sentence: "at 9 a.m. We met"."""

_NEVER_LAST = re.compile(r"\b(?:e\.?g|i\.?e|cf|viz|mr|mrs|ms|dr|prof|rev|cllrs?|st|v)\.$", re.IGNORECASE)
"""Abbreviations that always want something after them, whatever it is."""


WINDOW = 100_000
"""Characters that Punkt is given at once: it gives up a text that takes it five seconds, and no sentence is as long."""


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    parameters = punkt().PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    parameters.sent_starters = set(STARTERS)
    # What closes a quotation or an emphasis belongs to the sentence before it.
    closing_marks = re.compile(r"[\"'”’)\]}*_]+?(?:\s+|(?=--)|$)", re.MULTILINE)
    language = type("Language", (punkt().PunktLanguageVars,), {"re_boundary_realignment": closing_marks})
    tokenizer: PunktSentenceTokenizer = punkt().PunktSentenceTokenizer(parameters, lang_vars=language())
    return tokenizer


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Return the sentences between two offsets, as spans that leave out the white space between them."""
    text_end = len(text) if end is None else end
    spans: list[Span] = []
    for span_start, span_end in _punkt_spans(text, start, text_end):
        span = trim(text, span_start, span_end)
        if spans and _NEVER_LAST.search(text, max(start, spans[-1].end - 8), spans[-1].end):
            spans[-1] = Span(spans[-1].start, span.end)
        elif span.start < span.end:
            spans.append(span)
    return tuple(spans)


def _punkt_spans(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield what Punkt takes for sentences; the last of a window is looked at again with what follows."""
    while start < stop:
        window_end = min(start + WINDOW, stop)
        spans = [
            Span(start + first, start + last) for first, last in _tokenizer().span_tokenize(text[start:window_end])
        ]
        if window_end < stop and len(spans) > 1:
            spans.pop()
            window_end = spans[-1].end
        yield from spans
        start = window_end

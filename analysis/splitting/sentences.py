"""Sentences, by NLTK's Punkt, told the abbreviations of public consultation so that it needs no trained data."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from analysis.text import Span

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

ABBREVIATIONS = frozenset(
    # people and places
    "mr mrs ms miss dr prof rev hon rt cllr cllrs ald sir st jr snr messrs gen col capt sgt lt "
    # the parts of laws and papers
    "no nos para paras reg regs s ss art arts sch cl ch pt p pp vol vols ed eds fig figs app annexe sec ref refs v vs cf "
    # Latin and the like
    "e.g i.e eg ie etc viz al ibid op cit approx ca c incl excl "
    # organisations, times and sums
    "co ltd inc plc dept govt assoc bros est tel ext jan feb mar apr jun jul aug sept sep oct nov dec "
    "mon tue tues wed thu thur thurs fri sat sun a.m p.m u.k u.s m bn hrs yrs min max avg".split()
)
"""Written in lower case, without the closing dot, as Punkt wants them."""


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    # nltk takes a second to import
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    # What closes a quotation or an emphasis belongs to the sentence before it.
    closing = re.compile(r"[\"'”’)\]}*_]+?(?:\s+|(?=--)|$)", re.MULTILINE)
    language = type("Language", (PunktLanguageVars,), {"re_boundary_realignment": closing})
    return PunktSentenceTokenizer(parameters, lang_vars=language())


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences between two offsets, as spans that leave out the white space between them."""
    stop = len(text) if end is None else end
    spans = _tokenizer().span_tokenize(text[start:stop])
    return tuple(Span(start + first, start + last) for first, last in spans)

"""Drafts made up by Hypothesis: every kind of part, several schemes, and the letters and words that break readers."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.writers.draft import Draft, Kind, Part, Scheme

SCHEMES = (
    Scheme("Decimal", (("1", "%1."), ("1", "%1.%2"), ("1", "%1.%2.%3"))),
    Scheme("Mixed", (("1", "%1."), ("a", "(%2)"), ("i", "(%3)"))),
    Scheme("Lettered", (("A", "%1."), ("1", "%1.%2."), ("a", "%3)"))),
    Scheme("Bracketed", (("1", "(%1)"), ("i", "%2."), ("1", "%3)"))),
    Scheme("Asked", (("1", "Q%1."), ("a", "(%2)"))),
)

SENTENCES = (
    "We agree with the proposal, but not with its cost of £3.5 million.",
    "Councils should keep their discretion. The market will take time to develop.",
    "See paragraph 4.2 of our answer to question 3(b).",
    "2014. The Act says otherwise",
    "1.1 of the paper and 10-15% of it",
    "Yours faithfully",
    "**Funding** is the matter.",
)
HARD_WORDS = (
    "naïve Zürich Łódź",
    "e\u0301te\u0301 decomposed",
    "ﬁnance ½ ①",
    "שלום עולם",
    "مرحبا بالعالم",
    "\u202bעברית\u202c left-to-right \u200fmark",
    "日本語の文章です。",
    "हिन्दी में",
    "👩‍👩‍👧 🇬🇧",
    "𝔐athematical 𐍈",
    "soft\u00adhyphen zero\u200bwidth",
    "no\u00a0break narrow\u202fspace",
    "supercalifragilistic" * 40,
    "x" * 3000,
    "<b>not bold</b> &amp; {curly} \\back",
    "| pipe # hash > quote ~ [1]: `code`",
    "﷽",
)


OPENING = Part(Kind.PARAGRAPH, "This is our response.")


def plain(letters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Words of these letters, with single spaces between them."""
    return st.lists(letters, min_size=1, max_size=6).map(" ".join)


# No control characters, halves of characters or unassigned ones: no word processor lets them be typed.
ANY = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="*"), min_size=1, max_size=8)
WESTERN = st.text(st.characters(codec="cp1252", exclude_categories=("C", "Z"), exclude_characters="*"), min_size=1)

EVERY_LETTER = st.sampled_from(SENTENCES) | st.sampled_from(HARD_WORDS) | plain(ANY)
"""Texts in all scripts."""

WESTERN_LETTERS = st.sampled_from(SENTENCES) | st.sampled_from(["Zürich" * 60, "naïve café"]) | plain(WESTERN)
"""Texts of the letters that a PDF's own fonts hold."""


def drafts(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Draft]:
    """Documents of these texts, empty paragraphs and notes among them.

    They begin with words, as a plain text of nothing but a table would be read as an export of many responses.
    """
    maybe = texts | st.just("")
    parts = st.one_of(
        st.builds(Part, st.just(Kind.PARAGRAPH), maybe, note=st.just("") | texts),
        st.builds(Part, st.just(Kind.HEADING), texts, level=st.integers(1, 4)),
        st.builds(Part, st.just(Kind.BULLET), texts, level=st.integers(0, 3)),
        st.sampled_from(SCHEMES).flatmap(lambda scheme: _items(scheme, texts)),
        st.integers(1, 4).flatmap(lambda width: _tables(width, maybe)),
    )
    bodies = st.lists(parts, min_size=1, max_size=12).map(lambda found: (OPENING, *found))
    return st.builds(Draft, bodies, st.sampled_from(["", "Our answer"]))


def _items(scheme: Scheme, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Part]:
    depths = st.integers(0, len(scheme.levels) - 1)
    kinds = st.sampled_from([Kind.ITEM, Kind.ITEM, Kind.HEADING])
    return st.builds(Part, kinds, texts, level=st.just(2), scheme=st.just(scheme), depth=depths)


def _tables(width: int, cells: st.SearchStrategy[str]) -> st.SearchStrategy[Part]:
    row = st.lists(cells.map(lambda text: text.replace("**", "")), min_size=width, max_size=width).map(tuple)
    return st.builds(Part, st.just(Kind.TABLE), rows=st.lists(row, min_size=1, max_size=4).map(tuple))

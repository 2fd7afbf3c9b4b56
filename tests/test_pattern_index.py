"""What a pattern index leaves out would not have matched."""

from __future__ import annotations

import re
from re import _casefix  # type: ignore[attr-defined]

import pytest

from analysis.pattern_index import PatternIndex, _folded
from analysis.positioning.outright_cues import OUTRIGHT
from analysis.positioning.stance_cues import CUES
from analysis.splitting.phrases.furniture_lines import _LINES

TEXTS = (
    "Dear Sir or Madam,",
    "Yours faithfully",
    "YOURS SINCERELY, J. Bloggs",
    "Thank you for the opportunity to respond to this consultation.",
    "Please find attached our response.",
    "We acknowledge the Traditional Custodians of the land.",
    "Tel: 020 7946 0018",
    "15 March 2024",
    "Page 3 of 12",
    "© 2024 The Society. All rights reserved",
    "1. Introduction ........ 4",
    "Please tick one box only.",
    "If you have any questions, please do not hesitate to contact me.",
    "The figures have doubled since the first leaflet.",
    "i strongly oppose the closure",
    "we cannot support this proposal unless it is changed",
    "it's a great idea",
    "leave it as it is",
    "ß İ ı ſ K",
    "",
)


@pytest.mark.parametrize(
    ("pattern", "matched", "left_out"),
    [
        ("dear (?:sirs?|madam)", "dear madam", "dear me"),
        ("(?:please )?find attached", "find attached", "please find"),
        ("(?:abc|def)+x", "defx", "xxx"),
        ("(?:abc){0,2}xyz", "xyz", "abc"),
        ("(?!because)(?=a).*stop", "a stop", "because"),
        ("(?-i:[A-Z])ounty hall", "County Hall", "county"),
        ("[kK]elvin|mist", "mIſt", "fog"),
        ("commıttee", "committee", "comma"),
        ("(abc)(?(1)def|xyz)", "abcdef", "def"),
        ("(?:as (?:one|two)|as (?:three|four)) years", "as three years", "as five days"),
    ],
)
def test_a_pattern_is_tried_where_it_may_match(pattern: str, matched: str, left_out: str) -> None:
    index = PatternIndex([re.compile("never this"), re.compile(pattern, re.IGNORECASE)])
    assert list(index.matching(matched)) == [1]
    assert index.may_be_in(f"Before it: {matched}") == [1]
    assert index.may_be_in(left_out) == []


def test_a_pattern_that_needs_nothing_is_tried_everywhere() -> None:
    index = PatternIndex([re.compile(r"\d+"), re.compile("a|long"), re.compile("no")])
    assert index.may_be_in("?") == [0, 1, 2]


def test_letters_that_a_pattern_takes_for_the_same_fold_to_the_same() -> None:
    for letter, others in _casefix._EXTRA_CASES.items():
        assert {_folded(chr(other)) for other in others} == {_folded(chr(letter))}


def test_what_is_furniture_and_what_is_a_stance_is_found_as_by_trying_each_pattern() -> None:
    """Beginnings of sentences before other sentences: where a match begins, and where it breaks off."""
    lines, cues = [pattern for pattern, _ in _LINES], [cue.pattern for cue in (*OUTRIGHT, *CUES)]
    of_lines, of_cues = PatternIndex(lines), PatternIndex(cues)
    for first in TEXTS:
        for second in TEXTS:
            text = f"{first[: len(second)]} {second}"
            expected = [number for number, pattern in enumerate(lines) if pattern.match(text)]
            assert list(dict.fromkeys(of_lines.matching(text))) == expected
            tried = of_cues.may_be_in(text)
            assert [n for n, cue in enumerate(cues) if cue.search(text) and n not in tried] == []

"""A machine cannot tell what a point raises in a language that the codebook does not cover."""

from __future__ import annotations

import pytest

from analysis.languages.unread_codings import LEARNED, as_read, learned_themes
from analysis.model import Coding, Outcome, PointKey
from tests.builders import make_coding

POINT = PointKey("a.txt", 0, 10)
UNREAD = {POINT: "pl"}


def read(themes: set[str], unread: dict[PointKey, str], learned: dict[str, frozenset[str]]) -> Coding:
    (coding,) = as_read([make_coding(POINT, themes)], unread, learned)
    return coding


@pytest.mark.parametrize("themes", [set[str](), {"safety"}])
def test_what_the_codebook_speaks_is_left_as_it_is(themes: set[str]) -> None:
    assert read(themes, {}, {}) == make_coding(POINT, themes)


@pytest.mark.parametrize("themes", [set[str](), {"safety"}])
def test_nothing_is_told_of_a_language_that_nobody_taught(themes: set[str]) -> None:
    coding = read(themes, UNREAD, {})
    assert (coding.themes, coding.outcome) == (frozenset(), Outcome.CANNOT_TELL)
    assert coding.memo == "It is in Polish, which the codebook does not cover."


def test_what_people_taught_often_is_given_and_no_theme_is_never_told() -> None:
    learned = learned_themes([("pl", {"safety"})] * LEARNED)
    assert read({"safety"}, UNREAD, learned).themes == {"safety"}
    assert read({"safety", "cost"}, UNREAD, learned).outcome is Outcome.CANNOT_TELL
    assert read(set(), UNREAD, learned).outcome is Outcome.CANNOT_TELL


def test_one_coding_teaches_no_theme_of_a_language() -> None:
    assert read({"safety"}, UNREAD, learned_themes([("pl", {"safety"})])).outcome is Outcome.CANNOT_TELL

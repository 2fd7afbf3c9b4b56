"""Codebooks: what became of each theme."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing import ChangeKind, ThemeChange, changes
from analysis.model import Codebook, Theme


def theme(key: str, definition: str = "", **fields: object) -> Theme:
    """A theme whose name and definition follow from its key, unless others are given."""
    return replace(Theme(key, key.title(), definition or f"About {key}."), **fields)  # type: ignore[arg-type]


A, B = theme("a"), theme("b")


def told(old: list[Theme], new: list[Theme]) -> list[tuple[str, str, str, str]]:
    """Kind, keys before, keys after, fields."""
    found = changes(Codebook(tuple(old)), Codebook(tuple(new)))
    return [(c.kind.value, " ".join(c.before), " ".join(c.after), " ".join(c.fields)) for c in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param([A, B], [B, A], [], id="another order"),
        pytest.param([A], [A, B], [("added", "", "b", "")], id="added"),
        pytest.param([A, B], [A], [("retired", "b", "", "")], id="retired"),
        pytest.param([A], [theme("a", "Other.")], [("redefined", "a", "a", "definition")], id="redefined"),
        pytest.param(
            [A],
            [replace(A, include=("x",), exclude=("y",))],
            [("redefined", "a", "a", "include exclude")],
            id="include",
        ),
        pytest.param(
            [A, B],
            [replace(A, parent="b"), B],
            [("redefined", "a", "a", "parent")],
            id="another parent is a redefinition",
        ),
        pytest.param(
            [replace(A, include=("x", "y"))],
            [replace(A, include=("y", "x"))],
            [],
            id="the order of a list means nothing",
        ),
        pytest.param([A], [replace(A, name="Alpha")], [("renamed", "a", "a", "name")], id="the name alone"),
        pytest.param([A], [replace(A, key="z", was=("a",))], [("renamed", "a", "z", "key")], id="the key, with was"),
        pytest.param(
            [A],
            [replace(A, key="z", was=("a",), definition="Other.")],
            [("renamed", "a", "z", "key"), ("redefined", "a", "z", "definition")],
            id="renamed and redefined",
        ),
        pytest.param(
            [A], [theme("z")], [("added", "", "z", ""), ("retired", "a", "", "")], id="another key without was"
        ),
        pytest.param([A, B], [theme("c", was=("a", "b"))], [("merged", "a b", "c", "")], id="merged"),
        pytest.param([A, B], [replace(A, was=("b",))], [("merged", "a b", "a", "")], id="one takes the other in"),
        pytest.param(
            [A], [theme("c", was=("a",)), theme("d", was=("a",))], [("split", "a", "c d", "")], id="split, told once"
        ),
        pytest.param(
            [A, B],
            [theme("c", was=("a", "b")), theme("d", was=("b",))],
            [("split", "b", "c d", ""), ("merged", "a b", "c", "")],
            id="a part of one merged with another",
        ),
        pytest.param(
            [A],
            [replace(A, keywords=("x",), examples=("y",))],
            [("reworded", "a", "a", "keywords examples")],
            id="reworded",
        ),
        pytest.param([A], [replace(A, was=("older",))], [], id="history alone changes nothing"),
        pytest.param(
            [replace(A, parent="b"), B],
            [replace(A, parent="z"), replace(B, key="z", was=("b",))],
            [("renamed", "b", "z", "key")],
            id="a parent's new key redefines nobody",
        ),
        pytest.param(
            [replace(A, key="z", was=("a",))], [A], [("renamed", "z", "a", "key")], id="a renaming taken back"
        ),
        pytest.param(
            [theme("c", was=("a", "b"))], [A, B], [("split", "c", "a b", "")], id="a merger taken back is a split"
        ),
        pytest.param(
            [replace(B, was=("a",))],
            [B, A],
            [("added", "", "a", "")],
            id="an old key that is free again is another theme",
        ),
    ],
)
def test_what_became_of_themes(old: list[Theme], new: list[Theme], expected: list[tuple[str, str, str, str]]) -> None:
    assert told(old, new) == expected


keys = st.sampled_from("abcdef")
texts = st.sampled_from(["One.", "Two."])
entries = st.builds(
    lambda key, definition, was: theme(key, definition, was=was), keys, texts, st.lists(keys, max_size=2).map(tuple)
)
books = st.lists(entries, min_size=1, max_size=5, unique_by=lambda t: t.key).map(lambda ts: Codebook(tuple(ts)))


@given(books)
def test_a_codebook_differs_in_nothing_from_itself_but_for_was_that_cannot_be(book: Codebook) -> None:
    """The workspace refuses a ``was`` that names a living theme; without such, nothing has changed."""
    sound = Codebook(tuple(replace(t, was=tuple(k for k in t.was if k not in book.keys)) for t in book.themes))
    assert changes(sound, sound) == ()


@given(books, books)
def test_every_theme_that_comes_or_goes_is_told(old: Codebook, new: Codebook) -> None:
    found = changes(old, new)
    assert len(set(found)) == len(found)
    before = {key for c in found for key in c.before}
    after = {key for c in found for key in c.after}
    assert {t.key for t in old.themes if t not in new.themes and t.key not in new.keys} <= before
    assert set(new.keys) - set(old.keys) <= after
    assert all(isinstance(c, ThemeChange) and isinstance(c.kind, ChangeKind) for c in found)

"""Standing: what older codings say in the themes of today, over one version of the codebook and over several."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.auditing.resolution.codebook_migration import (
    TranslatedCoding,
    continued,
    translator,
)
from analysis.model import Codebook, Coding, Evidence, PointKey, Theme, position_frame
from tests.builders import make_coding, person

POINT = PointKey("a.txt", 0, 10)


def theme(key: str, definition: str = "", **fields: object) -> Theme:
    return replace(Theme(key, key.title(), definition or f"About {key}."), **fields)  # type: ignore[arg-type]


def book(*themes: Theme) -> Codebook:
    return Codebook(themes)


A, B, C = theme("a"), theme("b"), theme("c")
PART = theme("part", parent="a")


def coded(under: Codebook, *themes: str) -> Coding:
    return replace(make_coding(POINT, themes, by=person("anna")), codebook=under.version)


def stands(themes: str, *versions: Codebook) -> TranslatedCoding:
    """How a coding with these themes, made with the first version, stands in the last."""
    books = {version.version: version for version in versions[:-1]}
    return translator(books, versions[-1])(coded(versions[0], *themes.split()))


def told(themes: str, *versions: Codebook) -> dict[str, str]:
    """The same in words, for each part of which there is anything to tell."""
    found = stands(themes, *versions)
    parts = {"yes": found.coding.themes, "stale": found.stale, "parts": found.parts}
    parts |= {"silent": found.silent, "retired": found.retired}
    return {name: " ".join(sorted(keys)) for name, keys in parts.items() if keys}


RENAMED = book(theme("z", A.definition, was=("a",)), B)
MERGED = book(theme("m", was=("a", "b")))
SPLIT = book(theme("p", was=("a",)), theme("q", was=("a",)), B)


@pytest.mark.parametrize(
    ("themes", "versions", "expected"),
    [
        pytest.param("a", (book(A, B), book(B, A)), {"yes": "a"}, id="nothing has changed"),
        pytest.param("a", (book(A), book(A, B)), {"yes": "a", "silent": "b"}, id="silent about an added theme"),
        pytest.param("a b", (book(A, B), book(A)), {"yes": "a", "retired": "b"}, id="retired is remembered"),
        pytest.param("a", (book(A, B), RENAMED), {"yes": "z"}, id="renamed: yes follows"),
        pytest.param("b", (book(A, B), RENAMED), {"yes": "b"}, id="renamed: no follows"),
        pytest.param("a", (book(A), book(theme("a", "New."))), {"yes": "a", "stale": "a"}, id="redefined: an old yes"),
        pytest.param("", (book(A), book(theme("a", "New."))), {"stale": "a"}, id="redefined: an old no"),
        pytest.param("a", (book(A), book(replace(A, name="X", keywords=("x",)))), {"yes": "a"}, id="reworded"),
        pytest.param("a", (book(A, B), MERGED), {"yes": "m"}, id="merged: one of them is enough"),
        pytest.param("", (book(A, B), MERGED), {}, id="merged: none of them"),
        pytest.param("a", (book(A), book(A, B), MERGED), {"yes": "m"}, id="merged, one unknown: a yes is a yes"),
        pytest.param("", (book(A), book(A, B), MERGED), {"silent": "m"}, id="merged, one unknown: a no is not all"),
        pytest.param("a b", (book(A, B), SPLIT), {"yes": "b", "parts": "p q"}, id="split: which part is open"),
        pytest.param("b", (book(A, B), SPLIT), {"yes": "b"}, id="split: not the whole, so no part"),
        # Over several versions
        pytest.param(
            "a", (book(A), RENAMED, book(theme("y", A.definition, was=("z",)))), {"yes": "y"}, id="renamed twice"
        ),
        pytest.param("a", (book(A), book(B), book(A, B)), {"yes": "a", "silent": "b"}, id="retired and taken up again"),
        pytest.param(
            "a", (book(A), book(B), book(theme("a", "New."))), {"yes": "a", "stale": "a"}, id="taken up as another"
        ),
        pytest.param("a", (book(A), book(theme("a", "New.")), book(A)), {"yes": "a"}, id="redefined and back"),
        pytest.param(
            "a",
            (book(A, B), MERGED, book(theme("m", "New.", was=("a", "b")))),
            {"yes": "m", "stale": "m"},
            id="merged, then redefined",
        ),
        pytest.param(
            "a",
            (book(A, B), book(theme("a", "New."), B), book(theme("m", was=("a", "b")))),
            {"yes": "m", "stale": "m"},
            id="redefined, then merged: still stale",
        ),
        pytest.param("a", (book(A, B), MERGED, book(A, B)), {"yes": "a"}, id="merged and apart again, coded before"),
        pytest.param("m", (MERGED, book(A, B)), {"parts": "a b"}, id="merged and apart again, coded between"),
        pytest.param("b", (book(A, B), book(replace(A, was=("b",))), book(A)), {"yes": "a"}, id="was forgotten later"),
        pytest.param(
            "a",
            (book(A, B), SPLIT, book(theme("p"), theme("q"), B)),
            {"parts": "p q"},
            id="split, and was forgotten later",
        ),
        pytest.param("z", (RENAMED, book(A, B)), {"yes": "a"}, id="a renaming taken back"),
        pytest.param(
            "a",
            (book(replace(A, parent="b"), B), book(replace(A, parent="y"), theme("y", B.definition, was=("b",)))),
            {"yes": "a y"},
            id="a parent renamed",
        ),
        pytest.param(
            "a", (book(A, B), book(replace(A, parent="b"), B)), {"yes": "a b", "stale": "a b"}, id="another parent"
        ),
        # Themes that are part of others
        pytest.param("a", (book(replace(A, parent="b"), B),) * 2, {"yes": "a b"}, id="a part implies the whole"),
        pytest.param("b", (book(replace(A, parent="b"), B),) * 2, {"yes": "b"}, id="the whole implies no part"),
        pytest.param(
            "a",
            (book(replace(A, parent="b"), replace(B, parent="c"), C),) * 2,
            {"yes": "a b c"},
            id="a part of a part implies all above it",
        ),
        pytest.param(
            "a",
            (book(replace(A, parent="b"), B), book(replace(A, parent="b"), theme("b", "New."))),
            {"yes": "a b"},
            id="the whole was redefined: its part is still in it",
        ),
        pytest.param(
            "", (book(B), book(replace(A, parent="b"), B)), {}, id="a part was added: who denied the whole denied it"
        ),
        pytest.param(
            "b",
            (book(B), book(replace(A, parent="b"), B)),
            {"yes": "b", "silent": "a"},
            id="a part was added: who found the whole did not say",
        ),
        pytest.param(
            "",
            (book(B), book(replace(A, parent="b"), theme("b", "New."))),
            {"stale": "a b"},
            id="the whole was redefined and a part added",
        ),
        pytest.param(
            "a b", (book(replace(A, parent="b"), B), book(A, B)), {"yes": "a b", "stale": "a"}, id="no part any more"
        ),
    ],
)
def test_how_a_coding_stands(themes: str, versions: tuple[Codebook, ...], expected: dict[str, str]) -> None:
    assert told(themes, *versions) == expected


def test_answers() -> None:
    found = stands("a b", book(A, B), book(theme("p", was=("a",)), theme("q", was=("a",)), B, C))
    assert {key: found.answer(key) for key in "bcpq"} == {"b": True, "c": None, "p": None, "q": None}
    assert stands("", book(A), book(A)).answer("a") is False


def test_a_coding_with_nothing_to_say_of_today_says_so() -> None:
    assert stands("a", book(A), book(B)).says_nothing
    assert not stands("", book(A), book(A, B)).says_nothing, "that nothing was found is an answer"


def test_the_frame_of_positions_is_no_step_between_two_codebooks_of_themes() -> None:
    renamed = book(theme("z", A.definition, was=("a",)), B)
    merged = book(theme("m", was=("b", "z", "a")))
    assert told("a", book(A, B), position_frame(), renamed, merged) == told("a", book(A, B), renamed, merged)
    assert told("a", book(A, B), position_frame(), renamed, merged) == {"yes": "m"}


def test_the_books_between_are_those_after_the_coding_only() -> None:
    old, other, current = book(A), book(theme("a", "New.")), book(replace(A, name="Alpha"))
    books = {b.version: b for b in (other, old, current)}
    assert translator(books, current)(coded(old, "a")).about == frozenset()
    assert translator(books, current)(coded(other, "a")).about == {"a"}


def test_a_codebook_that_nobody_kept_leaves_everything_to_another_look() -> None:
    found = translator({}, book(A, B))(make_coding(POINT, ["a", "gone"]))
    assert (found.coding.themes, found.about, found.retired) == ({"a"}, {"a", "b"}, {"gone"})


def test_evidence_follows_its_theme() -> None:
    old = book(A, B)
    coding = replace(coded(old, "a"), evidence=(Evidence("a", 1, 2, 1.0), Evidence("b", 3, 4, 1.0)))
    merged, alone = (translator({coding.codebook: old}, current)(coding).coding for current in (MERGED, book(B)))
    assert merged.evidence == (Evidence("m", 1, 2, 1.0), Evidence("m", 3, 4, 1.0))
    assert alone.evidence == (Evidence("b", 3, 4, 1.0),)


keys = st.sampled_from("abcde")
entries = st.builds(
    lambda key, definition, was: theme(key, definition, was=was),
    keys,
    st.sampled_from(["One.", "Two."]),
    st.lists(keys, max_size=2).map(tuple),
)


def sound(themes: list[Theme]) -> Codebook:
    """As the workspace lets it in: ``was`` names no theme that is there."""
    living = {t.key for t in themes}
    return Codebook(tuple(replace(t, was=tuple(k for k in t.was if k not in living)) for t in themes))


versions = st.lists(
    st.lists(entries, min_size=1, max_size=4, unique_by=lambda t: t.key).map(sound), min_size=2, max_size=4
)


@given(versions, st.frozensets(keys))
def test_a_standing_is_about_the_themes_of_today_and_contradicts_itself_nowhere(
    path: list[Codebook], themes: frozenset[str]
) -> None:
    found = stands(" ".join(themes & set(path[0].keys)), *path)
    today = set(path[-1].keys)
    assert found.coding.themes | found.about | found.silent <= today
    assert not found.parts & found.silent
    assert not found.coding.themes & (found.parts | found.silent)
    assert not found.stale & (found.parts | found.silent)
    assert found.says_nothing == (found.parts | found.silent == today)


@given(versions, st.frozensets(keys))
def test_a_theme_that_was_never_touched_keeps_its_answer(path: list[Codebook], themes: frozenset[str]) -> None:
    kept = theme("kept", "Kept.")
    path = [Codebook((*version.themes, kept)) for version in path]
    assert stands(" ".join({*themes & set(path[0].keys), "kept"}), *path).answer("kept") is True
    found = stands(" ".join(themes & set(path[0].keys)), *path)
    assert found.answer("kept") is False
    assert "kept" not in found.about


@given(versions, st.frozensets(keys))
def test_no_theme_that_was_assigned_is_forgotten(path: list[Codebook], themes: frozenset[str]) -> None:
    """Each is a yes, a part in doubt, or among the retired."""
    for key in themes & set(path[0].keys):
        found = stands(key, *path)
        assert found.coding.themes or found.parts or found.retired == {key}


@given(st.lists(keys, min_size=2, max_size=5, unique=True))
def test_a_theme_is_followed_through_any_number_of_names(names: list[str]) -> None:
    path = [book(theme(names[0], "Same."))]
    path += [book(theme(new, "Same.", was=(old,))) for old, new in pairwise(names)]
    assert told(names[0], *path) == {"yes": names[-1]}


def test_a_no_to_the_whole_is_a_no_to_each_part() -> None:
    found = stands("b", book(A, B), SPLIT)
    assert (found.denied, found.answer("p"), found.answer("q")) == ({"p", "q"}, False, False)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(book(B, A), {"a": "a", "b": "b"}, id="nothing has changed"),
        pytest.param(book(A, B, C), {"a": "a", "b": "b"}, id="an added theme takes nothing away"),
        pytest.param(RENAMED, {"a": "z", "b": "b"}, id="a renamed theme is measured under its new key"),
        pytest.param(book(theme("a", "Something else."), B), {"b": "b"}, id="a redefined one is not"),
        pytest.param(book(A), {"a": "a"}, id="a retired one is not"),
        pytest.param(MERGED, {}, id="a merged one is more than either"),
        pytest.param(SPLIT, {"b": "b"}, id="a part is less than the whole"),
    ],
)
def test_figures_of_an_earlier_codebook_measure_the_themes_that_mean_the_same(
    now: Codebook, expected: dict[str, str]
) -> None:
    then = book(A, B)
    books = {then.version: then}
    assert continued(coded(then), then.keys, translator(books, now)) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param((A, PART, theme("b", "Else.")), {"a": "a", "part": "part"}, id="another theme was redefined"),
        pytest.param((A, replace(PART, definition="Else."), B), {"a": "a", "b": "b"}, id="a part was redefined"),
        pytest.param((A, replace(PART, parent="b"), B), {}, id="a part was moved: neither whole is what it was"),
    ],
)
def test_a_theme_and_its_part_are_measured_whatever_happens_to_others(
    now: tuple[Theme, ...], expected: dict[str, str]
) -> None:
    then = book(A, PART, B)
    assert continued(coded(then), then.keys, translator({then.version: then}, book(*now))) == expected

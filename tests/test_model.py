from __future__ import annotations

import dataclasses
import inspect

import pytest

from analysis import model
from analysis.model import (
    Codebook,
    Document,
    Point,
    PointKey,
    Respondent,
    Response,
    Segment,
    Segmentation,
    SegmentKind,
    Theme,
)

NOUNS = [noun for _, noun in inspect.getmembers(model, dataclasses.is_dataclass)]
FUNDING = Theme("funding", "Funding", "Money.", keywords=("cost",))


def test_every_noun_is_frozen_slotted_and_documented_and_holds_nothing_that_can_change() -> None:
    assert len(NOUNS) > 50
    for noun in NOUNS:
        changeable = [f.name for f in dataclasses.fields(noun) if str(f.type).startswith(("list", "dict", "set"))]
        assert (noun, changeable) == (noun, [])
        assert noun.__dataclass_params__.frozen, noun
        assert "__slots__" in vars(noun), noun
        assert inspect.getdoc(noun), noun


@pytest.fixture
def response() -> Response:
    text = "Costs\n\n1. They rise.\n\nAnd fall."
    segments = (
        Segment(SegmentKind.HEADING, 0, 5),
        Segment(SegmentKind.GAP, 5, 7),
        Segment(SegmentKind.LABEL, 7, 9, "1"),
        Segment(SegmentKind.GAP, 9, 10),
        Segment(SegmentKind.POINT, 10, 20, "1", ("Costs",), "Q1", 3),
        Segment(SegmentKind.GAP, 20, 22),
        Segment(SegmentKind.POINT, 22, 31, "¶1"),
    )
    return Response("a.txt", Respondent(), Document("a.txt", text), Segmentation("a.txt", "test", segments))


def test_a_response_gives_its_points_in_order(response: Response) -> None:
    assert list(response.points) == [
        Point("a.txt", 10, 20, "1", ("Costs",), "Q1", 3),
        Point("a.txt", 22, 31, "¶1"),
    ]


def test_the_words_of_a_point_are_cut_from_the_document(response: Response) -> None:
    first, second = response.points
    assert response.text_of(first) == "They rise."
    assert response.text_of(second.key) == "And fall."


def test_where_a_point_stands_is_its_identity() -> None:
    point = Point("a.txt", 10, 20, "1")
    assert point.key == PointKey("a.txt", 10, 20) == Point("a.txt", 10, 20, "4.2", ("Elsewhere",)).key


def test_a_respondent_is_anonymous_unless_known_otherwise() -> None:
    assert Respondent().publish is model.Publish.ANONYMOUS


def test_a_codebooks_version_is_that_of_its_content() -> None:
    version = Codebook((FUNDING,)).version
    assert version == Codebook((dataclasses.replace(FUNDING),)).version
    assert len(version) == 16
    for change in ({"definition": "Cash."}, {"keywords": ("price",)}, {"parent": "money"}, {"was": ("cash",)}):
        assert Codebook((dataclasses.replace(FUNDING, **change),)).version != version


def test_a_codebooks_version_knows_the_order_of_its_themes() -> None:
    other = Theme("localism", "Localism", "Who decides.")
    assert Codebook((FUNDING, other)).version != Codebook((other, FUNDING)).version
    assert Codebook((FUNDING, other)).keys == ("funding", "localism")


def test_a_codebook_names_its_themes_by_their_keys_in_order() -> None:
    other = Theme("localism", "Localism", "Who decides.")
    assert list(Codebook((other, FUNDING)).names.items()) == [("localism", "Localism"), ("funding", "Funding")]


# Themes that are part of others ---------------------------------------------------------------------------------------


def themes_of(**parents: str | None) -> Codebook:
    return Codebook(tuple(Theme(key, key, "About it.", parent=parent) for key, parent in parents.items()))


TREE = themes_of(stop="bus", transport=None, bus="transport", parking="transport", trees=None)


def test_a_theme_implies_all_that_it_is_part_of() -> None:
    assert TREE.wider == {"stop": ("bus", "transport"), "bus": ("transport",), "parking": ("transport",)}
    assert TREE.with_wider({"stop", "trees", "gone"}) == {"stop", "bus", "transport", "trees", "gone"}
    assert TREE.with_wider([]) == frozenset()


def test_the_tree_holds_every_theme_below_the_one_that_it_is_part_of() -> None:
    told = [(theme.key, depth) for theme, depth in TREE.tree]
    assert told == [("transport", 0), ("bus", 1), ("stop", 2), ("parking", 1), ("trees", 0)]


def test_a_parent_that_is_not_there_or_goes_round_implies_nothing_more() -> None:
    assert themes_of(a="gone").wider == {}
    assert themes_of(a="gone").tree[0][1] == 0
    assert themes_of(a="b", b="a").with_wider({"a"}) == {"a", "b"}

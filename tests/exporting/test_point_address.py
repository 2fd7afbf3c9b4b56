"""Points are found again by their addresses, and only while their words are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exporting import Addresses, address
from analysis.model import PointKey

NAMES = st.text(st.sampled_from("aé:-#0 /."), min_size=1).filter(lambda name: name == name.strip())


@given(NAMES, st.integers(0, 10**9), st.text(min_size=1))
def test_every_point_is_found_by_its_address(name: str, start: int, words: str) -> None:
    point = PointKey(name, start, start + len(words))
    assert Addresses({point: words}).find(address(point, words)) == point


def test_a_name_is_found_as_a_spreadsheet_wrote_it_if_only_one_can_be_meant() -> None:
    point, other = PointKey("ответ.txt", 0, 5), PointKey("café.txt", 0, 5)
    points = Addresses({point: "words", other: "words"})
    assert points.find(address(PointKey("?????.txt", 0, 5), "words")) == point
    assert points.find(address(PointKey("cafe\u0301.txt", 0, 5), "words")) == other
    with pytest.raises(ValueError, match=r"there is no response called \?\?\?\?\?\.txt"):
        Addresses({point: "words", PointKey("слово.txt", 0, 5): "words"}).find(
            address(PointKey("?????.txt", 0, 5), "words")
        )


def test_a_point_that_moved_is_found_by_its_words_if_only_one_has_them() -> None:
    old, moved = PointKey("a.txt", 0, 5), PointKey("a.txt", 9, 14)
    wanted = address(old, "words")
    assert Addresses({moved: "words", PointKey("b.txt", 9, 14): "words"}).find(wanted) == moved
    assert Addresses({moved: "words", old: "words"}).find(wanted) == old
    with pytest.raises(ValueError, match="this point is gone"):
        Addresses({moved: "words", PointKey("a.txt", 20, 25): "words"}).find(wanted)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("anything", "the cell below “point” has been changed"),
        (address(PointKey("b.txt", 0, 5), "words"), "there is no response called b.txt; was the sheet made in another"),
        (address(PointKey("a.txt", 0, 4), "word"), "a.txt is now divided differently, and this point is gone"),
        (address(PointKey("a.txt", 0, 5), "wards"), "the words of this point of a.txt have changed since"),
    ],
)
def test_a_point_that_is_gone_or_changed_is_refused(wanted: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Addresses({PointKey("a.txt", 0, 5): "words"}).find(wanted)

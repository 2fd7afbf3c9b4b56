"""What our own check of HTML sees, and what it lets pass."""

from __future__ import annotations

import pytest

from tests.validity import faults

PAGE = '<!doctype html><html lang="en"><head><title>A</title></head><body>{}</body></html>'


@pytest.mark.parametrize(
    "wrong",
    [
        "<p>One<ul><li>Two</li></ul></p>",
        "<p><div>One</div></p>",
        "<span><b>One</span></b>",
        '<p id="a">One</p><p id="a">Two</p>',
        '<label for="gone">One</label>',
        "<div>One",
        "<a href='#x'>One <a href='#y'>Two</a></a>",
    ],
)
def test_what_a_browser_must_repair_is_a_fault(wrong: str) -> None:
    assert faults(PAGE.format(wrong))


def test_what_is_right_is_no_fault() -> None:
    assert faults(PAGE.format('<label for="a">One</label><input id="a"><ul><li><p>Two</p></li></ul>')) == []

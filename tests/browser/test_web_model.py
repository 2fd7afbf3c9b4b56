"""Coding with a model in a real browser, by keyboard alone: named, refused, planned, sent, and the result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.web import Window
from tests.builders import LETTER, make_workspace
from tests.stub_model import stub_model
from tests.web.visitor import running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(make_workspace(tmp_path_factory.mktemp("model"), {"letter.txt": LETTER})) as made:
        yield made


def typed(here: Window, field: str, words: str) -> None:
    """Type words into a field, in place of what stands there."""
    here.tab_to(field)
    here.press("Control+A")
    here.page.keyboard.type(words)


def test_a_model_is_named_and_asked_by_keyboard(window: Any) -> None:
    here = window()
    page = here.open("/model")
    typed(here, "Web address of the model", "https://ai.example.org/v1")
    typed(here, "Name of the model", "stub")
    here.tab_to("The model codes nothing")
    here.press("ArrowUp")
    assert page.get_by_label("The model codes every point").is_checked()
    here.choose("Save the settings")
    page.get_by_role("link", name="ai.example.org is another computer").wait_for()
    here.hold("model-refused")
    with stub_model() as stub:
        typed(here, "Web address of the model", stub.endpoint)
        here.choose("Save the settings")
        page.get_by_text("The settings are saved. Nothing was sent.").wait_for()
        here.choose("Show what would be sent")
        page.get_by_text("on this computer: nothing leaves it").wait_for()
        here.hold("model-plan")
        assert stub.conversation == []
        here.choose("Send all")
        page.get_by_text("newly coded").wait_for()
        assert stub.conversation
    here.hold("model-result")
    assert not [said for said in here.said if "400 (Bad Request)" not in said]

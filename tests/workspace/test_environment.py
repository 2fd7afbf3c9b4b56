"""What the environment says of how Everypoint runs on a machine."""

from __future__ import annotations

import pytest

from analysis.workspace import Settings


def test_nothing_said_is_a_file_in_the_workspace_and_no_text_recognition() -> None:
    assert Settings.of_environment({}) == Settings(database="", ocr=False)


@pytest.mark.parametrize(("said", "ocr"), [("1", True), ("yes", True), (" TRUE ", True), ("0", False), ("", False)])
def test_what_is_said_is_taken(said: str, ocr: bool) -> None:
    found = Settings.of_environment({"EVERYPOINT_DATABASE": " postgresql+psycopg://a@b/c ", "EVERYPOINT_OCR": said})
    assert found == Settings(database="postgresql+psycopg://a@b/c", ocr=ocr)

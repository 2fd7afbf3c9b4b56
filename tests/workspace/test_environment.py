"""What the environment says of how Everypoint runs on a machine."""

from __future__ import annotations

from pathlib import Path

from analysis.workspace import Settings
from tests.needs import needs_posix


def test_nothing_said_is_a_file_in_the_workspace_and_no_text_recognition() -> None:
    assert Settings.of_environment({}) == Settings(database="", ocr=False)


def test_the_store_s_address_is_taken() -> None:
    said = {"EVERYPOINT_DATABASE": " postgresql+psycopg://a@b/c "}
    assert Settings.of_environment(said) == Settings(database="postgresql+psycopg://a@b/c")


@needs_posix
def test_scans_are_read_where_tesseract_is_installed(tmp_path: Path) -> None:
    (tmp_path / "tesseract").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "tesseract").chmod(0o755)
    assert Settings.of_environment({"PATH": str(tmp_path)}).ocr

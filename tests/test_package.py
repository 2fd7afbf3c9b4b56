"""The package that is installed: what is in the wheel beside the code."""

from __future__ import annotations

import tomllib

import pytest

import analysis
from tests.builders import ROOT


@pytest.fixture(scope="module")
def wheel() -> set[str]:
    """The files that the wheel would hold."""
    from hatchling.builders.wheel import WheelBuilder

    return {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}


def test_who_says_that_it_is_typed_ships_the_mark_that_type_checkers_look_for(wheel: set[str]) -> None:
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    assert "Typing :: Typed" in classifiers
    assert "analysis/py.typed" in wheel


def test_the_wheel_holds_the_templates_and_the_styles_of_the_pages(wheel: set[str]) -> None:
    assert {"analysis/templates/report.html.j2", "analysis/web/static/everypoint.css"} <= {
        path.replace("\\", "/") for path in wheel
    }


def test_the_library_is_as_small_as_it_says() -> None:
    assert set(analysis.__all__) == {
        "Codebook",
        "Document",
        "Segment",
        "Theme",
        "ThemeClassifier",
        "read",
        "read_all",
        "split",
    }
    for name in analysis.__all__:
        assert getattr(analysis, name) is not None
    with pytest.raises(AttributeError, match="module 'analysis' has no attribute 'reed'"):
        _ = analysis.reed

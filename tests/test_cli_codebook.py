"""The command `codebook diff`: what it prints, for people and for programs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.cli import codebook_commands
from analysis.text import fingerprint
from analysis.workspace import Workspace
from tests.builders import CONSULTATION, LETTER, Clock, make_coding, make_workspace, person

CHANGED = CONSULTATION.replace("reach and use the library", "reach the library by bus").replace(
    'key = "funding"', 'key = "money"\nwas = ["funding"]'
)


@pytest.fixture(scope="module")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("codebook"), {"letter.txt": LETTER})
    app = AppContext(Workspace(root), clock=Clock())
    publish.report(app)
    corpus = ingest.take_in(app)
    version = corpus.consultation.codebook.version
    app.store.append(
        replace(make_coding(point.key, ["access"], by=person("anna")), codebook=version, text_sha256=fingerprint(text))
        for point, text in zip(corpus.points, corpus.texts, strict=True)
    )
    return root


@pytest.fixture
def root(_reported: Path, tmp_path: Path) -> Path:
    """A workspace after its first report, in which a person has coded three points and the codebook has changed."""
    where = Path(shutil.copytree(_reported, tmp_path / "work"))
    (where / "responses/consultation.toml").write_text(CHANGED, encoding="utf-8")
    return where


def diff(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(codebook_commands.app, ["diff", "--workspace", str(root), *arguments])


def test_what_a_change_moves_is_told_theme_by_theme(root: Path) -> None:
    result = diff(root)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0].endswith(", that of the last report:")
    assert lines[1:6] == [
        "renamed    funding → money (key)",
        "redefined  access (definition): 3 codings by people need to be checked again, at 3 points",
        "             letter.txt, R1.1 (1)",
        "             letter.txt, R1.2 (2)",
        "             letter.txt, R1.3 (3)",
    ]
    assert "Access" in result.stdout
    assert lines[-1] == "Of 3 codings by people, 3 need to be checked again because of this, at 3 points."


def test_the_same_for_programs(root: Path) -> None:
    result = diff(root, "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert [(one["kind"], one["before"], one["after"]) for one in told["changes"]] == [
        ("renamed", ["funding"], ["money"]),
        ("redefined", ["access"], ["access"]),
    ]
    assert told["changes"][1]["points"][0] == {"document": "letter.txt", "label": "R1.1 (1)"}
    assert {figure["key"]: figure["moved"] for figure in told["figures"]} == {
        "money": False,
        "access": False,
        "": False,
    }
    assert (told["another_look"], told["lost"]) == (3, [])


def test_codings_without_a_point_are_listed(root: Path) -> None:
    (root / "responses/letter.txt").write_text(LETTER.replace("forty", "fifty"), encoding="utf-8")
    assert "People's codings of 1 place no longer have a point and need to be checked again:" in diff(root).stdout
    (lost,) = json.loads(diff(root, "--json").stdout)["lost"]
    assert (lost["document"], lost["coders"]) == ("letter.txt", ["Anna"])


def test_where_nothing_was_ever_coded_it_says_so(tmp_path: Path) -> None:
    result = diff(make_workspace(tmp_path))
    assert result.exit_code == 0
    assert result.stdout.startswith("There is no earlier codebook yet")


def test_a_codebook_that_there_is_not(root: Path) -> None:
    result = diff(root, "--against", "nosuch.toml")
    assert result.exit_code == 1
    assert "nosuch.toml: neither a consultation.toml nor a codebook's version" in result.stderr


def test_its_help_has_an_example() -> None:
    result = CliRunner().invoke(codebook_commands.app, ["diff", "--help"])
    assert "Example: everypoint codebook diff" in " ".join(result.stdout.split())

"""`evaluate` on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis.cli import app
from tests.builders import LETTER, NOTES, make_workspace

GOLD = """id,text,labels,doc
1,The library budget has no money left.,Funding,A
2,There is no bus in the evening.,Access; Noise,A
3,Cuts cost us the evening bus.,funding|access,B
4,I am forty.,,C
4,I am fifty.,,C
5,,funding,C
"""


def everypoint(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"EVERYPOINT_DATABASE": ""})


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "work", {"letter.txt": LETTER, "notes.md": NOTES})


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text(GOLD, "utf-8")
    return path


def test_figures_and_what_was_left_out_are_told(work: Path, gold: Path) -> None:
    out = everypoint("evaluate", gold, "--workspace", work)
    assert (out.exit_code, out.stderr) == (0, "")
    words = " ".join(out.stdout.split())
    assert "gold.csv: 4 texts compared with machine coder" in words
    assert "Those of one document (3 in all) are taken together." in words
    assert re.search(r"Funding 2 \d \d \d+% ", words)
    assert re.search(r"all themes \(micro\) \d+% ", words)
    assert re.search(r"Krippendorff's alpha, where sets that overlap are near \(MASI\), \d\.\d\d ", words)
    assert "expected calibration error" in words
    assert "left out 1 row cannot be read: row 7: it has no “text”" in words
    assert "left out 1 row whose id is there already: row 6: the id 4 stands in row 5 already" in words
    assert "left out 1 label that is no theme of the codebook: “Noise” in 1 row" in words
    assert "check 1 row without labels: taken to raise none of the themes" in words
    assert "NO MEASURE" not in words


def test_a_gold_that_the_machine_has_learned_from_is_no_measure(work: Path, gold: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    everypoint("audit", "export", sheet, "--auditor", "Ann", "--assisted", "--workspace", work)
    head, below = sheet.read_text("utf-8-sig").split("\n", 2)[1:]
    marks = head.rstrip("\r").split(",").index("funding: Funding") - len(head.split(","))
    rows = [line.split(",") for line in below.splitlines()]
    for row in rows:
        row[marks] = "x"
    text = sheet.read_text("utf-8-sig").split("\n")
    sheet.write_text("\n".join([*text[:2], *(",".join(row) for row in rows)]), "utf-8")
    assert everypoint("audit", "import", sheet, "--workspace", work).exit_code == 0
    out = " ".join(everypoint("evaluate", sheet, "--workspace", work).stdout.split())
    assert "5 of them people have coded in this workspace. NOT A TEST: the machine has learned from 5 of them" in out
    assert "Nothing else is in the file." in out


def test_the_same_for_a_program(work: Path, gold: Path) -> None:
    told = json.loads(everypoint("evaluate", gold, "--workspace", work, "--json").stdout)
    assert (told["rows"], told["documents"], told["kind"]) == (4, 3, "texts")
    assert [theme["theme"] for theme in told["themes"]] == ["funding", "access"]
    found, given, both = (sum(theme[name] for theme in told["themes"]) for name in ("found", "given", "both"))
    assert told["micro"]["f1"]["estimate"] == pytest.approx(2 * both / (found + given))
    assert told["themes"][0]["agreement"]["Cohen's kappa"]["points"] == 4
    assert told["sets"]["Krippendorff's alpha"]["figure"] <= 1
    assert 0 < told["scored"]["brier"] < 1
    assert told["left_out"]["labels"] == [{"label": "Noise", "rows": 1, "near": None}]


@pytest.mark.parametrize("text", ["text,labels\nLoud.,Noise\n", "name,age\nAnn,3\n"])
def test_where_nothing_can_be_compared_the_status_is_1(work: Path, gold: Path, text: str) -> None:
    gold.write_text(text, "utf-8")
    out = everypoint("evaluate", gold, "--workspace", work)
    assert out.exit_code == 1
    assert out.stderr.startswith(f"everypoint: {gold}: ")
    told = json.loads(everypoint("evaluate", gold, "--workspace", work, "--json").stdout)
    assert "theme of the codebook" in told["error"] or "not a labelled file" in told["error"]


def test_a_file_that_is_not_there_is_told(work: Path) -> None:
    out = everypoint("evaluate", work / "none.csv", "--workspace", work)
    assert out.exit_code == 1
    assert "none.csv" in out.stderr


def test_only_one_coder_can_be_meant(work: Path, gold: Path) -> None:
    out = everypoint("evaluate", gold, "--coder", "Ann", "--settled", "--workspace", work)
    assert out.exit_code == 2
    assert "choose one of --coder and --settled" in " ".join(out.stderr.split())

"""The same report on every machine, also where people have taught it: a share of `python -m benchmarks same-bytes`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.workspace import Workspace
from tests.machines import ROOT, Machine, kernels, report_of, taught


def others() -> list[Machine]:
    """The oldest kernel without vector units and with another number of threads, and one in the middle."""
    known = kernels()
    return [Machine(known[0], 2, vectors=False), Machine(known[len(known) // 2])] if known else []


MANY = ("0[4-8]-*", "1[0-6]-*")
"""Responses without which enough is left to learn from, and a report is made in a third of the time."""

pytestmark = pytest.mark.skipif(not others(), reason="this processor cannot run what another would")


def test_another_kernel_makes_the_committed_report(tmp_path: Path) -> None:
    committed = (ROOT / "reports" / "report.html").read_bytes()
    assert report_of(ROOT / "responses", others()[1], tmp_path / "w") == committed


def test_another_kernel_learns_the_same_from_codings(tmp_path: Path) -> None:
    some, left_out = tmp_path / "responses", shutil.ignore_patterns("audits", *MANY)
    shutil.copytree(ROOT / "responses", some, ignore=left_out)
    rows = (some / "respondents.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows[1:] if (some / row.partition(",")[0]).is_file()]
    (some / "respondents.csv").write_text("".join([rows[0], *kept]), encoding="utf-8")
    lessons = taught(some, tmp_path / "taught")
    here = report_of(lessons, None, tmp_path / "here")
    assert take(AppContext(Workspace(tmp_path / "here")), keep=False).classifier.learned_, "something was learned"
    assert report_of(lessons, others()[0], tmp_path / "there") == here

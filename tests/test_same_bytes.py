"""The same report on every machine, also where people have taught it: a share of `python -m benchmarks same-bytes`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.machines import ROOT, Machine, kernels, report_of, taught


def others() -> list[Machine]:
    """The oldest kernel without vector units and with another number of threads, and one in the middle."""
    known = kernels()
    return [Machine(known[0], 2, vectors=False), Machine(known[len(known) // 2])] if known else []


pytestmark = pytest.mark.skipif(not others(), reason="this processor cannot run what another would")


def test_another_kernel_makes_the_committed_report(tmp_path: Path) -> None:
    committed = (ROOT / "reports" / "report.html").read_bytes()
    assert report_of(ROOT / "responses", others()[1], tmp_path / "w") == committed


def test_another_kernel_learns_the_same_from_codings(tmp_path: Path) -> None:
    lessons = taught(ROOT / "responses", tmp_path / "taught")
    here = report_of(lessons, None, tmp_path / "here")
    assert here != (ROOT / "reports" / "report.html").read_bytes(), "something was learned"
    assert report_of(lessons, others()[0], tmp_path / "there") == here

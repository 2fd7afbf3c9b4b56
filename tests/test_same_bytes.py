"""The same report on every machine, also where people have taught it: a share of `python -m benchmarks same-bytes`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.machines import ROOT, Machine, kernels, report_of, taught


def others() -> list[Machine]:
    """The oldest kernel without vector units, and one with another number of threads."""
    known = kernels()
    return [Machine(known[0], 2, vectors=False), Machine(known[len(known) // 2])] if known else []


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return taught(ROOT / "responses", tmp_path_factory.mktemp("lessons") / "taught")


@pytest.mark.skipif(not others(), reason="this processor cannot run what another would")
def test_other_kernels_make_the_committed_report(tmp_path: Path) -> None:
    committed = (ROOT / "reports" / "report.html").read_bytes()
    assert report_of(ROOT / "responses", others()[0], tmp_path / "w") == committed


@pytest.mark.skipif(not others(), reason="this processor cannot run what another would")
def test_other_kernels_learn_the_same_from_codings(tmp_path: Path, lessons: Path) -> None:
    here = report_of(lessons, Machine(), tmp_path / "here")
    assert here != (ROOT / "reports" / "report.html").read_bytes(), "something was learned"
    for n, machine in enumerate(others()):
        assert report_of(lessons, machine, tmp_path / str(n)) == here, machine

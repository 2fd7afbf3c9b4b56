"""What every test may ask for."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import needs
from tests.haste import in_haste
from tests.share import examples

pytest.register_assert_rewrite("tests.app.views.told")

# Deterministic, so that a failure is the same for everybody; the clock of a busy machine is no property of the code.
settings.register_profile(
    "everypoint",
    deadline=None,
    derandomize=True,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("everypoint")

# What is collected stays until the end: to look through it for what could go takes a quarter of the collection.
gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of what is looked through for garbage from now on."""
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests skipped and why, lest a run without some tool be taken for a whole one."""
    reports = terminalreporter.stats.get("skipped", [])
    for line in needs.lines_of(report.longrepr[2].removeprefix("Skipped: ") for report in reports):
        terminalreporter.write_line(line)


@pytest.fixture(autouse=True, scope="session")
def _hasty() -> Iterator[None]:
    with in_haste():
        yield


@pytest.fixture
def no_root() -> None:
    """For tests of permissions, which root does not have to keep to."""
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip(needs.NOT_BOUND)

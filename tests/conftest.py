"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.builders import SHARED

# Deterministic, so that a failure is the same for everybody; the clock of a busy machine is no property of the code.
settings.register_profile(
    "everypoint", deadline=None, derandomize=True, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("everypoint")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository; without it the test skips."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared here: this test needs its documents")
    return SHARED


@pytest.fixture
def no_root() -> None:
    """For tests of permissions, which root does not have to keep to."""
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("permissions do not bind this user")

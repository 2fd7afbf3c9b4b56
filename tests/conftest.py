"""What every test may ask for."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# Deterministic, so that a failure is the same for everybody; the clock of a busy machine is no property of the code.
settings.register_profile(
    "everypoint", deadline=None, derandomize=True, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("everypoint")


@pytest.fixture
def no_root() -> None:
    """For tests of permissions, which root does not have to keep to."""
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("permissions do not bind this user")

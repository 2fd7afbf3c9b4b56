"""Several people record what they judge at once: nobody waits in vain, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.store import Store
from tests.store.apart import append_at_once, coding

WRITERS = 8
CODINGS = 25
"""By each writer."""


def test_eight_writers_at_once_lose_nothing(
    store: Store, open_store: Callable[[], Store], url: str, tmp_path: Path
) -> None:
    names = [f"writer {n}" for n in range(WRITERS)]
    assert append_at_once(tmp_path / "state", url, names, CODINGS) == dict.fromkeys(names, [1] * CODINGS)
    found = list(store.every_coding())
    for name in names:
        assert [one for one in found if one.coder.id == name] == [coding(name, number) for number in range(CODINGS)]
    assert store.verify().startswith(f"{WRITERS * (CODINGS + 1)} records")
    assert open_store().counts() == store.counts()

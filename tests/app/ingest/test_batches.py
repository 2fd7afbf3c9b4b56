"""Batches: what comes close together is worked on together, in order, and nothing that was gathered is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from analysis.app.ingest import batches
from analysis.app.ingest.batches import in_batches


def worked(things: Iterator[str] | str, size: int = 1) -> tuple[list[str], list[str]]:
    """The results of work on things, and the batches in which they were worked on."""
    together: list[str] = []

    def work(batch: Sequence[str]) -> list[str]:
        together.append("".join(batch))
        return [thing.upper() for thing in batch]

    return list(in_batches(things, work, lambda _: size, str.lower)), together


@pytest.mark.parametrize(
    ("things", "size", "together"),
    [
        ("", 1, []),
        ("abc", 1, ["abc"]),
        ("abcdefg", 1, ["abcd", "efg"]),
        ("abc", batches.BYTES, ["a", "b", "c"]),
        ("abAc", 1, ["ab", "Ac"]),
    ],
)
def test_a_batch_ends_when_it_is_full_or_a_name_comes_again(
    monkeypatch: pytest.MonkeyPatch, things: str, size: int, together: list[str]
) -> None:
    monkeypatch.setattr(batches, "MOST", 4)
    assert worked(things, size) == (list(things.upper()), together)


def test_what_comes_late_does_not_keep_what_was_gathered_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SECONDS", -1.0)
    assert worked("abc")[1] == ["a", "b", "c"]


def test_what_was_gathered_when_somebody_stops_us_is_worked_on() -> None:
    done: list[str] = []

    def things() -> Iterator[str]:
        yield "a"
        yield "b"
        raise KeyboardInterrupt

    def work(batch: Sequence[str]) -> Sequence[str]:
        done.extend(batch)
        return batch

    with pytest.raises(KeyboardInterrupt):
        list(in_batches(things(), work, len, str))
    assert done == ["a", "b"]

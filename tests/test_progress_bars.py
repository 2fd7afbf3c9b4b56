"""What is done shows on a terminal, several things at a time, and leaves nothing behind where it breaks off."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from analysis.cli import progress_bars
from analysis.cli.progress_bars import track


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    return shown


def test_rows_are_shown_within_files(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    read = []
    for file in track(["a.csv", "b.csv"], "Reading"):
        for row in track(iter(range(3)), f"Reading the rows of {file}", 3):
            read.append((file, row))
            progress_bars._running[0].refresh()
    assert len(read) == 6
    assert not progress_bars._running
    assert "Reading the rows of b.csv" in terminal.getvalue()
    assert "2/3" in terminal.getvalue()


def test_what_breaks_off_takes_its_bar_away(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_terminal(monkeypatch)

    def broken() -> Iterator[int]:
        yield 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(track(broken(), "Coding"))
    assert not progress_bars._running


def test_nothing_is_shown_where_the_output_is_kept() -> None:
    things = [1, 2]
    assert track(things, "Coding") is things

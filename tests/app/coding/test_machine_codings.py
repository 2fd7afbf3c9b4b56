"""What the machine said is kept, and read again as soon as it has said anything else or somebody was erased."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.app import Everypoint
from analysis.app.coding.machine_codings import machine_codings
from analysis.model import CoderKind, Coding
from tests.app.audited import letter, open_desk


def read(app: Everypoint, coder: str) -> tuple[Coding, ...]:
    own = [coding for coding in app.store.codings(coder) if coding.coder.kind is CoderKind.MACHINE]
    return tuple(replace(coding, evidence=()) for coding in own)


def test_machine_codings_are_those_of_the_store_whatever_happens(tmp_path: Path) -> None:
    app = open_desk(tmp_path / "work")
    _, machine, _ = app.take_in_and_code()
    first = machine_codings(app, machine.id)
    assert first == read(app, machine.id)
    assert len(first) == 24
    assert machine_codings(app, machine.id) is first, "they are kept"
    assert machine_codings(app, "nobody") == ()
    (app.workspace.responses / "new.txt").write_text(letter(9), encoding="utf-8")
    app.take_in_and_code()
    assert machine_codings(app, machine.id) == read(app, machine.id)
    app.erase("new.txt", "ann", "asked for")
    assert machine_codings(app, machine.id) == read(app, machine.id)

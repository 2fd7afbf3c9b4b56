"""Counting what is said to the database: statements and transactions, of every store that is opened meanwhile.

What a snapshot cache reads in threads of its own, at any moment, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import current_thread
from typing import Any

from sqlalchemy import Engine, event

BEHIND = ("newest", "everypoint reads")
"""The threads of a snapshot cache."""


@dataclass
class Traffic:
    """The statements that were executed, one for many rows being one, the most values that any of them was given (for a
    row, where it is for many), and the number of transactions begun."""

    statements: list[str] = field(default_factory=list)
    most_values: int = 0
    transactions: int = 0

    def _executed(
        self, _connection: object, _cursor: object, statement: str, values: Sequence[Any], _: object, is_many: bool
    ) -> None:
        if current_thread().name in BEHIND:
            return
        self.statements.append(statement)
        self.most_values = max(self.most_values, *map(len, values)) if is_many else max(self.most_values, len(values))

    def _begun(self, _connection: object) -> None:
        self.transactions += current_thread().name not in BEHIND


@contextmanager
def counted() -> Iterator[Traffic]:
    """Count what is said to any database until the end of the block; schemas are to be up to date before."""
    traffic = Traffic()
    listeners = (("before_cursor_execute", traffic._executed), ("begin", traffic._begun))
    for name, listener in listeners:
        event.listen(Engine, name, listener)
    try:
        yield traffic
    finally:
        for name, listener in listeners:
            event.remove(Engine, name, listener)

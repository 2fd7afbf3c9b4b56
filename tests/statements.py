"""Counting what is said to the database: statements and transactions, of every store that is opened meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


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
        self.statements.append(statement)
        self.most_values = max(self.most_values, *map(len, values)) if is_many else max(self.most_values, len(values))

    def _begun(self, _connection: object) -> None:
        self.transactions += 1


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

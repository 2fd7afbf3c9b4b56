"""Counting what is said to the database: statements and transactions, of every store that is opened meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, event


@dataclass
class Traffic:
    """The statements that were executed, one for many rows being one, and the number of transactions begun."""

    statements: list[str] = field(default_factory=list)
    transactions: int = 0

    def _executed(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.statements.append(statement)

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

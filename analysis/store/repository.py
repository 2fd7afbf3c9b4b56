"""Repositories: each method is a question asked, or a record appended, in a transaction that somebody else opens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from analysis.store.coding_tables import CodingTables


class Repository(ABC):
    """Access to one kind of record; a subclass says in which transaction, and where the tables of codings lie."""

    _tables: CodingTables

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction that sees one state of the store."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that appends to the chain, while every other writer waits."""


P = ParamSpec("P")
R = TypeVar("R", bound=Repository)
T = TypeVar("T")


def reads(question: Callable[Concatenate[R, Connection, P], T]) -> Callable[Concatenate[R, P], T]:
    """Give a method the connection of its repository's reading transaction."""

    @wraps(question)
    def ask(self: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self._reading() as connection:
            return question(self, connection, *args, **kwargs)

    return ask


def writes(change: Callable[Concatenate[R, Connection, P], T]) -> Callable[Concatenate[R, P], T]:
    """Give a method the connection of its repository's writing transaction."""

    @wraps(change)
    def record(self: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self._writing() as connection:
            return change(self, connection, *args, **kwargs)

    return record

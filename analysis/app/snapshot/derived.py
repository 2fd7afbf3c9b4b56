"""Derived values: computed at most once from named inputs, and carried over to what comes after with the same ones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any, TypeVar

T = TypeVar("T")


class Derived(cached_property[T]):
    """A cached property that knows what it is computed from: the names of fields of its object."""

    inputs: frozenset[str] = frozenset()


def derived(*inputs: str) -> Callable[[Callable[[Any], T]], Derived[T]]:
    """Mark a method as a value that is computed at most once from these fields."""

    def mark(compute: Callable[[Any], T]) -> Derived[T]:
        value = Derived(compute)
        value.inputs = frozenset(inputs)
        return value

    return mark


def carry_over(former: object, following: object, changed: Collection[str]) -> None:
    """Give an object what was derived for the former one from fields of which none has changed."""
    for name, value in derived_values(type(former)).items():
        if name in vars(former) and value.inputs.isdisjoint(changed):
            vars(following).setdefault(name, vars(former)[name])


def derived_values(kind: type) -> dict[str, Derived[Any]]:
    """Return the derived values of a class and of those that it is made from, by name."""
    named = ((name, value) for part in reversed(kind.__mro__) for name, value in vars(part).items())
    return {name: value for name, value in named if isinstance(value, Derived)}

"""Withdrawals: what people have said should not count, though it was received, and what should count again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A person's decision that a response, or a whole file, is not to count (``is_out``), or is to count again.

    It is appended and never changed; the last one about the same name counts. It deletes nothing.
    """

    document: str
    is_out: bool
    who: str
    why: str
    time: str


def still_out(withdrawals: Iterable[Withdrawal]) -> dict[str, Withdrawal]:
    """Return the last decisions about what is out still, by its name, in the order in which it was taken out."""
    last: dict[str, Withdrawal] = {}
    for one in withdrawals:
        last.pop(one.document, None)
        if one.is_out:
            last[one.document] = one
    return last

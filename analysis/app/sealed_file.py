"""Sealed files: what is kept beside the store for the next time, and believed as far as the store vouches for it."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from analysis.app.context import AppContext
from analysis.workspace import write_together


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A value that is kept with the store's ``seal`` on all else of it."""

    seal: str = ""


S = TypeVar("S", bound=Sealed)


@dataclass(frozen=True, slots=True)
class SealedFile(Generic[S]):
    """A file of ``.everypoint``; ``record`` says of a value which record it is, with whose salt the seal is made."""

    name: str
    values: TypeAdapter[S]
    record: Callable[[S], int]

    def load(self, app: AppContext) -> S | None:
        """Return what was kept last; None where there is nothing, or somebody else wrote it."""
        try:
            value = self.values.validate_json((app.workspace.state / self.name).read_bytes())
        except (OSError, ValidationError):
            return None
        return value if value.seal and hmac.compare_digest(value.seal, self._seal(app, value)) else None

    def keep(self, app: AppContext, value: S) -> None:
        """Keep a value, where that can be written: it is only worked out again."""
        with suppress(OSError):
            sealed = replace(value, seal=self._seal(app, value))
            write_together({app.workspace.state / self.name: self.values.dump_json(sealed)})

    def _seal(self, app: AppContext, value: S) -> str:
        """Return the store's seal on a value; nothing where the record that it is made with is gone."""
        return app.store.seal(self.record(value), self.values.dump_json(replace(value, seal="")))

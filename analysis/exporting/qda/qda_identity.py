"""Identities in REFI-QDA files: the same thing has the same GUID in every export, and nothing can be told from one."""

from __future__ import annotations

from uuid import UUID, uuid5

from analysis.model import Coder, CoderKind

NAMESPACE = UUID("6f1e2a3c-4b5d-5e6f-8a7b-9c0d1e2f3a4b")

ORIGIN = "Everypoint"

NO_THEME, CANNOT_TELL, OUTCOMES = "None of the themes", "Cannot tell", "Outcome of coding"
"""Codes for judgements that give no theme, and the folder that they are in: a set of codes alone cannot say either."""


def guid(kind: str, *names: str) -> str:
    """Return the GUID of a thing of some kind, by what it is called in the report or in the codebook.

    >>> guid("theme", "funding") == guid("theme", "funding") != guid("theme", "safety")
    True
    """
    return str(uuid5(NAMESPACE, "\n".join((kind, *names))))


def theme_guid(key: str) -> str:
    """Return a theme's GUID."""
    return guid("theme", key)


def outcome_guid(name: str) -> str:
    """Return the GUID of a code for a judgement that gives no theme."""
    return guid("outcome", name)


def user_id(coder: Coder) -> str:
    """Return how a coder is known in a project: the kind and the id."""
    return f"{coder.kind.value}:{coder.id}"


def is_machine_id(id: str | None) -> bool:
    """Return whether a user of a project is a machine coder of ours."""
    return id is not None and id.startswith(f"{CoderKind.MACHINE.value}:")

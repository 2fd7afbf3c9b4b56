"""The consultation: its questions, and the codebook that its answers are read with."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from analysis.model.tables import TableMapping


@dataclass(frozen=True, slots=True)
class Theme:
    """One entry of the codebook, with the parts that MacQueen et al. (1998) ask of an entry."""

    key: str
    name: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    parent: str | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A set of themes in the order in which they are shown; ``version`` is the hash of its content."""

    themes: tuple[Theme, ...]

    @property
    def version(self) -> str:
        """Return the first 16 hexadecimal digits of the SHA-256 of the content."""
        return _version(self.themes)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the themes' keys, in order."""
        return tuple(theme.key for theme in self.themes)

    @property
    def names(self) -> dict[str, str]:
        """Return the themes' names by their keys, in order."""
        return {theme.key: theme.name for theme in self.themes}


@lru_cache(maxsize=64)
def _version(themes: tuple[Theme, ...]) -> str:
    content = json.dumps([asdict(theme) for theme in themes], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the consultation asked; ``key`` is what respondents and reports call it ("Q1")."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation: its questions, dates and respondent types, and the codebook that the answers are read with.

    ``suppress_below``: a report tells of people who are not named only in counts of at least so many of them.
    ``languages``: the ISO 639-1 codes of those that the codebook is declared to speak; else its entries tell.
    """

    title: str
    codebook: Codebook
    organisation: str | None = None
    opened: date | None = None
    closed: date | None = None
    summary: str | None = None
    notice: str | None = None
    audit_notice: str | None = None
    questions: tuple[Question, ...] = ()
    respondent_types: tuple[str, ...] = ()
    suppress_below: int = 5
    tables: tuple[TableMapping, ...] = ()
    languages: tuple[str, ...] = ()

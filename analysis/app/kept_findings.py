"""Kept findings: which personal data the last search found in which text, so that it is not searched again.

What they follow from stands beside them: the program, and the consultation's own words. They hold places and digests of
texts, and no words; the store seals them, so that nobody else can have something printed that is withheld.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from operator import attrgetter

from pydantic import TypeAdapter

from analysis.app.context import AppContext
from analysis.app.kept_figures import program_sha256
from analysis.app.sealed_file import Sealed, SealedFile
from analysis.model import PersonalData
from analysis.redacting import KnownNames

FILE = "findings.json"

LIBRARIES = ("faker", "lemminflect")
"""What says which words are names, beside the program itself."""

Findings = tuple[PersonalData, ...]


@dataclass(frozen=True, slots=True)
class KeptFindings(Sealed):
    """What was found in each text, by its digest; ``record`` is the one with whose salt the ``seal`` was made."""

    record: int
    follows_from: str
    found: Mapping[str, Findings]


_KEPT = SealedFile(FILE, TypeAdapter(KeptFindings), attrgetter("record"))


def digest_of_search(text: str, known: KnownNames) -> str:
    """Return the digest of a text with what is known of who wrote it."""
    return hashlib.sha256(repr((text, known)).encode("utf-8", "surrogatepass")).hexdigest()


def kept_findings(app: AppContext, known_words: frozenset[str]) -> Mapping[str, Findings]:
    """Return what was found in texts by the same program, as far as the store vouches for it."""
    kept = _KEPT.load(app)
    return kept.found if kept and kept.follows_from == _follows_from(known_words) else {}


def keep_findings(app: AppContext, known_words: frozenset[str], found: Mapping[str, Findings]) -> None:
    """Keep what was found in texts, and nothing of others."""
    _KEPT.keep(app, KeptFindings(app.store.chain().records, _follows_from(known_words), found))


def _follows_from(known_words: frozenset[str]) -> str:
    decides = (program_sha256(), [version(library) for library in LIBRARIES], sorted(known_words))
    return hashlib.sha256(repr(decides).encode()).hexdigest()

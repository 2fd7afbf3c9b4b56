"""The codebook's history: how it was before each change that was saved, what each changed, and putting one back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.app.coding.codebook_edit import Act, Change, Draft, ProposedChange, book, keep_proposal
from analysis.app.context import AppContext
from analysis.app.revisions import former_consultations
from analysis.auditing import ThemeChange, changes
from analysis.errors import EverypointError, UnreadableError
from analysis.model import Codebook, Coder
from analysis.workspace import load_consultation

SHOWN = 50
"""Changes that are listed; earlier ones stay in the folder."""

NONE = "there is no earlier codebook of this name; choose one from the history of the codebook"


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change of the codebook that was saved: what it did, from the codebook ``before`` to the one ``after``.

    ``id`` names the file that is kept of how it was before.
    """

    id: str
    time: str
    by: str
    changes: tuple[ThemeChange, ...]
    before: Codebook
    after: Codebook

    def edits(self, change: ThemeChange) -> Iterator[tuple[str, str, str]]:
        """Yield each field of a theme that was edited, as it was and as it became."""
        if change.fields:
            (old,), (new,) = (
                [theme for theme in codebook.themes if theme.key in keys]
                for codebook, keys in ((self.before, change.before), (self.after, change.after))
            )
            for field in change.fields:
                yield field, _told(getattr(old, field)), _told(getattr(new, field))

    @property
    def names(self) -> dict[str, str]:
        """Return the themes' names by their keys."""
        return self.after.names | self.before.names


def codebook_history(app: AppContext) -> tuple[PastChange, ...]:
    """Return what was changed in the codebook, the newest first."""
    after, past = book(app).codebook, []
    for path, note, codebook in _kept(app):
        if made := tuple(changes(codebook, after)):
            time, by = str(note.get("time", "")), str(note.get("saved by", ""))
            past.append(PastChange(path.stem, time, by, made, codebook, after))
        after = codebook
        if len(past) == SHOWN:
            break
    return tuple(past)


def propose_restored(app: AppContext, id: str, editor: Coder) -> ProposedChange:
    """Propose the codebook as it was before a change, with everything that was changed since taken back.

    Raises UnreadableError where that is not kept, and ConsultationError where the codebook is like that already.
    """
    former = next((codebook for path, _, codebook in _kept(app) if path.stem == id), None)
    if former is None:
        raise UnreadableError(id, NONE)
    current = book(app)
    change = Change(Act.RESTORE, (), tuple(map(Draft.of, former.themes)), current.base)
    themes = [(theme.key if theme.key in current.codebook.keys else "", theme) for theme in former.themes]
    return keep_proposal(app, change, themes, editor)


def _told(value: str | tuple[str, ...] | None) -> str:
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def _kept(app: AppContext) -> Iterator[tuple[Path, Mapping[str, Any], Codebook]]:
    """Yield the codebooks that were kept before changes of consultation.toml, the newest first, with their notes."""
    for path, note in former_consultations(app):
        with suppress(EverypointError, OSError):  # one that an earlier version could read, and this cannot
            yield path, note, load_consultation(path).codebook

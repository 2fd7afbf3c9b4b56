"""Editing the codebook: what somebody wants changed is kept as a proposal, shown with what it does, and then saved."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from analysis.app.coding.codebook_diff import CodebookDiff, LeadingFigures, compare
from analysis.app.context import AppContext
from analysis.app.revisions import dry_run_consultation
from analysis.app.revisions import save as put
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.auditing.resolution.codebook_changes import changes_in_brief
from analysis.errors import ConsultationError, UnreadableError
from analysis.model import ActivityEvent, ActivityKind, Codebook, Coder, Theme
from analysis.text import keywords_of, lines_of, one_line
from analysis.workspace import digest_of, load_consultation, write_together
from analysis.workspace.consultation_edits import edited

PROPOSALS = "proposals"
"""The folder of ``.everypoint/`` in which changes of the codebook wait to be saved."""

GONE = "this change is no longer there, because it was saved or cancelled. Start again from the codebook"

UNCHANGED = "Nothing is changed yet"
STALE = (
    "Someone has changed consultation.toml since you started. Nothing was saved. What you wrote is below, with "
    "the codebook as it is now. Compare both, and continue."
)

NO_THEME = "this theme is no longer in the codebook; it may have been renamed, merged or retired"


class Act(StrEnum):
    """An action on themes."""

    ADD = "add"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    RETIRE = "retire"
    IMPORT = "import"
    TABLE = "table"
    """All themes at once, as they stand in a table; those that are not in it any more are retired."""
    RESTORE = "restore"
    """All themes as they were at an earlier time."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A theme as it is typed into a form: one item of a list on each line, keywords as ``keywords_of`` parts them."""

    key: str = ""
    name: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    keywords: str = ""
    examples: str = ""
    parent: str = ""

    @property
    def theme(self) -> Theme:
        """Return the theme that is meant."""
        return Theme(
            key=self.key,
            name=one_line(self.name),
            definition=one_line(self.definition),
            include=lines_of(self.include),
            exclude=lines_of(self.exclude),
            keywords=keywords_of(self.keywords),
            examples=lines_of(self.examples),
            parent=self.parent or None,
        )

    @classmethod
    def of(cls, theme: Theme) -> Draft:
        """Return a theme as it stands in a form."""
        return cls(
            key=theme.key,
            name=theme.name,
            definition=theme.definition,
            include="\n".join(theme.include),
            exclude="\n".join(theme.exclude),
            keywords=", ".join(theme.keywords),
            examples="\n".join(theme.examples),
            parent=theme.parent or "",
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A requested change: the action, the themes of the codebook that it concerns, and the themes that come of it.

    ``base`` is the hash of consultation.toml that they had before them; ``remarks`` are what a file that is imported
    gives reason to say.
    """

    act: Act
    keys: tuple[str, ...]
    drafts: tuple[Draft, ...]
    base: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A change that waits to be saved, with the whole file as it would be."""

    id: str
    change: Change
    by: str
    time: str
    content: str


@dataclass(frozen=True, slots=True)
class Book:
    """The codebook as it stands in consultation.toml, and the hash of that file."""

    base: str
    codebook: Codebook

    def theme(self, key: str) -> Theme:
        """Return a theme by its key; raises UnreadableError where there is none."""
        for theme in self.codebook.themes:
            if theme.key == key:
                return theme
        raise UnreadableError(key, NO_THEME)


def book(app: AppContext) -> Book:
    """Return the codebook as it is now; raises ConsultationError where the file cannot be read."""
    path = app.workspace.consultation
    codebook = load_consultation(path).codebook
    return Book(digest_of(path.read_bytes()), codebook)


def is_of_several(change: Change) -> bool:
    """Return whether a change adds several themes at once, as proposals do, and so came of no form for one."""
    return change.act is Act.ADD and len(change.drafts) > 1


# What comes of a change -----------------------------------------------------------------------------------------------


def changed(current: Codebook, change: Change) -> list[tuple[str, Theme]]:
    """Return the themes after a change, each with the key of the theme that it is written over, or nothing."""
    keyed_themes = [(theme.key, theme) for theme in current.themes]
    changed_themes = [theme for theme in current.themes if theme.key in change.keys]
    if change.act is Act.ADD:
        return [*keyed_themes, *(("", draft.theme) for draft in change.drafts)]
    if change.act is Act.IMPORT:
        return _with_imported(current, [draft.theme for draft in change.drafts])
    if change.act is Act.TABLE:
        return _as_tabled(current, change)
    if change.act is Act.RETIRE:
        return _without_parent(
            [key_and_theme for key_and_theme in keyed_themes if key_and_theme[0] not in change.keys],
            {change.keys[0]: None},
        )
    drafted_themes = [draft.theme for draft in change.drafts]
    is_split = change.act is Act.SPLIT
    former = [*(theme.key for theme in changed_themes), *(key for theme in changed_themes for key in theme.was)]
    new_themes = [
        replace(theme, was=tuple(dict.fromkeys(key for key in former if key != theme.key))) for theme in drafted_themes
    ]
    first = keyed_themes.index((changed_themes[0].key, changed_themes[0]))
    following_themes = [
        key_and_theme for key_and_theme in keyed_themes[first + 1 :] if key_and_theme[0] not in change.keys
    ]
    placed_themes = [("" if is_split else changed_themes[0].key, theme) for theme in new_themes]
    # The theme's new key is its parts' parent's too; of a split one the parent is a question, and so is left out.
    new_parents = dict.fromkeys(change.keys, None if is_split else new_themes[0].key)
    return _without_parent([*keyed_themes[:first], *placed_themes, *following_themes], new_parents)


def _with_imported(current: Codebook, imported: Sequence[Theme]) -> list[tuple[str, Theme]]:
    """Return the themes with those of a file written over the ones of their keys, and the others at the end."""
    by_key = {theme.key: theme for theme in imported}
    kept = [(theme.key, replace(by_key.pop(theme.key, theme), was=theme.was)) for theme in current.themes]
    return [*kept, *(("", theme) for theme in by_key.values())]


def _as_tabled(current: Codebook, change: Change) -> list[tuple[str, Theme]]:
    """Return the themes of a table: those that were there in their order, new ones at the end."""
    by_key = {draft.key: draft.theme for draft in change.drafts}
    kept = [
        (theme.key, replace(by_key.pop(theme.key, theme), was=theme.was))
        for theme in current.themes
        if theme.key in by_key or theme.key not in change.keys
    ]
    retired = {theme.key: None for theme in current.themes if theme.key not in {key for key, _ in kept}}
    return _without_parent([*kept, *(("", theme) for theme in by_key.values())], retired)


def _without_parent(themes: Sequence[tuple[str, Theme]], moved: Mapping[str, str | None]) -> list[tuple[str, Theme]]:
    """Return the themes with another parent, or none, where theirs is not there any more."""
    return [
        (origin, replace(theme, parent=moved.get(theme.parent, theme.parent) if theme.parent else None))
        for origin, theme in themes
    ]


# Proposed and saved ---------------------------------------------------------------------------------------------------


def propose(app: AppContext, change: Change, editor: Coder) -> ProposedChange:
    """Keep a change until it is saved or given up.

    Raises ConsultationError with everything that is wrong in it, or that the file has been changed meanwhile, and
    UnreadableError where a theme is not there any more.
    """
    current = book(app)
    if change.base != current.base:
        raise ConsultationError(str(app.workspace.consultation), [STALE])
    for key in change.keys:
        current.theme(key)
    return keep_proposal(app, change, changed(current.codebook, change), editor)


def keep_proposal(
    app: AppContext, change: Change, themes: Sequence[tuple[str, Theme]], editor: Coder
) -> ProposedChange:
    """Keep a change that makes the codebook these themes, each with the key of the one that it is written over.

    Raises ConsultationError with everything that is wrong in it, or where it changes nothing.
    """
    current = book(app)
    content = edited(app.workspace.consultation.read_bytes(), themes, app.workspace.consultation.name)
    proposal_id = secrets.token_hex(8)
    if dry_run_consultation(app, content).codebook == current.codebook:
        raise ConsultationError(app.workspace.consultation.name, [UNCHANGED])
    proposal = ProposedChange(proposal_id, change, editor.name, app.clock(), content.decode("utf-8-sig"))
    write_together({_path(app, proposal_id): json.dumps(asdict(proposal), ensure_ascii=False, indent=1).encode()})
    return proposal


def find_proposal(app: AppContext, id: str) -> ProposedChange:
    """Return a change that waits; raises UnreadableError where there is none of that id."""
    if not re.fullmatch("[0-9a-f]{16}", id):
        raise UnreadableError(id, GONE)
    try:
        record = json.loads(_path(app, id).read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableError(id, GONE) from error
    change_record = record.pop("change")
    drafts = tuple(Draft(**draft) for draft in change_record.pop("drafts"))
    keys, remarks = tuple(change_record.pop("keys")), tuple(change_record.get("remarks", ()))
    return ProposedChange(
        change=Change(Act(change_record["act"]), keys, drafts, change_record["base"], remarks), **record
    )


def is_stale(app: AppContext, proposal: ProposedChange) -> bool:
    """Return whether the file has been changed since a change was proposed."""
    return digest_of(app.workspace.consultation.read_bytes()) != proposal.change.base


def weigh(
    app: AppContext,
    proposal: ProposedChange,
    led: LeadingFigures,
    latest: Callable[[], Snapshot] | None = None,
) -> CodebookDiff:
    """Return what a proposal would do, on the ``latest`` snapshot where one is kept: what was learned of its texts
    serves every proposal. ``led`` tells the figures that an audit corrects."""
    proposed_codebook = dry_run_consultation(app, proposal.content.encode()).codebook
    snapshot = latest() if latest else take(app, keep=False)
    return compare(app, snapshot, snapshot.codebook, proposed_codebook, led, snapshot.hidden.points)


def save(app: AppContext, id: str, editor: Coder) -> ProposedChange:
    """Write a proposal into consultation.toml, and keep that as it was, with what was changed when and by whom.

    Raises ConsultationError where the file has been changed since.
    """
    proposal = find_proposal(app, id)
    with app.store.alone():
        former = app.workspace.consultation.read_bytes()
        if digest_of(former) != proposal.change.base:
            raise ConsultationError(app.workspace.consultation.name, [STALE])
        mark = former[:3] if former.startswith(b"\xef\xbb\xbf") else b""
        details = {"saved by": editor.name, "written by": proposal.by, "change": asdict(proposal.change)}
        after = dry_run_consultation(app, proposal.content.encode()).codebook
        told = changes_in_brief(load_consultation(app.workspace.consultation).codebook, after)
        activity_event = ActivityEvent(ActivityKind.CHANGED_CODEBOOK, editor.name, app.clock(), told)
        put(app, app.workspace.consultation, mark + proposal.content.encode(), [activity_event], details, id)
    give_up(app, id)
    return proposal


def give_up(app: AppContext, id: str) -> None:
    """Forget a change that was not saved."""
    _path(app, find_proposal(app, id).id).unlink(missing_ok=True)


def _path(app: AppContext, id: str) -> Path:
    return app.workspace.state / PROPOSALS / f"{id}.json"

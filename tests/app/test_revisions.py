"""Files of the workspace that people write are changed in one way: tried, kept as they were, written and recorded."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app.admin.settings_edit import present
from analysis.app.admin.settings_edit import save as save_settings
from analysis.app.coding.codebook_edit import Act, Change, Draft, book, propose
from analysis.app.coding.codebook_edit import save as save_codebook
from analysis.app.context import AppContext
from analysis.app.ingest.respondent_edits import describe
from analysis.app.ingest.respondent_lists import take_list
from analysis.app.ingest.table_confirmation import confirm
from analysis.app.ingest.upload_batches import receive
from analysis.app.ingest.uploads import take_in_batch
from analysis.app.revisions import FORMER, dry_run_consultation
from analysis.errors import ConsultationError
from analysis.model import ActivityKind, Respondent
from analysis.workspace import Workspace
from tests.app.ingest.test_tables import SURVEY
from tests.builders import LETTER, NOTES, Clock, make_workspace, person

SAM = person("sam")
LIST = "file,respondent,type,publish\nletter.txt,Jane Doe,resident,yes\n"


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    root = make_workspace(tmp_path, {"letter.txt": LETTER, "notes.md": NOTES}, respondents=LIST)
    return AppContext(Workspace(root), clock=Clock())


def uploaded(app: AppContext, name: str, content: str) -> str:
    batch = receive(app, [(name, io.BytesIO(content.encode()))], SAM.name)
    take_in_batch(app, batch_id=batch.id)
    return batch.id


def confirm_columns(app: AppContext) -> None:
    confirm(app, uploaded(app, "survey.csv", SURVEY), 1, {}, {}, SAM.name)


def change_settings(app: AppContext) -> None:
    now = present(app)
    save_settings(app, now.base, replace(now.settings, title="Sundays"), SAM)


def change_codebook(app: AppContext) -> None:
    now = book(app)
    draft = replace(Draft.of(now.codebook.themes[0]), definition="Money alone.")
    proposal = propose(app, Change(Act.EDIT, (draft.key,), (draft,), now.base), SAM)
    save_codebook(app, proposal.id, SAM)


def describe_one(app: AppContext) -> None:
    describe(app, "notes.md", Respondent("The Archers", "charity"), SAM)


def take_over_list(app: AppContext) -> None:
    rows = LIST.replace("letter.txt,Jane Doe", "notes.md,John Roe")
    take_list(app, uploaded(app, "respondents.csv", rows), 1, SAM.name)


WAYS = {
    confirm_columns: ("consultation.toml", ActivityKind.MAPPED),
    change_settings: ("consultation.toml", ActivityKind.CHANGED_SETTINGS),
    change_codebook: ("consultation.toml", ActivityKind.CHANGED_CODEBOOK),
    describe_one: ("respondents.csv", ActivityKind.DESCRIBED),
    take_over_list: ("respondents.csv", ActivityKind.DESCRIBED),
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_whatever_changes_a_file_keeps_it_as_it_was_and_records_who(
    app: AppContext, way: Callable[[AppContext], None]
) -> None:
    name, kind = WAYS[way]
    path = app.workspace.responses / name
    before = path.read_bytes()
    way(app)
    assert path.read_bytes() != before
    folder = app.workspace.state / FORMER
    (kept,) = folder.glob(f"*{path.suffix}")
    assert kept.read_bytes() == before
    (note,) = folder.glob("*.json")
    assert note.stem == kept.stem
    assert json.loads(note.read_bytes())["saved by"] == SAM.name
    assert [deed.who for deed in app.store.deeds(9) if deed.kind is kind] == [SAM.name]


def test_every_change_keeps_a_copy_of_its_own(app: AppContext) -> None:
    names = ("Archers", "Barkers", "Cooks")
    for name in names:
        describe(app, "notes.md", Respondent(name, "charity"), SAM)
    kept = sorted((app.workspace.state / FORMER).glob("*.csv"))
    assert ["Archers" in path.read_text("utf-8") for path in kept] == [False, True, False]


def test_a_file_with_a_mistake_is_named_as_itself_and_leaves_nothing_behind(app: AppContext) -> None:
    with pytest.raises(ConsultationError, match=r"consultation\.toml"):
        dry_run_consultation(app, b"[consultation\n")
    assert not list(app.workspace.state.glob("trial*"))

"""Importing a codebook: what a file says is written over or added, all else stays, and nothing is guessed silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app.coding.codebook_edit import Act, book, find_proposal, save
from analysis.app.coding.codebook_import import propose_import, read_foreign
from analysis.app.context import AppContext
from analysis.errors import ConsultationError, UnreadableError
from analysis.exporting.exporters import CODEBOOK_EXPORTERS
from analysis.model import Codebook, Theme
from analysis.workspace import Workspace, load_consultation
from tests.builders import LETTER, Clock, make_workspace, person

SAM = person("sam")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return AppContext(Workspace(make_workspace(tmp_path, {"letter.txt": LETTER})), clock=Clock())


def imported(app: AppContext, content: bytes, name: str = "c.csv") -> Codebook:
    proposal = propose_import(app, read_foreign(content, name), name, SAM)
    assert proposal is not None
    save(app, proposal.id, SAM)
    return load_consultation(app.workspace.consultation).codebook


@pytest.mark.parametrize("format_name", CODEBOOK_EXPORTERS)
def test_our_own_export_changes_nothing(app: AppContext, format_name: str) -> None:
    content = CODEBOOK_EXPORTERS[format_name].write(book(app).codebook)
    assert propose_import(app, read_foreign(content, "c"), "c", SAM) is None


def test_themes_of_the_same_key_or_name_are_written_over_and_others_added_below_their_whole(app: AppContext) -> None:
    before = {theme.key: theme for theme in book(app).codebook.themes}
    content = b"Theme,Definition,Part of\nFUNDING,All money.,\nRoof repairs,Mending the roof.,Funding\n"
    after = {theme.key: theme for theme in imported(app, content).themes}
    assert list(after) == ["funding", "access", "roof-repairs"]
    assert (after["funding"].name, after["funding"].definition) == ("FUNDING", "All money.")
    assert after["funding"].keywords == before["funding"].keywords, "what a file does not say stays"
    assert after["access"] == before["access"], "what is not in it stays"
    assert after["roof-repairs"] == Theme("roof-repairs", "Roof repairs", "Mending the roof.", parent="funding")


def test_what_a_person_must_know_is_said_and_kept_with_the_proposal(app: AppContext) -> None:
    qdc = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="1" name="Buildings" isCodable="false">'
        '<Code guid="2" name="Roof" isCodable="true"/></Code></Codes></CodeBook>'
    )
    proposal = propose_import(app, read_foreign(qdc.encode(), "c.qdc"), "c.qdc", SAM)
    assert proposal is not None
    assert proposal.change.act is Act.IMPORT
    kept = find_proposal(app, proposal.id).change
    assert kept == proposal.change
    assert kept.remarks == (
        "“Buildings” has no definition in the file: its name is used until you write one.",
        "“Buildings” only groups others in the file; here it is a theme like any other, and is coded.",
        "“Roof” has no definition in the file: its name is used until you write one.",
        "2 themes of the codebook are not in the file and will stay as now: Funding, Access.",
    )


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        (b"Theme,Definition\nA,x\nA,y\n", UnreadableError, "is in it twice"),
        (b"Key,Theme\nfunding,One\nfunding,Two\n", UnreadableError, "is in it twice, or two themes"),
        (b"Key,Theme\nnew,Funding\n", ConsultationError, "Another theme is called"),
        (b"Theme,Part of\nOne,Nowhere\n", ConsultationError, "Nowhere"),
        (b"Theme,Part of\nOne,Two\nTwo,One\n", ConsultationError, "which is part of this one"),
        (b"Theme\n", UnreadableError, "it holds no theme"),
    ],
    ids=["twice", "key", "name", "no parent", "circle", "none"],
)
def test_what_makes_no_codebook_is_refused_with_words(
    app: AppContext, content: bytes, error: type[Exception], reason: str
) -> None:
    before = app.workspace.consultation.read_bytes()
    with pytest.raises(error, match=reason):
        propose_import(app, read_foreign(content, "c.csv"), "c.csv", SAM)
    assert app.workspace.consultation.read_bytes() == before


def test_a_theme_keeps_its_earlier_keys(app: AppContext) -> None:
    path = app.workspace.consultation
    path.write_text(path.read_text().replace('key = "funding"', 'key = "funding"\nwas = ["money"]'))
    assert imported(app, b"Theme,Definition\nFunding,All money.\n").themes[0].was == ("money",)

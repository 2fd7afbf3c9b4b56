"""Theme proposals of a workspace: what is searched, what of them may be told, and what the codebook makes of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis import cli
from analysis.app.admin.verify_workspace import check
from analysis.app.coding.codebook_edit import book, propose, save
from analysis.app.coding.theme_proposals import Choice, Offer, accepted, find_proposals
from analysis.app.context import AppContext
from analysis.app.publish import report
from analysis.app.snapshot.taking import take as snapshot_of
from analysis.app.views.figures import count
from analysis.errors import ConsultationError
from analysis.model import Coder
from analysis.workspace import Workspace, load_consultation
from tests.builders import CONSULTATION, make_workspace

PLACES = ("north", "south", "east", "west", "old", "new", "high", "low")
WITHOUT = CONSULTATION.partition("[[theme]]")[0]
ANN = Coder.person("Ann")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    """A workspace without a theme, in which two things are said by eight people and nobody may quote the last."""
    files = {
        f"{place}.txt": f"1. Stray dogs foul the grass of the {place} branch, for the dogs run free.\n\n"
        f"2. The opening hours of the {place} branch are too short on weekdays.\n"
        for place in PLACES
    }
    refused = "file,respondent,type,publish\nlow.txt,Lola Lowe,,no\n"
    return AppContext(Workspace(make_workspace(tmp_path / "w", files, WITHOUT, respondents=refused)))


def test_without_a_theme_everything_is_searched_and_nothing_recorded(app: AppContext) -> None:
    before = app.store.chain()
    offer = find_proposals(app)
    assert (offer.searched, offer.points, offer.themes) == (16, 16, 0)
    assert offer.held > 8, "both things are proposed"
    assert app.store.chain() == before
    assert any("dogs" in " ".join(one.keywords) for one in offer.proposals)
    assert offer == find_proposals(app)


def test_a_report_without_a_theme_shows_proposals_said_to_be_proposals_and_reconciles(app: AppContext) -> None:
    done = report(app)
    counts = done.responses, done.points, done.coded, done.themes
    assert counts == (8, 14, 0, ()), "a single withheld response is in no figure"
    page = app.workspace.report.read_text(encoding="utf-8")
    assert "These are proposals and no findings." in page
    assert "The codebook holds no theme yet" in page
    proposed = page.partition('id="proposed"')[2].partition("</section>\n<section aria")[0]
    assert "<blockquote>" in proposed
    assert "low branch" not in proposed, "who may not be published is not quoted"
    assert not report(app).changed, "the same report is not written again"
    assert "every character is accounted for" in check(app)[0]


def test_proposals_are_asked_of_one_question(app: AppContext) -> None:
    with pytest.raises(ConsultationError, match="no point is under this question"):
        find_proposals(app, question="Q99")


def take(app: AppContext, offer: Offer, *choices: Choice) -> tuple[str, ...]:
    save(app, propose(app, accepted(offer, choices, book(app)), ANN).id, ANN)
    return load_consultation(app.workspace.consultation).codebook.keys


def test_what_is_taken_becomes_a_theme_that_finds_its_points(app: AppContext) -> None:
    offer = find_proposals(app)
    dogs = next(one for one in offer.proposals if "dogs" in " ".join(one.keywords))
    assert take(app, offer, Choice(dogs.id, "Stray dogs")) == ("stray-dogs",)
    done = report(app)
    assert done.themes[0].respondents >= 6
    assert "These are proposals" not in app.workspace.report.read_text(encoding="utf-8")
    left = find_proposals(app)
    assert left.searched <= 10, "what a theme covers is not proposed again"
    unthemed = count(app, snapshot_of(app, keep=False)).report.unthemed.points
    assert left.without == unthemed, "as Themes and Overview tell it"
    assert left.searched >= left.without


def test_merged_proposals_are_one_theme_whatever_the_order_and_circles_end(app: AppContext) -> None:
    offer = find_proposals(app)
    one, other = offer.proposals[:2]
    there = accepted(offer, [Choice(one.id, "Both", other.id), Choice(other.id, "Kept")], book(app))
    assert [draft.name for draft in there.drafts] == ["Kept"]
    assert set(one.keywords) <= set(there.drafts[0].theme.keywords)
    circle = accepted(offer, [Choice(one.id, "One", other.id), Choice(other.id, "Other", one.id)], book(app))
    assert len(circle.drafts) == 1
    with pytest.raises(ConsultationError, match="Choose one"):
        accepted(offer, [], book(app))


def test_a_part_keeps_its_wider_theme_only_where_that_is_taken_too(app: AppContext) -> None:
    offer = find_proposals(app)
    whole, part = offer.proposals[:2]
    nested = replace(offer, proposals=(whole, replace(part, wider=whole.id)))
    both = accepted(nested, [Choice(whole.id, "Whole"), Choice(part.id, "Part")], book(app))
    assert [draft.parent for draft in both.drafts] == ["", "whole"]
    alone = accepted(nested, [Choice(part.id, "Part")], book(app))
    assert [draft.parent for draft in alone.drafts] == [""]


def test_the_command_prints_tells_programs_and_writes_after_asking(app: AppContext) -> None:
    where = ("--workspace", str(app.workspace.root))
    shown = CliRunner().invoke(cli.app, ["themes", "propose", *where])
    assert shown.exit_code == 0, shown.output
    assert "Nothing is saved" in shown.output
    assert "low branch" not in shown.output
    told = json.loads(CliRunner().invoke(cli.app, ["themes", "propose", "--json", *where]).stdout)
    assert told["searched"] == 16
    assert {"name", "definition", "keywords", "include", "exclude", "respondents", "typical"} <= told["proposals"][
        0
    ].keys()
    refused = CliRunner().invoke(cli.app, ["themes", "propose", "--write", *where], input="n\n")
    assert refused.exit_code == 1
    assert load_consultation(app.workspace.consultation).codebook.themes == ()
    written = CliRunner(env={"LOGNAME": "ann"}).invoke(cli.app, ["themes", "propose", "--write", "--yes", *where])
    assert written.exit_code == 0, written.output
    themes = load_consultation(app.workspace.consultation).codebook.themes
    assert len(themes) == len(told["proposals"])

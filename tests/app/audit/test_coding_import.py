"""Importing codings: a project that went out comes back as its people's codings, once, and only on the same words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin.export_files import export
from analysis.app.audit.coding_import import MACHINE, NO_POINT, NO_TEXT, NOBODY, REPEATED, UNDONE, import_codings
from analysis.app.coding.codebook_import import read_foreign
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.exporting.qda.qda_reading import ForeignProject
from analysis.model import Coder, Coding, CodingMode, Outcome
from analysis.workspace import Workspace
from tests.builders import LETTER, NOTES, Clock, make_coding, make_workspace


def opened(root: Path, files: dict[str, str]) -> AppContext:
    app = AppContext(Workspace(make_workspace(root, dict(files))), clock=Clock())
    publish.report(app)
    return app


ANN = Coder.person("Ann Lee")
FILES = {"letter.txt": LETTER, "notes.md": NOTES}


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    """A workspace in which Ann coded three points: one with a theme, one with none, and one that she could not tell."""
    made = opened(tmp_path / "first", FILES)
    points = [point.key for point in ingest.find(made, "letter.txt").points]
    kinds = [(["funding"], Outcome.CODED), ([], Outcome.CODED), ([], Outcome.CANNOT_TELL)]
    made.store.append(
        make_coding(point, themes, by=ANN, outcome=outcome)
        for point, (themes, outcome) in zip(points, kinds, strict=True)
    )
    return made


def project(app: AppContext, for_team: bool = True) -> ForeignProject:
    return read_foreign(export(app, "qdpx", for_team).content, "p.qdpx")


def told(codings: tuple[Coding, ...]) -> list[tuple[object, ...]]:
    return [(coding.point, coding.coder.name, coding.themes, coding.outcome) for coding in codings]


def test_codings_go_into_another_workspace_as_their_peoples(app: AppContext, tmp_path: Path) -> None:
    other = opened(tmp_path / "other", {"renamed.txt": LETTER, "notes.md": NOTES})
    done = import_codings(other, project(app), "p.qdpx")
    assert (done.recorded, done.people) == (3, ("Ann Lee",))
    assert done.passed_over == {MACHINE: 5}
    (first, *_), codings = told(app.store.codings()), other.store.codings()
    assert [one[2:] for one in told(codings)] == [one[2:] for one in told(app.store.codings())]
    assert codings[0].point == first[0]._replace(document="renamed.txt"), "a text is known by its words"
    assert {coding.mode for coding in codings} == {CodingMode.ASSISTED}
    again = import_codings(other, project(app), "p.qdpx")
    assert (again.recorded, again.passed_over) == (0, {MACHINE: 5, REPEATED: 3})


def test_where_they_came_from_nothing_is_recorded_again(app: AppContext) -> None:
    sent = project(app)
    records = app.store.chain().records
    assert import_codings(app, sent, "p.qdpx").passed_over == {MACHINE: 5, REPEATED: 3}
    assert app.store.chain().records == records


def test_an_old_project_undoes_nothing_that_was_said_since(app: AppContext) -> None:
    old = project(app)
    point = next(ingest.find(app, "letter.txt").points).key
    app.store.append([make_coding(point, ["access"], by=ANN)])
    assert import_codings(app, old, "p.qdpx").passed_over == {MACHINE: 5, REPEATED: 2, UNDONE: 1}


def test_other_words_get_no_coding(app: AppContext, tmp_path: Path) -> None:
    other = opened(tmp_path / "other", {"letter.txt": LETTER.replace("forty", "fifty"), "notes.md": NOTES})
    assert import_codings(other, project(app), "p.qdpx").passed_over == {MACHINE: 5, NO_TEXT: 3}


SOURCE = """<Project xmlns="urn:QDA-XML:project:1.0" name="p">
<Users><User guid="9" name="{name}"/></Users><CodeBook><Codes>
<Code guid="1" name="Funding" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="2" name="a">
<PlainTextContent>{text}</PlainTextContent>{selections}</TextSource></Sources></Project>"""
SELECTION = """<PlainTextSelection guid="3" startPosition="{start}" endPosition="{end}">
<Coding guid="4" creatingUser="9"><CodeRef targetGUID="1"/></Coding></PlainTextSelection>"""


def foreign(name: str, *places: tuple[int, int]) -> ForeignProject:
    stream = io.BytesIO()
    selections = "".join(SELECTION.format(start=start, end=end) for start, end in places)
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("project.qde", SOURCE.format(name=name, text=LETTER, selections=selections))
    return read_foreign(stream.getvalue(), "p.qdpx")


def test_a_selection_counts_where_it_is_a_point_but_for_white_space(app: AppContext) -> None:
    point = next(ingest.find(app, "letter.txt").points)
    wide = foreign("Bo", (point.start - 1, point.end + 1), (point.start, point.end - 9))
    done = import_codings(app, wide, "p.qdpx")
    assert (done.recorded, done.people, done.passed_over) == (1, ("Bo",), {NO_POINT: 1})
    assert app.store.codings()[-1].themes == {"funding"}


def test_nobodys_codings_need_a_name(app: AppContext) -> None:
    point = next(ingest.find(app, "letter.txt").points)
    nameless = foreign("", (point.start, point.end))
    assert import_codings(app, nameless, "p.qdpx").passed_over == {NOBODY: 1}
    assert import_codings(app, nameless, "p.qdpx", as_name="Cy").people == ("Cy",)

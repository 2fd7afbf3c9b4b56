"""The worked example's report is in the repository; made again, anywhere, it has the same bytes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin.export_files import export
from analysis.app.audit.coding_import import MACHINE, REPEATED, import_codings
from analysis.app.coding.codebook_import import read_foreign
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.workspace import Workspace
from tests.builders import published
from tests.validity import faults

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> AppContext:
    """A copy of the worked example, of which no report has been made yet."""
    root = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "responses", root / "responses")
    return AppContext(Workspace(root))


def test_the_committed_report_is_what_the_inputs_give(app: AppContext) -> None:
    made = publish.report(app)
    page = made.path.read_bytes()
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(ROOT / "reports" / "annex", ignore_errors=True)
        shutil.copytree(made.path.parent, ROOT / "reports", dirs_exist_ok=True)
    committed = (ROOT / "reports" / "report.html").read_bytes()
    assert page == committed, "run `make report` and look at the difference; commit the report if it is meant"
    assert not made.skipped
    assert made.responses >= 12


def test_another_tool_reads_every_point_and_coding_of_its_project_and_all_comes_back(
    app: AppContext, tmp_path: Path
) -> None:
    from pyrefiqda import RefiProject

    content = export(app, "qdpx", for_team=True).content
    (tmp_path / "p.qdpx").write_bytes(content)
    sources = RefiProject.load(tmp_path / "p.qdpx", tmp_path / "unpacked").sources.text_source
    snapshot = take(app, keep=False)
    selected = {
        (source.name, s.start_position, s.end_position) for source in sources for s in source.plain_text_selection
    }
    assert selected == set(snapshot.digests)
    given = [one.creating_user for source in sources for s in source.plain_text_selection for one in s.coding]
    back = read_foreign(content, "p.qdpx")
    people = [one for text in back.texts for one in text.codings if not one.user_id.startswith("machine:")]
    last_words = [coding for point in snapshot.digests for coding in snapshot.last_words(point)]
    assert len(given) == sum(max(1, len(one.codes)) for text in back.texts for one in text.codings)
    assert len(people) == len(last_words) > 70
    done = import_codings(app, back, "p.qdpx")
    assert (done.recorded, done.passed_over) == (0, {MACHINE: len(snapshot.digests), REPEATED: len(last_words)})


def test_the_report_is_valid_html() -> None:
    for path in (ROOT / "reports").rglob("*.html"):
        assert faults(path.read_text(encoding="utf-8")) == [], path.name


def test_no_respondent_of_the_example_is_shown_against_their_wish() -> None:
    page = published(ROOT)
    for hidden in ("13-foster-carer", "06-parent-email", "07-campaign-letter", "example.org", "01632"):
        assert hidden not in page
    secret = (ROOT / "responses" / "13-foster-carer.txt").read_text(encoding="utf-8")
    assert secret.split(".")[0] not in page

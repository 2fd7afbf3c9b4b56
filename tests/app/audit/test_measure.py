"""What an audit measures: of the machine as it was, of the report's counts, of people; and what is not known."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.admin.export_files import export
from analysis.app.admin.taking_out import put_back, take_out
from analysis.app.audit.audit_report import AuditReport, audit_report
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.measure import further, measure_frame, progress_and_advice
from analysis.app.audit.progress import audit_progress
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.app.views.figures import count
from analysis.cli import output_audit
from analysis.errors import AuditError
from analysis.model import Coder, CodingMode, StoppingAdvice
from analysis.workspace import Workspace
from tests.app.audited import ACCESS, FUNDING, NONE, letter, mark, open_desk, rows_of, truth
from tests.builders import Clock, make_workspace


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    """A workspace with six letters of four points, of which two are about funding and one about access."""
    return open_desk(tmp_path / "work")


def code(app: AppContext, file: Path, size: int, who: str = "Ann", **wanted: object) -> Path:
    """Draw so many points, unless there is an audit, and code them."""
    if not app.store.audits():
        draw_audit(app, DrawRequest(size), Coder.person(who))
    export_audits(app, file, who, SheetRequest(drawn=not wanted.get("second"), **wanted))  # type: ignore[arg-type]
    import_audits(app, mark(file, truth(file)))
    return file


def figures(made: AuditReport) -> object:
    return made.accuracy.overall, made.accuracy.themes, made.accuracy.types


def test_an_audit_of_every_point_measures_exactly(app: AppContext, tmp_path: Path) -> None:
    code(app, tmp_path / "a.csv", 24)
    machine = {c.point: c.themes for c in app.store.machine_codings(app.store.audits()["audit"].machine)}
    people = {c.point: c.themes for c in app.store.codings()}
    made = audit_report(app).accuracy
    for theme in made.themes:
        given = {point for point, themes in machine.items() if theme.key in themes}
        found = {point for point, themes in people.items() if theme.key in themes}
        assert (theme.given, theme.found, theme.both) == (len(given), len(found), len(given & found))
        assert theme.quality
        assert theme.quality.recall.value == pytest.approx(len(given & found) / len(found))
        assert theme.quality.precision.value == pytest.approx(len(given & found) / len(given))
    counts = {one.key: (one.points.value, one.points.low, one.points.high) for one in made.counts}
    assert counts == {"funding": (12, 12, 12), "access": (6, 6, 6)}
    assert [one.respondents.value for one in made.counts] == [6, 6]


def test_a_sample_gives_ranges_that_hold_what_people_confirmed(app: AppContext, tmp_path: Path) -> None:
    code(app, tmp_path / "a.csv", 12)
    made = audit_report(app).accuracy
    assert (made.frame, made.drawn, made.coded, made.left) == (24, 12, 12, 0)
    for one, right in zip(made.counts, (12, 6), strict=True):
        assert one.points.low <= right <= one.points.high
        assert one.points.low < one.points.high
    assert [one.name for one in made.types] == ["charity", "resident"]
    assert made.people is None


def test_review_and_teaching_after_the_draw_do_not_move_what_was_measured(
    app: AppContext,
    tmp_path: Path,
) -> None:
    code(app, tmp_path / "a.csv", 8)
    before = audit_report(app)
    assert not before.accuracy.learnt
    export_audits(app, tmp_path / "review.csv", "Ben", SheetRequest(unaudited=True), CodingMode.ASSISTED)
    import_audits(app, mark(tmp_path / "review.csv", truth(tmp_path / "review.csv")))
    after = audit_report(app)
    assert after.accuracy.learnt
    assert figures(after) == figures(before)
    assert [one.points.low for one in after.accuracy.counts] == [12, 6], "never below what people have confirmed"


def test_scoring_keeps_the_figures_and_lets_the_audit_teach(app: AppContext, tmp_path: Path) -> None:
    code(app, tmp_path / "a.csv", 8)
    made = audit_report(app, score=True)
    assert made.is_scored
    after = audit_report(app)
    assert after.progress.status.is_scored
    assert after.accuracy.learnt
    assert figures(after) == figures(made)
    with pytest.raises(AuditError, match="it is closed already"):
        audit_report(app, score=True)
    assert verify_workspace.check(app)


def test_an_audit_is_not_scored_half_coded_unless_that_is_meant(app: AppContext, tmp_path: Path) -> None:
    draw_audit(app, DrawRequest(8), Coder.person("Ann"))
    with pytest.raises(AuditError, match="too little of it is coded"):
        audit_report(app, score=True)
    code(app, tmp_path / "a.csv", 8, first=5)
    with pytest.raises(AuditError, match="3 points of it have not been coded, and could not be coded blind after that"):
        audit_report(app, score=True)
    assert app.store.audits()["audit"].scored == ()
    assert audit_report(app, score=True, anyway=True).is_scored


def test_what_people_had_decided_before_the_draw_is_counted_as_they_did(
    app: AppContext,
    tmp_path: Path,
) -> None:
    export_audits(app, tmp_path / "review.csv", "Ben", SheetRequest(first=10), CodingMode.ASSISTED)
    import_audits(app, mark(tmp_path / "review.csv", truth(tmp_path / "review.csv")))
    code(app, tmp_path / "a.csv", 14)
    made = audit_report(app).accuracy
    assert (made.frame, made.drawn) == (14, 14)
    assert [(one.points.value, one.points.low, one.points.high) for one in made.counts] == [(12, 12, 12), (6, 6, 6)]


def test_agreement_is_told_where_a_second_person_coded(app: AppContext, tmp_path: Path) -> None:
    code(app, tmp_path / "a.csv", 12)
    export_audits(app, tmp_path / "b.csv", "Ben", SheetRequest(second=True, first=6))
    wrong = truth(tmp_path / "b.csv") | {0: ACCESS}
    import_audits(app, mark(tmp_path / "b.csv", wrong))
    told = audit_report(app).accuracy.people
    assert told
    assert (told.points, told.coders) == (6, 2)
    assert told.lines[0].raw.value == pytest.approx(5 / 6)
    assert [line.name for line in told.lines] == ["whole sets of themes", "Funding", "Access"]
    assert told.ceiling.value is not None
    assert 0.5 < told.ceiling.value < 1


def test_a_theme_that_was_redefined_since_is_not_measured(app: AppContext, tmp_path: Path) -> None:
    code(app, tmp_path / "a.csv", 12)
    toml = app.workspace.consultation
    toml.write_text(toml.read_text("utf-8").replace("Whether people can reach", "Whether all can reach"), "utf-8")
    made = audit_report(app).accuracy
    measured = {theme.key: theme.quality is not None for theme in made.themes}
    assert measured == {"funding": True, "access": False}
    assert made.themes[1].reason == "it was redefined, split or added after the points were coded"
    assert [one.key for one in made.counts] == ["funding"]


def test_what_came_after_the_draw_is_told_and_not_counted(app: AppContext, tmp_path: Path) -> None:
    code(app, tmp_path / "a.csv", 24)
    (app.workspace.responses / "late.txt").write_text(letter(9), "utf-8")
    made = audit_report(app).accuracy
    assert (made.late, made.frame) == (4, 24)
    assert [one.points.value for one in made.counts] == [12, 6]


def test_the_report_tells_the_last_audit_of_which_anything_is_known(app: AppContext, tmp_path: Path) -> None:
    page = publish.report(app).path.read_text("utf-8")
    assert "No blind audit has been made" in page
    code(app, tmp_path / "a.csv", 12)
    draw_audit(app, DrawRequest(3, name="later"), Coder.person("Ann"))
    page = publish.report(app).path.read_text("utf-8")
    assert "In a blind audit of 12 points" in page
    assert not publish.report(app).changed


def told(app: AppContext) -> StoppingAdvice | None:
    """What further audits would buy, with what people have decided."""
    snapshot = take_in_and_code(app).snapshot
    stands = audit_progress(snapshot, snapshot.audit("audit"))
    return further(snapshot.corpus, stands, measure_frame(snapshot, stands, snapshot.resolved), snapshot.resolved)


def test_what_further_audits_would_buy(app: AppContext, tmp_path: Path) -> None:
    draw_audit(app, DrawRequest(12), Coder.person("Ann"))
    assert told(app) is None, "nobody has coded anything"
    code(app, tmp_path / "a.csv", 12)
    some = told(app)
    assert some
    assert not some.is_enough
    assert (some.batch, some.then, some.needed <= 24) == (12, 0.0, True)
    assert some.slowest in {
        "how accurate the coding is",
        *(f"the {of} on {t}" for of in OF for t in ("Funding", "Access")),
    }
    assert some.words.startswith(
        "Too few points are coded to say how far the figures could be out. Draw and code at least 12"
    )
    assert some.within > 0.2, "so few points were drawn for no smaller margin"


OF = ("points", "respondents")


def test_the_status_says_the_same_as_the_report_and_has_nothing_to_say_of_an_audit_that_is_not_coded(
    app: AppContext, tmp_path: Path
) -> None:
    draw_audit(app, DrawRequest(12), Coder.person("Ann"))
    assert progress_and_advice(take(app))[1] is None
    code(app, tmp_path / "a.csv", 12)
    stands, some = progress_and_advice(take(app))
    assert (stands.status.coded, some) == (12, told(app))


def test_when_every_point_is_audited_nothing_can_move(app: AppContext, tmp_path: Path) -> None:
    code(app, tmp_path / "a.csv", 24)
    everything = told(app)
    assert everything
    assert (everything.moves, everything.is_enough, everything.needed) == (0.0, True, 24)


def test_it_is_shown_with_the_status_and_the_figures(
    app: AppContext, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code(app, tmp_path / "a.csv", 12)
    some = told(app)
    assert some
    made = audit_report(app)
    output_audit.status(made.progress, some)
    output_audit.report(replace(made, accuracy=replace(made.accuracy, further=some)))
    assert capsys.readouterr().out.count(some.words) == 2
    assert output_audit.plain_status(made.progress, some)["further"]["needed"] == some.needed
    assert output_audit.plain_status(made.progress)["further"] is None


def test_what_is_taken_out_and_put_back_leaves_every_figure_as_it_was(app: AppContext, tmp_path: Path) -> None:
    code(app, tmp_path / "a.csv", 12)
    take_in_and_code(app)
    before = count(app, take(app)).report
    for taken_out in ("0.txt", "3.txt"):
        take_out(app, take(app), taken_out, "Ann", "a mistake")
        take_in_and_code(app)
        without = count(app, take(app)).report
        assert (without.respondents, without.accuracy == before.accuracy) == (5, False)
        put_back(app, taken_out, "Ann")
        take_in_and_code(app)
        after = count(app, take(app))
        assert (after.report, after.outdated, after.uncoded) == (before, 0, 0)


def public_rows(app: AppContext, name: str) -> list[dict[str, str]]:
    """The rows of a table of the public export."""
    with zipfile.ZipFile(io.BytesIO(export(app, "csv").content)) as packed:
        return list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_raw_count_of_an_audit_holds_more_than_the_public_codings(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    withheld = set(chance.sample(range(14), chance.randint(2, 8)))
    kinds = "".join(
        f"{n}.txt,,{chance.choice(['resident', 'charity'])},{'no' if n in withheld else 'yes'}\n" for n in range(14)
    )
    letters = {f"{n}.txt": letter(n) for n in range(14)}
    root = make_workspace(tmp_path / "work", letters, respondents=f"file,respondent,type,publish\n{kinds}")
    app, file = AppContext(Workspace(root), clock=Clock()), tmp_path / "a.csv"
    draw_audit(app, DrawRequest(40), Coder.person("Ann"))
    export_audits(app, file, "Ann", SheetRequest(drawn=True))
    marks = {n: chance.choice([FUNDING, ACCESS, NONE]) for n in range(len(rows_of(file)) - 2)}
    import_audits(app, mark(file, marks))
    made = audit_report(app).accuracy
    public = [row for row in public_rows(app, "codings.csv") if row["Coded by"] == "a person"]
    assert 0 < len(public) < 40, "some of the audited points are withheld"
    assert made.coded == made.drawn == len(public)
    assert made.withheld == (len(marks) - made.coded if len(withheld) >= 5 else 0), "few are in no figure"
    assert {theme.name: theme.found for theme in made.themes} == {
        theme.name: sum(int(row[theme.name]) for row in public) for theme in made.themes
    }
    types = {row["Response"]: row["Type of respondent"] for row in public_rows(app, "responses.csv")}
    assert {one.name: one.points for one in made.types if one.points} == Counter(types[r["Response"]] for r in public)

    export_audits(app, tmp_path / "b.csv", "Ben", SheetRequest(second=True))
    import_audits(app, mark(tmp_path / "b.csv", marks))
    page = publish.report(app, one_file=True).path.read_text("utf-8")
    assert f"(n = {len(public)} points that two people or more coded)" in page
    assert ("How well the machine codes, and whether people agree, is told only of points" in page) == (
        len(withheld) >= 5
    )

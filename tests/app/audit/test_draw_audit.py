"""Audits are drawn, extended and coded blind, and nothing that they find teaches before they are scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import erasure, verify_workspace
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.progress import AuditProgress, audit_progress
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.snapshot.taking import take
from analysis.auditing.resolution.audit_state import audit_state
from analysis.errors import AuditError, UnreadableError
from analysis.exporting.audit_sheet import MEASURES
from analysis.model import Audit, Coder, CodingMode, Design, PointKey
from analysis.workspace import Workspace, load_consultation
from tests.app.audited import ACCESS, FUNDING, NONE, letter, mark, open_desk, rows_of
from tests.builders import Clock, make_workspace

ANN = Coder.person("Ann")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    """A workspace with six letters of four points, from residents and charities."""
    return open_desk(tmp_path / "work")


def drawn(app: AppContext, size: int = 8, **asked: object) -> Audit:
    return draw_audit(app, DrawRequest(size, **asked), ANN)  # type: ignore[arg-type]


def sheet(app: AppContext, file: Path, who: str = "Ann", **wanted: object) -> list[list[str]]:
    """The rows below the header of a sheet of drawn points."""
    export_audits(app, file, who, SheetRequest(drawn=not wanted.get("second"), **wanted))  # type: ignore[arg-type]
    return rows_of(file)[2:]


def judge(app: AppContext, file: Path, who: str = "Ann", **wanted: object) -> None:
    """Export a sheet, give every point of it to funding, and import it."""
    sheet(app, file, who, **wanted)
    import_audits(app, mark(file, {}, FUNDING))


def progress_of(app: AppContext) -> AuditProgress:
    """How far the last audit is."""
    snapshot = take(app, keep=False)
    return audit_progress(snapshot, snapshot.audit())


def lessons(app: AppContext) -> set[PointKey]:
    """The points that teach the machine now."""
    snapshot = take(app)
    return {point for point, lesson in zip(snapshot.digests, snapshot.lessons, strict=True) if lesson}


# Drawing --------------------------------------------------------------------------------------------------------------


def test_a_draw_is_recorded_with_its_frame_its_machine_and_who_drew_it(app: AppContext) -> None:
    made = drawn(app, seed=7)
    assert app.store.audits() == {"audit": made}
    assert (made.seed, made.design, len(made.frame), len(made.drawn)) == (7, Design.SIMPLE, 24, 8)
    assert made.draws[0].coder == ANN
    assert made.codebook == load_consultation(app.workspace.consultation).codebook.version
    assert {c.point for c in app.store.machine_codings(made.machine)} == {one.point for one in made.frame}
    assert (made.strata, made.draws[-1].sizes) == ((("all", 24),), (("all", 8),))
    assert verify_workspace.check(app)


def test_the_same_seed_draws_the_same_points_and_a_larger_draw_holds_them(app: AppContext) -> None:
    first = drawn(app, 6, name="one", seed=3)
    again = drawn(app, 6, name="two", seed=3)
    larger = drawn(app, 12, name="three", seed=3)
    assert first.drawn == again.drawn
    assert set(first.drawn) < set(larger.drawn)


def test_extending_gives_what_a_larger_first_draw_would_have_given(app: AppContext) -> None:
    first = drawn(app, 6, seed=3, design=Design.STRATIFIED, by=("type",))
    longer = drawn(app, 12, extend=True)
    at_once = drawn(app, 12, seed=3, design=Design.STRATIFIED, by=("type",), name="at once")
    assert longer.drawn[:6] == first.drawn
    assert set(longer.drawn) == set(at_once.drawn)
    assert dict(longer.draws[1].sizes) == dict(at_once.draws[0].sizes) == {"sure · charity": 6, "sure · resident": 6}


def test_a_draw_that_adds_nothing_is_refused(app: AppContext) -> None:
    drawn(app, 6)
    for asked, told in (
        (DrawRequest(6, extend=True), "6 points were drawn before"),
        (DrawRequest(6), "an audit of this name was drawn before"),
        (DrawRequest(9, extend=True, name="other"), "there is no audit of this name; there are: audit"),
    ):
        with pytest.raises(AuditError, match=told):
            draw_audit(app, asked, ANN)
    assert len(app.store.audits()["audit"].draws) == 1


def test_without_any_audit_the_next_step_is_told(app: AppContext) -> None:
    with pytest.raises(AuditError, match="no audit has been drawn yet; `everypoint audit draw"):
        progress_of(app)


def test_strata_by_theme_and_confidence_give_every_stratum_its_number(app: AppContext) -> None:
    made = drawn(app, 12, design=Design.STRATIFIED, by=("theme", "confidence"))
    assert sum(size for _, size in made.strata) == 24
    assert all(0 < size <= dict(made.strata)[name] for name, size in made.draws[0].sizes)


def test_what_people_have_decided_before_is_not_drawn(app: AppContext, tmp_path: Path) -> None:
    export_audits(app, tmp_path / "a.csv", "Ben", SheetRequest(first=5), CodingMode.ASSISTED)
    import_audits(app, mark(tmp_path / "a.csv", {}, ACCESS))
    decided = {coding.point for coding in app.store.codings()}
    made = drawn(app)
    assert len(decided) == 5
    assert {one.point for one in made.frame}.isdisjoint(decided)
    assert len(made.frame) == 19


# Blind ----------------------------------------------------------------------------------------------------------------


def test_a_sheet_of_drawn_points_has_them_in_their_order_and_nothing_of_the_machine(
    app: AppContext, tmp_path: Path
) -> None:
    made = drawn(app, design=Design.STRATIFIED, by=("theme", "confidence"))
    rows = sheet(app, tmp_path / "a.csv")
    starts = [f"{point.document}:{point.start}-" for point in made.drawn]
    assert all(row[0].startswith(start) for row, start in zip(rows, starts, strict=True))
    text = (tmp_path / "a.csv").read_text("utf-8-sig").replace(MEASURES, "")
    assert "machine" not in text
    assert not any(name in text for name, _ in made.strata)


def test_what_is_coded_of_a_drawn_point_is_blind_and_a_second_persons_is_second(
    app: AppContext, tmp_path: Path
) -> None:
    made = drawn(app)
    judge(app, tmp_path / "a.csv")
    judge(app, tmp_path / "b.csv", "Ben", second=True, first=3)
    modes = [(coding.coder.id, coding.mode) for coding in app.store.codings()]
    assert modes == [("ann", CodingMode.BLIND)] * 8 + [("ben", CodingMode.SECOND)] * 3
    assert [c.point for c in app.store.codings() if c.coder.id == "ben"] == list(made.drawn[:3])
    assert sheet(app, tmp_path / "c.csv") == []
    assert len(sheet(app, tmp_path / "d.csv", "Ben", second=True)) == 5


def test_a_blind_sheet_of_somebody_else_gives_second_opinions_of_what_is_coded_by_then(
    app: AppContext, tmp_path: Path
) -> None:
    drawn(app)
    sheet(app, tmp_path / "a.csv")
    sheet(app, tmp_path / "b.csv", "Ben")
    assert import_audits(app, mark(tmp_path / "a.csv", {0: FUNDING, 1: NONE})).second == 0
    done = import_audits(app, mark(tmp_path / "b.csv", {1: NONE, 2: ACCESS}))
    assert (done.recorded, done.second) == (2, 1)
    status = progress_of(app).status
    assert (status.coded, status.second, status.left) == (3, 1, 5)
    assert status.coders == (("Ann", 2), ("Ben", 1))
    assert import_audits(app, tmp_path / "b.csv").repeated == 2


def test_a_second_opinion_that_is_imported_first_stays_one(app: AppContext, tmp_path: Path) -> None:
    drawn(app)
    judge(app, tmp_path / "a.csv")
    sheet(app, tmp_path / "b.csv", "Ben", second=True)
    other = AppContext(Workspace(make_workspace(tmp_path / "other")), clock=Clock())
    for path in (*app.workspace.responses.glob("*.*"), tmp_path / "a.csv", mark(tmp_path / "b.csv", {}, NONE)):
        (other.workspace.responses / "audits").mkdir(exist_ok=True)
        place = "audits/z-" if path.name == "a.csv" else "audits/" if path.name == "b.csv" else ""
        (other.workspace.responses / f"{place}{path.name}").write_bytes(path.read_bytes())
    assert [one.recorded for one in publish.report(other).sheets] == [8, 8]
    status = progress_of(other).status
    assert (status.coders, status.second) == ((("Ann", 8),), 8)


def test_who_has_seen_the_machines_opinion_of_a_point_is_not_blind_of_it(app: AppContext, tmp_path: Path) -> None:
    export_audits(app, tmp_path / "seen.csv", "Ann", SheetRequest(), CodingMode.ASSISTED)
    made = drawn(app)
    assert len(take(app).blinding.seen_by(ANN)) == 24
    assert export_audits(app, tmp_path / "a.csv", "Ann", SheetRequest(drawn=True)).seen == 8
    sheet(app, tmp_path / "b.csv", "Ben")
    done = import_audits(app, mark(tmp_path / "b.csv", {0: FUNDING}), "Ann")
    assert (done.recorded, done.seen) == (1, 1)
    assert [c.mode for c in app.store.codings() if c.coder == ANN] == [CodingMode.ASSISTED]
    assert progress_of(app).status.left == len(made.drawn)
    assert import_audits(app, tmp_path / "b.csv").recorded == 1
    assert progress_of(app).status.coded == 1


def test_saying_the_same_again_after_seeing_the_machines_opinion_changes_nothing(
    app: AppContext, tmp_path: Path
) -> None:
    made = drawn(app)
    judge(app, tmp_path / "a.csv")
    app.store.show(ANN, [(one.point, one.text_sha256) for one in made.frame], app.clock())
    assert import_audits(app, tmp_path / "a.csv").repeated == 8
    again = import_audits(app, mark(tmp_path / "a.csv", {0: ACCESS}))
    assert (again.recorded, again.seen) == (1, 1)
    assert [set(c.themes) for c in progress_of(app).coded.first.values()] == [{"funding"}] * 8


def test_assisted_review_leaves_out_what_is_to_be_coded_blind(app: AppContext, tmp_path: Path) -> None:
    made = drawn(app)
    done = export_audits(app, tmp_path / "a.csv", "Ben", SheetRequest(), CodingMode.ASSISTED)
    assert (done.points, done.left_out) == (16, 8)
    assert {point for _, point, _ in app.store.seen()}.isdisjoint(made.drawn)


# Teaching -------------------------------------------------------------------------------------------------------------


def test_nothing_said_of_a_drawn_point_teaches_until_the_audit_is_scored(app: AppContext, tmp_path: Path) -> None:
    made = drawn(app)
    judge(app, tmp_path / "a.csv")
    judge(app, tmp_path / "b.csv", "Ben", second=True)
    assert lessons(app) == set()
    coded = take_in_and_code(app)
    assert (coded.snapshot.machine.id, coded.new) == (made.machine, 0)
    app.store.score(made, {}, app.clock())
    assert lessons(app) == set(made.drawn)
    assert take_in_and_code(app).snapshot.machine.id != made.machine


@pytest.mark.parametrize("mode", [CodingMode.BLIND, CodingMode.ASSISTED])
def test_a_coding_that_no_audit_drew_teaches_blind_or_not(app: AppContext, tmp_path: Path, mode: CodingMode) -> None:
    export_audits(app, tmp_path / "a.csv", "Ann", SheetRequest(first=3), mode)
    import_audits(app, mark(tmp_path / "a.csv", {}, FUNDING))
    assert lessons(app) == {coding.point for coding in app.store.codings() if coding.coder == ANN}
    assert len(lessons(app)) == 3


def test_what_was_coded_blind_before_the_draw_goes_on_teaching_and_is_in_no_frame(
    app: AppContext, tmp_path: Path
) -> None:
    export_audits(app, tmp_path / "a.csv", "Ann", SheetRequest(first=3))
    import_audits(app, mark(tmp_path / "a.csv", {}, FUNDING))
    before = lessons(app)
    made = drawn(app)
    assert before.isdisjoint(one.point for one in made.frame)
    assert lessons(app) == before


@pytest.mark.parametrize("mode", [CodingMode.BLIND, CodingMode.ASSISTED])
def test_points_of_an_open_audit_leave_only_in_its_own_sheet(app: AppContext, tmp_path: Path, mode: CodingMode) -> None:
    made = drawn(app)
    export_audits(app, tmp_path / "a.csv", "Ben", SheetRequest(), mode)
    import_audits(app, mark(tmp_path / "a.csv", {}, FUNDING))
    assert lessons(app) == {coding.point for coding in app.store.codings() if coding.coder.id == "ben"}
    assert lessons(app).isdisjoint(made.drawn)


def test_an_extension_is_open_while_what_was_scored_teaches(app: AppContext, tmp_path: Path) -> None:
    first = drawn(app, 6)
    judge(app, tmp_path / "a.csv")
    app.store.score(first, {}, app.clock())
    longer = drawn(app, 10, extend=True)
    judge(app, tmp_path / "b.csv")
    assert lessons(app) == set(first.drawn)
    assert take(app).blinding.open == set(longer.drawn[6:])
    assert longer.machine == first.machine


def test_what_is_changed_after_the_score_does_not_count_as_blind(app: AppContext, tmp_path: Path) -> None:
    made = drawn(app)
    judge(app, tmp_path / "a.csv")
    app.store.score(made, {}, app.clock())
    import_audits(app, mark(tmp_path / "a.csv", dict.fromkeys(range(8), ACCESS)))
    assert {frozenset(c.themes) for c in progress_of(app).coded.first.values()} == {frozenset({"funding"})}


def test_the_trained_machine_knows_nothing_of_an_open_audit(app: AppContext, tmp_path: Path) -> None:
    drawn(app)
    judge(app, tmp_path / "a.csv")
    snapshot = take(app)
    untaught, now = (
        one.classifier.predict_proba(snapshot.corpus.texts) for one in (snapshot.after(codings=()), snapshot)
    )
    assert (untaught == now).all()


# When the ground moves ------------------------------------------------------------------------------------------------


def test_a_point_that_is_gone_drops_out_and_is_counted(app: AppContext, tmp_path: Path) -> None:
    made = drawn(app, 24)
    judge(app, tmp_path / "a.csv")
    changed = letter(0).replace("The budget was cut again", "The budget was halved")
    (app.workspace.responses / "0.txt").write_text(f"Dear all\n\n{changed}", "utf-8")
    stands = progress_of(app)
    assert (stands.status.drawn, stands.status.dropped, stands.status.coded) == (24, 1, 23)
    assert (stands.status.frame, stands.status.new) == (23, 1)
    moved = {point for point in stands.today.former.values() if point.document == "0.txt"}
    assert len(moved) == 3
    assert moved.isdisjoint(made.drawn)


def test_who_was_erased_drops_out_of_the_audit_and_it_can_be_extended(app: AppContext, tmp_path: Path) -> None:
    first = drawn(app, 10, seed=2)
    gone = first.drawn[0].document
    judge(app, tmp_path / "a.csv")
    erasure.erase(app, gone, "the officer", "they asked")
    status = progress_of(app).status
    lost = sum(point.document == gone for point in first.drawn)
    assert (status.dropped, status.frame, status.drawn) == (lost, 20, 10)
    longer = drawn(app, 15, extend=True)
    kept = [point for point in first.drawn if point.document != gone]
    assert len(longer.drawn) == 15
    assert list(longer.drawn[: len(kept)]) == kept
    assert gone not in {point.document for point in audit_state(longer, ingest.take_in(app).digests).drawn}


# Elsewhere ------------------------------------------------------------------------------------------------------------


def test_a_sheet_in_the_folder_of_audits_brings_its_audit_along(app: AppContext, tmp_path: Path) -> None:
    drawn(app, 6, seed=5, name="spring", design=Design.STRATIFIED, by=("type",))
    longer = drawn(app, 9, extend=True)
    audits = app.workspace.responses / "audits"
    sheet(app, audits / "ann.csv")
    mark(audits / "ann.csv", {}, FUNDING)
    other = AppContext(Workspace(make_workspace(tmp_path / "other")), clock=Clock())
    for path in app.workspace.responses.rglob("*.*"):
        target = other.workspace.responses / path.relative_to(app.workspace.responses)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    made = publish.report(other)
    assert [(one.name, one.recorded, one.problems) for one in made.sheets] == [("audits/ann.csv", 9, ())]
    (found,) = other.store.audits().values()
    assert (found.name, found.drawn, found.machine) == ("spring", longer.drawn, longer.machine)
    assert {coding.mode for coding in other.store.codings()} == {CodingMode.BLIND}
    again = publish.report(other)
    assert [one.recorded for one in again.sheets] == [0]
    assert not again.changed
    assert verify_workspace.check(other)


def test_a_sheet_whose_points_its_seed_does_not_draw_here_is_refused(app: AppContext, tmp_path: Path) -> None:
    drawn(app, 6, seed=5, name="spring")
    file = tmp_path / "a.csv"
    sheet(app, file)
    mark(file, {}, FUNDING)
    file.write_text(file.read_text("utf-8").replace("audit: spring", "audit: autumn").replace("seed: 5", "seed: 6"))
    with pytest.raises(UnreadableError, match="its points are not those that its seed draws for the audit “autumn”"):
        import_audits(app, file)
    file.write_text(file.read_text("utf-8").replace("audit: autumn", "audit: spring"))
    with pytest.raises(UnreadableError, match="its points are not those"):
        import_audits(app, file)
    assert list(app.store.audits()) == ["spring"]
    assert app.store.codings() == ()


def test_a_sheet_that_does_not_say_how_its_points_were_drawn_is_refused(app: AppContext, tmp_path: Path) -> None:
    drawn(app, 6)
    file = tmp_path / "a.csv"
    sheet(app, file)
    file.write_text(mark(file, {}, FUNDING).read_text("utf-8").replace("seed: 1", "seed: one"), "utf-8")
    with pytest.raises(UnreadableError, match="does not say how its points were drawn"):
        import_audits(app, file)


def test_a_problem_in_a_sheet_of_the_folder_is_told_and_the_report_is_made(app: AppContext) -> None:
    audits = app.workspace.responses / "audits"
    audits.mkdir()
    (audits / "notes.csv").write_text("a,b\n1,2\n")
    made = publish.report(app)
    assert made.path.is_file()
    assert "audits/notes.csv: it is not an audit sheet" in made.sheets[0].problems[0]


def test_an_archive_takes_audits_along(app: AppContext, tmp_path: Path) -> None:
    from analysis.app.admin.backup import export_workspace, import_workspace

    drawn(app, 6)
    judge(app, tmp_path / "a.csv")
    made = drawn(app, 8, extend=True)
    app.store.score(made, {"coded": 6}, app.clock())
    export_workspace(app, tmp_path / "all.zip")
    import_workspace(tmp_path / "all.zip", tmp_path / "new")
    there = AppContext(Workspace(tmp_path / "new"), clock=Clock())
    assert there.store.audits() == app.store.audits()


def test_each_kind_of_source_is_drawn_where_nobody_says_how_to_stratify(tmp_path: Path) -> None:
    rows = "".join(f"A{n},There is no money for books in ward {n} at all.\n" for n in range(5))
    long = "\n\n".join(f"{n}. No evening bus runs in ward {n}, and that matters." for n in range(1, 61))
    mail = "From: Jo <jo@example.org>\nTo: x@example.org\nSubject: Library\n\n1. No bus.\n\n2. No books in here.\n"
    files = {"survey.csv": f"Response ID,Please explain\n{rows}", "long.txt": long, "mail.eml": mail * 1}
    app = AppContext(Workspace(make_workspace(tmp_path / "w", files)), clock=Clock())
    usual = draw_audit(app, DrawRequest(12, is_usual=True), Coder.person("Ann"))
    assert (usual.design, usual.by) == (Design.STRATIFIED, ("source",))
    drawn = {point.document.partition("#")[0] for point in usual.drawn}
    assert drawn == set(files), "a long document leaves room for the others"
    asked = draw_audit(app, DrawRequest(12, name="plain"), Coder.person("Ann"))
    assert asked.design is Design.SIMPLE

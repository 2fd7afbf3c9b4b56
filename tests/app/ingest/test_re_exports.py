"""A new export of a survey under another name stops, and takes the former one's place where somebody says so."""

from __future__ import annotations

from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest import ingest, uploads
from analysis.app.ingest.upload_batches import UploadState, receive, replace_with

WORDS = ["quieter", "slower", "dearer", "safer", "cleaner", "longer", "harder", "worse"]
HEAD = "ID,Name,Do you agree?,Why do you say so?"


def row(number: int, why: str = "") -> str:
    name = f"Person {WORDS[number % 8].title()}{number}"
    why = why or f"My road number {number} would be {WORDS[number % 8]}."
    return f"{number},{name},{'Yes' if number % 2 else 'No'},{why}"


def survey(path: Path, rows: list[str], head: str = HEAD) -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def exported(folder: Path, last: int) -> Path:
    rows = [row(number) for number in range(1, last + 1)]
    rows[1] = row(2, "I have changed my mind since then.") if last > 8 else rows[1]
    return survey(folder / f"survey(1-{last}).csv", rows)


def test_a_new_export_stops_and_takes_the_former_one_s_place(app: AppContext, tmp_path: Path) -> None:
    ingest.add(app, [exported(tmp_path, 8)])
    (stopped,) = ingest.add(app, [exported(tmp_path, 10)])
    assert stopped.reason is not None
    assert "a new export of survey(1-8).csv" in stopped.reason
    assert "7 of its 8 responses" in stopped.reason
    assert not (app.workspace.responses / "survey(1-10).csv").exists()
    (taken,) = ingest.add(app, [exported(tmp_path, 10)], replace_existing=True)
    assert (taken.name, taken.responses, taken.reason) == ("survey(1-8).csv", 10, None)


def test_rows_without_ids_in_another_order_are_known(app: AppContext, tmp_path: Path) -> None:
    rows = [row(number).partition(",")[2] for number in range(1, 9)]
    head = HEAD.partition(",")[2]
    ingest.add(app, [survey(tmp_path / "a.csv", rows, head)])
    newest_first = [row(9).partition(",")[2], *reversed(rows)]
    (stopped,) = ingest.add(app, [survey(tmp_path / "b.csv", newest_first, head)])
    assert "a new export of a.csv" in (stopped.reason or "")


def test_a_second_survey_with_the_same_form_goes_in(app: AppContext, tmp_path: Path) -> None:
    ingest.add(app, [exported(tmp_path, 8)])
    again = [row(number, f"In this second year it is {WORDS[-number % 8]} for us.") for number in range(1, 9)]
    (second,) = ingest.add(app, [survey(tmp_path / "next year.csv", again)])
    assert (second.reason, second.responses) == (None, 8)


def test_both_go_in_where_somebody_says_so(app: AppContext, tmp_path: Path) -> None:
    ingest.add(app, [exported(tmp_path, 8)])
    (both,) = ingest.add(app, [exported(tmp_path, 10)], keep_both=True)
    assert (both.name, both.reason) == ("survey(1-10).csv", None)


def test_no_file_takes_the_place_of_another_that_is_added_with_it(app: AppContext, tmp_path: Path) -> None:
    ingest.add(app, [exported(tmp_path, 8)])
    newest = exported(tmp_path, 10)
    for names in (["survey(1-8).csv", newest.name], [newest.name, "survey(1-8).csv"]):
        added = {one.name: one for one in ingest.add(app, [tmp_path / name for name in names], replace_existing=True)}
        assert (added["survey(1-8).csv"].responses, added["survey(1-8).csv"].reason) == (8, None)
        assert "by itself with --replace" in (added[newest.name].reason or "")
    (taken,) = ingest.add(app, [newest], replace_existing=True)
    assert (taken.name, taken.responses) == ("survey(1-8).csv", 10)


def test_two_new_exports_of_one_survey_replace_nothing(app: AppContext, tmp_path: Path) -> None:
    ingest.add(app, [exported(tmp_path, 8)])
    added = ingest.add(app, [exported(tmp_path, 10), exported(tmp_path, 12)], replace_existing=True)
    assert ["by itself with --replace" in (one.reason or "") for one in added] == [True, True]
    (kept,) = ingest.add(app, [tmp_path / "survey(1-8).csv"])
    assert (kept.responses, kept.reason) == (8, None)


def test_an_upload_stops_and_takes_the_former_one_s_place(app: AppContext, tmp_path: Path) -> None:
    ingest.add(app, [exported(tmp_path, 8)])
    with exported(tmp_path, 10).open("rb") as stream:
        batch = receive(app, [("survey(1-10).csv", stream)], "Ann")
    (stopped,) = uploads.take_in_batch(app, batch.id).items
    assert (stopped.state, stopped.former) == (UploadState.REFUSED, "survey(1-8).csv")
    (waiting,) = replace_with(app, batch.id, stopped.number).items
    assert (waiting.name, waiting.state) == ("survey(1-8).csv", UploadState.WAITING)

"""Evaluating: codings against a file that people have labelled, and what of it is no measure or cannot be compared."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding.evaluation import Evaluated, evaluate
from analysis.app.coding.gold_standard import GoldKind
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.snapshot import status
from analysis.app.snapshot.taking import take
from analysis.errors import UnreadableError
from analysis.model import CodingMode, Measure
from analysis.workspace import Workspace
from tests.app.audited import ACCESS, FUNDING, NONE, mark, open_desk, truth
from tests.builders import CONSULTATION, make_workspace, person
from tests.shared import shared


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    return open_desk(tmp_path / "work")


def gold(tmp_path: Path, *rows: dict[str, object]) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


TEXTS: tuple[dict[str, object], ...] = (
    {"text": "The library budget has no money left for books.", "labels": ["Funding"], "doc": "A"},
    {"text": "There is no bus in the evening.", "labels": ["ACCESS"], "doc": "A"},
    {"text": "Cuts cost us the evening bus.", "labels": ["funding", "access"], "doc": "B"},
    {"text": "I am forty.", "labels": [], "doc": "C"},
    {"text": "Whatever it is, I object.", "labels": ["fundings", "Noise"], "doc": "C"},
)


def counts(made: Evaluated) -> dict[str, tuple[int, int, int]]:
    return {one.key: (one.found, one.given, one.both) for one in made.figures.themes}


def sheet(app: AppContext, path: Path, who: str = "Ann", mode: CodingMode = CodingMode.BLIND) -> Path:
    """All points, judged rightly."""
    export_audits(app, path, who, SheetRequest(), mode)
    return mark(path, truth(path))


# Texts ----------------------------------------------------------------------------------------------------------------


def test_texts_that_the_workspace_does_not_have_are_coded_and_compared(app: AppContext, tmp_path: Path) -> None:
    made = evaluate(app, gold(tmp_path, *TEXTS))
    assert (made.kind, made.rows, made.documents, made.apart) == (GoldKind.TEXTS, 5, 3, False)
    assert tuple(theme.name for theme in made.figures.themes) == ("Funding", "Access")
    classifier = take(app, keep=False).classifier
    said = classifier.predict([str(row["text"]) for row in TEXTS])
    right = [{"funding"}, {"access"}, {"funding", "access"}, set(), set()]
    for theme, (found, given, both) in counts(made).items():
        assert (found, given) == (2, sum(theme in own for own in said))
        assert both == sum(theme in own and theme in gold for own, gold in zip(said, right, strict=True))
    same = [own == gold for own, gold in zip(said, right, strict=True)]
    assert made.sets[Measure.RAW].figure == pytest.approx(sum(same) / 5)
    assert made.scored is not None
    assert (made.known.coded, made.known.learned, made.known.rest) == (0, 0, None)


def test_labels_that_are_no_theme_are_counted_and_the_nearest_theme_named(app: AppContext, tmp_path: Path) -> None:
    made = evaluate(app, gold(tmp_path, *TEXTS, {"text": "Loud.", "labels": "Noise"}))
    assert [(one.label, one.rows, one.near) for one in made.left_out.labels] == [
        ("Noise", 2, None),
        ("fundings", 1, "funding"),
    ]


def test_a_theme_that_no_label_means_is_left_out_and_not_taken_to_be_absent(app: AppContext, tmp_path: Path) -> None:
    made = evaluate(app, gold(tmp_path, *TEXTS[:2], {"text": "No money.", "labels": ["funding"]}, TEXTS[3]))
    assert made.left_out.themes == ()
    made = evaluate(app, gold(tmp_path, TEXTS[0], TEXTS[3]))
    assert [theme for theme, _ in made.left_out.themes] == ["access"]
    assert list(counts(made)) == ["funding"]


def test_an_earlier_key_of_a_theme_is_a_label_of_it(tmp_path: Path) -> None:
    renamed = CONSULTATION.replace('name = "Funding"', 'name = "Funding"\nwas = ["money-matters"]')
    app = AppContext(Workspace(make_workspace(tmp_path / "work", {}, renamed)))
    made = evaluate(app, gold(tmp_path, {"text": "No budget.", "labels": ["Money matters"]}))
    assert counts(made)["funding"][0] == 1


def test_without_documents_every_text_stands_alone(app: AppContext, tmp_path: Path) -> None:
    rows = [{key: value for key, value in row.items() if key != "doc"} for row in TEXTS]
    made = evaluate(app, gold(tmp_path, *rows))
    assert (made.documents, made.apart) == (0, True)
    made = evaluate(app, gold(tmp_path, *({**row, "doc": "the only one"} for row in rows)))
    assert (made.documents, made.apart) == (1, True)


def test_what_the_codebook_cannot_read_is_left_to_a_person(app: AppContext, tmp_path: Path) -> None:
    french = {"text": "Nous ne voulons pas que la mairie ferme la bibliothèque du village.", "labels": ["Funding"]}
    made, alone = evaluate(app, gold(tmp_path, *TEXTS, french)), evaluate(app, gold(tmp_path, *TEXTS))
    assert (made.rows, made.left_out.for_person, made.left_out.uncoded) == (5, 1, 0)
    assert (made.figures, made.scored) == (alone.figures, alone.scored)
    with pytest.raises(UnreadableError, match="languages that the codebook does not cover"):
        evaluate(app, gold(tmp_path, french))


def test_nothing_is_recorded(app: AppContext, tmp_path: Path) -> None:
    evaluate(app, gold(tmp_path, *TEXTS))
    assert not app.store.codings()
    assert len(status.status(app).waiting) == 6


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([{"text": "Loud.", "labels": ["Noise"]}], "none of its labels (“Noise”) is a theme of the codebook"),
        ([{"text": "Loud.", "labels": []}], "none of its rows has a theme of the codebook, which has funding, access"),
        ([{"text": "", "labels": ["funding"]}], "1 row cannot be used, such as row 1: it has no “text”"),
    ],
)
def test_where_nothing_can_be_compared_it_is_said_why(
    app: AppContext, tmp_path: Path, rows: list[dict[str, object]], why: str
) -> None:
    with pytest.raises(UnreadableError) as told:
        evaluate(app, gold(tmp_path, *rows))
    assert "nothing in it can be compared: " + why in str(told.value)


def test_texts_that_people_coded_here_are_told_and_the_rest_measured_without_them(
    app: AppContext, tmp_path: Path
) -> None:
    import_audits(app, sheet(app, tmp_path / "a.csv", mode=CodingMode.ASSISTED))
    known = {"text": "The budget was CUT again in ward 3, and that matters to us all.", "labels": ["Funding"]}
    made = evaluate(app, gold(tmp_path, *TEXTS, known))
    assert (made.known.coded, made.known.learned) == (1, 1)
    assert made.known.rest is not None
    rest = evaluate(app, gold(tmp_path, *TEXTS)).figures.micro
    assert made.known.rest == rest


def test_what_was_coded_for_an_open_audit_is_known_but_has_taught_nothing(app: AppContext, tmp_path: Path) -> None:
    draw_audit(app, DrawRequest(24), person("ann"))
    export_audits(app, tmp_path / "a.csv", "Ann", SheetRequest(drawn=True))
    filled = mark(tmp_path / "a.csv", truth(tmp_path / "a.csv"))
    import_audits(app, filled)
    made = evaluate(app, filled)
    assert (made.known.coded, made.known.learned) == (24, 0)


def test_what_was_coded_blind_outside_an_audit_has_taught_the_machine(app: AppContext, tmp_path: Path) -> None:
    filled = sheet(app, tmp_path / "a.csv")
    import_audits(app, filled)
    made = evaluate(app, filled)
    assert (made.known.coded, made.known.learned) == (24, 24)


def test_an_example_of_the_codebook_is_no_measure(tmp_path: Path) -> None:
    text = str(TEXTS[0]["text"])
    with_example = CONSULTATION.replace('name = "Funding"', f'name = "Funding"\nexamples = ["{text}"]')
    app = AppContext(Workspace(make_workspace(tmp_path / "work", {}, with_example)))
    made = evaluate(app, gold(tmp_path, TEXTS[0]))
    assert (made.known.coded, made.known.learned, made.known.rest) == (0, 1, None)


# Points ---------------------------------------------------------------------------------------------------------------


def points(app: AppContext, tmp_path: Path, **changed: object) -> Path:
    """The points of one letter by their spans; the first differs as said."""
    response = ingest.find(app, "0.txt")
    themes = (["funding"], ["access"], [], ["funding"])
    rows: list[dict[str, object]] = [
        {"start": point.start, "end": point.end, "themes": own}
        for point, own in zip(response.points, themes, strict=True)
    ]
    rows[0] |= changed
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"document": "elsewhere/0.txt", "points": rows}), "utf-8")
    return path


def test_points_are_compared_with_what_code_records(app: AppContext, tmp_path: Path) -> None:
    made = evaluate(app, points(app, tmp_path))
    coder = take_in_and_code(app).snapshot.machine
    stored = [c.themes for c in app.store.machine_codings(coder.id) if c.point.document == "0.txt"]
    assert made.coder == f"machine coder {coder.id}"
    assert (made.kind, made.rows, made.apart) == (GoldKind.POINTS, 4, True)
    assert counts(made)["funding"][1] == sum("funding" in themes for themes in stored)
    settled = evaluate(app, points(app, tmp_path), is_settled=True)
    assert counts(settled) == counts(made)
    assert settled.scored is None


def test_a_span_that_is_nearly_a_point_is_that_point_and_another_is_told(app: AppContext, tmp_path: Path) -> None:
    first = next(iter(ingest.find(app, "0.txt").points))
    assert evaluate(app, points(app, tmp_path, end=first.end - 1)).rows == 4
    made = evaluate(app, points(app, tmp_path, end=first.start + 9))
    assert made.rows == 3
    (lost,) = made.left_out.unplaced
    assert lost.row == 1
    assert f"no point has characters {first.start} to {first.start + 9} in elsewhere/0.txt" in lost.reason


def test_a_point_may_be_named_by_its_label_in_its_document(app: AppContext, tmp_path: Path) -> None:
    named = {"start": None, "end": None, "label": "1", "document": "3.txt"}
    assert evaluate(app, points(app, tmp_path, **named)).documents == 2
    made = evaluate(app, points(app, tmp_path, **{**named, "document": "9.txt"}))
    assert "there is no response called 9.txt with points" in made.left_out.unplaced[0].reason
    made = evaluate(app, points(app, tmp_path, **{**named, "label": "2", "document": "0.txt"}))
    assert "more than once" in made.left_out.unplaced[0].reason


def test_a_theme_that_a_careful_coder_could_defend_is_no_error_either_way(app: AppContext, tmp_path: Path) -> None:
    strict = evaluate(app, points(app, tmp_path, themes=["access"]))
    right = evaluate(app, points(app, tmp_path))
    mild = evaluate(app, points(app, tmp_path, themes=[], also_acceptable=["funding", "access"]))
    found, given, both = counts(right)["funding"]
    assert counts(strict)["funding"] == (found - 1, given, both - 1)
    assert counts(mild)["funding"] == (found - 1, given - 1, both - 1)
    assert mild.sets[Measure.RAW].figure == right.sets[Measure.RAW].figure
    assert strict.sets[Measure.RAW].figure == pytest.approx((right.sets[Measure.RAW].figure or 0) - 1 / 4)


# An audit sheet -------------------------------------------------------------------------------------------------------


def test_a_sheet_is_a_gold_that_asks_about_all_its_themes(app: AppContext, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    export_audits(app, path, "Ann", SheetRequest())
    rows = truth(path)
    mark(path, {n: column for n, column in rows.items() if n < 20 and column != ACCESS} | {19: "cannot tell"})
    made = evaluate(app, path)
    assert (made.kind, made.left_out.cannot_tell) == (GoldKind.SHEET, 1)
    assert made.rows + made.left_out.blank + 1 == 24
    assert counts(made)["access"][0] == 0
    assert made.left_out.themes == ()


def test_a_theme_redefined_since_the_sheet_was_made_is_left_out(app: AppContext, tmp_path: Path) -> None:
    path = sheet(app, tmp_path / "a.csv")
    toml = app.workspace.consultation
    toml.write_text(toml.read_text("utf-8").replace("Whether people can reach", "Whether all can reach"), "utf-8")
    made = evaluate(app, path)
    assert made.left_out.themes == (("access", "it was redefined, split or added after the sheet was made"),)
    assert list(counts(made)) == ["funding"]


def test_a_person_may_be_compared_with_another(app: AppContext, tmp_path: Path) -> None:
    ann, ben = sheet(app, tmp_path / "ann.csv"), tmp_path / "ben.csv"
    import_audits(app, ann)
    export_audits(app, ben, "Ben", SheetRequest())
    mark(ben, truth(ben) | {0: NONE, 1: FUNDING})
    made = evaluate(app, ben, coder="ANN")
    assert (made.coder, made.rows, made.scored) == ("ANN", 24, None)
    assert made.sets[Measure.RAW].figure == pytest.approx(22 / 24)
    with pytest.raises(UnreadableError, match="Eve has coded no point of this workspace"):
        evaluate(app, ben, coder="Eve")
    with pytest.raises(UnreadableError, match="it holds texts, and people code points"):
        evaluate(app, gold(tmp_path, *TEXTS), coder="Ann")


def test_a_person_who_coded_part_of_it_is_compared_on_that(app: AppContext, tmp_path: Path) -> None:
    export_audits(app, tmp_path / "ann.csv", "Ann", SheetRequest(first=5))
    import_audits(app, mark(tmp_path / "ann.csv", truth(tmp_path / "ann.csv")))
    made = evaluate(app, sheet(app, tmp_path / "ben.csv", "Ben"), coder="Ann")
    assert (made.rows, made.left_out.uncoded) == (5, 19)
    assert (made.known.coded, made.known.learned) == (5, 0)


def test_a_sheet_that_was_filled_in_beside_the_machines_suggestions_is_told(app: AppContext, tmp_path: Path) -> None:
    assert evaluate(app, sheet(app, tmp_path / "a.csv", mode=CodingMode.ASSISTED)).is_assisted
    assert not evaluate(app, sheet(app, tmp_path / "b.csv")).is_assisted


# Real data ------------------------------------------------------------------------------------------------------------


def test_the_worked_example_of_a_real_submission(tmp_path: Path) -> None:
    gold_file = shared("gold/sesl-seec.json")
    (seed,) = shared("seeds").glob("004_*.txt")
    book = (Path(__file__).parents[3] / "responses/consultation.toml").read_text("utf-8")
    app = AppContext(Workspace(make_workspace(tmp_path / "work", {seed.name: seed.read_bytes()}, book)))
    made = evaluate(app, gold_file)
    assert (made.rows, made.left_out.unplaced, made.left_out.labels) == (27, (), ())
    assert made.figures.micro.f1.value is not None
    assert made.figures.micro.f1.value > 0.6, "always giving the commonest theme has .48"
    assert np.isfinite(made.sets[Measure.ALPHA].figure or np.nan)

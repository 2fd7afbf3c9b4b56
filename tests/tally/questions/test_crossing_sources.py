"""Sources of crossings: closed questions, types and monitoring columns, of whom the report may tell what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.publish import tally_of
from analysis.app.views.crossings import all_crossings
from analysis.app.views.figures import count
from analysis.auditing.blinding import HiddenPoints
from analysis.model import Ledger, Publish, ResolvedCoding, Response, SegmentKind
from analysis.tally.counted_points import CountedPoint, counted_points
from analysis.tally.questions.crossing import Crossing, CrossingKind
from analysis.tally.questions.crossing_sources import crossings, published_crossings, raised_by
from analysis.workspace import Workspace
from tests.builders import CONSULTATION, make_coding, make_consultation, make_response, make_workspace

MONEY, REACH = "The budget of the library is too small for this.", "No bus goes there and no wheelchair gets in."
CHOSEN = CONSULTATION.replace('organisation = "A borough council"', 'crossings = ["Q1", "type", "Age group", "Nobody"]')


def survey(rows: list[tuple[str, str, str, str]]) -> str:
    """A table of the type, the answer, the age group and the words of each row."""
    header = "Response ID,What are you?,Q1 Should libraries open on Sundays?,Age group,Please explain\n"
    return header + "".join(f"{n},{kind},{answer},{age},{words}\n" for n, (kind, answer, age, words) in enumerate(rows))


ROWS = [
    *[("resident", "Yes", "18 to 64", MONEY)] * 12,
    *[("resident", "No", "65 and over", REACH)] * 8,
    *[("council", "No", "18 to 64", MONEY)] * 6,
    ("council", "Yes", "65 and over", REACH),
]


def workspace(root: Path) -> AppContext:
    return AppContext(Workspace(make_workspace(root, {"survey.csv": survey(ROWS)}, CHOSEN)))


def by_kind(crossings: tuple[Crossing, ...]) -> dict[CrossingKind, Crossing]:
    return {crossing.kind: crossing for crossing in crossings}


def test_the_team_sees_every_crossing_whole_and_the_report_what_was_chosen_without_small_cells(tmp_path: Path) -> None:
    app = workspace(tmp_path)
    snapshot = take_in_and_code(app).snapshot
    shown = by_kind(all_crossings(count(app, snapshot), HiddenPoints()))
    assert shown.keys() == set(CrossingKind)
    question = shown[CrossingKind.QUESTION]
    assert [(column.name, column.base) for column in question.columns] == [("Yes", 13), ("No", 14)]
    assert {row.key: [cell.respondents for cell in row.cells] for row in question.rows} == {
        "funding": [12, 6],
        "access": [1, 8],
    }
    report = tally_of(app, snapshot)
    assert [(asked.text, asked.of, asked.respondents) for asked in report.monitoring] == [("Age group", 27, 27)]
    # Of Q1 nothing can be told: who does not raise the one theme raises the other, and one of "Yes" does.
    assert [crossing.kind for crossing in report.crossings] == [CrossingKind.MONITORING], "types have their own table"
    assert report.untold_crossings == ("Q1",)
    totals = {tally.theme.key: tally.respondents for tally in report.themes}
    assert all(row.total.respondents == totals[row.key] for row in report.crossings[0].rows)


def test_what_is_withheld_is_in_no_crossing_by_type_but_the_teams(tmp_path: Path) -> None:
    app = workspace(tmp_path)
    snapshot = take_in_and_code(app).snapshot
    first = snapshot.corpus.responses[0]
    hidden = replace(first, respondent=replace(first.respondent, publish=Publish.NO))
    responses = (*snapshot.corpus.responses[1:], hidden)
    corpus = replace(snapshot.corpus, responses=responses)
    made = by_kind(crossings(corpus.consultation, responses, (), corpus.ledger, 1))
    assert made[CrossingKind.TYPE].base == made[CrossingKind.QUESTION].base - 1 == len(ROWS) - 1
    teams = by_kind(all_crossings(count(app, snapshot.after(corpus=corpus)), HiddenPoints()))
    assert teams[CrossingKind.TYPE].base == teams[CrossingKind.QUESTION].base == len(ROWS)


def respondent(
    name: str, answer: str, theme: str, publish: Publish = Publish.ANONYMOUS
) -> tuple[Response, CountedPoint]:
    """Somebody who chose an answer to Q1 and made one point."""
    response = make_response(name, [(SegmentKind.ANSWER, answer), "A point."], publish=publish)
    segments = tuple(
        replace(segment, question="Q1") if segment.kind is SegmentKind.ANSWER else segment
        for segment in response.segmentation.segments
    )
    response = replace(response, segmentation=replace(response.segmentation, segments=segments))
    (point,) = response.points
    coding = make_coding(point.key, [theme] if theme else [])
    (counted,) = counted_points(1, response, {point.key: ResolvedCoding(coding)})
    return response, counted


def crossed(*groups: tuple[str, str, int, Publish]) -> Crossing:
    everybody = [
        respondent(f"{n}-{turn}.txt", answer, theme, publish)
        for n, (answer, theme, count, publish) in enumerate(groups)
        for turn in range(count)
    ]
    consultation = make_consultation(questions=["Q1"])
    raised = raised_by(consultation.codebook, ((point.point.document, point.themes) for _, point in everybody))
    made = crossings(consultation, [one for one, _ in everybody], raised, Ledger(()), 5)
    (crossing,) = published_crossings(consultation, made)
    return crossing


ANONYMOUS, REFUSED = Publish.ANONYMOUS, Publish.NO


def test_each_theme_is_counted_by_answer_in_the_order_of_the_scale() -> None:
    crossing = crossed(
        ("No", "funding", 12, ANONYMOUS),
        ("Yes", "funding", 6, ANONYMOUS),
        ("Yes", "", 9, ANONYMOUS),
        ("Yes", "", 5, REFUSED),
        ("No", "", 8, REFUSED),
    )
    assert [(column.name, column.base) for column in crossing.columns] == [("Yes", 20), ("No", 20)]
    funding = next(row for row in crossing.rows if row.key == "funding")
    assert [(cell.respondents, cell.share) for cell in funding.cells] == [(6, 0.3), (12, 0.6)]
    assert (funding.total.respondents, crossing.base) == (18, 40), "withheld responses are counted"


def test_what_too_few_raise_is_not_told() -> None:
    crossing = crossed(
        ("Yes", "funding", 3, ANONYMOUS),
        ("Yes", "access", 17, ANONYMOUS),
        ("No", "funding", 12, ANONYMOUS),
        ("No", "localism", 8, ANONYMOUS),
    )
    assert "funding" not in [row.key for row in crossing.rows], "one of two would follow from the total"
    assert crossing.left_out

"""The assurance pack: which assumptions a run makes and how good the evidence is, and what the team says goes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis.model import ASSUMPTIONS, RECORD_KEYS, Estimate, ModelMode, Quality, Rating, TeamAssumption
from analysis.rendering import render_assurance
from analysis.rendering.pages import AssurancePage
from analysis.tally.assurance import DrawnAudit, LoggedAssumption, RunFacts, assumptions_of, record_of
from analysis.tally.model_use import ModelUse
from analysis.tally.report import Report
from tests.builders import make_consultation
from tests.rendering.fixtures.small import EMPTY, REPORT

RUN = RunFacts("c0ffee", "splitter-1", "reader-1", "abc", (DrawnAudit("first", 7, 60),))


def logged(report: Report, key: str, *team: TeamAssumption) -> LoggedAssumption:
    return next(one for one in assumptions_of(report, team) if one.key == key)


@pytest.mark.parametrize(
    ("low", "rated"),
    [(0.85, Rating.GREEN), (0.8, Rating.GREEN), (0.7, Rating.AMBER), (0.5, Rating.RED), (None, Rating.RED)],
)
def test_the_evidence_for_the_coding_is_as_good_as_the_low_end_of_what_was_measured(
    low: float | None, rated: Rating
) -> None:
    assert REPORT.accuracy is not None
    known = Estimate(0.9, 0.8, 0.95)
    overall = Quality(known, known, Estimate(0.9, low, 0.95))
    report = replace(REPORT, accuracy=replace(REPORT.accuracy, overall=overall))
    assert logged(report, "coding").quality is rated


def test_small_numbers_are_amber_where_a_total_less_what_is_listed_tells_of_those_withheld() -> None:
    assert REPORT.withheld
    assert logged(REPORT, "small-numbers").quality is Rating.AMBER
    nobody = replace(REPORT, respondents=len(REPORT.responses))
    assert logged(nobody, "small-numbers").quality is Rating.GREEN
    page = AssurancePage(assumptions_of(REPORT, ()), record_of(make_consultation()), RUN)
    assert "total less what is listed tells how many of the" in render_assurance(REPORT, page, [])


def test_an_audit_that_found_nothing_to_measure_stops_no_report() -> None:
    assert REPORT.accuracy is not None
    unknown = Estimate(None, None, None, "no audited point has a theme")
    report = replace(REPORT, accuracy=replace(REPORT.accuracy, overall=Quality(unknown, unknown, unknown)))
    page = AssurancePage(assumptions_of(report, ()), record_of(make_consultation()), RUN)
    assert "F1 not known" in render_assurance(report, page, [])


def test_what_nobody_measured_is_red_and_a_run_without_files_assumes_little() -> None:
    assert logged(replace(REPORT, accuracy=None), "coding").quality is Rating.RED
    keys = {one.key for one in assumptions_of(EMPTY, ())}
    assert keys.isdisjoint({"coding", "sample", "columns", "campaigns", "dates"})
    assert {"reading", "consent", "not-a-sample"} <= keys


def test_what_the_team_says_stands_beside_what_the_run_proposes_and_its_own_come_last() -> None:
    said = TeamAssumption("reading", owner="The analysts", reviewed=date(2026, 1, 5), quality=Rating.RED)
    own = TeamAssumption("workshops", "Workshops are not counted.", "Other questions.")
    lines = assumptions_of(REPORT, (own, said))
    assert [one.key for one in lines] == [*(key for key in ASSUMPTIONS if key in {o.key for o in lines}), "workshops"]
    assert lines[0].team is said
    assert (lines[-1].is_own, lines[-1].quality) == (True, None)


def pack(*team: TeamAssumption, **written: str) -> str:
    consultation = replace(make_consultation(), transparency=tuple(written.items()))
    return render_assurance(REPORT, AssurancePage(assumptions_of(REPORT, team), record_of(consultation), RUN), [])


def test_the_pack_shows_what_waits_and_what_was_written() -> None:
    empty = pack()
    assert empty.count("for the department to") > 10
    assert empty == pack()
    filled = pack(
        TeamAssumption("coding", owner="Head of <analysis>", note="Audit again."),
        TeamAssumption("workshops", "Workshops are not counted."),
        team="The policy team",
    )
    for words in ("Head of &lt;analysis&gt;", "Note: Audit again.", "Workshops are not counted.", "The policy team"):
        assert words in filled
        assert words not in empty
    assert "c0ffee" in empty
    assert "drawn by the seed 7" in empty


def test_every_assumption_and_every_field_has_its_words() -> None:
    lines = [LoggedAssumption(key, Rating.AMBER, Rating.AMBER, TeamAssumption(key)) for key in ASSUMPTIONS]
    html = render_assurance(REPORT, AssurancePage(tuple(lines), record_of(make_consultation()), RUN), [])
    for key in ASSUMPTIONS:
        before = html.split(f"(<code>{key}</code>)")[0]
        row = before.rsplit('<th scope="row">', 1)[1]
        assumed, _, basis = row.partition("Basis:")
        assert len(assumed.split()) > 5, key
        assert "unwritten" not in basis, key
    for key in RECORD_KEYS:
        assert f"(<code>{key}</code>)" in html


def test_a_language_model_that_coded_is_an_assumption_and_is_named_in_the_record() -> None:
    use = ModelUse("llama-x", "1", ModelMode.MODEL, False, True, False, 7, 9, 1, 0)
    report = replace(REPORT, model=use)
    assert logged(report, "language-model").impact is Rating.RED
    page = AssurancePage(assumptions_of(report, ()), record_of(make_consultation()), RUN)
    html = render_assurance(report, page, [])
    assert "llama-x" in html
    assert "There is no language model" not in html
    assert "sent to the server that the department named, with personal data masked" in " ".join(html.split())
    assert "llama-x" not in pack()

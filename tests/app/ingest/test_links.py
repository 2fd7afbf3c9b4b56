"""Restatements on their way through the service: found anew for each report, shown at both places, counted once."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.app import publish
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.snapshot.taking import take
from analysis.app.views.figures import count
from analysis.app.views.response_list import ResponseFilter, list_responses
from analysis.workspace import Workspace
from tests.builders import NOON, make_workspace, published
from tests.validity import faults

SUMMED_UP = """Summary

1. The library budget cannot bear the cost of Sunday opening in winter, when few people visit.

2. We are grateful for this consultation.

Opening on Sundays

3. Last year we counted visitors. On wet Sundays in winter few people visit, and the library budget cannot bear the
cost of opening for them: heating alone would take a tenth of it.

4. Evenings are another matter, as readers come straight from work.
"""


def test_a_summary_is_linked_to_its_body_in_the_report_and_its_argument_counts_once(tmp_path: Path) -> None:
    make_workspace(tmp_path, {"a.txt": SUMMED_UP})
    made = publish.report(AppContext(Workspace(tmp_path)))
    page = " ".join(re.sub("<[^>]+>", "", published(tmp_path)).split())
    assert made.points == 4
    assert "Said in full at R1.3 (3)" in page
    assert "Also said in short at R1.1 (1)" in page
    assert "Points 1 of 3; 1 more says one of them again" in page


NOTE = "Please keep the library open on Sundays, because nobody else has the time."
PLEA = (
    "Please keep our library open on Sundays. It is the only day on which people who work all week can bring their "
    "children, and the only warm room in the village where nobody has to buy anything to be allowed to stay."
)


def test_what_an_earlier_rule_linked_is_shown_only_where_it_is_a_campaign_today(tmp_path: Path) -> None:
    make_workspace(tmp_path, {"a.txt": NOTE, "b.txt": NOTE, "c.txt": PLEA, "d.txt": f"{PLEA}\n\nI am 80."})
    app = AppContext(Workspace(tmp_path))
    publish.report(app)
    app.store.link({"b.txt": ("a.txt", 1.0)}, NOON)  # as version 0.1.0 did
    snapshot = take(app)
    assert app.store.links().keys() == {"b.txt", "d.txt"}
    assert [row.copies for row in list_responses(snapshot, ResponseFilter()).rows] == ["", "", "", "c.txt"]
    assert [campaign.documents for campaign in snapshot.same_letters] == [("c.txt", "d.txt")]
    assert count(app, snapshot).texts.letters.campaigns == snapshot.same_letters


def test_letters_alike_by_way_of_a_third_response_are_a_campaign_on_the_pages_as_in_the_report(tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(44)]
    first, between, last = (" ".join(words[start : start + 30]) for start in (0, 6, 12))
    more = " ".join(f"other{n}" for n in range(60))
    make_workspace(tmp_path, {"a.txt": first, "b.txt": f"1. {between}\n\n2. {more}\n", "c.txt": last})
    app = AppContext(Workspace(tmp_path))
    publish.report(app)
    snapshot = take(app)
    (printed,) = publish.tally_of(app, snapshot).campaigns
    assert len(printed.responses) == 2
    assert [campaign.documents for campaign in count(app, snapshot).texts.letters.campaigns] == [("a.txt", "c.txt")]


def test_a_survey_whose_rows_share_a_short_answer_links_none_of_them(tmp_path: Path) -> None:
    rows = "".join(f'{n},"{NOTE}"\n' for n in range(40))
    (tmp_path / "survey.csv").write_text(f"Response ID,Please explain your answer\n{rows}", encoding="utf-8")
    make_workspace(tmp_path / "w")
    app = AppContext(Workspace(tmp_path / "w"))
    (added,) = ingest.add(app, [tmp_path / "survey.csv"])
    assert (added.responses, app.store.links()) == (40, {})


def test_a_survey_with_a_letter_pasted_into_it_gives_a_report_of_valid_html(tmp_path: Path) -> None:
    rows = "".join(f'{n},Yes,"{PLEA if n % 3 else NOTE}"\n' for n in range(12))
    header = "Response ID,Do you agree?,Please explain your answer\n"
    app = AppContext(Workspace(make_workspace(tmp_path, {"survey.csv": header + rows})))
    publish.report(app)
    page = published(tmp_path)
    assert "Campaign 1: 8 responses They give the same answer to" in " ".join(re.sub("<[^>]+>", "", page).split())
    for path in app.workspace.reports.rglob("*.html"):
        assert faults(path.read_text("utf-8")) == []

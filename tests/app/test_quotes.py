"""Pinned and barred quotations: records that follow a point's words, and that the report keeps to."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.publish import tally_of
from analysis.app.quotes import choose_quote, flag_quote, flagged_points, quote_choices
from analysis.app.snapshot.taking import take
from analysis.app.snapshot.team_work import point_cited
from analysis.errors import UnreadableError
from analysis.model import QuoteDecision
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace

CUTS = "The budget of the library has been cut and cut again for five years now."
COST = "Nobody has told us what the opening on a Sunday is going to cost in money."
SHORT = "The budget is too small."


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    files = {"a.txt": f"{CUTS}\n", "b.txt": f"{COST}\n", "c.txt": f"{SHORT}\n"}
    return AppContext(Workspace(make_workspace(tmp_path, files)), clock=Clock())


def quoted(app: AppContext) -> list[str]:
    tally = next(one for one in tally_of(app, take_in_and_code(app).snapshot).themes if one.theme.key == "funding")
    return [quote.ref.name for quote in tally.quotes]


def decide(app: AppContext, citation: str, decision: QuoteDecision) -> None:
    snapshot = take(app)
    choose_quote(app, snapshot, point_cited(snapshot.corpus, citation), "funding", decision, "Ann")


def test_a_pinned_point_is_quoted_first_though_it_is_short_and_a_barred_one_never(app: AppContext) -> None:
    before = quoted(app)
    assert "R3.1" not in before
    decide(app, "R3.1 (a)", QuoteDecision.PINNED)
    assert quoted(app) == ["R3.1", *before]
    for name in before:
        decide(app, name, QuoteDecision.BARRED)
    assert quoted(app) == ["R3.1"]
    decide(app, "R3.1", QuoteDecision.FREE)
    assert quoted(app) == []


def test_a_decision_is_a_record_that_says_who_and_follows_the_words(app: AppContext) -> None:
    decide(app, "r3.1", QuoteDecision.PINNED)
    (choice,) = app.store.quote_choices()
    assert (choice.who, choice.theme, choice.decision) == ("Ann", "funding", QuoteDecision.PINNED)
    path = app.workspace.responses / "c.txt"
    path.write_text(f"{CUTS}\n\n{SHORT}\n", encoding="utf-8")
    corpus = take(app).corpus
    (moved,) = quote_choices(app, corpus)
    assert corpus.citations[moved.point].name == "R3.2"


@pytest.mark.parametrize("citation", ["R9.1", "R1.9", "4.2", "", "R1"])
def test_a_point_that_is_not_there_is_refused(app: AppContext, citation: str) -> None:
    with pytest.raises(UnreadableError, match=r"R4\.9"):
        point_cited(take(app).corpus, citation)


def test_a_theme_that_is_not_there_is_refused(app: AppContext) -> None:
    snapshot = take(app)
    with pytest.raises(UnreadableError, match="the themes are funding, access"):
        choose_quote(app, snapshot, point_cited(snapshot.corpus, "R1.1"), "money", QuoteDecision.PINNED, "Ann")


def test_a_flagged_point_is_quoted_under_whatever_theme_it_is_given_until_the_flag_is_taken_away(
    app: AppContext,
) -> None:
    before = quoted(app)
    snapshot = take(app)
    point = point_cited(snapshot.corpus, "R3.1")
    for _ in range(2):
        flag_quote(app, take(app), point, True, "Ann")
    assert quoted(app) == ["R3.1", *before]
    assert flagged_points(app, snapshot.corpus) == {point}
    decide(app, "R3.1", QuoteDecision.FREE)
    assert "R3.1" not in quoted(app), "what was decided last of this theme counts"
    flag_quote(app, take(app), point, False, "Ann")
    assert flagged_points(app, snapshot.corpus) == frozenset()
    assert [one.decision for one in app.store.quote_choices()] == [QuoteDecision.FREE, QuoteDecision.FREE]


def test_a_flag_undoes_that_a_theme_bars_the_point_and_the_other_way(app: AppContext) -> None:
    snapshot = take(app)
    point = point_cited(snapshot.corpus, "R1.1")
    decide(app, "R1.1", QuoteDecision.BARRED)
    assert "R1.1" not in quoted(app)
    flag_quote(app, take(app), point, True, "Ann")
    assert quoted(app)[0] == "R1.1"
    decide(app, "R1.1", QuoteDecision.BARRED)
    assert "R1.1" not in quoted(app)

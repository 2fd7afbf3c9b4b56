"""Letters told: which sets are campaigns, which responses they take up, and that nobody withheld shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from analysis.app.ingest.links import same_letters_among, short_answers_among
from analysis.model import Letters, Publish, ResolvedCoding, Response, SameLetter, SegmentKind
from analysis.rendering import render
from analysis.tally.count import report
from analysis.tally.passages.letters import campaign_size, campaigns_of
from analysis.tally.received.reconciliation import ledger
from analysis.tally.report import Report
from tests.builders import (
    CODEBOOK,
    Parts,
    make_coding,
    make_consultation,
    make_response,
    make_source,
    same_letter,
    sentences,
)

CONSULTATION = make_consultation(CODEBOOK)
PLEA = (
    "Please keep our library open on Sundays, for it is the only day on which people who work all week can bring "
    "their children and sit in a warm room."
)
MINE = "My own grandmother reads there each Sunday afternoon."
LONG = "I have never written to a council before, and I do not expect that anybody is going to read what I have to say."


def letters_of(responses: list[Response], **settings: float) -> Letters:
    consultation = replace(CONSULTATION, suppress_below=2, **settings)  # type: ignore[arg-type]
    return campaigns_of(same_letters_among(responses), responses, consultation, short_answers_among(responses))


def told(responses: list[Response]) -> Report:
    choices = {one.key: ResolvedCoding(make_coding(one.key, ["funding"])) for r in responses for one in r.points}
    sources = [make_source(one.document.name) for one in responses]
    letters = letters_of(responses)
    return report(CONSULTATION, responses, choices, letters, ledger(sources, responses, ()), sentences)


def respond(n: int, *body: tuple[SegmentKind, str] | str, publish: Publish = Publish.YES) -> Response:
    return make_response(f"{n:03}.txt", body, publish=publish)


@pytest.mark.parametrize(
    ("responses", "number", "percent", "size"),
    [(14, 10, 1, 2), (300, 10, 1, 3), (901, 10, 1, 10), (55_322, 10, 1, 10), (200, 10, 2.5, 5), (200, 2, 50, 2)],
)
def test_a_campaign_has_so_many_responses_or_such_a_share(
    responses: int, number: int, percent: float, size: int
) -> None:
    assert campaign_size(replace(CONSULTATION, campaign_responses=number, campaign_percent=percent), responses) == size


def test_fewer_than_a_campaign_are_the_same_letter_and_stay_in_the_figures_without_campaigns() -> None:
    responses = [respond(n, PLEA) for n in range(3)] + [respond(n, f"{MINE} {n} {LONG}") for n in range(3, 5)]
    small = letters_of(responses, campaign_percent=100)
    assert (small.campaigns, [len(one.documents) for one in small.small], small.size) == ((), [3, 2], 5)
    assert small.documents == frozenset()
    made = letters_of(responses, campaign_percent=50)
    assert [len(one.documents) for one in made.campaigns] == [3]
    assert made.documents == {"000.txt", "001.txt", "002.txt"}


def test_in_a_survey_each_answer_is_compared_and_a_row_is_a_campaigns_only_where_most_of_it_is() -> None:
    asked, other = (SegmentKind.QUESTION, "Why?"), (SegmentKind.QUESTION, "What else?")
    rows = [respond(n, asked, PLEA, other, f"In row {n} {LONG} {MINE} {MINE} {n}") for n in range(2)]
    rows += [respond(n, asked, PLEA, other, "Nothing.") for n in range(2, 5)]
    rows += [respond(n, asked, MINE, other, "Nothing.") for n in range(5, 8)]
    made = letters_of(rows)
    plea = next(one for one in made.campaigns if len(one.documents) == 5)
    assert plea.documents == tuple(f"00{n}.txt" for n in range(5))
    assert {"002.txt", "003.txt", "004.txt"} <= made.documents
    assert not made.documents & {"005.txt", "006.txt", "007.txt"}
    assert sorted(len(one.documents) for one in made.short) == [3, 6]


def test_who_gives_a_campaigns_text_among_other_answers_is_of_it_and_stays_in_the_figures_without() -> None:
    asked, other = (SegmentKind.QUESTION, "Why?"), (SegmentKind.QUESTION, "What else?")
    rows = [respond(0, asked, PLEA, other, f"{LONG} {MINE}"), *(respond(n, asked, PLEA) for n in range(1, 4))]
    made = told([*rows, respond(4, asked, MINE)])
    assert (made.senders, made.letters) == (4, 3)
    page = " ".join(lxml_html.document_fromstring(render(made, [])).text_content().split())
    assert "4 in a campaign; 3 of them say little else" in page
    assert "4 responses of 5 give the text of a campaign" in page
    assert "Every response that gives it counts as one in each figure of this report" in page
    assert "leaves out 3: those of whose words most are a campaign’s. The other gives its text" in page


def test_rows_that_share_one_short_answer_are_counted_as_that_and_are_no_campaign() -> None:
    report_told = told([respond(n, MINE) for n in range(30)])
    assert (report_told.campaigns, report_told.same_letters, report_told.letters) == ((), (), 0)
    (answer,) = report_told.short_answers
    assert ("".join(run.text for run in answer.text), len(answer.responses)) == (MINE, 30)
    assert all(tally.without is None for tally in report_told.themes)


def test_a_letter_is_told_once_with_who_sends_it_and_what_they_add() -> None:
    made = told([respond(0, PLEA), respond(1, PLEA), respond(2, PLEA, MINE), respond(3, LONG)])
    (campaign,) = made.campaigns
    assert ["".join(run.text for run in runs) for runs in campaign.text] == [PLEA]
    assert (campaign.identical, [ref.anchor for ref in campaign.varied]) == (2, ["r3"])
    assert [ref.anchor for ref in campaign.added] == ["r3-2"]
    assert [view.campaign for view in made.responses] == [1, 1, 1, None]


publishes = st.lists(st.sampled_from(Publish), min_size=2, max_size=8)


@given(publishes, st.integers(2, 6))
def test_who_is_withheld_is_in_no_letter_and_changes_no_size(given_consents: list[Publish], least: int) -> None:
    responses = [respond(n, PLEA, publish=publish) for n, publish in enumerate(given_consents)]
    made = campaigns_of([same_letter(*responses)], responses, replace(CONSULTATION, campaign_responses=least))
    listed = [r.document.name for r in responses if r.respondent.publish is not Publish.NO]
    sets = [*made.campaigns, *made.small]
    assert [list(one.documents) for one in sets] == ([listed] if len(listed) > 1 else [])
    assert made.documents == ({*listed} if made.campaigns else set())
    assert all(len(one.documents) >= made.size for one in made.campaigns)
    assert all(point.document in listed for one in sets for point in one.points)


texts = st.lists(st.sampled_from([PLEA, LONG, MINE, f"{PLEA} {LONG}"]), min_size=1, max_size=3)


@given(st.lists(texts, max_size=8))
def test_campaigns_and_the_rest_are_all_responses_with_and_without(bodies: list[Parts]) -> None:
    responses = [respond(n, *body) for n, body in enumerate(bodies)]
    made = told(responses)
    for tally in made.themes:
        if tally.without:
            assert tally.without.of + made.letters == made.respondents
            assert tally.without.respondents <= tally.respondents
    assert all(isinstance(one, SameLetter) for one in letters_of(responses).campaigns)


def test_what_several_senders_add_alike_is_told_as_added() -> None:
    made = told([respond(0, PLEA), respond(1, PLEA), respond(2, PLEA, MINE), respond(3, PLEA, MINE)])
    (campaign,) = made.campaigns
    assert campaign.identical == 2
    assert [ref.anchor for ref in campaign.added] == ["r3-2", "r4-2"]


def test_campaigns_are_told_the_largest_first() -> None:
    made = told([respond(n, PLEA if n < 2 else LONG) for n in range(5)])
    assert [len(campaign.responses) for campaign in made.campaigns] == [3, 2]

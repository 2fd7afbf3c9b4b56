"""The Report: counted by hand on a small set, kept to everybody's consent, and adding up on any set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import (
    TITLES_ABOVE,
    Accuracy,
    AdjustedCount,
    Document,
    Evidence,
    Link,
    LinkKind,
    Omitted,
    PointKey,
    Publish,
    ResolvedCoding,
    Respondent,
    Response,
    SameLetter,
    Segment,
    Segmentation,
    SegmentKind,
    Skipped,
    ThemeCounts,
)
from analysis.model.sureness import Sureness
from analysis.tally.count import report
from analysis.tally.counted_points import NOT_STATED
from analysis.tally.passages.letters import campaigns_of
from analysis.tally.passages.quotations import QUOTES
from analysis.tally.passages.refs import Ref
from analysis.tally.privacy.disclosure import is_listed
from analysis.tally.questions.closed_questions import closed_answers, closed_counts
from analysis.tally.received.account import ClosedQuestion
from analysis.tally.received.ledger_view import unread_parts
from analysis.tally.received.reconciliation import ledger
from analysis.tally.report import Report, ResponseView
from analysis.tally.uncertainty import UsedCut
from tests.builders import (
    CODEBOOK,
    make_coding,
    make_consultation,
    make_response,
    make_source,
    person,
    same_letter,
    sentences,
)
from tests.rendering.fixtures.small import ACCURACY

COUNCIL = make_response(
    "council-response.txt",
    [
        (SegmentKind.HEADING, "Response of Anytown Council"),
        "Cuts to the budget hurt.",
        "Inspection costs money but matters.",
        (SegmentKind.FURNITURE, "Contact: clerk@anytown.example, 01273 496 000"),
        "We welcome this.",
    ],
    who="Anytown Council",
    type="council",
    publish=Publish.YES,
)
JANE = make_response(
    "jane-smith-letter.txt",
    [
        (SegmentKind.HEADING, "From Jane Smith"),
        "I, Jane Smith, want inspection. Write to jane@example.org.",
        (SegmentKind.FURNITURE, "Jane Smith, 4 High Street"),
    ],
    who="Jane Smith",
    type="resident",
    publish=Publish.ANONYMOUS,
    question="Q1",
)
JOHN = make_response(
    "john-brown.txt",
    [
        (SegmentKind.HEADING, "My objection"),
        "The secret budget of my family.",
        (SegmentKind.ANSWER, "Strongly disagree"),
    ],
    who="John Brown",
    type="resident",
    publish=Publish.NO,
    question="Q2",
)
UNKNOWN = make_response("mary-jones.txt", ["No budget, no service."], publish=Publish.ANONYMOUS)
SILENT = make_response("empty-form.txt", [(SegmentKind.QUESTION, "Do you agree?")], who="A charity", type="charity")
ALL = [COUNCIL, JANE, JOHN, UNKNOWN, SILENT]
UNREAD = [Skipped("refused.pdf", "PDF"), Skipped("unknown.pdf", "PDF"), Skipped("allowed.pdf", "PDF")]
KNOWN = {r.source: r.respondent for r in ALL if r is not UNKNOWN} | {
    "refused.pdf": Respondent("Zoe Zander", "resident", Publish.NO),
    "allowed.pdf": Respondent("Open Council", "council", Publish.YES),
}


def settled(*codings: Any, disputed: Sequence[PointKey] = ()) -> dict[PointKey, ResolvedCoding]:
    return {coding.point: ResolvedCoding(coding, coding.point in disputed) for coding in codings}


def points(response: Response) -> list[PointKey]:
    return [point.key for point in response.points]


def evidence(response: Response, theme: str, word: str) -> Evidence:
    start = response.document.text.index(word)
    return Evidence(theme, start, start + len(word), 1.0)


CUTS, COSTS, WELCOME = points(COUNCIL)
(WANTS,), (SECRET,), (SERVICE,) = points(JANE), points(JOHN), points(UNKNOWN)
SETTLED = settled(
    make_coding(
        CUTS, ["funding"], scores={"funding": 0.9, "safety": 0.1}, evidence=[evidence(COUNCIL, "funding", "budget")]
    ),
    make_coding(COSTS, ["funding", "safety"], scores={"funding": 0.55, "safety": 0.8}),
    make_coding(WELCOME, [], scores={"funding": 0.1, "safety": 0.1}),
    make_coding(WANTS, ["safety"], scores={"funding": 0.1, "safety": 0.7}),
    make_coding(SECRET, ["funding"], scores={"funding": 0.95, "safety": 0.1}),
    make_coding(SERVICE, ["funding"], by=person("anna")),
)


def make(
    responses: Sequence[Response] = ALL,
    choices: dict[PointKey, ResolvedCoding] | None = None,
    same: Sequence[SameLetter] = (),
    skipped: Sequence[Skipped] = UNREAD,
    types: Sequence[str] = ("council", "resident", "charity", "press"),
    questions: Sequence[str] = ("Q1", "Q2"),
    links: Sequence[Link] = (),
    suppress_below: int = 1,
    accuracy: Accuracy | None = None,
) -> Report:
    sources = [
        make_source(name) for name in dict.fromkeys([*(r.source for r in responses), *(s.name for s in skipped)])
    ]
    consultation = replace(make_consultation(CODEBOOK, questions, types), suppress_below=suppress_below)
    book = ledger(sources, responses, skipped)
    settled = SETTLED if choices is None else choices
    letters = campaigns_of(same, responses, consultation)
    return report(consultation, responses, settled, letters, book, sentences, accuracy, links=links)


REPORT = make()


# Counts ---------------------------------------------------------------------------------------------------------------


def test_the_headline_figures() -> None:
    assert (REPORT.respondents, REPORT.points, REPORT.coded_points, REPORT.human_points) == (5, 6, 5, 1)
    assert (REPORT.anonymous, REPORT.withheld) == (2, 1)
    assert [ref.name for ref in REPORT.unthemed.refs] == ["R1.3"]


def test_each_theme_is_counted_by_points_and_by_respondents() -> None:
    funding, safety = REPORT.themes
    assert (funding.points, funding.respondents, safety.points, safety.respondents) == (4, 3, 2, 2)
    assert (funding.point_share, funding.respondent_share) == (4 / 6, 3 / 5)
    assert [ref.name for ref in funding.refs] == ["R1.1", "R1.2", "R3.1"], "the withheld point is counted alone"


def test_each_theme_is_counted_by_type_and_question_in_the_consultations_order() -> None:
    funding, safety = REPORT.themes
    assert [(cell.name, cell.respondents, cell.points) for cell in funding.by_type] == [
        ("council", 1, 2),
        (NOT_STATED, 1, 1),
    ]
    assert [(cell.name, cell.points) for cell in funding.by_question] == [("no particular question", 3)]
    assert [(cell.name, cell.points) for cell in safety.by_question] == [("Q1", 1), ("no particular question", 1)]


def test_types_and_questions_are_counted_with_the_silent_and_the_unanswered() -> None:
    assert [(group.name, group.responses, group.points) for group in REPORT.types] == [
        ("council", 1, 3),
        ("resident", 1, 1),
        ("charity", 1, 0),
        (NOT_STATED, 1, 1),
    ]
    assert [(group.name, group.responses, group.points) for group in REPORT.answered] == [
        ("Q1", 1, 1),
        ("Q2", 1, 1),
        ("no particular question", 2, 4),
    ]


def test_a_type_that_the_consultation_does_not_list_is_counted_too() -> None:
    made = make(types=())
    assert [(group.name, group.responses) for group in made.types] == [
        ("charity", 1),
        ("council", 1),
        ("resident", 1),
        (NOT_STATED, 1),
    ]


def test_questions_that_only_respondents_name_follow_in_the_order_of_their_numbers() -> None:
    asked = [make_response(f"{key}.txt", ["A point."], question=key) for key in ("Q10", "Q2", "Q3a", "Q1")]
    made = make(asked, {}, skipped=(), questions=("Q1",))
    assert [group.name for group in made.answered] == ["Q1", "Q2", "Q3a", "Q10", "no particular question"]


def test_doubt_is_the_machines_and_disputes_are_doubtful_too() -> None:
    assert [ref.name for ref in REPORT.doubtful.refs] == ["R1.2"]
    funding, safety = REPORT.themes
    assert (funding.doubtful, safety.doubtful) == (1, 0)
    coding = make_coding(SERVICE, ["funding"], scores={"funding": 0.9})
    disputed = make(choices=SETTLED | settled(coding, disputed=[SERVICE]))
    assert [ref.name for ref in disputed.doubtful.refs] == ["R1.2", "R3.1"]


def test_a_point_that_nobody_settled_is_there_and_unthemed() -> None:
    made = make(choices={})
    assert (made.points, made.coded_points, made.unthemed.points) == (6, 0, 6)
    assert [theme.points for theme in made.themes] == [0, 0]


def test_the_account_adds_up() -> None:
    account = REPORT.account
    assert (account.received, account.read, account.unread) == (8, 5, 3)
    assert account.points == REPORT.points
    assert account.together
    for n, kind in enumerate(account.kinds):
        assert account.totals[n] == sum(dict(row.by_kind).get(kind, 0) for row in account.rows)
    assert account.adds_up
    assert account.characters == sum(len(r.document.text) for r in ALL if r is not JOHN), "nor how long it is"


def test_the_ledger_is_the_same_whichever_question_the_withheld_answered() -> None:
    def told(*kinds: SegmentKind) -> Report:
        parts = [(kinds[n % len(kinds)], "How was the bus?") for n in range(3)]
        withheld = [make_response(f"{n}.txt", [part, "It was."], publish=Publish.NO) for n, part in enumerate(parts)]
        return make([COUNCIL, *withheld], {}, skipped=())

    account = told(SegmentKind.QUESTION).account
    assert account == told(SegmentKind.QUESTION, SegmentKind.FURNITURE).account
    assert account.adds_up


def test_what_was_left_out_is_counted_by_reason_and_not_printed() -> None:
    left = (Omitted("a secret deletion", "deleted"), Omitted("more", "deleted"), Omitted("note", "comment"))
    response = replace(COUNCIL, document=replace(COUNCIL.document, omitted=left))
    made = make([response], skipped=())
    assert made.account.rows[0].omitted == (("2 × deleted", 21), ("comment", 4))
    assert "secret deletion" not in everything(made)


# What is said twice ---------------------------------------------------------------------------------------------------

TWICE = make_response("twice.txt", ["Fund us.", "Inspect us.", "We need funds, because …", "And more funds.", "Hello."])
SHORT, SAFE, FULL, MORE, HELLO = points(TWICE)
LINKS = [
    Link(LinkKind.RESTATES, SHORT, FULL, 0.9),
    Link(LinkKind.RESTATES, SHORT, MORE, 0.8),
    Link(LinkKind.RESTATES, SAFE, FULL, 0.7),
]


def twice(**themes: Sequence[str]) -> Report:
    named = {"short": SHORT, "safe": SAFE, "full": FULL, "more": MORE, "hello": HELLO}
    choices = settled(*(make_coding(key, themes.get(name, ())) for name, key in named.items()))
    return make([TWICE], choices, skipped=(), links=LINKS)


def told(made: Report, theme: int = 0) -> tuple[int, list[str]]:
    """How many points a theme has, and the last sign of each that is listed, with "again" where it is not counted."""
    tally = made.themes[theme]
    return tally.points, [ref.name[-1] + (" again" if ref.again else "") for ref in tally.refs]


def test_an_argument_counts_once_and_both_its_places_are_listed() -> None:
    made = twice(short=["funding"], full=["funding"], hello=["safety"])
    assert told(made) == (1, ["1 again", "3"])
    assert (made.themes[0].respondents, made.points, made.arguments) == (1, 5, 3)
    assert made.themes[0].point_share == 1 / 3
    assert [(cell.points, len(cell.refs)) for cell in made.themes[0].by_type] == [(1, 2)]
    assert [ref.name for ref in made.restating.refs] == ["R1.1", "R1.2"]


def test_what_the_body_says_at_two_points_are_two_arguments() -> None:
    assert told(twice(short=["funding"], full=["funding"], more=["funding"])) == (2, ["1 again", "3", "4"])


def test_where_only_the_summary_carries_a_theme_it_is_counted_there_once() -> None:
    assert told(twice(short=["funding"])) == (1, ["1"])
    assert told(twice(short=["funding"], safe=["funding"])) == (1, ["1", "2 again"])


def test_a_theme_that_the_other_place_does_not_carry_counts_at_its_own() -> None:
    made = twice(short=["funding", "safety"], full=["funding"])
    assert (told(made, 0), told(made, 1)) == ((1, ["1 again", "3"]), (1, ["1"]))


def test_both_places_say_where_the_other_is() -> None:
    passages = {p.anchor: p for p in twice().responses[0].passages}
    assert [[ref.anchor for ref in passages[f"r1-{n}"].in_full] for n in (1, 2, 3)] == [["r1-3", "r1-4"], ["r1-3"], []]
    assert [[ref.anchor for ref in passages[f"r1-{n}"].in_short] for n in (1, 3, 4)] == [[], ["r1-1", "r1-2"], ["r1-1"]]


@given(
    st.lists(st.tuples(st.frozensets(st.sampled_from(["funding", "safety"])), st.integers(0, 2)), max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12),
)
def test_a_whole_has_no_figure_below_that_of_its_part(
    found: list[tuple[frozenset[str], int]], pairs: list[tuple[int, int]]
) -> None:
    """Each point answers a question; "funding" is part of "safety", as a coding has it that gives the part."""
    bodies = [make_response(f"{q}.txt", ["One point."], question=f"Q{q}" if q else None) for q in range(3)]
    text = "".join(f"Point {n}.\n\n" for n in range(len(found)))
    segments, at = [], 0
    for n, (_, q) in enumerate(found):
        length = len(f"Point {n}.\n\n")
        question = next(bodies[q].points).question
        segments.append(Segment(SegmentKind.POINT, at, at + length, label=f"¶{n}", question=question))
        at += length
    response = Response(
        "a.txt", Respondent(publish=Publish.YES), Document("a.txt", text), Segmentation("a.txt", "s", tuple(segments))
    )
    keys = points(response)
    summary = range(0, len(found), 2)
    links = [
        Link(LinkKind.RESTATES, keys[i], keys[j], 1.0)
        for i, j in pairs
        if max(i, j) < len(found) and i in summary and j not in summary
    ]
    sets = [own | {"safety"} if "funding" in own else own for own, _ in found]
    choices = settled(*(make_coding(key, own) for key, own in zip(keys, sets, strict=True)))
    part, whole = make([response], choices, skipped=(), links=links).themes
    assert (part.points, part.places, part.respondents) <= (whole.points, whole.places, whole.respondents)
    assert part.points <= whole.points
    assert part.places <= whole.places
    for name in ("by_type", "by_question"):
        of_whole = {cell.name: cell for cell in getattr(whole, name)}
        for cell in getattr(part, name):
            assert cell.points <= of_whole[cell.name].points
            assert cell.respondents <= of_whole[cell.name].respondents
            assert 0 < cell.points <= len(cell.refs)
        assert sum(cell.points for cell in getattr(whole, name)) == whole.points


def test_links_of_a_campaign_change_no_count() -> None:
    copied = [Link(LinkKind.COPIES, FULL, MORE, 1.0)]
    choices = settled(make_coding(FULL, ["funding"]), make_coding(MORE, ["funding"]))
    made = make([TWICE], choices, skipped=(), links=copied)
    assert (made.themes[0].points, made.arguments, made.restating.points) == (2, 5, 0)


@given(
    st.lists(st.tuples(st.frozensets(st.sampled_from(["funding", "safety"])), st.booleans()), max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12),
)
def test_no_theme_has_more_points_than_there_are_arguments(
    found: list[tuple[frozenset[str], bool]], pairs: list[tuple[int, int]]
) -> None:
    response = make_response("a.txt", [f"Point {n}." for n in range(len(found))])
    keys = points(response)
    links = [
        Link(LinkKind.RESTATES, keys[i], keys[j], 1.0)
        for i, j in pairs
        if max(i, j) < len(found) and found[i][1] and not found[j][1]
    ]
    choices = settled(*(make_coding(key, own) for key, (own, _) in zip(keys, found, strict=True)))
    made = make([response], choices, skipped=(), links=links)
    assert made.points == len(found) == made.arguments + made.restating.points
    for theme in made.themes:
        assert theme.points <= made.arguments
        assert theme.points == sum(cell.points for cell in theme.by_type) == sum(not ref.again for ref in theme.refs)
        assert len(theme.refs) == sum(theme.theme.key in own for own, _ in found)
        assert (theme.points > 0) == (theme.respondents > 0)


# Consent --------------------------------------------------------------------------------------------------------------


def everything(made: object) -> str:
    """All that is said anywhere in a report."""
    return str(asdict(made))  # type: ignore[call-overload]


def view(response: Response) -> ResponseView:
    return REPORT.responses[[one for one in ALL if one is not JOHN].index(response)]


def said(response: Response) -> str:
    """What is shown of it, with a bar between the passages."""
    return " | ".join("".join(run.text for run in passage.runs) for passage in view(response).passages if passage.runs)


def named(response: Response) -> tuple[str, bool]:
    """How its respondent is called, and whether it is anonymous."""
    shown = view(response)
    return shown.respondent, shown.anonymous


def test_who_allows_it_is_named_and_quoted() -> None:
    assert named(COUNCIL) == ("Anytown Council", False)
    assert said(COUNCIL).startswith("Response of Anytown Council | Cuts to the budget hurt. | Inspection costs money")


def test_who_wants_to_be_anonymous_is_quoted_without_name_or_file() -> None:
    assert named(JANE) == ("Anonymous (resident)", True)
    assert said(JANE) == "I, [name withheld], want inspection. Write to [e-mail address withheld]."


def test_who_is_unknown_is_anonymous() -> None:
    assert named(UNKNOWN) == ("Anonymous (respondent)", True)
    assert said(UNKNOWN) == "No budget, no service."


def test_where_few_refuse_they_are_in_no_figure_but_how_many_were_received() -> None:
    shown = [response for response in ALL if response is not JOHN]
    made, without = make(suppress_below=5), make(shown, suppress_below=5)
    assert (made.received, made.left_out, made.respondents, made.withheld) == (5, 1, 4, 0)
    assert (made.account.points, made.account.characters) == (without.account.points, without.account.characters)
    assert replace(made, left_out=0, account=without.account) == without, "nothing else tells that it is there"


def test_who_refuses_is_counted_and_never_quoted_or_named() -> None:
    assert [shown.number for shown in REPORT.responses] == ["R1", "R2", "R3", "R4"], "no number is left out for it"
    assert (REPORT.respondents, REPORT.withheld, REPORT.withheld_points) == (5, 1, 1)
    without = make([response for response in ALL if response is not JOHN])
    funding, other = REPORT.themes[0], without.themes[0]
    assert (funding.points, funding.respondents) == (other.points + 1, other.respondents + 1), "it is counted"
    assert (funding.refs, funding.by_type, funding.quotes) == (other.refs, other.by_type, other.quotes)
    assert (REPORT.responses, REPORT.types) == (without.responses, without.types)


@pytest.mark.parametrize(
    "secret",
    [
        "Jane Smith",
        "jane-smith",
        "jane@example.org",
        "High Street",
        "John Brown",
        "john-brown",
        "secret budget",
        "Objection",
        "Disagree strongly",
        "mary-jones",
        "clerk@anytown",
        "496 000",
        "refused.pdf",
        "unknown.pdf",
        "allowed.pdf",
        "Strongly",
        "Not published",
        "Zoe",
    ],
)
def test_what_may_not_be_printed_is_nowhere_in_the_report(secret: str) -> None:
    assert secret not in everything(REPORT)


def test_furniture_is_told_by_its_size_alone() -> None:
    furniture = [p for shown in REPORT.responses for p in shown.passages if p.kind is SegmentKind.FURNITURE]
    assert [(passage.runs, passage.characters) for passage in furniture] == [((), 45), ((), 25)]


def test_an_unread_file_is_told_by_a_number_with_its_reason() -> None:
    assert [(row.number, row.reason) for row in REPORT.account.failed] == [(1, "PDF"), (2, "PDF"), (3, "PDF")]


def test_a_reason_is_told_without_what_it_quotes_of_the_file() -> None:
    skip = Skipped("survey.csv#rows above", f"{TITLES_ABOVE}: Export for Jane Smith")
    book = ledger([make_source("survey.csv")], [], [skip])
    assert list(unread_parts(book)) == [("survey.csv#rows above", "no answers, but titles")]


# Quotes and references ------------------------------------------------------------------------------------------------


def test_the_cut_that_was_used_and_its_doubt_are_told_of_machines_codings_alone() -> None:
    responses = [make_response(f"{n}.txt", ["One point."]) for n in range(3)]
    first, second, third = (points(one)[0] for one in responses)
    by_machine = [
        replace(make_coding(key, ["funding"], scores={"funding": 0.9}), cuts=(("funding", cut),))
        for key, cut in ((first, 0.3), (second, 0.4))
    ]
    funding, safety = make(responses, settled(*by_machine, make_coding(third, ["safety"], by=person("a")))).themes
    assert funding.cut == UsedCut(0.3, 0.4, 0.1765, 0.6)
    assert safety.cut is None


def test_a_theme_that_an_audit_of_others_did_not_measure_is_of_low_reliability() -> None:
    """It is not that of a theme whose every coding is a person's, nor without any audit."""
    corrected = AdjustedCount(2, 2.0, 1.0, 4.0, 5, 1)
    audit = replace(ACCURACY, themes=(), counts=(ThemeCounts("safety", "Safety", corrected, corrected),))
    assert [theme.is_unreliable for theme in make(accuracy=audit).themes] == [True, False]
    by_people = {key: replace(one, coding=replace(one.coding, coder=person("anna"))) for key, one in SETTLED.items()}
    assert not any(theme.is_unreliable for theme in make(choices=by_people, accuracy=audit).themes)
    assert not any(theme.is_unreliable for theme in REPORT.themes)


def test_the_headline_is_the_corrected_count_where_there_is_one_and_else_what_was_counted() -> None:
    funding, safety = REPORT.themes
    corrected = AdjustedCount(3, 5.0, 4.0, 5.0, 5)
    measured = replace(funding, corrected=ThemeCounts("funding", "Funding", corrected, corrected))
    report_made = replace(REPORT, themes=(measured, safety))
    assert report_made.headline(measured) == corrected
    raw = report_made.headline(safety)
    assert (raw.value, raw.low, raw.high, raw.of) == (safety.respondents,) * 3 + (REPORT.respondents,)
    assert (REPORT.has_one_base, report_made.has_one_base) == (True, REPORT.respondents == 5)


HURT = "Cuts to the budget hurt each and every one of us."
FAIR = "Nobody but the county should have to pay for all of it."
WRONG = "Without money there is not going to be any library at all."


def test_quotes_are_the_surest_first_and_cut_from_their_source() -> None:
    responses = [make_response(f"{n}.txt", [text]) for n, text in enumerate((HURT, FAIR, WRONG, "Too dear."))]
    (hurt,), (fair,), (wrong,), (dear,) = map(points, responses)
    budget = hurt.start + HURT.index("budget")
    choices = settled(
        make_coding(
            hurt, ["funding"], scores={"funding": 0.95}, evidence=[Evidence("funding", budget, budget + 6, 1.0)]
        ),
        make_coding(fair, ["funding"], by=person("anna")),
        make_coding(wrong, ["funding"], scores={"funding": 0.51}),
        make_coding(dear, ["funding"], by=person("anna")),
    )
    funding, _ = make(responses, choices, skipped=()).themes
    assert [quote.ref.name for quote in funding.quotes] == ["R2.1", "R1.1"], "what a person coded is the surest"
    assert [(run.text, run.evidence) for run in funding.quotes[1].runs] == [
        ("Cuts to the ", False),
        ("budget", True),
        (HURT.partition("budget")[2], False),
    ]


def test_a_theme_is_quoted_from_so_many_respondents_and_no_more() -> None:
    many = [
        make_response(f"{n}.txt", [" ".join(f"{chr(65 + n)}{word}" for word in HURT.split())])
        for n in range(QUOTES + 3)
    ]
    choices = settled(*(make_coding(points(r)[0], ["funding"], scores={"funding": 0.8}) for r in many))
    funding = make(many, choices, skipped=()).themes[0]
    names = [quote.ref.name for quote in funding.quotes]
    assert len(set(names)) == QUOTES
    assert set(names) < {ref.name for ref in funding.refs}
    assert funding.points == QUOTES + 3


def test_a_campaign_is_counted_in_full_shown_as_one_and_quoted_once() -> None:
    words = [HURT, FAIR, HURT]
    letters = [make_response(f"{n}.txt", [text]) for n, text in enumerate(words)]
    choices = settled(*(make_coding(points(r)[0], ["funding"], scores={"funding": 0.8}) for r in letters))
    made = make(letters, choices, [same_letter(letters[0], letters[2])], skipped=())
    assert (len(made.responses), made.themes[0].respondents) == (3, 3)
    assert [shown.campaign for shown in made.responses] == [1, None, 1]
    assert [[ref.name for ref in campaign.responses] for campaign in made.campaigns] == [["R1", "R3"]]
    quoted = [quote.ref.name for quote in made.themes[0].quotes]
    assert len(quoted) == 2
    assert "R2.1" in quoted


def refs(made: Report) -> Iterator[Ref]:
    """Every reference to a point."""
    yield from (*made.unthemed.refs, *made.doubtful.refs)
    for theme in made.themes:
        yield from theme.refs
        yield from (quote.ref for quote in theme.quotes)
        yield from (ref for cell in (*theme.by_type, *theme.by_question) for ref in cell.refs)


def anchors(made: Report) -> list[str]:
    return [passage.anchor for shown in made.responses for passage in shown.passages if passage.anchor]


def test_every_reference_points_to_a_point_of_the_report() -> None:
    assert len(anchors(REPORT)) == len(set(anchors(REPORT))) == REPORT.points - 1, "one point is withheld"
    assert {ref.anchor for ref in refs(REPORT)} == set(anchors(REPORT))


def test_the_themes_of_a_passage_are_tagged_with_how_sure_the_machine_is() -> None:
    passages = [passage for shown in REPORT.responses for passage in shown.passages]
    tags = {p.anchor: [(tag.key, tag.score, tag.sureness) for tag in p.themes] for p in passages}
    assert tags["r1-2"] == [("funding", 0.55, Sureness.IN_DOUBT), ("safety", 0.8, Sureness.LIKELY)]
    assert tags["r3-1"] == [("funding", None, None)]


def test_no_responses_make_a_report_of_nothing() -> None:
    made = make([], {}, skipped=())
    assert (made.points, made.responses, made.types, made.account.rows) == (0, (), (), ())
    assert [(theme.points, theme.respondents, theme.point_share) for theme in made.themes] == [(0, 0, 0.0)] * 2


def test_a_response_without_a_point_is_received_and_counted() -> None:
    made = make([SILENT], {}, skipped=())
    assert (len(made.responses), made.points, made.account.read) == (1, 0, 1)
    assert made.responses[0].points == 0


themes = st.frozensets(st.sampled_from(["funding", "safety"]))
respondents = st.tuples(st.sampled_from(["council", "resident", "elsewhere", None]), st.sampled_from(Publish))
letters_of = st.sets(st.integers(0, 4))
bodies = st.lists(st.tuples(respondents, st.sampled_from(["Q1", "Q9", None]), st.lists(themes, max_size=4)), max_size=5)


@given(bodies)
def test_the_parts_add_up_to_the_whole(found: list[Any]) -> None:
    responses, codings = [], []
    for n, ((kind, publish), question, sets) in enumerate(found):
        texts = [f"Point {m} of {n}." for m in range(len(sets))]
        response = make_response(f"{n}.txt", texts, type=kind, publish=publish, question=question)
        responses.append(response)
        codings += [make_coding(key, own, scores={}) for key, own in zip(points(response), sets, strict=True)]
    made = make(responses, settled(*codings), skipped=(), questions=("Q1",))
    withheld = [(who, question, sets) for who, question, sets in found if who[1] is Publish.NO]
    hidden = sum(len(sets) for _, _, sets in withheld)
    assert sum(group.responses for group in made.types) == len(made.responses) == len(found) - len(withheld)
    assert made.respondents == len(found) == len(made.responses) + made.withheld
    assert sum(group.points for group in made.answered) == made.points
    assert sum(group.points for group in made.types) == len(anchors(made)) == made.points - hidden
    assert made.points == made.account.points == made.coded_points + made.unthemed.points
    assert {ref.anchor for ref in refs(made)} <= set(anchors(made))
    for theme in made.themes:
        of_withheld = sum(theme.theme.key in own for _, _, sets in withheld for own in sets)
        assert theme.points == theme.places == sum(theme.theme.key in own for _, _, sets in found for own in sets)
        assert theme.points - of_withheld == len(theme.refs)
        assert len(theme.refs) == sum(cell.points for cell in theme.by_type) == sum(c.points for c in theme.by_question)
        assert sum(cell.respondents for cell in theme.by_type) <= theme.respondents
        assert all(len(cell.refs) == cell.points for cell in (*theme.by_type, *theme.by_question))


@given(bodies, letters_of)
def test_with_and_without_campaigns_every_count_names_its_base(found: list[Any], sent: set[int]) -> None:
    responses, codings = [], []
    for n, ((kind, publish), question, sets) in enumerate(found):
        texts = [f"Point {m} of {n}." for m in range(len(sets))]
        response = make_response(f"{n}.txt", texts, type=kind, publish=publish, question=question)
        responses.append(response)
        codings += [make_coding(key, own, scores={}) for key, own in zip(points(response), sets, strict=True)]
    letters = [r for n, r in enumerate(responses) if n in sent and any(r.points)]
    groups = [same_letter(*letters)] if len(letters) > 1 else []
    listed = [r.document.name for r in letters if is_listed(r)]
    names = listed if len(listed) > 1 else []
    made = make(responses, settled(*codings), groups, skipped=(), questions=("Q1",))
    assert made.letters == len(names)
    for theme in made.themes:
        if not names:
            assert theme.without is None
            continue
        rest = [r for r in responses if r.document.name not in names]
        own = {r.document.name for r in rest} & {c.point.document for c in codings if theme.theme.key in c.themes}
        assert theme.without
        assert (theme.without.of, theme.without.respondents) == (len(rest), len(own))
        assert theme.without.of + made.letters == made.respondents
        assert theme.without.respondents <= theme.respondents <= theme.without.respondents + made.letters
        assert theme.without.points <= theme.without.of_points <= made.arguments
    for group in made.answered:
        assert max(group.in_words, group.chose) <= group.responses <= group.in_words + group.chose


# Closed questions -----------------------------------------------------------------------------------------------------


def closed(name: str, publish: Publish, *answers: tuple[str, str]) -> Response:
    """A response that ticks answers, each given as (question's key, answer)."""
    text = "".join(f"{key}?\n{answer}\n" for key, answer in answers)
    segments, at = [], 0
    for key, answer in answers:
        for kind, length in ((SegmentKind.QUESTION, len(key) + 2), (SegmentKind.ANSWER, len(answer) + 1)):
            segments.append(Segment(kind, at, at + length, question=key))
            at += length
    return Response(name, Respondent(publish=publish), Document(name, text), Segmentation(name, "s", tuple(segments)))


def closed_questions(responses: list[Response]) -> tuple[ClosedQuestion, ...]:
    consultation = make_consultation(questions=["Q1", "Q2"])
    return closed_answers(consultation, closed_counts(consultation, responses))


def test_closed_answers_are_counted_once_a_respondent_and_nobody_is_listed() -> None:
    responses = [
        closed("a", Publish.YES, ("Q2", "Yes"), ("Q2", "Yes")),
        *(closed(f"b{n}", Publish.NO, ("Q2", "YES" if n < 6 else "No"), ("Theirs", "No")) for n in range(11)),
        *(closed(f"c{n}", Publish.ANONYMOUS, ("Q2", "No"), ("Other", "Maybe")) for n in range(5)),
    ]
    found = closed_questions(responses)
    told = [(q.key, q.text, [(a.answer, a.respondents) for a in q.answers], q.pooled, q.respondents) for q in found]
    assert told == [
        ("Q2", "What about Q2?", [("Yes", 7), ("No", 10)], 0, 17),
        ("Other", "Other?", [("Maybe", 5)], 0, 5),
    ], "a question that only those were asked who are not shown is not told"


@pytest.mark.parametrize(
    ("rare", "refusing", "types", "answers", "pool"),
    [
        ("Not sure", 0, (), {"Yes": 9, "No": 6, "Not sure": 2}, (0, None, 17)),
        ("Ask Ann!", 0, (), {"Yes": 9, "No": 6}, (1, 2, 17)),
        ("Not sure", 6, (), {"Yes": 9}, (2, 8, 17)),
        ("Not sure", 0, ("councillor",) * 2, {"Yes": 9}, (2, 8, 17)),
        ("Not sure", 0, ("member of the public",) * 2, {"Yes": 9, "No": 6, "Not sure": 2}, (0, None, 17)),
    ],
)
def test_few_answers_are_told_but_for_words_of_their_own_and_for_whom_a_count_could_lead_to(
    rare: str, refusing: int, types: tuple[str, ...], answers: dict[str, int], pool: tuple[int, int | None, int]
) -> None:
    ticks = [rare] * 2 + ["No"] * 6 + ["Yes"] * 9
    responses = [
        replace(one, respondent=replace(one.respondent, type=kind))
        for one, kind in zip(
            (
                closed(f"{n}", Publish.NO if n < refusing else Publish.ANONYMOUS, ("Q1", tick))
                for n, tick in enumerate(ticks)
            ),
            (*types, *[None] * (len(ticks) - len(types))),
            strict=True,
        )
    ]
    (question,) = closed_questions(responses)
    assert {one.answer: one.respondents for one in question.answers} == answers
    assert (question.pooled, question.pooled_respondents, question.respondents) == pool


@pytest.mark.parametrize("seed", range(12))
def test_no_count_of_a_ranking_follows_from_those_of_the_other_items(seed: int) -> None:
    chance, items = Random(seed), ["Price", "Time", "Staff", "Doors"]
    responses = []
    for n in range(40):
        places = chance.sample("1234", 4) if n % 3 else list("1234")
        publish = Publish.NO if n < 10 else Publish.ANONYMOUS
        responses.append(closed(f"{n}", publish, *((f"Q5: {one}", p) for one, p in zip(items, places, strict=True))))
    told = {one.key: {a.answer: a.respondents for a in one.answers} for one in closed_questions(responses)}
    assert len(told) == len(items)
    for place in "1234":
        assert sum(place not in answers for answers in told.values()) != 1, told


def test_a_theme_that_was_redefined_since_a_person_coded_it_is_in_doubt_and_says_so() -> None:
    coding = make_coding(SERVICE, ["funding"], by=person("anna"))
    shown = make(choices=SETTLED | {SERVICE: ResolvedCoding(coding, stale=frozenset({"funding"}))})
    passage = next(p for view in shown.responses for p in view.passages if p.stale)
    assert passage.stale == ("Funding",)
    assert passage.anchor in [ref.anchor for ref in shown.doubtful.refs]

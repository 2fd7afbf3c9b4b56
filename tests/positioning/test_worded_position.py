"""Positions from words: negation, conditions, others' views, questions; and what was written before the rules."""

from __future__ import annotations

import json

import pytest

from analysis.model import Position
from analysis.positioning.worded_position import worded_position
from tests.builders import ROOT

SUPPORT, OPPOSE, MIXED, UNCLEAR = Position.SUPPORT, Position.OPPOSE, Position.MIXED, Position.UNCLEAR


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("I agree.", SUPPORT),
        ("We strongly oppose the closure.", OPPOSE),
        ("I am not convinced.", OPPOSE),
        ("We cannot support this.", OPPOSE),
        ("We would not oppose a trial.", UNCLEAR),
        ("We have no objection to it.", UNCLEAR),
        ("I agree with the aim, but the fee is far too high.", MIXED),
        ("We support it subject to a review after a year.", MIXED),
        ("We support the crossing. We oppose the car park.", MIXED),
        ("We strongly disagree with the suggestion that it would cost more.", UNCLEAR),
        ("Some people oppose it.", UNCLEAR),
        ("My neighbour supports it.", UNCLEAR),
        ("The paper says “we support the closure” and nothing else.", UNCLEAR),
        ("Why on earth should I support this?", UNCLEAR),
        ("We support families in need.", UNCLEAR),
        ("We welcome the opportunity to respond.", UNCLEAR),
        ("We all should support cycling.", UNCLEAR),
        ("I am concerned about the timetable.", UNCLEAR),
        ("I agree with the booking system. I am against charges for parking.", MIXED),
        ("I am against charges.", UNCLEAR),
        ("We welcome the plan. However, we have concerns about its cost.", MIXED),
        ("The Parish Council objects to the order.", OPPOSE),
        ("The council supports this.", UNCLEAR),
        ("This proposal should be withdrawn.", OPPOSE),
        ("We have no hesitation in supporting the order.", SUPPORT),
        ("Against that, eleven people came home.", UNCLEAR),
        ("The staff voted against it.", UNCLEAR),
        ("No bank will lend against a promise.", UNCLEAR),
        ("I am against it.", OPPOSE),
        ("Totally against this.", OPPOSE),
        ("We agree, with the conditions set out below.", MIXED),
        ("Members in favour had seen it elsewhere.", UNCLEAR),
        ("We ask the Department not to agree.", UNCLEAR),
        ("Please do not impose a blanket limit on the town.", OPPOSE),
        ("I urge you not to introduce the charge.", OPPOSE),
        ("I urge you not to scrap the plan.", SUPPORT),
        ("I do not urge you to reject it.", UNCLEAR),
        ("Please do not introduce it until the buses run.", UNCLEAR),
        ("Please do not hesitate to write.", UNCLEAR),
        ("No to the quarry.", OPPOSE),
        ("No to question 2.", UNCLEAR),
        ("Yes to the tram.", SUPPORT),
        ("No to the limit on main roads, yes to it elsewhere.", MIXED),
        ("The mayor should not impose this.", OPPOSE),
        ("The town council resolved to support the proposal by nine votes to two.", SUPPORT),
        ("The governors have decided, by ten votes to three, to support the change.", SUPPORT),
        ("Trustees decided by a majority to object to the application.", OPPOSE),
        ("It was unanimously resolved that the association oppose this.", OPPOSE),
        ("Our branch voted unanimously against the merger.", OPPOSE),
        ("The planning committee voted to close the meeting at nine.", UNCLEAR),
        ("The committee decided to support young people who write in.", UNCLEAR),
        ("I'm all for it.", SUPPORT),
        ("Scrap it.", OPPOSE),
        ("Drop it off at the library.", UNCLEAR),
        ("Get on with it!", SUPPORT),
        ("Rydym yn cefnogi'r cynnig.", SUPPORT),
        ("Rwy'n gwrthwynebu'r cynllun hwn.", OPPOSE),
        ("Nid wyf yn cefnogi hyn.", OPPOSE),
        ("Rwy'n cefnogi'r cynnig, ond mae'r ffi yn uchel.", MIXED),
        ("Mae pawb yn cefnogi tîm y dref.", UNCLEAR),
        ("We support a single scheme. What we could not support is a separate one in each district.", SUPPORT),
        ("", UNCLEAR),
        ("ﬃ İ We oppose the closure.", OPPOSE),
    ],
)
def test_a_position_follows_from_the_writers_own_words(text: str, position: Position) -> None:
    assert worded_position([text]).position is position


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Yes", SUPPORT),
        ("No.", OPPOSE),
        ("Yes and no.", MIXED),
        ("Yes, but only at night.", MIXED),
        ("No comment", UNCLEAR),
        ("No parking on the lane was the old rule.", UNCLEAR),
        ("Definitely not", OPPOSE),
    ],
)
def test_a_yes_or_no_is_an_answer_only_to_a_question_that_asks_for_one(text: str, position: Position) -> None:
    assert worded_position([text], is_yes_or_no=True).position is position
    reversed_position = {SUPPORT: OPPOSE, OPPOSE: SUPPORT}.get(position, position)
    if position is not MIXED:
        assert worded_position([text], is_yes_or_no=True, yes=-1).position is reversed_position
        assert worded_position([text]).position is UNCLEAR


def test_what_several_texts_say_is_taken_together_and_told_where() -> None:
    texts = ["The lane is narrow.", "For that reason I oppose the closure."]
    worded = worded_position(texts)
    assert worded.position is OPPOSE
    assert [(number, texts[number][span.start : span.end]) for number, span in worded.evidence] == [(1, "oppose")]
    assert worded_position([*texts, "I support the crossing."]).position is MIXED


SECURE = "I am in favour of the byelaw, and I make two points."


@pytest.mark.parametrize(
    ("texts", "position", "is_sure"),
    [
        ([SECURE, "The first concerns the index of abundance.", "The second concerns tagging."], SUPPORT, True),
        (["We support the plan.", "As far as the club is concerned that is all."], SUPPORT, True),
        (["We support the plan.", "This is written by those most closely concerned."], SUPPORT, True),
        (["We support the plan.", "Residents are worried about the buses."], SUPPORT, True),
        (["We support the plan.", "The queue at the surgery is too long."], MIXED, False),
        (["We support the plan. However, there are concerns about its cost."], MIXED, True),
        (
            ["We cannot support this byelaw.", "As for size, we do not oppose the change in itself, but ask."],
            OPPOSE,
            True,
        ),
        (
            ["It was resolved to oppose the byelaw as drafted.", "We welcome the proposal to raise the size."],
            OPPOSE,
            True,
        ),
        (["We oppose the bill.", "We agree with the aims of the bill."], OPPOSE, True),
        (["We support the plan.", "We oppose the plan."], MIXED, True),
        (["We support the byelaw.", "We oppose trawling."], MIXED, False),
        (["We support the byelaw.", "We oppose the proposal to ban pots."], MIXED, False),
        (["We welcome the proposal to raise the size."], SUPPORT, True),
    ],
)
def test_a_stand_on_the_whole_outranks_one_on_a_part(texts: list[str], position: Position, is_sure: bool) -> None:
    worded = worded_position(texts)
    assert (worded.position, worded.is_sure) == (position, is_sure)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            {
                "Nobody I know opposes the tram.": UNCLEAR,
                "Nobody I know opposes the tram; it cannot come soon enough.": SUPPORT,
                "Hardly any people here are against it.": UNCLEAR,
                "None of us agrees with the tram.": OPPOSE,
                "Nobody asked us, and we oppose it.": OPPOSE,
                "I have no support from anybody.": UNCLEAR,
                "Nothing would make me support it.": OPPOSE,
            },
            id="a subject that denies",
        ),
        pytest.param(
            {
                "I disagree with everyone who says that it will cost too much. Please bring it in.": SUPPORT,
                "I agree with those who oppose it.": UNCLEAR,
                "It is said that we oppose the tram.": UNCLEAR,
                "Some say that the tram must be scrapped.": UNCLEAR,
                "I told the council that I oppose it.": OPPOSE,
            },
            id="others' opinion",
        ),
        pytest.param(
            {
                "I would oppose it only if the fares rose.": UNCLEAR,
                "We might have opposed it.": UNCLEAR,
                "Should the scheme be widened, I would be against it.": UNCLEAR,
                "We would support it if fares were lower.": MIXED,
                "I would oppose this even if it were free.": OPPOSE,
            },
            id="what would be",
        ),
        pytest.param(
            {
                "I am not against the tram as such, but the fares are absurd.": MIXED,
                "We have no objection to a tram; however, this one is noisy.": MIXED,
                "I am not against it.": UNCLEAR,
            },
            id="not against, but",
        ),
        pytest.param(
            {
                "I object most strongly to this tram.": OPPOSE,
                "We object in the strongest terms to it.": OPPOSE,
                "I most strongly object to it.": OPPOSE,
                "We support wholeheartedly the new tram.": SUPPORT,
                "We support only the old tram.": UNCLEAR,
            },
            id="an adverb before the object",
        ),
        pytest.param(
            {
                "The tram must be scrapped.": OPPOSE,
                "I believe the tram should not be brought in.": OPPOSE,
                "The new tram must go ahead.": SUPPORT,
                "The tram must not be dropped.": SUPPORT,
                "I do not think the tram should go ahead.": OPPOSE,
                "I see no reason why the tram should be scrapped.": UNCLEAR,
                "The current tram should be scrapped.": UNCLEAR,
                "The tram should be introduced only in town.": UNCLEAR,
                "It is time the tram was brought in.": SUPPORT,
                "We ask that the tram be dropped.": OPPOSE,
                "The slow line must be scrapped in favour of the tram.": UNCLEAR,
            },
            id="what must be done",
        ),
        pytest.param(
            {
                "As it stands the board could not agree to this.": OPPOSE,
                "The estate is broadly content with what is proposed.": SUPPORT,
                "We are content for this response to be published.": UNCLEAR,
                "I cannot accept the claim that it is safe.": UNCLEAR,
                "I am not happy with the scheme at all.": OPPOSE,
                "It gets a no from me.": OPPOSE,
                "The officer gave us a no when we asked.": UNCLEAR,
                "Please don't do this": OPPOSE,
                "Long overdue, get on with it": SUPPORT,
                "Most of us have been throwing back anything below that for years.": UNCLEAR,
                "I don't like it.": OPPOSE,
                "I like it here.": UNCLEAR,
                "I want it to be noted that the bus is late.": UNCLEAR,
                "Nobody here wants it": OPPOSE,
                "This makes no sense.": OPPOSE,
            },
            id="acceptance",
        ),
        pytest.param(
            {
                "This is not a sensible way forward.": OPPOSE,
                "We consider the proposals to be well founded.": SUPPORT,
                "The old scheme was ended. The queue is long. It is unfair.": UNCLEAR,
                "Unfair.": OPPOSE,
                "It is not right to hold people without a trial.": UNCLEAR,
                "It would be a good idea to move the bins.": UNCLEAR,
                "Dwi'n erbyn y cynllun": OPPOSE,
                "Ni allwn gefnogi'r cynnig hwn.": OPPOSE,
                "Mae'n syniad da, ewch amdani.": SUPPORT,
            },
            id="an evaluation",
        ),
        pytest.param(
            dict.fromkeys(
                (
                    "I want this scheme scrapped.",
                    "We want the proposal withdrawn.",
                    "I would love this scheme dropped.",
                    "I'd hate the plan to fail.",
                    "I am happy with the plan being dropped.",
                    "I cannot accept the scheme being scrapped.",
                    "I don't want this scheme stopped.",
                    "Don't let the scheme be watered down.",
                    "I see nothing in the plan to worry about.",
                    "I'd be happy to see the scheme brought down.",
                    "Dropping the scheme is a bad idea.",
                    "The decision to drop the plan is wrong.",
                    "Not to adopt the plan would be mad.",
                    "I hate the delays to this scheme.",
                ),
                UNCLEAR,
            ),
            id="what is done with it",
        ),
        pytest.param(
            dict.fromkeys(
                (
                    "I am happy with the existing scheme.",
                    "I love the current scheme.",
                    "The current policy is fair.",
                    "I hate the plan's opponents.",
                    "I am happy with the scheme as it stands.",
                    "The residents' plan is sensible.",
                    "The lane is a rat run. I hate it.",
                    "Some want to keep the hall open. This is a good idea.",
                    "People sleep in doorways. It is a scandal.",
                ),
                UNCLEAR,
            ),
            id="what is there today, or somebody else's",
        ),
        pytest.param(
            dict.fromkeys(
                (
                    "I find it hard to accept the scheme.",
                    "We will have to live with the scheme.",
                    "I see little sense in the scheme.",
                    "The scheme is hardly fair.",
                    "The plan is not just good, it is brilliant.",
                    "It is hardly a step forward.",
                    "I fail to see how this is a good idea.",
                    "It's a shame to say yes.",
                    "The plan is good only for developers.",
                    "I have seen schemes like this.",
                    "There is no evidence that the scheme is needed.",
                    "Do not tell me that the plan is fair.",
                    "I do not think the scheme is a bad idea.",
                    "No thanks to the council, the park is clean.",
                ),
                UNCLEAR,
            ),
            id="praise that is none",
        ),
        pytest.param(
            {
                "We want this scheme.": SUPPORT,
                "We do not want this scheme.": OPPOSE,
                "I can live with the scheme.": SUPPORT,
                "I love this plan.": SUPPORT,
                "I hate this plan.": OPPOSE,
                "I refuse to accept this plan.": OPPOSE,
                "I cannot accept the plan as it stands.": OPPOSE,
                "The plan is a good idea.": SUPPORT,
                "I think this is a good idea.": SUPPORT,
                "I don't think this is a good idea.": OPPOSE,
            },
            id="plain praise and blame",
        ),
    ],
)
def test_a_turned_stand_is_told_or_unclear(texts: dict[str, Position]) -> None:
    assert {text: worded_position([text]).position for text in texts} == texts


@pytest.mark.parametrize(
    ("half", "least", "found"),
    [
        ("written", 0.95, 0.8),
        ("kept", 0.9, 0.8),
        ("turned_written", 0.95, 0.8),
        ("turned_kept", 0.9, 0.6),
        ("plain_written", 0.95, 0.8),
        ("plain_kept", 0.95, 0.35),
    ],
)
def test_nine_in_ten_of_what_is_decided_are_right(half: str, least: float, found: float) -> None:
    lines = (ROOT / "benchmarks" / "position_sentences" / f"{half}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    got = [(worded_position([row["text"]], row["style"] == "answer").position, row["position"]) for row in rows]
    decided = [position == wanted for position, wanted in got if position is not UNCLEAR]
    assert len(rows) >= 30
    assert sum(decided) >= least * len(decided)
    assert sum(decided) >= found * sum(wanted != UNCLEAR for _, wanted in got)

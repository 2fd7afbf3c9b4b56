"""Restatements: a summary and the body that it sums up, and nothing that merely has the subject in common."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.app.single_file import read
from analysis.matching import restatements
from analysis.model import Document, LinkKind, Respondent, Response, Segment, Segmentation, SegmentKind
from analysis.splitting import segment
from tests.matching.example import example_responses
from tests.shared import shared

Parts = list[tuple[str, str, str]]
"""The points of a response, each as (section's heading, label, text)."""

TREES: Parts = [
    ("Key messages", "1", "Mature street trees should not be felled until an arborist has inspected the roots."),
    ("Key messages", "2", "Contractors who lay cables ought to pay for every tree that their trenches kill."),
    ("Key messages", "3", "We are glad that the council has asked."),
    (
        "Our experience",
        "4",
        "Our society has planted four hundred limes and planes since 1987, mostly along the ring road.",
    ),
    (
        "Felling",
        "5",
        "Last winter nine mature street trees in Alma Road were felled in a morning. Nobody had looked at them. "
        "An independent arborist should have inspected the roots first, as the council's own strategy requires.",
    ),
    (
        "Trenches",
        "6",
        "Cables are laid by whoever tenders lowest. Their trenches cut through roots, and two summers later the tree "
        "is dead. If contractors had to pay for every tree killed in that way, they would dig by hand.",
    ),
    ("Watering", "7", "Saplings need water in their first three summers, and neighbours would gladly help."),
]
"""Key messages, then the same at length."""

FERRY: Parts = [
    ("The timetable", "2.1", "The last boat leaves at six, so that nobody from the island can work an evening shift."),
    ("The timetable", "2.2", "A sailing at nine on Fridays and Saturdays would be used by students and hotel staff."),
    ("The fares", "3.1", "A family of four pays more for the crossing than for the week's food. Fares have doubled."),
    ("The fares", "3.2", "Residents' discount cards are sold at an office that opens on weekday mornings only."),
    ("The pier", "4.1", "The pier has no shelter, and wheelchair users wait in the rain behind the ticket machine."),
    (
        "Conclusions",
        "5.1",
        "We ask for a sailing at nine on Fridays and Saturdays, which students and staff would use.",
    ),
    ("Conclusions", "5.2", "Put a roof over those who wait, and let the island buy its cards by post."),
]
"""Conclusions at the end; the second says in other words what two points said, and words are all that is compared."""

NIGHTS: Parts = [
    ("", "¶1", "I have worked nights at the district hospital for eleven years and write for myself."),
    ("", "¶2", "Parking permits for night staff cost more than day permits, although the car park stands empty."),
    ("", "¶3", "The canteen closes at eight. Sandwiches from a machine are no meal for a shift of twelve hours."),
    ("", "¶4", "Buses stop at eleven, and the taxi rank at the hospital is deserted when our shift ends."),
    ("", "¶5", "Two colleagues were followed across the car park last year. Lighting there is poor."),
    ("", "¶6", "Night staff are asked to train by day, unpaid, and lose a day's sleep to it."),
    ("", "¶7", "Please ask night staff before anything else about the car park or the buses is decided."),
]
"""One subject, the same words over and over, and every point another."""


def response(parts: Parts, name: str = "a.txt") -> Response:
    text, segments = "", []
    for heading, label, words in parts:
        if text:
            segments.append(Segment(SegmentKind.GAP, len(text), len(text) + 2))
            text += "\n\n"
        section = (heading,) if heading else ()
        segments.append(Segment(SegmentKind.POINT, len(text), len(text) + len(words), label=label, section=section))
        text += words
    return Response(name, Respondent(), Document(name, text), Segmentation(name, "test", tuple(segments)))


def asked(made: Response, questions: dict[str, str]) -> Response:
    """The same response, with the question that each point of these labels answers."""
    segments = tuple(replace(s, question=questions.get(s.label or "")) for s in made.segmentation.segments)
    return replace(made, segmentation=replace(made.segmentation, segments=segments))


def linked(parts: Parts) -> set[tuple[str, str]]:
    """The links, each as the labels of its points."""
    return labelled(response(parts))


def labelled(found: Response) -> set[tuple[str, str]]:
    labels = {point.key: point.label for point in found.points}
    return {(labels[link.first], labels[link.second]) for link in restatements(found)}


# What is linked -------------------------------------------------------------------------------------------------------


def test_key_messages_are_linked_to_what_says_them_at_length_and_to_nothing_else() -> None:
    assert linked(TREES) == {("1", "5"), ("2", "6")}


def test_conclusions_are_linked_backwards() -> None:
    assert linked(FERRY) == {("5.1", "2.2")}


def test_one_point_of_a_summary_may_restate_several_sentence_by_sentence() -> None:
    both = f"{TREES[0][2]} {TREES[1][2]}"
    assert linked([("Summary", "1", both), *TREES[3:]]) == {("1", "5"), ("1", "6")}


def test_a_link_goes_from_the_summary_to_the_body_and_tells_how_much_is_there() -> None:
    found = response(TREES)
    one, *_, five = list(found.points)[:5]
    (first, second) = restatements(found)
    assert (first.kind, first.first, first.second) == (
        LinkKind.RESTATES,
        one.key,
        five.key,
    )
    assert 0.6 <= first.similarity <= 1
    assert restatements(response([("Summary", "1", FERRY[1][2]), *FERRY[:5]]))[0].similarity == 1.0
    assert second.first.start > first.first.start


@pytest.mark.parametrize(
    "heading",
    ["Summary", "1. Executive summary", "KEY POINTS", "A. Overview", "Our recommendations", "**In brief**", "Fazit"],
)
def test_a_summary_goes_by_many_names(heading: str) -> None:
    assert linked([(heading, label, text) for _, label, text in TREES[:3]] + TREES[3:]) == {("1", "5"), ("2", "6")}


@pytest.mark.parametrize("heading", ["The trees", "In summaryland", "About us", "The record in brief", ""])
def test_what_is_not_called_a_summary_must_say_the_same_nearly_word_for_word(heading: str) -> None:
    assert linked([(heading, label, text) for _, label, text in TREES[:3]] + TREES[3:]) == {("1", "5")}


def test_a_point_that_begins_by_summing_up_is_a_summary() -> None:
    last = "In conclusion, a sailing at nine on Fridays and Saturdays is what students and hotel staff would use."
    assert linked([*FERRY[:5], ("The pier", "4.2", last)]) == {("4.2", "2.2")}
    assert linked([*FERRY[:5], ("The pier", "4.2", f"We repeat: {last}")]) != {("4.2", "2.2")}


def test_a_recommendation_is_known_by_its_label() -> None:
    asked = "Contractors should pay for every tree killed by their trenches."
    assert linked([*TREES[3:], ("Trenches", "Recommendation 1", asked)]) == {("Recommendation 1", "6")}
    assert linked([*TREES[3:], ("Trenches", "8", asked)]) == set()


def test_an_opening_without_a_heading_is_linked_where_it_is_there_word_for_word() -> None:
    opening = [("", "¶1", "We write for the island's residents."), ("", "¶2", FERRY[1][2])]
    assert linked([*opening, *FERRY[:5]]) == {("¶2", "2.2")}
    loosely = "Boats that sail in the evening would be used by students and by the staff of hotels."
    assert linked([opening[0], ("", "¶2", loosely), *FERRY[:5]]) == set()


def test_a_summary_whose_headings_below_were_not_seen_is_its_beginning() -> None:
    swallowed = [("Executive Summary", label, text) for _, label, text in TREES]
    assert linked(swallowed) == {("1", "5"), ("2", "6")}


def test_an_answer_restates_answers_to_its_own_question_and_a_summary_answers_of_any() -> None:
    made = response(TREES)
    assert labelled(asked(made, {"5": "Q1", "6": "Q2"})) == {("1", "5"), ("2", "6")}
    assert labelled(asked(made, {"1": "Q1", "5": "Q1", "2": "Q1", "6": "Q2"})) == {("1", "5")}


# What is not ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("called", ["", "Summary"])
def test_points_about_one_subject_are_not_linked(called: str) -> None:
    parts = [(called if n in (1, 2) else heading, *rest) for n, (heading, *rest) in enumerate(NIGHTS)]
    assert linked([(heading, label, text) for heading, label, text in parts]) == set()


@pytest.mark.parametrize(("one", "other"), [(TREES, FERRY), (FERRY, NIGHTS), (NIGHTS, TREES)])
def test_a_summary_of_something_else_is_not_linked(one: Parts, other: Parts) -> None:
    summary = [("Summary", f"s{label}", text) for _, label, text in one[:3]]
    assert not {first for first, _ in linked(summary + other)} & {label for _, label, _ in summary}


def test_a_sentence_that_is_a_heading_restates_what_is_below_that_and_nothing_like_it_elsewhere() -> None:
    heading = "Street trees are worth more to the town than parking spaces"
    like_it = "It is often said that parking spaces are worth more than street trees to the town; we doubt it."
    under = ("Surveys of shoppers bear this out.", "So do the figures of estate agents.")
    many: Parts = [("Summary", "1", f"{heading}."), ("Other towns", "2", like_it)]
    many += [(heading, str(n), text) for n, text in enumerate(under, 3)]
    assert linked(many) == set(), "which of the two is not known"
    assert linked(many[:3]) == {("1", "3")}


def test_the_titles_of_two_tables_say_nothing_of_what_is_in_them() -> None:
    form = "Price base year\tBest estimate\tDiscount rate\tNet present value\nLow\tHigh\n{} to town halls and citizens"
    parts = [("Summary", "1", form.format("Costs")), ("Body", "2", form.format("Benefits")), *TREES[3:]]
    assert linked([(heading, label, text) for heading, label, text in parts]) == set()


@pytest.mark.parametrize("short", ["We agree.", "This is welcome news.", "More money is needed.", "1986", ""])
def test_short_points_are_alike_by_chance_and_never_linked(short: str) -> None:
    assert linked([("Summary", "1", short), ("Body", "2", short), *FERRY[:4]]) == set()


@pytest.mark.parametrize("parts", [[], TREES[:1], TREES[:3], TREES[3:]])
def test_a_summary_alone_a_body_alone_and_nothing_have_no_links(parts: Parts) -> None:
    assert linked(parts) == set()


texts = st.sampled_from([text for _, _, text in TREES + FERRY + NIGHTS])
documents = st.lists(st.tuples(st.sampled_from(["", "Summary", "Body", "Conclusions"]), texts), max_size=12)


@given(documents)
def test_links_stay_in_the_response_in_order_and_no_point_is_on_both_sides(found: list[tuple[str, str]]) -> None:
    made = response([(heading, str(n), text) for n, (heading, text) in enumerate(found)])
    links = restatements(made)
    keys = {point.key for point in made.points}
    firsts, seconds = {link.first for link in links}, {link.second for link in links}
    assert firsts | seconds <= keys
    assert not firsts & seconds
    assert all((a.first, a.second) < (b.first, b.second) for a, b in pairwise(links))
    assert all(0 < link.similarity <= 1 for link in links)


# Real documents -------------------------------------------------------------------------------------------------------


def test_the_real_submission_has_the_links_that_people_see_in_it() -> None:
    answer = json.loads(shared("gold/sesl-seec.json").read_text(encoding="utf-8"))
    path = shared(answer["document"])
    document = read(path)
    found = labelled(Response(path.name, Respondent(), document, segment(document)))
    gold = {(point["label"], label) for point in answer["points"] for label in point["restated_in"]}
    assert len(gold) == 13
    assert len(found & gold) >= 0.85 * max(len(gold), len(found)), (found - gold, gold - found)


def test_the_worked_example_has_one_summary_and_only_its_first_point_keeps_the_words() -> None:
    found = {(response.source[:2], *pair) for response in example_responses() for pair in labelled(response)}
    assert found == {("01", "1", "1.1")}

"""Positions counted: by question and by theme, with campaigns and without, and told of nobody who is not named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.model import Consultation, Publish, Question, ResolvedCoding, Response, SameLetter
from analysis.tally.count import report
from analysis.tally.passages.letters import campaigns_of
from analysis.tally.privacy.told_positions import TakenPosition
from analysis.tally.questions.position_views import PositionTally, ThemePosition
from analysis.tally.questions.positions import ANY_PROPOSAL, PROPOSAL, taking_sides
from analysis.tally.received.reconciliation import ledger
from analysis.tally.report import Report
from tests.builders import CODEBOOK, make_coding, make_response, make_source, same_letter, sentences

Q1 = Question("Q1", "Do you agree?")
BUSINESS = "business"
"""A type that tells who somebody is where few have it."""


def response(number: int, publish: Publish = Publish.ANONYMOUS, type: str | None = None) -> Response:
    words = ["The budget is too small for this."]
    return make_response(f"{number}.txt", words, publish=publish, question="Q1", type=type)


def counted(
    responses: Sequence[Response],
    taken: Sequence[TakenPosition],
    least: int = 5,
    same: Sequence[SameLetter] = (),
) -> Report:
    consultation = Consultation("Lane", CODEBOOK, questions=(Q1,), suppress_below=least)
    # Letters that all raise the same are counted nowhere where they are withheld: one of these raises nothing.
    silent = {
        one.document.name for one in responses if one.respondent.publish is Publish.NO and "6" in one.document.name
    }
    choices = {
        point.key: ResolvedCoding(make_coding(point.key, [] if one.document.name in silent else ["funding"]))
        for one in responses
        for point in one.points
    }
    sources = [make_source(one.document.name) for one in responses]
    letters = campaigns_of(same, responses, consultation)
    return report(consultation, responses, choices, letters, ledger(sources, responses, ()), sentences, positions=taken)


def taken(number: int, position: str, *, chosen: bool = False, worded: bool = True) -> TakenPosition:
    return TakenPosition(f"{number}.txt", "Q1", position, is_chosen=chosen, is_worded=worded)


def told(one: PositionTally | ThemePosition) -> list[int | None]:
    return [count.respondents for count in one.counts]


def of_funding(made: Report) -> ThemePosition:
    (positions,) = made.themes[0].positions
    return positions


def test_what_words_tell_is_counted_and_leads_to_them_and_what_is_withheld_is_in_the_total_alone() -> None:
    withheld = range(2, 7)
    responses = [response(0), response(1, Publish.YES), *(response(n, Publish.NO) for n in withheld)]
    made = counted(
        responses,
        [taken(0, "support"), taken(1, "oppose"), *(taken(n, "oppose" if n > 2 else "mixed") for n in withheld)],
    )
    (tally,) = made.positions
    assert (tally.key, tally.text, tally.respondents) == ("Q1", "Do you agree?", 7)
    assert told(tally) == [1, 5, 1, 0]
    assert [[ref.name for ref in count.refs] for count in tally.counts] == [["R1.1"], ["R2.1"], [], []]
    assert told(of_funding(made)) == [1, 1, 0, 0], "a table of themes counts what is listed"


def test_the_points_that_decided_it_are_those_that_a_figure_leads_to_and_that_tell_it() -> None:
    two = make_response("0.txt", ["The lane is narrow.", "I oppose it."], question="Q1")
    second = list(two.points)[1]
    made = counted([two], [TakenPosition("0.txt", "Q1", "oppose", places=(second.start + 2,))])
    assert [ref.name for ref in made.positions[0].counts[1].refs] == ["R1.2"]
    assert [passage.position for passage in made.responses[0].passages if passage.name] == ["", "Q1: oppose"]


def test_campaigns_are_told_apart() -> None:
    responses = [response(n) for n in range(4)]
    positions = [taken(0, "oppose"), taken(1, "oppose"), taken(2, "oppose"), taken(3, "support")]
    made = counted(responses, positions, same=[same_letter(*responses[:2])])
    (tally,) = made.positions
    assert told(tally) == [1, 3, 0, 0]
    assert ([count.without for count in tally.counts], tally.without_of) == ([1, 1, 0, 0], 2)


def test_what_was_chosen_stands_beside_no_text_of_somebody_who_is_not_named() -> None:
    responses = [response(n) for n in range(12)]
    positions = [taken(n, "support" if n < 6 else "oppose", chosen=True, worded=n in (0, 6)) for n in range(12)]
    (tally,) = counted(responses, positions).positions
    assert told(tally) == [6, 6, 0, 0]
    assert [[ref.name for ref in count.refs] for count in tally.counts[:2]] == [["R1.1"], ["R7.1"]]
    (first, second, *_) = counted(responses, positions).responses
    assert [passage.position for view in (first, second) for passage in view.passages] == ["Q1: support", ""]
    named = [response(n, Publish.YES) for n in range(12)]
    assert [len(count.refs) for count in counted(named, positions).positions[0].counts] == [6, 6, 0, 0]


def test_who_has_their_position_beside_their_text_is_none_of_the_few() -> None:
    positions = [taken(n, "support" if n < 6 else "oppose", chosen=True, worded=n < 2) for n in range(12)]
    kinds = [BUSINESS if 2 <= n < 6 else None for n in range(12)]
    whole = [response(n, type=kind) for n, kind in enumerate(kinds)]
    assert told(counted(whole, positions).positions[0])[0] is None, "six less these two"
    shown = [response(n, Publish.YES if n < 2 else Publish.ANONYMOUS, kind) for n, kind in enumerate(kinds)]
    assert told(counted(shown, positions).positions[0])[0] is None, "six less the two that are named"


def test_a_question_to_which_no_answer_takes_a_side_has_no_positions() -> None:
    satisfaction = [TakenPosition(f"{n}", "Q1", "unclear", True, False) for n in range(6)]
    asked = TakenPosition("7", "Q2", "support", True, False)
    assert taking_sides([*satisfaction, asked]) == [asked]
    worded = TakenPosition("8", "Q1", "unclear")
    assert taking_sides([*satisfaction, worded]) == [*satisfaction, worded]


def test_a_figure_without_campaigns_is_not_told_where_few_of_a_campaign_follow_from_it() -> None:
    responses = [response(n) for n in range(20)]
    positions = [taken(n, "support" if n < 12 else "oppose", chosen=True, worded=False) for n in range(20)]
    (tally,) = counted(responses, positions, same=[same_letter(*responses[:2])]).positions
    assert told(tally) == [12, 8, 0, 0]
    assert [count.without for count in tally.counts[:2]] == [None, None], "that nobody of it is against tells as much"


def test_few_who_chose_the_same_are_told_together_and_zeros_with_them() -> None:
    responses = [response(n, type=BUSINESS if n > 5 else None) for n in range(9)]
    positions = [taken(n, "support" if n < 6 else "oppose", chosen=True, worded=False) for n in range(9)]
    (tally,) = counted(responses, positions).positions
    assert told(tally) == [None] * 4
    assert (tally.untold, [count.share for count in tally.counts]) == (9, [None] * 4)
    assert told(counted(responses, positions, least=3).positions[0]) == [6, 3, 0, 0]
    anybody = [response(n) for n in range(9)]
    assert told(counted(anybody, positions).positions[0]) == [6, 3, 0, 0], "nothing sets them apart"


def test_a_theme_does_not_tell_what_each_of_its_respondents_ticked() -> None:
    positions = [taken(n, "support" if n < 3 else "oppose", chosen=True, worded=False) for n in range(8)]
    made = counted([response(n) for n in range(8)], positions, least=1)
    assert (told(of_funding(made)), of_funding(made).untold) == ([0] * 4, 8)


def test_a_theme_is_not_told_where_its_questions_own_table_is_not_whole() -> None:
    responses = [response(n, type=BUSINESS if n < 2 else None) for n in range(8)]
    positions = [taken(n, "support" if n < 2 else "oppose", chosen=True, worded=False) for n in range(8)]
    made = counted(responses, positions)
    assert told(made.positions[0]) == [None] * 4
    assert (told(of_funding(made)), of_funding(made).untold) == ([0] * 4, 8)


def test_without_positions_nothing_is_told_of_them() -> None:
    made = counted([response(0)], [])
    assert (made.positions, made.themes[0].positions) == ((), ())


def test_where_few_answer_and_nobody_takes_a_side_that_is_no_finding_either() -> None:
    silent, divided = (
        counted([response(n) for n in range(4)], [taken(n, side) for n in range(4)]).positions[0]
        for side in ("unclear", "support")
    )
    assert (silent.is_unclear, silent.is_finding, divided.is_unclear, divided.is_finding) == (True, False, False, True)


def test_what_few_unnamed_people_chose_does_not_follow_from_the_list_of_all_others() -> None:
    responses = [response(n) for n in range(12)]
    worded = [taken(n, "support" if n % 2 else "oppose") for n in range(9)]
    for chosen, counts in ((["unclear", "mixed", "mixed"], [4, 5, 0, 0]), (["unclear"] * 3, [4, 5, 0, 0])):
        ticks = [taken(9 + n, position, chosen=True, worded=False) for n, position in enumerate(chosen)]
        (tally,) = counted(responses, [*worded, *ticks]).positions
        assert (told(tally), tally.respondents) == (counts, 9)


@pytest.mark.parametrize(("questions", "called"), [(("Q1",), PROPOSAL), (("Q1", "Q2"), ANY_PROPOSAL)])
def test_what_is_said_under_no_question_is_of_any_of_several_proposals(questions: tuple[str, ...], called: str) -> None:
    responses = [response(n) for n in range(1 + len(questions))]
    names = [one.document.name for one in responses]
    positions = [TakenPosition(name, q, "oppose") for name, q in zip(names, (None, *questions), strict=True)]
    whole, *others = counted(responses, positions).positions
    assert (whole.text, len(others)) == (called, len(questions))

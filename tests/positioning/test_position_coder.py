"""The position coder: one coding of each answer, from what was chosen, else from the words, where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.model import (
    SAYS_NO_MORE,
    Consultation,
    Position,
    Question,
    Response,
    Segment,
    SegmentKind,
    position_frame,
)
from analysis.model.segments import SIGNATURE
from analysis.positioning.answers import ANSWERS, answers_of, as_points
from analysis.positioning.position_coder import CHOSEN as CHOSEN_SCORE
from analysis.positioning.position_coder import CUT, NOT_TOLD, WORDED, position_coder, position_codings
from analysis.tally.uncertainty import doubtful_themes
from tests.builders import CODEBOOK, NOON, make_response

Q1 = Question("Q1", "Do you agree with closing Mill Lane to cars?")
ASKED = Consultation("Mill Lane", CODEBOOK, questions=(Q1, Question("Q2", "Any other comments?", has_position=False)))


def survey(*parts: tuple[SegmentKind, str], keys: tuple[str | None, ...]) -> Response:
    response = make_response("row.csv", parts)
    segments = iter(keys)
    return replace(
        response,
        segmentation=replace(
            response.segmentation,
            segments=tuple(
                segment if segment.kind is SegmentKind.GAP else replace(segment, question=next(segments))
                for segment in response.segmentation.segments
            ),
        ),
    )


CHOSEN = survey(
    (SegmentKind.QUESTION, Q1.text),
    (SegmentKind.ANSWER, "Disagree"),
    (SegmentKind.POINT, "I support the crossing."),
    (SegmentKind.QUESTION, "Any other comments?"),
    (SegmentKind.POINT, "I agree with everything."),
    (SegmentKind.POINT, "The closure is opposed by me. I oppose it."),
    keys=("Q1", "Q1", "Q1", "Q2", "Q2", None),
)


def coded(response: Response, consultation: Consultation = ASKED) -> dict[str, Position]:
    return {
        response.text_of(coding.point): Position(next(iter(coding.themes)))
        for coding in position_codings([response], consultation, NOON)
    }


def test_the_chosen_answer_goes_before_the_words_and_a_question_without_a_position_has_none() -> None:
    by_label = {answer.point.label: answer for answer in answers_of(CHOSEN, ASKED)}
    assert list(by_label) == ["Q1", "proposal"]
    assert list(coded(CHOSEN).values()) == [Position.OPPOSE, Position.OPPOSE]
    assert list(coded(CHOSEN, replace(ASKED, has_position=False)).values()) == [Position.OPPOSE]


def test_a_coding_says_exactly_one_position_and_the_words_that_decided_it() -> None:
    first, second = position_codings([CHOSEN], ASKED, NOON)
    text = CHOSEN.document.text
    assert [text[e.start : e.end] for e in first.evidence] == ["Disagree"]
    assert [text[e.start : e.end] for e in second.evidence] == ["oppose"]
    for coding in (first, second):
        assert len(coding.themes) == 1
        assert coding.segmentation == ANSWERS
        assert coding.codebook == position_frame().version
        assert all(coding.point.start <= e.start < e.end <= coding.point.end for e in coding.evidence)


def test_what_the_words_do_not_tell_is_in_doubt_and_what_they_do_is_not() -> None:
    silent = make_response("a.txt", ["The lane is narrow."])
    (unclear,) = position_codings([silent], ASKED, NOON)
    assert unclear.themes == {Position.UNCLEAR}
    assert dict(unclear.scores)[Position.UNCLEAR] == NOT_TOLD == CUT
    assert doubtful_themes(unclear) == {Position.UNCLEAR}
    (plain,) = position_codings([make_response("b.txt", ["We oppose it."])], ASKED, NOON)
    assert doubtful_themes(plain) == frozenset()


def test_a_chosen_answer_without_a_position_is_no_answer_by_itself() -> None:
    often = survey((SegmentKind.QUESTION, "How often?"), (SegmentKind.ANSWER, "Weekly"), keys=("Q1", "Q1"))
    assert list(answers_of(often, ASKED)) == []


def test_a_box_of_another_paper_says_nothing_of_the_proposal() -> None:
    attached = survey((SegmentKind.QUESTION, "Is a review planned?"), (SegmentKind.ANSWER, "Yes"), keys=(None, None))
    assert list(answers_of(attached, ASKED)) == []


@pytest.mark.parametrize(("words", "answers"), [("n/a", 0), ("No comment", 0), ("No.", 1)])
def test_who_writes_that_there_is_no_answer_chose_none(words: str, answers: int) -> None:
    response = survey((SegmentKind.QUESTION, Q1.text), (SegmentKind.ANSWER, words), keys=("Q1", "Q1"))
    segments = (replace(segment, reason=SAYS_NO_MORE) for segment in response.segmentation.segments)
    written = replace(response, segmentation=replace(response.segmentation, segments=tuple(segments)))
    assert len(list(answers_of(written, ASKED))) == answers


def test_a_question_that_is_not_among_those_asked_has_a_position_where_it_asks_for_a_side() -> None:
    for text, answer, labels in (
        ("Do you support the ban?", "Yes", ["Q9"]),
        ("To what extent do you agree or disagree with the ban?", "Tend to agree", ["Q9"]),
        ("What do you do?", "Yes", []),
        ("How often do you drive?", "Never", []),
    ):
        response = survey((SegmentKind.QUESTION, text), (SegmentKind.ANSWER, answer), keys=("Q9", "Q9"))
        assert [answer.point.label for answer in answers_of(response, ASKED)] == labels


def test_the_coder_is_another_one_when_the_settings_change() -> None:
    reversed_question = replace(Q1, positions=(("Agree", Position.OPPOSE),))
    others = [
        replace(ASKED, questions=(reversed_question,)),
        replace(ASKED, questions=(replace(Q1, has_position=False),)),
        replace(ASKED, has_position=False),
    ]
    assert len({position_coder(consultation).id for consultation in (ASKED, *others)}) == 4
    assert position_coder(ASKED).is_machine


def test_answers_stand_like_points_each_at_a_place_of_its_own() -> None:
    view = as_points(CHOSEN, ASKED)
    points = list(view.points)
    assert [(point.label, point.question) for point in points] == [("Q1", "Q1"), ("proposal", None)]
    assert view.text_of(points[0]) == "Disagree\n\nI support the crossing."
    assert view.segmentation.coder == ANSWERS


EXPLAINED = Consultation("Mill Lane", CODEBOOK, questions=(Q1, Question("Q2", "Please explain your answer")))


def test_reasons_belong_to_the_answer_that_they_explain() -> None:
    chosen = survey(
        (SegmentKind.ANSWER, "Disagree"), (SegmentKind.POINT, "I oppose it for the noise."), keys=("Q1", "Q2")
    )
    (answer,) = answers_of(chosen, EXPLAINED)
    assert (answer.point.label, chosen.text_of(answer.key)) == ("Q1", "Disagree")
    (coding,) = position_codings([chosen], EXPLAINED, NOON)
    assert dict(coding.scores)[Position.OPPOSE] == 1.0, "the reasons say it as well"
    skipped = survey((SegmentKind.POINT, "I oppose it for the noise."), keys=("Q2",))
    assert list(answers_of(skipped, EXPLAINED)) == [], "it would tell who chose nothing"
    own = replace(EXPLAINED, questions=(Q1, replace(EXPLAINED.questions[1], has_position=True)))
    assert [answer.point.question for answer in answers_of(chosen, own)] == ["Q1", "Q2"]


def test_a_column_of_reasons_under_the_key_of_its_question_leaves_what_was_chosen_a_position() -> None:
    key = "Do you agree with the proposal?"
    asks, told = (SegmentKind.QUESTION, key), (SegmentKind.ANSWER, "Disagree")
    why, reasons = (SegmentKind.QUESTION, "Please explain your answer"), (SegmentKind.POINT, "The road is narrow.")
    row = survey(asks, told, why, reasons, keys=(key,) * 4)
    assert [answer.question for answer in answers_of(row, ASKED)] == [Question(key, key)]


def with_bare(response: Response) -> Response:
    """The response with its bare words told from what was chosen."""
    segments = (replace(s, reason=SAYS_NO_MORE) if response.text_of(s) == "No." else s for s in segments_of(response))
    return replace(response, segmentation=replace(response.segmentation, segments=tuple(segments)))


def segments_of(response: Response) -> tuple[Segment, ...]:
    return response.segmentation.segments


def test_a_bare_no_below_why_changes_nothing_and_where_a_side_is_asked_for_it_is_words() -> None:
    asks, why = (SegmentKind.QUESTION, Q1.text), (SegmentKind.QUESTION, "Please explain your answer")
    ticked, bare = (SegmentKind.ANSWER, "Agree"), (SegmentKind.ANSWER, "No.")
    told = [
        [
            (Position(min(one.themes)), max(score for _, score in one.scores))
            for one in position_codings([row], ASKED, NOON)
        ]
        for parts in ((asks, ticked, why, bare), (asks, why, bare), (asks, bare))
        for row in [with_bare(survey(*parts, keys=("Q1",) * len(parts)))]
    ]
    assert told == [[(Position.SUPPORT, CHOSEN_SCORE)], [], [(Position.OPPOSE, WORDED)]]


def test_a_body_that_is_called_as_the_writer_speaks_for_itself() -> None:
    found = {
        (who, said): coded(make_response("a.txt", [said], who=who))[said].value
        for who, said in (
            ("Heathmoor District Council", "Heathmoor District Council opposes the closure."),
            ("Heathmoor District Council", "The Council supports the closure."),
            ("Holm Borough Council", "The Borough Council cannot support the closure."),
            ("Lake District National Park Authority", "The Authority supports the closure."),
            ("Mid Devon Water Board", "For these reasons the Water Board is opposed to the closure."),
            ("Holm Borough Council", "Holm Town Council supports the closure."),
            ("Upper Heath Parish Council", "The National Trust supports the closure."),
            ("Ann Lee", "The Council supports the closure."),
        )
    }
    sides = ["oppose", "support", "oppose", "support", "oppose", "unclear", "unclear", "unclear"]
    assert list(found.values()) == sides, found


@pytest.mark.parametrize(
    ("who", "kind", "said"),
    [
        ("Friends of Mill Park", "Group", "Friends support the bypass, neighbours oppose it."),
        ("Parents of Oak School", "Organisation", "The school supports the bypass."),
        ("Hospital Trust Staff Union", "Union", "The trust supports the closure of the ward."),
        ("Ann Brook", "Member of the public", "The public oppose the bypass. It will bring jobs."),
        ("Ann Brook", "Local residents", "Local residents oppose the bypass. It will bring jobs."),
        ("Ann Brook", "Staff", "The staff oppose the bypass. It will bring jobs."),
        ("Residents Against the Heathmoor Bypass", "Group", "Heathmoor supports the bypass, the leader says."),
    ],
)
def test_whoever_bears_a_part_of_the_writers_name_is_somebody_else(who: str, kind: str, said: str) -> None:
    response = make_response("a.txt", [said], who=who)
    response = replace(response, respondent=replace(response.respondent, type=kind))
    assert coded(response) == {said: Position.UNCLEAR}


def test_a_stand_of_another_body_does_not_make_the_writers_own_mixed() -> None:
    response = make_response("a.txt", ["Heathmoor supports the bypass, the leader says. We oppose it."], who=AGAINST)
    assert list(coded(response).values()) == [Position.OPPOSE]


AGAINST = "Residents Against the Heathmoor Bypass"


def test_neither_a_title_nor_a_file_names_who_wrote() -> None:
    said = "Heathmoor District Council supports the bypass."
    for head in ("Response to Heathmoor District Council bypass consultation", "Heathmoor District Council"):
        assert coded(nobody_known("a.txt", (SegmentKind.HEADING, head), said)) == {said: Position.UNCLEAR}
    brief = "The council supports the bypass."
    assert coded(nobody_known("letter to the council.txt", brief)) == {brief: Position.UNCLEAR}


def test_a_type_that_is_a_councils_says_who_the_council_is() -> None:
    said = "The parish council opposes the bypass."
    response = nobody_known("a.txt", said)
    response = replace(response, respondent=replace(response.respondent, type="Parish council"))
    assert coded(response) == {said: Position.OPPOSE}


def test_a_letter_may_name_the_body_that_wrote_it_below() -> None:
    said = "Old Quay Traders Association opposes the closure."
    below = nobody_known("a.txt", said, (SegmentKind.FURNITURE, "Old Quay Traders Association"))
    *others, last = below.segmentation.segments
    signed = replace(below.segmentation, segments=(*others, replace(last, reason=SIGNATURE)))
    signed_response = replace(below, segmentation=signed)
    assert coded(signed_response) == {said: Position.OPPOSE}
    registered = replace(signed_response, respondent=replace(below.respondent, name="Ann Lee"))
    assert coded(registered) == coded(nobody_known("a.txt", said)) == {said: Position.UNCLEAR}


def nobody_known(name: str, *parts: str | tuple[SegmentKind, str]) -> Response:
    """A response of which the register does not say who sent it."""
    response = make_response(name, parts)
    return replace(response, respondent=replace(response.respondent, name=None))

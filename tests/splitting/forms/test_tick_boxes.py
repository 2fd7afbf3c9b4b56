"""Boxes of forms: a ticked one is an answer, an empty one nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.model import BOX, NOT_TICKED, SegmentKind
from tests.reading import docx_tools
from tests.splitting.documents import PROSE, checked, document, segments

CASE = Path(__file__).parents[2] / "cases" / "reading" / "17-docx-checkbox-line-is-a-point" / "form.docx"


def test_a_form_of_word_with_boxes_to_tick() -> None:
    found = document(CASE)
    shown = [(s.kind.value, s.question, found.text[s.start : s.end]) for s in checked(found)]
    kept = [each for each in shown if each[0] in ("question", "answer", "point")]
    assert kept == [
        ("question", "Q1.1", "1.1 Do you support the aims of the new parking plan?"),
        ("answer", "Q1.1", "Yes, with reservations"),
        ("point", "Q1.1", "The slope from the car park is too steep for people with walking frames."),
        ("question", "Q1.2", "1.2 Any further general remarks on the plan:"),
        ("point", "Q1.2", "Lorries already stop by the old bank before eight, so put the bay there."),
    ]
    assert ("furniture", None, "Comments:") in shown


@pytest.mark.parametrize(
    "boxes",
    [
        "☐ Yes ☒ In part ☐ No",
        "Yes ☐ In part ☒ No ☐",
        "[ ] Yes [x] In part [ ] No",
        "☐ Yes\n☑ In part\n☐ No",
        "□ Yes ✓ In part □ No",
        "( ) Yes / (x) In part / ( ) No",
        "(  ) Yes   ( x ) In part   (  ) No",
        "☐ Yes   x In part   ☐ No",
    ],
)
def test_what_is_ticked_is_the_answer(boxes: str) -> None:
    found = segments(f"Q1. Do you agree with the plan?\n\n{boxes}\n\n{PROSE}")
    assert [words for kind, words in found if kind in ("question", "answer", "point")] == [
        "Q1. Do you agree with the plan?",
        "In part",
        PROSE,
    ]


@pytest.mark.parametrize(
    "boxes",
    [
        "☐ Platform X or Facebook ☐ Neither",
        "☐ 3 x 4 metres   ☐ 5 x 6 metres",
        "☐ Generation  X or older   ☐ Younger",
        "X one box only ☐ Yes ☐ No",
        "[ ] Trees  x Bins",
        "x v Secretary of State [ ] EWCA Civ 12",
        "The model takes h( x ) cars an hour, which is wrong.",
        "f( x ) = 3 and g( x ) = 4 are the curves.",
        "☐ Yes   x In part   x No",
    ],
)
def test_a_letter_in_an_option_is_no_cross_in_place_of_a_box(boxes: str) -> None:
    found = segments(f"Q1. Which do you prefer?\n\n{boxes}\n\n{PROSE}")
    assert [words for kind, words in found if kind == "answer"] == []


def test_nothing_ticked_is_no_answer() -> None:
    kinds = [kind for kind, _ in segments(f"Q1. Do you agree with the plan?\n\n☐ Yes ☐ No\n\n{PROSE}")]
    assert kinds == ["question", "furniture", "furniture", "point"]


def test_the_question_may_stand_on_the_line_of_its_boxes() -> None:
    found = segments(f"Do you support the plan? Yes ☒ No ☐\n\n{PROSE}")
    assert [each for each in found if each[0] != "furniture"] == [
        ("question", "Do you support the plan?"),
        ("answer", "Yes"),
        ("point", PROSE),
    ]


def test_a_cross_in_the_cell_beside_an_answer() -> None:
    answers = (("Yes", ""), ("In part", "x"), ("No", ""))
    rows = (docx_tools.cell(answer) + docx_tools.cell(mark) for answer, mark in answers)
    body = docx_tools.paragraph("Do you agree with the plan?") + docx_tools.table(*rows)
    found = document(docx_tools.document(body + docx_tools.paragraph(PROSE)), "form.docx")
    shown = [(s.kind.value, found.text[s.start : s.end]) for s in checked(found)]
    assert [each for each in shown if each[0] not in ("furniture", "gap")] == [
        ("question", "Do you agree with the plan?"),
        ("answer", "In part"),
        ("point", PROSE),
    ]


def test_words_behind_other_are_the_respondents_own() -> None:
    found = segments(f"Why do you come here?\n\n☐ Work ☒ Other (please specify): to see my mother\n\n{PROSE}")
    assert ("answer", "Other (please specify):") in found
    assert ("point", "to see my mother") in found


@pytest.mark.parametrize("mark", ["✓", "■", "□", "☒", "✗"])
def test_a_list_with_such_marks_is_no_form(mark: str) -> None:
    items = "\n".join(f"{mark} {PROSE} {n}" for n in ("Once.", "Twice.", "Thrice."))
    assert "answer" not in [kind for kind, _ in segments(f"We ask three things.\n\n{items}")]
    short = "\n".join(f"{mark} More buses {n}" for n in ("now", "soon", "later"))
    is_form = mark == "☒"
    assert ("answer" in [kind for kind, _ in segments(f"We ask three things.\n\n{short}")]) is is_form


def test_the_name_of_an_option_is_no_question_above_it() -> None:
    rows = (("Option A: move the stop", "\u2610"), ("Option B: keep the stop", "\u2612"))
    found = document(
        docx_tools.document(docx_tools.table(*("".join(map(docx_tools.cell, row)) for row in rows))), "f.docx"
    )
    shown = [(s.kind.value, found.text[s.start : s.end]) for s in checked(found) if s.kind.value != "gap"]
    assert shown == [("furniture", "Option A: move the stop"), ("answer", "Option B: keep the stop")]


def test_a_row_that_prompts_is_a_question_of_its_form() -> None:
    rows = (("Which option do you prefer?", "Option B"), ("Tell us why", PROSE))
    found = document(
        docx_tools.document(docx_tools.table(*("".join(map(docx_tools.cell, row)) for row in rows))), "f.docx"
    )
    shown = [(s.kind.value, found.text[s.start : s.end]) for s in checked(found)]
    assert shown[-3:] == [("question", "Tell us why"), ("gap", "\t"), ("point", PROSE)]


def test_a_cross_that_missed_its_box() -> None:
    found = segments(
        "1. Do you own a car?\n\n[ ] Yes [ ] X No [ ] Don't know\n\n2. Why?\n\nThe bus is enough for me.\n"
    )
    assert [words for kind, words in found if kind == "answer"] == ["No"]


def test_a_cross_in_round_brackets_is_no_roman_ten() -> None:
    form = (
        "Q1. Which best describes you?\n\n( ) Tenant\n\n(x) Leaseholder\n\n( ) Owner\n\nQ2. Why?\n\nThe lift is old.\n"
    )
    assert [words for kind, words in segments(form) if kind == "answer"] == ["Leaseholder"]


def test_codes_that_count_the_choices_are_no_part_of_them() -> None:
    text = f"Q1 Should the windmill be lit?\n\n☐ Yes (1)\n\n☒ No (2)\n\nQ2 Why?\n\n{PROSE}\n"
    assert ("answer", "No") in segments(text)


@pytest.mark.parametrize("mark", ["✓", "X", "☒"])
def test_a_mark_below_the_names_of_a_table_ticks_the_one_above_it(mark: str) -> None:
    def asked(question: str, *cells: str) -> str:
        rows = (("Agree", "Neither", "Disagree"), cells)
        return docx_tools.paragraph(question) + docx_tools.table(*("".join(map(docx_tools.cell, row)) for row in rows))

    body = asked("Q1. Should a van come instead?", "", "", mark) + docx_tools.paragraph(PROSE)
    found = document(docx_tools.document(body + asked("Q2. Should the hall open on Sunday?", mark, "", "")), "a.docx")
    shown = [(s.kind.value, s.question, found.text[s.start : s.end]) for s in checked(found)]
    assert [each for each in shown if each[0] in ("answer", "point")] == [
        ("answer", "Q1", "Disagree"),
        ("point", "Q1", PROSE),
        ("answer", "Q2", "Agree"),
    ]


def test_words_below_words_are_no_marks() -> None:
    rows = (("Noise", "Safety"), ("Lorries stop at five.", "X"))
    body = docx_tools.table(*("".join(map(docx_tools.cell, row)) for row in rows))
    found = document(docx_tools.document(body), "a.docx")
    assert "answer" not in [s.kind.value for s in checked(found)]


def test_the_box_of_a_chosen_answer_is_not_said_to_be_unticked() -> None:
    found = document(f"Q1. Should the zone be larger?\n[ ] Yes\n[x] No\n\n{PROSE}")
    reasons = {found.text[s.start : s.end]: s.reason for s in checked(found) if s.kind is SegmentKind.FURNITURE}
    assert reasons == {"Yes": NOT_TICKED, "[x]": BOX}

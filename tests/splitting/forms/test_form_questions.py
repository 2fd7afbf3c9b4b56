"""A form's questions that nobody told us of."""

from __future__ import annotations

import pytest

from analysis.model import SegmentKind
from analysis.splitting.forms.form_questions import WORDED_AS_QUESTION
from tests.splitting.documents import PROSE, checked, document, kind_of, segments

AGREE = "Do you agree that councils should be able to delegate these functions to third parties?"
SAFEGUARDS = "What safeguards do you think are needed before any function is delegated to another body?"
OTHER = "Do you have any other comments on what we propose?"
FORM = f"{AGREE}\n\nYes\n\nPlease give your reasons.\n\n{PROSE}\n\n{SAFEGUARDS}\n\n{PROSE}\n\n{OTHER}\n\n{PROSE} Again."


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in segments(text)]


def test_several_questions_with_answers_below_are_a_forms() -> None:
    assert kinds(FORM) == [
        *("question", "answer", "furniture", "point"),
        *("question", "point"),
        *("question", "point"),
    ]


def test_they_are_doubted_and_stand_in_their_answers_sections() -> None:
    found = checked(document(f"Part A\n\n{FORM}\n\nPart B\n\n{PROSE}"))
    asked = [s for s in found if s.kind is SegmentKind.QUESTION]
    assert {(s.confidence, s.reason, s.question) for s in asked} == {(0.5, WORDED_AS_QUESTION, None)}
    sections = [s.section for s in found if s.kind is SegmentKind.POINT]
    assert sections == [("Part A", AGREE), ("Part A", SAFEGUARDS), ("Part A", OTHER), ("Part B",)]


@pytest.mark.parametrize("mark", ["**{}**", "1. {}", "{} (Yes/No)"])
def test_however_they_are_set(mark: str) -> None:
    text = "\n\n".join(f"{mark.format(asked)}\n\n{PROSE}" for asked in (AGREE, SAFEGUARDS, OTHER))
    assert kinds(text) == ["question", "point"] * 3


def test_two_will_do_where_one_is_answered_with_a_word() -> None:
    assert kinds(f"{AGREE}\n\nNo\n\n{PROSE}\n\n{SAFEGUARDS}\n\n{PROSE}") == [
        *("question", "answer", "point"),
        *("question", "point"),
    ]
    assert "question" not in kinds(f"{AGREE}\n\n{PROSE}\n\n{SAFEGUARDS}\n\n{PROSE}")


@pytest.mark.parametrize(
    "text",
    [
        f"Who pays?\n\n{PROSE}\n\nWho decides?\n\n{PROSE}\n\nWhat of the children?\n\n{PROSE}",
        "\n\n".join(
            f"{line}\n\n{PROSE}" for line in ("Is the market ready?", "Can councils pay for it?", "What now then?")
        ),
        f"{PROSE} Would you want that? {PROSE}\n\n{PROSE} Would you pay? {PROSE}\n\n{PROSE} Why should you? {PROSE}",
        f"{AGREE}\n\n{SAFEGUARDS}\n\n{OTHER}",
    ],
)
def test_an_essays_questions_are_not(text: str) -> None:
    assert "question" not in kinds(text)


@pytest.mark.parametrize("line", ["Answer:", "Our response", "**Comments:**", "Ateb:", "Response to question 1:"])
def test_a_forms_own_words_below_a_question(line: str) -> None:
    text = f"Question 1: Do you agree with this?\n\n{line}\n\n{PROSE}"
    assert kinds(text) == ["question", "furniture", "point"]


@pytest.mark.parametrize(
    "asked",
    [
        "To what extent do you support:\n\n- a wider power?\n- a narrower power?",
        "What changes, if any, do you think are needed? For example, think of:\n\n- inspection\n- registration",
        "To what extent do you support each option?",
    ],
)
def test_a_question_below_its_number_with_the_list_that_it_ends_in(asked: str) -> None:
    text = f"# Response\n\n## Question 4\n\n{asked}\n\n{PROSE}\n\n- more money\n- less haste"
    found = checked(document(text, "a.md"))
    assert {s.question for s in found if s.kind in (SegmentKind.QUESTION, SegmentKind.POINT)} == {"Q4"}
    answers = [text[s.start : s.end] for s in found if s.kind is SegmentKind.POINT]
    assert answers == [PROSE, "more money", "less haste"]


@pytest.mark.parametrize(
    "answer",
    [
        "We ask you for:\n\n- more money\n- less haste",
        "Who would pay for it? Not the council.",
        "We object. Would you want this for yours?\n\n- We would not.",
    ],
)
def test_an_answer_below_its_number_is_no_question(answer: str) -> None:
    text = f"# Response\n\n## Question 4\n\n{answer}\n\n{PROSE}"
    assert "question" not in [kind for kind, _ in segments(text, "a.md")]


def test_what_a_form_asks_of_everybody() -> None:
    text = "1. Are you responding as an individual or an organisation?\nOrganisation\n\n"
    text += "2. What is your name or your organisation's name?\nAnytown Council\n\n"
    text += f"3. Do you agree with the proposal to widen the powers?\nStrongly disagree\n{PROSE}\n\n"
    text += f"4. Do you think that the safeguards are enough?\nNo\n{PROSE}"
    assert kinds(text) == [*["furniture"] * 4, *["question", "answer", "point"] * 2]


def test_prose_below_a_question_after_ones_name_is_kept() -> None:
    assert kinds(f"What is your name?\n\nJo Bloggs\n\n{PROSE}") == ["furniture", "furniture", "point"]


def test_a_numbered_request_to_explain_is_a_question() -> None:
    text = f"Question 1: Do you agree?\nYes\n\nQuestion 1a: Please explain your answer.\n{PROSE}"
    assert kinds(text) == ["question", "answer", "question", "point"]


def test_a_short_answer_between_two_questions_is_a_point() -> None:
    text = f"Question 1: What is your chief concern?\n\nCost\n\nQuestion 2: What else?\n\n{PROSE}"
    assert kinds(text) == ["question", "point", "question", "point"]


def test_the_same_words_elsewhere_are_a_heading() -> None:
    assert kinds(f"Our response\n\n{PROSE}") == ["heading", "point"]


@pytest.mark.parametrize(
    "asked", ["Please give your reasons", "Please tell us why.", "Please let us know what you think"]
)
@pytest.mark.parametrize("paragraph", ["\n", "\n\n"])
def test_a_numbered_request_is_a_question_even_where_it_looks_like_a_heading(asked: str, paragraph: str) -> None:
    text = f"Question 1: Do you agree?\n\nYes\n\nQuestion 2: {asked}{paragraph}{PROSE}"
    assert kinds(text) == ["question", "answer", "question", "point"]


def test_a_numbered_answer_may_be_a_request() -> None:
    found = kinds(f"Question 1: Please give councils more time than this.\n\nQuestion 2: {PROSE}")
    assert found.count("question") == 0


def test_forms_also_ask_whether_there_is_something() -> None:
    asked = ("Do you agree with the gravel?", "Are there places that should be lit?", "What should be paid for first?")
    text = "\n\n".join(f"{i}. {line}\n\n{PROSE}" for i, line in enumerate(asked, 1))
    assert kinds(text) == ["question", "point"] * 3


EXPLAINS = """
Please email the completed form to loading.bay@example.gov.uk by 5pm on Friday 12 June.
Please return this form to the Planning Team, Civic Centre, High Street.
Please read the consultation document before you complete this form.
You do not have to answer every question.
Please continue on a separate sheet if necessary.
This form is for anyone who wants to respond to our consultation on the loading bay.
If you need this form in another format please contact us on 01632 960000.
Max. 200 words
Please give your reasons (max. 200 words)
Word limit: up to 500 words
All questions are optional.
We will process your personal data in accordance with the UK GDPR and the Data Protection Act 2018.
Your information will be held for two years and will not be shared with third parties.
You have the right to ask for a copy of your data or for it to be deleted.
The Council is the data controller for the information you provide on this form.
Your response may be subject to disclosure under the Freedom of Information Act 2000.
"""


@pytest.mark.parametrize("line", EXPLAINS.strip().splitlines())
def test_what_a_form_explains_is_nobody_s_point(line: str) -> None:
    content = f"Question 1: Do you agree?\n\n{line}\n\n{PROSE}\n\nQuestion 2: Why not?\n\n{PROSE}"
    assert kind_of(line, content) == "furniture"


ARGUED = """
Patients' data may be shared with insurers under this bill, and nobody has asked the patients.
The department should process personal data only where it must.
The form asks for too much, and nobody will fill it in.
Your proposal will be used to close libraries.
The Freedom of Information Act 2000 gives the public too little.
We use the form every day and it takes too long to complete.
"""


@pytest.mark.parametrize("line", ARGUED.strip().splitlines())
def test_what_is_argued_of_forms_and_data_is_a_point(line: str) -> None:
    content = f"Question 1: Do you agree?\n\n{PROSE}\n\n{line}\n\nQuestion 2: Why not?\n\n{PROSE}"
    assert kind_of(line, content) == "point"


@pytest.mark.parametrize(
    "heading", ["About this form", "Before you begin", "Privacy notice", "How to complete this form"]
)
def test_a_section_in_which_a_form_speaks_of_itself(heading: str) -> None:
    line = "The questions follow the chapters of the paper, and there are twelve of them."
    content = f"{heading}\n\n{line}\n\nQuestion 1: Do you agree?\n\n{PROSE}\n\nQuestion 2: Why?\n\n{PROSE}"
    assert kind_of(line, content) == "furniture"


def test_a_letter_before_an_answer_and_the_letters_of_options() -> None:
    one = segments(f"Question 1: Do you agree?\n\nA. No\n\n{PROSE}")
    assert ("answer", "A. No") in one
    several = segments(f"Question 1: Do you agree?\n\nA. Yes\n\nB. No\n\nC. Don't know\n\n{PROSE}")
    assert [words for kind, words in several if kind == "point"] == [PROSE]


@pytest.mark.parametrize("noun", ["Frage", "Cwestiwn"])
def test_a_question_s_number_in_other_languages(noun: str) -> None:
    text = f"{noun} 1: Was halten Sie davon?\n\n{PROSE}\n\n{noun} 2: Welche Folgen hat es?\n\n{PROSE} Again."
    assert [(s.kind.value, s.question) for s in checked(document(text)) if s.kind is not SegmentKind.GAP] == [
        ("question", "Q1"),
        ("point", "Q1"),
        ("question", "Q2"),
        ("point", "Q2"),
    ]


def test_a_short_answer_between_two_numbered_questions_is_no_heading() -> None:
    form = f"1. What do you value about the green?\n\nTrees and quiet\n\n2. What would you change about it?\n\n{PROSE}"
    assert kinds(form)[-1:] == ["point"]
    assert [said for kind, said in segments(form) if kind == "point"] == ["Trees and quiet", PROSE]


@pytest.mark.parametrize("answer", ["Every day", "Twice a week", "Never"])
def test_how_often_is_answered_in_a_word(answer: str) -> None:
    others = f"What would you change?\n\n{PROSE}\n\nWhat would you keep?\n\n{PROSE}"
    form = f"How often do you use the hall?\n\n{answer}\n\n{others}"
    assert kinds(form) == ["question", "answer", "question", "point", "question", "point"]


@pytest.mark.parametrize(
    "said",
    [
        "Use this form to tell us what you think. Please write clearly in black ink.",
        "You can also respond online at www.example.gov/polling.",
        "Bitte senden Sie dieses Formular bis am 31. Mai zurück. Die Antworten werden veröffentlicht.",
        "Veuillez renvoyer ce formulaire avant le 3 mai.",
        "Please hand this form in at the desk.",
        "Anfonwch y ffurflen erbyn 3 Mai.",
    ],
)
def test_what_a_form_explains_above_its_questions_is_its_own(said: str) -> None:
    form = f"{said}\n\nQuestion 1. Is the hall near?\n\n{PROSE}\n\nQuestion 2. What else?"
    form += "\n\nVielen Dank für Ihre Teilnahme."
    assert [said for kind, said in segments(form) if kind == "point"] == [PROSE]


@pytest.mark.parametrize(
    "said", ["Please keep the bus.", "You should be ashamed of this.", "Your figures will be wrong again."]
)
def test_what_a_respondent_demands_above_a_forms_questions_is_a_point(said: str) -> None:
    form = f"{said}\n\nQuestion 1. Is the hall near?\n\n{PROSE}\n\nQuestion 2. What else?\n\n{PROSE}"
    assert [said for kind, said in segments(form) if kind == "point"] == [said, PROSE, PROSE]


def test_what_asks_in_a_form_with_boxes_is_its_question_though_it_is_the_only_one() -> None:
    found = segments(f"5. How far do you agree?\n\n☐ Agree ☒ Disagree\n\nWhat one change would you make?\n\n{PROSE}\n")
    assert ("question", "What one change would you make?") in found


@pytest.mark.parametrize("answer", ["Yes, but anonymously", "Yes please, without my name", "Only anonymously", "No"])
def test_what_is_answered_to_a_question_of_consent_is_no_point(answer: str) -> None:
    assert kinds(f"May we publish your response? {answer}\n\n{FORM}")[0] == "furniture"
    assert kinds(f"May we publish the accounts? {PROSE}")[0] == "point"


def test_a_list_of_nothing_but_questions_is_a_forms_whomever_it_asks() -> None:
    found = checked(
        document(
            f"1. Should the toll be abolished?\n\n{PROSE}\n\n2. Who should pay for the bridge?\n\n{PROSE}\n\n"
            "3. Your name\n\nA. Lee\n"
        )
    )
    assert [s.question for s in found if s.kind is SegmentKind.POINT] == ["Q1", "Q2"]
    assert [s.label for s in found if s.kind is SegmentKind.QUESTION] == ["1", "2"]

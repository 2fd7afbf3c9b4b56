"""What is ticked or typed at a form's question about publication."""

from __future__ import annotations

import pytest

from analysis.app.form_consent import form_consent
from analysis.model import Publish

THREE = "May we publish your response?\t{} Yes, with my name   {} Yes, but without my name   {} No"
BOX_A_LINE = "☐ I am happy for my response to be published\n☐ Publish without my name\n☒ Do not publish my response"


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        (THREE.format("☐", "☐", "☒"), Publish.NO),
        (THREE.format("☐", "☒", "☐"), Publish.ANONYMOUS),
        (THREE.format("☒", "☐", "☐"), None),
        (THREE.format("☐", "☐", "☐"), None),
        (THREE.format("☒", "☐", "☒"), Publish.NO),
        (THREE.format("[ ]", "[ ]", "[x]"), Publish.NO),
        ("May we publish your response? Edith Crannock\ne@x.example\n\n☐ Yes ☒ No", Publish.NO),
        ("May we publish your response?\n\n☐ Yes, with my name\n\n☐ Yes, without my name\n\n☒ No", Publish.NO),
        (BOX_A_LINE, Publish.NO),
        ("May we publish your response? No. I work for the contractor.", Publish.NO),
        ("Please tick if you do not want your response to be published ☒", Publish.NO),
        ("Please tick if you do not want your response to be published ☐", None),
        ("☒ I am happy for my response to be published", None),
        ("Do you wish your response to be kept confidential? ☐ Yes ☒ No", None),
        ("Can we publish your response?: No\n\nQ1. Do you agree?\nNo", Publish.NO),
        ("Can we publish your response?: Yes, anonymously", Publish.ANONYMOUS),
        ("May we name you?\n☐ Yes\n☒ No", Publish.ANONYMOUS),
        ("May we publish your response?\nYes / No\n\n1. Do you agree?\nNo", None),
        ("Should licence data be published?\n☐ Yes\n☒ No", None),
        ("May we publish your response?\n☒ Yes\nQ1. Do you support the plan?\n☐ Yes\n☒ No", None),
    ],
)
def test_the_option_that_is_ticked_decides(form: str, kept: Publish | None) -> None:
    found = form_consent(form)
    assert (found[0] if found else None) is kept


ASKED = "May we publish your response?"
KEPT_BACK = "Do you want your response to be kept confidential?"


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        (f"{ASKED}\n☐ Yes   ☐ Yes, anonymously   x No", Publish.NO),
        (f"{ASKED}\n☐ Yes ☐ Yes, anonymously x No", Publish.NO),
        (f"{ASKED}\n(  ) Yes\n( x ) No", Publish.NO),
        (f"{ASKED}\nYes   No X", Publish.NO),
        (f"{ASKED} Yes / No x", Publish.NO),
        (f"{ASKED}\tYes\tNo x", Publish.NO),
        (f"{ASKED}\nYes\nNo x", Publish.NO),
        (f"{ASKED}\nNo <--", Publish.NO),
        (f"{ASKED}\nYes ☐ No x", Publish.NO),
        (f"{ASKED}\n☐ Yes ☐ No\n\nNo", Publish.NO),
        (f"{ASKED}\n☐ Yes ☐ No\n\nNo, please keep it confidential", Publish.NO),
        (f"{ASKED}\n☐ Yes\n\nx No", Publish.NO),
        (f"{ASKED}\n☐ Yes\n\n☐ Yes, but anonymously x\n\n☐ No", Publish.ANONYMOUS),
        (f"{KEPT_BACK}\n☐ No   x Yes", Publish.NO),
        (f"{KEPT_BACK}\nYes x   No", Publish.NO),
        (f"{KEPT_BACK}\nYes   No x", None),
        ("How should we publish your response?\n☐ With my name\nx Anonymously\n☐ Not at all", Publish.ANONYMOUS),
        ("How should we treat your response?\n☐ With my name\nX Do not publish my response", Publish.NO),
        (f"{ASKED}\n✓ Yes   No", None),
        (f"{ASKED}\nx Yes\nNo", None),
    ],
)
def test_a_cross_in_place_of_a_box_and_words_below_the_boxes_are_an_answer(form: str, kept: Publish | None) -> None:
    found = form_consent(form)
    assert (found[0] if found else None) is kept


def test_where_it_cannot_be_told_which_option_is_marked_the_response_is_kept_back() -> None:
    found = form_consent(f"{ASKED}\nYes x No ☐")
    assert found
    assert found[0] is Publish.NO


@pytest.mark.parametrize(
    "form",
    [
        f"{ASKED}\n☐ Yes ☐ No\n\nNo to the bypass. It will ruin the lane.",
        f"{ASKED}\n☐ Yes ☐ No\n\nNo. We oppose the scheme.",
        f"{ASKED}\n☐ Yes ☐ No\n\nPlease tick one.",
        f"{ASKED}\n☐ Yes ☐ No\n3 x 4 metres is too small.",
        f"{ASKED}\n☐ Yes ☐ No\n\nDo you agree that X is bad?\n☐ Yes x No",
        f"{ASKED}\nYes\nNo\n\nQ1. Are you for it?\nNo x",
        f"Can we contact you?\nYes   No x\n{ASKED}\nYes x   No",
        "Should councils publish their data?\nYes   No x",
        "We might publish your response. Mix and match.\nNo x-ray.",
        f"{ASKED}\n☐ Yes ☐ No <--- please tick one",
        f"{ASKED}\n☐ Yes (mark with x)\n☐ No (mark with x)",
        f"{ASKED}\n☐ Yes <- go to question 2\n☐ No <- go to question 3",
        f"{ASKED}\n☐ Yes, on X (formerly Twitter)\n☐ Yes, on the website\n☐ No",
        f"{ASKED}\nYes   No\nAre you a resident\nYes   x No",
        f"{ASKED} Yes\nx No parking on my street",
        f"{ASKED}\n☐ Yes\n☐ No\n\nNo, I do not want my name on a list of dog walkers.",
        "Will you publish our responses?\nNo reply ever came x",
    ],
)
def test_a_form_that_is_not_filled_in_and_a_cross_elsewhere_keep_nothing_back(form: str) -> None:
    assert form_consent(form) is None


@pytest.mark.parametrize(
    "form",
    [
        "We are happy for our response to be published.\n\nNo to the bypass. It will ruin the lane.",
        "I am content for my comments to be published in full.\n\nNever have we seen such a plan.",
        "I agree to my response being published.\n\nNo\n\nThe plan is bad.",
        "We are happy for our response to be published.\nThe scheme is needed ☐ Yes ☒ No",
    ],
)
def test_a_statement_is_no_question_that_the_next_line_answers(form: str) -> None:
    assert form_consent(form) is None


@pytest.mark.parametrize(
    "form",
    [
        "May we publish your response?\n☒ Yes\n☐ No\n☐ I am responding as an individual\n☒ I am responding for a firm",
        "May we publish your name?\n☒ Yes\n☐ No\n☐ Under 18\n☒ 18 to 64",
        "Confidentiality\nIf you want your response to be confidential, tick here ☐\n☒ I have read the privacy notice",
        "Is your response to be confidential?\n☐ Yes\n☒ I have read what is said of confidential responses",
    ],
)
def test_an_option_that_says_nothing_of_publication_ends_the_list(form: str) -> None:
    assert form_consent(form) is None


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ("May we publish your response? ☒ Yes ☐ No Can we contact you? ☐ Yes ☒ No", None),
        ("May we publish your response? Yes ☒ No ☐ Can we contact you? Yes ☐ No ☒", None),
        ("May we publish your response? ☐ Yes ☒ No Can we contact you? ☒ Yes ☐ No", Publish.NO),
        ("May we publish your response? Yes ☐ No ☒ Can we contact you? Yes ☒ No ☐", Publish.NO),
        ("Can we contact you? ☒ Yes ☐ No May we publish your response? ☐ Yes ☒ No", Publish.NO),
        ("May we publish your response? Yes. Do you support the scheme?\nNo", None),
        ("May we publish your response?\nThe scheme is needed ☐ Yes ☒ No", None),
    ],
)
def test_an_option_belongs_to_the_nearest_question_before_it(form: str, kept: Publish | None) -> None:
    found = form_consent(form)
    assert (found[0] if found else None) is kept


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ("Will you publish our responses? No doubt you will say that there is no time.", None),
        ("Can we quote your answers at the next meeting? No one at the desk knew.", None),
        ("Will the council publish our comments? No, as ever.", None),
        ("May we publish your response? No, please keep it confidential.", Publish.NO),
        ("May we publish your response?\nNo thank you", Publish.NO),
        ("May we publish your response? Yes, but without my name", Publish.ANONYMOUS),
    ],
)
def test_only_the_whole_of_a_typed_answer_counts(form: str, kept: Publish | None) -> None:
    found = form_consent(form)
    assert (found[0] if found else None) is kept


@pytest.mark.parametrize(
    "form",
    [
        "Should the council publish its responses to your comments within ten days?\n☐ Yes\n☒ No",
        "Will you publish replies to your comments?\n☐ Yes\n☒ No",
        "If your name is not to be published, can we still publish a reference to your response?\n☒ Yes\n☐ No",
    ],
)
def test_a_question_about_something_else_than_the_response_asks_for_no_consent(form: str) -> None:
    assert form_consent(form) is None


def test_a_typed_box_between_options_ends_no_list() -> None:
    found = form_consent("May we publish your response?\n[ ] Yes\n[x] No")
    assert found is not None
    assert found[0] is Publish.NO

"""What its place shows to be around the points: heads, feet, signatures, details, notes."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE, kind_of, segments


def kinds(text: str, name: str = "a.txt") -> list[str]:
    return [kind for kind, _ in segments(text, name)]


def test_an_address_above_a_greeting() -> None:
    assert kinds(f"The Old Bakery\nAnytown\n27 May 2014\n\nDear Sir\n\n{PROSE}") == [*["furniture"] * 4, "point"]


@pytest.mark.parametrize("beside", ["27 May 2014", "Email: jo@example.org"])
def test_an_address_without_a_greeting(beside: str) -> None:
    text = f"{beside}\n\nThe Director, Children's Services\\\nDepartment for Education\n\n# Our views\n\n{PROSE}"
    assert kinds(text, "a.md") == ["furniture", "furniture", "heading", "point"]


def test_short_lines_without_a_date_or_a_contact_are_no_address() -> None:
    assert kinds("Keep it local\\\nFund it well\n\n# Our views\n\nWe object.", "a.md")[0] != "furniture"


@pytest.mark.parametrize(
    "lead", ["About us: We are", "About the Trust: The Trust is", "About CAS: Care at Stoke (CAS) is"]
)
def test_a_paragraph_about_the_respondent(lead: str) -> None:
    assert kinds(f"{lead} a charity of forty years' standing with members in every county of the land.\n\n{PROSE}") == [
        "furniture",
        "point",
    ]


@pytest.mark.parametrize("lead", ["About inspection: Nobody has", "About the costs: They are", "About Us: the film is"])
def test_a_paragraph_about_a_subject(lead: str) -> None:
    assert kinds(f"{lead} shown that they would be lower in any part of the land than they are now.\n\n{PROSE}") == [
        "point",
        "point",
    ]


@pytest.mark.parametrize("heading", ["About us", "Contributors", "Who we are"])
def test_a_section_about_the_respondent_above_the_points(heading: str) -> None:
    about = f"## {heading}\n\nThe Trust was founded in 1970.\n\n### Jane Smith\n\nShe is the chair of the Trust."
    text = f"# Response\n\n{about}\n\n## Views\n\n{PROSE}\n\n{PROSE}"
    assert kinds(text, "a.md") == ["heading", *["furniture"] * 4, "heading", "point", "point"]


def test_a_numbered_point_about_the_respondent_is_a_point() -> None:
    text = f"# Response\n\n## About us\n\n1. {PROSE}\n\n## Views\n\n2. {PROSE}"
    assert kinds(text, "a.md").count("point") == 2


def test_whether_a_response_may_be_printed() -> None:
    assert kind_of("made public", f"{PROSE}\n\nThis submission may be made public.") == "furniture"


def test_prose_above_a_greeting_is_no_address() -> None:
    assert kind_of(PROSE, f"{PROSE}\n\nDear Sir\n\n{PROSE} Again.") == "point"


def test_mail_headers() -> None:
    assert kinds(f"From: Jo <jo@example.org>\nTo: DfE\nSubject: My views\n\n{PROSE}") == [*["furniture"] * 3, "point"]


def test_a_table_of_the_documents_own_details() -> None:
    text = f"# Response\n\n| Agreed by | The leader |\n|---|---|\n| Date | 22 May |\n\n{PROSE}"
    assert kinds(text, "a.md") == ["heading", "furniture", "furniture", "point"]


def test_the_head_and_foot_of_a_saved_web_page() -> None:
    text = f"We use cookies on our website.\n\nSign in\n\nOur views\n\n{PROSE}\n\nShare this page\n\nHave your say"
    assert kinds(text) == ["furniture", "furniture", "heading", "point", "furniture", "furniture"]


def test_a_pages_phrases_alone_make_no_page() -> None:
    text = f"{PROSE}\n\n- Keep it local\n- Register all providers\n- Join us in saying no\n- Stop the cuts"
    assert kinds(text) == ["point"] * 5


def test_small_print_below_a_sign_off() -> None:
    text = f"{PROSE}\n\nYours sincerely\n\nJane Smith\nDirector\nRegistered charity 12345"
    assert kinds(text) == ["point", *["furniture"] * 4]


@pytest.mark.parametrize(
    "more",
    [
        PROSE,
        "1. We object.\n\n2. We do.",
        "- Keep it local\n- No profit",
        "PS Please reply.",
        "We ask you to think again.",
    ],
)
def test_what_somebody_adds_below_a_sign_off_is_a_point(more: str) -> None:
    assert kinds(f"{PROSE}\n\nYours sincerely\n\nJane Smith\n\n{more}")[-1] == "point"


def test_a_name_at_the_end_is_doubted() -> None:
    assert kinds(f"{PROSE}\n\nJane Smith\nDirector of Policy") == ["point", "furniture", "furniture"]
    assert kinds(f"{PROSE}\n\nJane Smith agrees with us.") == ["point", "point"]


def test_slogans_are_no_signature() -> None:
    assert kinds("Keep It Local\n\nNo Profit From Children\n\nFund Our Services") == ["point"] * 3


def test_the_fields_of_a_form() -> None:
    text = "Name: Jo Bloggs\nOrganisation type: Charity\nAre you happy for your response to be published? Yes\n"
    text += f"The closing date for responses is 30 May 2014.\n\n{PROSE}"
    assert kinds(text) == [*["furniture"] * 4, "point"]


@pytest.mark.parametrize("heading", ["Your details", "Section 1: About you", "Part A - Your details"])
def test_the_respondents_details_under_their_heading(heading: str) -> None:
    text = f"{heading}\n\nJo Bloggs\n12 High Street\n\nYour views\n\n{PROSE}"
    assert kind_of("12 High Street", text) == "furniture"
    assert kind_of(PROSE, text) == "point"


def test_notes_and_references_at_the_end() -> None:
    text = f"# Views\n\n{PROSE}\n\n## References\n\nMunro (2011) Review.\n\nOfsted (2013) Report."
    assert kinds(text, "a.md") == ["heading", "point", *["furniture"] * 3]


def test_notes_at_the_beginning_are_somebodys_notes() -> None:
    assert kind_of(PROSE, f"Notes\n\n{PROSE}") == "point"


@pytest.mark.parametrize(
    "heading", ["About us", "About the charity", "Contact", "For further information", "Notes to editors"]
)
def test_last_sections_about_the_respondent(heading: str) -> None:
    text = f"# Response\n\n## Views\n\n{PROSE}\n\n## {heading}\n\nWe were founded in 1970."
    assert kind_of("We were founded", text, "a.md") == "furniture"


@pytest.mark.parametrize(
    "heading", ["About inspection", "About the draft regulations", "What it costs", "Recommendations", "Conclusion"]
)
def test_last_sections_that_hold_points(heading: str) -> None:
    text = (
        f"# Response\n\n## Views\n\n1. {PROSE}\n\n2. {PROSE}\n\n## {heading}\n\nIt is too little.\n\nTel: 01632 960101"
    )
    assert kind_of("It is too little.", text, "a.md") == "point"


def test_a_name_above_a_date_is_a_byline() -> None:
    assert kinds(f"Councils explore their choices\n\nJane Smith\n27 May 2014\n\n{PROSE}") == [
        "heading",
        "furniture",
        "furniture",
        "point",
    ]


def test_opinions_below_about_us_are_points() -> None:
    opinion = "We are a charity. We believe that delegation will harm the children whom we know."
    assert kinds(f"Who we are\n\n{opinion}\n\nIt costs too much.") == ["heading", "point", "point"]
    introduced = "We are a charity that works with 300 families in the county."
    assert kinds(f"Who we are\n\n{introduced}\n\n{opinion}\n\n{PROSE}") == ["heading", "furniture", "point", "point"]
    assert kinds(f"{PROSE}\n\n{PROSE}\n\nWho we are\n\n{introduced}") == ["point", "point", "furniture", "furniture"]


def test_a_section_that_asks_who_somebody_is_introduces_them() -> None:
    about = "Watch (DW) is a national charity.\n\nFor more information please contact jo@example.org"
    found = kinds(f"# Who is Digital Watch?\n\n{about}\n\n# Context\n\n{PROSE}", "a.md")
    assert found == [*["furniture"] * 3, "heading", "point"]
    assert kinds(f"# Who is to pay?\n\n{PROSE}\n\n# Context\n\n{PROSE}", "a.md") == ["heading", "point"] * 2


def test_contact_on_a_line_of_its_own_is_no_point() -> None:
    assert kinds(f"{PROSE}\n\nContact") == ["point", "furniture"]
    assert kinds(f"{PROSE}\n\nContact matters to children.") == ["point", "point"]


@pytest.mark.parametrize("above", [True, False])
def test_the_subject_of_a_letter_is_no_point(above: bool) -> None:
    lines = ["Re: Our concern about the fingerprints that one school takes of all of its children", "Dear Secretary,"]
    letter = "\n\n".join(["Department of Education", *(lines if above else lines[::-1]), PROSE])
    assert kinds(letter) == ["furniture", *(["heading", "furniture"] if above else ["furniture", "heading"]), "point"]


NOTES = ("Hazel Thorne, ‘Why lanes should be kept’, 2014.", "[2017] FCAFC 4.", "Tom Hale, Lanes, 2016.", "Ibid, p 4.")


def test_numbered_notes_below_a_heading_are_notes_whatever_the_titles_in_them_say() -> None:
    text = "\n\n".join((PROSE, "# Endnotes", *(f"{n}. {note}" for n, note in enumerate(NOTES, 1))))
    assert {kind_of(note[:12], text, "a.md") for note in NOTES} == {"furniture"}


def test_numbered_arguments_below_a_heading_notes_are_points() -> None:
    said = ("The bay should move.", "The lane is too narrow.", "We think nobody counted.")
    text = "\n\n".join((PROSE, "# Notes", *(f"{n}. {each}" for n, each in enumerate(said, 1))))
    assert {kind_of(each, text, "a.md") for each in said} == {"point"}


def test_a_bibliography_may_have_a_number_and_say_whose_it_is() -> None:
    text = f"# 1. Our view\n\n{PROSE}\n\n# 2. Bibliography of our works\n\nThorne, H. Why we should keep lanes. 2014."
    assert kind_of("Thorne, H.", text, "a.md") == "furniture"

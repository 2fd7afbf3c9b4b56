"""Notifications of web forms: what was typed into each field."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from analysis.model import Document, Publish, Respondent
from analysis.reading import read
from tests.reading.cases import case
from tests.reading.table.reading import points, segments

SLOPE = "The slope from the car park is too steep for people with walking frames."
LORRIES = "Lorries already stop by the old bank before eight, so put the bay there."


def document(content: bytes, name: str = "form.eml") -> Document:
    (found,) = read(content, name)
    assert isinstance(found, Document)
    return found


def sent(body: str, html: bool = False) -> Document:
    made = EmailMessage()
    made["From"], made["Subject"] = "Mill Lane forms <noreply@example.gov>", "New submission"
    made.set_content(body, subtype="html" if html else "plain")
    return document(made.as_bytes())


def test_fields_that_lines_part() -> None:
    fields = {
        "# What is your full name?": "Hazel Thorne",
        "# Your email": "h@example.org",
        "# What would you change?": SLOPE,
    }
    body = "\n\n---\n\n".join(["A form was sent.", *(f"{q}\n\n{a}" for q, a in fields.items()), "Check it first."])
    assert points(sent(body)) == [SLOPE]


def test_fields_that_a_program_names_are_a_forms() -> None:
    fields = f"how_often: Daily\nmain_concern: {SLOPE}\nanything_else: {LORRIES}\n"
    assert [one[1] for one in segments(sent(fields)) if one[0] == "question"] == fields_named
    letter = f"Noise: {SLOPE}\nCar-park: {LORRIES}\nBus-stop: Keep it.\n"
    assert not any(one[0] == "question" for one in segments(sent(letter)))


fields_named = ["how_often", "main_concern", "anything_else"]


def test_a_notification_saved_as_text() -> None:
    fields = f"Name: Hazel Thorne\nEmail: h@example.org\nDo you support it?: No\nComments: {SLOPE}\n"
    found = document(f"{fields}\nSubmitted on 2 March 2026 at 10:00 from 198.51.100.4\n".encode(), "form.txt")
    assert points(found) == [SLOPE]
    assert found.respondent == Respondent("Hazel Thorne", publish=Publish.ANONYMOUS)


def test_a_notification_becomes_questions_and_answers() -> None:
    found = document(*case("40"))
    assert [(kind, words) for kind, words, _ in segments(found) if kind in ("question", "answer", "point")] == [
        ("question", "Do you support the scheme?"),
        ("answer", "No"),
        ("question", "Please tell us why"),
        ("point", SLOPE),
        ("question", "What would you change?"),
        ("point", LORRIES),
    ]
    assert found.respondent == Respondent("Hazel Thorne", "Resident")
    told = {omitted.text: omitted.reason for omitted in found.omitted}
    assert set(told) == {"hazel@example.org", "OB2 4QT", "192.0.2.7"}
    assert all(secret not in found.text.partition("Subject:")[2] for secret in told)


TYPED = {
    "Name": "Hazel Thorne",
    "E-mail": "hazel@example.org",
    "May we publish your response?": "No",
    "What would you change?": f"{SLOPE}\n\nWe have asked for this: twice.",
}


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(f"{label}: {value}" for label, value in TYPED.items()),
        "\n\n".join(f"*{label}:*\n{value}" for label, value in TYPED.items()),
        "\n\n".join(f"{label}\n{value}" for label, value in list(TYPED.items())[:3])
        + f"\n\nWhat would you change?\n{SLOPE}",
    ],
)
def test_fields_on_lines_of_their_own_or_not(body: str) -> None:
    found = sent(f"A form was sent.\n\n{body}\n\n-- \nSent from the forms of Mill Lane\n")
    assert found.respondent == Respondent("Hazel Thorne", None, Publish.NO)
    assert points(found)[0] == SLOPE
    assert "hazel@example.org" not in found.text


def test_fields_in_the_rows_of_a_table() -> None:
    rows = "".join(f"<tr><td>{label}</td><td>{' '.join(value.split())}</td></tr>" for label, value in TYPED.items())
    found = sent(f"<p>New entry</p><table>{rows}</table>", html=True)
    assert found.respondent == Respondent("Hazel Thorne", None, Publish.NO)
    assert points(found)[0].startswith(SLOPE)


def test_labels_and_values_in_turn() -> None:
    rows = "".join(
        f"<tr><td colspan=2><b>{label}</b></td></tr><tr><td>&nbsp;</td><td>{' '.join(value.split())}</td></tr>"
        for label, value in TYPED.items()
    )
    found = sent(f"<p>New entry</p><table>{rows}</table>", html=True)
    assert found.respondent == Respondent("Hazel Thorne", None, Publish.NO)
    assert points(found)[0].startswith(SLOPE)


@pytest.mark.parametrize(
    "body",
    [
        f"Dear all,\n\nMy reasons: {SLOPE}\n\nThe bay: {LORRIES}\n\nThe stop: keep it.\n",
        f"Name: Hazel\n\n{SLOPE}\n",
        f"Our view\n{SLOPE}\n\nHazel Thorne\nhazel@example.org\n\nThe Chair\n01632 960983\n",
        f"Dear all,\n{SLOPE}\n\nThe bay\n{LORRIES}\n\nThe stop\nKeep it.\n\nYours\nHazel Thorne\n",
    ],
)
def test_a_letter_with_colons_is_no_form(body: str) -> None:
    assert "question" not in {kind for kind, *_ in segments(sent(body))}


def test_a_form_that_is_sent_by_a_program_has_no_respondent_of_its_name() -> None:
    body = f"Email: a@example.org\nPhone: 01632 960983\nWhat would you change?: {SLOPE}\n"
    found = sent(body)
    assert found.respondent == Respondent()


def test_where_a_form_was_sent_from_is_nobodys_name() -> None:
    body = f"Name: Hazel Thorne\nEmail: a@example.org\nWhat would you change?: {SLOPE}\nSubmitted from: 198.51.100.4\n"
    found = sent(body)
    assert found.respondent == Respondent("Hazel Thorne")
    assert points(found) == [SLOPE]
    assert "198.51.100.4" in {omitted.text for omitted in found.omitted}


MORE = "It also costs too much for a town of our size."
IN_OTHER_SHAPES = {
    "in turn, and a paragraph more": f"Name\n\nHazel Thorne\n\nEmail\n\nh@example.org\n\nWhy?\n\n{SLOPE}\n\n{MORE}\n",
    "value below its label": f"Name:\nHazel Thorne\nEmail:\nh@example.org\nWhy?\n{SLOPE}\n\n{MORE}\n",
    "fields left empty": f"Name\nHazel Thorne\n\nOrganisation\n\nEmail\nh@example.org\n\nWhy?\n{SLOPE}\n\n{MORE}",
    "numbered": f"1. Name\nHazel Thorne\n2. Email\nh@example.org\n3. Why?\n{SLOPE}\n\n{MORE}\n",
    "bold labels": f"*Name*\nHazel Thorne\n*Email*\nh@example.org\n*Your comments*\n{SLOPE}\n\n{MORE}\n",
    "dashes": f"Name - Hazel Thorne\nEmail - h@example.org\nYour comments - {SLOPE}\n\n{MORE}\n",
    "equals signs": f"Name = Hazel Thorne\nEmail = h@example.org\nComments = {SLOPE}\n\n{MORE}\n",
}
PAGES = {
    "an answer of two paragraphs in a cell": "<table><tr><td>Name</td><td>Hazel Thorne</td></tr><tr><td>Email</td>"
    "<td>h@example.org</td></tr><tr><td>Postcode</td><td>OB2 4QT</td></tr><tr><td>Please tell us why</td>"
    f"<td><p>{SLOPE}</p><p>{MORE}</p></td></tr></table>",
    "a table with a head": "<table><tr><th>Field</th><th>Value</th></tr><tr><th>Name</th><td>Hazel Thorne</td></tr>"
    f"<tr><th>Email</th><td>h@example.org</td></tr><tr><th>Comments</th><td>{SLOPE}<br><br>{MORE}</td></tr></table>",
    "divisions": "<div><div>Name</div><div>Hazel Thorne</div></div><div><div>Email</div><div>h@example.org</div></div>"
    f"<div><div>Your comments</div><div>{SLOPE}<br><br>{MORE}</div></div>",
}


@pytest.mark.parametrize("body", IN_OTHER_SHAPES.values(), ids=IN_OTHER_SHAPES)
def test_forms_without_colons_are_fields_and_lose_nothing(body: str) -> None:
    found = sent(body)
    assert found.respondent == Respondent("Hazel Thorne")
    assert points(found) == [SLOPE, MORE]
    assert "h@example.org" not in found.text


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_forms_in_the_elements_of_a_page_are_fields_and_lose_nothing(page: str) -> None:
    found = sent(page, html=True)
    assert found.respondent == Respondent("Hazel Thorne")
    assert points(found) == [SLOPE, MORE]


def test_what_stands_below_a_detail_and_is_none_is_not_left_out_with_it() -> None:
    found = sent(f"Name: Hazel Thorne\nPostcode: OB2 4QT\nEmail: h@example.org\n\n{SLOPE}\n\n{MORE}\n")
    assert points(found)[-2:] == [SLOPE, MORE]


def test_when_and_from_where_a_form_was_sent_is_no_part_of_the_last_answer() -> None:
    rows = ("Your name", "Ann Lee"), ("Your email", "ann@example.org"), ("Why do you say that?", SLOPE)
    table = "".join(f"<tr><td><b>{label}</b></td><td>{typed}</td></tr>" for label, typed in rows)
    found = sent(f"<table>{table}</table><p>Submitted on 02/03/2026 at 10:00. IP: 10.0.0.1</p>", html=True)
    assert points(found) == [SLOPE]
    assert any("02/03/2026" in omitted.text for omitted in found.omitted)


def test_an_answer_of_several_paragraphs_in_a_cell() -> None:
    rows = [("Full Name", "Wes Hart"), ("E-mail", "wes@example.org"), ("What else?", f"{SLOPE}<br><br>{LORRIES}")]
    table = "".join(f"<tr><td>{label}</td><td>{typed}</td></tr>" for label, typed in rows)
    found = sent(f"<table>{table}</table><p>You can edit this submission easily.</p>", html=True)
    assert [one for one in segments(found) if one[0] == "point"] == [
        ("point", SLOPE, "What else?"),
        ("point", LORRIES, "What else?"),
    ]


def test_labels_with_numbers_ask() -> None:
    fields = "First name: Hugh\nEmail address: h@example.org\nAre you a: Resident\n"
    found = sent(f"{fields}1. Do you agree?: Yes\n2. Tell us why: {SLOPE}\n")
    assert [one[:2] for one in segments(found) if one[0] in ("answer", "point")] == [
        ("answer", "Yes"),
        ("point", SLOPE),
    ]
    assert found.respondent == Respondent("Hugh", "Resident")


def test_a_list_of_terms_and_what_a_form_writes_where_nothing_was_typed() -> None:
    fields = {"Full name": "Hazel Thorne", "Email address": "h@example.org", "Which option do you prefer?": "Option B"}
    fields |= {"Why?": SLOPE, "Upload a file": "Not provided"}
    terms = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in fields.items())
    below = "<p>This is an automated message. Please do not reply.</p>"
    found = sent(f"<p>New entry</p><dl>{terms}</dl>{below}", html=True)
    assert found.respondent == Respondent("Hazel Thorne")
    assert [words for kind, words, _ in segments(found) if kind == "answer"] == ["Option B"]
    assert points(found) == [SLOPE]


def test_a_question_without_a_colon_is_no_part_of_the_detail_above_it() -> None:
    fields = ("Name:\nEve Stone", "Email:\neve@example.org", "Do you support the plan?\nNo", f"Your reasons:\n{SLOPE}")
    said = [(kind, words) for kind, words, _ in segments(sent("\n\n".join(fields))) if kind in ("answer", "point")]
    assert said == [("answer", "No"), ("point", SLOPE)]


def test_what_the_program_writes_around_the_fields() -> None:
    fields = f"Name:\nHazel Thorne\n\nEmail:\nh@example.org\n\nPlease explain:\n{SLOPE}\n\n"
    found = sent(
        f"Submission For: Mill Lane\n\n{fields}IP: 192.0.2.9\nSent from https://example.gov/bay\n\n© 2024 Forms Ltd.\n"
    )
    assert points(found) == [SLOPE]
    assert found.text.count("192.0.2.9") == 0


@pytest.mark.parametrize(
    "more",
    [
        "(c) the noise is too loud.",
        "Copyright law says that the plan is ours.",
        "Copyright is no reason to withhold the plan.",
        "(c) 2019 was worse than any year before.",
        "(C) Lorries wake us at five.",
        "(c) 20 lorries pass each hour.",
        "© signs are no answer to noise.",
    ],
)
def test_an_answer_goes_on_below_a_letter_or_a_word_about_copyright(more: str) -> None:
    found = sent(f"Name:\nHazel Thorne\n\nEmail:\nh@example.org\n\nPlease explain:\n{SLOPE}\n{more}\n{LORRIES}\n")
    assert LORRIES in points(found)[-1]
    assert more in "\n".join(points(found))


@pytest.mark.parametrize(
    "first",
    [
        "Do you support the plan?: No, the lorries would pass the school.",
        "Do you support the plan?: No",
        "Support the plan: No",
        "Preferred route: Northern Bypass",
        "Main worry: Lorries past the school",
        "Form of transport: Bus",
        "The survey says: Nobody wants this bypass here.",
        "Entry to the site: Keep it closed",
        "Option: B",
    ],
)
def test_what_was_typed_into_the_first_field_is_no_line_of_the_program_s(first: str) -> None:
    _, typed = first.split(": ")
    found = sent(f"{first}\n\nName:\nJane Roe\n\nEmail:\nj@example.org\n\nPlease explain:\n{SLOPE}\n")
    assert typed in [words for kind, words, _ in segments(found) if kind in ("point", "answer")], segments(found)


def test_what_a_program_records_below_the_last_answer_is_none_of_it() -> None:
    rows = [
        ("Your name", "Maeve Doyle"),
        ("Your e-mail", "m@example.org"),
        ("Do you support it?", "No"),
        ("Why?", SLOPE),
    ]
    cells = "".join(f"<tr><td>{part}</td></tr>" for row in (*rows, ("User IP", "192.0.2.77")) for part in row)
    found = sent(f"<p>A new entry.</p><table>{cells}</table>", html=True)
    assert points(found) == [SLOPE]
    assert "192.0.2.77" not in found.text


def test_heads_of_a_form_s_groups_are_no_answers() -> None:
    body = f"==About you==\nFirst name: Maeve\nSurname: Doyle\n\n==Your views==\nWhat of the slope?:\n{SLOPE}\n\n"
    assert points(sent(f"Submitted values are:\n\n{body}Why there?:\n{LORRIES}\n")) == [SLOPE, LORRIES]


@pytest.mark.parametrize(
    "last",
    [
        "Close the lane now\n07700 900123",
        "Put the bay at\nOB2 4QT",
        "**Close the lane to lorries at once!**",
        "*** NO BAY IN THE LANE ***",
        "== NO BAY IN THE LANE ==",
    ],
)
def test_the_last_lines_of_an_answer_stay_in_it(last: str) -> None:
    found = sent(f"Name: Hazel Thorne\nEmail: h@example.org\nComments: {SLOPE}\n{last}\nWhere else?: {LORRIES}\n")
    first_line = last.splitlines()[0].strip("*= ")
    said = [words for kind, words, asked in segments(found) if kind in ("point", "answer") and asked == "Comments"]
    assert any(first_line in words for words in said), segments(found)


def test_a_notification_saved_as_a_page() -> None:
    rows = "".join(
        f"<tr><td><b>{label}</b></td><td>{typed}</td></tr>"
        for label, typed in [("Name", "Hazel Thorne"), ("E-mail", "h@example.org"), ("Your comments", SLOPE)]
    )
    page = f"<p>You have received a new submission.</p><table>{rows}</table><p>Sent from https://example.org/form</p>"
    found = document(f"<html><body>{page}</body></html>".encode(), "form.html")
    assert points(found) == [SLOPE]
    assert found.respondent == Respondent("Hazel Thorne", publish=Publish.ANONYMOUS)
    letter = f"<html><body><p>Name: Hazel</p><p>{SLOPE}</p><p>{LORRIES}</p></body></html>"
    assert points(document(letter.encode(), "letter.html")) == points(
        document(f"Name: Hazel\n\n{SLOPE}\n\n{LORRIES}\n".encode(), "a.txt")
    )

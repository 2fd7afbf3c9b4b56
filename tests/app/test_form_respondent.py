"""What a form says of its respondent, and what of it is believed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.app.form_respondent import form_respondent, printed_lines, with_details, with_form
from analysis.model import DETAILS, Document, Publish, Respondent, SegmentKind
from analysis.reading.plain import blocks_of
from analysis.reading.table.respondent_types import likely_type
from analysis.splitting.split_document import split

ARGUMENT = "The ferry should keep running in winter because the islanders have no other way to reach the hospital."


def form(*lines: str) -> Document:
    text = "\n\n".join([*lines, "1. What do you think?", ARGUMENT])
    return Document("form.txt", text, tuple(blocks_of(text)), (), "text/plain", None)


def stated(*lines: str) -> tuple[str | None, str | None, Publish | None]:
    found = form_respondent(form(*lines))
    return found.name, found.type, found.publish


def test_individuals_and_organisations_are_told_apart() -> None:
    person = ("Name: Xanthe Quillfeather", "Organisation: n/a", "Responding as: Individual")
    body = ("Name: Xanthe Quillfeather", "Organisation: Kelp Trust", "Responding as: Organisation")
    retired = ("Name: Xanthe Quillfeather", "Organisation: Kelp Trust", "Responding as: Individual")
    assert stated(*person) == ("Xanthe Quillfeather", "Individual", None)
    assert stated(*body) == ("Kelp Trust", "Organisation", None)
    assert stated(*retired) == ("Xanthe Quillfeather", "Individual", None), "an individual is not called by a body"
    assert form_respondent(form(*body)).person == "Xanthe Quillfeather"


def test_who_fills_in_a_form_for_a_body_that_it_does_not_name_is_not_its_name() -> None:
    assert stated("Name: Xanthe Quillfeather", "Responding as: Organisation")[0] is None
    assert stated("Name: Kelpness Parish Council", "Responding as: Organisation")[0] == "Kelpness Parish Council"


@pytest.mark.parametrize(
    "value",
    ["n/a", "None", "Prefer not to say", "Local resident", "Yes", "Click here to enter text.", "none to speak of."],
)
def test_what_is_no_name_is_none(value: str) -> None:
    assert stated(f"Name: {value}", "Email: a@x.example") == (None, None, None)


def test_two_names_are_not_chosen_between_and_told() -> None:
    office = ("Name: Ingrid Solvang", "Email: ferries@x.example", "Read this.", "And this.", "Then this.", "And that.")
    own = ("Name: Odette Crane", "Email: o@x.example")
    found = form_respondent(form(*office, *own))
    assert (found.name, found.others) == (None, ("Ingrid Solvang", "Odette Crane"))
    assert "different names (Ingrid Solvang, Odette Crane); none was used" in found.told(Respondent())
    asking = form_respondent(form(*office, *own, "Are you responding as: Individual"))
    assert asking.name == "Odette Crane", "the part that asks the reader is theirs"


def test_what_the_blank_form_prints_nobody_typed() -> None:
    head = ("Name: Ingrid Solvang", "Email: ferries@x.example")
    printed = printed_lines([form(*head)])
    assert form_respondent(form(*head)).name == "Ingrid Solvang"
    assert form_respondent(form(*head), printed).name is None
    alone = form("Name: Odette Crane")
    assert form_respondent(alone).name is None, "one label may be about anything"
    assert form_respondent(alone, printed_lines([form("Name:")])).name == "Odette Crane"


CONSENTS = {
    "May we publish your response? Yes": Publish.YES,
    "May we publish your response? No": Publish.NO,
    "May we publish your response? ☒ Yes ☐ No": Publish.YES,
    "May we publish your response? ☐ Yes ☐ No": None,
    "May we publish your response? Only if I see it first": Publish.ANONYMOUS,
    "May we publish your name? No": Publish.ANONYMOUS,
    "Should any part of your response be kept confidential? Yes, all of it": Publish.NO,
}
STRICT = (Publish.NO, Publish.ANONYMOUS, Publish.YES)


@pytest.mark.parametrize("pair", [*product(CONSENTS, CONSENTS)])
def test_the_stricter_of_two_statements_stands(pair: tuple[str, str]) -> None:
    meant = [CONSENTS[one] for one in pair]
    strictest = next((each for each in STRICT if each in meant), None)
    assert stated("Name: Ann Lee", *dict.fromkeys(pair))[2] is strictest


@given(st.sampled_from(list(Publish)), st.sampled_from(list(CONSENTS)))
def test_no_form_loosens_a_refusal(allowed: Publish, line: str) -> None:
    respondent = with_form(
        Respondent("A", None, allowed), form_respondent(form("Name: Ann Lee", line)), (), likely_type
    )
    assert respondent.publish is Publish.NO or allowed is not Publish.NO


def test_a_type_is_the_consultations_own_where_it_lists_some() -> None:
    charity = form_respondent(form("Organisation: Kelp Trust", "Type of respondent: Charity"))
    types = ("resident", "charity or community group")
    assert with_form(Respondent(), charity, types, likely_type).type == "charity or community group"
    other = with_form(Respondent(), charity, ("resident", "council"), likely_type)
    assert other.type is None
    assert "The form gives the type as “Charity”." in charity.told(other)


def test_labels_and_answers_are_details_and_no_points() -> None:
    document = form(
        "About you", "Name: Ann Lee", "Responding as: ☒ Individual ☐ Organisation", "May we publish your response? Yes"
    )
    segments = with_details(split(document), form_respondent(document).spans, document.text)
    said = [document.text[one.start : one.end] for one in segments if one.kind is SegmentKind.POINT]
    assert said == [ARGUMENT]
    assert not any(one.kind is SegmentKind.ANSWER for one in segments)
    assert [(one.start, one.end) for one in segments] == [(one.start, one.end) for one in split(document)]
    assert any(one.reason == DETAILS for one in segments)

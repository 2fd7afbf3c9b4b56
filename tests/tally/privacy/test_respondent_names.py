"""Respondents' names: an organisation is told from a person by type and name, and what tells nothing is a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.model import WHO_FILLED_IN, Omitted, Publish, Respondent
from analysis.tally.privacy.disclosure import as_told
from analysis.tally.privacy.respondent_names import is_of_a_person
from tests.builders import make_response

ORGANISATIONS = [
    ("Northfield Council", None),
    ("Mencap", None),
    ("Age UK", None),
    ("Acme Widgets Ltd", None),
    ("National Autistic Society", None),
    ("A group of academics", "academic"),
    ("Open Letter One", "council"),
    ("Shelter Scotland", "Charity"),
    ("Age Concern", "charity or community group"),
    ("St Mary's Church of England Primary School", "other"),
    ("Ofsted", None),
    ("Living Streets", "charity"),
    ("Network Rail", "business"),
    ("Arriva Trains", "business"),
    ("Lakeside Fellowship", "charity"),
    ("Cyngor Gwynedd", "council"),
    ("Cyngor Sir Ynys Môn", "council"),
    ("Undeb Amaethwyr Cymru", "trade union"),
    ("Cyngor Cymuned Porth Gwyn", None),
]
PEOPLE = [
    ("Jane Doe", None),
    ("Mr Hussain", None),
    ("DOE, Jane", None),
    ("Jane and John Doe", None),
    ("Oluwatobi Akinyemi", None),
    ("Margaret", None),
    ("Northfield Council", "individual"),
    ("Jane Doe", "Member of the public"),
    ("Dr Priya Nair", "Academic"),
    ("Jane Smith", "Charity"),
    ("Smith, Jane", "Council"),
    ("J. A. Smith", "business"),
    ("Jane Doe", "charity or community group"),
    ("Wei Zhang", "Charity"),
    ("Katerina Papadopoulos", "business"),
    ("Uma Jolly", "business"),
    ("Femi Brown", "charity"),
    ("Tuan Banks", "council"),
    ("Hope Okafor", "charity"),
    ("Heulwen Gruffydd", "council"),
    ("Siân Llywelyn", "charity"),
]


@pytest.mark.parametrize(("name", "kind"), ORGANISATIONS)
def test_an_organisation_is_none(name: str, kind: str | None) -> None:
    assert not is_of_a_person(Respondent(name, kind, Publish.YES))


@pytest.mark.parametrize(("name", "kind"), PEOPLE)
def test_a_person_is_one(name: str, kind: str | None) -> None:
    assert is_of_a_person(Respondent(name, kind, Publish.YES))


def test_a_person_is_told_of_as_anonymous_unless_the_department_names_people() -> None:
    person = make_response(parts=["No."], who="Jane Doe", publish=Publish.YES)
    council = make_response("b.txt", parts=["No."], who="Northfield Council", publish=Publish.YES)
    assert [one.respondent.publish for one in as_told([person, council])] == [Publish.ANONYMOUS, Publish.YES]
    assert as_told([person, council], name_individuals=True) == (person, council)
    assert as_told([person, council], organisations=["jane doe"]) == (person, council)


def test_who_agreed_and_gave_no_name_is_told_of_as_anonymous() -> None:
    nameless = make_response(parts=["No."], type="council", publish=Publish.YES)
    for name_individuals in (False, True):
        (one,) = as_told([nameless], name_individuals)
        assert one.respondent.publish is Publish.ANONYMOUS


@pytest.mark.parametrize(
    ("type_name", "person", "is_told"),
    [
        ("Business", "Cai Singh", True),
        ("Business", "Eve Lune", False),
        ("Business", "Ms Eve Lune", False),
        ("Business", "E Lune", False),
        ("Business", "LUNÉ, Eva", False),
        ("Business", "Ms E.", False),
        ("Business", " ", False),
        ("Business", None, False),
        ("Resident", "Cai Singh", False),
    ],
)
def test_what_a_table_has_for_the_organisation_is_one(type_name: str, person: str | None, is_told: bool) -> None:
    name = "Eve Lune"
    made = make_response("a", ["Good."], publish=Publish.YES, type=type_name)
    respondent = replace(made.respondent, name=name)
    omitted = (Omitted(person, f"Name: {WHO_FILLED_IN}"),) if person else ()
    made = replace(made, respondent=respondent, document=replace(made.document, respondent=respondent, omitted=omitted))
    (told,) = as_told([made])
    assert (told.respondent.publish is Publish.YES) is is_told

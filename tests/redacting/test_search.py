"""Masking: contact details, personal numbers and known names are masked in every spelling, and look-alikes stay."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import PERSONAL_DETAILS, WHO_FILLED_IN, Omitted, Publish, Respondent, left_out_of
from analysis.redacting.folding import fold
from analysis.tally.passages.printable import shown
from analysis.tally.privacy.masking import masks
from tests.builders import make_response
from tests.shared import shared


def printed(text: str, who: str | None = None, publish: Publish = Publish.ANONYMOUS, words: str = "") -> str:
    response = make_response(parts=[text], who=who, publish=publish)
    return "".join(run.text for run in shown(response, 0, len(text), known_words=frozenset(words.split())))


EMAILS = """
jane.doe@example.org
JANE.DOE@EXAMPLE.ORG
jane_doe+council@mail.example.co.uk
jane (at) example (dot) org
jane [at] example [dot] org
jane{at}example.org
jane(at)example.org
jane @ example.org
jane@ example.org
jane at example dot org
jane dot doe at example dot co dot uk
jane.doe@example . org
jane@example.co.uk
jane<at>example<dot>org
jane＠example.org
jane@exam\u200bple.org
jane\u2060.doe@example.org
jane@exam\u00adple.org
j\u00a0@\u00a0example.org
**jane**@example.org
o'hara@example.org
jane%40example.org
""".strip().split("\n")
EMAILS += ["jane.doe@\nexample.org", "jane.doe\n@example.org"]

PHONES = """
07700 900123
07700900123
07700-900-123
07700–900–123
07700\u00a0900\u00a0123
07700.900.123
07700/900123
(01273) 496000
01273 496 000
020 7946 0000
020-7946-0000
(020) 7946 0000
+44 7700 900123
+447700900123
+44 (0)7700 900123
+44 (0) 20 7946 0000
(+44) 20 7946 0000
0044 7700 900123
00 44 7700 900123
+353 1 496 0000
+1 (555) 010-0123
07700  900  123
0 7 7 0 0 9 0 0 1 2 3
０７７００ ９００１２３
07700\u200b900123
+44\u20117700\u2011900123
0800 496 0000
""".strip().split("\n")
PHONES += ["07700\n900123", "07700\u2009900\u2009123"]

POSTCODES = """
BN1 1AA
bn1 1aa
Bn1 1aA
BN11AA
bn11aa
BN1  1AA
BN1\u00a01AA
BN1\u20091AA
SW1A 1AA
sw1a1aa
BN1-1AA
BN1 – 1AA
EC1A 1BB
W1A 0AX
M1 1AE
B33 8TH
CR2 6XH
NE4 7QT
""".strip().split("\n")
POSTCODES += ["BN1\n1AA"]

WEB = """
https://www.example.org/jane
http://example.org
www.janedoe.example
facebook.com/jane.doe
https://facebook.com/jane.doe
m.facebook.com/jane.doe
twitter.com/janedoe
x.com/janedoe
linkedin.com/in/jane-doe-123
instagram.com/jane.doe
janedoe.wordpress.com
@janedoe
@jane.doe
""".strip().split("\n")

NUMBERS = [
    ("My NHS number is {}.", "943 476 5919", "personal number"),
    ("Number {} on my card", "943-476-5919", "personal number"),
    ("NHS no {}", "9434765919", "personal number"),
    ("My National Insurance number is {}, I park", "QQ 12 34 56 C", "personal number"),
    ("NI {} here", "QQ123456C", "personal number"),
    ("ni {} here", "qq 12 34 56 c", "personal number"),
    ("NI {} here", "AB-12-34-56-D", "personal number"),
    ("Sort code {} for the refund.", "12-34-56", "bank details"),
    ("sort-code: {} please", "12 34 56", "bank details"),
    ("to account {} for the refund", "12345678", "bank details"),
    ("account number: {}.", "1234 5678", "bank details"),
    ("pay 12-34-56{}", "", "bank details"),
    ("Card {} was charged", "4111 1111 1111 1111", "bank details"),
    ("IBAN {} please", "GB82 WEST 1234 5698 7654 32", "bank details"),
    ("I was born on {} and", "12/03/1948", "date of birth"),
    ("DOB: {} and", "12.3.48", "date of birth"),
    ("born {} in Leeds", "12 March 1948", "date of birth"),
    ("date of birth is {}.", "12th of March 1948", "date of birth"),
    ("my birthday is {}.", "March 12th, 1948", "date of birth"),
    ("my car {} was hit", "AB12 CDE", "vehicle registration"),
    ("registration number {} was hit", "AB12CDE", "vehicle registration"),
    ("the van, {}, sped", "A123 BCD", "vehicle registration"),
    ("Mobile: {}", "7700 900123", "telephone number"),
    ("Call me on {}", "496000 123456", "telephone number"),
    ("my twitter handle is {}", "janedoe", "account"),
    ("Insta: {}", "jane.doe", "account"),
    ("I live at {}.", "3, The Beeches, Little Stow", "address"),
    ("My neighbour at {} cannot park", "14 Harrow Terrace", "address"),
    ("from {}, and", "Flat 2, 14a Mill Lane, Brighton", "address"),
    ("at {} today", "22 St John's Road", "address"),
]
NUMBERS.remove(("pay 12-34-56{}", "", "bank details"))
NUMBERS.append(("pay {} now", "12-34-56 12345678", "bank details"))

JANE = [
    "Jane Doe",
    "JANE DOE",
    "jane doe",
    "Jane  Doe",
    "Jane\u00a0Doe",
    "Jane\nDoe",
    "Jane\u200b Doe",
    "**Jane** Doe",
    "Doe, Jane",
    "DOE, Jane",
    "Doe Jane",
    "J. Doe",
    "J Doe",
    "J. M. Doe",
    "Jane M. Doe",
    "Jane Mary Doe",
    "Doe, J.",
    "Doe J.",
    "Mrs Doe",
    "Mrs. Doe",
    "Dr J. Doe",
    "Mr and Mrs Doe",
    "Doe",
    "DOE",
    "Jané Doe",
]

SPELLINGS = [
    *(("Write to {} today.", one, "e-mail address") for one in EMAILS),
    *(("Ring {} now", one, "telephone number") for one in PHONES),
    *(("I live near {} and", one, "postcode") for one in POSTCODES),
    *(("See {} for more", one, "") for one in WEB),
    *NUMBERS,
]


def test_there_are_more_spellings_than_those_that_passed() -> None:
    assert len(SPELLINGS) + len(JANE) >= 105
    assert len(STAYS) >= 40


def test_every_spelling_of_a_contact_detail_is_masked() -> None:
    wrong = []
    for frame, secret, kind in SPELLINGS:
        said = printed(frame.format(secret))
        before, after = (" ".join(part.split()) for part in frame.split("{}"))
        masked = rf"{re.escape(before)} ?\[[\w -]*{kind}[\w -]* withheld\] ?{re.escape(after)}"
        wrong += [] if re.fullmatch(masked, said) else [said]
    assert wrong == []


@pytest.mark.parametrize("publish", [Publish.YES, Publish.ANONYMOUS])
def test_how_to_reach_a_person_is_printed_of_nobody(publish: Publish) -> None:
    secrets = [*EMAILS, *PHONES, "QQ 12 34 56 C", "943 476 5919", "4111 1111 1111 1111"]
    said = [printed(f"Write to {secret} today.", publish=publish) for secret in secrets]
    assert [words for words in said if "withheld]" not in words] == []


def test_a_known_name_is_masked_in_every_form() -> None:
    said = {form: printed(f"It is said that {form} objects.", who="Jane Doe") for form in JANE}
    assert {form for form, words in said.items() if words != "It is said that [name withheld] objects."} == set()


@pytest.mark.parametrize("known", ["Doe, Jane", "Mrs Jane Doe", "Ms. Jane Doe MBE", "Jane M Doe", "Jane and John Doe"])
def test_a_name_is_known_however_the_list_writes_it(known: str) -> None:
    said = printed("We, Jane Doe, and J. Doe's neighbours, with Doe herself, object.", who=known)
    assert "Doe" not in said
    assert "Jane" not in said


def test_one_lower_case_spelling_unmasks_no_surname() -> None:
    text = printed(
        "quillington thinks so. Quillington's view is this. In the view of Quillington, it is.", "Ann Quillington"
    )
    assert "uillington" not in text


def test_a_surname_with_particles_is_known_whole() -> None:
    said = printed("As R. van der Berg and Mr van der Berg say, den Haag is far.", who="Rik van der Berg")
    assert said == "As [name withheld] and [name withheld] say, den Haag is far."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jane Young", "Young people need a bus, and young families too."),
        ("Jane Green", "The Green Party says that green space matters. Green is good."),
        ("Jane Park", "Parking near the Park Road car park is hard."),
        ("Jane Library", "The Library is shut."),
        ("Jane Doe", "A doe was seen. Doe and fawn."),
        ("Jane Hill", "Hill Street is closed, and Church Hill as well."),
        ("Will", "We will see what will come."),
        ("Anna Bel", "Annabel and anna-lise"),
        ("A parent", "As a parent I object."),
    ],
)
def test_a_word_that_is_somebodys_name_stays_a_word(name: str, text: str) -> None:
    assert printed(text, who=name, words="library") == text


@pytest.mark.parametrize(
    "text",
    [
        "The bus is late.\n\nKind regards, Joseph Okafor",
        "The bus is late.\n\nYours sincerely,\nJoseph Okafor\nChair of governors",
        "The bus is late. Many thanks, Joseph Okafor",
        "From: Joseph Okafor <jo@example.org>\nSent: today\n\nThe bus is late, says Mr Okafor.",
        'From: "Okafor, Joseph" <jo@example.org>\n\nThe bus is late, says Mr Okafor.',
        "My name is Joseph Okafor and the bus is late.",
        "I, Joseph Okafor, say that the bus is late.",
        "Response of Joseph Okafor\n\nThe bus is late, says Okafor.",
        "# Objection from Mr Joseph Okafor\n\nThe bus is late.",
        "Name: Joseph Okafor\n\nThe bus is late.",
    ],
)
def test_who_says_who_they_are_is_masked_without_any_list(text: str) -> None:
    said = printed(text)
    assert "Okafor" not in said
    assert "Joseph" not in said
    assert "bus is late" in said


@pytest.mark.parametrize("text", ["Kind regards, The Parish Council", "My name is on the list.", "Thanking you, Chair"])
def test_an_office_is_no_name(text: str) -> None:
    assert printed(text) == text


STAYS = [
    "Section 47 of the Children Act 1989",
    "regulation 3(1) and 3(2)",
    "in 2014-15 and 2015/16",
    "£12,000,000 a year",
    "£0.5 million, or 0.123456789 of it",
    "In SW1A alone there are ten",
    "the BN1 area",
    "Ref. 2014/0012345",
    "reference 0123456789",
    "ISBN 0 19 853453 1",
    "ISBN 978-0-19-853453-2",
    "doi:10.1000/182",
    "[2014] EWHC 1234 (Admin)",
    "R (Moseley) v Haringey LBC [2014] UKSC 56",
    "SI 2014/2407",
    "Cm 8697",
    "SC123456",
    "company number 01234567",
    "charity 1012345",
    "on 01/02/2014 and 03-04-2015",
    "01 02 2014 12:30",
    "between 2000 and 2014, 1200 1300 1400",
    "12 34 56 78 of them",
    "grid reference TQ 301 042",
    "the A23, the M25 and the B2066",
    "Table 2 of page 14",
    "10,000 children in 152 authorities",
    "the 3 Street Lane schemes",
    "Key Stage 2, Year 11",
    "a 20 mph limit on 5 miles of road",
    "9.30 am to 5.15 pm",
    "4 per cent, 12.5%",
    "1,234,567,890 people",
    "look at example dot point four",
    "we met at noon",
    "paragraphs 1.1 to 1.12",
    "twice as many at 3 a.m.",
    "B1 2nd floor, L2 5ft",
    "COVID-19, H1N1 and PM2.5",
    "gov.uk and nhs.uk",
    "5 * 3 * 2 = 30",
    "the account of 2014",
    "born in 1948 in Leeds",
    "a sort of code 12",
    "Q1, Q2 and Q3(b)",
    "the 1989, 2004 and 2014 Acts",
    "60 Minutes, 24 Hours in A&E",
    "Catch 22, and 101 Dalmatians",
    "12-34-56 as a score",
    "DfE-00123-2014",
    "1234 5678 9012 3456",
    "amends s118 of, and inserts s140AA into, the Equality Act",
]


def test_what_looks_like_a_contact_detail_and_is_none_stays() -> None:
    assert [printed(text, who="Jane Doe") for text in STAYS] == STAYS


# What a survey's row knows beside its text ----------------------------------------------------------------------------


def test_a_person_who_answers_for_an_organisation_is_masked_with_it() -> None:
    response = make_response(
        parts=["Jane Doe of Acme Widgets says that Doe is tired."], who="Acme Widgets Ltd", publish=Publish.ANONYMOUS
    )
    filled_in = [
        Omitted("Jane", left_out_of("First name", WHO_FILLED_IN)),
        Omitted("Doe", left_out_of("Last name", WHO_FILLED_IN)),
    ]
    response = replace(response, document=replace(response.document, omitted=tuple(filled_in)))
    runs = shown(response, 0, len(response.document.text))
    assert "".join(run.text for run in runs) == "[name withheld] of [name withheld] says that [name withheld] is tired."


def test_a_name_in_the_file_is_masked_though_the_list_calls_its_author_otherwise() -> None:
    response = make_response(parts=["So says Jane Doe."], who="Resident 12", publish=Publish.ANONYMOUS)
    response = replace(response, document=replace(response.document, respondent=Respondent("Jane Doe")))
    assert "".join(run.text for run in shown(response, 0, 17)) == "So says [name withheld]."


def test_an_address_that_a_row_gives_is_masked_where_the_text_repeats_it() -> None:
    response = make_response(parts=["We at the old mill, plot 7, object."], publish=Publish.ANONYMOUS)
    cell = Omitted("The Old Mill, plot 7", left_out_of("Address", PERSONAL_DETAILS))
    response = replace(response, document=replace(response.document, omitted=(cell,)))
    said = "".join(run.text for run in shown(response, 0, len(response.document.text)))
    assert said == "We at [address withheld], object."


# The way back ---------------------------------------------------------------------------------------------------------


odd = st.lists(
    st.sampled_from(["word", " ", "\n", "\n\n", "\u00a0", "\u200b", "ﬁ", "é", "e\u0301", "–", "**", "７", "🙂", "İ"])
)


@given(odd.map("".join))
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    offsets = [folded.source(place) for place in range(len(folded.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= at < len(text) for at in offsets)
    assert not text.isascii() or [c for c in folded.text if not c.isspace()] == [
        text[at] for at in offsets if not text[at].isspace()
    ]


@given(
    st.lists(st.sampled_from([*EMAILS[:8], *PHONES[:8], "Jane Doe", "Doe", "a bus", ". ", "\n\n"]), max_size=8).map(
        " ".join
    )
)
def test_masks_come_in_order_and_none_overlaps_another(text: str) -> None:
    response = make_response(parts=[text], who="Jane Doe", publish=Publish.ANONYMOUS)
    spans = [mask.span for mask in masks(response)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


# People who were never asked ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown_text"),
    [
        (
            "My neighbour Margaret Ellison cannot park. Mrs Ellison had a stroke.",
            "My neighbour [name withheld] cannot park. [name withheld] had a [health detail withheld].",
        ),
        ("My elderly mother, Grace Obi, waits for hours.", "My elderly mother, [name withheld], waits for hours."),
        ("My son Tom walks to school.", "My son [name withheld] walks to school."),
        ("Our neighbours on Mill Lane object.", "Our neighbours on Mill Lane object."),
        ("My friend at Age UK agrees.", "My friend at Age UK agrees."),
        ("The neighbour Council officers met.", "The neighbour Council officers met."),
        ("Councillor Priya Nair told me.", "[name of a councillor withheld] told me."),
        ("My partner Northfield Council agrees.", "My partner Northfield Council agrees."),
    ],
)
def test_whom_somebody_names_as_their_own_is_masked(text: str, shown_text: str) -> None:
    assert printed(text) == shown_text
    assert printed(text, publish=Publish.YES) == text


def test_the_shared_case_of_names_and_contacts_is_masked() -> None:
    path = shared("cases/coding/03-names-and-contacts-in-text/responses/survey.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        told = " ".join(printed(row["Comments"]) for row in csv.DictReader(stream))
    hidden = ("Ellison", "14 Harrow", "NE4", "07700", "@", "Okafor", "943 476", "QQ 12", "Beeches", "1948", "AB12")
    assert [one for one in (*hidden, "12-34-56", "12345678") if one in told] == []


def test_a_month_is_nobody_and_who_has_its_name_is() -> None:
    told = "I had trouble with an ambulance driver last June and I complained."
    assert printed(told) == told
    assert printed("My neighbour June and I complained.") == "My neighbour [name withheld] and I complained."

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import (
    CONTACT,
    EMAIL,
    PHONE,
    POSTCODE,
    WORD,
    Span,
    acknowledges,
    lines,
    normalise,
    plural,
    trim,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("children's homes", ["children's", "homes"]),
        ("children’s homes", ["children's", "homes"]),
        ("not-for-profit bodies", ["not-for-profit", "bodies"]),
        ("£3.5m, i.e. 10-15%", ["3", "5m", "i", "e", "10-15"]),
        ("**bold**_and_italic", ["bold", "and", "italic"]),
        ("— … • “ ”", []),
        ("naïve café Ελλάδα", ["naïve", "café", "ελλάδα"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("write to a.person+dfe@example.gov.uk.", ["a.person+dfe@example.gov.uk"]),
        ("<a@b.org>, *c@d.org*", ["a@b.org", "c@d.org"]),
        ("x@y@example.org", ["y@example.org"]),
        ("follow @DfE or a@localhost", []),
    ],
)
def test_e_mail_addresses(text: str, found: list[str]) -> None:
    assert [match.group() for match in EMAIL.finditer(text)] == found


@pytest.mark.parametrize(
    "number",
    ["01632 960101", "020 7946 0000", "(01632) 960 101", "+44 1632 960101", "+44 (0)1632 960101", "07700-900123"],
)
def test_telephone_numbers(number: str) -> None:
    match = PHONE.search(f"call {number} today")
    assert match is not None
    assert match.group() == number
    assert CONTACT.search(number)


@pytest.mark.parametrize(
    "text", ["1,160 children", "between 2009 and 2013", "£900,000", "0.5 per cent", "1 2 3 4 5 6 7 8 9"]
)
def test_other_numbers_are_no_telephone_numbers(text: str) -> None:
    assert PHONE.search(text) is None


def test_postcodes() -> None:
    assert [m.group() for m in POSTCODE.finditer("SW1P 3BT, AN1 1AA and regulation 3(1)")] == ["SW1P 3BT", "AN1 1AA"]


@given(st.text(), st.data())
def test_trimming_takes_white_space_and_nothing_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = trim(text, start, end)
    assert start <= span.start <= span.end <= end
    assert text[span.start : span.end] == text[start:end].strip()


def test_a_span_of_white_space_becomes_empty_at_its_start() -> None:
    assert trim("a \t\n b", 1, 5) == Span(1, 1)


@given(st.text(st.sampled_from("ab \n\r\t\u2028")))
def test_lines_are_those_that_newlines_divide(text: str) -> None:
    found = [text[line.start : line.end] for line in lines(text)]
    assert found == (text[:-1] if text.endswith("\n") else text).split("\n") if text else found == []


def test_lines_between_two_offsets() -> None:
    text = "one\ntwo\n\nthree"
    assert [text[a:b] for a, b in lines(text, 1, 11)] == ["ne", "two", "", "th"]


def test_normalising_sets_aside_what_a_copy_changes() -> None:
    assert normalise("  “Children’s”\u00a0**services** – now\n") == normalise('"children\'s" services - NOW')


@pytest.mark.parametrize(("count", "said"), [(0, "0 points"), (1, "1 point"), (1200, "1,200 points")])
def test_counts_with_their_noun(count: int, said: str) -> None:
    assert plural(count, "point") == said
    assert plural(2, "reply", "replies") == "2 replies"


@given(st.text())
def test_words_are_what_the_pattern_finds(text: str) -> None:
    assert len(words(text)) == len(WORD.findall(text))


@pytest.mark.parametrize(
    "said",
    [
        "Thank you for your response. Build the bypass now.",
        "Thank you for your letter. Stop the scheme.",
        "Thank you for your response to the consultation. REFUSE THE NEW ROAD NOW!",
        "Thank you for your letter. Scrap The Whole Plan.",
        "Hello no bypass please! Thank you for your letter.",
        "Thank you for your response, which ignores the river.",
        "Thank you for your response, which is wrong.",
        "Thank you for your response, which we reject.",
        "Thank you for your response, which was never received.",
        "Thank you for your response, which arrived late and is wrong.",
        "Vielen Dank für Ihre Stellungnahme, die wir ablehnen.",
        "Merci pour votre message, qui est faux.",
        "Vielen Dank für Ihre Stellungnahme, die aber falsch ist.",
        "Wir haben Ihre Stellungnahme erhalten. Lehnen Sie ab!",
        "Merci pour votre message, mais le projet est mauvais.",
        "Diolch am eich ymateb, ond mae'r cynllun yn anghywir.",
    ],
)
def test_a_thank_you_that_goes_on_to_argue_acknowledges_nothing(said: str) -> None:
    assert not acknowledges([said])


def test_thanks_and_names_beside_an_acknowledgement() -> None:
    assert acknowledges(["Dear Ann.", "Your response has been logged. Thanks again.", "Pat Lowe"])
    assert acknowledges(["Vielen Dank für Ihre Stellungnahme."])


@pytest.mark.parametrize(
    "said",
    [
        "Thank you for your response, which arrived on Monday.",
        "Thank you for your response, which the Council received on 3 March and will consider.",
        "Vielen Dank für Ihre Stellungnahme, die wir am 3. März erhalten haben.",
        "Vielen Dank für Ihre Nachricht, die am 03.03.2026 bei uns eingegangen ist.",
        "Merci pour votre message, qui a été transmis au service compétent.",
    ],
)
def test_a_clause_may_say_how_the_response_has_come(said: str) -> None:
    assert acknowledges([said])

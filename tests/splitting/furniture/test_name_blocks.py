"""Blocks of names around a paper, and lists of demands that look like them."""

from __future__ import annotations

import pytest

from tests.splitting.documents import kind_of, points

PROSE = "The loading bay in the lane would wake all of us, for lorries stop there long before eight in the morning."
ADDRESSEE = "Hazel Thorne\\\nAssistant Counsel, Office of the General Counsel\\\n400 Weir Avenue SW, Room 6\\\nOldbury"
FIRMS = ("Oldbury Traders", "Weir Society", "Mill Lane Cyclists", "Friends of the Bay", "Anytown Walkers Union")


def test_an_addressee_above_the_first_sentence_is_no_point() -> None:
    assert kind_of("Assistant Counsel", f"{ADDRESSEE}\n\n{PROSE}\n\n{PROSE}", "a.md") == "furniture"


def test_names_below_the_last_sentence_are_those_who_sign() -> None:
    names = "\n\n".join(f"{firm},\\\nOldbury" for firm in FIRMS)
    assert {kind_of(firm, f"{PROSE}\n\n{names}", "a.md") for firm in FIRMS} == {"furniture"}


def test_those_who_endorse_may_be_numbered() -> None:
    names = "\n\n".join(f"{n}. {firm}" for n, firm in enumerate(FIRMS, 1))
    text = f"{PROSE}\n\nThe following organisations endorse this submission:\n\n{names}"
    assert {kind_of(firm, text, "a.md") for firm in FIRMS} == {"furniture"}


def test_a_list_of_demands_is_said_by_somebody() -> None:
    text = f"{PROSE}\n\n- More buses at night\n- Lower fares for all\n- Safer crossings\n- Longer bays\n- Less noise"
    assert kind_of("More buses", text, "a.md") == "point"


def test_short_lines_without_an_address_are_no_letter_head() -> None:
    assert kind_of("Traffic", f"Noise\\\nTraffic\\\nParking Places\n\n{PROSE}", "a.md") != "furniture"


def test_a_name_in_small_letters_between_others_is_one() -> None:
    names = "\n\n".join((*FIRMS, "jo weir", *FIRMS))
    assert kind_of("jo weir", f"{PROSE}\n\n{names}\n\n{PROSE}", "a.md") == "furniture"


@pytest.mark.parametrize("said", ["I object to this,", "Please reject this plan,", "No to the bypass,"])
@pytest.mark.parametrize("above", ["", "Dear Sir,\n\n"])
@pytest.mark.parametrize("below", ["", f"{PROSE}\n\n"])
def test_a_few_words_before_a_comma_at_the_top_of_a_letter_are_said(above: str, said: str, below: str) -> None:
    assert kind_of(said, f"{above}{said}\n\n{below}Yours faithfully,\n\nAnn Lee\n") == "point"


@pytest.mark.parametrize("said", ["Please refuse the application,", "I oppose it,", "Scrap it now,"])
@pytest.mark.parametrize("below", ["Ann Lee\n\n01632 960983", "Ann Lee\nann@example.org", "Dr Ann Lee\n\nChair"])
def test_a_few_words_before_a_comma_above_a_name_are_said(said: str, below: str) -> None:
    assert kind_of(said, f"{PROSE}\n\n{said}\n\n{below}\n") == "point"


@pytest.mark.parametrize("said", ["BUILD THE CROSSING!", "Refuse The New Road!", "Save Our Library."])
def test_what_is_called_out_below_thanks_is_no_signature(said: str) -> None:
    assert kind_of(said, f"{PROSE}\n\nThank you for your time.\n\n{said}\n") == "point"


@pytest.mark.parametrize("said", ["Build a crossing at: SW1A 1AA", "Ban cars: 01632 960 144", "Stop it 07700 900 123"])
def test_what_is_asked_for_before_a_contact_is_said(said: str) -> None:
    assert kind_of(said, f"{PROSE}\n\n{said}\n") == "point"


def test_a_letter_may_greet_and_end_in_irish() -> None:
    text = f"A Chara,\n\n{PROSE}\n\nIs mise le meas,\n\nMaeve Doyle BA MRUP\n\nDirector\n\nT: +353 56 770 0000\n"
    assert points(text) == [("¶1", PROSE)]


@pytest.mark.parametrize("below", ["Free Parking\n\n20 mph Zones", "Lower fares by 10%\n\nNo more lorries"])
def test_demands_below_a_few_words_are_no_signature(below: str) -> None:
    said = " ".join(words for _, words in points(f"{PROSE}\n\nAbove all,\n\n{below}\n"))
    assert "lorries" in said
    assert "greeting" not in said


def test_a_call_above_a_letter_that_nobody_has_signed_is_no_greeting() -> None:
    assert kind_of("Above all,", f"Above all,\n\n{PROSE}\n\n{PROSE}") != "furniture"

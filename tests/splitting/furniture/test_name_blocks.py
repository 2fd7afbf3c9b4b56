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


@pytest.mark.parametrize("call", ["Is mise le meas,", "Nāku noa,", "Met vriendelijke groet,"])
def test_a_call_above_names_and_a_contact_is_a_sign_off_in_any_language(call: str) -> None:
    names = "Maeve Doyle BA MRUP\n\nDirector\n\nUnit 4, The Maltings\n\nT: +353 56 770 0000"
    assert points(f"A Chara,\n\n{PROSE}\n\n{call}\n\n{names}\n") == [("¶1", PROSE)]


@pytest.mark.parametrize("below", ["Free Parking\n\n20 mph Zones", "Lower fares by 10%\n\nNo more lorries"])
def test_demands_below_a_few_words_are_no_signature(below: str) -> None:
    said = " ".join(words for _, words in points(f"{PROSE}\n\nAbove all,\n\n{below}\n"))
    assert "lorries" in said
    assert "greeting" not in said


def test_a_call_above_a_letter_that_nobody_has_signed_is_no_greeting() -> None:
    assert kind_of("Above all,", f"Above all,\n\n{PROSE}\n\n{PROSE}") != "furniture"

"""A name alone below a letter is its signature; a few words of argument there are not."""

import pytest

from analysis.model import SegmentKind
from analysis.splitting.furniture.bare_signatures import is_persons_name
from tests.splitting.documents import checked, document

ARGUED = "I object to the new parking charges because they will close the shops in Mill Lane."


def points(end: str) -> list[str]:
    found = document(f"Dear team,\n\n{ARGUED}\n\n{end}\n".encode(), "letter.txt")
    return [found.text[s.start : s.end] for s in checked(found) if s.kind is SegmentKind.POINT]


@pytest.mark.parametrize(
    "name",
    [
        "Sue",
        "- Sue Brown",
        "— Sue",
        "Mrs S Brown x",
        "S. Brown",
        "Sue and Tom Brown",
        "Sue Brown (resident since 1981)",
    ],
)
def test_a_persons_name_is_no_point(name: str) -> None:
    assert points(name) == [ARGUED]


def test_a_sign_off_of_ones_own_is_none_either() -> None:
    assert points("Yours in hope,\nSue Brown") == [ARGUED]


@pytest.mark.parametrize("said", ["Stop it now", "Free parking", "Love the idea", "- Green Park", "Mark the bays"])
def test_few_words_of_argument_are_no_name(said: str) -> None:
    assert not is_persons_name(said)


def test_an_argument_that_ends_a_letter_stays_a_point() -> None:
    assert points("- Green Park") == [ARGUED, "Green Park"]


def test_a_name_that_answers_or_is_listed_stays() -> None:
    listed = "The speakers were these.\n\n- Ann Smith\n- Sue Brown"
    assert points(listed)[-1].endswith("Sue Brown")

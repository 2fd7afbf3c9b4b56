"""Several choices in one cell are told apart by what the cells show, also where a choice holds a comma itself."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import ColumnRole, Document, Table, TableMapping
from analysis.reading import ReadSettings, read
from analysis.reading.table.column_profile import Profile
from analysis.reading.table.joined_choices import joined_choices, split_choices

WORDS = [
    "Car",
    "Walk",
    "Bicycle",
    "Train",
    "Bus",
    "Scooter",
    "Taxi",
    "Tram",
    "Boat",
    "Horse",
    "Skates",
    "Lorry",
    "Ferry",
]
ASKED = "How do you travel? (tick all that apply)"


def profile_of(cells: Sequence[str]) -> Profile:
    profile = Profile()
    for cell in cells:
        profile.add(cell)
    return profile


def offered(rng: random.Random) -> list[str]:
    """Return three to nine choices, of which some hold commas, and some begin as another does."""
    words, options = rng.sample(WORDS, len(WORDS)), list[str]()
    for _ in range(rng.randint(3, 9)):
        word, draw = words.pop(), rng.random()
        inner = f"{word}, {words[0].lower()}s or {word.lower()}s" if draw < 0.3 else word
        options.append(f"{rng.choice(options)} and {word.lower()}" if options and draw > 0.85 else inner)
    return options


@given(st.integers(0, 10_000), st.sampled_from([",", ", ", ";"]), st.integers(40, 120))
def test_choices_are_found_as_they_were_offered(seed: int, mark: str, rows: int) -> None:
    rng = random.Random(seed)
    options = offered(rng)
    shares = [rng.uniform(0.25, 0.75) for _ in options]
    ticked = [[one for one, share in zip(options, shares, strict=True) if rng.random() < share] for _ in range(rows)]
    ticked = [cell for cell in ticked if cell]
    found = joined_choices(profile_of([mark.join(cell) for cell in ticked]))
    assert found is not None
    assert [split_choices(mark.join(cell), *found) for cell in ticked] == ticked


VIEWS, HOW = ["Agree", "Disagree", "Support", "Oppose"], ["Strongly", "Slightly", "Somewhat", "A little"]
TOWNS = ["Cardiff", "Swansea", "Newport", "Barry", "Neath"]
SINGLE = {
    "scales": [f"{view}, {how}" for view in VIEWS for how in HOW],
    "bare scales": [f"{view},{how}" for view in VIEWS for how in HOW],
    "scales and no view": ["No view", *(f"{view}, {how}" for view in VIEWS for how in HOW)],
    "places": [f"{town}, Wales" for town in TOWNS],
    "places in short": [*TOWNS, *(f"{town}, Wales" for town in TOWNS)],
    "people": [f"{name}, {first}" for name in ("Smith", "Jones", "Evans") for first in ("John", "Ann", "Mark")],
    "amounts": ["1,200", "1,500", "2,300", "10,000", "350"],
    "bands": ["Under £1,000", "£1,000 to £5,000", "Over £5,000"],
    "yes and how": ["Yes, fully", "Yes, partly", "No", "No, not at all", "Do not know"],
}


@pytest.mark.parametrize("answers", SINGLE.values(), ids=SINGLE.keys())
@pytest.mark.parametrize("rows", [20, 60, 300])
def test_a_comma_in_one_answer_parts_nothing(answers: Sequence[str], rows: int) -> None:
    rng = random.Random(rows)
    assert joined_choices(profile_of([rng.choice(answers) for _ in range(rows)])) is None


def test_prose_is_not_divided() -> None:
    cells = [f"Traffic, noise and fumes are worse, and number {n} on our street, too, is loud." for n in range(60)]
    assert joined_choices(profile_of(cells)) is None


TRAVEL = [
    "Car, van or motorcycle,Walk",
    "Walk",
    "Car, van or motorcycle",
    "Walk,Bus",
    "Car, van or motorcycle,Bus",
    "Bus",
]


def survey(mapping: TableMapping | None = None) -> tuple[Table, list[str]]:
    rows = [f'A{n},"{TRAVEL[n % 6]}",The road number {n} is loud at night.' for n in range(60)]
    content = "\n".join([f"Response ID,{ASKED},Why?", *rows]).encode()
    settings = ReadSettings(tell_tables=True, tables=(mapping,) if mapping else ())
    table, first, *_ = read(content, "survey.csv", settings)
    assert isinstance(table, Table)
    assert isinstance(first, Document)
    return table, first.text.splitlines()[1:3]


def test_each_choice_is_an_answer() -> None:
    table, answers = survey()
    assert table.columns[1].role is ColumnRole.CLOSED
    assert answers == ["Car, van or motorcycle", "Walk"]


def test_what_a_person_says_of_the_choices_counts() -> None:
    whole = TableMapping("survey.csv", choices=((ASKED, ()),))
    assert survey(whole)[1] == ["Car, van or motorcycle,Walk", ""]
    told = TableMapping("survey.csv", choices=((ASKED, ("Car, van or motorcycle,Walk", "Bus")),))
    assert survey(told)[1] == ["Car, van or motorcycle,Walk", ""]

"""The themes in one table: what is pasted becomes its rows, and its rows one change of the codebook."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.app.coding.codebook_edit import Act, Book, Change, Draft, changed
from analysis.app.coding.codebook_validation import mistakes
from analysis.app.coding.theme_table import TypedThemes, checked, table_of, table_of_change, with_pasted
from analysis.model import Codebook
from analysis.workspace import placeholder_themes
from tests.builders import CODEBOOK, FUNDING, SAFETY

BOOK = Book("base", CODEBOOK)


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("Buses\tBus services.\tbus, stop", [("Buses", "Bus services.", "bus, stop")]),
        ("Theme\tKeywords\tDefinition\nBuses\tbus\tBus services.", [("Buses", "Bus services.", "bus")]),
        ("name,definition\nBuses,Bus services.\nTrams,Tram services.", [
            ("Buses", "Bus services.", ""), ("Trams", "Tram services.", "")
        ]),
        ('Buses,"Bus services, and stops."\nTrams,Trams.', [
            ("Buses", "Bus services, and stops.", ""), ("Trams", "Trams.", "")
        ]),
        ("Buses, what they cost, and when they run\nTrams, all of them", [
            ("Buses", "what they cost, and when they run", ""), ("Trams", "all of them", "")
        ]),
        ("Buses: all of them\n\nTrams", [("Buses", "all of them", ""), ("Trams", "", "")]),
        ('Buses\t"Bus\nservices"\t"bus\nstop"', [("Buses", "Bus\nservices", "bus\nstop")]),
        ("", []),
        ("\t\t\n\t", []),
    ],
    ids=["tabs", "named columns", "CSV", "quoted", "prose", "colon", "lines in cells", "nothing", "empty cells"],
)  # fmt: skip
def test_rows_are_pasted_of_whatever_divides_their_cells(pasted: str, expected: list[tuple[str, str, str]]) -> None:
    rows = with_pasted((), pasted)
    assert [(row.name, row.definition, row.keywords) for row in rows] == expected


def test_keywords_are_divided_by_whatever_people_put_between_them() -> None:
    """“pavement; crossing” was one keyword, which stands in no text, and nothing told."""
    typed = Draft(name="Road", keywords="pavement; crossing;lorries, A614\nzebra crossing;")
    assert typed.theme.keywords == ("pavement", "crossing", "lorries", "A614", "zebra crossing")


@given(st.text(), st.text())
def test_whatever_is_pasted_no_row_is_lost_and_none_is_without_a_name(first: str, second: str) -> None:
    rows = with_pasted((Draft(name="Buses", definition="Kept."),), first)
    assert rows[0].name.casefold() == "buses"
    both = with_pasted(rows, second)
    assert [row.name.casefold() for row in both][: len(rows)] == [row.name.casefold() for row in rows]
    assert all(row.name for row in both)


def test_a_theme_that_is_pasted_twice_is_told_as_a_mistake() -> None:
    """The last of the two won in silence."""
    rows = with_pasted((), "Buses\tBus services.\nParks\tGreen space.\nbuses\tBus fares.")
    assert [(row.name, row.definition) for row in rows] == [
        ("Buses", "Bus services."),
        ("Parks", "Green space."),
        ("buses", "Bus fares."),
    ]
    _, problems = checked(TypedThemes(rows, ()), Book("", CODEBOOK), "")
    assert [field for field, _ in problems] == ["name-2"]


def test_a_theme_of_the_same_name_is_written_over_where_a_cell_says_anything() -> None:
    table = table_of(CODEBOOK)
    rows = with_pasted(table.rows, "FUNDING\tAll about money.")
    assert (rows[0].key, rows[0].name, rows[0].definition) == ("funding", "FUNDING", "All about money.")
    assert rows[0].keywords == "funding, budget, cuts"


def test_a_table_that_is_sent_as_it_is_changes_nothing() -> None:
    change, problems = checked(table_of(CODEBOOK), BOOK, "base")
    assert problems == []
    assert [theme for _, theme in changed(CODEBOOK, change)] == list(CODEBOOK.themes)


def test_rows_are_changed_added_and_retired_in_one_change() -> None:
    table = table_of(CODEBOOK)
    rows = with_pasted((replace(table.rows[0], definition="Money."),), "Buses\tBus services.\t\t\t\t\tFunding")
    change, problems = checked(replace(table, rows=rows), BOOK, "base")
    assert problems == []
    (kept, funding), (new, buses) = changed(CODEBOOK, change)
    assert (kept, funding) == ("funding", replace(FUNDING, definition="Money."))
    assert (new, buses.key, buses.parent) == ("", "buses", "funding")
    shown = table_of_change(change)
    assert shown.rows[1].parent == "Funding", "the way back to the table names the wider theme again"


def test_mistakes_are_told_at_their_fields() -> None:
    table = table_of(CODEBOOK)
    rows = (
        replace(table.rows[0], definition="", parent="Safety"),
        replace(table.rows[1], parent="Funding"),
        Draft(name="Funding", definition="Again."),
        Draft(name="Buses", definition="Buses.", parent="Trams"),
    )
    _, problems = checked(replace(table, rows=rows), BOOK, "base")
    fields = [field for field, _ in problems]
    assert fields == ["definition-0", "name-2", "parent-0", "parent-1", "parent-3"]
    assert dict(problems)["parent-3"].startswith("No theme in this table is called “Trams”")


def test_of_the_placeholders_no_row_is_left_and_what_is_written_takes_their_place() -> None:
    codebook = Codebook(placeholder_themes())
    table = table_of(codebook)
    assert (table.rows, table.examples) == ((), True)
    rows = with_pasted((), "Cost\tWhat buses cost.\nBuses\tBus services.")
    change, problems = checked(replace(table, rows=rows), Book("base", codebook), "base")
    assert problems == []
    assert [theme.name for _, theme in changed(codebook, change)] == ["Cost", "Buses"]


def test_parts_of_a_theme_that_is_retired_are_parts_of_none() -> None:
    codebook = Codebook((FUNDING, replace(SAFETY, parent="funding")))
    table = table_of(codebook)
    rows = (replace(table.rows[1], parent=""),)
    change, problems = checked(replace(table, rows=rows), Book("base", codebook), "base")
    assert problems == []
    assert [(theme.key, theme.parent) for _, theme in changed(codebook, change)] == [("safety", None)]


def test_a_keyword_that_can_be_found_nowhere_is_refused() -> None:
    change = Change(Act.ADD, (), (Draft(name="Cost", definition="What it costs.", keywords="£, &"),), "")
    assert mistakes(change, Codebook(())) == [
        ("keywords-0", "“&” cannot be found in any text: write words instead, or leave it out")
    ]

"""Exports of a few rows: choices, codes and what programs record are told though nothing comes again often."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.reading.table.sheet import tidy
from tests.reading.table.exports import text_table
from tests.reading.table.reading import documents, points, roles, segments, skipped

POOL = "The pool is the only place where my mother can exercise without pain."
BUS = "The bus takes an hour, so children would simply stop learning to swim."


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("Which facilities do you use? (Select all that apply)", ["Main pool;Sauna", "Main pool", "Café"], "closed"),
        ("How do you get here? - Selected Choice", ["Bus", "Car", "Another way, please say:"], "closed"),
        ("What is your comment about?", ["Opening hours|Lessons", "Price", "Parking"], "closed"),
        ("Which policy does your comment relate to?", ["H4", "Policy T2", "Site SA12"], "closed"),
        ("Sentiment", ["Negative", "Positive", "Neutral"], "closed"),
        ("Tile", ["Pool", "Pool", "Car park"], "closed"),
        ("Are you responding for an organisation?", ["Yes", "No", "No"], "closed"),
        ("Comment on Document ID", ["FOO-2026-0001-0001"] * 3, "leave_out"),
        ("Linked to", ["FOO-2026-0001", "FOO-2026-0002", "FOO-2026-0003"], "leave_out"),
        ("gclid", ["", "x9", ""], "leave_out"),
        ("Where do you fetch water?", ["River", "Pump", "River"], "closed"),
        ("How old is your boiler?", ["New", "Over 10 years", "Old"], "closed"),
        ("Where should it go?", ["Mill Lane", "The quay", "Nowhere"], "open"),
        ("May we contact you about this?", ["Yes", "No", "No"], "details"),
        ("Flow Status", ["Complete", "Complete", "Draft"], "leave_out"),
        ("viewingstatus", ["Unrestricted"] * 3, "leave_out"),
        ("What should be done?", ["Stop", "Ban cars", "Nothing"], "open"),
        ("Which street should be closed?", [POOL, "Mill Lane; it floods.", BUS], "open"),
    ],
)
def test_a_column_of_three_answers(header: str, values: Sequence[str], expected: str) -> None:
    rows = [["Response ID", header, "Why?"], *[[f"r{n}", value, BUS] for n, value in enumerate(values)]]
    assert roles(text_table(rows))[header] == expected


def test_the_parts_of_one_question_have_one_set_of_choices() -> None:
    heads = [["Respondent ID", "What of these?", "", ""], ["", "Hours", "Lessons", "Price"]]
    rows = [["1", "A lot", "Hardly", "Some"], ["2", "Some", "A lot", "A lot"], ["3", "Hardly", "Some", "Some"]]
    found = roles(
        text_table([[*row, "Why?" if i == 0 else BUS if i > 1 else ""] for i, row in enumerate([*heads, *rows])])
    )
    assert [role for header, role in found.items() if header.startswith("What")] == ["closed"] * 3


def test_lines_and_signs_that_a_web_form_spelt_out() -> None:
    rows = [
        ["Document ID", "Comment"],
        ["D-1", f"{POOL}<br/><br/>{BUS}"],
        ["D-2", "Fish &amp; chips &rsquo;til ten, please."],
    ]
    assert [points(found) for found in documents(text_table(rows))] == [[POOL, BUS], ["Fish & chips ’til ten, please."]]
    assert tidy("if a < b & b > c") == "if a < b & b > c"


def test_a_total_with_the_name_of_what_is_counted() -> None:
    rows = [["No.", "Do you agree?", "Why?"], *[[str(n), "Agree", f"{POOL} {n}"] for n in range(1, 5)]]
    found = text_table([*rows, ["Total", "Agree: 4", ""]])
    assert [each.name for each in skipped(found)] == ["survey.csv#row 6"]


def test_a_reason_in_german_goes_on_the_question() -> None:
    rows = [["Nr", "Sind Sie dafür?", "Begründung"], ["1", "Nein", POOL], ["2", "Ja", BUS]]
    first = documents(text_table(rows))[0]
    assert segments(first)[-1] == ("point", POOL, "Sind Sie dafür?")


def test_choices_behind_the_question_that_they_share_are_ticked() -> None:
    rows = [["Respondent", "Which do you use? Bus", "Which do you use? Tram", "Why?"],
            ["r-1", "1", "0", POOL], ["r-2", "1", "1", BUS]]  # fmt: skip
    found = [[words for kind, words, _ in segments(one) if kind == "answer"] for one in documents(text_table(rows))]
    assert found == [["Bus"], ["Bus", "Tram"]]

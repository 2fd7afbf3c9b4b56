"""Answers about consent: each with how often it is given and what it means, and kept nowhere."""

from __future__ import annotations

from dataclasses import replace

from analysis.model import ConsentAnswer, Publish
from tests.reading.table.exports import text_table
from tests.reading.table.reading import SETTINGS, table

HEADER = ["Why do you say so?", "May we publish your response?", "Do you drive?"]
ROWS = [
    ["It is fair to us all.", "Yes", "No"],
    ["It costs us too much.", "Yes", "Yes"],
    ["I have no car at all.", "Perhaps", "No"],
    ["I walk there each day.", "", "No"],
]
LOOKED_AT = replace(SETTINGS, most_rows=3)


def test_each_answer_is_told_with_its_rows_and_its_meaning() -> None:
    found = table(text_table([HEADER, *ROWS]), settings=LOOKED_AT).consents
    assert [one for one in found if one.position == 1] == [
        ConsentAnswer(1, "Yes", 2, Publish.YES),
        ConsentAnswer(1, "Perhaps", 1, None, is_clear=False),
        ConsentAnswer(1, "", 1, None),
    ]


def test_a_column_that_may_ask_for_consent_is_told_and_one_of_words_is_not() -> None:
    found = table(text_table([HEADER, *ROWS]), settings=LOOKED_AT).consents
    assert {(one.answer, one.rows) for one in found if one.position == 2} == {("No", 3), ("Yes", 1)}
    assert not [one for one in found if one.position == 0]


def test_what_respondents_say_of_consent_is_not_part_of_a_table_that_is_recorded() -> None:
    assert table(text_table([HEADER, *ROWS])).consents == ()

"""The same response in two languages side by side."""

from __future__ import annotations

from tests.reading.docx_tools import cell, table
from tests.reading.docx_tools import document as word_file
from tests.splitting.documents import points

WELSH = ("Mae'r llwybr yn rhy serth i gadeiriau olwyn.", "Rhaid cadw'r arwyddion yn ddwyieithog.")
ENGLISH = ("The path is too steep for wheelchairs.", "The signs must stay bilingual.")


def said(*rows: tuple[str, str]) -> list[str]:
    content = word_file(table(*(cell(left) + cell(right) for left, right in rows)))
    return [words for _, words in points(content, "response.docx")]


def test_each_cell_is_a_point_and_the_title_none() -> None:
    titles = ("Ymateb i'r ymgynghoriad", "Response to the consultation")
    assert said(titles, *zip(WELSH, ENGLISH, strict=True)) == [WELSH[0], ENGLISH[0], WELSH[1], ENGLISH[1]]


def test_two_columns_in_one_language_are_read_across() -> None:
    assert len(said(*zip(ENGLISH, reversed(ENGLISH), strict=True))) < len(ENGLISH) * 2

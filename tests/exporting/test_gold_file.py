"""Labelled files: what they say in each form, and what in them cannot be used, with the row and the reason."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import Workbook

from analysis.errors import UnreadableError
from analysis.exporting.gold_file import Labelled, LabelledText, labelled


def lines(*objects: object) -> bytes:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in objects).encode()


def said(found: Labelled) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.text, one.labels) for one in found.texts]


def test_json_lines_with_lists_and_with_words() -> None:
    found = labelled(
        lines(
            {"id": 1, "text": "Late.", "labels": ["Waiting; time", "Cost"], "doc": "A"},
            "",
            {"id": 2, "text": "Dear.", "labels": "Cost | waiting"},
            {"text": "Fine.", "labels": []},
        ),
        "a.jsonl",
    )
    assert said(found) == [
        ("Late.", ("Waiting; time", "Cost")),
        ("Dear.", ("Cost", "waiting")),
        ("Fine.", ()),
    ]
    assert [(one.row, one.document, one.is_blank) for one in found.texts] == [
        (1, "A", False),
        (3, None, False),
        (4, None, False),
    ]
    assert found.unread == ()


def test_rows_that_cannot_be_used_are_told_with_their_number() -> None:
    found = labelled(
        lines(
            {"id": "a", "text": "Late.", "labels": ["Cost"]},
            "{broken",
            {"text": " ", "labels": []},
            {"text": "Nobody looked.", "labels": None},
            {"text": "Odd.", "labels": [1]},
            {"id": "a", "text": "Again.", "labels": []},
            "[]",
        ),
        "a.jsonl",
    )
    assert [(one.row, one.reason.split(";")[0]) for one in found.unread] == [
        (2, "it is not a JSON object"),
        (3, "it has no “text”"),
        (4, "it has no “labels”"),
        (5, "its “labels” are neither words nor a list of words"),
        (7, "it is not a JSON object"),
    ]
    assert [(one.row, one.reason) for one in found.repeated] == [(6, "the id a stands in row 1 already")]
    assert len(found.texts) == 1


def test_a_list_of_objects_is_read_too() -> None:
    content = json.dumps([{"text": "Late.", "labels": "Cost"}], indent=1).encode("utf-8-sig")
    assert said(labelled(content, "a.json")) == [("Late.", ("Cost",))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_whatever_stands_between_its_cells(delimiter: str) -> None:
    rows = [["Text", "LABELS", "doc"], ["'=Late.", '"cost|time; cost"', "A"], ["Fine.", "", ""]]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")
    assert labelled(content, "a.csv").texts == (
        LabelledText(2, "=Late.", ("cost", "time"), "A"),
        LabelledText(3, "Fine.", (), None, is_blank=True),
    )


def test_a_workbook_with_the_labels_on_its_second_sheet() -> None:
    book, content = Workbook(), io.BytesIO()
    book.create_sheet("labels").append(["id", "text", "themes"])
    book["labels"].append([1, "Late.", "cost; time"])
    book.save(content)
    assert said(labelled(content.getvalue(), "a.xlsx")) == [("Late.", ("cost", "time"))]


def test_points_of_one_document_and_of_several() -> None:
    points = [
        {"start": 3, "end": 9, "themes": ["cost"], "also_acceptable": ["time"], "label": "1", "section": ["A"]},
        {"document": "b.txt", "label": "2", "themes": []},
        {"start": 3, "themes": []},
        {"start": 3, "end": 9},
    ]
    found = labelled(json.dumps({"document": "a.txt", "points": points}).encode(), "gold.json")
    one, other = found.points
    assert (one.document, one.span, one.labels, one.acceptable) == ("a.txt", (3, 9), ("cost",), ("time",))
    assert (other.document, other.span, other.label, other.labels) == ("b.txt", None, "2", ())
    assert [(row.row, row.reason.split(";")[0]) for row in found.unread] == [
        (3, "it has neither “start” and “end” nor a “label”"),
        (4, "it has no “themes”"),
    ]


@pytest.mark.parametrize("content", [b"name,age\nAnn,3\n", b"", b"just words", b"text\nno labels\n"])
def test_other_files_are_refused_with_what_is_wanted(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="not a labelled file; a labelled file is a table"):
        labelled(content, "a.csv")

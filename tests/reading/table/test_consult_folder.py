"""The folder layout of i-dot-ai's Consult and themefinder, in an archive and as a folder's files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from analysis.model import MONITORING, Document, EmbeddedFile, Respondent, Skipped
from analysis.reading import ReadSettings, read
from analysis.reading.consult_layout import is_consult
from analysis.reading.table import consult_folder
from tests.reading.table.reading import segments


def lines(*records: object) -> bytes:
    """Records as JSON lines."""
    return "\n".join(json.dumps(record) for record in records).encode()


MEMBERS = {
    "c1/inputs/question_part_1/question.json": json.dumps(
        {
            "question_text": "Do you agree?",
            "question_part_text": "Please explain.",
            "multi_choice_options": ["Yes", "No"],
        }
    ).encode(),
    "c1/inputs/question_part_1/responses.jsonl": lines(
        {"themefinder_id": 1, "text": "1. It helps.\n2. It is fair."},
        {"themefinder_id": 3, "text": "Not sure about it"},
    ),
    "c1/inputs/question_part_1/multi_choice.jsonl": lines({"themefinder_id": 1, "options": ["Yes"]}),
    "c1/inputs/question_part_10/question.json": b'{"question_text": "Anything else?", "question_number": 10}',
    "c1/inputs/question_part_10/responses.jsonl": lines(
        {"response_id": 1, "response": "Fund it properly"}, {"response_id": 4, "response": ""}
    ),
    "c1/inputs/respondents.jsonl": lines(
        {"themefinder_id": 1, "demographic_data": {"region": ["North", "South"], "respondent_type": ["Council"]}},
        {"themefinder_id": 4},
    ),
}
SETTINGS = ReadSettings(respondent_types=("council",))


def archive(members: Mapping[str, bytes]) -> bytes:
    """Files in a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def test_one_respondent_is_one_document() -> None:
    first, fourth, third = read(archive(MEMBERS), "data.zip", SETTINGS)
    assert isinstance(first, Document)
    assert (first.name, first.respondent) == ("data.zip#1", Respondent(type="council"))
    assert [(o.text, o.reason) for o in first.omitted] == [("North, South", f"region: {MONITORING}")]
    assert segments(first) == [
        ("question", "Do you agree? Please explain.", "Q1"),
        ("answer", "Yes", "Q1"),
        ("label", "1.", "Q1"),
        ("point", "It helps.", "Q1"),
        ("label", "2.", "Q1"),
        ("point", "It is fair.", "Q1"),
        ("question", "Anything else?", "Q10"),
        ("point", "Fund it properly", "Q10"),
    ]
    assert fourth == Skipped("data.zip#4", consult_folder.NO_ANSWERS)
    assert isinstance(third, Document)
    assert third.name == "data.zip#3"


def test_what_lies_beside_the_layout_is_accounted_for() -> None:
    more = {"c1/outputs/mapping/2026-01-01/question_part_1/themes.json": b"[]", "c1/letter.txt": b"We object."}
    results = list(read(archive({**MEMBERS, **more}), "data.zip", SETTINGS))
    assert [one.name for one in results if isinstance(one, EmbeddedFile)] == ["c1/letter.txt"]
    assert next(one.reason for one in results if isinstance(one, Skipped)) == consult_folder.ANALYSED


def test_a_folder_is_read_like_an_archive() -> None:
    assert is_consult(MEMBERS)
    assert not is_consult(["inputs/respondents.jsonl", "a/question.json", "letters/responses.jsonl"])
    assert list(consult_folder.read(MEMBERS, "data.zip", SETTINGS)) == list(
        read(archive(MEMBERS), "data.zip", SETTINGS)
    )


def test_lines_that_are_not_consults_are_told() -> None:
    part = "inputs/question_part_2"
    broken = {
        f"{part}/question.json": b"[]",
        f"{part}/responses.jsonl": lines({"themefinder_id": 5, "text": "Keep it"}, [1], {"text": "lost"}) + b"\n{",
        "inputs/respondents.jsonl": b"\xff\xfe\x00",
    }
    results = list(consult_folder.read(broken, "f", SETTINGS))
    reasons = {one.name: one.reason for one in results if isinstance(one, Skipped)}
    assert reasons[f"f#{part}/question.json"] == consult_folder.NO_QUESTION
    assert [name for name, reason in reasons.items() if reason == consult_folder.NOT_JSON] == [
        f"f#{part}/responses.jsonl#line {n}" for n in (2, 3, 4)
    ] + ["f#inputs/respondents.jsonl"]
    assert [one.text for one in results if isinstance(one, Document)] == ["Question 2\nKeep it"]

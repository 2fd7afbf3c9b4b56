"""The folder layout of i-dot-ai's Consult and themefinder: a file of answers for each question, one of respondents.

``inputs/question_part_N/`` holds question.json (question_text, question_part_text, multi_choice_options),
responses.jsonl (themefinder_id and text; response_id and response in themefinder's own data) and multi_choice.jsonl
(themefinder_id and options); ``inputs/respondents.jsonl`` has demographic_data for each themefinder_id. What one
respondent wrote in all of them is one document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.model import MONITORING, Channel, Document, Omitted, Respondent, Sending, Skipped, left_out_of
from analysis.reading.consult_layout import OUTPUT, PART, RESPONDENTS
from analysis.reading.read_settings import ReadSettings
from analysis.reading.sniff import decode
from analysis.reading.table.respondent_types import said_type
from analysis.reading.table.row_documents import NO_TYPE, Text
from analysis.reading.table.sheet import tidy

MEDIA_TYPE = "application/jsonl"

NO_ANSWERS = "no question is answered by this respondent; nothing need be done"
NOT_JSON = "the line is not as Consult writes it and was not read; export the data again"
NO_QUESTION = "question.json is missing or damaged, so the question's words are not known; export the data again"
ANALYSED = "an earlier analysis by another tool, not a response; nothing need be done"
NOT_READ = "no file that Consult's layout knows; add it by itself if it is a response"

IDS = ("themefinder_id", "response_id")
TEXTS = ("text", "response", "free_text")
TYPES = re.compile(
    r"(?:respondent|organi[sz]ation|stakeholder|responding)?[ _]?(?:type|as|capacity|category)", re.IGNORECASE
)


@dataclass(slots=True)
class _Part:
    """One question with everybody's answers, by their ids."""

    number: int
    asks: str
    written: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)


def read(members: Mapping[str, bytes], archive_name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read files laid out so, given by their paths: a document for each respondent, ``<name>#<themefinder_id>``."""
    parts_by_root: dict[str, dict[int, _Part]] = {}
    people_by_root: dict[str, dict[str, Any]] = {}
    for path in sorted(members):
        part_match, respondents_match = PART.match(path), RESPONDENTS.match(path)
        if part_match:
            root_parts = parts_by_root.setdefault(part_match["root"] or "", {})
            yield from _read_part(root_parts, part_match, members[path], f"{archive_name}#{path}")
        elif respondents_match:
            root_people = people_by_root.setdefault(respondents_match["root"] or "", {})
            yield from _read_people(root_people, members[path], f"{archive_name}#{path}")
        else:
            yield Skipped(f"{archive_name}#{path}", ANALYSED if OUTPUT.match(path) else NOT_READ)
    for root_folder, root_parts in sorted(parts_by_root.items()):
        name_prefix = archive_name if len(parts_by_root) == 1 else f"{archive_name}#{root_folder}"
        yield from _documents(
            [root_parts[part_number] for part_number in sorted(root_parts)],
            people_by_root.get(root_folder, {}),
            name_prefix,
            settings,
        )


def _read_part(
    root_parts: dict[int, _Part], part_match: re.Match[str], content: bytes, member: str
) -> Iterator[Skipped]:
    part_number = int(part_match["number"])
    question_part = root_parts.setdefault(part_number, _Part(part_number, f"Question {part_number}"))
    if part_match["file"] == "question.json":
        question = _question(content)
        question_part.asks = question or question_part.asks
        if not question:
            yield Skipped(member, NO_QUESTION)
    elif part_match["file"] == "responses.jsonl":
        written = question_part.written
        yield from _read_lines(content, member, lambda id_, line: _add_answer(written, id_, _field_text(line, TEXTS)))
    elif part_match["file"] == "multi_choice.jsonl":
        chosen = question_part.chosen
        yield from _read_lines(content, member, lambda id_, line: _add_answer(chosen, id_, line.get("options")))
    else:
        yield Skipped(member, NOT_READ)


def _question(content: bytes) -> str:
    try:
        question_json = json.loads(decode(content) or "")
    except (ValueError, RecursionError):
        return ""
    if not isinstance(question_json, dict):
        return ""
    passages = (question_json.get("question_text"), question_json.get("question_part_text"))
    return " ".join(
        " ".join(question.split()) for question in passages if isinstance(question, str) and question.strip()
    )


def _read_people(people_by_id: dict[str, Any], content: bytes, member: str) -> Iterator[Skipped]:
    def add(respondent_id: str, json_object: dict[str, Any]) -> bool:
        demographics = json_object.get("demographic_data") or {}
        people_by_id[respondent_id] = demographics
        return isinstance(demographics, dict)

    yield from _read_lines(content, member, add)


def _read_lines(content: bytes, member: str, add_line: Callable[[str, dict[str, Any]], bool]) -> Iterator[Skipped]:
    """Pass every line of a file to ``add_line``, and yield the reason for those that cannot be read."""
    decoded_text = decode(content)
    if decoded_text is None:
        yield Skipped(member, NOT_JSON)
        return
    for line_number, line_text in enumerate(decoded_text.split("\n"), 1):
        if not line_text.strip():
            continue
        try:
            json_object = json.loads(line_text)
        except (ValueError, RecursionError):
            json_object = None
        respondent_id = _field_text(json_object, IDS) if isinstance(json_object, dict) else None
        if not respondent_id or not add_line(respondent_id, json_object):
            yield Skipped(f"{member}#line {line_number}", NOT_JSON)


def _field_text(json_object: Mapping[str, Any], field_names: Sequence[str]) -> str | None:
    field_value = next(
        (json_object[field_name] for field_name in field_names if json_object.get(field_name) is not None), None
    )
    return None if isinstance(field_value, (dict, list)) or field_value is None else str(field_value)


def _add_answer(answers_by_id: dict[str, list[str]], respondent_id: str, answer_value: object) -> bool:
    """Add an answer, or the choices of one; return False where it is neither."""
    values = answer_value if isinstance(answer_value, list) else [answer_value]
    texts = [tidy(str(item)) for item in values if isinstance(item, (str, int, float))]
    answers_by_id.setdefault(respondent_id, []).extend(answer_text for answer_text in texts if answer_text)
    return len(texts) == len(values)


def _documents(
    question_parts: Sequence[_Part], people_by_id: Mapping[str, dict[str, Any]], prefix: str, settings: ReadSettings
) -> Iterator[Document | Skipped]:
    respondent_ids = dict.fromkeys(people_by_id)
    for question_part in question_parts:
        respondent_ids.update(dict.fromkeys([*question_part.chosen, *question_part.written]))
    for respondent_id in respondent_ids:
        document_text = Text()
        for question_part in question_parts:
            _write_answers(document_text, question_part, respondent_id)
        document_name = f"{prefix}#{respondent_id}"
        if not document_text.blocks:
            yield Skipped(document_name, NO_ANSWERS)
            continue
        type_name, omitted = _type_and_omitted(people_by_id.get(respondent_id, {}), settings.respondent_types)
        text, blocks = "".join(document_text.pieces), tuple(document_text.blocks)
        yield Document(
            document_name, text, blocks, omitted, MEDIA_TYPE, Respondent(type=type_name), Sending(Channel.SURVEY)
        )


def _write_answers(document_text: Text, question_part: _Part, respondent_id: str) -> None:
    chosen_options = question_part.chosen.get(respondent_id, ())
    written_answers = question_part.written.get(respondent_id, ())
    if chosen_options or written_answers:
        document_text.ask(question_part.asks, f"Q{question_part.number}")
    for chosen_option in chosen_options:
        document_text.tick(chosen_option)
    for written_answer in written_answers:
        document_text.say(written_answer)


def _type_and_omitted(demographics: Mapping[str, Any], types: Sequence[str]) -> tuple[str | None, tuple[Omitted, ...]]:
    """Return a respondent's type, where something known of them is plainly that, and the rest as omitted."""
    known_types = {type_name.casefold(): type_name for type_name in types}
    type_name, omitted = None, []
    for field_label, field_value in demographics.items():
        value_text = ", ".join(map(str, field_value)) if isinstance(field_value, list) else str(field_value)
        said = known_types.get(value_text.casefold()) or said_type(value_text, types)
        if type_name is None and TYPES.fullmatch(field_label) and (said or not known_types):
            type_name = said or value_text
        elif value_text:
            omitted.append(
                Omitted(value_text, left_out_of(field_label, NO_TYPE if TYPES.fullmatch(field_label) else MONITORING))
            )
    return type_name, tuple(omitted)

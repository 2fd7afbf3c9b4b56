"""The folder layout of i-dot-ai's Consult and themefinder: a file of answers for each question, one of respondents.

``inputs/question_part_N/`` holds question.json (question_text, question_part_text, multi_choice_options),
responses.jsonl (themefinder_id and text; response_id and response in themefinder's own data) and multi_choice.jsonl
(themefinder_id and options); ``inputs/respondents.jsonl`` has demographic_data for each themefinder_id. What one
respondent wrote in all of them is one document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.model import MONITORING, Document, Omitted, Respondent, Skipped, left_out_of
from analysis.reading.read_settings import ReadSettings
from analysis.reading.sniff import decode
from analysis.reading.table.row_documents import NO_TYPE, Text
from analysis.reading.table.sheet import tidy

PART = re.compile(r"(?:(?P<root>.*)/)?inputs/question_part_(?P<number>\d+)/(?P<file>[\w.]+)$")
RESPONDENTS = re.compile(r"(?:(?P<root>.*)/)?inputs/respondents\.jsonl$")
OUTPUT = re.compile(r"(?:.*/)?outputs/.*\.jsonl?$")

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
    said: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)


def is_consult(names: Iterable[str]) -> bool:
    """Return whether files lie as Consult's do: a question and answers in a folder for each part of the
    questionnaire."""
    files = {found["file"] for name in names if (found := PART.match(name))}
    return bool(files & {"responses.jsonl", "multi_choice.jsonl"}) and "question.json" in files


def belongs(path: str) -> bool:
    """Return whether a file is part of the layout, so that ``read`` accounts for it."""
    return bool(PART.match(path) or RESPONDENTS.match(path) or OUTPUT.match(path))


def read(members: Mapping[str, bytes], name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read files laid out so, given by their paths: a document for each respondent, ``<name>#<themefinder_id>``."""
    parts: dict[str, dict[int, _Part]] = {}
    people: dict[str, dict[str, Any]] = {}
    for path in sorted(members):
        part, respondents = PART.match(path), RESPONDENTS.match(path)
        if part:
            found = parts.setdefault(part["root"] or "", {})
            yield from _take_in(found, part, members[path], f"{name}#{path}")
        elif respondents:
            whose = people.setdefault(respondents["root"] or "", {})
            yield from _people(whose, members[path], f"{name}#{path}")
        else:
            yield Skipped(f"{name}#{path}", ANALYSED if OUTPUT.match(path) else NOT_READ)
    for root, found in sorted(parts.items()):
        prefix = name if len(parts) == 1 else f"{name}#{root}"
        yield from _documents([found[n] for n in sorted(found)], people.get(root, {}), prefix, settings)


def _take_in(parts: dict[int, _Part], at: re.Match[str], content: bytes, name: str) -> Iterator[Skipped]:
    number = int(at["number"])
    part = parts.setdefault(number, _Part(number, f"Question {number}"))
    if at["file"] == "question.json":
        asks = _question(content)
        part.asks = asks or part.asks
        if not asks:
            yield Skipped(name, NO_QUESTION)
    elif at["file"] == "responses.jsonl":
        yield from _lines(content, name, lambda who, line: _add(part.said, who, _text(line, TEXTS)))
    elif at["file"] == "multi_choice.jsonl":
        yield from _lines(content, name, lambda who, line: _add(part.chosen, who, line.get("options")))
    else:
        yield Skipped(name, NOT_READ)


def _question(content: bytes) -> str:
    try:
        found = json.loads(decode(content) or "")
    except (ValueError, RecursionError):
        return ""
    if not isinstance(found, dict):
        return ""
    words = (found.get("question_text"), found.get("question_part_text"))
    return " ".join(" ".join(text.split()) for text in words if isinstance(text, str) and text.strip())


def _people(people: dict[str, Any], content: bytes, name: str) -> Iterator[Skipped]:
    def add(who: str, line: dict[str, Any]) -> bool:
        about = line.get("demographic_data") or {}
        people[who] = about
        return isinstance(about, dict)

    yield from _lines(content, name, add)


def _lines(content: bytes, name: str, add: Callable[[str, dict[str, Any]], bool]) -> Iterator[Skipped]:
    """Take in every line of a file, and yield the reason for those that cannot be."""
    text = decode(content)
    if text is None:
        yield Skipped(name, NOT_JSON)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            found = None
        who = _text(found, IDS) if isinstance(found, dict) else None
        if not who or not add(who, found):
            yield Skipped(f"{name}#line {number}", NOT_JSON)


def _text(line: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    value = next((line[key] for key in keys if line.get(key) is not None), None)
    return None if isinstance(value, (dict, list)) or value is None else str(value)


def _add(answers: dict[str, list[str]], who: str, value: object) -> bool:
    """Keep an answer, or the choices of one; False where it is neither."""
    values = value if isinstance(value, list) else [value]
    texts = [tidy(str(one)) for one in values if isinstance(one, (str, int, float))]
    answers.setdefault(who, []).extend(text for text in texts if text)
    return len(texts) == len(values)


def _documents(
    parts: Sequence[_Part], people: Mapping[str, dict[str, Any]], prefix: str, settings: ReadSettings
) -> Iterator[Document | Skipped]:
    everybody = dict.fromkeys(people)
    for part in parts:
        everybody.update(dict.fromkeys([*part.chosen, *part.said]))
    for who in everybody:
        text = Text()
        for part in parts:
            _set_down(text, part, who)
        name = f"{prefix}#{who}"
        if not text.blocks:
            yield Skipped(name, NO_ANSWERS)
            continue
        kind, omitted = _about(people.get(who, {}), settings.respondent_types)
        yield Document(name, "".join(text.pieces), tuple(text.blocks), omitted, MEDIA_TYPE, Respondent(type=kind))


def _set_down(text: Text, part: _Part, who: str) -> None:
    chosen, said = part.chosen.get(who, ()), part.said.get(who, ())
    if chosen or said:
        text.ask(part.asks, f"Q{part.number}")
    for choice in chosen:
        text.tick(choice)
    for words in said:
        text.say(words)


def _about(about: Mapping[str, Any], types: Sequence[str]) -> tuple[str | None, tuple[Omitted, ...]]:
    """Return the type of a respondent, where one of the things known of them is plainly that, and the rest as
    omitted."""
    known = {kind.casefold(): kind for kind in types}
    kind, omitted = None, []
    for label, value in about.items():
        told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if kind is None and TYPES.fullmatch(label) and (not known or told.casefold() in known):
            kind = known.get(told.casefold(), told)
        elif told:
            omitted.append(Omitted(told, left_out_of(label, NO_TYPE if TYPES.fullmatch(label) else MONITORING)))
    return kind, tuple(omitted)

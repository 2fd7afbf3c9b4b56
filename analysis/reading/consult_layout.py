"""Where files lie in the folder layout of i-dot-ai's Consult, which ``table.consult_folder`` reads."""

from __future__ import annotations

import re
from collections.abc import Iterable

PART = re.compile(r"(?:(?P<root>.*)/)?inputs/question_part_(?P<number>\d+)/(?P<file>[\w.]+)$")
RESPONDENTS = re.compile(r"(?:(?P<root>.*)/)?inputs/respondents\.jsonl$")
OUTPUT = re.compile(r"(?:.*/)?outputs/.*\.jsonl?$")


def is_consult(member_paths: Iterable[str]) -> bool:
    """Return whether files lie as Consult's do: a question and answers in a folder for each part of the
    questionnaire."""
    file_names = {part_match["file"] for path in member_paths if (part_match := PART.match(path))}
    return bool(file_names & {"responses.jsonl", "multi_choice.jsonl"}) and "question.json" in file_names


def is_in_layout(path: str) -> bool:
    """Return whether a file is part of the layout, so that ``read`` accounts for it."""
    return bool(PART.match(path) or RESPONDENTS.match(path) or OUTPUT.match(path))

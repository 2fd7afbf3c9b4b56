"""The real submission as a draft that any format can hold, and what its points are."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from tests.shared import shared
from tests.writers.draft import Draft, Kind, Part, Scheme

SUMMARY = Scheme("Summary", (("1", "%1."),))
MAIN = Scheme("Main", (("1", "%1."), ("1", "%1.%2.")))
HEAD = "SESL and SEEC: Powers to Delegate Children's Services"
HEADINGS = ("Summary", "Main Submission", "South East Strategic Leaders", "South East England Councils")

_NUMBERED = re.compile(r"(?:- )?(\d+\.(?:\d+\.)?) (.+)")


class Expected(NamedTuple):
    """A point of the submission, with its white space collapsed and its emphasis marks gone."""

    label: str
    section: tuple[str, ...]
    words: str


def bare(text: str) -> str:
    """A text as the gold is compared: without emphasis marks, white space collapsed."""
    return " ".join(text.replace("*", "").split())


def expected() -> list[Expected]:
    """The 27 points, labelled by hand."""
    gold = json.loads(shared("gold/sesl-seec.json").read_text(encoding="utf-8"))
    text = shared(gold["document"]).read_text(encoding="utf-8")
    return [Expected(p["label"], tuple(p["section"]), bare(text[p["start"] : p["end"]])) for p in gold["points"]]


def draft(styled: bool = True) -> Draft:
    """The submission; ``styled``: its headings are headings, not bold paragraphs."""
    lines = shared("seeds/004_4def173543fe0b08.txt").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line.strip()]
    main = said.index("Main Submission")
    parts = [_part(line, i, main) for i, line in enumerate(said)]
    return Draft(tuple(parts if styled else map(_as_bold, parts)), HEAD)


def _part(line: str, at: int, main: int) -> Part:
    match = _NUMBERED.fullmatch(line)
    if match and at < main:
        return Part(Kind.ITEM, match.group(2), scheme=SUMMARY)
    if match and match.group(1).count(".") == 1:
        return Part(Kind.HEADING, match.group(2), level=2, scheme=MAIN)
    if match:
        return Part(Kind.ITEM, match.group(2), scheme=MAIN, depth=1)
    # The first lines are the title's; later, a respondent's name stands over what is said of it.
    if line in HEADINGS:
        return Part(Kind.HEADING, line, level=1)
    return Part(Kind.BULLET, line[2:]) if line.startswith("- ") else Part(Kind.PARAGRAPH, line)


def _as_bold(part: Part) -> Part:
    if part.kind is not Kind.HEADING:
        return part
    return Part(Kind.PARAGRAPH, f"**{part.text}**", scheme=part.scheme, depth=part.depth)

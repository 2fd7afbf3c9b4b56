"""Long policy prose, coded twice: the points of six submissions, with a codebook for each of their subjects.

The submissions lie beside the checkout (Digital Rights Watch, CC BY-SA). Here are the codebooks, written from the
inquiries' terms before any submission was read, and the themes that were given to each point, sometimes none. A point
is found again by its letters, not by where it stands, so that what a newer reader sets aside or divides otherwise moves
none.

It was coded twice, each time without the other's codes (``first.jsonl``, ``second.jsonl``); agreement is an upper bound
of what two strangers would reach. ``settled.jsonl`` holds what the second coder decided, with both codes, of the points
on which they differ. ``python -m benchmarks.policy_prose_data FOLDER`` writes the sheets that they work from.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.app.single_file import parts
from analysis.model import Codebook, Context, Segment, SegmentedDocument
from analysis.workspace import load_consultation
from benchmarks.data import SHARED, Labelled

FOLDER = Path(__file__).parent / "policy_prose"
DOCUMENTS = SHARED / "data" / "documents"
CODERS = ("first", "second")

ThemeSets = Mapping[str, frozenset[str]]
"""Themes by unit."""


@dataclass(frozen=True)
class Unit:
    """A point as it was when it was coded: ``words`` are its first five, ``sha256`` is of its ``letters`` letters."""

    unit: str
    codebook: str
    document: str
    page: int
    ordinal: int
    words: str
    letters: int
    sha256: str


@dataclass(frozen=True)
class FoundUnit:
    """A unit with its text, and where in its document that stands today."""

    unit: Unit
    text: str
    context: Context


class LetterIndex:
    """A text's letters alone, in lower case, and where in the text each of them stands."""

    def __init__(self, text: str) -> None:
        """Take ligatures apart, so that it does not matter how a reader gives them."""
        pairs = [
            (letter, offset)
            for offset, character in enumerate(text)
            for letter in unicodedata.normalize("NFKC", character).lower()
            if letter.isalpha()
        ]
        self.letters = "".join(letter for letter, _ in pairs)
        self._offsets = [offset for _, offset in pairs]

    def find(self, unit: Unit) -> tuple[int, int] | None:
        """Return the span of a unit's text, from its first letter to its last; None where it is nowhere."""
        beginning = LetterIndex(unit.words).letters
        first = self.letters.find(beginning)
        while first >= 0:
            last = first + unit.letters
            if fingerprint(self.letters[first:last]) == unit.sha256:
                return self._offsets[first], self._offsets[last - 1] + 1
            first = self.letters.find(beginning, first + 1)
        return None


def fingerprint(letters: str) -> str:
    """Return the first 16 digits of the SHA-256 of letters."""
    return hashlib.sha256(letters.encode("utf-8")).hexdigest()[:16]


# What is found today --------------------------------------------------------------------------------------------------


def units() -> list[Unit]:
    """Return every unit, in the order of the documents."""
    return [Unit(**row) for row in _rows("units")]


def codebooks() -> dict[str, Codebook]:
    """Return the codebooks by name."""
    return {path.stem: load_consultation(path).codebook for path in sorted(FOLDER.glob("*.toml"))}


@cache
def found_units() -> tuple[FoundUnit, ...]:
    """Return the units that the documents still hold, as they are read today."""
    by_document: dict[str, list[Unit]] = {}
    for unit in units():
        by_document.setdefault(unit.document, []).append(unit)
    return tuple(found for name, members in by_document.items() for found in _found_in(name, members))


def missing_units() -> list[Unit]:
    """Return the units that are found no more; their labels count for nothing."""
    found_names = {found.unit.unit for found in found_units()}
    return [unit for unit in units() if unit.unit not in found_names]


def _found_in(name: str, members: list[Unit]) -> Iterator[FoundUnit]:
    (part,) = (part for part in parts(DOCUMENTS / name) if isinstance(part, SegmentedDocument))
    text, segments = part.document.text, part.segmentation.segments
    index = LetterIndex(text)
    for unit in members:
        if span := index.find(unit):
            start, end = span
            place = _segment_at(segments, start)
            context = Context(name, unit.ordinal, place.section, place.question)
            yield FoundUnit(unit, text[start:end] + _tail(text[end : _segment_at(segments, end - 1).end]), context)


def _tail(rest: str) -> str:
    """Return the stops and digits that end a text whose last letter is known, of what is left of its segment."""
    has_more = any(map(str.isalpha, rest))
    return re.split(r"\s", rest)[0] if has_more else rest.rstrip()


def _segment_at(segments: tuple[Segment, ...], offset: int) -> Segment:
    return next(segment for segment in segments if segment.start <= offset < segment.end)


# The themes given to them ---------------------------------------------------------------------------------------------


def coded_by(coder: str) -> dict[str, frozenset[str]]:
    """Return what one coder gave; empty where that coder has not coded."""
    return {row["unit"]: frozenset(row["themes"]) for row in _rows(coder)}


def judgements() -> dict[str, dict[str, frozenset[str]]]:
    """Return what each coder gave each unit, as the measures of agreement take it."""
    by_coder = {coder: coded_by(coder) for coder in CODERS}
    return {
        unit.unit: {coder: themes[unit.unit] for coder, themes in by_coder.items() if unit.unit in themes}
        for unit in units()
    }


def settled() -> dict[str, frozenset[str]]:
    """Return the themes on which the two coders agree, and where they differ what the third decided.

    A unit on which they differ and nobody decided is left out.
    """
    decided = coded_by("settled")
    agreed = {
        unit: by_coder[CODERS[0]]
        for unit, by_coder in judgements().items()
        if len(by_coder) == len(CODERS) and len(set(by_coder.values())) == 1
    }
    return agreed | {unit: themes for unit, themes in decided.items() if unit not in agreed}


def labelled(themes: ThemeSets | None = None) -> Iterator[Labelled]:
    """Yield a set for each codebook, with the settled themes or with those given; units without any are left out.

    The settler's ``acceptable`` themes are neither right nor wrong.
    """
    truth = settled() if themes is None else themes
    acceptable = {row["unit"]: frozenset(row.get("acceptable", ())) for row in _rows("settled")}
    for name, codebook in codebooks().items():
        members = [found for found in found_units() if found.unit.codebook == name and found.unit.unit in truth]
        yield Labelled(
            name,
            [found.text for found in members],
            [truth[found.unit.unit] for found in members],
            [acceptable.get(found.unit.unit, frozenset()) for found in members],
            [found.context for found in members],
            codebook,
        )


# Sheets for the coders ------------------------------------------------------------------------------------------------


def write_sheets(folder: Path) -> None:
    """Write for a second coder the texts under each codebook, and for the settler those on which the two differ.

    They hold the documents' words, so the folder must be outside the repository. ``themes`` is to be filled in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in codebooks():
        members = [found for found in found_units() if found.unit.codebook == name]
        (folder / f"{name}.toml").write_bytes((FOLDER / f"{name}.toml").read_bytes())
        _write(folder / f"units-{name}.json", [_sheet_row(found) for found in members])
    given = judgements()
    if coded_by(CODERS[1]):
        differing = [found for found in found_units() if len(set(given[found.unit.unit].values())) > 1]
        rows = [_sheet_row(found) | {c: sorted(t) for c, t in given[found.unit.unit].items()} for found in differing]
        _write(folder / "differences.json", rows)


def _sheet_row(found: FoundUnit) -> dict[str, Any]:
    return {
        "unit": found.unit.unit,
        "page": found.unit.page,
        "section": found.context.sections,
        "text": " ".join(found.text.split()),
        "themes": None,
    }


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of one of the files here; none where it does not exist yet."""
    path = FOLDER / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


if __name__ == "__main__":
    write_sheets(Path(sys.argv[1]))

"""How well the blocks of a PDF file agree with those that a person saw on its rendered pages."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

from analysis.model import BlockKind, Document
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from tests.builders import SHARED

GOLD = Path(__file__).parent / "pdf-gold"
DOCUMENTS = SHARED / "data/documents"
EDGE_WORDS = 4
_LABEL = re.compile(r"(\([a-z0-9]{1,4}\)|\d{1,3}(?:\.\d+)*[.)]?)\s+")


def gold(name: str) -> dict:
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


@cache
def document(path: Path) -> Document:
    result = next(read(path.read_bytes(), path.name, ReadSettings()))
    assert isinstance(result, Document), result
    return result


def plain(text: str) -> list[str]:
    """Words without the marks that call footnotes and without the style of quotation marks."""
    text = re.sub("[⁰¹²³⁴-⁹]", "", text).translate(str.maketrans("‘’“”", "''\"\""))
    return text.split()


def expected(answer: dict) -> Counter:
    edges: Counter = Counter()
    for block in answer["blocks"]:
        edges["start", *plain(block["first"])[:EDGE_WORDS]] += 1
        edges["end", *plain(block["last"])[-EDGE_WORDS:]] += 1
    return edges


def found(result: Document, labels: set[str]) -> Counter:
    edges: Counter = Counter()
    for block in result.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        text = result.text[block.start : block.end]
        label = _LABEL.match(text)
        words = plain(text[label.end() :] if label and label.group(1) in labels else text)
        edges["start", *words[:EDGE_WORDS]] += 1
        edges["end", *words[-EDGE_WORDS:]] += 1
    return edges


def boundary_f1(name: str) -> tuple[float, Counter, Counter]:
    """F1 of the blocks' first and last four words, with those that were missed and those that were made up."""
    answer = gold(name)
    result = document(DOCUMENTS / answer["document"])
    labels = {block["label"] for block in answer["blocks"] if block["kind"] == "point"}
    want, have = expected(answer), found(result, labels)
    # A gold edge may be given with fewer words than the block has; then only those are compared.
    missed, extra = want - have, have - want
    for edge in list(missed):
        near = next((other for other in extra if _agrees(edge, other)), None)
        if near:
            missed, extra = missed - Counter([edge]), extra - Counter([near])
    common = want.total() - missed.total()
    return 2 * common / (want.total() + have.total()), missed, extra


def _agrees(edge: tuple, other: tuple) -> bool:
    if edge[0] != other[0]:
        return False
    size = len(edge) - 1
    return edge[1:] == (other[1 : size + 1] if edge[0] == "start" else other[len(other) - size :])

"""The data that the benchmarks measure on; it lies beside the checkout and is none of the project's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.model import Codebook, Context, Theme

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Labelled:
    """Texts with the themes that people gave them; ``acceptable`` themes are neither right nor wrong."""

    name: str
    texts: list[str]
    themes: list[frozenset[str]]
    acceptable: list[frozenset[str]]
    contexts: list[Context]
    codebook: Codebook


def gold(codebook: Codebook) -> Labelled:
    """The 27 points of the real submission, coded by hand."""
    answer = json.loads((SHARED / "gold" / "sesl-seec.json").read_text(encoding="utf-8"))
    text = (SHARED / answer["document"]).read_text(encoding="utf-8")
    points = answer["points"]
    return Labelled(
        "the SESL/SEEC submission",
        [text[p["start"] : p["end"]] for p in points],
        [frozenset(p["themes"]) for p in points],
        [frozenset(p["also_acceptable"]) for p in points],
        [Context("sesl-seec", i, tuple(p["section"])) for i, p in enumerate(points)],
        codebook,
    )


def key_points() -> Iterator[Labelled]:
    """56 debates of ArgKP; in each a codebook of key points, each no more than its own sentence."""
    debates: dict[str, list[dict[str, Any]]] = {}
    for line in (SHARED / "data" / "labelled" / "argkp-train-dev.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        debates.setdefault(record["doc"], []).append(record)
    for name, records in debates.items():
        wordings = sorted({label for record in records for label in record["labels"]})
        keys = {wording: f"k{n}" for n, wording in enumerate(wordings)}
        yield Labelled(
            name,
            [record["text"] for record in records],
            [frozenset(keys[label] for label in record["labels"]) for record in records],
            [frozenset()] * len(records),
            [Context(name, i) for i in range(len(records))],
            Codebook(tuple(Theme(key, wording, wording) for wording, key in keys.items())),
        )

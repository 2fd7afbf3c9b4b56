"""Records of the vocabulary as JSON, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from analysis.model import Coder, CoderKind, Coding, CodingMode, Evidence, Outcome, PointKey, Source


def encode(record: Source | Coding) -> dict[str, Any]:
    """A record as plain JSON values; sets are sorted, so that equal records give equal lines."""
    plain = asdict(record)
    if isinstance(record, Coding):
        plain["themes"] = sorted(record.themes)
        plain["evidence"] = [[e.theme, e.start, e.end, e.weight] for e in record.evidence]
    return plain


def decode_source(plain: dict[str, Any]) -> Source:
    """A source from what ``encode`` made of it."""
    return Source(plain["path"], plain["media_type"], plain["sha256"], plain["size"])


def decode_coding(plain: dict[str, Any]) -> Coding:
    """A coding from what ``encode`` made of it."""
    coder = plain["coder"]
    return Coding(
        point=PointKey(*plain["point"]),
        coder=Coder(coder["id"], CoderKind(coder["kind"]), coder["name"]),
        codebook=plain["codebook"],
        segmentation=plain["segmentation"],
        themes=frozenset(plain["themes"]),
        time=plain["time"],
        scores=tuple((theme, score) for theme, score in plain["scores"]),
        evidence=tuple(Evidence(*values) for values in plain["evidence"]),
        memo=plain["memo"],
        mode=CodingMode(plain["mode"]),
        outcome=Outcome(plain["outcome"]),
    )

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
    """A source from what ``encode`` made of it; raises ValueError, TypeError or KeyError if it did not make it."""
    return Source(plain["path"], plain["media_type"], plain["sha256"], int(plain["size"]))


def decode_coding(plain: dict[str, Any]) -> Coding:
    """A coding from what ``encode`` made of it; raises ValueError, TypeError or KeyError if it did not make it."""
    coder, (document, start, end) = plain["coder"], plain["point"]
    return Coding(
        point=PointKey(document, int(start), int(end)),
        coder=Coder(coder["id"], CoderKind(coder["kind"]), coder["name"]),
        codebook=plain["codebook"],
        segmentation=plain["segmentation"],
        themes=frozenset(plain["themes"]),
        time=plain["time"],
        scores=tuple((theme, float(score)) for theme, score in plain["scores"]),
        evidence=tuple(Evidence(theme, int(a), int(b), float(weight)) for theme, a, b, weight in plain["evidence"]),
        memo=plain["memo"],
        mode=CodingMode(plain["mode"]),
        outcome=Outcome(plain["outcome"]),
    )

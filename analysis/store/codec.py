"""Records of the vocabulary as JSON, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from analysis.model import (
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Evidence,
    Outcome,
    PointKey,
    Redivision,
    Segment,
    Segmentation,
    SegmentKind,
    Source,
)


def encode(record: Source | Coding | Redivision) -> dict[str, Any]:
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
    document, start, end = plain["point"]
    return Coding(
        point=PointKey(document, int(start), int(end)),
        coder=_coder(plain["coder"]),
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


def decode_redivision(plain: dict[str, Any]) -> Redivision:
    """A redivision from what ``encode`` made of it; raises ValueError, TypeError or KeyError if it did not make it."""
    whole = plain["segmentation"]
    segments = tuple(_segment(segment) for segment in whole["segments"])
    division = Segmentation(whole["document"], whole["coder"], segments)
    return Redivision(division, _coder(plain["coder"]), plain["text"], plain["time"], plain["memo"])


def _segment(plain: dict[str, Any]) -> Segment:
    return Segment(**{**plain, "kind": SegmentKind(plain["kind"]), "section": tuple(plain["section"])})


def _coder(plain: dict[str, Any]) -> Coder:
    return Coder(plain["id"], CoderKind(plain["kind"]), plain["name"])

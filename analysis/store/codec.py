"""The vocabulary as rows, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import RowMapping

from analysis.model import (
    Audit,
    Block,
    Codebook,
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Design,
    Document,
    DocumentPart,
    Draw,
    Evidence,
    FramePoint,
    ManualSegmentation,
    Omitted,
    Outcome,
    PersonalDataKind,
    PointKey,
    Publish,
    Redaction,
    RedactionDecision,
    Respondent,
    Segment,
    Segmentation,
    Sending,
    Skipped,
    Source,
    Table,
    Theme,
    Withdrawal,
)
from analysis.store.append import Row
from analysis.text import fingerprint


@dataclass(frozen=True, slots=True)
class _Layout:
    """All of a document but its name and text."""

    blocks: tuple[Block, ...]
    omitted: tuple[Omitted, ...]
    media_type: str
    respondent: Respondent | None
    sending: Sending | None = None
    parts: tuple[DocumentPart, ...] = ()


_LAYOUT = TypeAdapter(_Layout)
_SEGMENTS = TypeAdapter(tuple[Segment, ...])
_TABLE = TypeAdapter(Table)
_THEMES = TypeAdapter(tuple[Theme, ...])


def as_json(value: Any) -> str:
    """Return a value as JSON, always written in the same way."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# What was received ----------------------------------------------------------------------------------------------------


def source_row(source: Source) -> Row:
    """Return a source as its row."""
    return {"path": source.path, "media_type": source.media_type, "sha256": source.sha256, "size": source.size}


def source_of(row: RowMapping) -> Source:
    """Return a row as its source."""
    return Source(row["path"], row["media_type"], row["sha256"], int(row["size"]))


def document_row(source: Source, document: Document) -> Row:
    """Return a document of a source as its row; what says nothing of its sending
    and came as one file has the digest that it always had."""
    layout = _LAYOUT.dump_json(
        _Layout(
            document.blocks,
            document.omitted,
            document.media_type,
            document.respondent,
            document.sending,
            document.parts,
        ),
        exclude={name for name in ("sending", "parts") if not getattr(document, name)},
    ).decode()
    return {
        "path": source.path,
        "sha256": source.sha256,
        "name": document.name,
        "digest": fingerprint(f"{layout}\n{document.text}"),
        "text": document.text,
        "layout": layout,
    }


def document_of(row: RowMapping) -> Document:
    """Return a row as its document."""
    layout = _LAYOUT.validate_json(row["layout"])
    held = (layout.blocks, layout.omitted, layout.media_type, layout.respondent, layout.sending, layout.parts)
    return Document(row["name"], row["text"], *held)


def unread_row(source: Source, skipped: Skipped) -> Row:
    """Return what could not be read of a source, as its row."""
    return {"path": source.path, "sha256": source.sha256, "name": skipped.name, "reason": skipped.reason}


def unread_of(row: RowMapping) -> Skipped:
    """Return a row as what could not be read."""
    return Skipped(row["name"], row["reason"])


def mapping_row(source: Source, table: Table) -> Row:
    """Return how a table of a source was read, as its row."""
    return {"path": source.path, "sha256": source.sha256, "columns": _TABLE.dump_json(table).decode()}


def mapping_of(row: RowMapping) -> Table:
    """Return a row as how a table was read."""
    return _TABLE.validate_json(row["columns"])


def segmentation_row(segmentation: Segmentation, text: str, coder: Coder, memo: str = "") -> Row:
    """Return a segmentation of a text (its SHA-256) as its row."""
    return {
        "document": segmentation.document,
        "text": text,
        "coder": segmentation.coder,
        "kind": coder.kind.value,
        "name": coder.name,
        "segments": _SEGMENTS.dump_json(segmentation.segments).decode(),
        "memo": memo,
    }


def segmentation_of(row: RowMapping) -> Segmentation:
    """Return a row as its segmentation."""
    return Segmentation(row["document"], row["coder"], _SEGMENTS.validate_json(row["segments"]))


def redivision_of(row: RowMapping) -> ManualSegmentation:
    """Return a row, with the time of its record, as its segmentation by hand."""
    coder = Coder(row["coder"], CoderKind(row["kind"]), row["name"])
    return ManualSegmentation(segmentation_of(row), coder, row["text"], row["time"], row["memo"])


def respondent_row(document: str, respondent: Respondent) -> Row:
    """Return who sent a response, as its row."""
    name, kind = respondent.name, respondent.type
    return {"document": document, "name": name, "type": kind, "publish": respondent.publish.value}


def respondent_of(row: RowMapping) -> Respondent:
    """Return a row as who sent a response."""
    return Respondent(row["name"], row["type"], Publish(row["publish"]))


# What was judged ------------------------------------------------------------------------------------------------------


def codebook_row(codebook: Codebook) -> Row:
    """Return a codebook as its row."""
    return {"version": codebook.version, "themes": _THEMES.dump_json(codebook.themes).decode()}


def codebook_of(row: RowMapping) -> Codebook:
    """Return a row as its codebook."""
    return Codebook(_THEMES.validate_json(row["themes"]))


def coder_row(coder: Coder) -> Row:
    """Return a coder as its row."""
    return {"id": coder.id, "kind": coder.kind.value, "name": coder.name}


def coder_of(row: RowMapping) -> Coder:
    """Return a row as its coder."""
    return Coder(row["id"], CoderKind(row["kind"]), row["name"])


def redaction_row(redaction: Redaction) -> Row:
    """Return a decision about personal data as its row."""
    return {
        "document": redaction.document,
        "start": redaction.start,
        "end": redaction.end,
        "words": redaction.words,
        "kind": redaction.kind.value,
        "decision": redaction.decision.value,
        "who": redaction.who,
    }


def redaction_of(row: RowMapping) -> Redaction:
    """Return a row, with its record's time, as the decision about personal data."""
    kind, decision = PersonalDataKind(row["kind"]), RedactionDecision(row["decision"])
    places = (row["document"], row["start"], row["end"], row["words"])
    return Redaction(*places, kind, decision, row["who"], row["time"])


def withdrawal_row(withdrawal: Withdrawal) -> Row:
    """Return a decision about what counts as its row."""
    decision = "out" if withdrawal.is_out else "back"
    return {"document": withdrawal.document, "decision": decision, "who": withdrawal.who, "why": withdrawal.why}


def withdrawal_of(row: RowMapping) -> Withdrawal:
    """Return a row, with its record's time, as the decision about what counts; raises ValueError for another word."""
    is_out = ("back", "out").index(row["decision"]) == 1
    return Withdrawal(row["document"], is_out, row["who"], row["why"], row["time"])


def coding_row(coding: Coding) -> Row:
    """Return a coding as its row."""
    return {
        "document": coding.point.document,
        "start": coding.point.start,
        "end": coding.point.end,
        "text": coding.text_sha256 or None,
        "coder": coding.coder.id,
        "kind": coding.coder.kind.value,
        "codebook": coding.codebook,
        "segmentation": coding.segmentation,
        "themes": as_json(sorted(coding.themes)),
        "scores": as_json(_scores(coding)),
        "evidence": as_json([[e.theme, e.start, e.end, e.weight] for e in coding.evidence]),
        "memo": coding.memo,
        "mode": coding.mode.value,
        "outcome": coding.outcome.value,
        "time": coding.time,
    }


def coding_of(row: RowMapping, names: Mapping[str, str]) -> Coding:
    """Return a row as its coding; ``names`` holds the coders' names by their ids."""
    evidence = json.loads(row["evidence"])
    score_rows = json.loads(row["scores"])
    return Coding(
        point=PointKey(row["document"], int(row["start"]), int(row["end"])),
        coder=Coder(row["coder"], CoderKind(row["kind"]), names.get(row["coder"], row["coder"])),
        codebook=row["codebook"],
        segmentation=row["segmentation"],
        themes=frozenset(json.loads(row["themes"])),
        time=row["time"],
        scores=tuple((theme, float(score)) for theme, score, *_ in score_rows),
        evidence=tuple(Evidence(theme, int(a), int(b), float(weight)) for theme, a, b, weight in evidence),
        memo=row["memo"],
        mode=CodingMode(row["mode"]),
        outcome=Outcome(row["outcome"]),
        text_sha256=row["text"] or "",
        cuts=tuple((theme, float(cut[0])) for theme, _, *cut in score_rows if cut),
    )


def _scores(coding: Coding) -> list[tuple[str | float, ...]]:
    """Return each theme with its score and, where it is known, the cut; rows from before cuts were kept have none."""
    if not coding.cuts:
        return list(coding.scores)
    return [(theme, score, cut) for (theme, score), (_, cut) in zip(coding.scores, coding.cuts, strict=True)]


# What was drawn -------------------------------------------------------------------------------------------------------


def sample_row(audit: Audit) -> Row:
    """Return an audit with its last draw as the row of that draw."""
    latest_draw = audit.draws[-1]
    drawn_sizes = dict(latest_draw.sizes)
    return {
        "name": audit.name,
        "seed": audit.seed,
        "design": audit.design.value,
        "by": as_json(audit.by),
        "codebook": audit.codebook,
        "machine": audit.machine,
        "coder": latest_draw.coder.id,
        "asked": latest_draw.asked,
        "strata": as_json([[stratum, size, drawn_sizes.get(stratum, 0)] for stratum, size in audit.strata]),
    }


def frame_rows(audit: Audit) -> Iterator[Row]:
    """Yield an audit's frame as its rows."""
    points_by_document: dict[str, list[list[int | str]]] = {}
    for frame_point in audit.frame:
        points_by_document.setdefault(frame_point.point.document, []).append(
            [frame_point.point.start, frame_point.point.end, frame_point.text_sha256, frame_point.stratum]
        )
    for document, points in points_by_document.items():
        yield {"name": audit.name, "document": document, "points": as_json(points)}


def drawn_rows(audit: Audit) -> Iterator[Row]:
    """Yield the points of an audit's last draw as its rows."""
    turns_by_document: dict[str, list[list[int]]] = {}
    for turn, point in enumerate(audit.draws[-1].points, 1):
        turns_by_document.setdefault(point.document, []).append([point.start, point.end, turn])
    for document, points in turns_by_document.items():
        yield {"name": audit.name, "draw": len(audit.draws), "document": document, "points": as_json(points)}


def frame_of(row: RowMapping) -> list[FramePoint]:
    """Return a row as its points of a frame."""
    point_rows = json.loads(row["points"])
    return [
        FramePoint(PointKey(row["document"], int(a), int(b)), text_sha256, stratum)
        for a, b, text_sha256, stratum in point_rows
    ]


def drawn_of(row: RowMapping) -> list[tuple[int, PointKey]]:
    """Return a row as its points that were drawn, each with its turn."""
    return [(int(turn), PointKey(row["document"], int(a), int(b))) for a, b, turn in json.loads(row["points"])]


def draw_of(row: RowMapping, coder: Coder, points: Sequence[PointKey]) -> Draw:
    """Return a row of a draw, with the time of its record, as that draw."""
    draw_sizes = tuple((stratum, int(drawn)) for stratum, _, drawn in json.loads(row["strata"]))
    return Draw(coder, row["time"], int(row["asked"]), draw_sizes, tuple(points))


def audit_of(row: RowMapping, frame: Sequence[FramePoint], draws: Sequence[Draw]) -> Audit:
    """Return the row of an audit's first draw as that audit, as far as that row and what is given tell of it."""
    return Audit(
        name=row["name"],
        seed=int(row["seed"]),
        design=Design(row["design"]),
        by=tuple(json.loads(row["by"])),
        codebook=row["codebook"],
        machine=row["machine"],
        strata=tuple((stratum, int(size)) for stratum, size, _ in json.loads(row["strata"])),
        frame=tuple(frame),
        draws=tuple(draws),
    )


def seen_row(coder: str, document: str, points: Sequence[tuple[PointKey, str]]) -> Row:
    """Return the points of a document, with the SHA-256 of their words, that a person was shown, as a row."""
    return {"coder": coder, "document": document, "points": as_json([[p.start, p.end, text] for p, text in points])}


def seen_of(row: RowMapping) -> list[tuple[PointKey, str]]:
    """Return a row as the points that a person was shown, with the SHA-256 of their words."""
    return [(PointKey(row["document"], int(a), int(b)), text_sha256) for a, b, text_sha256 in json.loads(row["points"])]

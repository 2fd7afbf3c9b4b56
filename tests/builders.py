"""Small real things to test with: documents, responses, codings and whole workspaces, built in a line each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.model import (
    Codebook,
    Coder,
    CoderKind,
    Coding,
    CodingMode,
    Consultation,
    Document,
    Evidence,
    Outcome,
    PointKey,
    Publish,
    Question,
    Respondent,
    Response,
    SameLetter,
    Segment,
    Segmentation,
    SegmentKind,
    Source,
    Theme,
)
from analysis.text import Span

ROOT = Path(__file__).resolve().parents[1]
RESPONSES = ROOT / "responses"
SHARED = ROOT.parent / "shared"

NOON = "2026-03-01T12:00:00+00:00"
MACHINE = Coder("m1", CoderKind.MACHINE, "machine")

FUNDING = Theme("funding", "Funding", "Money: budgets, cuts and costs.", keywords=("funding", "budget", "cuts"))
SAFETY = Theme("safety", "Safety", "Inspection, safeguards and risk.", keywords=("inspection", "safeguard", "risk"))
CODEBOOK = Codebook((FUNDING, SAFETY))

CONSULTATION = """
[consultation]
title = "Library opening hours"
organisation = "A borough council"
respondent_types = ["resident", "council", "charity"]

[[question]]
key = "Q1"
text = "Should libraries open on Sundays, and who should pay for it?"

[[theme]]
key = "funding"
name = "Funding"
definition = "Money: budgets, cuts and costs."
keywords = ["funding", "budget", "cuts", "cost", "money"]

[[theme]]
key = "access"
name = "Access"
definition = "Whether people can reach and use the library."
keywords = ["opening hours", "bus", "access", "wheelchair", "evening"]
"""
"""A consultation.toml of two themes, small enough to count by hand what it finds."""

LETTER = """To the borough council

1. Sunday opening will cost money that the library budget does not have after five years of cuts.

2. Without a Sunday bus, longer opening hours help nobody who needs a wheelchair to get there.

3. I have used the library for forty years.
"""

PAGE = """<!doctype html><html><body><h1>Response of the friends of the library</h1>
<p>Evening opening hours would let working people use the library.</p>
<p>The budget could be found by charging for meeting rooms.</p></body></html>
"""

NOTES = """# Our view

1. Cuts to the budget have gone far enough.
2. Access by wheelchair is still impossible at two branches.
"""


class Clock:
    """A clock that moves on by a minute whenever it is read, so that every time told is another."""

    def __init__(self, hour: int = 12) -> None:
        self.read = 60 * hour

    def __call__(self) -> str:
        self.read += 1
        return f"2026-03-01T{self.read // 60:02}:{self.read % 60:02}:00+00:00"


def make_workspace(
    root: Path, files: Mapping[str, str | bytes] | None = None, consultation: str = CONSULTATION, respondents: str = ""
) -> Path:
    """A folder with a consultation and these response documents, by their path inside responses/."""
    (root / "responses").mkdir(parents=True, exist_ok=True)
    (root / "responses/consultation.toml").write_text(consultation, encoding="utf-8")
    if respondents:
        (root / "responses/respondents.csv").write_text(respondents, encoding="utf-8")
    for name, content in (files or {}).items():
        path = root / "responses" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def same_letter(*responses: Response) -> SameLetter:
    """These responses as a set of the same letter, every point of them its own."""
    documents = tuple(response.document.name for response in responses)
    points = frozenset(point.key for response in responses for point in response.points)
    return SameLetter(documents, points=points, identical=documents)


Parts = Sequence[tuple[SegmentKind, str] | str]


def make_response(
    name: str = "a.txt",
    parts: Parts = (),
    *,
    who: str | None = None,
    type: str | None = None,
    publish: Publish = Publish.YES,
    question: str | None = None,
) -> Response:
    """A response of these parts with a blank line between them; a plain string is a point."""
    text, segments, points = "", [], 0
    for part in parts:
        kind, words = (SegmentKind.POINT, part) if isinstance(part, str) else part
        if text:
            segments.append(Segment(SegmentKind.GAP, len(text), len(text) + 2))
            text += "\n\n"
        points += kind is SegmentKind.POINT
        label = f"¶{points}" if kind is SegmentKind.POINT else None
        asked = question if kind is SegmentKind.POINT else None
        segments.append(Segment(kind, len(text), len(text) + len(words), label=label, question=asked))
        text += words
    segmentation = Segmentation(name, "splitter-test", tuple(segments))
    return Response(name, Respondent(who, type, publish), Document(name, text), segmentation)


def make_coding(
    point: PointKey,
    themes: Iterable[str] = (),
    *,
    by: Coder = MACHINE,
    scores: Mapping[str, float] | None = None,
    cut: float | None = 0.5,
    evidence: Sequence[Evidence] = (),
    outcome: Outcome = Outcome.CODED,
) -> Coding:
    """One coder's themes for a point."""
    modes = {CoderKind.MACHINE: CodingMode.MACHINE, CoderKind.HUMAN: CodingMode.ASSISTED}
    return Coding(
        point=point,
        coder=by,
        codebook="c1",
        segmentation="splitter-test",
        themes=frozenset(themes),
        time=NOON,
        scores=tuple((scores or {}).items()),
        evidence=tuple(evidence),
        mode=modes.get(by.kind, CodingMode.ADJUDICATION),
        outcome=outcome,
        cuts=() if cut is None else tuple((theme, cut) for theme in scores or ()),
    )


def person(name: str, kind: CoderKind = CoderKind.HUMAN) -> Coder:
    """A human coder, or an adjudicator."""
    return Coder(name, kind, name.title())


def make_source(path: str, content: bytes = b"x") -> Source:
    """A source without a file behind it."""
    return Source(path, "text/plain", hashlib.sha256(content).hexdigest(), len(content))


def make_consultation(
    codebook: Codebook = CODEBOOK, questions: Sequence[str] = (), types: Sequence[str] = ()
) -> Consultation:
    """A consultation that asked these questions of these types of respondent."""
    asked = tuple(Question(key, f"What about {key}?") for key in questions)
    return Consultation("Library opening hours", codebook, questions=asked, respondent_types=tuple(types))


def with_segments(response: Response, change: Callable[[list[Segment]], object]) -> Response:
    """The same response after somebody tampered with its list of segments."""
    segments = list(response.segmentation.segments)
    change(segments)
    return replace(response, segmentation=replace(response.segmentation, segments=tuple(segments)))


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentences as a child would find them: each ends with a full stop, question or exclamation mark."""
    return [
        Span(start + match.start(), start + match.end())
        for match in re.finditer(r"[^\s.?!][^.?!]*[.?!]*", text[start:end])
    ]


def published(root: Path) -> str:
    """Everything that a report says: its page and those of its annex, one after the other."""
    reports = root / "reports"
    pages = [reports / "report.html", *sorted((reports / "annex").glob("*.html"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)

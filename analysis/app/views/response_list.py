"""Responses as people read them: the list of them, and one whole text with its points and what they were coded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analysis.app.audit.hidden_points import hidden_points
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import as_machine
from analysis.app.ingest.originals import has_pictures
from analysis.app.snapshot.current import Current
from analysis.auditing import reanchor, resolve, translator
from analysis.errors import UnreadableError
from analysis.model import (
    Coder,
    CoderKind,
    Coding,
    Omitted,
    Point,
    PointKey,
    ResolvedCoding,
    Respondent,
    Response,
    Segment,
    SegmentKind,
    Skipped,
    Source,
)
from analysis.tally.emphasis_marks import pairs_of_marks
from analysis.tally.printable import tags
from analysis.tally.report import Run, Tag
from analysis.text import Span, fingerprint

A_PAGE = 50
"""Responses on one page of the list."""

NO_RESPONSE = "there is no such response any more; the list of responses shows those that are there"


# The list -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ResponseFilter:
    """A filter of responses: by words of the name, type, and kind of consent."""

    find: str = ""
    type: str = ""
    publish: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One response in the list; ``number`` is that in the report, ``copies`` an earlier one that says the same."""

    number: str
    document: str
    source: str
    respondent: Respondent
    points: int
    copies: str = ""
    is_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list, of so many; ``types`` are those that respondents have, ``skipped`` what could not be read."""

    rows: tuple[ResponseRow, ...]
    found: int
    total: int
    page: int
    pages: int
    types: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def listing(current: Current, wanted: ResponseFilter) -> Listing:
    """One page of the responses that somebody looks for, in the order of the report."""
    intake = current.intake()
    numbered = [(f"R{n}", response) for n, response in enumerate(intake.responses, 1)]
    found = [(number, response) for number, response in numbered if _fits(response, wanted)]
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(1, wanted.page), pages)
    firsts, hands = current.first_letters(), current.divided_by_hand()
    rows = (
        ResponseRow(
            number=number,
            document=response.document.name,
            source=response.source,
            respondent=response.respondent,
            points=sum(1 for _ in response.points),
            copies=firsts.get(response.document.name, ""),
            is_by_hand=response.document.name in hands,
        )
        for number, response in found[(page - 1) * A_PAGE : page * A_PAGE]
    )
    present = {response.respondent.type for response in intake.responses if response.respondent.type}
    types = tuple(dict.fromkeys([*(t for t in intake.consultation.respondent_types if t in present), *sorted(present)]))
    return Listing(tuple(rows), len(found), len(numbered), page, pages, types, _missed(intake.skipped))


def _missed(skipped: Sequence[Skipped]) -> tuple[Skipped, ...]:
    """Return what could not be read and should have been."""
    return tuple(skip for skip in skipped if not skip.is_harmless)


def _fits(response: Response, wanted: ResponseFilter) -> bool:
    who = response.respondent
    words = f"{response.document.name} {who.name or ''}".casefold()
    return (
        all(word in words for word in wanted.find.casefold().split())
        and wanted.type in ("", who.type)
        and wanted.publish in ("", who.publish)
    )


# One response ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextPiece:
    """One segment as it is shown: ``runs`` are its words, ``label`` its author's number or ours.

    Of a point: ``themes`` and ``nearly`` (not given, in doubt), who coded it (``machine``, ``human``, ``adjudicator``,
    or nobody) and their id, whether people disagree, and themes that were redefined since; nothing of that where it
    ``is_hidden``, because it was drawn for a blind audit that is not scored.
    """

    kind: SegmentKind
    start: int
    end: int
    runs: tuple[Run, ...]
    label: str | None = None
    level: int = 0
    page: int | None = None
    reason: str | None = None
    confidence: float = 1.0
    themes: tuple[Tag, ...] = ()
    coded_by: str | None = None
    coder: str = ""
    disputed: bool = False
    stale: tuple[str, ...] = ()
    is_hidden: bool = False

    @property
    def place(self) -> str:
        """Return where it stands, as an address says it."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class ResponseText:
    """One response, whole; ``before`` and ``after`` are its neighbours in the list.

    ``copies`` says the same, or nearly; ``same_as`` is another file of the very same bytes. ``differs_from_machine``:
    people have divided it otherwise than the machine does.
    """

    number: str
    document: str
    source: str
    media_type: str
    respondent: Respondent
    types: tuple[str, ...]
    pieces: tuple[TextPiece, ...]
    points: int
    omitted: tuple[Omitted, ...]
    copies: str
    is_by_hand: bool
    has_pictures: bool = False
    same_as: str = ""
    differs_from_machine: bool = False
    before: str = ""
    after: str = ""

    def told(self, who: Coder) -> tuple[PointKey, ...]:
        """Return the points of which this shows somebody how another person has coded them."""
        machine = CoderKind.MACHINE.value
        others = (one for one in self.pieces if one.coded_by not in (None, machine) and one.coder != who.id)
        return tuple(PointKey(self.document, piece.start, piece.end) for piece in others)


def whole(desk: AppContext, current: Current, document: str) -> ResponseText:
    """One response as it is divided and coded now; raises UnreadableError where there is none of that name."""
    intake = current.intake()
    names = [response.document.name for response in intake.responses]
    response = current.response(document)
    if response is None:
        raise UnreadableError(document, NO_RESPONSE)
    at = names.index(document)
    themes = intake.consultation.codebook.names
    settled = settled_in(desk, current, response)
    pieces = tuple(_pieces(response, settled, themes, hidden_points(desk, current)))
    is_by_hand = document in current.divided_by_hand()
    return ResponseText(
        number=f"R{at + 1}",
        document=document,
        source=response.source,
        media_type=response.document.media_type,
        respondent=response.respondent,
        types=intake.consultation.respondent_types,
        pieces=pieces,
        points=sum(piece.kind is SegmentKind.POINT for piece in pieces),
        omitted=response.document.omitted,
        copies=current.first_letters().get(document, ""),
        is_by_hand=is_by_hand,
        has_pictures=has_pictures(response),
        same_as=_same_file(intake.sources, response.source) if response.source == document else "",
        differs_from_machine=is_by_hand and as_machine(desk, document).segments != response.segmentation.segments,
        before=names[at - 1] if at else "",
        after=names[at + 1] if at + 1 < len(names) else "",
    )


def _same_file(sources: Iterable[Source], path: str) -> str:
    """Return the first other file of the same bytes; empty where there is none."""
    sums = {source.path: source.sha256 for source in sources}
    return next((other for other, sha256 in sums.items() if sha256 == sums[path] and other != path), "")


def settled_in(desk: AppContext, current: Current, response: Response) -> dict[Point, ResolvedCoding]:
    """Return what counts of each point of a response: what people say, else what the machine said when it coded
    last."""
    points = {point.key: point for point in response.points}
    words = {key: fingerprint(response.text_of(key)) for key in points}
    codings = desk.store.codings_in(response.document.name)
    own = [coding for coding in codings if _is_machines(coding, words.get(coding.point, ""))]
    last = max(own, key=lambda coding: coding.time, default=None)
    # A point that the last machine coder has not seen, as it was divided otherwise then, has an earlier one's coding.
    newest = {coding.point: coding for coding in sorted(own, key=lambda coding: coding.time)}
    machine = [replace(coding, coder=last.coder) for coding in newest.values()] if last else []
    people = [coding for coding in codings if not coding.coder.is_machine]
    reading = translator(desk.store.codebooks(), current.intake().consultation.codebook)
    found = resolve([*machine, *reanchor(people, words).codings], last.coder.id if last else "", reading)
    return {points[key]: choice for key, choice in found.items() if key in points}


def _is_machines(coding: Coding, text: str) -> bool:
    return coding.coder.is_machine and coding.text_sha256 == text


def _pieces(
    response: Response, settled: dict[Point, ResolvedCoding], themes: dict[str, str], hidden: Collection[PointKey]
) -> Iterator[TextPiece]:
    """Yield every segment that has words of its own; a point's own number is its label."""
    by_place = {(point.start, point.end): choice for point, choice in settled.items() if point.key not in hidden}
    kept = {(point.start, point.end) for point in response.points if point.key in hidden}
    for segment in response.segmentation.segments:
        if segment.kind in (SegmentKind.GAP, SegmentKind.LABEL):
            continue
        place, is_point = (segment.start, segment.end), segment.kind is SegmentKind.POINT
        piece = _piece(response.document.text, segment, by_place.get(place) if is_point else None, themes)
        yield replace(piece, is_hidden=is_point and place in kept)


def _piece(text: str, segment: Segment, choice: ResolvedCoding | None, themes: dict[str, str]) -> TextPiece:
    coding = choice.coding if choice else None
    evidence = (
        [Span(e.start, e.end) for e in coding.evidence if e.theme in coding.themes and e.weight > 0] if coding else []
    )
    return TextPiece(
        kind=segment.kind,
        start=segment.start,
        end=segment.end,
        runs=runs(text, segment.start, segment.end, evidence),
        label=segment.label,
        level=len(segment.section),
        page=segment.page,
        reason=segment.reason,
        confidence=segment.confidence,
        themes=tags(coding, themes),
        coded_by=coding.coder.kind.value if coding else None,
        coder=coding.coder.id if coding else "",
        disputed=choice.disputed if choice else False,
        stale=tuple(name for key, name in themes.items() if choice and key in choice.stale),
    )


def runs(text: str, start: int, end: int, marked: Iterable[Span] = ()) -> tuple[Run, ...]:
    """Return a span of a document's text in styles, with nothing withheld: emphasis is bold, evidence is marked."""
    pairs = [
        (opening, closing) for opening, closing in pairs_of_marks(text) if opening.start < end and closing.end > start
    ]
    signs = [sign for pair in pairs for sign in pair]
    strong = [Span(o.end, c.start) for o, c in pairs if o.end - o.start > 1]
    evidence = list(marked)
    inside = {at for span in (*signs, *strong, *evidence) for at in span if start < at < end}
    return tuple(
        Run(text[a:b], _within(a, b, strong), _within(a, b, evidence))
        for a, b in pairwise(sorted({start, end, *inside}))
        if not _within(a, b, signs)
    )


def _within(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)

"""Response views: the list of responses, and one whole text with its points and their codings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.ingest.ingest import machine_segmentation
from analysis.app.ingest.message_groupings import message_of
from analysis.app.ingest.originals import has_pictures
from analysis.app.refusals import undecided_refusals
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.use_case_results import several_letters
from analysis.auditing import reanchor, resolve
from analysis.model import (
    Coder,
    CoderKind,
    Document,
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
    Withdrawal,
    place_in_words,
    response_label,
)
from analysis.reading import TABLES
from analysis.tally.passages.citations import citations
from analysis.tally.passages.printable import evidence_spans, runs, tags
from analysis.tally.passages.refs import Run
from analysis.tally.report import Tag
from analysis.text import fingerprint

A_PAGE = 50
"""Responses on one page of the list."""

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
    """A page of the list, of so many; ``types`` are those that respondents have, ``skipped`` what could not be read,
    ``taken_out`` what does not count because somebody says so, and ``labels`` what reports call that."""

    rows: tuple[ResponseRow, ...]
    found: int
    total: int
    page: int
    pages: int
    types: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    taken_out: tuple[Withdrawal, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def list_responses(snapshot: Snapshot, response_filter: ResponseFilter) -> Listing:
    """Return a page of the responses that somebody looks for, in the order of the report."""
    corpus = snapshot.corpus
    matches = _matches(corpus, response_filter)
    page_count = max(1, -(-len(matches) // A_PAGE))
    page_number = min(max(1, response_filter.page), page_count)
    shown = matches[(page_number - 1) * A_PAGE : page_number * A_PAGE]
    rows = (
        ResponseRow(
            number=corpus.labels[response.document.name],
            document=response.document.name,
            source=response.source,
            respondent=response.respondent,
            points=sum(1 for _ in response.points),
            copies=snapshot.first_letters.get(response.document.name, ""),
            is_by_hand=response.document.name in snapshot.divided_by_hand,
        )
        for place in shown
        for response in (corpus.responses[place],)
    )
    missed = tuple(skip for skip in corpus.skipped if not skip.is_harmless)
    return Listing(
        tuple(rows),
        len(matches),
        len(corpus.responses),
        page_number,
        page_count,
        corpus.types_present,
        missed,
        corpus.taken_out,
        {name: response_label(number) for name, number in corpus.given if corpus.taken_out},
    )


def _matches(corpus: Corpus, response_filter: ResponseFilter) -> Sequence[int]:
    """Return the places of the responses that somebody looks for, in order."""
    places: Iterable[int] = range(len(corpus.responses))
    if response_filter.type:
        places = [place for place in places if corpus.responses[place].respondent.type == response_filter.type]
    if response_filter.publish:
        places = [place for place in places if corpus.responses[place].respondent.publish == response_filter.publish]
    for word in response_filter.find.casefold().split():
        places = [place for place in places if word in corpus.folded_names[place]]
    return tuple(places) if not isinstance(places, range) else places


# One response ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextPiece:
    """One segment as it is shown: ``runs`` are its words, ``label`` its author's number or ours.
    ``citation`` is what a point is called.

    Of a point: ``themes`` and ``nearly`` (not given, in doubt), who coded it (``machine``, ``human``, ``adjudicator``,
    or nobody) and their id, whether people disagree, why it is for a person, and themes that were redefined since;
    nothing of that where it ``is_hidden``, because it was drawn for a blind audit that is not scored.
    """

    kind: SegmentKind
    start: int
    end: int
    runs: tuple[Run, ...]
    label: str | None = None
    citation: str = ""
    level: int = 0
    page: int | None = None
    file: str | None = None
    reason: str | None = None
    confidence: float = 1.0
    themes: tuple[Tag, ...] = ()
    coded_by: str | None = None
    coder: str = ""
    disputed: bool = False
    for_person: str = ""
    stale: tuple[str, ...] = ()
    is_hidden: bool = False

    @property
    def leaf(self) -> str:
        """Return the file and page that it stands on, in words."""
        return place_in_words(self.file, self.page)

    @property
    def place(self) -> str:
        """Return its place as an address writes it, such as "20-116"."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class ResponseText:
    """One response, whole; ``before`` and ``after`` are its neighbours in the list.

    ``copies`` says the same, or nearly; ``same_as`` is another file of the very same bytes. ``differs_from_machine``:
    people have divided it otherwise than the machine does. ``message`` is the message that it came in with others:
    ``files``, which are one response with it, or the responses ``apart``.
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
    letters: str = ""
    refusal: str = ""
    same_as: str = ""
    differs_from_machine: bool = False
    before: str = ""
    after: str = ""
    message: str = ""
    files: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def is_row(self) -> bool:
        """Return whether it is a row of a table, of which somebody may say anew what the columns are."""
        return self.media_type in TABLES and self.source != self.document

    def told(self, reader: Coder) -> tuple[PointKey, ...]:
        """Return the points of which this shows somebody how another person has coded them."""
        machine = CoderKind.MACHINE.value
        others_pieces = (one for one in self.pieces if one.coded_by not in (None, machine) and one.coder != reader.id)
        return tuple(PointKey(self.document, piece.start, piece.end) for piece in others_pieces)


def read_response(app: AppContext, snapshot: Snapshot, document: str) -> ResponseText:
    """Return one response as it is divided and coded now; raises UnreadableError where there is none of that name."""
    corpus, response = snapshot.corpus, snapshot.response(document)
    position = corpus.response_places[document]
    before, after = (
        corpus.responses[place : place + 1] if place >= 0 else () for place in (position - 1, position + 1)
    )
    resolved_codings = resolve_response(snapshot, response)
    hidden_points, names = snapshot.hidden.points, snapshot.codebook.names
    text_pieces = tuple(_pieces(response, resolved_codings, names, hidden_points, corpus.numbers[document]))
    is_by_hand = document in snapshot.divided_by_hand
    return ResponseText(
        number=corpus.labels[document],
        document=document,
        source=response.source,
        media_type=response.document.media_type,
        respondent=response.respondent,
        types=corpus.consultation.respondent_types,
        pieces=text_pieces,
        points=sum(text_piece.kind is SegmentKind.POINT for text_piece in text_pieces),
        omitted=response.document.omitted,
        copies=snapshot.first_letters.get(document, ""),
        is_by_hand=is_by_hand,
        has_pictures=has_pictures(response),
        letters=several_letters(response.segmentation.letters),
        refusal="".join(
            one.asking for one in undecided_refusals([(response.source, response.document)], corpus.known.keys())
        ),
        same_as=_same_file(corpus.sources, response.source) if response.source == document else "",
        differs_from_machine=is_by_hand
        and machine_segmentation(app, document).segments != response.segmentation.segments,
        message=message_of(response.document),
        files=tuple(part.title for part in response.document.parts),
        apart=_apart(response.document, corpus.numbers),
        before="".join(neighbour.document.name for neighbour in before),
        after="".join(neighbour.document.name for neighbour in after),
    )


def _apart(document: Document, document_names: Iterable[str]) -> tuple[str, ...]:
    """Return the other responses that came in the message of a response which is but one of its files."""
    message = message_of(document)
    if not message or document.parts:
        return ()
    others = (name for name in document_names if name != document.name)
    return tuple(name for name in others if name == message or name.rpartition("#")[0] == message)


def _same_file(sources: Iterable[Source], source_path: str) -> str:
    """Return the first other file of the same bytes; empty where there is none."""
    digests = {source.path: source.sha256 for source in sources}
    return next(
        (other for other, sha256 in digests.items() if sha256 == digests[source_path] and other != source_path), ""
    )


def resolve_response(snapshot: Snapshot, response: Response) -> dict[Point, ResolvedCoding]:
    """Return the coding that counts of each point of a response: people's, else the machine's last."""
    points = {point.key: point for point in response.points}
    digests = {key: fingerprint(response.text_of(key)) for key in points}
    codings = snapshot.store.codings_in(response.document.name)
    by_machine = [
        coding for coding in codings if coding.coder.is_machine and coding.text_sha256 == digests.get(coding.point, "")
    ]
    last_coding = max(by_machine, key=lambda coding: coding.time, default=None)
    # A point that the last machine coder has not seen, as it was divided otherwise then, has an earlier one's coding.
    newest_codings = {coding.point: coding for coding in sorted(by_machine, key=lambda coding: coding.time)}
    as_last_machine = (
        [replace(coding, coder=last_coding.coder) for coding in newest_codings.values()] if last_coding else []
    )
    by_people = [coding for coding in codings if not coding.coder.is_machine]
    resolved_codings = resolve(
        [*as_last_machine, *reanchor(by_people, digests).codings],
        last_coding.coder.id if last_coding else "",
        snapshot.translate,
    )
    return {points[key]: resolved for key, resolved in resolved_codings.items() if key in points}


def _pieces(
    response: Response,
    resolved_codings: dict[Point, ResolvedCoding],
    theme_names: dict[str, str],
    hidden_points: Collection[PointKey],
    number: int,
) -> Iterator[TextPiece]:
    """Yield every segment that has words of its own; a point's own number is its label."""
    codings_by_span = {
        (point.start, point.end): resolved
        for point, resolved in resolved_codings.items()
        if point.key not in hidden_points
    }
    hidden_spans = {(point.start, point.end) for point in response.points if point.key in hidden_points}
    point_citations = citations(number, response.points)
    for segment in response.segmentation.segments:
        if segment.kind in (SegmentKind.GAP, SegmentKind.LABEL):
            continue
        segment_span, is_point = (segment.start, segment.end), segment.kind is SegmentKind.POINT
        text_piece = _piece(
            response.document.text, segment, codings_by_span.get(segment_span) if is_point else None, theme_names
        )
        citation = str(next(point_citations)) if is_point else ""
        yield replace(text_piece, citation=citation, is_hidden=is_point and segment_span in hidden_spans)


def _piece(
    document_text: str, segment: Segment, resolved: ResolvedCoding | None, theme_names: dict[str, str]
) -> TextPiece:
    shown_coding = resolved.coding if resolved else None
    return TextPiece(
        kind=segment.kind,
        start=segment.start,
        end=segment.end,
        runs=runs(document_text, segment.start, segment.end, evidence_spans(shown_coding)),
        label=segment.label,
        level=len(segment.section),
        page=segment.page,
        file=segment.file,
        reason=segment.reason,
        confidence=segment.confidence,
        themes=tags(shown_coding, theme_names),
        coded_by=shown_coding.coder.kind.value if shown_coding else None,
        coder=shown_coding.coder.id if shown_coding else "",
        disputed=resolved.disputed if resolved else False,
        for_person=resolved.coding.memo if resolved and resolved.is_for_person else "",
        stale=tuple(name for key, name in theme_names.items() if resolved and key in resolved.stale),
    )

"""Segments: how documents are divided into points, and which points say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from analysis.model.documents import Document, Respondent, Skipped
from analysis.model.personal_data import Redaction
from analysis.model.tables import Table


class SegmentKind(StrEnum):
    """The kinds of segment; they partition the text."""

    POINT = "point"
    LABEL = "label"
    HEADING = "heading"
    QUESTION = "question"
    ANSWER = "answer"
    FURNITURE = "furniture"
    EXCLUDED = "excluded"
    GAP = "gap"


GIVEN_BACK = "it may stand around the response, and is too much of it to be left out unseen"
"""The reason of a point that looked like furniture."""

LOOK_AT_IT = "look at it"
"""How the reason of furniture ends that a person should look at."""

TO_LOOK_AT = f"; more than a third of the response is set aside, {LOOK_AT_IT}"
"""How it ends where so much was set aside."""

MARGIN_COMMENT = f"a comment in the margin, which may be a colleague’s; {LOOK_AT_IT}"
"""The reason of a comment in the margin of the author's own text, which is nobody's point until a person says so."""

SIGNED = "a signature in a list, with who signed"
"""The reason of a row of a petition, of which the ledger tells how many there are and nothing else."""


GREETING, SIGN_OFF, SIGNATURE, MAIL_HEADER = "greeting", "sign-off", "signature", "mail header"
"""Reasons of furniture: how a letter begins, how it ends, and what stands below that."""

DETAILS = "respondent's details"
"""How the reason begins of furniture in which a form has who answers it, and how to reach them."""


class LinkKind(StrEnum):
    """The reasons for a link."""

    RESTATES = "restates"
    COPIES = "copies"


SAYS_NO_MORE = "an answer in the respondent's own words that says no more than yes, no or nothing"
"""Reason of an answer that nobody offered: an open question is no closed one, however many answer it so."""

REFERS = "an answer that refers to another one, and says no more"
"""Reason of an answer "See above": what it refers to is counted where it stands."""

NOT_TICKED = "an answer of a form that is not ticked"
BOX = "the box or number of an answer in a form"
"""Reason of furniture: the words of an answer that might have been chosen and was not."""

MARKED = "a mark in a grid"
"""The reason of a closed answer that is a mark: what it says is the last heading of its section, its column."""


CHOSEN = "chosen among the offered answers by a person"
"""The reason of a closed answer of which somebody said which one it is: that is the last heading of its section."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One span of a document with what it is; ``confidence`` below 1 comes with a ``reason``.

    ``file`` is the one that it stands in, by its title, where the document was put together from several.
    """

    kind: SegmentKind
    start: int
    end: int
    label: str | None = None
    section: tuple[str, ...] = ()
    question: str | None = None
    page: int | None = None
    confidence: float = 1.0
    reason: str | None = None
    file: str | None = None

    @property
    def is_choice(self) -> bool:
        """Return whether it is an answer that was chosen among those given, and no words of the respondent's own."""
        return self.kind is SegmentKind.ANSWER and self.reason not in (SAYS_NO_MORE, REFERS)

    @property
    def tells_choice(self) -> bool:
        """Return whether it tells what was chosen: it was, or it was not and stands among what might have been."""
        return self.is_choice or (
            self.kind is SegmentKind.FURNITURE and (self.reason or "").startswith((NOT_TICKED, BOX))
        )

    @property
    def is_bare(self) -> bool:
        """Return whether it is an answer in own words that says no more than yes, no, nothing or "see above"."""
        return self.kind is SegmentKind.ANSWER and self.reason in (SAYS_NO_MORE, REFERS)

    @property
    def place(self) -> str:
        """Return the file and the page that it stands on, in words; empty where there is neither."""
        return place_in_words(self.file, self.page)

    def moved(self, offset: int) -> Segment:
        """Return the segment of a text that now stands ``offset`` characters further down."""
        return replace(self, start=self.start + offset, end=self.end + offset)

    @property
    def is_to_look_at(self) -> bool:
        """Return whether it was set aside and a person should look at it."""
        return self.reason is not None and self.reason.endswith(LOOK_AT_IT)


def place_in_words(file: str | None, page: int | None) -> str:
    """Return a place as a reader is told it.

    >>> place_in_words("Annex.pdf", 2)
    'Annex.pdf, page 2'
    """
    return ", ".join([*([file] if file else []), *([f"page {page}"] if page else [])])


@dataclass(frozen=True, slots=True)
class Segmentation:
    """One coder's whole partition of a document: no character is in two segments, none is in none."""

    document: str
    coder: str
    segments: tuple[Segment, ...]

    @property
    def to_look_at(self) -> tuple[Segment, ...]:
        """Return what was set aside and a person should look at."""
        return tuple(segment for segment in self.segments if segment.is_to_look_at)

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Return the letters that a document holds if it holds several, as a scanned batch does.

        Files of one message were told apart as files already.
        """
        if any(segment.file for segment in self.segments):
            return ()
        starts = letter_starts(self.segments)
        ends = [*starts[1:], len(self.segments)]
        return tuple(_letter(self.segments[a:b]) for a, b in zip(starts, ends, strict=True)) if len(starts) > 1 else ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A stretch of a document that greets and signs off by itself, so that it may be a response of its own."""

    start: int
    end: int
    first_page: int | None = None
    last_page: int | None = None

    @property
    def place(self) -> str:
        """Return its pages in words, or its characters where the document has no pages."""
        if self.first_page is None:
            return f"characters {self.start:,} to {self.end:,}"
        return f"page {self.first_page}" + (f" to {self.last_page}" if self.first_page != self.last_page else "")


def letter_starts(segments: Sequence[Segment]) -> list[int]:
    """Return the indices at which the letters of a document begin: each greets after the last one has signed off, or
    has the headers of a message below what the last one says."""
    starts: list[int] = []
    sign_off: int | None = None
    for i, segment in enumerate(segments):
        if _is_called(segment, SIGN_OFF):
            sign_off = i
        elif _begins_message(segments, i, starts):
            starts.append(i if starts else 0)
            sign_off = None
        elif _is_called(segment, GREETING) and (not starts or sign_off is not None):
            starts.append(0 if sign_off is None else _letter_start(segments, sign_off, i))
            sign_off = None
    return starts if starts and (sign_off is not None or _is_called(segments[starts[-1]], MAIL_HEADER)) else []


def _begins_message(segments: Sequence[Segment], i: int, starts: Sequence[int]) -> bool:
    """Return whether headers of a message begin at a segment: the first ones, or below what another one says."""
    if not _is_called(segments[i], MAIL_HEADER) or (i and not starts):
        return False
    return not starts or any(segment.kind is SegmentKind.POINT for segment in segments[starts[-1] : i])


def _is_called(segment: Segment, reason: str) -> bool:
    return segment.kind is SegmentKind.FURNITURE and (segment.reason or "").startswith(reason)


def _letter_start(segments: Sequence[Segment], sign_off: int, greeting: int) -> int:
    """Return where a letter begins: at the top of its greeting's page, or there below the last one's signature."""
    page = segments[greeting].page
    return next(
        i
        for i in range(sign_off + 1, greeting + 1)
        if segments[i].kind is not SegmentKind.GAP
        and segments[i].page == page
        and not _is_called(segments[i], SIGNATURE)
    )


def _letter(segments: Sequence[Segment]) -> Letter:
    pages = [segment.page for segment in segments if segment.page is not None]
    return Letter(segments[0].start, segments[-1].end, min(pages, default=None), max(pages, default=None))


@dataclass(frozen=True, slots=True)
class SegmentedDocument:
    """A document with the splitter's segmentation of it."""

    document: Document
    segmentation: Segmentation


Part = SegmentedDocument | Skipped | Table
"""What is found in a source: a document, what could not be read, or how the next ones' table was read."""


class PointKey(NamedTuple):
    """The identity of a point: where it stands."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """The coding unit: a point as its author numbered it, or as we did ("¶3") where the author gave no number."""

    document: str
    start: int
    end: int
    label: str
    section: tuple[str, ...] = ()
    question: str | None = None
    page: int | None = None
    file: str | None = None

    @property
    def place(self) -> str:
        """Return the file and the page that it stands on, in words; empty where there is neither."""
        return place_in_words(self.file, self.page)

    @property
    def key(self) -> PointKey:
        """Return the point's identity."""
        return PointKey(self.document, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a point beside its text: the response, its place in it, its section's headings, its question."""

    response: str = ""
    order: int = 0
    sections: tuple[str, ...] = ()
    question: str | None = None


def response_label(number: int) -> str:
    """Return the number of a response as it is printed.

    >>> response_label(7), response_label(-2)
    ('R7', 'W2')
    """
    return f"R{number}" if number > 0 else f"W{-number}"


def response_anchor(number: int) -> str:
    """Return the anchor of a response in reports and lists.

    >>> response_anchor(7), response_anchor(-2)
    ('r7', 'w2')
    """
    return response_label(number).lower()


@dataclass(frozen=True, slots=True)
class Response:
    """One respondent's document, divided; ``redactions`` are what people decided about personal data in it.

    ``number`` is what it is called (ADR 68): above 0 what reports call it, below 0 that of one that no report has
    listed, and 0 before it has any. ``quotations`` are where it quotes the consultation's own paper.
    """

    source: str
    respondent: Respondent
    document: Document
    segmentation: Segmentation
    redactions: tuple[Redaction, ...] = ()
    number: int = 0
    quotations: tuple[tuple[int, int], ...] = ()

    @property
    def label(self) -> str:
        """Return its number as it is printed: R7, or W2 for one that no report has listed."""
        return response_label(self.number)

    @property
    def points(self) -> Iterator[Point]:
        """Yield the points in the order in which they stand."""
        for s in self.segmentation.segments:
            if s.kind is SegmentKind.POINT:
                yield Point(self.document.name, s.start, s.end, s.label or "", s.section, s.question, s.page, s.file)

    def text_of(self, point: Point | PointKey | Segment) -> str:
        """Return the words of a point, cut from the document."""
        return self.document.text[point.start : point.end]

    def own_words_of(self, point: Point | PointKey | Segment) -> str:
        """Return the words of a point with spaces for what it quotes of the paper: it is evidence for nothing."""
        words = self.text_of(point)
        for start, end in self.quotations:
            first, last = max(start - point.start, 0), min(end, point.end) - point.start
            if first < last:
                words = words[:first] + " " * (last - first) + words[last:]
        return words


@dataclass(frozen=True, slots=True)
class SameLetter:
    """Responses whose whole text is the same letter, or nearly; or whose answers to ``questions`` are.

    Each stays a response of its own. ``points`` are those that several of them share. ``identical`` are the responses
    that send its commonest text word for word; ``added`` are the points of the others that do not stand in that text,
    though several senders may have added the same.
    """

    documents: tuple[str, ...]
    questions: tuple[str, ...] = ()
    points: frozenset[PointKey] = frozenset()
    identical: tuple[str, ...] = ()
    added: frozenset[PointKey] = frozenset()


@dataclass(frozen=True, slots=True)
class SameShortAnswer:
    """Responses that give the same short answer to a question; ``points`` are the answer's in each of them."""

    documents: tuple[str, ...]
    question: str
    points: tuple[tuple[PointKey, ...], ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """The texts that several respondents send: those of ``campaigns``, ``small`` sets, and the same short answers.

    ``documents`` are the responses of which most are the letters of campaigns: figures without campaigns leave these
    out. A campaign has at least ``size`` responses.
    """

    campaigns: tuple[SameLetter, ...] = ()
    small: tuple[SameLetter, ...] = ()
    short: tuple[SameShortAnswer, ...] = ()
    documents: frozenset[str] = frozenset()
    size: int = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Two points that say the same; ``similarity`` is between 0 and 1."""

    kind: LinkKind
    first: PointKey
    second: PointKey
    similarity: float

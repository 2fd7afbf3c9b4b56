"""The vocabulary: one frozen noun for each thing that a consultation analysis speaks of.

Everything here is plain data. Text is never copied without its address: a span ``[start, end)`` counts Python code
points into one document's immutable ``text``, so ``document.text[point.start:point.end]`` *is* the point.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a reader saw: the layout of a piece of text, before anyone asks what it means."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    NOTE = "note"
    FURNITURE = "furniture"
    QUESTION = "question"
    """A question of a form or survey, as its export gives it above the answer."""
    ANSWER = "answer"
    """An answer to a closed question: to be counted, not argued with."""


class SegmentKind(StrEnum):
    """What a piece of a document is to the analysis; the kinds partition the text."""

    POINT = "point"
    LABEL = "label"
    HEADING = "heading"
    QUESTION = "question"
    ANSWER = "answer"
    FURNITURE = "furniture"
    EXCLUDED = "excluded"
    GAP = "gap"


class Publish(StrEnum):
    """What a respondent allows us to print; where nothing is known, ``ANONYMOUS``."""

    YES = "yes"
    ANONYMOUS = "anonymous"
    NO = "no"


class CoderKind(StrEnum):
    """Who judged."""

    MACHINE = "machine"
    HUMAN = "human"
    ADJUDICATOR = "adjudicator"


class CodingMode(StrEnum):
    """How a coding came about; blind codings alone can measure accuracy."""

    MACHINE = "machine"
    BLIND = "blind"
    ASSISTED = "assisted"
    SECOND = "second"
    ADJUDICATION = "adjudication"


class Outcome(StrEnum):
    """Whether the coder could decide at all."""

    CODED = "coded"
    CANNOT_TELL = "cannot tell"


class Design(StrEnum):
    """How the points of an audit are drawn: all with the same chance, or from each stratum its own number."""

    SIMPLE = "simple"
    STRATIFIED = "stratified"


class ColumnRole(StrEnum):
    """What a column of a table of responses is; the words are the fields of [[table]] in consultation.toml."""

    ID = "id"
    RESPONDENT = "respondent"
    TYPE = "type"
    PUBLISH = "publish"
    OPEN = "open"
    CLOSED = "closed"
    DETAILS = "details"
    """Personal details: kept out of the text."""
    LEAVE_OUT = "leave_out"
    """How and when the form was filled in, and whatever else is nobody's answer."""


class LinkKind(StrEnum):
    """Why two points say the same."""

    RESTATES = "restates"
    COPIES = "copies"


# What was received ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A received file: its path inside ``responses/`` is its identity, its bytes are kept as they came."""

    path: str
    media_type: str
    sha256: str
    size: int


NOTHING_TO_DO = "nothing need be done"
"""How a reason ends that asks nothing of anybody: an empty row, an earlier analysis by another tool."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something received that could not be read, and why; it is data, and ends in the ledger."""

    name: str
    reason: str

    @property
    def is_harmless(self) -> bool:
        """Whether nothing is missing without it."""
        return self.reason.endswith(NOTHING_TO_DO)


@dataclass(frozen=True, slots=True)
class Child:
    """A file found inside another one (an attachment, a member of an archive), to be read in its turn."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item … of a document, as its layout shows it.

    ``number`` is the number that a reader of the page sees before the block. It stands in the text, and the block's
    span leaves it out. ``level`` is the depth of a heading (1 is the highest) or of a list item (0 is the outermost).
    ``question`` is what a form calls the question that a block of that kind asks ("Q3").
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str | None = None
    page: int | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Omitted:
    """Text that was in the file and is not in ``Document.text`` (a deletion, a comment, hidden text), and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answered, as far as they let us know."""

    name: str | None = None
    type: str | None = None
    publish: Publish = Publish.ANONYMOUS


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of a source, or of one row of a table: one immutable text, and its layout as blocks.

    ``respondent`` is what the file itself says of who wrote it, where it says anything.
    """

    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    media_type: str = "text/plain"
    respondent: Respondent | None = None


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a person says of the columns of a table of responses; where they say nothing, the columns are guessed.

    ``file`` is a path inside ``responses/``, or a pattern with * and ?. ``header`` is the row that names the columns,
    as the spreadsheet numbers it; 0: no row does. The lists hold columns' names; ``questions`` holds (column,
    question's key), ``types`` and ``consent`` (what the table says, what it means).
    """

    file: str
    sheet: str | None = None
    header: int | None = None
    columns: tuple[tuple[ColumnRole, tuple[str, ...]], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    consent: tuple[tuple[str, Publish], ...] = ()


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table of responses, and what it was taken for.

    ``asks`` is the question, which neighbouring columns may share; ``part`` is what this column adds to it: a choice
    that may be ticked (``ticks``), or a further question ("Please explain"). ``question`` is what the form calls the
    question. ``separator`` stands between the choices in one cell. ``confidence`` is 1 where a person has said so.
    """

    position: int
    header: str
    role: ColumnRole
    asks: str
    part: str | None = None
    ticks: bool = False
    question: str | None = None
    separator: str | None = None
    confidence: float = 1.0
    reason: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """How a table of responses, or one sheet of a workbook, is read.

    ``header`` is the row that names the columns, as the spreadsheet numbers it (0: no row does); ``rows`` counts the
    rows below it that hold anything. ``warnings`` are what a person should look at. ``mapping`` is what a person said.
    """

    file: str
    sheet: str | None
    header: int
    rows: int
    columns: tuple[TableColumn, ...]
    warnings: tuple[str, ...] = ()
    mapping: TableMapping | None = None


# How it is divided ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment:
    """One span of a document with what it is; ``confidence`` below 1 comes with a ``reason``."""

    kind: SegmentKind
    start: int
    end: int
    label: str | None = None
    section: tuple[str, ...] = ()
    question: str | None = None
    page: int | None = None
    confidence: float = 1.0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Segmentation:
    """One coder's whole partition of a document: no character is in two segments, none is in none."""

    document: str
    coder: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Parted:
    """A document with the splitter's segmentation of it."""

    document: Document
    segmentation: Segmentation


Part = Parted | Skipped | Table
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

    @property
    def key(self) -> PointKey:
        """The point's identity."""
        return PointKey(self.document, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a point beside its text: the response, its place in it, its section's headings, its question."""

    response: str = ""
    order: int = 0
    sections: tuple[str, ...] = ()
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """One respondent's document, divided."""

    source: str
    respondent: Respondent
    document: Document
    segmentation: Segmentation

    @property
    def points(self) -> Iterator[Point]:
        """The points in the order in which they stand."""
        for s in self.segmentation.segments:
            if s.kind is SegmentKind.POINT:
                yield Point(self.document.name, s.start, s.end, s.label or "", s.section, s.question, s.page)

    def text_of(self, point: Point | PointKey) -> str:
        """The words of a point, cut from the document."""
        return self.document.text[point.start : point.end]


@dataclass(frozen=True, slots=True)
class Campaign:
    """Responses that send the same letter, or nearly; each stays a response of its own."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Two points that say the same; ``similarity`` is between 0 and 1."""

    kind: LinkKind
    first: PointKey
    second: PointKey
    similarity: float


# What it is asked about -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Theme:
    """One entry of the codebook, with the parts that MacQueen et al. (1998) ask of an entry."""

    key: str
    name: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    parent: str | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A set of themes in the order in which they are shown; ``version`` is the hash of its content."""

    themes: tuple[Theme, ...]

    @property
    def version(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the content."""
        content = json.dumps([asdict(theme) for theme in self.themes], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def keys(self) -> tuple[str, ...]:
        """The themes' keys, in order."""
        return tuple(theme.key for theme in self.themes)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the consultation asked; ``key`` is what respondents and reports call it ("Q1")."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Consultation:
    """What was asked, of whom, when, and the codebook that the answers are read with."""

    title: str
    codebook: Codebook
    organisation: str | None = None
    opened: date | None = None
    closed: date | None = None
    summary: str | None = None
    notice: str | None = None
    audit_notice: str | None = None
    questions: tuple[Question, ...] = ()
    respondent_types: tuple[str, ...] = ()
    tables: tuple[TableMapping, ...] = ()


# What was judged ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coder:
    """Who judged. A machine coder's id is the fingerprint of its method, settings and training data."""

    id: str
    kind: CoderKind
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of the document that moved the decision for a theme, and by how much (in units of the theme's score)."""

    theme: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's whole set of themes for one point; the empty set is a judgement too.

    ``scores`` holds (theme key, probability between 0 and 1) for every theme that the coder knew; people give none.
    ``text`` is the SHA-256 of the point's words, by which the point is found again where its place has changed.
    """

    point: PointKey
    coder: Coder
    codebook: str
    segmentation: str
    themes: frozenset[str]
    time: str
    scores: tuple[tuple[str, float], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    memo: str = ""
    mode: CodingMode = CodingMode.MACHINE
    outcome: Outcome = Outcome.CODED
    text: str = ""


@dataclass(frozen=True, slots=True)
class SettledCoding:
    """The coding of a point that counts now, in today's themes; the records that it comes from stay as they were made.

    ``disputed``: people disagreed and nobody has adjudicated yet. ``stale``: themes that were redefined or split since
    people judged, and so need another look. ``unanswered``: themes of which a person's coding says nothing, because
    they were added or split since; for these the machine's opinion is in it, where there is one.
    """

    coding: Coding
    disputed: bool = False
    stale: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FramePoint:
    """A point that an audit could have drawn: where it stood then, the SHA-256 of its words, and its stratum."""

    point: PointKey
    text: str
    stratum: str


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw of an audit: how many were asked for in all, how many each stratum has with it, the points it added.

    ``sizes`` holds (stratum, points drawn from it so far).
    """

    coder: Coder
    time: str
    asked: int
    sizes: tuple[tuple[str, int], ...]
    points: tuple[PointKey, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """A seeded probability sample of a frozen frame of points, to be coded before the machine's opinion is seen.

    The frame is what nobody had decided when the audit was first drawn; ``machine`` is the machine coder that had coded
    it, and the one that is measured. ``by``: what the strata were made from. ``strata`` holds (stratum, its points in
    the frame as it was drawn), of which those of erased respondents are no longer in ``frame``. A later draw extends
    the earlier ones by the same seed and frame. ``scored`` holds (number of draws that had been made, time) for each
    time that the audit was scored: what was coded later of these draws does not count as blind.
    """

    name: str
    seed: int
    design: Design
    by: tuple[str, ...]
    codebook: str
    machine: str
    strata: tuple[tuple[str, int], ...]
    frame: tuple[FramePoint, ...]
    draws: tuple[Draw, ...]
    scored: tuple[tuple[int, str], ...] = ()

    @property
    def drawn(self) -> tuple[PointKey, ...]:
        """All points drawn, in the order of the draws."""
        return tuple(point for draw in self.draws for point in draw.points)

    @property
    def probabilities(self) -> dict[PointKey, float]:
        """The chance that each point of the frame had to be drawn: its stratum's share that was."""
        drawn = dict(self.draws[-1].sizes) if self.draws else {}
        sizes = dict(self.strata)
        return {one.point: drawn.get(one.stratum, 0) / sizes[one.stratum] for one in self.frame}


@dataclass(frozen=True, slots=True)
class Redivision:
    """A segmentation by hand, its own appended record like a Coding; ``text`` is the SHA-256 of what it divides.

    The last one about a document counts, as long as its text is still the same.
    """

    segmentation: Segmentation
    coder: Coder
    text: str
    time: str
    memo: str = ""


# What was accounted for -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ResponseAccount:
    """Where every character of one response went: (segment kind, characters), and how many segments are points."""

    document: str
    characters: int
    by_kind: tuple[tuple[SegmentKind, int], ...]
    points: int
    omitted: tuple[Omitted, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one source: the responses read from it, and what in it could not be read, with the reason."""

    source: Source
    responses: tuple[ResponseAccount, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of everything received, in the order of the sources' paths; ``tables``: how tables were read.

    ``erased`` counts the erasures on request, after which what was received is no longer among the entries.
    """

    entries: tuple[LedgerEntry, ...]
    tables: tuple[Table, ...] = ()
    erased: int = 0

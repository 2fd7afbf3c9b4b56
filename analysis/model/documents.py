"""Received files, the documents read from them, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase


class BlockKind(StrEnum):
    """The kinds of block: the layout of a piece of text, before anyone asks what it means."""

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
    COMMENT = "comment"
    """A remark in the margin, which stands behind the paragraph that it hangs on."""


class Publish(StrEnum):
    """A respondent's consent to publication; where nothing is known, ``ANONYMOUS``."""

    YES = "yes"
    ANONYMOUS = "anonymous"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Source:
    """A received file: its path inside ``responses/`` is its identity, its bytes are kept as they came."""

    path: str
    media_type: str
    sha256: str
    size: int


NOTHING_TO_DO = "nothing need be done"
"""How a reason ends that asks nothing of anybody: an empty row, an earlier analysis by another tool."""


NO_ANSWERS = "no column is read as an answer in words"
"""How a reason begins for which no response in a table was taken in."""

ENCODING_UNDONE = f"text that had been encoded twice was put right; {NOTHING_TO_DO}"
OWN_PAPER = f"the consultation's own paper, with which responses are compared and which is none; {NOTHING_TO_DO}"
"""The reason of a document in ``responses/consultation/``."""

TAKEN_OUT = "taken out by the team, and counted nowhere until it is put back"
"""The reason of what was received, and does not count because somebody says so."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something received that could not be read, and why; it is data, and ends in the ledger.

    ``why`` is why the team took it out, where it did, and ``is_response`` whether it was a response.
    """

    name: str
    reason: str
    why: str = ""
    is_response: bool = False

    @property
    def is_harmless(self) -> bool:
        """Return whether nothing is missing without it."""
        return self.is_taken_out or self.reason.endswith(NOTHING_TO_DO)

    @property
    def is_unread_table(self) -> bool:
        """Return whether it is a table of which no response was taken in, however many it holds."""
        return self.reason.startswith(NO_ANSWERS)

    @property
    def is_taken_out(self) -> bool:
        """Return whether it was read, and does not count because somebody took it out."""
        return self.reason == TAKEN_OUT

    @property
    def is_paper(self) -> bool:
        """Return whether it is the consultation's own paper, which was read and is no response."""
        return self.reason == OWN_PAPER


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item … of a document, as its layout shows it.

    ``number`` is the number that a reader of the page sees before the block. It stands in the text, and the block's
    span leaves it out. ``level`` is the depth of a heading (1 is the highest) or of a list item (0 is the outermost).
    ``question`` is what a form calls the question that a block of that kind asks ("Q3"). ``table`` counts the
    document's tables: all blocks of a table have its number, the paragraphs in its cells as well as its rows.
    ``confidences`` are, of 100, those of its words in order where a program read them in a picture. ``inserted`` are
    the spans of what was added to it as a tracked change.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str | None = None
    page: int | None = None
    question: str | None = None
    table: int | None = None
    confidences: tuple[int, ...] = ()
    inserted: tuple[tuple[int, int], ...] = ()

    def moved(self, offset: int) -> Block:
        """Return the block of a text that now stands ``offset`` characters further down."""
        inserted = tuple((start + offset, end + offset) for start, end in self.inserted)
        return replace(self, start=self.start + offset, end=self.end + offset, inserted=inserted)


@dataclass(frozen=True, slots=True)
class Omitted:
    """Text that was in the file and is not in ``Document.text`` (a deletion, hidden text, a picture), and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Respondent:
    """The author of a response, as far as they let us know."""

    name: str | None = None
    type: str | None = None
    publish: Publish = Publish.ANONYMOUS


class Channel(StrEnum):
    """The ways in which a response can come."""

    SURVEY = "survey export"
    WEB_FORM = "web form"
    EMAIL = "e-mail"
    DOCUMENT = "letter or document"


@dataclass(frozen=True, slots=True)
class Sending:
    """How a response came, and the day on which it was sent, by its sender's clock, where that is certain."""

    channel: Channel
    day: date | None = None


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file found inside another one (an attachment, a member of an archive), to be read in its turn.

    ``sender`` is who sent it, where the file around it says so; it counts where the file itself names nobody.
    ``sending`` is how the file around it was sent; it counts where the file itself does not say.
    ``is_part``: what came with it in one message is the same response, as far as the message tells.
    """

    name: str
    content: bytes
    sender: Respondent | None = None
    sending: Sending | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class MailGrouping:
    """A person's word on a message: whether it and the files that came with it are one response, or several.

    ``file`` is a path inside ``responses/``, or a pattern with * and ?.
    """

    file: str
    is_one: bool

    def names(self, file_name: str) -> bool:
        """Return whether it is about a message, by name or by pattern."""
        return self.file == file_name or fnmatchcase(file_name, self.file)


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """The place in a document's text of one of several files that came in one message; ``name`` is the file's."""

    name: str
    start: int
    end: int

    @property
    def title(self) -> str:
        """Return what a reader calls it: an attachment by its own name, without that of the message."""
        return self.name.rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a source, or of one row of a table: one immutable text, and its layout as blocks.

    ``respondent`` is what the file itself says of who wrote it, where it says anything, and ``sending`` what it says
    of how it was sent. ``parts`` are the files that it was put together from, where it came as several in one message.
    """

    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    media_type: str = "text/plain"
    respondent: Respondent | None = None
    sending: Sending | None = None
    parts: tuple[DocumentPart, ...] = ()

    @property
    def channel(self) -> Channel:
        """Return how it came; what does not say is a letter or document."""
        return self.sending.channel if self.sending else Channel.DOCUMENT

    @property
    def sent(self) -> date | None:
        """Return the day on which it was sent, where that is certain."""
        return self.sending.day if self.sending else None

"""The tables, commented column by column.

Every judgement and everything received is a *record*: a row of one of the tables below ``RECORDS``, and a row of
``record`` that chains its digest to the one before. ``record`` is never changed and never shortened. A record's own
row, and the salt that its digest was taken with, can be deleted only when an erasure names it (``erased``); triggers
refuse everything else. Lists and objects are kept as JSON text, always written in the same way.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

HASH = String(64)
"""A SHA-256 in hexadecimal digits."""


def _text(name: str, comment: str, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, comment=comment)


def _hash(name: str, comment: str) -> Column[str]:
    return Column(name, HASH, nullable=False, comment=comment)


def _number(name: str, comment: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, comment=comment)


def _seq() -> Column[int]:
    comment = "the record's number in the chain"
    return Column("seq", BigInteger, ForeignKey("record.seq"), primary_key=True, autoincrement=False, comment=comment)


def _table(name: str, comment: str, *columns: Column[Any] | Index) -> Table:
    """Return a table of which each row belongs to a record."""
    return Table(name, METADATA, _seq(), *columns, comment=comment)


# The chain ------------------------------------------------------------------------------------------------------------

RECORD = Table(
    "record",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False, comment="1, 2, 3 … without a gap"),
    Column("kind", String(20), nullable=False, comment="the table that holds the record's own row"),
    _text("time", "when it was appended: ISO 8601, UTC"),
    _hash("content", "SHA-256 of the salt and the record's own row"),
    _hash("head", "SHA-256 of the head before and of this row: the chain"),
    Index("record_kind", "kind"),
    comment="one row for every record ever appended; never changed, never shortened",
)
SALT = _table(
    "salt",
    "what each record's digest was salted with",
    Column("salt", String(32), nullable=False, comment="random; without it, nobody can guess what an erased row said"),
)
ERASED = _table(
    "erased",
    "records whose own row and salt were deleted on request",
    _number("by", "the number of the erasure that names this record"),
)

# What was received ----------------------------------------------------------------------------------------------------

SOURCE = _table(
    "source",
    "every version of every file received; the last of a path is the current one",
    _text("path", "inside responses/: the source's identity"),
    _text("media_type", "as its content shows it"),
    _hash("sha256", "of its bytes, which are kept under this name"),
    _number("size", "in bytes"),
    Index("source_path", "path"),
    Index("source_sha256", "sha256"),
)
DOCUMENT = _table(
    "document",
    "what a reader made of a source, or of a row or member of one",
    _text("path", "the source that it was read from"),
    _hash("sha256", "of the source's bytes"),
    _text("name", "the document's name: the path, and what part of it this is"),
    _hash("digest", "SHA-256 of text and layout, to find what was read before"),
    _text("text", "the whole text, to which all offsets refer"),
    _text("layout", "JSON: blocks, what was left out, media type, what the file says of its sender"),
    Index("document_name", "name"),
    Index("document_path", "path"),
)
SEGMENTATION = _table(
    "segmentation",
    "every way in which a document was ever divided, by the splitter or by hand",
    _text("document", "the document's name"),
    _hash("text", "SHA-256 of the text that is divided"),
    _text("coder", "the splitter's version, or the id of the person who divided it"),
    _text("kind", "machine, human or adjudicator"),
    _text("name", "the coder's name"),
    _text("segments", "JSON: all segments in order; together they are the whole text"),
    _text("memo", "why, if somebody said so"),
    Index("segmentation_document", "document"),
    Index("segmentation_kind", "kind"),
)
UNREAD = _table(
    "unread",
    "what could not be read; it is in the ledger",
    _text("path", "the source"),
    _hash("sha256", "of the source's bytes"),
    _text("name", "the source's path, or that and a part of it"),
    _text("reason", "why it could not be read, and what to do"),
    Index("unread_path", "path"),
)
MAPPING = _table(
    "mapping",
    "how a table of responses was read",
    _text("path", "the source"),
    _hash("sha256", "of the source's bytes"),
    _text("columns", "JSON: what each column of the table was taken for, why, and how surely"),
    Index("mapping_path", "path"),
)
READING = _table(
    "reading",
    "everything that was found in a source; a source is in when it has one",
    _text("path", "the source"),
    _hash("sha256", "of the source's bytes"),
    _hash("recipe", "SHA-256 of the versions and settings that it was read and divided with"),
    _text("parts", "JSON, in order: what was found, as the name of its table and the numbers of its records"),
    Index("reading_path", "path"),
)
RESPONDENT = _table(
    "respondent",
    "who sent a response and what they allow; the last about a response counts",
    _text("document", "the response's name"),
    _text("name", "as respondents.csv or the file says", null=True),
    _text("type", "council, charity, individual …", null=True),
    _text("publish", "yes, anonymous or no"),
    Index("respondent_document", "document"),
)
LINK = _table(
    "link",
    "campaign letters, linked when they arrive; each stays a response of its own",
    _text("document", "the response that arrived"),
    _text("other", "the earlier response that says the same, or nearly"),
    _text("similarity", "share of its text that is copied, 0 to 1"),
    Index("link_document", "document"),
    Index("link_other", "other"),
)

DEED = _table(
    "deed",
    "what people did beside judging",
    _text("kind", "uploaded, described, mapped, changed codebook, changed settings or reported"),
    _text("who", "the name of whoever did it"),
    _text("document", "the source or response that it was about; empty where it was about all"),
    Index("deed_document", "document"),
)

# What was judged ------------------------------------------------------------------------------------------------------

CODEBOOK = _table(
    "codebook",
    "every codebook that anything was coded with",
    Column("version", String(16), nullable=False, comment="the hash of its themes"),
    _text("themes", "JSON: all themes with all their fields"),
    Index("codebook_version", "version"),
)
CODER = _table(
    "coder",
    "who judged; the last name of an id counts",
    _text("id", "a machine's fingerprint, or what a person is known by"),
    _text("kind", "machine, human or adjudicator"),
    _text("name", "as it is shown"),
    Index("coder_id", "id"),
)
CODING = _table(
    "coding",
    "one coder's whole set of themes for one point",
    _text("document", "where the point stands"),
    _number("start", "the point's first character"),
    _number("end", "one beyond its last"),
    Column("text", HASH, nullable=True, comment="SHA-256 of the point's words, by which it is found again"),
    _text("coder", "who judged: coder.id"),
    _text("kind", "machine, human or adjudicator"),
    Column("codebook", String(16), nullable=False, comment="codebook.version"),
    _text("segmentation", "who divided the document: segmentation.coder"),
    _text("themes", "JSON: the keys of all themes given, sorted; an empty list is a judgement"),
    _text(
        "scores",
        "JSON: [theme, score, cut] for every theme, old rows without the cut; people give none",
    ),
    _text("evidence", "JSON: [theme, start, end, weight] for every span that moved the decision"),
    _text("memo", "what the coder noted"),
    _text("mode", "machine, blind, assisted, second or adjudication"),
    _text("outcome", "coded, or cannot tell"),
    _text("time", "when it was judged: ISO 8601, UTC"),
    Index("coding_point", "document", "start", "end"),
    Index("coding_coder", "kind", "coder"),
)
CODING_TABLE = _table(
    "coding_table",
    "a machine's codings of many points; these stand in a table of which this holds the digest",
    _text("coder", "who judged: coder.id"),
    Column("codebook", String(16), nullable=False, comment="codebook.version"),
    _number("points", "how many codings the table has"),
    _hash("sha256", "of the table's bytes, which are kept under this name"),
    Index("coding_table_coder", "coder"),
)
QUOTATION = _table(
    "quotation",
    "what people decided about points as quotations; the last counts",
    _text("document", "where the point stands"),
    _number("start", "the point's first character"),
    _number("end", "one beyond its last"),
    _hash("text", "SHA-256 of the point's words, by which it is found again"),
    _text("theme", "the key of the theme under which it is quoted or not"),
    _text("decision", "pinned, barred, or free again"),
    _text("who", "the name of whoever decided"),
    Index("quotation_document", "document"),
)
NOTE = _table(
    "note",
    "what people noted on points, and on responses as a whole; for the team alone",
    _text("document", "the response's name"),
    _number("start", "the point's first character; with an end of 0 the note is on the whole response"),
    _number("end", "one beyond its last"),
    _hash("text", "SHA-256 of the words that it stands beside, by which they are found again"),
    _number("replaces", "the number of the note that it takes the place of; 0 for none"),
    _text("words", "what is noted; empty where the former note is taken away"),
    _text("who", "the name of whoever wrote it"),
    Index("note_document", "document"),
)
ASSIGNMENT = _table(
    "assignment",
    "which points were given to whom to code: a row for each batch, person and document; the last about a point counts",
    _text("batch", "what the batch is called"),
    _text("document", "where the points stand"),
    _text("points", "JSON: [start, end, SHA-256 of the words, its turn, codings by people then] for every point"),
    _text("coder", "the name of whoever is to code them"),
    _text("who", "the name of whoever assigned them"),
    Index("assignment_document", "document"),
)
SAMPLE = _table(
    "sample",
    "audit samples, a row for each draw; which points these are, the next two tables say",
    _text("name", "what the audit is called"),
    _number("seed", "what it is drawn by"),
    _text("design", "simple or stratified"),
    _text("by", "JSON: what the strata were made from"),
    Column("codebook", String(16), nullable=False, comment="codebook.version"),
    _text("machine", "the machine coder that is measured: coder.id"),
    _text("coder", "who drew it: coder.id"),
    _number("asked", "how many points were asked for, those drawn before among them"),
    _text("strata", "JSON: [stratum, points in the frame, points drawn so far] for every stratum"),
    Index("sample_name", "name"),
)
FRAME = _table(
    "frame",
    "what an audit was drawn from, as it was then: a row for each document",
    _text("name", "what the audit is called"),
    _text("document", "where the points stand"),
    _text("points", "JSON: [start, end, SHA-256 of the words, stratum] for every point that could have been drawn"),
    Index("frame_document", "document"),
)
DRAWN = _table(
    "drawn",
    "which points an audit drew: a row for each draw and document",
    _text("name", "what the audit is called"),
    _number("draw", "1, 2 … : which of its draws"),
    _text("document", "where the points stand"),
    _text("points", "JSON: [start, end, its turn to be coded] for every point that was drawn"),
    Index("drawn_document", "document"),
)
SEEN = _table(
    "seen",
    "which points people were shown with the machine's opinion: of these their codings are not blind",
    _text("coder", "a person: coder.id"),
    _text("document", "where the points stand"),
    _text("points", "JSON: [start, end, SHA-256 of the words] for every point"),
    Index("seen_document", "document"),
)
SCORE = _table(
    "score",
    "when audits were scored; from then on what they found may teach the machine",
    _text("name", "what the audit is called"),
    _number("draws", "how many of its draws had been made; what is coded of them later is not blind"),
    _text("figures", "JSON: the figures that were told then; they name nobody"),
)

REDACTION = _table(
    "redaction",
    "what people decided about personal data in responses; the last about the same words of a response counts",
    _text("document", "the response's name"),
    _number("start", "the first character that is withheld, or printed"),
    _number("end", "one beyond the last"),
    _hash("words", "SHA-256 of what stands there, by which it is found again"),
    _text("kind", "name, address, telephone number …"),
    _text("decision", "confirmed: withheld; rejected: printed; reopened: to be decided again"),
    _text("who", "the name of whoever decided"),
    Index("redaction_document", "document"),
)

WITHDRAWAL = _table(
    "withdrawal",
    "responses and files that people took out, or put back; the last about a name counts",
    _text("document", "the name of the response, or of the file with all that is in it"),
    _text("decision", "out: it does not count; back: it counts again"),
    _text("who", "the name of whoever decided"),
    _text("why", "the reason they gave; empty where it was put back"),
    Index("withdrawal_document", "document"),
)

NUMBER = _table(
    "number",
    "what responses are called, for good: a row for each that a report has counted",
    _text("document", "the response's name; empty where it was erased, so that nobody else has its number"),
    _number("number", "7 for R7; below 0 for one that no report has listed, -2 for W2"),
    Index("number_document", "document"),
)

# What was published and withdrawn -------------------------------------------------------------------------------------

REPORT = _table(
    "report",
    "every report that was made",
    _hash("page", "SHA-256 of the report"),
    _text("manifest", "JSON: what it was made by; nothing by which a response could be guessed"),
)
ERASURE = _table(
    "erasure",
    "the ledger's line about an erasure; it names nobody else",
    _text("who", "who had it erased"),
    _text("why", "the reason they gave"),
    _text("records", "JSON: the numbers of all records erased"),
)
BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", HASH, primary_key=True, comment="of the bytes"),
    Column("content", LargeBinary, nullable=False, comment="a source's bytes, where the store is on a server"),
    comment="bytes as they came; a workspace of its own keeps them in files instead",
)

TOLD = Table(
    "told",
    METADATA,
    Column("sha256", HASH, primary_key=True, comment="of what was told"),
    _text("content", "JSON: what the last report told of single files"),
    comment="a cache and no record: what a report that nothing has changed tells again; any erasure empties it",
)

ERASABLE = (
    *(SOURCE, DOCUMENT, SEGMENTATION, UNREAD, MAPPING, READING, RESPONDENT, LINK, DEED, CODING, CODING_TABLE),
    *(FRAME, DRAWN, SEEN, QUOTATION, REDACTION, NOTE, ASSIGNMENT, WITHDRAWAL, NUMBER),
)
"""Records that may tell of a respondent."""

LASTING = (CODEBOOK, CODER, SAMPLE, SCORE, REPORT, ERASURE)
"""Records that tell of nobody but those who work on the consultation."""

RECORDS: dict[str, Table] = {table.name: table for table in (*ERASABLE, *LASTING)}

"""The first tables, and the triggers that keep records from being changed or deleted."""

import sqlalchemy as sa
from alembic import op

from analysis.store.migrations.guards import guard, make_refusals

revision = "0001"
down_revision = None

NEVER = ("record", "erased", "codebook", "coder", "sample", "score", "report", "erasure")
"""Rows that are never deleted."""

IF_ERASED = (
    "salt",
    "source",
    "document",
    "segmentation",
    "unread",
    "mapping",
    "reading",
    "respondent",
    "link",
    "coding",
    "frame",
    "drawn",
    "seen",
)
"""Rows that are deleted only when an erasure names them."""


def upgrade() -> None:
    """Make the tables, then guard them."""
    _chain()
    _received()
    _judged()
    _audited()
    _published()
    make_refusals()
    for table in NEVER:
        guard(table)
    for table in IF_ERASED:
        guard(table, is_erasable=True)


def _chain() -> None:
    """The chain, and the bytes that no record holds."""
    op.create_table(
        "record",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="1, 2, 3 … without a gap"),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="the table that holds the record's own row"),
        sa.Column("time", sa.Text(), nullable=False, comment="when it was appended: ISO 8601, UTC"),
        sa.Column(
            "content", sa.String(length=64), nullable=False, comment="SHA-256 of the salt and the record's own row"
        ),
        sa.Column(
            "head",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the head before and of this row: the chain",
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="one row for every record ever appended; never changed, never shortened",
    )
    op.create_index("record_kind", "record", ["kind"], unique=False)
    op.create_table(
        "salt",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column(
            "salt",
            sa.String(length=32),
            nullable=False,
            comment="random; without it, nobody can guess what an erased row said",
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="what each record's digest was salted with",
    )
    op.create_table(
        "erased",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("by", sa.BigInteger(), nullable=False, comment="the number of the erasure that names this record"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="records whose own row and salt were deleted on request",
    )
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the bytes"),
        sa.Column(
            "content", sa.LargeBinary(), nullable=False, comment="a source's bytes, where the store is on a server"
        ),
        sa.PrimaryKeyConstraint("sha256"),
        comment="bytes as they came; a workspace of its own keeps them in files instead",
    )


def _received() -> None:
    """What was received."""
    op.create_table(
        "source",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("path", sa.Text(), nullable=False, comment="inside responses/: the source's identity"),
        sa.Column("media_type", sa.Text(), nullable=False, comment="as its content shows it"),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="of its bytes, which are kept under this name"
        ),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="in bytes"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="every version of every file received; the last of a path is the current one",
    )
    op.create_index("source_path", "source", ["path"], unique=False)
    op.create_index("source_sha256", "source", ["sha256"], unique=False)
    op.create_table(
        "document",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("path", sa.Text(), nullable=False, comment="the source that it was read from"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the source's bytes"),
        sa.Column(
            "name", sa.Text(), nullable=False, comment="the document's name: the path, and what part of it this is"
        ),
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of text and layout, to find what was read before",
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="the whole text, to which all offsets refer"),
        sa.Column(
            "layout",
            sa.Text(),
            nullable=False,
            comment="JSON: blocks, what was left out, media type, what the file says of its sender",
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="what a reader made of a source, or of a row or member of one",
    )
    op.create_index("document_name", "document", ["name"], unique=False)
    op.create_index("document_path", "document", ["path"], unique=False)
    op.create_table(
        "segmentation",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("document", sa.Text(), nullable=False, comment="the document's name"),
        sa.Column("text", sa.String(length=64), nullable=False, comment="SHA-256 of the text that is divided"),
        sa.Column(
            "coder", sa.Text(), nullable=False, comment="the splitter's version, or the id of the person who divided it"
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="machine, human or adjudicator"),
        sa.Column("name", sa.Text(), nullable=False, comment="the coder's name"),
        sa.Column(
            "segments",
            sa.Text(),
            nullable=False,
            comment="JSON: all segments in order; together they are the whole text",
        ),
        sa.Column("memo", sa.Text(), nullable=False, comment="why, if somebody said so"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="every way in which a document was ever divided, by the splitter or by hand",
    )
    op.create_index("segmentation_document", "segmentation", ["document"], unique=False)
    op.create_table(
        "unread",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("path", sa.Text(), nullable=False, comment="the source"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the source's bytes"),
        sa.Column("name", sa.Text(), nullable=False, comment="the source's path, or that and a part of it"),
        sa.Column("reason", sa.Text(), nullable=False, comment="why it could not be read, and what to do"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="what could not be read; it is in the ledger",
    )
    op.create_index("unread_path", "unread", ["path"], unique=False)
    op.create_table(
        "mapping",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("path", sa.Text(), nullable=False, comment="the source"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the source's bytes"),
        sa.Column(
            "columns",
            sa.Text(),
            nullable=False,
            comment="JSON: what each column of the table was taken for, why, and how surely",
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="how a table of responses was read",
    )
    op.create_index("mapping_path", "mapping", ["path"], unique=False)
    op.create_table(
        "reading",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("path", sa.Text(), nullable=False, comment="the source"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the source's bytes"),
        sa.Column(
            "recipe",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the versions and settings that it was read and divided with",
        ),
        sa.Column(
            "parts",
            sa.Text(),
            nullable=False,
            comment="JSON, in order: what was found, as the name of its table and the numbers of its records",
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="everything that was found in a source; a source is in when it has one",
    )
    op.create_index("reading_path", "reading", ["path"], unique=False)
    op.create_table(
        "respondent",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("document", sa.Text(), nullable=False, comment="the response's name"),
        sa.Column("name", sa.Text(), nullable=True, comment="as respondents.csv or the file says"),
        sa.Column("type", sa.Text(), nullable=True, comment="council, charity, individual …"),
        sa.Column("publish", sa.Text(), nullable=False, comment="yes, anonymous or no"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="who sent a response and what they allow; the last about a response counts",
    )
    op.create_index("respondent_document", "respondent", ["document"], unique=False)
    op.create_table(
        "link",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("document", sa.Text(), nullable=False, comment="the response that arrived"),
        sa.Column("other", sa.Text(), nullable=False, comment="the earlier response that says the same, or nearly"),
        sa.Column("similarity", sa.Text(), nullable=False, comment="share of its text that is copied, 0 to 1"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="campaign letters, linked when they arrive; each stays a response of its own",
    )
    op.create_index("link_document", "link", ["document"], unique=False)
    op.create_index("link_other", "link", ["other"], unique=False)


def _judged() -> None:
    """What was judged."""
    op.create_table(
        "codebook",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("version", sa.String(length=16), nullable=False, comment="the hash of its themes"),
        sa.Column("themes", sa.Text(), nullable=False, comment="JSON: all themes with all their fields"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="every codebook that anything was coded with",
    )
    op.create_index("codebook_version", "codebook", ["version"], unique=False)
    op.create_table(
        "coder",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("id", sa.Text(), nullable=False, comment="a machine's fingerprint, or what a person is known by"),
        sa.Column("kind", sa.Text(), nullable=False, comment="machine, human or adjudicator"),
        sa.Column("name", sa.Text(), nullable=False, comment="as it is shown"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="who judged; the last name of an id counts",
    )
    op.create_index("coder_id", "coder", ["id"], unique=False)
    op.create_table(
        "coding",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("document", sa.Text(), nullable=False, comment="where the point stands"),
        sa.Column("start", sa.BigInteger(), nullable=False, comment="the point's first character"),
        sa.Column("end", sa.BigInteger(), nullable=False, comment="one beyond its last"),
        sa.Column(
            "text",
            sa.String(length=64),
            nullable=True,
            comment="SHA-256 of the point's words, by which it is found again",
        ),
        sa.Column("coder", sa.Text(), nullable=False, comment="who judged: coder.id"),
        sa.Column("kind", sa.Text(), nullable=False, comment="machine, human or adjudicator"),
        sa.Column("codebook", sa.String(length=16), nullable=False, comment="codebook.version"),
        sa.Column("segmentation", sa.Text(), nullable=False, comment="who divided the document: segmentation.coder"),
        sa.Column(
            "themes",
            sa.Text(),
            nullable=False,
            comment="JSON: the keys of all themes given, sorted; an empty list is a judgement",
        ),
        sa.Column(
            "scores", sa.Text(), nullable=False, comment="JSON: [theme, probability] for every theme; people give none"
        ),
        sa.Column(
            "evidence",
            sa.Text(),
            nullable=False,
            comment="JSON: [theme, start, end, weight] for every span that moved the decision",
        ),
        sa.Column("memo", sa.Text(), nullable=False, comment="what the coder noted"),
        sa.Column("mode", sa.Text(), nullable=False, comment="machine, blind, assisted, second or adjudication"),
        sa.Column("outcome", sa.Text(), nullable=False, comment="coded, or cannot tell"),
        sa.Column("time", sa.Text(), nullable=False, comment="when it was judged: ISO 8601, UTC"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="one coder's whole set of themes for one point",
    )
    op.create_index("coding_coder", "coding", ["kind", "coder"], unique=False)
    op.create_index("coding_point", "coding", ["document", "start", "end"], unique=False)


def _audited() -> None:
    """What was drawn, shown and scored."""
    op.create_table(
        "sample",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="what the audit is called"),
        sa.Column("seed", sa.BigInteger(), nullable=False, comment="what it is drawn by"),
        sa.Column("design", sa.Text(), nullable=False, comment="simple or stratified"),
        sa.Column("by", sa.Text(), nullable=False, comment="JSON: what the strata were made from"),
        sa.Column("codebook", sa.String(length=16), nullable=False, comment="codebook.version"),
        sa.Column("machine", sa.Text(), nullable=False, comment="the machine coder that is measured: coder.id"),
        sa.Column("coder", sa.Text(), nullable=False, comment="who drew it: coder.id"),
        sa.Column(
            "asked",
            sa.BigInteger(),
            nullable=False,
            comment="how many points were asked for, those drawn before among them",
        ),
        sa.Column(
            "strata",
            sa.Text(),
            nullable=False,
            comment="JSON: [stratum, points in the frame, points drawn so far] for every stratum",
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="audit samples, a row for each draw; which points these are, the next two tables say",
    )
    op.create_index("sample_name", "sample", ["name"], unique=False)
    op.create_table(
        "frame",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="what the audit is called"),
        sa.Column("document", sa.Text(), nullable=False, comment="where the points stand"),
        sa.Column(
            "points",
            sa.Text(),
            nullable=False,
            comment="JSON: [start, end, SHA-256 of the words, stratum] for every point that could have been drawn",
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="what an audit was drawn from, as it was then: a row for each document",
    )
    op.create_index("frame_document", "frame", ["document"], unique=False)
    op.create_table(
        "drawn",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="what the audit is called"),
        sa.Column("draw", sa.BigInteger(), nullable=False, comment="1, 2 … : which of its draws"),
        sa.Column("document", sa.Text(), nullable=False, comment="where the points stand"),
        sa.Column(
            "points",
            sa.Text(),
            nullable=False,
            comment="JSON: [start, end, its turn to be coded] for every point that was drawn",
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="which points an audit drew: a row for each draw and document",
    )
    op.create_index("drawn_document", "drawn", ["document"], unique=False)
    op.create_table(
        "seen",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("coder", sa.Text(), nullable=False, comment="a person: coder.id"),
        sa.Column("document", sa.Text(), nullable=False, comment="where the points stand"),
        sa.Column(
            "points", sa.Text(), nullable=False, comment="JSON: [start, end, SHA-256 of the words] for every point"
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="which points people were shown with the machine's opinion: of these their codings are not blind",
    )
    op.create_index("seen_document", "seen", ["document"], unique=False)
    op.create_table(
        "score",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="what the audit is called"),
        sa.Column(
            "draws",
            sa.BigInteger(),
            nullable=False,
            comment="how many of its draws had been made; what is coded of them later is not blind",
        ),
        sa.Column(
            "figures", sa.Text(), nullable=False, comment="JSON: the figures that were told then; they name nobody"
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="when audits were scored; from then on what they found may teach the machine",
    )


def _published() -> None:
    """What was published and withdrawn."""
    op.create_table(
        "report",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("page", sa.String(length=64), nullable=False, comment="SHA-256 of the report"),
        sa.Column(
            "manifest",
            sa.Text(),
            nullable=False,
            comment="JSON: what it was made by; nothing by which a response could be guessed",
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="every report that was made",
    )
    op.create_table(
        "erasure",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column("who", sa.Text(), nullable=False, comment="who had it erased"),
        sa.Column("why", sa.Text(), nullable=False, comment="the reason they gave"),
        sa.Column("records", sa.Text(), nullable=False, comment="JSON: the numbers of all records erased"),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["record.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        comment="the ledger's line about an erasure; it names nobody else",
    )

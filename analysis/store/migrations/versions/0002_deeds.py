"""The table of people's activity beside judging."""

import sqlalchemy as sa
from alembic import op

from analysis.store.migrations.guards import guard

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table, and guard it."""
    op.create_table(
        "deed",
        sa.Column(
            "seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="the record's number in the chain"
        ),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="uploaded, described, mapped, changed codebook, changed settings or reported",
        ),
        sa.Column("who", sa.Text(), nullable=False, comment="the name of whoever did it"),
        sa.Column(
            "document",
            sa.Text(),
            nullable=False,
            comment="the source or response that it was about; empty where it was about all",
        ),
        sa.ForeignKeyConstraint(["seq"], ["record.seq"]),
        sa.PrimaryKeyConstraint("seq"),
        comment="what people did beside judging",
    )
    op.create_index("deed_document", "deed", ["document"], unique=False)
    guard("deed", is_erasable=True)

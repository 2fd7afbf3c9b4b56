"""Scores are kept with the cut that each was held against; rows from before have none, and stay as they are."""

from alembic import op

revision = "0003"
down_revision = "0002"

SCORES = "JSON: [theme, score, cut] for every theme, old rows without the cut; people give none"


def upgrade() -> None:
    """Say so in the column's comment, where the database keeps comments; no row changes."""
    if op.get_bind().dialect.supports_comments:
        op.alter_column("coding", "scores", comment=SCORES)

"""Scores are kept with the cut that each was held against; rows from before have none, and stay as they are."""

from sqlalchemy import Connection, text

COMMENT = (
    "COMMENT ON COLUMN coding.scores IS "
    "'JSON: [theme, score, cut] for every theme, old rows without the cut; people give none'"
)


def upgrade(connection: Connection) -> None:
    """Say so in the column's comment, where the database keeps comments; no row changes."""
    if connection.dialect.supports_comments:
        connection.execute(text(COMMENT))

"""An index of who divided a document: a few divisions by hand among those of every document by the splitter."""

from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Make the index."""
    connection.exec_driver_sql("CREATE INDEX segmentation_kind ON segmentation (kind)")

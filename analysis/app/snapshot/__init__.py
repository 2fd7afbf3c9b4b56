"""The snapshot: the workspace as it stands now, read again only when something has changed."""

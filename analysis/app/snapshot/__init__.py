"""The snapshot: the workspace as it stands, all that follows from it computed at most once, and the one cache of it."""

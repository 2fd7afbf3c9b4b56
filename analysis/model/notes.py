"""Notes that people write on responses and points, for the team alone."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.model.segments import PointKey

WHOLE = (0, 0)
"""The place of a note on the response as a whole."""


@dataclass(frozen=True, slots=True)
class Note:
    """A person's note on a point, or on a response as a whole (``WHOLE``); it is the team's own and is never published.

    ``text_sha256`` is that of the words it stands beside, by which they are found again. ``number`` is its record's,
    and 0 before there is one; ``replaces`` is the number of the note that it takes the place of. A note without words
    takes that one away.
    """

    point: PointKey
    text_sha256: str
    words: str
    who: str
    time: str
    number: int = 0
    replaces: int = 0

    @property
    def is_on_response(self) -> bool:
        """Return whether it is on the response as a whole."""
        return (self.point.start, self.point.end) == WHOLE

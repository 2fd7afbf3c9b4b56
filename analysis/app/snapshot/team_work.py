"""Team work: what people noted, and which points were given to whom, at the places of today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.app.corpus import Corpus
from analysis.app.snapshot.derived import derived
from analysis.errors import UnreadableError
from analysis.model import Assignment, Note, PointKey
from analysis.model.notes import WHOLE

_CITED = re.compile(r"([RW])(\d{1,9})\.(\d{1,9})(?: .*)?", re.IGNORECASE)


def find_place(corpus: Corpus, point: PointKey, text_sha256: str) -> PointKey | None:
    """Return where the words of a point stand now: at its place, or at the only other one in its response."""
    if corpus.digests.get(point) == text_sha256:
        return point
    place = corpus.response_places.get(point.document)
    if place is None:
        return None
    own_points = (other.key for other in corpus.responses[place].points)
    same_words = [other for other in own_points if corpus.digests[other] == text_sha256]
    return same_words[0] if len(same_words) == 1 else None


def point_cited(corpus: Corpus, citation: str) -> PointKey:
    """Return the point that is called so ("R4.9"); raises UnreadableError where there is none."""
    cited = _CITED.fullmatch(citation.strip())
    name = f"{cited[1].upper()}{int(cited[2])}.{int(cited[3])}" if cited else ""
    found = next((point for point, one in corpus.citations.items() if one.name == name), None)
    if found is None:
        raise UnreadableError(citation, "there is no such point; the report cites points as R4.9")
    return found


@dataclass(frozen=True, eq=False, kw_only=True)
class TeamWork:
    """The part of a snapshot that changes no figure: ``notes`` by response, ``assignments`` by batch."""

    corpus: Corpus
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    assignments: Mapping[str, tuple[Assignment, ...]] = field(default_factory=dict)

    @derived("corpus", "notes")
    def placed_notes(self) -> Mapping[PointKey, tuple[Note, ...]]:
        """Return the notes by the point of today that they are on; those on a response as a whole, and those whose
        words are no point any more, by the response's name with ``WHOLE``."""
        placed: dict[PointKey, list[Note]] = {}
        for document, document_notes in self.notes.items():
            for note in document_notes:
                place = None if note.is_on_response else find_place(self.corpus, note.point, note.text_sha256)
                placed.setdefault(place or PointKey(document, *WHOLE), []).append(note)
        return {place: tuple(place_notes) for place, place_notes in placed.items()}

    @derived("corpus", "assignments")
    def batches(self) -> Mapping[str, Mapping[PointKey, Assignment]]:
        """Return each batch with the points of today that are in it, in the order of their turns."""
        return {
            name: {
                place: one
                for one in batch
                if (place := find_place(self.corpus, one.point, one.text_sha256)) is not None
            }
            for name, batch in self.assignments.items()
        }

"""Notes: people write them on points and responses, each a record under their name, and read those they may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.team_work import point_cited
from analysis.errors import UnreadableError
from analysis.model import Coder, Note, PointKey
from analysis.model.notes import WHOLE
from analysis.text import fingerprint

LONGEST = 5_000
"""Characters of a note."""

NO_WORDS = "write the note first; nothing was saved"
NO_NOTE = "there is no note of this number; `everypoint notes list` gives the number of each"
NOT_THERE = "this point no longer exists; reload the response"
NOT_YOURS = "this note no longer exists, or somebody else wrote it. Nothing was saved"


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note as somebody reads it; ``is_own``: they wrote it, and may change it.

    ``is_displaced``: it was written on words that are no point any more.
    """

    number: int
    words: str
    who: str
    time: str
    is_own: bool
    is_displaced: bool = False


def on_response(document: str) -> PointKey:
    """Return the place of notes on a response as a whole."""
    return PointKey(document, *WHOLE)


def place_cited(corpus: Corpus, cited: str) -> PointKey:
    """Return the place of notes that is called so: a point as the report cites it ("R4.9"), or a response by its name.

    Raises UnreadableError where there is none.
    """
    return on_response(cited) if cited in corpus.numbers else point_cited(corpus, cited)


def write_note(app: AppContext, snapshot: Snapshot, place: PointKey, words: str, who: Coder, replaces: int = 0) -> None:
    """Record a person's note on a point, or on a whole response; in place of one of theirs it changes that, and
    without words takes it away.

    Raises UnreadableError where there is no such point or response, or no such note of theirs.
    """
    response = snapshot.response(place.document)
    is_whole = place == on_response(place.document)
    digest = fingerprint(response.document.text) if is_whole else snapshot.digests.get(place)
    if digest is None:
        raise UnreadableError(place.document, NOT_THERE)
    former = next((note for note in snapshot.notes.get(place.document, ()) if note.number == replaces), None)
    if replaces and (former is None or Coder.person(former.who).id != who.id):
        raise UnreadableError(f"note {replaces}", NOT_YOURS)
    if not (words.strip() or replaces):
        raise UnreadableError(place.document, NO_WORDS)
    if former is None or former.words != words.strip()[:LONGEST]:
        app.store.add_note(Note(place, digest, words.strip()[:LONGEST], who.name, app.clock(), replaces=replaces))


def change_note(app: AppContext, snapshot: Snapshot, number: int, words: str, who: Coder) -> None:
    """Record what a note of a person's says from now on, or, without words, that it is removed.

    Raises UnreadableError where they have no note of this number.
    """
    place = next(
        (place for place, notes in snapshot.placed_notes.items() for note in notes if note.number == number), None
    )
    if place is None:
        raise UnreadableError(f"note {number}", NO_NOTE)
    write_note(app, snapshot, place, words, who, number)


def read_notes(
    app: AppContext, snapshot: Snapshot, places: Iterable[PointKey], reader: Coder
) -> Mapping[PointKey, tuple[ReadNote, ...]]:
    """Return the notes that a person may read; that they read those of others is recorded first."""
    notes = notes_on(snapshot, places, reader)
    shown = opinions_of_others(snapshot, notes)
    if shown:
        app.store.show(reader, [(point, snapshot.digests[point]) for point in shown], app.clock())
    return notes


def notes_on(
    snapshot: Snapshot, places: Iterable[PointKey], reader: Coder, is_alone: bool = False
) -> Mapping[PointKey, tuple[ReadNote, ...]]:
    """Return the notes on points and whole responses, as far as a person may read them.

    ``is_alone``: they code without others' opinions, and read their own notes only.
    """
    placed = snapshot.placed_notes
    return {
        place: notes
        for place in places
        if place in placed and (notes := tuple(_readable(snapshot, place, placed[place], reader, is_alone)))
    }


def _readable(
    snapshot: Snapshot, place: PointKey, notes: Iterable[Note], reader: Coder, is_alone: bool
) -> Iterable[ReadNote]:
    points = told_by(snapshot, place)
    for note in notes:
        is_own = Coder.person(note.who).id == reader.id
        if is_own or (not is_alone and snapshot.blinding.may_read_note(is_own, points)):
            is_displaced = not note.is_on_response and place == on_response(place.document)
            yield ReadNote(note.number, note.words, note.who, note.time, is_own, is_displaced)


def told_by(snapshot: Snapshot, place: PointKey) -> tuple[PointKey, ...]:
    """Return the points of whose coding a note at a place may tell: the point, or all of the response."""
    if place != on_response(place.document):
        return (place,)
    response = snapshot.find_response(place.document)
    return tuple(point.key for point in response.points) if response else ()


def opinions_of_others(snapshot: Snapshot, notes: Mapping[PointKey, tuple[ReadNote, ...]]) -> tuple[PointKey, ...]:
    """Return the points of which these notes may tell their reader another person's opinion."""
    others = (place for place, of_place in notes.items() if not all(note.is_own for note in of_place))
    return tuple(point for place in others for point in told_by(snapshot, place))

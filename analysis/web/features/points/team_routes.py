"""What the team adds to points where they are shown: notes, and which are to be quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from analysis.app.notes import ReadNote, notes_on, on_response, opinions_of_others, write_note
from analysis.app.quotes import flag_quote, flagged_points
from analysis.app.snapshot.snapshot import Snapshot
from analysis.model import Coder, PointKey
from analysis.web import page_rendering
from analysis.web.identity import CurrentUser, Form, SentForm, own_path
from analysis.web.state import AppState, CurrentSnapshot, Services

router = APIRouter()


@dataclass(frozen=True, slots=True)
class TeamMarks:
    """Notes on what a page shows, and the points that are to be quoted; ``here`` is the page's own address.

    ``writing`` is where a note is being written, ``changing`` the note that it takes the place of.
    """

    here: str
    notes: Mapping[PointKey, tuple[ReadNote, ...]] = field(default_factory=dict)
    flagged: frozenset[PointKey] = frozenset()
    writing: PointKey | None = None
    changing: int = 0

    def write(self, place: PointKey, number: int = 0) -> str:
        """Return the address of this page with a note open to be written, or one of this number to be changed."""
        asked = {"note": name_of(place), **({"change": number} if number else {})}
        return page_rendering.longer_address(self.here, f"{urlencode(asked)}#note")

    def whole(self, document: str) -> PointKey:
        """Return the place of notes on a response as a whole."""
        return on_response(document)


def name_of(place: PointKey) -> str:
    """Return a place as an address names it, such as "letter.txt|20-116"."""
    return f"{place.document}|{place.start}-{place.end}"


def place_named(named: str) -> PointKey | None:
    """Return the place that an address names; None where it names none."""
    document, _, span = named.rpartition("|")
    start, _, end = span.partition("-")
    if not (document and start.isdecimal() and end.isdecimal()):
        return None
    return PointKey(document, int(start), int(end))


def team_marks(
    state: Services,
    snapshot: Snapshot,
    user: Coder,
    places: Iterable[PointKey],
    here: str,
    note: str = "",
    change: int = 0,
    is_alone: bool = False,
) -> TeamMarks:
    """Return what a person may read of the team's marks on a page; that they read others' notes is recorded first.

    ``note`` and ``change`` are what the address says of a note that is being written.
    """
    shown = tuple(places)
    notes = notes_on(snapshot, shown, user, is_alone)
    state.snapshots.show(snapshot, user, opinions_of_others(snapshot, notes))
    flagged = flagged_points(state.app_context, snapshot.corpus).intersection(shown)
    return TeamMarks(here, notes, flagged, place_named(note), change)


def _place_sent(form: Form) -> PointKey:
    return PointKey(form.text("document"), form.number("start"), form.number("end"))


@router.post("/points/note")
def note(state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Record a note, and show the page again on which it was written."""
    replaces = form.number("replaces") if form.text("replaces") else 0
    write_note(state.app_context, snapshot, _place_sent(form), form.text("words"), user, replaces)
    return page_rendering.redirect_to(own_path(form.text("back")))


@router.post("/points/quote")
def quote(state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Record whether a point is to be quoted, and show the page again on which that was said."""
    flag_quote(state.app_context, snapshot, _place_sent(form), form.text("quote") == "yes", user.name)
    return page_rendering.redirect_to(own_path(form.text("back")))

"""Responses: the list, one of them whole, who sent it, and its points joined, divided and labelled by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app import Everypoint
from analysis.app.coding import resegment
from analysis.app.ingest.originals import original, picture
from analysis.app.ingest.respondent_edits import describe, described_now, merged
from analysis.app.views.response_list import NO_RESPONSE, Listing, ResponseFilter, ResponseText, listing, whole
from analysis.errors import DivisionError, OvertakenError, UnreadableError
from analysis.model import Publish, Respondent, SegmentKind
from analysis.text import Span
from analysis.web import page_rendering
from analysis.web.audit_session import Hand
from analysis.web.error_pages import trouble
from analysis.web.identity import Acting, Form, Sent, ours
from analysis.web.middleware import Refused
from analysis.web.state import AppState, Services

router = APIRouter()

DONE = {
    "who": "It is noted who sent it.",
    "join": "The two points are one now.",
    "divide": "The point is divided.",
    "relabel": "The point has its new label.",
    "recast": "It is noted what it is.",
    "machine": "It is divided as the machine did.",
}
"""What is said after each change."""

KINDS = {
    SegmentKind.POINT: "a point",
    SegmentKind.HEADING: "a heading",
    SegmentKind.QUESTION: "a question of the consultation",
    SegmentKind.ANSWER: "an answer to a closed question",
    SegmentKind.FURNITURE: "furniture: letterhead, greeting, signature, page number",
    SegmentKind.EXCLUDED: "left out, for a reason",
}
"""What a piece of text may be, in words for people."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list, and what was looked for."""

    listing: Listing
    wanted: ResponseFilter

    @property
    def next(self) -> str:
        """Return the address of another page of the same list, without its number at the end."""
        asked = {"find": self.wanted.find, "type": self.wanted.type, "publish": self.wanted.publish}
        start = page_rendering.address("/responses", **asked)
        return f"{start}{'&' if '?' in start else '?'}page="


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One response; ``at`` is the piece that somebody wants to change, with what may become of it."""

    read: ResponseText
    at: str = ""
    choices: resegment.SegmentActions | None = None
    done: str = ""
    kinds: tuple[tuple[SegmentKind, str], ...] = tuple(KINDS.items())


@router.get("/responses")
def show_list(
    request: Request, here: AppState, find: str = "", type: str = "", publish: str = "", page: int = 1
) -> Response:
    """Return the responses, a page at a time."""
    wanted = ResponseFilter(find.strip(), type, publish, page)
    return page_rendering.show(request, "responses.html.j2", ListPage(listing(here.current, wanted), wanted))


@router.get("/response")
def read(
    request: Request, here: AppState, hand: Hand, who: Acting, document: str, at: str = "", done: str = ""
) -> Response:
    """One response, whole; that its reader sees how another person coded its points is recorded before they do."""
    view = whole(here.everypoint, here.current, document)
    hand.reads(who, view.told(who))
    response = here.current.response(document)
    found = resegment.choices(response, _span(at)) if at and response else None
    shown = ReadPage(view, at if found else "", found, DONE.get(done, ""))
    return page_rendering.show(request, "response.html.j2", shown)


@router.get("/response/original")
def download(here: AppState, document: str) -> Response:
    """Return the file as it came, to be saved: nothing that was sent is shown as a page of ours."""
    name, content = original(here.everypoint, document)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type="application/octet-stream", headers=headers)


@dataclass(frozen=True, slots=True)
class PicturePage:
    """A page of a document as it came, and which others have text."""

    document: str
    page: int
    pages: tuple[int, ...]


@router.get("/response/page")
def show_page(request: Request, here: AppState, document: str, page: int) -> Response:
    """Return a page of a PDF as it came."""
    read = whole(here.everypoint, here.current, document)
    numbers = tuple(dict.fromkeys(piece.page for piece in read.pieces if piece.page))
    return page_rendering.show(request, "page.html.j2", PicturePage(document, page, numbers))


@router.get("/response/picture")
def draw_page(here: AppState, document: str, page: int) -> Response:
    """Return the picture of a page."""
    response = here.current.response(document)
    if response is None:
        raise UnreadableError(document, NO_RESPONSE)
    return Response(picture(here.everypoint, response, page), media_type="image/png")


@dataclass(frozen=True, slots=True)
class WhoPage:
    """A respondent's details that were changed since a page was opened: as they are, as meant, and both together."""

    document: str
    now: Respondent
    meant: Respondent
    both: Respondent
    types: tuple[str, ...]
    back: str


@router.post("/responses/describe")
def say_who(request: Request, here: AppState, who: Acting, sent: Sent) -> Response:
    """Note who sent a response, of what type they are, and whether it may be published."""
    here.must_be_free()
    document, back = sent.text("document"), ours(sent.text("back"))
    meant, base = _respondent(sent, ""), _respondent(sent, "base-")
    try:
        describe(here.everypoint, document, meant, who, base)
    except OvertakenError:
        now = described_now(here.everypoint, document)
        types = here.everypoint.consultation().respondent_types
        view = WhoPage(document, now, meant, merged(base, meant, now), types, back)
        return page_rendering.show(request, "who_changed.html.j2", view, 409)
    path = back.partition("?")[0]
    if path == "/response":
        return _back(document, "who")
    if path.startswith("/upload/"):
        return page_rendering.go_back(f"{back}{'&' if '?' in back else '?'}done=who")
    return page_rendering.go_back(back)


def _respondent(sent: Form, before: str) -> Respondent:
    """Return what a form says of a respondent, in fields whose names begin so; raises Refused where it is none of
    ours."""
    publish = sent.text(f"{before}publish")
    if publish not in set(Publish):
        raise Refused(400, "Choose whether it may be published: yes, without the name, or no. Load the page again.")
    return Respondent(sent.text(f"{before}name") or None, sent.text(f"{before}type") or None, Publish(publish))


@router.post("/response/join")
def join(request: Request, here: AppState, who: Acting, sent: Sent) -> Response:
    """Make one point of two neighbours."""
    place = _place(sent)
    return _edited(request, here, sent, "join", lambda desk, document: resegment.join(desk, document, place, who))


@router.post("/response/divide")
def divide(request: Request, here: AppState, who: Acting, sent: Sent) -> Response:
    """Make several points of one."""
    place, cuts = _place(sent), [int(cut) for cut in sent.texts("cut") if cut.isdecimal()]
    return _edited(
        request, here, sent, "divide", lambda desk, document: resegment.divide(desk, document, place, cuts, who), place
    )


@router.post("/response/relabel")
def relabel(request: Request, here: AppState, who: Acting, sent: Sent) -> Response:
    """Give a point another label."""
    place, label = _place(sent), sent.text("label")
    return _edited(
        request,
        here,
        sent,
        "relabel",
        lambda desk, document: resegment.relabel(desk, document, place, label, who),
        place,
    )


@router.post("/response/recast")
def recast(request: Request, here: AppState, who: Acting, sent: Sent) -> Response:
    """Say that a piece is something else than it was taken for."""
    place, kind, reason = _place(sent), sent.text("kind"), sent.text("reason")
    if kind not in set(SegmentKind):
        raise Refused(400, "Choose what it is.")

    def act(desk: Everypoint, document: str) -> object:
        return resegment.recast(desk, document, place, SegmentKind(kind), reason, who)

    return _edited(request, here, sent, "recast", act, place)


def _edited(
    request: Request,
    here: Services,
    sent: Form,
    done: str,
    act: Callable[[Everypoint, str], object],
    place: Span | None = None,
) -> Response:
    """Return the response after something was changed in it by hand, or what cannot be done, with the way back to
    it."""
    here.must_be_free()
    document = sent.text("document")
    try:
        act(here.everypoint, document)
    except DivisionError as error:
        on = page_rendering.address("/response", document=document), "Go to the response as it is now"
        return trouble(request, 409, str(error), on)
    return _back(document, done, place.start if place else None)


@router.post("/response/machine")
def undo_hands(here: AppState, who: Acting, sent: Sent) -> Response:
    """Divide a response as the machine did, whatever people have made of it."""
    here.must_be_free()
    resegment.as_machine(here.everypoint, sent.text("document"), who)
    return _back(sent.text("document"), "machine")


def _back(document: str, done: str, start: int | None = None) -> Response:
    """To the response again, where something was changed in it."""
    anchor = f"#p{start}" if start is not None else ""
    return page_rendering.go_back(page_rendering.address("/response", document=document, done=done) + anchor)


def _place(sent: Form) -> Span:
    return Span(sent.number("start"), sent.number("end"))


def _span(at: str) -> Span:
    """Return the place that an address names, such as "20-116"; nowhere, if it is none."""
    start, _, end = at.partition("-")
    return Span(int(start), int(end)) if start.isdecimal() and end.isdecimal() else Span(-1, -1)

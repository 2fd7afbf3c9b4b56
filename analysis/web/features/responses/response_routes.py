"""Responses: the list, one of them whole, who sent it, and its points joined, divided and labelled by hand."""

from __future__ import annotations
from analysis.model import Coder

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app import quotes
from analysis.app.context import AppContext
from analysis.app.coding import resegment
from analysis.app.ingest.message_groupings import message_of
from analysis.app.ingest.message_regrouping import regroup
from analysis.app.ingest.originals import original, picture
from analysis.app.notes import on_response
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.ingest.respondent_edits import describe, described_now, merged
from analysis.app.ingest.respondent_types import add_types
from analysis.app.views.response_list import (
    Listing,
    ResponseFilter,
    ResponseText,
    TextPiece,
    list_responses,
    read_response,
)
from analysis.errors import DivisionError, OvertakenError
from analysis.model import PointKey, Publish, QuoteDecision, Respondent, SegmentKind
from analysis.text import Span, one_line
from analysis.web import page_rendering
from analysis.web.error_pages import show_error
from analysis.web.features.points.recode_routes import Recoding, anchor_of, open_recoding
from analysis.web.features.responses.respondent_routes import router as respondent_router
from analysis.web.features.points.team_routes import TeamMarks, team_marks
from analysis.web.identity import CurrentUser, Form, SentForm, own_path
from analysis.web.middleware import Refused
from analysis.web.state import AppState, CurrentSnapshot, Services

from analysis.workspace import load_consultation

router = APIRouter()
router.include_router(respondent_router)

DONE = {
    "who": "The respondent’s details are saved.",
    "join": "The two points have been joined.",
    "divide": "The point has been divided.",
    "relabel": "The new number is saved.",
    "recast": "The change is saved.",
    "quote": "Whether the point is quoted is saved.",
    "machine": "The original division is restored.",
}
"""What is said after each change."""

PROBLEM_FIELDS = {"join": "join", "divide": "cut", "relabel": "label", "recast": "reason"}
"""The field at which is told what is wrong with each change."""

TAKEN_OUT = "It has been taken out and is no longer counted. It is listed below, where you can put it back."
PUT_BACK = "It has been put back and is counted again."

KINDS = {
    SegmentKind.POINT: "a point",
    SegmentKind.HEADING: "a heading",
    SegmentKind.QUESTION: "a question of the consultation",
    SegmentKind.ANSWER: "an answer to a closed question",
    SegmentKind.FURNITURE: "not part of the argument: letterhead, greeting, signature, page number",
    SegmentKind.EXCLUDED: "left out, for a reason",
}
"""What a piece of text may be, in words for people."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list, and what was looked for."""

    listing: Listing
    wanted: ResponseFilter
    done: str = ""

    @property
    def next(self) -> str:
        """Return the address of another page of the same list, without its number at the end."""
        set_filters = {"find": self.wanted.find, "type": self.wanted.type, "publish": self.wanted.publish}
        return page_rendering.longer_address(page_rendering.address("/responses", **set_filters), "page=")


@dataclass(frozen=True, slots=True)
class ReadPage(page_rendering.FormProblems):
    """One response; ``at`` is the piece that somebody wants to change, with what may become of it.

    ``quotes`` says under which themes that point is pinned or barred as a quotation. ``problems`` are told at their
    fields, which hold what was ``typed``.
    """

    read: ResponseText
    at: str = ""
    choices: resegment.SegmentActions | None = None
    done: str = ""
    recoding: Recoding | None = None
    kinds: tuple[tuple[SegmentKind, str], ...] = tuple(KINDS.items())
    quotes: Mapping[str, QuoteDecision] = field(default_factory=dict)
    team: TeamMarks | None = None
    problems: tuple[tuple[str, str], ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    def key(self, piece: TextPiece) -> PointKey:
        """Return a piece of the text as the point that it is."""
        return PointKey(self.read.document, piece.start, piece.end)

    def recodes(self, piece: TextPiece) -> bool:
        """Return whether a point is open to be recoded."""
        return self.recoding is not None and self.recoding.is_of(self.key(piece))


@router.get("/responses")
def show_list(
    request: Request,
    snapshot: CurrentSnapshot,
    find: str = "",
    type: str = "",
    publish: str = "",
    page: int = 1,
    out: str = "",
    back: str = "",
) -> Response:
    """Return the responses, a page at a time."""
    response_filter = ResponseFilter(find.strip(), type, publish, page)
    done = TAKEN_OUT if out and snapshot.corpus.taken_out else PUT_BACK if back else ""
    listing = list_responses(snapshot, response_filter)
    return page_rendering.render(request, "responses.html.j2", ListPage(listing, response_filter, done))


@router.get("/response")
def read(
    request: Request,
    state: AppState,
    snapshot: CurrentSnapshot,
    user: CurrentUser,
    document: str,
    at: str = "",
    done: str = "",
    recode: str = "",
    note: str = "",
    change: int = 0,
) -> Response:
    """Show one response, whole."""
    read_page = _read_page(state, snapshot, user, document, at, note, change)
    here = page_rendering.address("/response", document=document) + anchor_of(recode)
    recoding = open_recoding(state, snapshot, user, recode, here) if recode else None
    read_page = replace(read_page, done=DONE.get(done, ""), recoding=recoding)
    return page_rendering.render(request, "response.html.j2", read_page)


def _read_page(
    state: Services, snapshot: Snapshot, user: Coder, document: str, at: str = "", note: str = "", change: int = 0
) -> ReadPage:
    """Return a response; that its reader sees how another person coded its points is recorded before they do."""
    response_text = read_response(state.app_context, snapshot, document)
    state.snapshots.show(snapshot, user, response_text.told(user))
    asked = snapshot.corpus.consultation.questions
    segment_actions = resegment.choices(snapshot.response(document), _parse_address(at), asked) if at else None
    own_address = page_rendering.address("/response", document=document)
    places = (on_response(document), *(point.key for point in snapshot.response(document).points))
    marks = team_marks(state, snapshot, user, places, own_address, note, change)
    read_page = ReadPage(response_text, at if segment_actions else "", segment_actions, team=marks)
    if segment_actions:
        place = PointKey(document, *_parse_address(at))
        decisions = quotes.quote_decisions(state.app_context, snapshot.corpus)
        of_point = {theme: decision for (point, theme), decision in decisions.items() if point == place}
        read_page = replace(read_page, quotes=of_point)
    return read_page


@router.get("/response/original")
def download(state: AppState, document: str) -> Response:
    """Return the file as it came, to be saved: nothing that was sent is shown as a page of ours."""
    file_name, file_content = original(state.app_context, document)
    response_headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(file_name, safe='')}"}
    return Response(file_content, media_type="application/octet-stream", headers=response_headers)


@dataclass(frozen=True, slots=True)
class PicturePage:
    """A page of a document as it came, and which others have text."""

    document: str
    page: int
    pages: tuple[int, ...]


@router.get("/response/page")
def show_page(request: Request, state: AppState, snapshot: CurrentSnapshot, document: str, page: int) -> Response:
    """Return a page of a PDF as it came."""
    response_text = read_response(state.app_context, snapshot, document)
    page_numbers = tuple(dict.fromkeys(text_piece.page for text_piece in response_text.pieces if text_piece.page))
    return page_rendering.render(request, "page.html.j2", PicturePage(document, page, page_numbers))


@router.get("/response/picture")
def draw_page(state: AppState, snapshot: CurrentSnapshot, document: str, page: int) -> Response:
    """Return the picture of a page."""
    return Response(picture(state.app_context, snapshot.response(document), page), media_type="image/png")


@router.post("/response/message")
def say_how_many(state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Note whether the files of one message are one response or several, and read it again."""
    state.must_be_free()
    document, responses = form.text("document"), form.text("responses")
    message = message_of(snapshot.response(document).document)
    if not message or responses not in ("one", "several"):
        raise Refused(400, "Choose whether the files are one response. Reload the page.")
    regroup(state.app_context, message, responses == "one", user.name)
    return page_rendering.redirect_to(page_rendering.address("/responses", find=message))


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
def say_who(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Note who sent a response, of what type they are, and whether it may be published."""
    state.must_be_free()
    document, return_to = form.text("document"), own_path(form.text("back"))
    intended, base = _parse_respondent(form, ""), _parse_respondent(form, "base-")
    if new_type := one_line(form.text("new-type")):
        add_types(state.app_context, [new_type], user)
        intended = replace(intended, type=new_type)
    try:
        describe(state.app_context, document, intended, user, base)
    except OvertakenError:
        current = described_now(state.app_context, document)
        types = state.consultation.respondent_types
        changed_page = WhoPage(document, current, intended, merged(base, intended, current), types, return_to)
        return page_rendering.render(request, "who_changed.html.j2", changed_page, 409)
    path = return_to.partition("?")[0]
    if path == "/response":
        return _redirect_to_response(document, "who")
    if path.startswith("/upload/"):
        return page_rendering.redirect_to(page_rendering.longer_address(return_to, "done=who"))
    return page_rendering.redirect_to(return_to)


def _parse_respondent(form: Form, field_prefix: str) -> Respondent:
    """Parse a respondent from the fields of a prefix; raises Refused where the form is none of ours."""
    publish_choice = form.text(f"{field_prefix}publish")
    if publish_choice not in set(Publish):
        raise Refused(400, "Choose whether it may be published: yes, without the name, or no. Reload the page.")
    return Respondent(
        form.text(f"{field_prefix}name") or None, form.text(f"{field_prefix}type") or None, Publish(publish_choice)
    )


@router.post("/response/join")
def join(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Make one point of two neighbours."""
    return _apply_edit(request, state, user, form, "join", resegment.join)


@router.post("/response/divide")
def divide(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Make several points of one."""
    positions = [int(position) for position in form.texts("cut") if position.isdecimal()]
    return _apply_edit(request, state, user, form, "divide", resegment.divide, positions)


@router.post("/response/relabel")
def relabel(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Give a point another label."""
    return _apply_edit(request, state, user, form, "relabel", resegment.relabel, form.text("label"))


@router.post("/response/recast")
def recast(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Say that a piece is something else than it was taken for."""
    kind, reason = form.text("kind"), form.text("reason")
    if kind not in set(SegmentKind):
        raise Refused(400, "Choose what it is.")
    return _apply_edit(request, state, user, form, "recast", resegment.recast, SegmentKind(kind), reason, form.text("answer"))


def _apply_edit(
    request: Request, state: Services, user: Coder, form: Form, done: str, edit: Callable[..., object], *how: object
) -> Response:
    """Return the response after an edit by hand; what cannot be done is told at its field, or on a page of its own where
    nothing stands there any more."""
    state.must_be_free()
    document, span = form.text("document"), _parse_span(form)
    try:
        edit(state.app_context, document, span, *how, user)
    except DivisionError as error:
        read_page = _read_page(state, state.snapshots.get(), user, document, f"{span.start}-{span.end}")
        if read_page.at:
            told = str(error).removeprefix(f"{document}: ")
            typed = {name: form.text(name) for name in form.names()}
            problems = ((PROBLEM_FIELDS[done], told[:1].upper() + told[1:]),)
            read_page = replace(read_page, problems=problems, typed=typed)
            return page_rendering.render(request, "response.html.j2", read_page, 400)
        response_link = page_rendering.address("/response", document=document), "Go to the response as it is now"
        return show_error(request, 409, str(error), response_link)
    return _redirect_to_response(document, done, None if done == "join" else span.start)


@router.post("/response/quote")
def choose_quote(
    state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm
) -> Response:
    """Pin a point as a quotation under a theme, bar it, or leave it to the program."""
    state.must_be_free()
    document, span, decision = form.text("document"), _parse_span(form), form.text("decision")
    if decision not in set(QuoteDecision):
        raise Refused(400, "Choose whether the point is to be quoted. Reload the page.")
    point, theme = PointKey(document, *span), form.text("theme")
    quotes.choose_quote(state.app_context, snapshot, point, theme, QuoteDecision(decision), user.name)
    return _redirect_to_response(document, "quote", span.start)


@router.post("/response/machine")
def undo_hands(state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Divide a response as the machine did, whatever people have made of it."""
    state.must_be_free()
    resegment.as_machine(state.app_context, form.text("document"), user)
    return _redirect_to_response(form.text("document"), "machine")


def _redirect_to_response(document: str, done: str, segment_start: int | None = None) -> Response:
    """Redirect to the response, to where something was changed in it."""
    anchor = f"#p{segment_start}" if segment_start is not None else ""
    return page_rendering.redirect_to(page_rendering.address("/response", document=document, done=done) + anchor)


def _parse_span(form: Form) -> Span:
    return Span(form.number("start"), form.number("end"))


def _parse_address(span_text: str) -> Span:
    """Parse the place that an address names, such as "20-116"; Span(-1, -1) if it is none."""
    start, _, end = span_text.partition("-")
    return Span(int(start), int(end)) if start.isdecimal() and end.isdecimal() else Span(-1, -1)

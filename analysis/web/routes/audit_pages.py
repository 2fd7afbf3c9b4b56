"""Auditing by hand: what there is to do, and one point after the other, in kinds that are kept apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from analysis.app.audit.close import AuditFindings, close, found
from analysis.app.audit.coding_page import CodingPage, chosen
from analysis.app.audit.queues import LISTED, QueueKind
from analysis.app.audit.record import RECORDED, Came, CodingRequest
from analysis.app.audit.sample_size import STILL_OPEN, Order
from analysis.app.audit.session import AuditByHand, Progress, Start
from analysis.errors import UnreadableError
from analysis.model import Coder, Outcome, PointKey
from analysis.text import plural
from analysis.web import page_rendering
from analysis.web.audit_session import Hand
from analysis.web.identity import Acting, Form, Sent
from analysis.web.middleware import Refused
from analysis.web.state import AppState

router = APIRouter()

LONGEST_MEMO = 5_000
"""Characters of a memo."""

MOST_DRAWN = 20_000
"""Points of a sample: more are never needed, and nobody could code them."""

LONGEST_LABEL = 40
"""Characters of a point's label in an address."""

NO_KIND = "There is no such kind of audit. Choose one on the page Audit."

ALREADY_CLOSED = "This audit is closed already, perhaps from another window. Go to Audit to see what it found."
NOT_DONE = (
    "{points} of this audit are not coded. Nothing was closed: code them first, or go back and tick that you want to "
    "close it all the same."
)


@dataclass(frozen=True, slots=True)
class Problem:
    """The reason why nothing was saved, and what to do on the page that says so."""

    why: str
    then: str


TOLD = {
    Came.SAVED.value: "Saved: point {label}.",
    Came.AGAIN.value: "Point {label} was saved already; it is not recorded twice.",
    "both": "Saved: point {label}. Somebody else coded it at the same moment; both codings are kept.",
    "taken": "Taken back: your coding of point {label}. Code it again, or skip it.",
    "nothing": "Nothing was taken back: what the page showed is not your last coding here any more.",
}
"""What is said on the next page."""

PROBLEMS = {
    Came.GONE: Problem(
        "this point was divided otherwise, or its words have changed, since the page was opened",
        "Your choices are below; look at the point as it is now, and save again if they still fit.",
    ),
    Came.CODEBOOK: Problem(
        "the codebook has changed since the page was opened",
        "Your choices are below; look at the themes as they are now, and save again.",
    ),
    Came.YOURS: Problem(
        "you have coded this point since this page was opened, perhaps in another window",
        "What you chose here is below; save again if it is to replace what you said then. Both stay on record.",
    ),
    Came.THEIRS: Problem(
        "{who} has coded this point since this page was opened",
        "Your choices are below; save again to record yours as well. Both stay on record.",
    ),
}
"""What is said where a page was out of date."""


def _place(document: str = "", start: int = -1, end: int = -1) -> PointKey | None:
    return PointKey(document, start, end) if document else None


Place = Annotated[PointKey | None, Depends(_place)]
"""A handler's argument of this type is the point that an address names, if it names one."""


def _kind(kind: str) -> QueueKind:
    """Return the kind of audit that an address names; raises UnreadableError where there is none of that name."""
    if kind not in set(QueueKind):
        raise UnreadableError(kind, NO_KIND)
    return QueueKind(kind)


Which = Annotated[QueueKind, Depends(_kind)]
"""A handler's argument of this type is the kind of audit that the address names."""


@dataclass(frozen=True, slots=True)
class StartPage:
    """The page that begins an audit."""

    start: Start


@dataclass(frozen=True, slots=True)
class AskPage:
    """The order of a sample of more than half of all the ``points``, to be confirmed."""

    order: Order
    points: int


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The findings of an audit."""

    found: AuditFindings


@dataclass(frozen=True, slots=True)
class PointPage:
    """One point; ``told`` is what became of the last one, ``problem`` why this one was not recorded.

    ``skip`` is the address of the next point, ``last`` names what can be taken back and ``last_label`` its point.
    """

    progress: Progress
    point: CodingPage
    skip: str
    last: str
    last_label: str
    told: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class DonePage:
    """Nothing is left of a kind."""

    progress: Progress
    last: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class LostPointPage:
    """A submitted coding of a point that is there no more."""

    kind: QueueKind
    said: CodingRequest


@router.get("/audit")
def start(request: Request, hand: Hand, who: Acting) -> Response:
    """Return what there is to do, and how far each kind is."""
    return page_rendering.show(request, "audit.html.j2", StartPage(hand.start(who)))


@router.post("/audit/code")
def code(here: AppState, who: Acting) -> Response:
    """Take in what is new and have the machine code it, so that there are suggestions."""
    job = here.jobs.start("Coding the points", lambda desk: desk.take_in_and_code(), then="/audit", by=who.name)
    return page_rendering.go(f"/jobs/{job.id}")


@router.post("/audit/draw")
def draw_points(request: Request, here: AppState, hand: Hand, who: Acting, sent: Sent) -> Response:
    """Draw a blind sample, or more points of one that is there; more than half of all points only if that is meant."""
    order = Order(sent.number("size"), bool(sent.text("rare")), sent.text("extend"))
    if not 0 < order.size <= MOST_DRAWN:
        raise Refused(400, f"A sample has between 1 and {MOST_DRAWN:,} points. Go back and enter another number.")
    if hand.closings() and not order.extend:
        raise Refused(409, STILL_OPEN)
    points = hand.more_than_half_of(order)
    if points and not sent.text("sure"):
        return page_rendering.show(request, "audit_ask.html.j2", AskPage(order, points))
    job = here.jobs.start("Drawing a sample", lambda desk: hand.draw(desk, order, who), then="/audit", by=who.name)
    return page_rendering.go(f"/jobs/{job.id}")


@router.post("/audit/close")
def close_audit(here: AppState, hand: Hand, who: Acting, sent: Sent) -> Response:
    """Close a blind audit, and show what it found."""
    name, anyway = sent.text("name"), bool(sent.text("anyway"))
    open_one = next((one for one in hand.closings() if one.name == name), None)
    if open_one is None:
        raise Refused(409, ALREADY_CLOSED)
    if open_one.left and not anyway:
        raise Refused(400, NOT_DONE.format(points=plural(open_one.left, "point")))
    then = page_rendering.address("/audit/found", name=name)
    job = here.jobs.start("Closing the audit", lambda desk: close(desk, name, anyway), then=then, by=who.name)
    return page_rendering.go(f"/jobs/{job.id}")


@router.get("/audit/found")
def show_found(request: Request, here: AppState, name: str = "") -> Response:
    """Return what an audit found that was closed."""
    return page_rendering.show(request, "audit_found.html.j2", FoundPage(found(here.everypoint, name)))


@router.post("/audit/{kind}/list")
def make_list(here: AppState, hand: Hand, who: Acting, kind: Which) -> Response:
    """Have the machine find the points that teach it most, or what may be mistakes."""
    if kind not in LISTED:
        raise UnreadableError(kind, NO_KIND)
    title = "Finding the points that teach most" if kind is QueueKind.LEARNING else "Finding what may be mistakes"
    job = here.jobs.start(
        title, lambda desk: hand.make_list(kind, desk), then=f"/audit/{kind}", by=who.name, holds=False
    )
    return page_rendering.go(f"/jobs/{job.id}")


@router.get("/audit/{kind}/next")
def show_next(hand: Hand, who: Acting, kind: Which, at: Place) -> Response:
    """Go on to the next point after one, or to the first that is left."""
    return page_rendering.go_back(_address(kind, hand.next(kind, who, at)))


@router.get("/audit/{kind}")
def show_point(
    request: Request, hand: Hand, who: Acting, kind: Which, at: Place, told: str = "", of: str = ""
) -> Response:
    """One point; without one, the next that is left."""
    said = _told(told, of)
    if at is not None:
        return page_rendering.show(
            request, "audit_point.html.j2", _page(hand, kind, who, hand.look(kind, who, at), told=said)
        )
    following = hand.next(kind, who)
    if following is not None:
        return page_rendering.go_back(_address(kind, following, told, of))
    last = hand.last(kind, who)
    view = DonePage(hand.progress(kind, who), last.name if last else "", said)
    return page_rendering.show(request, "audit_done.html.j2", view)


@router.post("/audit/{kind}")
def save(request: Request, hand: Hand, who: Acting, kind: Which, sent: Sent) -> Response:
    """Record what somebody says of a point and go on to the next; say so where the page was out of date."""
    said = _said(sent)
    label = hand.label(said.point)
    became = hand.record(kind, who, said)
    if became.came in RECORDED:
        told = "both" if became.others else became.came.value
        return page_rendering.go_back(_address(kind, hand.next(kind, who, said.point), told, label))
    if not label:
        return page_rendering.show(request, "audit_gone.html.j2", LostPointPage(kind, said), 409)
    # The page is made anew: it carries the state of today, so that what is meant can be saved from it.
    view = chosen(hand.look(kind, who, said.point), said.themes, said.memo)
    because = PROBLEMS[became.came]
    problem = replace(because, why=because.why.format(who=" and ".join(became.others) or "somebody else"))
    return page_rendering.show(request, "audit_point.html.j2", _page(hand, kind, who, view, problem=problem), 409)


@router.post("/audit/{kind}/undo")
def undo(hand: Hand, who: Acting, kind: Which, sent: Sent) -> Response:
    """Take back what somebody said last, and show the point again."""
    taken = hand.take_back(kind, who, sent.text("last"))
    if taken is None:
        return page_rendering.go_back(_address(kind, None, "nothing"))
    return page_rendering.go_back(_address(kind, taken.point, "taken", hand.label(taken.point)))


def _page(
    hand: AuditByHand, kind: QueueKind, who: Coder, point: CodingPage, told: str = "", problem: Problem | None = None
) -> PointPage:
    last = hand.last(kind, who)
    label = hand.label(last.coding.point) if last else ""
    skip = _next(kind, point.point)
    return PointPage(hand.progress(kind, who), point, skip, last.name if last else "", label, told, problem)


def _said(sent: Form) -> CodingRequest:
    """Return what a form says of a point; raises Refused where it is none of our forms."""
    act = sent.text("act", "save")
    if act not in ("save", "cannot_tell"):
        raise Refused(400, "Choose “Save and next” or “Cannot tell”.")
    decided = act == "save"
    return CodingRequest(
        point=PointKey(sent.text("document"), sent.number("start"), sent.number("end")),
        themes=frozenset(sent.texts("theme")) if decided else frozenset(),
        outcome=Outcome.CODED if decided else Outcome.CANNOT_TELL,
        memo=sent.text("memo")[:LONGEST_MEMO],
        state=sent.text("state"),
    )


def _told(told: str, label: str) -> str:
    """Return what is said of the point before; nothing, for a word that we do not know."""
    return TOLD.get(told, "").format(label=label[:LONGEST_LABEL])


def _address(kind: QueueKind, point: PointKey | None, told: str = "", of: str = "") -> str:
    """Return the page of a point, or of whatever comes where there is none."""
    return page_rendering.address(f"/audit/{kind.value}", **_query(point), told=told, of=of[:LONGEST_LABEL])


def _next(kind: QueueKind, point: PointKey) -> str:
    return page_rendering.address(f"/audit/{kind.value}/next", **_query(point))


def _query(point: PointKey | None) -> dict[str, str | int]:
    return dict(point._asdict()) if point else {}

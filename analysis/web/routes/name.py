"""Who is there: asked once, changed at any time."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.web import pages
from analysis.web.acting import LONGEST, Sent, named, ours, remember

router = APIRouter()

EMPTY = "Enter your name"


@dataclass(frozen=True, slots=True)
class NamePage:
    """``back`` is where to go on; ``problem`` what is wrong with the name that was given."""

    back: str
    name: str = ""
    problem: str = ""


@router.get("/name")
def ask(request: Request, next: str = "/") -> Response:
    """Ask for the name."""
    who = named(request)
    return pages.show(request, "name.html.j2", NamePage(ours(next), who.name if who else ""))


@router.post("/name")
def take(request: Request, sent: Sent) -> Response:
    """Remember the name and go on."""
    name, back = " ".join(sent.text("name").split())[:LONGEST], ours(sent.text("next"))
    if not name:
        return pages.show(request, "name.html.j2", NamePage(back, problem=EMPTY), 400)
    answer = Response(status_code=303, headers={"location": back})
    remember(answer, name)
    return answer

"""The name page: asked once, changed at any time, and never mistaken for whoever had a page before."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from analysis.web import page_rendering
from analysis.web.identity import LONGEST, Form, Renamed, Sent, named, ours, remember
from analysis.web.middleware import Refused

router = APIRouter()

EMPTY = "Enter your name"

OWN = ("token", "everypoint-name", "everypoint-path")
"""Fields of our own in a form that carries another one's fields."""


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
    return page_rendering.show(request, "name.html.j2", NamePage(ours(next), who.name if who else ""))


@router.post("/name")
def take(request: Request, sent: Sent) -> Response:
    """Remember the name and go on."""
    name, back = _name(sent.text("name")), ours(sent.text("next"))
    if not name:
        return page_rendering.show(request, "name.html.j2", NamePage(back, problem=EMPTY), 400)
    answer = Response(status_code=303, headers={"location": back})
    remember(answer, name)
    return answer


def _name(given: str) -> str:
    return " ".join(given.split())[:LONGEST]


# A page that was made for somebody else -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RenamedPage:
    """A form that was not taken: whom its page was made for, who is there now, and all that was typed.

    ``back`` is the form's own page, if it is known. ``can_send``: it can be sent again from here, which files cannot.
    ``is_back``: the name has been changed back.
    """

    before: str
    now: str
    path: str
    back: str
    fields: tuple[tuple[str, str], ...]
    can_send: bool
    is_back: bool = False


def show_renamed(request: Request, error: Renamed) -> Response:
    """Say that a form's page was made for somebody else, and how to go on with what was typed."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    view = RenamedPage(error.before, error.now, path, _referer(request), _typed(error.data), _is_text(error.data))
    return page_rendering.show(request, "renamed.html.j2", view, 409)


@router.post("/name/back")
def change_back(request: Request, sent: Sent) -> Response:
    """Remember the name that a page was made for, and offer to send what was typed on it."""
    name = _name(sent.text("everypoint-name"))
    if not name:
        raise Refused(400, "This form does not say whose name it is. Go back, and choose your name anew.")
    view = RenamedPage(name, name, ours(sent.text("everypoint-path")), "", _kept(sent), can_send=True, is_back=True)
    answer = page_rendering.show(request, "renamed.html.j2", view, who=name)
    remember(answer, name)
    return answer


def _kept(sent: Form) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name in sent.names() if name not in OWN for text in sent.texts(name))


def _typed(data: FormData) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in data.multi_items() if name != "token" and isinstance(text, str))


def _is_text(data: FormData) -> bool:
    return all(isinstance(value, str) for value in data.values())


def _referer(request: Request) -> str:
    """Return the page that a form was sent from, where the browser says so."""
    told = urlsplit(request.headers.get("referer", ""))
    return ours(told.path + (f"?{told.query}" if told.query else "")) if told.path else ""

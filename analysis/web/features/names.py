"""The name page: asked once, changed at any time, and never mistaken for whoever had a page before."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from analysis.web import page_rendering
from analysis.web.identity import LONGEST, Form, Renamed, SentForm, find_user, own_path, remember
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
    """Show the page that asks for the user's name."""
    current_user = find_user(request)
    return page_rendering.render(
        request, "name.html.j2", NamePage(own_path(next), current_user.name if current_user else "")
    )


@router.post("/name")
def take(request: Request, form: SentForm) -> Response:
    """Remember the name and go on."""
    user_name, next_page = _clean_name(form.text("name")), own_path(form.text("next"))
    if not user_name:
        return page_rendering.render(request, "name.html.j2", NamePage(next_page, problem=EMPTY), 400)
    redirect = Response(status_code=303, headers={"location": next_page})
    remember(redirect, user_name)
    return redirect


def _clean_name(entered_name: str) -> str:
    return " ".join(entered_name.split())[:LONGEST]


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
    form_address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    renamed_page = RenamedPage(
        error.before,
        error.now,
        form_address,
        _referer(request),
        _typed_fields(error.data),
        all(isinstance(field_value, str) for field_value in error.data.values()),
    )
    return page_rendering.render(request, "renamed.html.j2", renamed_page, 409)


@router.post("/name/back")
def change_back(request: Request, form: SentForm) -> Response:
    """Remember the name that a page was made for, and offer to send what was typed on it."""
    user_name = _clean_name(form.text("everypoint-name"))
    if not user_name:
        raise Refused(400, "This form does not say whose name it is. Go back and choose your name again.")
    renamed_page = RenamedPage(
        user_name,
        user_name,
        own_path(form.text("everypoint-path")),
        "",
        _resent_fields(form),
        can_send=True,
        is_back=True,
    )
    response = page_rendering.render(request, "renamed.html.j2", renamed_page, user_name=user_name)
    remember(response, user_name)
    return response


def _resent_fields(form: Form) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field_name, field_value)
        for field_name in form.names()
        if field_name not in OWN
        for field_value in form.texts(field_name)
    )


def _typed_fields(form_data: FormData) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field_name, field_value)
        for field_name, field_value in form_data.multi_items()
        if field_name != "token" and isinstance(field_value, str)
    )


def _referer(request: Request) -> str:
    """Return the page that a form was sent from, where the browser says so."""
    referer_url = urlsplit(request.headers.get("referer", ""))
    return (
        own_path(referer_url.path + (f"?{referer_url.query}" if referer_url.query else "")) if referer_url.path else ""
    )

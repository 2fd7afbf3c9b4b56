"""User identity: the name is asked once and every change carries it; on this machine alone there is no password."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from analysis.model import Coder
from analysis.web.middleware import NO_TOKEN, SAFE, Refused, cookie, is_genuine, token_user
from analysis.web.state import shell

NAME = "everypoint_name"
"""The cookie that holds the name."""

YEAR = 365 * 24 * 3600
"""Seconds for which a browser remembers the name."""

LONGEST = 80
"""Characters of a name."""

OPEN = ("/name",)
"""Pages that need no name."""

MOST_FILES = 2_000
"""Files of one form."""

MOST_FIELDS = 100_000
"""Fields of one form: a large codebook has several for each theme."""

TOO_MANY = (
    f"More than {MOST_FILES:,} files were sent at once, and nothing was taken in. Pack them into an archive (ZIP) and "
    "upload that, or send them in parts."
)

WHO = (
    "Enter your name first, because every change is recorded under a name. Nothing was saved. Enter your name, "
    "then try again."
)


class Unnamed(Exception):
    """Nobody has said yet who is there; ``back`` is the page to go on with."""

    def __init__(self, back: str) -> None:
        """Keep where to go on."""
        super().__init__(back)
        self.back = back


class Renamed(Exception):
    """A form's page was made for ``before``, and ``now`` somebody else is there; ``data`` is what was sent."""

    def __init__(self, before: str, now: str, data: FormData) -> None:
        """Keep all three for the page that says so."""
        super().__init__(before, now)
        self.before, self.now, self.data = before, now, data


def find_user(request: Request) -> Coder | None:
    """Return the current user, or None where nobody has given a name."""
    user_name = unquote(cookie(request.scope, NAME)).strip()[:LONGEST]
    return Coder.person(user_name) if user_name.split() else None


def require_user(request: Request) -> Coder:
    """Return the current user; without one, a page is put off until a name is given, and a change is refused."""
    coder = find_user(request)
    if coder is None and request.method in SAFE:
        raise Unnamed(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
    if coder is None:
        raise Refused(403, WHO)
    return coder


def require_introduction(request: Request) -> None:
    """Require a user before any page is shown, so that no form is filled in for nothing."""
    if request.url.path not in OPEN:
        require_user(request)


def remember(response: Response, user_name: str) -> None:
    """Store a name in the browser's cookie."""
    response.set_cookie(NAME, quote(user_name), max_age=YEAR, httponly=True, samesite="strict", path="/")


async def check_token(request: Request) -> None:
    """Refuse a form that does not carry its browser's token, or whose page was made for somebody else."""
    if request.method in SAFE:
        return
    form_data = await read_form(request)
    form_token = form_data.get("token")
    session_key = shell(request).key, request.state.session
    if not isinstance(form_token, str) or not is_genuine(*session_key, form_token):
        raise Refused(403, NO_TOKEN)
    current_user = find_user(request)
    if current_user is not None and request.url.path not in OPEN and current_user.name != token_user(form_token):
        raise Renamed(token_user(form_token), current_user.name, form_data)


async def read_form(request: Request) -> FormData:
    """Parse the submitted form; once, however often it is asked for."""
    try:
        return await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
    except HTTPException as error:
        has_too_many_files = str(error.detail).startswith("Too many files")
        raise Refused(error.status_code, TOO_MANY if has_too_many_files else str(error.detail)) from error


def own_path(path: str) -> str:
    """Return a path within the app; anything that could lead elsewhere becomes the first page."""
    is_our_path = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and path.isascii()
    return path if is_our_path else "/"


class Form:
    """A form's fields as text, and its files."""

    def __init__(self, data: FormData) -> None:
        """Wrap what was sent."""
        self._data = data

    def text(self, field_name: str, default: str = "") -> str:
        """Return a field without white space at its ends."""
        field_value = self._data.get(field_name)
        return field_value.strip() if isinstance(field_value, str) else default

    def names(self) -> tuple[str, ...]:
        """Return the fields that were sent."""
        return tuple(dict.fromkeys(self._data.keys()))

    def texts(self, field_name: str) -> tuple[str, ...]:
        """Return all values of a field, such as ticked boxes."""
        return tuple(field_value for field_value in self._data.getlist(field_name) if isinstance(field_value, str))

    def number(self, field_name: str) -> int:
        """Return a field that holds a whole number, with or without commas; raises Refused otherwise."""
        try:
            return int(self.text(field_name).replace(",", ""))
        except ValueError as error:
            entered_text = self.text(field_name) or "nothing"
            raise Refused(
                400, f"Enter a number, such as 100, instead of “{entered_text}”. Go back and try again."
            ) from error

    def files(self, field_name: str) -> tuple[UploadFile, ...]:
        """Return the files of a field; an empty field of a browser is none."""
        return tuple(
            upload for upload in self._data.getlist(field_name) if isinstance(upload, UploadFile) and upload.filename
        )


def wrap_form(data: Annotated[FormData, Depends(read_form)]) -> Form:
    """Return the submitted form."""
    return Form(data)


SentForm = Annotated[Form, Depends(wrap_form)]
"""A handler's argument of this type is the submitted form, its token checked."""

CurrentUser = Annotated[Coder, Depends(require_user)]
"""A handler's argument of this type is the current user."""

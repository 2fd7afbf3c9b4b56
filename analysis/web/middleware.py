"""Middleware for every request: whom we answer, what we take, and what a browser may do with our pages."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analysis.errors import fault_message

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names under which this machine's own browser may call us; any other name may be an attacker's (DNS rebinding)."""

MOST_BYTES = 2_000_000
"""What a form may hold, without files."""

SESSION = "everypoint_session"
"""The cookie that ties forms to one browser."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'none'"
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": with that, browsers send `Origin: null` with our own forms, and the check of it would be blind.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cache-control": "no-store",
}
"""What every answer says unless it says otherwise itself."""

GOES_BACK = "private, no-cache"
"""What answers to forms say of keeping: else whoever goes back to a mistake is told to send the form again."""

WRONG_HOST = (
    "This program only answers under the address that it printed when it was started. Open that address in the browser."
)
FROM_ELSEWHERE = (
    "This was sent from another web site, so nothing was done. If you meant it, open Everypoint itself and do it there."
)
NO_TOKEN = (
    "This form did not come from this browser's own page; or, since that was opened, the browser has lost its "
    "cookies or another consultation has been opened. Nothing was done. Go back, load the page again, and send it "
    "once more."
)


class Refused(Exception):
    """A request that is not dealt with: its status, and why in words for people."""

    def __init__(self, status: int, explanation: str) -> None:
        """Keep both for the page that says so."""
        super().__init__(explanation)
        self.status, self.why = status, explanation


Explain = Callable[[Scope, int, str], Response]
"""Makes the page that says what is wrong."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Whom we answer and how much we take; ``larger`` holds paths that take more than ``MOST_BYTES``."""

    hosts: frozenset[str]
    larger: Mapping[str, int]

    def check(self, scope: Scope) -> None:
        """Raise Refused for a request of another host or another site."""
        request_headers = Headers(scope=scope)
        if request_headers.get("host", "").lower() not in self.hosts:
            raise Refused(400, WRONG_HOST)
        if scope["method"] not in SAFE and not self._is_own(request_headers):
            raise Refused(403, FROM_ELSEWHERE)

    def _is_own(self, headers: Headers) -> bool:
        """Return whether the browser says that one of our own pages sent this; silence counts as no."""
        fetch_site, request_origin = headers.get("sec-fetch-site"), headers.get("origin")
        if fetch_site is not None and fetch_site != "same-origin":
            return False
        if request_origin is not None:
            return request_origin.lower() == f"http://{headers['host'].lower()}"
        return fetch_site is not None

    def most(self, path: str) -> int:
        """Return how many bytes a request to this path may have."""
        return next(
            (byte_limit for path_start, byte_limit in self.larger.items() if path.startswith(path_start)), MOST_BYTES
        )


def allowed_hosts(port: int) -> frozenset[str]:
    """Return the values that a Host header may have at this port."""
    return frozenset(
        host_name
        for loopback_host in LOOPBACK
        for host_name in ((loopback_host, f"{loopback_host}:{port}") if port == 80 else (f"{loopback_host}:{port}",))
    )


class Guard:
    """The outermost layer: nothing reaches a page that breaks the rules, and nothing leaves without our headers."""

    def __init__(self, app: ASGIApp, rules: Rules, explain: Explain) -> None:
        """Stand before an application."""
        self._app, self._rules, self._explain = app, rules, explain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Deal with one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, self._rules.most(scope["path"]))
        try:
            self._rules.check(scope)
            await self._app(scope, exchange.receive, exchange.send)
        except Refused as refused:
            await exchange.answer(self._explain(scope, refused.status, refused.why))
        except ClientDisconnect:
            return  # whoever sent it has gone, and nobody is there to be told
        except Exception as error:
            logging.getLogger("everypoint").exception("A page failed")
            await exchange.answer(self._explain(scope, 500, fault_message(error)))


class _Exchange:
    """One request's way in and out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, byte_limit: int) -> None:
        self._scope, self._receive, self._send, self._left = scope, receive, send, byte_limit
        self._most, self._has_begun, self._is_read = byte_limit, False, False
        session_id = cookie(scope, SESSION)
        self._is_new = not session_id
        self.session = session_id or secrets.token_urlsafe(24)
        scope.setdefault("state", {})["session"] = self.session

    async def receive(self) -> Message:
        """Return the next part of the body; raises Refused where there is too much of it."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        self._is_read = not message.get("more_body", False)
        if self._left < 0:
            raise Refused(413, too_large_message(self._most))
        return message

    async def send(self, message: Message) -> None:
        """Pass an answer on, with what every answer says."""
        if message["type"] == "http.response.start":
            self._has_begun = True
            response_headers = MutableHeaders(scope=message)
            if self._scope["method"] == "POST":
                response_headers.setdefault("cache-control", GOES_BACK)
            for header_name, header_value in HEADERS.items():
                response_headers.setdefault(header_name, header_value)
            if self._is_new and response_headers.get("content-type", "").startswith("text/html"):
                response_headers.append("set-cookie", f"{SESSION}={self.session}; Path=/; HttpOnly; SameSite=Strict")
        await self._send(message)

    async def answer(self, response: Response) -> None:
        """Say what is wrong, if nothing else has been said yet; a browser only listens once it has sent everything."""
        while not self._is_read and Headers(scope=self._scope).get("content-length", "0") != "0":
            message = await self._receive()
            self._is_read = message["type"] != "http.request" or not message.get("more_body", False)
        if not self._has_begun:
            await response(self._scope, self._receive, self.send)


def too_large_message(byte_limit: int) -> str:
    """Return the message about a request that is too large."""
    return (
        f"What was sent is larger than the {byte_limit // 1_000_000:,} MB that can be uploaded at once. Nothing was "
        f"uploaded. Send the files in several parts."
    )


# What ties a form to a browser ----------------------------------------------------------------------------------------


def cookie(scope: Scope, cookie_name: str) -> str:
    """Return a cookie's value; empty where the browser sent none."""
    try:
        cookie_morsel = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(cookie_name)
    except CookieError:
        return ""
    return cookie_morsel.value if cookie_morsel else ""


def token(key: bytes, session: str, user_name: str = "") -> str:
    """Return the token that a form of this browser must carry, with the user name that its page was made for.

    Another program's cookie cannot make it up.
    """
    quoted_name = quote(user_name, safe="")
    return f"{hmac.new(key, f'{session} {quoted_name}'.encode(), hashlib.sha256).hexdigest()}.{quoted_name}"


def is_genuine(key: bytes, session: str, form_token: str) -> bool:
    """Return whether a form carries its browser's token."""
    return hmac.compare_digest(token(key, session, token_user(form_token)).encode(), form_token.encode())


def token_user(form_token: str) -> str:
    """Return the user name that a token's page was made for; empty where there was none."""
    return unquote(form_token.partition(".")[2])


def load_form_key(folder: Path) -> bytes:
    """Return the workspace's signing key, stored so that pages outlive a restart; a new one where it cannot be."""
    key_file = folder / "web.key"
    try:
        stored_key = key_file.read_bytes() if key_file.exists() else b""
        if len(stored_key) != 32:
            stored_key = secrets.token_bytes(32)
            folder.mkdir(parents=True, exist_ok=True)
            key_file.touch(mode=0o600)
            key_file.write_bytes(stored_key)
    except OSError:
        return secrets.token_bytes(32)
    return stored_key

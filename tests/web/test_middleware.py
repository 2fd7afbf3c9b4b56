"""What every request goes through: whom the app answers, what it takes, and what a browser may do with its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from analysis.web.middleware import Guard, Rules, allowed_hosts, is_genuine, load_form_key, token, token_user
from tests.web.visitor import OWN, Visitor, text_of


@pytest.mark.parametrize(
    "host", ["evil.example:8000", "127.0.0.1", "127.0.0.1:9000", "127.0.0.1:8000.evil.example", ""]
)
def test_another_host_is_not_answered(visitor: Visitor, host: str) -> None:
    answer = visitor.client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "Library" not in text_of(answer.text)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_this_machine_is_answered_by_all_its_names(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "says",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8000"},
        {"sec-fetch-site": "none", "origin": ""},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:9000"},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_the_right_token(visitor: Visitor, says: dict[str, str]) -> None:
    fields = {"token": visitor.token(), "name": "Mallory", "next": "/"}
    answer = visitor.client.post("/name", data=fields, headers=says)
    assert answer.status_code == 403
    assert "Sam Brook" in visitor.get("/")


def test_who_says_nothing_of_where_a_form_is_from_is_not_believed(visitor: Visitor) -> None:
    fields, bare = (
        {"token": visitor.token(), "name": "Mallory"},
        TestClient(visitor.app, base_url="http://127.0.0.1:8000"),
    )
    bare.cookies = visitor.client.cookies
    assert bare.post("/name", data=fields).status_code == 403


@pytest.mark.parametrize("given", ["", "0" * 64, None])
def test_a_form_without_its_browsers_token_is_refused(visitor: Visitor, given: str | None) -> None:
    fields = {"name": "Mallory"} | ({} if given is None else {"token": given})
    assert visitor.client.post("/name", data=fields).status_code == 403
    assert "Sam Brook" in visitor.get("/")


def test_a_token_is_good_for_one_browser_and_one_workspace(tmp_path: Path) -> None:
    one, other = load_form_key(tmp_path / "one"), load_form_key(tmp_path / "other")
    assert load_form_key(tmp_path / "one") == one != other
    assert is_genuine(one, "session", token(one, "session"))
    assert not is_genuine(one, "another session", token(one, "session"))
    assert not is_genuine(other, "session", token(one, "session"))


def test_a_token_says_whom_its_page_was_made_for_and_cannot_be_changed(tmp_path: Path) -> None:
    key = load_form_key(tmp_path / "one")
    made = token(key, "session", "Zoë Smith-Jones; 日本")
    assert made.isascii()
    assert token_user(made) == "Zoë Smith-Jones; 日本"
    assert is_genuine(key, "session", made)
    assert not is_genuine(key, "session", f"{made.partition('.')[0]}.Mallory")


def test_every_answer_says_what_a_browser_may_do_with_it(visitor: Visitor) -> None:
    for path in ("/", "/name", "/nothing", "/static/everypoint.css"):
        headers = visitor.client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")
    answered = visitor.client.post("/name", data={}, headers={"sec-fetch-site": "same-origin"}).headers
    assert answered["cache-control"] == "private, no-cache", "who goes back to it need not send the form again"


def test_a_page_holds_no_script_and_no_style_of_its_own(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/') == 1


def test_cookies_go_to_this_site_alone_and_no_script_reads_them(visitor: Visitor) -> None:
    fresh = TestClient(visitor.app, base_url="http://127.0.0.1:8000", headers=OWN)
    first = fresh.get("/name").headers["set-cookie"]
    fields = {"token": token(visitor.services.key, fresh.cookies["everypoint_session"]), "name": "Ann", "next": "/"}
    second = fresh.post("/name", data=fields, follow_redirects=False).headers["set-cookie"]
    for told in (first, second):
        assert "httponly" in told.lower()
        assert "samesite=strict" in told.lower()


def test_a_form_that_is_too_large_is_refused_before_it_is_kept(visitor: Visitor) -> None:
    answer = visitor.client.post("/name", data={"token": visitor.token(), "name": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "2 MB" in text_of(answer.text)


def test_the_limit_holds_where_nobody_says_how_much_is_coming() -> None:
    async def takes_all(scope: object, receive: object, send: object) -> None:
        while (await receive()).get("more_body"):  # type: ignore[operator]
            pass

    def explain(scope: object, status: int, why: str) -> Response:
        return PlainTextResponse(why, status)

    guard = Guard(takes_all, Rules(allowed_hosts(8000), {}), explain)
    client = TestClient(guard, base_url="http://127.0.0.1:8000", headers=OWN)
    assert client.post("/", content=(b"x" * 100_000 for _ in range(30))).status_code == 413


def test_a_fault_of_ours_is_told_without_what_it_was_met_in(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("the words of a respondent")

    monkeypatch.setattr("analysis.web.features.overview.overview", broken)
    page = text_of(visitor.get("/", status=500))
    assert "KeyError in overview.py, line" in page
    assert "the words of a respondent" not in page
    assert "Traceback" not in page

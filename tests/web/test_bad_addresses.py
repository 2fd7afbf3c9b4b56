"""Every page, asked for things that are not there: it says what is wrong, and is never a fault of ours.

Every run asks a share of it all, another one each day.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from analysis.web.features import routers
from tests.app.ingest.test_tables import SURVEY
from tests.builders import LETTER
from tests.share import share
from tests.web.test_upload import the_batch, upload
from tests.web.visitor import Visitor, text_of

WEIRD = "é\u202e\x00'\"<b>{{ 7 * 7 }}../"
ODD = ("", "x", "-1", "9" * 30, WEIRD, "y" * 3_000, "mistakes")
"""What an address may say though no page of ours leads there."""

SAID = ("", "x", "9" * 30, WEIRD)
"""What a form's field may say."""

PARTS = {"GET": 10, "POST": 30}
"""In so many days everything is asked; a form costs more, as a job may come of it."""

ROUTES = [route for router in routers() for route in router.routes if isinstance(route, APIRoute)]
FIELD = re.compile(r'form\.\w+\(\s*f?"([^"{]+)"')


def fields_of(route: APIRoute) -> list[str]:
    """The names of all fields that the modules of a handler's feature ask a form for."""
    feature = route.endpoint.__module__.rpartition(".")[0]
    modules = [module for name, module in sys.modules.items() if name.startswith(f"{feature}.")]
    return sorted({field for module in modules for field in FIELD.findall(inspect.getsource(module))})


FINE = {200, 303, 307, 400, 403, 404, 405, 409, 413}


def known(visitor: Visitor) -> dict[str, str]:
    """Parameters that name something that is there, so that only one of a page's parameters is wrong at a time."""
    response = visitor.services.snapshots.get().corpus.responses[0]
    point = next(response.points)
    return {
        "document": point.document,
        "start": str(point.start),
        "end": str(point.end),
        "id": the_batch(visitor).id,
        "number": "1",
        "kind": "learning",
        "key": "funding",
        "part": "letter.txt",
        "theme": "funding",
        "page": "1",
    }


@pytest.fixture
def full(reader: Visitor) -> Visitor:
    """A workspace with a report, an open upload of a table and of a file that is refused, and two lists."""
    upload(reader, ("survey.csv", SURVEY.encode()), ("letter.txt", f"{LETTER}.".encode()))
    for kind in ("learning", "mistakes"):
        reader.post(f"/audit/{kind}/list")
    reader.settle()
    return reader


def queried(dependant: Dependant) -> Iterator[str]:
    """The parameters of an address that a handler, or what it depends on, asks for."""
    yield from (field.alias for field in dependant.query_params)
    for other in dependant.dependencies:
        yield from queried(other)


def asked(route: APIRoute, given: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Addresses of a page with one parameter after the other odd, and all others as they are ``given``, or left out."""
    names = sorted(set(queried(route.dependant)))
    parts = re.findall(r"{(\w+)}", route.path)
    right = {name: given.get(name, "") for name in parts}
    for odd in ODD:
        for part in parts:
            if odd:
                yield (
                    route.path.format(**{**right, part: quote(odd, safe="")}),
                    {name: given[name] for name in names if name in given},
                )
        for name in names:
            yield route.path.format(**right), {**{n: given[n] for n in names if n in given}, name: odd}


def fault_of(visitor: Visitor, answer: httpx.Response) -> str:
    """What is wrong with an answer: it is no answer to a bad question, or a page that does not say what is wrong."""
    if answer.status_code not in FINE:
        return str(answer.status_code)
    if answer.text and "html" in answer.headers.get("content-type", ""):
        told = text_of(answer.text)
        return "" if told and "Something went wrong" not in told else told[:80]
    return ""


GETS = [route for route in ROUTES if "GET" in (route.methods or ())]
POSTS = [route for route in ROUTES if "POST" in (route.methods or ())]


def test_there_are_pages_to_ask() -> None:
    assert len(GETS) > 20
    assert len(POSTS) > 20
    assert {"document", "name", "replace", "theme", "state"} <= {name for route in POSTS for name in fields_of(route)}


def test_no_page_fails_whatever_its_address_says(full: Visitor) -> None:
    given = known(full)
    faults = []
    for path, query in share((one for route in GETS for one in asked(route, given)), PARTS["GET"]):
        answer = full.client.get(path, params=query, follow_redirects=True)
        faults.append((path[:60], {name: said[:20] for name, said in query.items()}, fault_of(full, answer)))
    assert [fault for fault in faults if fault[-1]] == []


def test_no_form_fails_whatever_it_says(full: Visitor) -> None:
    given, token = known(full), full.token()
    faults = []
    for path, own, field, odd in share(forms(given), PARTS["POST"]):
        form = {name: given[name] for name in own if name in given}
        form |= {"token": token, **({field: odd} if odd is not None else {})}
        answer = full.client.post(path, data=form, follow_redirects=False)
        faults.append((path[:60], field, (odd or "")[:20], fault_of(full, answer)))
        full.settle()
    assert [fault for fault in faults if fault[-1]] == []


def forms(given: dict[str, str]) -> Iterator[tuple[str, list[str], str, str | None]]:
    """The addresses of all forms with their fields, and the field that says something odd, if any."""
    for route in POSTS:
        own = fields_of(route)
        for path, odd in posted(route, given):
            yield from ((path, own, field, odd) for field in (own if odd is not None else [""]))


def posted(route: APIRoute, given: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """The addresses of a form: the right one, with what one field says there; and odd ones."""
    parts = re.findall(r"{(\w+)}", route.path)
    right = {name: given.get(name, "") for name in parts}
    yield from ((route.path.format(**right), odd) for odd in SAID)
    yield from (
        (route.path.format(**{**right, part: quote(odd, safe="")}), None) for part in parts for odd in ODD if odd
    )

"""Every page in every state, held to WCAG 2.2 AA and to a phone's width; it runs where EVERYPOINT_JOURNEY is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter

from analysis.app.audit.close import close
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.app.views.report_editions import make_report
from analysis.model import CodingMode
from analysis.web.features import routers
from analysis.workspace import Workspace
from tests.app.ingest.test_tables import SURVEY
from tests.browser.test_web_new_consultation import PHONE
from tests.browser.web import Window
from tests.builders import LETTER, make_coding, make_workspace, person
from tests.web.visitor import running

pytestmark = pytest.mark.skipif(
    not os.environ.get("EVERYPOINT_JOURNEY"), reason="it takes minutes; set EVERYPOINT_JOURNEY"
)

NO_PAGES = {"/charts.css", "/points.csv", "/report/page", "/report/report.html", "/report/download", "/responses/table"}
"""What is saved, or is no page of the app."""

MORE = (
    "/nothing",
    "/response?document=nobody.txt",
    "/points?theme=funding&stand=stale",
    "/audit/blind",
    "/audit/assisted",
)


def paths(router: APIRouter) -> Iterator[str]:
    """Yield the address of every page of some routes that needs nothing more."""
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from paths(inner)
        elif "GET" in getattr(route, "methods", ()) and "{" not in getattr(route, "path", ""):
            yield str(getattr(route, "path", ""))


def empty(root: Path, coded: Callable[[str], Path], codebook: str) -> None:
    make_workspace(root, {}, '[consultation]\ntitle = "Nothing yet"\n')


def without_themes(root: Path, coded: Callable[[str], Path], codebook: str) -> None:
    make_workspace(root, {"letter.txt": LETTER}, '[consultation]\ntitle = "No theme yet"\n')
    take(AppContext(Workspace(root)))


def open_audit(root: Path, coded: Callable[[str], Path], codebook: str) -> None:
    shutil.copytree(coded(codebook), root)
    draw_audit(AppContext(Workspace(root)), DrawRequest(6, name="spring"), person("ann"))


def closed_audit(root: Path, coded: Callable[[str], Path], codebook: str) -> None:
    open_audit(root, coded, codebook)
    app = AppContext(Workspace(root))
    drawn = take(app).samples[-1].today.drawn
    app.store.append(
        replace(make_coding(point, ["funding"], by=person("ann")), mode=CodingMode.BLIND) for point in drawn
    )
    close(app, "spring", "Ann")
    make_report(app, "Ann")
    app.store.append(make_coding(point, ["safety"], by=person("bo")) for point in take(app).points[:2])
    make_report(app, "Ann")  # so that two can be compared
    app.store.close()


@pytest.mark.parametrize("state", [empty, without_themes, open_audit, closed_audit])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_every_page_in_every_state(
    browser_here: Any, tmp_path: Path, coded_desk: Callable[[str], Path], codebook: str, state: Any, width: int
) -> None:
    state(tmp_path / "work", coded_desk, codebook)
    pages = sorted({path for router in routers() for path in paths(router)} - NO_PAGES)
    with running(tmp_path / "work") as address:
        here = Window(browser_here, address, width=width)
        wrong = [told for path in (*pages, *MORE) if (told := looked_at(here, path, state.__name__))]
        if state is empty:
            here.open("/upload").locator("input[type=file]").set_input_files(
                {"name": "survey.csv", "mimeType": "text/csv", "buffer": SURVEY.encode()}
            )
            here.page.get_by_role("button", name="Upload").click()
            here.page.get_by_role("button", name="Confirm its columns").wait_for()
            wrong += [
                told
                for path in ("/", "/responses", "/themes", "/audit", "/report")
                if (told := looked_at(here, path, "waiting"))
            ]
        here.close()
    assert wrong == []


def looked_at(here: Window, path: str, state: str) -> str:
    """What is wrong with a page in a state; nothing where nothing is."""
    here.open(path)
    problems, overflow = here.problems(), here.overflow()
    return f"{state} {path}: {problems} {overflow or ''}".strip() if problems or overflow else ""

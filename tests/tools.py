"""Programs that only tests need: where they are, how they get here, and what a test does without them.

`python -m tests.tools`, which `run.py test` calls, installs what is missing with apt where it may. A test
that needs a program asks `require_tool`: without it the test skips, and with CI=true it fails.
"""

from __future__ import annotations

import glob
import os
import shutil
import sys
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from run import quietly, say


class Tool(NamedTuple):
    """A program: its Debian packages, its names on PATH, and patterns of other places it may be in.

    Without one that is ``optional`` its tests skip even with CI=true: others prove the same, only less widely.
    ``lighter`` is a package of which the tests ask less of the machine; not every system has it.
    """

    packages: str
    programs: Sequence[str]
    places: Sequence[str] = ()
    optional: bool = False
    lighter: str = ""


CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
)
SOFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "%ProgramFiles%/LibreOffice/program/soffice.exe",
)
POSTGRESQL_PLACES = (
    "/usr/lib/postgresql/*/bin/initdb",
    "/usr/pgsql-*/bin/initdb",
    "/opt/homebrew/opt/postgresql*/bin/initdb",
    "/Applications/Postgres.app/Contents/Versions/latest/bin/initdb",
)
TOOLS = {
    # The shell shows the same pages without the windows, menus and services around them: half of the work.
    "chromium": Tool(
        "chromium",
        ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"),
        CHROMIUM_PLACES,
        lighter="chromium-headless-shell",
    ),
    # 70 MB, installed in well under a minute. With the fonts, lines break at the same words everywhere.
    "libreoffice": Tool(
        "libreoffice-writer-nogui fonts-liberation", ("soffice", "libreoffice"), SOFFICE_PLACES, optional=True
    ),
    "postgresql": Tool("postgresql", ("initdb",), POSTGRESQL_PLACES),
}


def chromium() -> str:
    """The browser's path; without one the calling test skips (with CI=true: fails)."""
    return require_tool("chromium")


def soffice() -> str:
    """LibreOffice's path; without it the calling test skips."""
    return require_tool("libreoffice")


def require_tool(name: str) -> str:
    """The path of a tool; without it the calling test skips, visibly, and with CI=true fails if the tool is needed."""
    path, tool = find_tool(name), TOOLS[name]
    if path is None:
        reason = f"{name} is not installed (Debian: apt install {tool.packages})"
        must = os.environ.get("CI", "").lower() in ("true", "1") and not tool.optional
        (pytest.fail if must else pytest.skip)(reason)
    return path


def find_tool(name: str) -> str | None:
    """The path of a tool of the table, or None."""
    patterns = map(os.path.expandvars, TOOLS[name].places)
    places = [place for pattern in patterns for place in glob.glob(pattern)]  # noqa: PTH207 (absolute patterns)
    return next(filter(None, map(shutil.which, [*TOOLS[name].programs, *places])), None)


def provide_tools() -> None:
    """Install missing tools with apt where that may be done; say so in one line where it may not."""
    missing = [name for name in TOOLS if find_tool(name) is None]
    if not missing:
        return
    names, apt = " and ".join(missing), apt_get()
    if apt is None:
        say(f"No {names} here, and apt may not be used to install it: the tests that need it will skip.")
        return
    say(f"Installing {names} with apt (some tests need it; the first time takes a minute) ...")
    # One broken source fails the update as a whole; the install then says whether it matters.
    quietly([*apt, "update"])
    for name in missing:
        tool = TOOLS[name]
        if tool.lighter and not apt_install(apt, [tool.lighter]):
            continue
        said = apt_install(apt, tool.packages.split())
        if said:
            say(f"apt could not install {name}: the tests that need it will skip. Its last lines:\n{said}")


def apt_get() -> list[str] | None:
    """How to call apt-get so that it asks nothing, or None where it is missing or not allowed."""
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return command
    allowed = shutil.which("sudo") is not None and quietly(["sudo", "-n", "true"])[0] == 0
    return ["sudo", "-n", *command] if allowed else None


def apt_install(apt: list[str], packages: list[str]) -> str:
    """Install packages; return the last lines of a failure, or nothing."""
    code, said = quietly([*apt, "install", "-y", "--no-install-recommends", *packages])
    return said if code != 0 else ""


if __name__ == "__main__":
    try:
        provide_tools()
    except KeyboardInterrupt:
        sys.exit(130)

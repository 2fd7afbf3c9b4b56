"""Older Office files, slides and Apple's Pages, converted by LibreOffice where it is installed, then read.

No library reads these; the program is started in the limited process that reads, and finds no network and no macros.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from analysis.model import Document, EmbeddedFile, Omitted, Skipped, Table
from analysis.reading.container_kinds import DOCX, SLIDES, WORD
from analysis.reading.read_settings import ReadSettings
from analysis.reading.slide_parts import parts_unread
from analysis.reading.sniff import UNREAD, media_type

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 100
"""For one file; the process that reads is given 120."""

CONVERTED = "converted by LibreOffice before it was read; look at the original where numbers or layout matter"
INSTALL = "or install LibreOffice (Debian: apt install libreoffice), which converts it"
FAILED = "LibreOffice could not convert the file; open it in the program that wrote it, and save it as .docx or PDF"

_SUFFIXES = {WORD: ".doc"}
"""How a file of a kind is named for the program, where its own name does not say so."""

_KEPT_SUFFIXES = (".doc", ".dot", ".ppt", ".pps", ".pptx", ".odp", ".pages", ".numbers", ".key", ".wps", ".wpd")

_SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = {
    ("Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("Office.Writer/Content/Update", "Link"): "0",
    ("Inet/Settings", "ooInetProxyType"): "2",
    ("Inet/Settings", "ooInetHTTPProxyName"): "127.0.0.1",
    ("Inet/Settings", "ooInetHTTPProxyPort"): "9",
    ("Inet/Settings", "ooInetHTTPSProxyName"): "127.0.0.1",
    ("Inet/Settings", "ooInetHTTPSProxyPort"): "9",
}
"""A profile of our own: no macros, no links that are followed, and a proxy that is none."""


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped | Table]:
    """Convert a file and read what comes of it; where LibreOffice is not installed, say so."""
    kind = media_type(content, name)
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        yield Skipped(name, f"{UNREAD[kind]}; {INSTALL}")
        return
    target = "docx" if kind == WORD else "pdf"
    converted = _convert(program, content, _suffix(name, kind), target)
    if converted is None:
        yield Skipped(name, FAILED)
        return
    reader = import_module("analysis.reading.docx" if media_type(converted, "") == DOCX else "analysis.reading.pdf")
    omitted = (*(parts_unread(content) if kind == SLIDES else ()), Omitted("", CONVERTED))
    for result in reader.read(converted, name, settings):
        yield replace(result, omitted=(*result.omitted, *omitted)) if isinstance(result, Document) else result


def _suffix(name: str, kind: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix in _KEPT_SUFFIXES else _SUFFIXES.get(kind, ".ppt")


def _convert(program: str, content: bytes, suffix: str, target: str) -> bytes | None:
    """Return a file in another format, or None where the program cannot read it."""
    with tempfile.TemporaryDirectory(prefix="everypoint-") as folder:
        source = Path(folder, f"response{suffix}")
        source.write_bytes(content)
        profile = Path(folder, "profile")
        _write_profile(profile)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        _run([*command, "--convert-to", target, "--outdir", folder, str(source)])
        converted = source.with_suffix(f".{target}")
        return converted.read_bytes() if converted.is_file() else None


def _write_profile(profile: Path) -> None:
    items = "".join(_SETTING.format(path=path, name=name, value=value) for (path, name), value in _SETTINGS.items())
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str]) -> None:
    """Run the program with its children in a group of their own, which ends with it or when the time is over."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:
        process.kill()

"""The report on paper: printed to a tagged PDF by a Chromium that is installed, with page numbers in its contents.

No Chromium numbers the pages of a list of contents by itself (CSS ``target-counter``). So it prints twice: first to
see on which page each heading comes, then with these numbers. Whatever leads out of the report is no link on paper: it
would tell where on this machine the report was made.
"""

from __future__ import annotations

import os
import re
import subprocess  # one program, with nothing of the report's on its command line
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import html

from analysis.app.context import AppContext
from analysis.errors import OutputError, UnreadableError
from analysis.workspace import page_of, write_together

PRINT_SECONDS = 300
"""A report of 25 pages takes some three seconds; it is given up after so many."""

NO_CHROMIUM = (
    "the report cannot be printed: no Chromium is installed. Install Chromium, Chrome or Edge (Debian: apt install "
    "chromium), or name the program in EVERYPOINT_CHROMIUM; or open reports/report.html in any browser and print it."
)

FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)
"""It opens nothing but the report, asks no other machine for anything, and makes a PDF with tags and bookmarks."""


def must_be_printable(app: AppContext) -> None:
    """Raise OutputError where there is no program that prints, before a long report is made."""
    if not app.settings.chromium:
        raise OutputError(NO_CHROMIUM)


def print_report(app: AppContext) -> Path:
    """Print the report that is there to ``reports/report.pdf`` and return that path.

    Raises OutputError where it cannot be printed, UnreadableError where there is no report.
    """
    must_be_printable(app)
    try:
        page = page_of(app.workspace).decode()
    except OSError as error:
        raise UnreadableError("The report", "none has been made yet; `everypoint report` makes one") from error
    sheet = html.document_fromstring(page)
    for link in sheet.xpath("//a[@href][not(starts-with(@href, '#'))]"):
        del link.attrib["href"]
    pdf = _printed(sheet, app.settings.chromium)
    if _number_contents(sheet, _pages_of_headings(pdf)):
        pdf = _printed(sheet, app.settings.chromium)
    write_together({app.workspace.printed_report: pdf})
    return app.workspace.printed_report


def _printed(sheet: html.HtmlElement, program: str) -> bytes:
    """Return a page as a PDF; raises OutputError where the program fails."""
    with TemporaryDirectory(prefix="everypoint-print-") as folder:
        source, target = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_bytes(html.tostring(sheet, doctype="<!doctype html>", encoding="utf-8"))
        # Root cannot keep a Chromium in its own sandbox; the page has a policy that lets it run nothing.
        rights = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        command = [
            program,
            *FLAGS,
            *rights,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PRINT_SECONDS)
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise OutputError(
                f"{program} did not print the report ({type(error).__name__}). The report itself is made; open "
                "reports/report.html in a browser and print it there, or name another program in EVERYPOINT_CHROMIUM."
            ) from error


def _pages_of_headings(pdf: bytes) -> list[tuple[str, int]]:
    """Return the bookmarks of a PDF, which are its headings in order, each with its page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        marks = []
        for bookmark in document.get_toc():
            target = bookmark.get_dest()
            index = target.get_index() if target is not None else None
            if index is not None:
                marks.append((_folded(bookmark.get_title()), index + 1))
        return marks
    finally:
        document.close()


def _number_contents(sheet: html.HtmlElement, pages: list[tuple[str, int]]) -> bool:
    """Write behind each line of the contents on which page its heading stands; return whether any was written."""
    headings = sheet.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5][normalize-space()]")
    page_of_id: dict[str, int] = {}
    place = 0
    for heading in headings:
        words = _folded(heading.text_content())
        found = next((n for n in range(place, len(pages)) if pages[n][0] == words), None)
        if found is not None:
            place = found + 1
            if heading.get("id"):
                page_of_id[heading.get("id")] = pages[found][1]
    links = [link for link in sheet.xpath("//nav[@id='contents']//a") if link.get("href", "")[1:] in page_of_id]
    for contents in sheet.xpath("//nav[@id='contents']"):
        contents.set("class", f"{contents.get('class', '')} numbered-by-hand")
    for link in links:
        number = html.Element("span", {"class": "page-number"})
        number.text = str(page_of_id[link.get("href")[1:]])
        link.append(number)
    return bool(links)


def _folded(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()

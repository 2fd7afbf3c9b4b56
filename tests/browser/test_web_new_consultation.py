"""A new consultation without any command: begun, filled, coded and reported in the browser alone."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pytest

from analysis.web.launcher import Launcher
from analysis.web.server import make_server, open_socket
from analysis.workspace import KnownWorkspaces, Settings, load_consultation
from tests.browser.web import Window
from tests.patience import join, wait_until
from tests.share import share

PHONE = 390

QUESTIONS = "Q1: Do you agree with longer opening hours? Please say why.\nQ2: What else should the council consider?"

THEMES = (
    ("Funding", "Money: budgets, cuts, costs, and who pays.", "funding, budget, cuts, cost, money, pay"),
    ("Access", "Whether people can reach and enter the library.", "bus, access, wheelchair, ramp, stop"),
    ("Opening hours", "When the library is open.", "opening hours, evening, Sunday, weekend"),
    ("Staff", "Who works in the library.", "staff, librarian, volunteer"),
    ("Children", "What the library does for children and schools.", "children, school, homework"),
    ("Computers", "Computers, printing and the internet.", "computer, printing, internet"),
    ("Noise", "Whether the library is quiet.", "noise, quiet, loud"),
    ("Books", "What can be borrowed.", "books, borrow, shelves"),
)

ARGUMENTS = (
    "The library budget cannot pay for longer hours after five years of cuts.",
    "Nobody in a wheelchair reaches the branch, because the bus does not stop there.",
    "Evening opening hours would let working people come at all.",
    "A librarian is worth more than a volunteer who leaves after a month.",
    "Children do their homework there, as the school has no quiet room.",
    "The computers are old and printing costs too much.",
    "It has become so loud that nobody can read in the main hall.",
    "The shelves are half empty, and new books arrive months late.",
)


def letter(name: str, first: int) -> bytes:
    """A Word letter with numbered points."""
    document = docx.Document()
    document.add_paragraph(f"Response of {name}")
    for number in range(1, 5):
        document.add_paragraph(f"{number}. {ARGUMENTS[(first + number) % len(ARGUMENTS)]}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def paper() -> bytes:
    """The consultation's own document."""
    document = docx.Document()
    document.add_heading("Library opening hours: a consultation", 0)
    document.add_paragraph("The council proposes to open its libraries longer, and wants to hear from you.")
    document.add_paragraph("Question 1: Do you agree with longer opening hours? Please say why.")
    document.add_paragraph("The council has looked at three options and set out what each costs.")
    document.add_paragraph("Question 2: What else should the council consider?")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def mail(sender: str, first: int) -> bytes:
    """An e-mail with two paragraphs."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "hours@council.example", "Library hours"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    body = "\n\n".join(ARGUMENTS[(first + step) % len(ARGUMENTS)] for step in range(2))
    message.set_content(f"Dear council,\n\n{body}\n\nYours faithfully,\nA Reader\n")
    return message.as_bytes()


def survey() -> bytes:
    """A survey's export."""
    header = "Response ID,Do you agree with longer opening hours?,Please say why,May we publish your response?\n"
    rows = (
        f'{number},{"Yes" if number % 3 else "No"},"{ARGUMENTS[number % 8]} {ARGUMENTS[(number + 3) % 8]}",Yes\n'
        for number in range(1, 61)
    )
    return (header + "".join(rows)).encode()


@pytest.fixture
def sent(tmp_path: Path) -> dict[str, Path]:
    """The files that somebody has on their disk."""
    contents = {
        "friends.docx": letter("Friends of Libraries", 0),
        "union.docx": letter("The Union", 2),
        "notes.txt": "\n".join(f"{n}. {words}" for n, words in enumerate(ARGUMENTS[4:], 1)).encode(),
        "one.eml": mail("Ann Archer <ann@reader.example>", 1),
        "two.eml": mail("Bo Baker <bo@reader.example>", 3),
        "three.eml": mail("cy@reader.example", 5),
        "survey.csv": survey(),
        "paper.docx": paper(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


@contextmanager
def launched(home: Path) -> Iterator[str]:
    """The app as `everypoint` runs it where no workspace is: its address, without the last slash."""
    with open_socket(0) as bound:
        port = bound.getsockname()[1]
        server = make_server(Launcher(KnownWorkspaces(home), Settings(), port=port))
        server.config.lifespan = "off"
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        wait_until(lambda: server.started, "the server listens")
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            join(thread)


def steps(page: Any) -> list[str]:
    """How far the five steps are, as the page says."""
    return [" ".join(text.split()) for text in page.locator(".ep-journey__told").all_inner_texts()]


@pytest.mark.parametrize("width", list(share([1280, PHONE], 2)))
def test_from_nothing_to_a_report_with_the_mouse(
    browser_here: Any, tmp_path: Path, sent: dict[str, Path], width: int
) -> None:
    root = tmp_path / "work"
    with launched(tmp_path / "config") as address:
        here = Window(browser_here, address, width=width)
        page = here.open("/")
        page.get_by_text("No consultation has been opened on this computer yet.").wait_for()
        look(here, "consultations")
        page.get_by_role("button", name="Start a new consultation").click()
        page.get_by_label("Title").fill("Library opening hours")
        page.get_by_label("Organisation").fill("A borough council")
        page.locator("#paper").set_input_files(sent["paper.docx"])
        page.get_by_role("button", name="Read its questions").click()
        page.get_by_text("2 questions were found.").wait_for()
        assert page.locator("#questions").input_value().replace("\r", "") == QUESTIONS
        page.get_by_label("Folder", exact=True).fill(str(root))
        look(here, "new-consultation")
        page.get_by_role("button", name="Start the consultation").click()
        page.get_by_role("heading", name="What to do next").wait_for()
        assert [question.key for question in load_consultation(root / "responses/consultation.toml").questions] == [
            "Q1",
            "Q2",
        ]
        upload(here, sent)
        write_themes(here)
        coded = code_sample(here)
        report(here)
        look(here, "all-steps")
        assert [told for told in steps(page) if "done" not in told] == [f", next: {coded} of {coded} coded; close it"]
        page.get_by_role("link", name="All consultations").click()
        page.get_by_role("button", name="Go back to it").wait_for()
        look(here, "known-consultations")
        here.close()
    assert (root / "reports" / "report.html").is_file()


def look(here: Window, name: str) -> None:
    """Hold a page to the standard and to the window's width."""
    width = here.page.viewport_size["width"]
    here.picture(f"{name}-{width}")
    assert here.problems() == "", name
    assert here.overflow() == 0, name


def upload(here: Window, sent: dict[str, Path]) -> None:
    """Send everything but the paper, and confirm the survey's columns."""
    page = here.page
    page.get_by_role("link", name="Upload responses").first.click()
    page.locator("input[type=file]").set_input_files([path for name, path in sent.items() if name != "paper.docx"])
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Confirm its columns").wait_for()
    look(here, "uploaded")
    assert "1 table to confirm" in steps(page)[1]
    page.get_by_role("button", name="Confirm its columns").click()
    page.get_by_role("button", name="Confirm and include it").click()
    page.get_by_role("button", name="Finish this upload").click()
    page.get_by_role("heading", name="Responses", exact=True).wait_for()
    assert "66" in steps(page)[0]
    assert "none yet" in steps(page)[2]


def write_themes(here: Window) -> None:
    """Paste eight themes from a spreadsheet, correct one, and save them all at once."""
    page = here.page
    page.locator(".ep-journey__link").nth(2).click()
    rows = ["\t".join(theme) for theme in (("Theme", "Definition", "Keywords"), *THEMES)]
    rows[-1] = "Books\t\tbooks, borrow, shelves"
    page.get_by_label("Paste themes from a spreadsheet").fill("\n".join(rows))
    page.get_by_role("button", name="Put them into the table").click()
    look(here, "themes-in-a-table")
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("link", name="Enter the definition").wait_for()
    look(here, "themes-with-a-mistake")
    page.get_by_label("Definition of theme 8").fill(THEMES[-1][1])
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Save this change").click()
    page.get_by_text("8 themes, as written in consultation.toml").wait_for()
    look(here, "codebook-written")


def code_sample(here: Window) -> int:
    """Draw a sample, code it with each theme once, and return how many it holds; nobody has the machine code them."""
    page = here.page
    page.locator(".ep-journey__link").nth(3).click()
    # Saving the themes has had the points coded.
    page.get_by_role("button", name="Draw the sample").wait_for()
    page.get_by_label("Or another number of points").fill(str(len(THEMES)))
    page.get_by_role("button", name="Draw the sample").click()
    page.get_by_role("button", name="Start with").first.click()
    coded = 0
    while goes_on(here):
        if coded == 0:
            look(here, "coding")
        page.locator(".ep-themes input").nth(coded).check()
        shown = page.locator("[data-audit]").get_attribute("data-point")
        page.get_by_role("button", name="Save and next").click()
        page.locator(f"[data-audit][data-point={json.dumps(shown)}]").wait_for(state="detached")
        coded += 1
        here.page.locator(".ep-journey__told").nth(3).filter(has_text=f"{coded} of ").wait_for()
    assert coded == len(THEMES)
    return coded


def goes_on(here: Window) -> bool:
    """Wait until the script has taken up a point and a press can be meant for it; False where all are coded."""
    done = here.page.get_by_role("heading", name="All points are done")
    done.or_(here.page.locator("[data-audit][data-untouched]:not([data-fresh])")).first.wait_for()
    return not done.is_visible()


def report(here: Window) -> None:
    """Make the report and read that it accounts for everything."""
    page = here.page
    page.locator(".ep-journey__link").nth(4).click()
    page.get_by_role("button", name="Make the report").click()
    page.get_by_text("Everything received is accounted for").wait_for()
    assert "66 responses" in page.locator(".ep-verdict").inner_text()


def test_a_consultation_is_begun_with_the_keyboard_alone(browser_here: Any, tmp_path: Path) -> None:
    root = tmp_path / "work"
    with launched(tmp_path / "config") as address:
        here = Window(browser_here, address, name="")
        page = here.open("/")
        here.tab_to("What is your name?")
        page.keyboard.type("Ann Archer")
        here.press("Enter")
        here.choose("Start a new consultation")
        for field, words in (("Title", "Parking"), ("Questions", "Do you agree?"), ("Folder", str(root))):
            here.tab_to(field)
            page.keyboard.type(words)
        here.press("Enter")
        page.get_by_role("heading", name="What to do next").wait_for()
        here.choose("3Themes written")
        here.tab_to("Paste themes from a spreadsheet")
        page.keyboard.insert_text("Fees\tWhat parking costs.\nSpace\tHow many places there are.")
        here.choose("Show what would change")
        page.get_by_role("button", name="Save this change").wait_for()
        here.choose("Save this change")
        page.get_by_text("2 themes, as written in consultation.toml").wait_for()
        here.choose("All consultations")
        here.choose("Go back to it")
        page.get_by_role("heading", name="Parking").wait_for()
        here.close()
    names = [theme.name for theme in load_consultation(root / "responses/consultation.toml").codebook.themes]
    assert names == ["Fees", "Space"]


def test_a_consultation_is_begun_without_scripts(browser_here: Any, tmp_path: Path, sent: dict[str, Path]) -> None:
    root = tmp_path / "work"
    with launched(tmp_path / "config") as address:
        here = Window(browser_here, address, width=PHONE, java_script_enabled=False)
        page = here.open("/workspaces/new")
        page.get_by_label("Title").fill("Parking")
        page.locator("#paper").set_input_files(sent["paper.docx"])
        page.get_by_role("button", name="Read its questions").click()
        page.get_by_label("Folder", exact=True).fill(str(root))
        page.get_by_role("button", name="Start the consultation").click()
        page.goto(f"{address}/codebook/table")
        page.get_by_label("Paste themes from a spreadsheet").fill("Fees\tWhat parking costs.")
        page.get_by_role("button", name="Put them into the table").click()
        page.get_by_role("button", name="Show what would change").click()
        page.get_by_role("button", name="Save this change").click()
        page.get_by_text("1 theme, as written in consultation.toml").wait_for()
        assert here.overflow() == 0
        here.close()
    assert len(load_consultation(root / "responses/consultation.toml").questions) == 2

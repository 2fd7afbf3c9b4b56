"""A consultation that a campaign has answered: many letters of one text, and others in words of their own."""

from __future__ import annotations

from pathlib import Path

from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace

TEMPLATE = (
    "Dear councillors",
    "1. Cuts to the library budget have gone far enough, and the money for staff and books must be found elsewhere.",
    "2. Nobody without a car can reach the library in the evening, because the last bus leaves at six o'clock.",
    "Yours faithfully",
)

PLACES = ("harbour", "mill", "station", "market", "castle", "river", "abbey", "orchard", "quarry", "viaduct")
SAYINGS = (
    "The budget of the {place} branch was cut by {n} per cent in a year when costs rose",
    "From {place} street one needs {n} minutes and two buses to get access to a computer",
    "My {n} grandchildren borrow picture books at the {place} reading room on rainy days",
    "The {place} heritage trust has kept {n} boxes of old maps that nobody has catalogued yet",
    "Money from the sale of the {place} hall should pay for {n} more hours of story time",
)


def own_letter(n: int) -> str:
    """A letter that only one respondent has sent: three points, each about something of its own."""
    said = [SAYINGS[(n + i * (1 + n % 2)) % len(SAYINGS)] for i in range(3)]
    points = [
        f"{i}. {text.format(place=PLACES[(3 * n + i) % len(PLACES)], n=n + 2 * i)}, as letter {n} can tell."
        for i, text in enumerate(said, 1)
    ]
    return "\n\n".join(["To the council", *points]) + "\n"


def letters(number: int, of_campaign: int) -> dict[str, str]:
    """So many letters by file name, of which so many are the campaign's."""
    same = "\n\n".join(TEMPLATE) + "\n"
    names = [f"{n:03}.txt" for n in range(number)]
    return {name: same if n < of_campaign else own_letter(n) for n, name in enumerate(names)}


def campaign_desk(root: Path, number: int, of_campaign: int) -> AppContext:
    """A workspace with so many letters, of which so many are the campaign's, from residents and charities."""
    files = letters(number, of_campaign)
    kinds = "".join(f"{name},,{'resident' if n % 3 else 'charity'},yes\n" for n, name in enumerate(files))
    make_workspace(root, files, respondents=f"file,respondent,type,publish\n{kinds}")
    return AppContext(Workspace(root), clock=Clock())


def judged(text: str) -> str:
    """What somebody who codes by hand finds in a point of these letters."""
    money, reach = ("cut", "Cuts", "Money"), ("bus", "evening")
    return "funding" if any(w in text for w in money) else "access" if any(w in text for w in reach) else ""

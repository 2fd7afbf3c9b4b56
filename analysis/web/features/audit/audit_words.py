"""The words of the audit pages: what was saved, what was refused, and why."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.audit.record import SaveOutcome

LONGEST_LABEL = 40
"""Characters of a point's label in an address."""

NO_KIND = "There is no such kind of audit. Choose one on the Audit page."

ALREADY_CLOSED = "This audit has already been closed, perhaps in another window. Go to Audit to see what it found."

NOT_DONE = "{points} of this audit are not coded. Nothing was closed: code them first, or tick the box to close it"

NO_SIZE = "Enter a number of points between 1 and {most:,}"


@dataclass(frozen=True, slots=True)
class Problem:
    """The reason why nothing was saved, and what to do on the page that says so."""

    why: str
    then: str


TOLD = {
    SaveOutcome.SAVED.value: "Saved: point {label}.",
    SaveOutcome.AGAIN.value: "Point {label} was already saved. It is not recorded twice.",
    "taken": "Undone: your coding of point {label}. Code it again, or skip it.",
    "nothing": "Nothing was undone, because what the page showed is no longer your last coding here.",
}
"""What is said on the next page."""

PROBLEMS = {
    SaveOutcome.GONE: Problem(
        "this point has been divided differently, or its words have changed, since you opened the page",
        "Your choices are below. Check the point as it is now, and save again if they still apply.",
    ),
    SaveOutcome.CODEBOOK: Problem(
        "the codebook has changed since you opened the page",
        "Your choices are below. Check the themes as they are now, and save again.",
    ),
    SaveOutcome.NOT_ONE: Problem(
        "an answer has exactly one position",
        "Choose where this respondent stands, or “Unclear”, and save again.",
    ),
    SaveOutcome.YOURS: Problem(
        "you have coded this point since you opened this page, perhaps in another window",
        "Your choices here are below. Save again to replace your earlier coding. Both stay on record.",
    ),
    SaveOutcome.THEIRS: Problem(
        "{who} has coded this point since you opened this page",
        "Your choices are below. Save again to record yours as well. Both stay on record.",
    ),
}
"""What is said where a page was out of date."""


def saved_message_of(message_key: str, point_label: str) -> str:
    """Return what is said of the point before; nothing, for a word that we do not know."""
    return TOLD.get(message_key, "").format(label=point_label[:LONGEST_LABEL])

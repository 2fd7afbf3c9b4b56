"""The words of the audit pages: what was saved, what was refused, and why."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.audit.record import SaveOutcome

LONGEST_LABEL = 40
"""Characters of a point's label in an address."""

NO_KIND = "There is no such kind of audit. Choose one on the page Audit."

ALREADY_CLOSED = "This audit is closed already, perhaps from another window. Go to Audit to see what it found."

NOT_DONE = (
    "{points} of this audit are not coded. Nothing was closed: code them first, or go back and tick that you want to "
    "close it all the same."
)


@dataclass(frozen=True, slots=True)
class Problem:
    """The reason why nothing was saved, and what to do on the page that says so."""

    why: str
    then: str


TOLD = {
    SaveOutcome.SAVED.value: "Saved: point {label}.",
    SaveOutcome.AGAIN.value: "Point {label} was saved already; it is not recorded twice.",
    "taken": "Taken back: your coding of point {label}. Code it again, or skip it.",
    "nothing": "Nothing was taken back: what the page showed is not your last coding here any more.",
}
"""What is said on the next page."""

PROBLEMS = {
    SaveOutcome.GONE: Problem(
        "this point was divided otherwise, or its words have changed, since the page was opened",
        "Your choices are below; look at the point as it is now, and save again if they still fit.",
    ),
    SaveOutcome.CODEBOOK: Problem(
        "the codebook has changed since the page was opened",
        "Your choices are below; look at the themes as they are now, and save again.",
    ),
    SaveOutcome.NOT_ONE: Problem(
        "an answer has exactly one position",
        "Choose where this respondent stands, or “Unclear”, and save again.",
    ),
    SaveOutcome.YOURS: Problem(
        "you have coded this point since this page was opened, perhaps in another window",
        "What you chose here is below; save again if it is to replace what you said then. Both stay on record.",
    ),
    SaveOutcome.THEIRS: Problem(
        "{who} has coded this point since this page was opened",
        "Your choices are below; save again to record yours as well. Both stay on record.",
    ),
}
"""What is said where a page was out of date."""


def saved_message_of(message_key: str, point_label: str) -> str:
    """Return what is said of the point before; nothing, for a word that we do not know."""
    return TOLD.get(message_key, "").format(label=point_label[:LONGEST_LABEL])

"""The words of the codebook pages: the titles of forms and of jobs, and what is not there any more."""

from __future__ import annotations

from analysis.app.coding.codebook_edit import (
    Act,
)

TITLES = {
    Act.ADD: "Add a theme",
    Act.EDIT: "Change a theme",
    Act.MERGE: "Merge themes",
    Act.SPLIT: "Split a theme",
    Act.RETIRE: "Retire a theme",
}
"""What each form is called."""

WEIGHING = "Working out what a change to the codebook would do"

LOOKING = "Finding candidate themes"

NO_CANDIDATE = (
    "This candidate is no longer there, because someone has searched again or the program was restarted. "
    "Only the list was lost. Find candidates again."
)

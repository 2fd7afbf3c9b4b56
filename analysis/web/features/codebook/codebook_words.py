"""The words of the codebook pages: the titles of forms and of jobs, and what is not there any more."""

from __future__ import annotations

from analysis.app.coding.codebook_edit import Act

TITLES = {
    Act.ADD: "Add a theme",
    Act.EDIT: "Change a theme",
    Act.MERGE: "Merge themes",
    Act.SPLIT: "Split a theme",
    Act.RETIRE: "Retire a theme",
    Act.IMPORT: "Import a codebook",
    Act.TABLE: "Write themes in a table",
    Act.RESTORE: "Put back an earlier codebook",
}
"""What each form is called."""

SEVERAL = "Add themes"

WEIGHING = "Working out what a change to the codebook would do"

LOOKING = "Proposing themes"

NO_PROPOSALS = (
    "These proposals are no longer there, because someone has searched again or the program was restarted. "
    "Only the list was lost. Search again."
)

CHANGED = "Someone has changed the codebook in the meantime. Nothing was saved. Choose again."

NO_NUMBER = "Enter a number from 1 to {0}, or leave it empty"

NO_NAME = "Enter a name for each theme that you choose"

CHOOSE_TWO = "Select at least two themes to merge"

NO_FILE = "Choose a file: a codebook as CSV or .qdc, or a project as .qdpx"

NOTHING_NEW = "The codebook already has everything in the file. There is nothing to change."

STALE_FILE = "Somebody has changed consultation.toml since the file was read: nothing was saved. Choose the file again."

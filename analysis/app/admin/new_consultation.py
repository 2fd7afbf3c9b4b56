"""A new consultation: its folder, what is said of it first, and the questions that its own document asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.app.admin.settings_edit import Details, Mistake, QuestionEdit, mistakes, present, save
from analysis.app.coding.codebook_validation import key_of
from analysis.app.context import AppContext, now
from analysis.app.single_file import shared_readers
from analysis.errors import UnreadableError, WorkspaceError, reason_of
from analysis.model import ActivityKind, Coder, SegmentedDocument, Skipped
from analysis.reading import ReadSettings
from analysis.splitting.forms.asked_questions import questions_asked, questions_in_list
from analysis.workspace import Settings, Workspace, create, named_folder, new_folder

NOT_WHOLE = "Enter the whole path of the folder, such as {example}"
NOT_EMPTY = "This folder holds other files already. Choose an empty one, or one that is not there yet"
NO_QUESTION = "no question was found in it; paste the questions instead, one on each line"


@dataclass(frozen=True, slots=True)
class NewConsultation:
    """What is typed of a new consultation: the questions one on each line, and the folder, if not the usual one."""

    title: str = ""
    organisation: str = ""
    opened: tuple[str, str, str] = ("", "", "")
    closed: tuple[str, str, str] = ("", "", "")
    questions: str = ""
    folder: str = ""

    @property
    def details(self) -> Details:
        """Return what is said of the consultation, as its settings hold it."""
        questions = tuple(QuestionEdit(one.key, one.text) for one in questions_in_list(self.questions))
        return Details(self.title, self.organisation, self.opened, self.closed, questions=questions)

    @property
    def place(self) -> Path:
        """Return the folder that it is to be kept in; raises WorkspaceError where that can be none."""
        return named_folder(self.folder) if self.folder else new_folder(key_of(self.title) or "consultation")


def wrong_in(new: NewConsultation) -> list[Mistake]:
    """Return all that is wrong in the form, field by field."""
    found = [
        (field, problem) if field in ("title", "opened", "closed") else ("questions", problem)
        for field, problem in mistakes(new.details)
    ]
    try:
        problem = _wrong_place(new.place) if new.title else ""
    except WorkspaceError as error:
        problem = str(error)
    if problem:
        found.append(("folder", problem))
    return found


def _wrong_place(folder: Path) -> str:
    if not folder.is_absolute():
        return NOT_WHOLE.format(example=new_folder("parking"))
    try:
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        return f"{folder} cannot be used: {reason_of(error)}. Choose another folder"
    return NOT_EMPTY if is_taken else ""


def start(
    new: NewConsultation, coder: Coder, settings: Settings | None = None, clock: Callable[[], str] = now
) -> Workspace:
    """Make the workspace of a new consultation; raises WorkspaceError and ConsultationError where it cannot be."""
    workspace = create(new.place)
    app = AppContext(workspace, clock=clock, settings=settings or Settings.of_environment())
    try:
        former = present(app)
        details = replace(new.details, respondent_types=former.settings.respondent_types)
        save(app, former.base, details, coder, ActivityKind.CREATED)
    finally:
        app.store.close()
    return workspace


def questions_of_paper(content: bytes, name: str) -> str:
    """Return the questions that a consultation's document asks, one on each line; raises UnreadableError."""
    parts = list(shared_readers().read(content, name, ReadSettings(), ()))
    documents = [part.document for part in parts if isinstance(part, SegmentedDocument)]
    if not documents:
        reasons = "; ".join(part.reason for part in parts if isinstance(part, Skipped))
        raise UnreadableError(name, reasons or "there is no text in it")
    questions = [question for document in documents for question in questions_asked(document)]
    if not questions:
        raise UnreadableError(name, NO_QUESTION)
    return "\n".join(f"{question.key}: {question.text}" for question in questions)

"""What the codebook pages show."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.app.coding.codebook_diff import CodebookDiff
from analysis.app.coding.codebook_edit import (
    Act,
    Book,
    Draft,
    ProposedChange,
    is_of_several,
)
from analysis.app.coding.codebook_validation import Mistake
from analysis.app.coding.theme_proposals import Choice, Offer
from analysis.app.revisions import Kept
from analysis.app.views.figures import Figures
from analysis.model import Codebook, ModelCoder, Question, Theme
from analysis.tally.report import ThemeTally
from analysis.web import page_rendering
from analysis.web.background_jobs import Job
from analysis.web.features.codebook.codebook_words import SEVERAL, TITLES
from analysis.workspace import is_placeholder


@dataclass(frozen=True, slots=True)
class CodebookPage:
    """All themes with their figures; ``done`` is said after a change was saved."""

    book: Book
    figures: Figures | None
    done: bool = False

    @property
    def is_placeholder(self) -> bool:
        """Return whether nobody has written a theme yet."""
        return is_placeholder(self.book.codebook)

    def tally(self, theme_key: str) -> ThemeTally | None:
        """Return a theme's figures, where it was counted: not where no point has been coded, which is no count of 0."""
        if self.figures is None or self.figures.counted.is_uncoded:
            return None
        theme_tallies = self.figures.counted.report.themes
        return next((theme_tally for theme_tally in theme_tallies if theme_tally.theme.key == theme_key), None)


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One theme, whole."""

    theme: Theme
    page: CodebookPage


@dataclass(frozen=True, slots=True)
class FormPage(page_rendering.FormProblems):
    """A form for themes; ``own`` are those that are changed, as they are now, ``problems`` what is wrong in it."""

    act: Act
    own: tuple[Theme, ...]
    drafts: tuple[Draft, ...]
    book: Book
    problems: tuple[Mistake, ...] = ()

    @property
    def title(self) -> str:
        """Return what the form is for."""
        return TITLES[self.act]

    @property
    def parents(self) -> tuple[Theme, ...]:
        """Return the themes that may be a parent of those written here."""
        edited_keys = {theme.key for theme in self.own}
        return tuple(theme for theme in self.book.codebook.themes if theme.key not in edited_keys)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A change before it is saved: what it does, or how far working that out is."""

    proposal: ProposedChange
    now: Codebook
    job: Job
    is_stale: bool

    @property
    def found(self) -> CodebookDiff | None:
        """Return what it does, once that is known."""
        return self.job.result if isinstance(self.job.result, CodebookDiff) else None

    @property
    def title(self) -> str:
        """Return what is done."""
        return SEVERAL if is_of_several(self.proposal.change) else TITLES[self.proposal.change.act]

    @property
    def names(self) -> dict[str, str]:
        """Return the themes' names by their keys, before and after."""
        drafted_themes = [draft.theme for draft in self.proposal.change.drafts]
        return Codebook(tuple(drafted_themes)).names | self.now.names

    @property
    def form(self) -> str:
        """Return the form that it came from, with what was written."""
        if is_of_several(self.proposal.change):
            return "/codebook/proposals"
        return page_rendering.address("/codebook/form", proposal=self.proposal.id)


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """Proposed themes, if somebody has looked for them since the program was started.

    ``questions`` are those that they may be looked for under, ``choices`` what was sent with ``problems``. ``model`` is
    the language model that may name them.
    """

    job: Job | None
    questions: tuple[Question, ...] = ()
    is_old: bool = False
    choices: tuple[Choice, ...] = ()
    problems: tuple[Mistake, ...] = ()
    model: ModelCoder | None = None

    @property
    def offer(self) -> Offer | None:
        """Return what was found."""
        return self.job.result if self.job and isinstance(self.job.result, Offer) else None

    def chosen(self, id: str) -> Choice | None:
        """Return what was chosen of a proposal, if anything."""
        return next((choice for choice in self.choices if choice.id == id), None)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A change that somebody comes back to after it was saved."""

    kept: Kept


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The page on which a codebook's file is chosen; ``problems`` are what was wrong with the one that was sent."""

    problems: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Return the problems as the summary above the form links them."""
        return tuple(("file", problem) for problem in self.problems)

"""The sheet that people audit in: one row for each point, a column for each theme, and the codebook beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.exporting.formula_guard import cut, guarded
from analysis.exporting.point_address import address
from analysis.model import Audit, Codebook, CodingMode, Design, Point, Theme, is_position_frame
from analysis.tally.passages.citations import own_number

TITLE = "Everypoint audit sheet"
"""The first cell of every audit sheet, by which it is known."""

NOTICE = (
    "Personal data: this file holds what respondents wrote. Keep it as safe as the responses themselves, "
    "and delete it when it has been imported."
)

POINT, CITATION, LABEL = "point", "citation", "label"
SECTION, QUESTION, WORDS = "section", "question", "words"
SUGGESTION, NONE, CANNOT_TELL, MEMO = "machine suggests", "none of the themes", "cannot tell", "memo"

ABOUT = (POINT, CITATION, LABEL, SECTION, QUESTION, WORDS, SUGGESTION)
"""Columns that say what is to be judged; people change nothing in them."""

HOW = (
    "x below each theme that the point speaks of; x below “none of the themes” where it speaks of none, or below "
    "“cannot tell”. Rows without any mark are not imported."
)

HOW_ONE = (
    "x below the position that the answer takes on its question, one and no more; or x below “cannot tell”. Rows "
    "without any mark are not imported."
)

MEASURES = "measures how right the machine is; it counts, and teaches the machine once the audit is closed"
AGREES = "measures whether people agree; it counts, and teaches the machine once the audit is closed"
RULES_LEARN_NOTHING = "; it counts, and the rules that code positions learn nothing from it"
TEACHES = "counts, and teaches the machine the next time it codes; it measures nothing, as no audit drew these points"
"""What a sheet's judgements are good for: of the points of an audit, as second opinions on them, and of all others."""

CODEBOOK_HEADER = ("theme", "name", "definition", "include", "exclude", "examples")

Grid = Iterator[list[str]]
"""Rows of cells."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A point with its words, the text of its question, and what the machine suggests: None where that is not shown."""

    point: Point
    words: str
    question: str = ""
    suggestion: str | None = None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class SheetSample:
    """The design by which an audit was drawn, so that whoever has the same responses can draw it again.

    ``sizes`` holds how many points there were in all with each of its draws.
    """

    name: str
    seed: int
    design: Design
    by: tuple[str, ...]
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, audit: Audit) -> SheetSample:
        """Return how this audit was drawn."""
        return cls(audit.name, audit.seed, audit.design, audit.by, tuple(draw.asked for draw in audit.draws))

    @property
    def facts(self) -> dict[str, str]:
        """Return the drawing as cells of a sheet's first row."""
        strata_fact = {"by": ", ".join(self.by)} if self.by else {}
        draw_sizes = ", ".join(map(str, self.sizes))
        return {
            "audit": self.name,
            "seed": str(self.seed),
            "design": self.design.value,
            **strata_fact,
            "drawn": draw_sizes,
        }


@dataclass(frozen=True, slots=True)
class AuditSheet:
    """Points for one auditor to judge by one codebook; ``drawn`` says which points these are."""

    mode: CodingMode
    auditor: str
    codebook: Codebook
    rows: tuple[AuditRow, ...]
    drawn: str = "all points"
    drawing: SheetSample | None = None

    @property
    def use(self) -> str:
        """Return what the judgements will be good for."""
        use = TEACHES if self.drawing is None else AGREES if self.mode is CodingMode.SECOND else MEASURES
        return use.partition("; ")[0] + RULES_LEARN_NOTHING if is_position_frame(self.codebook) else use

    @property
    def head(self) -> list[str]:
        """Return the first row: what the sheet is, how it is filled in, and that it holds personal data."""
        sheet_facts = {
            "mode": self.mode.value,
            "auditor": self.auditor,
            "codebook": self.codebook.version,
            "points": self.drawn,
            "use": self.use,
            **(self.drawing.facts if self.drawing else {}),
        }
        how = HOW_ONE if is_position_frame(self.codebook) else HOW
        return [TITLE, NOTICE, how, *(f"{fact_name}: {fact_value}" for fact_name, fact_value in sheet_facts.items())]

    @property
    def about(self) -> list[str]:
        """Return the columns that say what is to be judged; the machine's is there only where its opinion may be
        seen."""
        return [column_name for column_name in ABOUT if column_name != SUGGESTION or self.mode is CodingMode.ASSISTED]

    @property
    def marks(self) -> list[str]:
        """Return the columns that take a mark."""
        none = [] if is_position_frame(self.codebook) else [NONE]
        return [*(theme_header(theme) for theme in self.codebook.themes), *none, CANNOT_TELL]

    @property
    def grid(self) -> Grid:
        """Return all rows, each cell as text that is no formula."""
        yield self.head
        yield [*self.about, *self.marks, MEMO]
        blank_cells = [""] * (len(self.marks) + 1)
        for sheet_row in self.rows:
            cell_texts = _said(sheet_row)
            yield [*(guarded(cell_texts[column_name]) for column_name in self.about), *blank_cells]


def theme_header(theme: Theme) -> str:
    """Return a theme as the header of its column; its key comes first, which is what is read back."""
    return f"{theme.key}: {theme.name}"


def _said(row: AuditRow) -> dict[str, str]:
    point = row.point
    page_suffix = f", {point.place}" if point.place else ""
    return {
        POINT: address(point.key, row.words),
        CITATION: row.citation,
        LABEL: own_number(point.label),
        SECTION: " › ".join(point.section),
        QUESTION: ": ".join(filter(None, (point.question, row.question))),
        WORDS: cut(row.words, f"see {point.document}{page_suffix}"),
        SUGGESTION: row.suggestion or "",
    }


def codebook_grid(codebook: Codebook) -> Grid:
    """Return the codebook as rows, for whoever judges by it; keywords are the machine's and stay out."""
    yield list(CODEBOOK_HEADER)
    for theme in codebook.themes:
        theme_lists = ("\n".join(list_lines) for list_lines in (theme.include, theme.exclude, theme.examples))
        yield [guarded(cell) for cell in (theme.key, theme.name, theme.definition, *theme_lists)]

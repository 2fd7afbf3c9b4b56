"""Points as people look for them, as a table to be saved."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.app.views.figures import CountedPoints, PointRow
from analysis.app.views.point_list import PointFilter, coding_of, masked, matching, open_to_all
from analysis.auditing.blinding import HiddenPoints
from analysis.errors import UnreadableError
from analysis.rendering.formats import score
from analysis.tally.printable import nearly, tags

COLUMNS = (
    "Point",
    "Response",
    "Respondent",
    "Type",
    "Campaign",
    "May be published",
    "Question",
    "Section",
    "Page",
    "Themes",
    "Scores",
    "In doubt",
    "Coded by",
    "Text",
)
"""The table's first row."""


def in_table(counted: CountedPoints, wanted: PointFilter, hidden: HiddenPoints) -> list[PointRow]:
    """Return the points that somebody looks for, as far as they may be told; raises UnreadableError."""
    try:
        found = open_to_all(matching(counted, wanted), wanted, hidden)
    except ValueError as error:
        raise UnreadableError("/points.csv", str(error)) from error
    return [masked(item, hidden) for item in found]


def as_table(counted: CountedPoints, items: Iterable[PointRow]) -> bytes:
    """Return points as CSV, none of whose cells is a formula."""
    from analysis.exporting.formula_guard import cut, guarded
    from analysis.exporting.sheet_csv import written

    names = {theme.key: theme.name for theme in counted.intake.consultation.codebook.themes}
    texts = {one.document.name: one.document.text for one in counted.intake.responses}
    rows = (_cells(item, names, texts[item.point.document]) for item in items)
    return written([COLUMNS, *([guarded(cut(cell, "in the response")) for cell in cells] for cells in rows)])


def _cells(item: PointRow, names: dict[str, str], text: str) -> list[str]:
    point, who = item.point, item.respondent
    coding = coding_of(item)
    own = tags(coding, names)
    return [
        item.name,
        point.document,
        who.name or "",
        who.type or "",
        str(item.campaign or ""),
        who.publish.value,
        point.question or "",
        " › ".join(point.section),
        str(point.page or ""),
        "; ".join(tag.name for tag in own),
        "; ".join(score(tag.score) for tag in own if tag.score is not None),
        "; ".join(tag.name for tag in (*own, *nearly(coding, names)) if tag.doubtful),
        coding.coder.name if coding else "",
        text[point.start : point.end],
    ]

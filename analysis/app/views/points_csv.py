"""CSV of the points that filters find, to be saved."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.app.views.figures import CountedPoints, PointRow
from analysis.app.views.point_filter import PointFilter, filter_points
from analysis.app.views.point_list import coding_of, drop_hidden, mask_hidden
from analysis.auditing.blinding import HiddenPoints
from analysis.errors import UnreadableError
from analysis.languages.detection import language_name
from analysis.tally.passages.printable import nearly, tags

COLUMNS = (
    "Point",
    "Number",
    "Response",
    "Respondent",
    "Type",
    "Campaign",
    "May be published",
    "Question",
    "Section",
    "Page",
    "Language",
    "Themes",
    "Scores",
    "How sure",
    "In doubt",
    "For a person",
    "Coded by",
    "Position",
    "Text",
)
"""The table's first row."""


def select_rows(counted: CountedPoints, point_filter: PointFilter, hidden_points: HiddenPoints) -> list[PointRow]:
    """Return the points that somebody looks for, as far as they may be told; raises UnreadableError."""
    try:
        visible_rows = drop_hidden(filter_points(counted, point_filter), point_filter, hidden_points)
    except ValueError as error:
        raise UnreadableError("/points.csv", str(error)) from error
    return [mask_hidden(row, hidden_points) for row in visible_rows]


def write_csv(counted: CountedPoints, point_rows: Iterable[PointRow]) -> bytes:
    """Return points as CSV as Excel opens it rightly, none of whose cells is a formula."""
    import pandas as pd  # heavy, and needed only where a table is saved

    from analysis.exporting.formula_guard import cut, guarded

    theme_names = counted.corpus.consultation.codebook.names
    texts_by_document = {response.document.name: response.document.text for response in counted.corpus.responses}
    languages = {point: language_name(code) if code else "" for point, code in counted.corpus.languages.items()}
    cell_rows = [
        _cells(row, theme_names, texts_by_document[row.point.document], languages.get(row.point.key, ""))
        for row in point_rows
    ]
    table = pd.DataFrame(cell_rows, columns=list(COLUMNS), dtype=str).map(lambda cell: guarded(cut(cell, LEFT)))
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "backslashreplace")


LEFT = "in the response"
"""Where the rest of a cell is that no spreadsheet could hold."""


def _cells(row: PointRow, theme_names: dict[str, str], document_text: str, language: str) -> list[str]:
    point, respondent = row.point, row.respondent
    coding = coding_of(row)
    theme_tags = tags(coding, theme_names)
    return [
        row.name,
        row.own_number,
        point.document,
        respondent.name or "",
        respondent.type or "",
        str(row.campaign or ""),
        respondent.publish.value,
        point.question or "",
        " › ".join(point.section),
        point.place if point.file else str(point.page or ""),
        language,
        "; ".join(theme_tag.name for theme_tag in theme_tags),
        "; ".join(f"{theme_tag.score:.4f}" for theme_tag in theme_tags if theme_tag.score is not None),
        "; ".join(theme_tag.sureness for theme_tag in theme_tags if theme_tag.sureness),
        "; ".join(theme_tag.name for theme_tag in (*theme_tags, *nearly(coding, theme_names)) if theme_tag.doubtful),
        coding.memo if coding and row.is_for_person else "",
        coding.coder.name if coding else "",
        row.stands,
        document_text[point.start : point.end],
    ]

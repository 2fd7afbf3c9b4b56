"""Each cell of a wide table carries its column's name, whatever stands in either, and nothing else changes."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import escape

from analysis.rendering.cell_labels import with_cell_labels

WORDS = st.text("aZé-ßжœ中ﬁ<>&\"'=/\\$1#;(", min_size=1, max_size=12)


def table(names: list[str], rows: list[list[str]], around: str = "wide") -> str:
    head = "".join(f'<th scope="col">{escape(name)} <span class="of">(3)</span></th>' for name in names)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return f'<div class="{around}"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


@given(st.data())
def test_every_cell_names_its_column_and_nothing_else_changes(data: st.DataObject) -> None:
    names = data.draw(st.lists(WORDS, min_size=2, max_size=4))
    rows = data.draw(st.lists(st.lists(WORDS, min_size=len(names), max_size=len(names)), min_size=1, max_size=3))
    page = table(names, rows)
    labelled = with_cell_labels(page)
    assert re.sub(r' data-label="[^"]*"', "", labelled) == page
    for row in html.fromstring(labelled).findall(".//tbody/tr"):
        labels = [cell.get("data-label") for cell in row.findall("td")]
        assert labels == [f"{name[:1].upper()}{name[1:]} (3)" for name in names[1:]]


def test_a_cell_over_several_columns_and_a_table_elsewhere_carry_none() -> None:
    page = table(["Theme", "Right", "Found"], [["Money", "x", "y"]])
    assert "data-label" not in with_cell_labels(page.replace('class="wide"', 'class="narrow"'))
    wide = page.replace("<td>x</td><td>y</td>", '<td colspan="2">Not measured</td>')
    assert "data-label" not in with_cell_labels(wide)

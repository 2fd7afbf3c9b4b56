"""The report as blocks: its words and figures, in styles, without its annexes."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document

from analysis import read
from analysis.exporting.exporters import EXPORTERS
from analysis.exporting.report_blocks import BlockStyle, ReportGrid, ReportParagraph, report_blocks
from tests.builders import make_coding, person
from tests.exporting.contents import content_of, responses_of, words_in

POINTS = ("Cuts to the budget hurt us all, and nobody asked.", "Inspection keeps children safe from harm and neglect.")


def content(title: str = "Library opening hours") -> object:
    responses = responses_of(*POINTS)
    codings = [make_coding(next(one.points).key, ["funding"], by=person("ann")) for one in responses]
    return content_of(responses, codings, title=title)


def told(blocks: object) -> str:
    return "\n".join("".join(run.text for run in one.runs) for one in blocks if isinstance(one, ReportParagraph))


def test_the_blocks_hold_the_report_in_its_order_and_not_its_annexes() -> None:
    blocks = list(report_blocks(content().page()))
    headings = [
        "".join(run.text for run in block.runs)
        for block in blocks
        if isinstance(block, ReportParagraph) and block.style is BlockStyle.HEADING and block.level == 1
    ]
    assert headings[:4] == ["What we heard", "How to read this report", "Received to analysed", "Campaigns"]
    assert not {"All responses in full", "Ledger", "Contents", "Annexes"} & set(headings)
    assert told(blocks[:1]) == "Public consultation"
    assert "2 responses received and analysed" in told(blocks)


@pytest.mark.parametrize("link", ["All figures", "12 more, and all figures"])
def test_the_chart_keeps_its_key_but_what_is_of_the_page(link: str) -> None:
    page = (
        '<main><figure id="theme-chart" class="chart-box"><figcaption>Themes</figcaption><ul class="bars"></ul>'
        '<p class="key">Rough: Price. The interval is wide.</p></figure><p class="key">Respondents of 150. '
        f'Dark: without the campaigns. Line: 95% confidence interval. <a href="#themes">{link}</a></p></main>'
    )
    assert told(report_blocks(page)).split("\n")[:3] == [
        "Themes",
        "Rough: Price. The interval is wide.",
        "Respondents of 150. Line: 95% confidence interval.",
    ]


def test_a_table_keeps_its_cells_and_a_quotation_its_words() -> None:
    blocks = list(report_blocks(content().page()))
    grids = [block for block in blocks if isinstance(block, ReportGrid)]
    themes = next(grid for grid in grids if "".join(run.text for run in grid.rows[0][0].runs) == "Theme")
    cells = [["".join(run.text for run in cell.runs) for cell in row] for row in themes.rows]
    assert cells[0][:2] == ["Theme", "Respondents"]
    assert cells[1][:3] == ["Funding", "2", ""], "of two there is no share"
    assert themes.header_rows == 1
    quoted = [
        told([block]) for block in blocks if isinstance(block, ReportParagraph) and block.style is BlockStyle.QUOTE
    ]
    assert set(quoted) <= set(POINTS)
    assert quoted


@pytest.mark.parametrize("format_name", ["docx", "odt"])
def test_the_readers_of_responses_find_the_same_words_in_the_document(format_name: str) -> None:
    made = content()
    words = words_in(EXPORTERS[format_name].write(made))
    for block in report_blocks(made.page()):
        if isinstance(block, ReportParagraph):
            for run in block.runs:
                assert run.text.strip()[:40].replace("&", "&amp;") in words


def word_document() -> Document:
    return docx.Document(io.BytesIO(EXPORTERS["docx"].write(content("A title & more"))))


def test_a_word_document_has_words_own_styles_tables_and_a_native_chart() -> None:
    document = word_document()
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Body Text", "Caption", "Quote"} <= set(styles)
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Title"] == [
        "A title & more"
    ]
    assert document.core_properties.title == "A title & more"
    assert len(document.tables) >= 3
    assert {table.style.name for table in document.tables} == {"Table Grid"}
    words = words_in(EXPORTERS["docx"].write(content()))
    assert words.count("<c:chartSpace") == 1
    assert 'descr="Funding: 2 respondents; Safety: 0 respondents"' in words
    assert "w:tblHeader" in words


def test_an_opendocument_text_has_named_styles_and_a_drawing() -> None:
    words = words_in(EXPORTERS["odt"].write(content()))
    for style in ("Title", "Heading_20_1", "Text_20_body", "Quotations", "Caption"):
        assert f'style-name="{style}"' in words, style
    assert "Pictures/themes.svg" in words
    assert "<svg:desc>Funding: 2 respondents; Safety: 0 respondents</svg:desc>" in words


@pytest.mark.parametrize("format_name", ["docx", "odt"])
def test_our_own_readers_read_it(format_name: str, tmp_path: Path) -> None:
    file = tmp_path / f"report.{format_name}"
    file.write_bytes(EXPORTERS[format_name].write(content()))
    text = read(file).text
    assert "Key findings" in text
    assert any(point in text for point in POINTS)

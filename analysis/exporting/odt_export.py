"""The report as an OpenDocument text with named styles, tables and a drawing of its chart, for editing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from analysis.exporting.export_content import ExportContent
from analysis.exporting.odf_package import Attributes, add_text, document, element, name, package
from analysis.exporting.report_blocks import (
    BlockStyle,
    GridCell,
    ReportBlock,
    ReportGrid,
    ReportParagraph,
    TextRun,
    report_blocks,
)
from analysis.exporting.svg_chart import WIDTH, bar_chart_svg, height_of
from analysis.exporting.theme_bars import ThemeBar, in_words, theme_bars

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

STYLES = {
    BlockStyle.TITLE: "Title",
    BlockStyle.SUBTITLE: "Subtitle",
    BlockStyle.BODY: "Text_20_body",
    BlockStyle.BULLET: "Text_20_body",
    BlockStyle.NUMBERED: "Text_20_body",
    BlockStyle.QUOTE: "Quotations",
    BlockStyle.SOURCE: "Quotation_20_source",
    BlockStyle.CAPTION: "Caption",
}
"""The names of LibreOffice's own styles, as files write them."""

LISTS = {BlockStyle.BULLET: "Bullets", BlockStyle.NUMBERED: "Numbers"}

LEVELS = 3
"""Lists within lists that have a look of their own."""

BOLD, CELL, CHART = "Strong_20_Emphasis", "cell", "Pictures/themes.svg"


def as_odt(content: ExportContent) -> bytes:
    """Return the report as ODT."""
    bars = theme_bars(content.report)
    blocks = list(report_blocks(content.page()))
    styles = list(_styles())
    parts = {
        "content.xml": document("office:document-content", lambda xml_file: _write_content(xml_file, blocks, bars)),
        "styles.xml": document(
            "office:document-styles", lambda xml_file: xml_file.write(element("office:styles", None, *styles))
        ),
        **({CHART: bar_chart_svg(bars)} if bars else {}),
    }
    return package(MEDIA_TYPE, content.report.title, parts)


def _write_content(
    xml_file: etree._IncrementalFileWriter, blocks: Iterable[ReportBlock], bars: Sequence[ThemeBar]
) -> None:
    line = element("style:table-cell-properties", {"fo:border-bottom": "0.5pt solid #b1b4b6", "fo:padding": "0.1cm"})
    cell_style = element("style:style", {"style:name": CELL, "style:family": "table-cell"}, line)
    xml_file.write(element("office:automatic-styles", None, cell_style))
    with xml_file.element(name("office:body")), xml_file.element(name("office:text")):
        for block in blocks:
            if isinstance(block, ReportParagraph):
                xml_file.write(_paragraph(block))
            elif isinstance(block, ReportGrid):
                xml_file.write(_table(block))
            elif bars:
                xml_file.write(_picture(bars))


def _paragraph(block: ReportParagraph) -> etree._Element:
    if block.style is BlockStyle.HEADING:
        attributes = {"text:style-name": f"Heading_20_{block.level}", "text:outline-level": str(block.level)}
        return _with_runs(element("text:h", attributes), block.runs)
    paragraph = _with_runs(element("text:p", {"text:style-name": STYLES[block.style]}), block.runs)
    if block.style not in LISTS:
        return paragraph
    made = paragraph
    for depth in range(block.level, -1, -1):
        list_attributes = {} if depth else {"text:style-name": LISTS[block.style], "text:continue-numbering": "true"}
        made = element("text:list", list_attributes, element("text:list-item", None, made))
    return made


def _with_runs(parent: etree._Element, runs: Sequence[TextRun], bold: bool = False) -> etree._Element:
    for run in runs:
        if run.bold or bold:
            span = element("text:span", {"text:style-name": BOLD})
            add_text(span, run.text)
            parent.append(span)
        else:
            add_text(parent, run.text)
    return parent


def _table(grid: ReportGrid) -> etree._Element:
    columns = element("table:table-column", {"table:number-columns-repeated": str(grid.width)})
    rows = [element("table:table-row", None, *_cells(row, grid.width)) for row in grid.rows]
    table = element("table:table", None, columns)
    if grid.header_rows:
        table.append(element("table:table-header-rows", None, *rows[: grid.header_rows]))
    table.extend(rows[grid.header_rows :])
    return table


def _cells(row: Sequence[GridCell], width: int) -> Iterator[etree._Element]:
    used = 0
    for cell in row:
        style = "Table_20_Number" if cell.is_number else "Table_20_Contents"
        paragraph = _with_runs(element("text:p", {"text:style-name": style}), cell.runs, bold=cell.is_header)
        spanned: Attributes = {"table:number-columns-spanned": str(cell.columns)} if cell.columns > 1 else {}
        yield element(
            "table:table-cell", {"table:style-name": CELL, "office:value-type": "string", **spanned}, paragraph
        )
        yield from (element("table:covered-table-cell") for _ in range(cell.columns - 1))
        used += cell.columns
    yield from (element("table:table-cell") for _ in range(width - used))


def _picture(bars: Sequence[ThemeBar]) -> etree._Element:
    image = element("draw:image", {"xlink:href": CHART, "xlink:type": "simple", "xlink:show": "embed"})
    described = element("svg:desc")
    described.text = in_words(list(bars))
    size = {"svg:width": f"{WIDTH / 40:.1f}cm", "svg:height": f"{height_of(len(bars)) / 40:.1f}cm"}
    anchored = {"draw:name": "Chart of themes", "text:anchor-type": "as-char", **size}
    return element(
        "text:p", {"text:style-name": STYLES[BlockStyle.BODY]}, element("draw:frame", anchored, image, described)
    )


# Styles ---------------------------------------------------------------------------------------------------------------

_LOOKS: dict[str, tuple[str, Attributes, Attributes]] = {
    "Standard": ("", {}, {"fo:font-size": "11pt", "fo:language": "en", "fo:country": "GB"}),
    "Text_20_body": ("Standard", {"fo:margin-bottom": "0.25cm"}, {}),
    "Title": ("Standard", {"fo:margin-bottom": "0.4cm"}, {"fo:font-size": "24pt", "fo:font-weight": "bold"}),
    "Subtitle": ("Standard", {"fo:margin-bottom": "0.4cm"}, {"fo:font-size": "14pt"}),
    "Quotations": ("Standard", {"fo:margin-left": "1cm", "fo:margin-bottom": "0.1cm"}, {"fo:font-style": "italic"}),
    "Quotation_20_source": ("Standard", {"fo:margin-left": "1cm", "fo:margin-bottom": "0.4cm"}, {}),
    "Caption": ("Standard", {"fo:margin-top": "0.3cm", "fo:keep-with-next": "always"}, {"fo:font-weight": "bold"}),
    "Table_20_Contents": ("Standard", {}, {"fo:font-size": "10pt"}),
    "Table_20_Number": ("Table_20_Contents", {"fo:text-align": "end"}, {}),
    **{
        f"Heading_20_{level}": (
            "Standard",
            {"fo:margin-top": "0.5cm", "fo:margin-bottom": "0.2cm", "fo:keep-with-next": "always"},
            {"fo:font-size": f"{22 - 2 * level}pt", "fo:font-weight": "bold"},
        )
        for level in range(1, 6)
    },
}
"""Each style with its parent, and how paragraphs and text look in it."""


def _styles() -> Iterator[etree._Element]:
    for style, (parent, paragraph, letters) in _LOOKS.items():
        inherited = {"style:parent-style-name": parent} if parent else {}
        shown = {"style:name": style, "style:display-name": style.replace("_20_", " "), "style:family": "paragraph"}
        yield element(
            "style:style",
            {**shown, **inherited, "style:class": "text"},
            element("style:paragraph-properties", paragraph),
            element("style:text-properties", letters),
        )
    bold = element("style:text-properties", {"fo:font-weight": "bold"})
    yield element(
        "style:style", {"style:name": BOLD, "style:display-name": "Strong Emphasis", "style:family": "text"}, bold
    )
    looks: dict[BlockStyle, tuple[str, Attributes]] = {
        BlockStyle.BULLET: ("text:list-level-style-bullet", {"text:bullet-char": "•"}),
        BlockStyle.NUMBERED: ("text:list-level-style-number", {"style:num-format": "1", "style:num-suffix": "."}),
    }
    for style, (kind, look) in looks.items():
        levels = (element(kind, {"text:level": str(level), **look}, _indent(level)) for level in range(1, LEVELS + 1))
        yield element("text:list-style", {"style:name": LISTS[style]}, *levels)


def _indent(level: int) -> etree._Element:
    space = {"text:space-before": f"{level / 2}cm", "text:min-label-width": "0.5cm"}
    return element("style:list-level-properties", space)

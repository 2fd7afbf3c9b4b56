"""Tables as an OpenDocument spreadsheet: a sheet each, its header frozen, numbers and dates as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lxml import etree

from analysis.exporting.export_table import ExportCell, ExportTable
from analysis.exporting.odf_package import document, element, name, package, paragraphs
from analysis.exporting.spreadsheet_cells import safe_cell, safe_header
from analysis.exporting.xlsx_export import must_fit

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

CHARACTER = 0.2
"""Centimetres across for each character of a column's width."""


def as_ods(tables: Sequence[ExportTable], title: str) -> bytes:
    """Return tables as ODS; raises OutputError where one has more rows than a sheet."""
    must_fit(tables)
    settings = _settings(tables)
    parts = {
        "content.xml": document("office:document-content", lambda xml_file: _write_content(xml_file, tables)),
        "settings.xml": document("office:document-settings", lambda xml_file: xml_file.write(settings)),
    }
    return package(MEDIA_TYPE, title, parts)


def _write_content(xml_file: etree._IncrementalFileWriter, tables: Sequence[ExportTable]) -> None:
    xml_file.write(element("office:automatic-styles", None, *_styles(tables)))
    with xml_file.element(name("office:body")), xml_file.element(name("office:spreadsheet")):
        for table in tables:
            _write_table(xml_file, table)


def _styles(tables: Sequence[ExportTable]) -> Iterator[etree._Element]:
    for width in sorted({column.width for table in tables for column in table.columns}):
        size = element("style:table-column-properties", {"style:column-width": f"{width * CHARACTER:.1f}cm"})
        yield element("style:style", {"style:name": f"w{width}", "style:family": "table-column"}, size)
    year, month, day = (element(f"number:{part}", {"number:style": "long"}) for part in ("year", "month", "day"))
    dashes = [element("number:text"), element("number:text")]
    for dash in dashes:
        dash.text = "-"
    yield element("number:date-style", {"style:name": "iso"}, year, dashes[0], month, dashes[1], day)
    yield _cell_style("plain")
    yield _cell_style("date", {"style:data-style-name": "iso"})
    yield _cell_style("header", {}, element("style:text-properties", {"fo:font-weight": "bold"}))


def _cell_style(style: str, more: dict[str, str] | None = None, *looks: etree._Element) -> etree._Element:
    wrapped = element("style:table-cell-properties", {"fo:wrap-option": "wrap", "style:vertical-align": "top"})
    return element("style:style", {"style:name": style, "style:family": "table-cell", **(more or {})}, wrapped, *looks)


def _write_table(xml_file: etree._IncrementalFileWriter, table: ExportTable) -> None:
    with xml_file.element(name("table:table"), {name("table:name"): table.name}):
        for column in table.columns:
            xml_file.write(element("table:table-column", {"table:style-name": f"w{column.width}"}))
        header_cells = (_cell(header, "header") for header in safe_header(table))
        xml_file.write(element("table:table-header-rows", None, element("table:table-row", None, *header_cells)))
        for row in table.rows:
            xml_file.write(element("table:table-row", None, *(_cell(safe_cell(cell)) for cell in row)))


def _cell(value: ExportCell, style: str = "plain") -> etree._Element:
    if value is None:
        return element("table:table-cell")
    if isinstance(value, str):
        kind, shown = {"office:value-type": "string"}, value
    elif isinstance(value, date):
        style, shown = "date", value.isoformat()
        kind = {"office:value-type": "date", "office:date-value": shown}
    else:
        shown = str(value)
        kind = {"office:value-type": "float", "office:value": shown}
    return element("table:table-cell", {"table:style-name": style, **kind}, *paragraphs(shown))


_FROZEN = {
    "HorizontalSplitMode": ("short", "2"),
    "VerticalSplitMode": ("short", "2"),
    "HorizontalSplitPosition": ("int", "1"),
    "VerticalSplitPosition": ("int", "1"),
    "ActiveSplitRange": ("short", "3"),
    "PositionRight": ("int", "1"),
    "PositionBottom": ("int", "1"),
}
"""What LibreOffice keeps of a sheet whose first row and column stay in sight."""


def _settings(tables: Sequence[ExportTable]) -> etree._Element:
    named = element("config:config-item-map-named", {"config:name": "Tables"}, *map(_frozen, tables))
    views = element("config:config-item-map-indexed", {"config:name": "Views"})
    views.append(element("config:config-item-map-entry", None, named))
    view_settings = element("config:config-item-set", {"config:name": "ooo:view-settings"}, views)
    return element("office:settings", None, view_settings)


def _frozen(table: ExportTable) -> etree._Element:
    entry = element("config:config-item-map-entry", {"config:name": table.name})
    for item_name, (kind, value) in _FROZEN.items():
        item = element("config:config-item", {"config:name": item_name, "config:type": kind})
        item.text = value
        entry.append(item)
    return entry

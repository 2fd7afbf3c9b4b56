"""A native bar chart in a Word document, with its words for whoever does not see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from analysis.exporting.theme_bars import NOUN, WITHOUT, ThemeBar, in_words
from analysis.exporting.xml_text import xml_safe

if TYPE_CHECKING:
    from docx.document import Document

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
KIND = f"{RELATIONSHIPS}/chart"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

CENTIMETRE = 360_000
"""English Metric Units (ECMA-376, 20.1.10.16)."""

WIDTH, FRAME, ROW = 15, 2.0, 1.2
"""Centimetres: across, of the axis, and for each bar."""

COLOUR, OTHER_COLOUR = "12436D", "BFBFBF"
"""The dark blue of the report, and the grey of what stands beside it."""

SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def add_chart(document: Document, bars: Sequence[ThemeBar]) -> None:
    """Add a paragraph with a bar chart."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part_name = PackURI("/word/charts/chart1.xml")
    part = Part(part_name, MEDIA_TYPE, _chart(bars), document.part.package)
    relation = document.part.relate_to(part, KIND)
    document.add_paragraph().add_run()._r.append(_drawing(relation, list(bars)))


def _drawing(relation: str, bars: list[ThemeBar]) -> etree._Element:
    from docx.oxml.parser import parse_xml

    height = FRAME + ROW * len(bars)
    size = {"cx": str(int(WIDTH * CENTIMETRE)), "cy": str(int(height * CENTIMETRE))}
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    drawing = etree.Element(f"{{{word}}}drawing", nsmap={"w": word, "wp": PLACED, "a": DRAWING})
    inline = etree.SubElement(drawing, f"{{{PLACED}}}inline", distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(inline, f"{{{PLACED}}}extent", size)
    etree.SubElement(inline, f"{{{PLACED}}}docPr", id="1", name="Chart of themes", descr=xml_safe(in_words(bars)))
    graphic = etree.SubElement(inline, f"{{{DRAWING}}}graphic")
    data = etree.SubElement(graphic, f"{{{DRAWING}}}graphicData", uri=CHART)
    etree.SubElement(data, f"{{{CHART}}}chart", {f"{{{RELATIONSHIPS}}}id": relation}, nsmap={"c": CHART})
    return parse_xml(etree.tostring(drawing))


# The chart's part -----------------------------------------------------------------------------------------------------


def _chart(bars: Sequence[ThemeBar]) -> bytes:
    space = etree.Element(f"{{{CHART}}}chartSpace", nsmap={"c": CHART, "a": DRAWING})
    chart = _add(space, "chart")
    _add(chart, "autoTitleDeleted", "1")
    plot = _add(chart, "plotArea")
    _add(plot, "layout")
    bar_chart = _add(plot, "barChart")
    _add(bar_chart, "barDir", "bar")
    _add(bar_chart, "grouping", "clustered")
    _add(bar_chart, "varyColors", "0")
    _add_series(bar_chart, bars)
    has_campaigns = any(bar.without is not None for bar in bars)
    if has_campaigns:
        _add_without(bar_chart, bars)
    _add(bar_chart, "gapWidth", "50")
    for axis in ("1", "2"):
        _add(bar_chart, "axId", axis)
    _add_axis(plot, "catAx", "1", "2", "l", "maxMin")
    _add_axis(plot, "valAx", "2", "1", "b", "minMax")
    if has_campaigns:
        _add(_add(chart, "legend"), "legendPos", "b")
    _add(chart, "plotVisOnly", "1")
    return bytes(etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def _add(parent: etree._Element, local: str, value: str | None = None) -> etree._Element:
    return etree.SubElement(parent, f"{{{CHART}}}{local}", {} if value is None else {"val": value})


def _add_series(bar_chart: etree._Element, bars: Sequence[ThemeBar]) -> None:
    series = _new_series(bar_chart, 0, NOUN, COLOUR)
    labels = _add(series, "dLbls")
    labels.append(_white_letters())
    _add(labels, "dLblPos", "inBase")
    for shown in SHOWN:
        _add(labels, shown, "1" if shown == "showVal" else "0")
    if any(bar.low is not None for bar in bars):
        _add_intervals(series, bars)
    _add_values(_add(series, "cat"), "strLit", [xml_safe(bar.name) for bar in bars])
    _add_values(_add(series, "val"), "numLit", [str(bar.value) for bar in bars])


def _add_without(bar_chart: etree._Element, bars: Sequence[ThemeBar]) -> None:
    """Add the same bars without campaigns."""
    series = _new_series(bar_chart, 1, WITHOUT, OTHER_COLOUR)
    labels = _add(series, "dLbls")
    for shown in SHOWN:
        _add(labels, shown, "1" if shown == "showVal" else "0")
    _add_values(_add(series, "cat"), "strLit", [xml_safe(bar.name) for bar in bars])
    _add_values(_add(series, "val"), "numLit", [str(bar.value if bar.without is None else bar.without) for bar in bars])


def _new_series(bar_chart: etree._Element, number: int, name: str, colour: str) -> etree._Element:
    series = _add(bar_chart, "ser")
    _add(series, "idx", str(number))
    _add(series, "order", str(number))
    _add(_add(series, "tx"), "v").text = name
    fill = etree.SubElement(_add(series, "spPr"), f"{{{DRAWING}}}solidFill")
    etree.SubElement(fill, f"{{{DRAWING}}}srgbClr", val=colour)
    _add(series, "invertIfNegative", "0")
    return series


def _white_letters() -> etree._Element:
    looks = etree.Element(f"{{{CHART}}}txPr")
    etree.SubElement(looks, f"{{{DRAWING}}}bodyPr")
    paragraph = etree.SubElement(looks, f"{{{DRAWING}}}p")
    properties = etree.SubElement(etree.SubElement(paragraph, f"{{{DRAWING}}}pPr"), f"{{{DRAWING}}}defRPr", b="1")
    fill = etree.SubElement(properties, f"{{{DRAWING}}}solidFill")
    etree.SubElement(fill, f"{{{DRAWING}}}srgbClr", val="FFFFFF")
    return looks


def _add_intervals(series: etree._Element, bars: Sequence[ThemeBar]) -> None:
    """Add the intervals as error bars."""
    lines = _add(series, "errBars")
    _add(lines, "errBarType", "both")
    _add(lines, "errValType", "cust")
    _add(lines, "noEndCap", "0")
    ends: dict[str, Callable[[ThemeBar], int]] = {
        "plus": lambda bar: (bar.value if bar.high is None else bar.high) - bar.value,
        "minus": lambda bar: bar.value - (bar.value if bar.low is None else bar.low),
    }
    for local, length in ends.items():
        _add_values(_add(lines, local), "numLit", [str(length(bar)) for bar in bars])


def _add_values(parent: etree._Element, local: str, values: Sequence[str]) -> None:
    literal = _add(parent, local)
    _add(literal, "ptCount", str(len(values)))
    for number, value in enumerate(values):
        point = etree.SubElement(literal, f"{{{CHART}}}pt", idx=str(number))
        _add(point, "v").text = value


def _add_axis(plot: etree._Element, kind: str, id: str, crosses: str, side: str, order: str) -> None:
    axis = _add(plot, kind)
    _add(axis, "axId", id)
    scaling = _add(axis, "scaling")
    _add(scaling, "orientation", order)
    if kind == "valAx":
        _add(scaling, "min", "0")
    # Each bar has its figure in it, so that the axis of values would say it twice.
    _add(axis, "delete", "1" if kind == "valAx" else "0")
    _add(axis, "axPos", side)
    _add(axis, "crossAx", crosses)

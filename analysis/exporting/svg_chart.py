"""A bar chart as a drawing of its own, for documents that hold no chart."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from analysis.exporting.theme_bars import ThemeBar
from analysis.exporting.xml_text import xml_safe

SVG = "http://www.w3.org/2000/svg"

WIDTH, BAR, ROW, LABEL = 640, 18, 52, 300
"""Pixels: across, of a bar, for a theme with its name, and for the figure right of a bar."""

BLUE, INK = "#12436d", "#0b0c0c"


def height_of(count: int) -> int:
    """Return the height of a chart of so many bars."""
    return ROW * count + 8


def bar_chart_svg(bars: Sequence[ThemeBar]) -> bytes:
    """Return bars as SVG, each below its name, with its figure, its interval and a stroke where it ends without
    campaigns."""
    height = height_of(len(bars))
    drawing = etree.Element(
        f"{{{SVG}}}svg", width=str(WIDTH), height=str(height), viewBox=f"0 0 {WIDTH} {height}", nsmap={None: SVG}
    )
    most = max((max(bar.value, bar.high or 0) for bar in bars), default=0) or 1
    scale = (WIDTH - LABEL) / most
    for number, bar in enumerate(bars):
        _add_bar(drawing, bar, number * ROW, scale)
    return bytes(etree.tostring(drawing, xml_declaration=True, encoding="UTF-8"))


def _add_bar(drawing: etree._Element, bar: ThemeBar, top: int, scale: float) -> None:
    _add_text(drawing, bar.name, 0, top + 18, bold=True)
    _add(drawing, "rect", x=0, y=top + 26, width=bar.value * scale, height=BAR, fill=BLUE)
    end = bar.value * scale
    if bar.low is not None and bar.high is not None:
        end = bar.high * scale
        _add(drawing, "rect", x=bar.low * scale, y=top + 33, width=(bar.high - bar.low) * scale, height=4, fill=INK)
    if bar.without is not None:
        _add(drawing, "rect", x=bar.without * scale, y=top + 23, width=3, height=BAR + 6, fill=INK)
    _add_text(drawing, bar.words, end + 8, top + 40)


def _add(drawing: etree._Element, local: str, **attributes: float | str) -> etree._Element:
    written = {key: f"{value:.1f}" if isinstance(value, float) else str(value) for key, value in attributes.items()}
    return etree.SubElement(drawing, f"{{{SVG}}}{local}", written)


def _add_text(drawing: etree._Element, words: str, x: float, y: float, bold: bool = False) -> None:
    made = _add(drawing, "text", x=x, y=y, fill=INK)
    made.set("font-family", "Arial, sans-serif")
    made.set("font-size", "15")
    if bold:
        made.set("font-weight", "bold")
    made.text = xml_safe(words)

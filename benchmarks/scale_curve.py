"""The curves of scale: seconds of the processor and peak memory by rows, both axes in powers of ten, as SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from benchmarks.scale import Cost

WIDTH, HEIGHT, LEFT, TOP, GAP = 420, 260, 60, 30, 90
COLOURS = ("#1d70b8", "#d4351c", "#00703c", "#f47738", "#4c2c92", "#505a5f")


def curve(costs: Sequence[Cost]) -> str:
    """Return the drawing: seconds on the left, memory on the right, a line for each stage."""
    stages = list(dict.fromkeys(cost.stage for cost in costs))
    charts = [
        _chart(costs, stages, LEFT, "processor seconds", lambda cost: cost.processor),
        _chart(costs, stages, LEFT + WIDTH + GAP, "peak memory, MB", lambda cost: cost.memory),
    ]
    key = "".join(
        f'<text x="{LEFT + 170 * (n % 5)}" y="{TOP + HEIGHT + 60 + 18 * (n // 5)}" fill="{_colour(n)}">'
        f"{escape(stage)}</text>"
        for n, stage in enumerate(stages)
    )
    width, height = LEFT + 2 * WIDTH + GAP + 20, TOP + HEIGHT + 90
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="12">{"".join(charts)}{key}</svg>\n'
    )


def _chart(costs: Sequence[Cost], stages: Sequence[str], left: int, title: str, figure: Callable[[Cost], float]) -> str:
    rows, figures = [cost.rows for cost in costs], [max(figure(cost), 0.01) for cost in costs]
    across, up = _powers(rows), _powers(figures)

    def place(cost: Cost) -> str:
        x = left + WIDTH * (math.log10(cost.rows) - across[0]) / (across[-1] - across[0])
        y = TOP + HEIGHT * (1 - (math.log10(max(figure(cost), 0.01)) - up[0]) / (up[-1] - up[0]))
        return f"{x:.1f},{y:.1f}"

    lines = [f'<text x="{left}" y="{TOP - 10}">{escape(title)}, by rows</text>']
    for power in across:
        x = left + WIDTH * (power - across[0]) / (across[-1] - across[0])
        lines.append(f'<path d="M{x:.1f} {TOP}V{TOP + HEIGHT}" stroke="#ccc"/>')
        lines.append(f'<text x="{x:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in up:
        y = TOP + HEIGHT * (1 - (power - up[0]) / (up[-1] - up[0]))
        lines.append(f'<path d="M{left} {y:.1f}h{WIDTH}" stroke="#ccc"/>')
        lines.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10**power:g}</text>')
    for n, stage in enumerate(stages):
        points = [place(cost) for cost in costs if cost.stage == stage]
        lines.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{_colour(n)}" stroke-width="2"/>')
        lines += [f'<circle cx="{x}" cy="{y}" r="3" fill="{_colour(n)}"/>' for x, y in (p.split(",") for p in points)]
    return "".join(lines)


def _powers(figures: Sequence[float]) -> list[int]:
    """Return the powers of ten from the one below all figures to the one above."""
    least, most = math.floor(math.log10(min(figures))), math.ceil(math.log10(max(figures)))
    return list(range(least, max(most, least + 1) + 1))


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]

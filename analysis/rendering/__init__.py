"""Rendering: a frozen Report becomes one self-contained HTML file.

``html`` sets up Jinja2 and turns its errors into ours; ``formats`` holds the filters: how numbers, dates and quoted
text are written. What the page says and looks like is in ``templates/`` alone.
"""

from analysis.rendering.html import render

__all__ = ["render"]

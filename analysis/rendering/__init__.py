"""Rendering: a frozen Report becomes HTML: one self-contained file, or a short report with an annex of linked pages.

``html`` sets up Jinja2 and turns its errors into ours; ``annex`` decides what lies on which page, ``pages`` is what
templates receive, ``links`` leads from page to page; ``formats`` holds the filters: how numbers, dates and quoted text
are written. What pages say and look like is in ``templates/`` alone.
"""

from analysis.rendering.annex import ONE_FILE
from analysis.rendering.html import (
    NOTHING_STANDS,
    REPORT_FILE,
    RenderedPage,
    Standing,
    render,
    render_alone,
    render_assurance,
    render_responses,
    render_set,
)

__all__ = [
    "NOTHING_STANDS",
    "ONE_FILE",
    "REPORT_FILE",
    "RenderedPage",
    "Standing",
    "render",
    "render_alone",
    "render_assurance",
    "render_responses",
    "render_set",
]

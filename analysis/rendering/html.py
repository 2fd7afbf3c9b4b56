"""Report → HTML: the same Report gives the same bytes, on any machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from analysis.rendering.formats import FILTERS
from analysis.rendering.sandbox import SHIPPED, Sandbox, loader_of, template_faults
from analysis.tally.report import Report

PAGE = "report.html.j2"


def render(report: Report, template_folders: Sequence[Path]) -> str:
    """Return the report as one HTML page.

    A template is taken from the first of ``template_folders`` that has it, else from our own.
    Raises OutputError, with file and line, where a template does not do.
    """
    with template_faults("the report's templates"):
        return environment(template_folders).get_template(PAGE).render(report=report)


def environment(template_folders: Sequence[Path]) -> Environment:
    """Jinja2 as our templates expect it: escaping everywhere, and a misspelt name is an error and not a blank."""
    search_folders = [*template_folders, *(folder for folder in SHIPPED if folder not in template_folders)]
    jinja_environment = Sandbox(
        loader=loader_of(search_folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    jinja_environment.filters.update(FILTERS)
    return jinja_environment

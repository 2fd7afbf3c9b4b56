"""Report → HTML: the same Report gives the same bytes, on any machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from traceback import walk_tb
from typing import NoReturn

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from analysis.errors import OutputError
from analysis.rendering.formats import FILTERS
from analysis.tally.report import Report

PAGE = "report.html.j2"
_TEMPLATES = (".j2", ".css")

_PACKAGE = Path(__file__).resolve().parent.parent
SHIPPED = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
"""Our own templates: inside an installed package, and, for an editable installation, in the checkout."""


def render(report: Report, template_folders: Sequence[Path]) -> str:
    """The report as one HTML page.

    A template is taken from the first of ``template_folders`` that has it, else from our own.
    Raises OutputError, with file and line, where a template does not do.
    """
    try:
        return environment(template_folders).get_template(PAGE).render(report=report)
    except (TemplateError, UnicodeDecodeError) as error:
        _explain(error)
    except Exception as error:
        # A template can also make Python stumble (`{{ 1 + None }}`); anything else is not the templates' fault.
        if _place(error) is None:
            raise
        _explain(error)


def environment(template_folders: Sequence[Path]) -> Environment:
    """Jinja2 as our templates expect it: escaping everywhere, and a misspelt name is an error and not a blank."""
    folders = [*template_folders, *(folder for folder in SHIPPED if folder not in template_folders)]
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(FILTERS)
    return made


def _explain(error: Exception) -> NoReturn:
    """Raise OutputError in place of what Jinja2 said."""
    place = _place(error)
    where = f"{place[0]}, line {place[1]}" if place else "the report's templates"
    what = f"there is no template {error}" if isinstance(error, TemplateNotFound) else str(error).splitlines()[0]
    remedy = "Mend the template; or remove it, and the one that comes with Everypoint is used."
    raise OutputError(f"{where}: {what.rstrip('.')}. {remedy}") from error


def _place(error: Exception) -> tuple[str, int] | None:
    """The template and line that an error comes from; Jinja2 lays its frames out as if templates were Python."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or PAGE, error.lineno
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    return next((place for place in reversed(frames) if place[0].endswith(_TEMPLATES)), None)

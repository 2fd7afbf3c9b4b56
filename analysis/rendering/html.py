"""Report → HTML: the same Report gives the same bytes, on any machine, as one file or as a report with its annex."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from jinja2 import ChoiceLoader, Environment, PrefixLoader, StrictUndefined
from markupsafe import Markup

from analysis.rendering.annex import ENDLESS, PageLimits, annex_pages
from analysis.rendering.annex_frame import AnnexFrame
from analysis.rendering.cell_labels import with_cell_labels
from analysis.rendering.formats import FILTERS
from analysis.rendering.links import ids_of, is_led_right, linked
from analysis.rendering.page_one import ANSWERS, within_words
from analysis.rendering.pages import AnnexPage, AssurancePage, ReportPage, ResponseIndexPage, ResponsesPage
from analysis.rendering.sandbox import SHIPPED, CompiledTemplates, Sandbox, loader_of, template_faults
from analysis.tally.passages.late_passages import anchors_of
from analysis.tally.questions.item_grid import ItemGrid, item_grids
from analysis.tally.questions.question_view import QuestionView, question_views
from analysis.tally.report import Report

PAGE = "report.html.j2"
SUMMARY = "report/summary.html.j2"
ANNEX_PAGE = "annex.html.j2"
ASSURANCE_PAGE = "assurance.html.j2"
SCRIPT = "annex/find.js"

REPORT_FILE = "report.html"

OURS = "everypoint"
"""Before the name of a template, with a slash, it is the one that comes with us: what a workspace's own extends."""

QUESTIONS = 8
"""Questions that the report tells in full; the others are in the annex."""

THEMES = 40
"""Themes that have a row in the report's tables; the annex has all."""

FINGERPRINT = "annex-sha256-to-come"
"""What stands in the report in place of its annex's fingerprint until that is known."""

ANNEX_RESPONSES = "responses"
"""The anchor above the first of all responses."""


class RenderedPage(NamedTuple):
    """A page of the report or its annex: its file below ``reports/``, and its bytes."""

    file: str
    content: bytes


def render(report: Report, template_folders: Sequence[Path]) -> str:
    """Return the report with its whole annex as one HTML page.

    A template is taken from the first of ``template_folders`` that has it, else from our own.
    Raises OutputError, with file and line, where a template does not do.
    """
    with template_faults("the report's templates"):
        jinja = environment(template_folders)
        page = _report_page(report, jinja, is_one_file=True)
        return with_cell_labels(jinja.get_template(PAGE).render(report=report, page=page))


def render_alone(report: Report, template_folders: Sequence[Path]) -> str:
    """Return the report without its annex, as it is edited in word processors; links lead nowhere."""
    with template_faults("the report's templates"):
        jinja = environment(template_folders)
        page = _report_page(report, jinja, is_one_file=False)
        return jinja.get_template(PAGE).render(report=report, page=page)


def render_assurance(report: Report, page: AssurancePage, template_folders: Sequence[Path]) -> str:
    """Return the assurance pack as one HTML page, which leads nowhere else.

    Raises OutputError, with file and line, where a template does not do.
    """
    with template_faults("the templates of the assurance pack"):
        template = environment(template_folders).get_template(ASSURANCE_PAGE)
        return with_cell_labels(template.render(report=report, page=page))


def render_responses(page: ResponsesPage, report: Report | AnnexFrame, template_folders: Sequence[Path]) -> str:
    """Return a page of responses as HTML, its links not led yet to their files."""
    return environment(template_folders).get_template(ANNEX_PAGE).render(report=report, page=page)


class Standing(Protocol):
    """Pages of responses that stand there already."""

    @property
    def are_any(self) -> bool:
        """Return whether there may be any."""

    def note(self, page: ResponsesPage, frame: AnnexFrame) -> None:
        """Note what a page is made from, for the next report."""

    def holds(self, page: ResponsesPage, frame: AnnexFrame) -> bool:
        """Note what a page is made from, and return whether it stands there as it would be made now, but for where its
        links lead."""

    def content(self, page: ResponsesPage) -> bytes | None:
        """Return a page as it stands there; None where it is another."""


class NothingStands:
    """No page stands there."""

    are_any = False

    def note(self, page: ResponsesPage, frame: AnnexFrame) -> None:
        """Note nothing."""

    def holds(self, page: ResponsesPage, frame: AnnexFrame) -> bool:  # noqa: ARG002
        """Return False."""
        return False

    def content(self, page: ResponsesPage) -> bytes | None:  # noqa: ARG002
        """Return None."""
        return None


NOTHING_STANDS = NothingStands()

Elsewhere = Callable[[AnnexFrame, Sequence[ResponsesPage]], AbstractContextManager[Iterator[str] | None]]
"""Renders pages of responses beside us, in their order; None: they had better be rendered here."""


def _nowhere(frame: AnnexFrame, pages: Sequence[ResponsesPage]) -> AbstractContextManager[None]:  # noqa: ARG001
    return nullcontext()


def render_set(
    report: Report,
    template_folders: Sequence[Path],
    track: Callable[[Sequence[AnnexPage]], Iterable[AnnexPage]] = iter,
    elsewhere: Elsewhere = _nowhere,
    standing: Standing = NOTHING_STANDS,
) -> Iterator[RenderedPage]:
    """Yield the pages of the annex one after the other, the report last: it holds the fingerprint of the others.

    ``track`` is told of each page; ``elsewhere`` may render the pages of responses while the others are rendered here.
    Those that are ``standing`` already are not rendered.
    Raises OutputError, with file and line, where a template does not do.
    """
    with template_faults("the report's templates"):
        jinja = environment(template_folders)
        page = _report_page(report, jinja, is_one_file=False)
    bulk, frame = [one for one in page.annex if isinstance(one, ResponsesPage)], AnnexFrame.of(report)
    stand = {one.place.file for one in bulk if standing.holds(one, frame)} if standing.are_any else set()
    anew = [one for one in bulk if one.place.file not in stand]
    with template_faults("the report's templates"), elsewhere(frame, anew) as from_there:
        report_html = with_cell_labels(jinja.get_template(PAGE).render(report=report, page=page))
        skeleton, digest = jinja.get_template(ANNEX_PAGE), hashlib.sha256()
        # Responses are the bulk: each of their pages is rendered, linked and given away before the next. The others
        # wait until it is known which anchor stands where.
        responses = from_there or (render_responses(one, report, template_folders) for one in anew)
        files, waiting = dict.fromkeys(ids_of(report_html), REPORT_FILE), dict[str, bytes]()
        for one in page.annex:
            if not isinstance(one, ResponsesPage):
                html = with_cell_labels(skeleton.render(report=report, page=_with_script(one, jinja)))
                for anchor in ids_of(html):
                    files.setdefault(anchor, one.place.file)
                waiting[one.place.file] = zlib.compress(html.encode(), 1)
        _add_responses(files, bulk)
        for one in track(page.annex):
            file = one.place.file
            if isinstance(one, ResponsesPage) and not standing.are_any:
                standing.note(one, frame)  # now that others render
            content = standing.content(one) if isinstance(one, ResponsesPage) and file in stand else None
            if content is None or not is_led_right(content.decode(), file, files):
                if not isinstance(one, ResponsesPage):
                    html = zlib.decompress(waiting.pop(file)).decode()
                else:
                    html = render_responses(one, report, template_folders) if file in stand else next(responses)
                content = linked(html, file, files).encode()
            digest.update(f"{file} {hashlib.sha256(content).hexdigest()}\n".encode())
            yield RenderedPage(file, content)
        report_html = linked(report_html, REPORT_FILE, files).replace(FINGERPRINT, digest.hexdigest())
        yield RenderedPage(REPORT_FILE, report_html.encode())


def _add_responses(files: dict[str, str], pages: Sequence[ResponsesPage]) -> None:
    """Add the file that each anchor of a response will stand in to those of the anchors that are rendered."""
    for page in pages:
        files.setdefault(ANNEX_RESPONSES, page.place.file)
        for view in page.responses:
            files[view.anchor] = page.place.file
            files.update((anchor, page.place.file) for anchor in anchors_of(view))


def _report_page(report: Report, jinja: Environment, is_one_file: bool) -> ReportPage:
    views = question_views(report)
    asked = [view for view in views if view.key]
    told, further = _with_room(asked)
    order = report.ranking.order
    summary = jinja.get_template(SUMMARY)
    page = ReportPage(
        questions=told,
        outside=next((view for view in views if not view.key), None),
        themes=order[:THEMES],
        charted=(),
        answers=ANSWERS,
        annex=annex_pages(report, further, len(order) > THEMES, ENDLESS if is_one_file else PageLimits()),
        is_one_file=is_one_file,
        fingerprint=FINGERPRINT,
    )
    return within_words(page, report.ranking, lambda one: summary.render(report=report, page=one))


def _with_room(asked: Sequence[QuestionView]) -> tuple[tuple[QuestionView | ItemGrid, ...], list[QuestionView]]:
    """Return the questions for which the report has room, each with all its items as one table, and all that the annex
    tells in full: the others, and the items."""
    grids = item_grids((view.number, view.closed) for view in asked if view.closed)
    items = {row.number for grid in grids for row in grid.rows}
    of_their_own = [view for view in asked if view.number not in items]
    everything: list[QuestionView | ItemGrid] = [*of_their_own, *grids]
    told = sorted(everything, key=lambda one: one.number)[:QUESTIONS]
    known = {one.number for one in told if isinstance(one, QuestionView)}
    return tuple(told), [view for view in asked if view.number not in known]


def _with_script(page: AnnexPage, jinja: Environment) -> AnnexPage:
    """Return the first page of the index with the script of its search box, and every other page as it is."""
    if not isinstance(page, ResponseIndexPage) or page.place.part > 1:
        return page
    script = jinja.get_template(SCRIPT).render()
    sha256 = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return replace(page, script=Markup(script), script_sha256=sha256)


_COMPILED = CompiledTemplates()


def environment(template_folders: Sequence[Path]) -> Environment:
    """Jinja2 as our templates expect it: escaping everywhere, and a misspelt name is an error and not a blank.

    ``everypoint/`` before a name is the template that comes with us, for a workspace's own of that name to extend.
    """
    search_folders = [*template_folders, *(folder for folder in SHIPPED if folder not in template_folders)]
    ours = PrefixLoader({OURS: loader_of(SHIPPED)})
    jinja_environment = Sandbox(
        loader=ChoiceLoader([ours, loader_of(search_folders)]),
        bytecode_cache=_COMPILED,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    jinja_environment.filters.update(FILTERS)
    return jinja_environment

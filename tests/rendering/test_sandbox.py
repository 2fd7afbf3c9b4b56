"""Templates are anybody's: whatever one tries, it can write text and nothing else."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import SecurityError

from analysis.model import Theme
from analysis.rendering import sandbox
from analysis.rendering.html import environment as of_report
from analysis.rendering.sandbox import MOST_BYTES, CompiledTemplates, template_faults
from analysis.web.page_rendering import environment as of_pages
from analysis.workspace import Workspace

ENVIRONMENTS = {"report": of_report, "pages": of_pages}


@pytest.fixture(params=ENVIRONMENTS)
def jinja(request: pytest.FixtureRequest, tmp_path: Path) -> Environment:
    """Each of the environments that the product has, with templates of a workspace's own."""
    return ENVIRONMENTS[request.param]([tmp_path])


def test_the_methods_of_a_path_that_a_page_holds_cannot_be_called(jinja: Environment, tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class View:
        path: Path
        workspace: Workspace

    view = View(tmp_path / "marker", Workspace(tmp_path))
    for attempt in ("view.path.touch()", "view.path.write_text('x')", "view.workspace.clear_remains()"):
        with pytest.raises(SecurityError, match="is not safely callable"):
            jinja.from_string(f"{{{{ {attempt} }}}}").render(view=view)
    assert jinja.from_string("{{ view.path.name }}").render(view=view) == "marker"
    assert not list(tmp_path.iterdir())


def test_what_our_templates_call_may_be_called(jinja: Environment) -> None:
    theme = Theme("a", "A", "x")
    text = (
        "{% macro m(x) %}{{ x.upper() }}{% endmacro %}{{ m('a') }}{{ {'b': 1}.get('b') }}{{ '%s' | format(2) }}"
        "{% for n in range(2) %}{{ loop.cycle('x', 'y') }}{% endfor %}{{ theme.name.lower() }}{{ '{}'.format(3) }}"
    )
    assert jinja.from_string(text).render(theme=theme) == "A12xya3"


@pytest.mark.parametrize("attempt", ["'x' * 10 ** 10", "[1] * 10 ** 8", "10 ** (10 ** 10)", "range(10 ** 7) | list"])
def test_what_would_fill_the_memory_is_refused(jinja: Environment, attempt: str) -> None:
    with pytest.raises((SecurityError, OverflowError)):
        jinja.from_string(f"{{{{ {attempt} }}}}").render()


@pytest.mark.parametrize("attempt", ["x.append(1)", "y.update({})", "y.clear()", "x.pop()"])
def test_what_is_shown_cannot_be_changed(jinja: Environment, attempt: str) -> None:
    x, y = [1], {"a": 1}
    with pytest.raises(SecurityError):
        jinja.from_string(f"{{{{ {attempt} }}}}").render(x=x, y=y)
    assert (x, y) == ([1], {"a": 1})


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_out_of_the_templates_is_no_template(jinja: Environment, tmp_path: Path) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (tmp_path / "link.j2").symlink_to(secret)
    with pytest.raises(SecurityError, match="leads to something outside"):
        jinja.get_template("link.j2")


def test_a_template_of_any_size_is_not_read(jinja: Environment, tmp_path: Path) -> None:
    (tmp_path / "large.j2").write_text("x" * (MOST_BYTES + 1), encoding="utf-8")
    with pytest.raises(SecurityError, match="is larger than the 1,000,000 bytes"):
        jinja.get_template("large.j2")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The templates that are compiled, by their names."""
    names: list[str | None] = []
    compile_template = Environment.compile

    def noted(self: Environment, source: str, name: str | None = None, *given: object, **named: object) -> object:
        names.append(name)
        return compile_template(self, source, name, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", noted)
    return names


def test_a_template_of_ours_is_compiled_once_for_all_workspaces_and_a_changed_one_anew(
    tmp_path: Path, compiled: list[str | None]
) -> None:
    of_report([tmp_path / "one"]).get_template("report.html.j2")
    compiled.clear()
    of_report([tmp_path]).get_template("report.html.j2")
    assert compiled == []
    for text in ("first", "then"):
        (tmp_path / "report.html.j2").write_text(text, encoding="utf-8")
        assert of_report([tmp_path]).get_template("report.html.j2").render() == text
    assert compiled == ["report.html.j2", "report.html.j2"]


def test_the_next_process_compiles_only_what_a_workspace_has_of_its_own(
    tmp_path: Path, compiled: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept, workspace = tmp_path / "kept", tmp_path / "workspace"
    for folder in (kept, workspace):
        folder.mkdir()
    (workspace / "annex.html.j2").write_text("Their own.", encoding="utf-8")

    def process() -> list[str | None]:
        compiled.clear()
        jinja = of_report([workspace])
        jinja.bytecode_cache = CompiledTemplates(kept)
        assert jinja.get_template("annex.html.j2").render() == "Their own."
        jinja.get_template("report.html.j2")
        return list(compiled)

    assert process() == ["annex.html.j2", "report.html.j2"]
    assert len(list(kept.iterdir())) == 1
    assert process() == ["annex.html.j2"]
    for path in kept.iterdir():
        path.write_bytes(path.read_bytes()[:-40])
    assert process() == ["annex.html.j2", "report.html.j2"], "what is damaged counts for nothing"
    monkeypatch.setattr(sandbox, "_compiler_stamp", lambda: "another program")
    assert process() == ["annex.html.j2", "report.html.j2"]


def test_a_fault_in_our_own_template_is_not_blamed_on_the_workspace(tmp_path: Path) -> None:
    jinja = Environment(undefined=StrictUndefined)
    with pytest.raises(ZeroDivisionError), template_faults("templates/x.j2", [tmp_path]):
        jinja.from_string("{{ 1 / 0 }}").render()

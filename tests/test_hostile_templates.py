"""A workspace from somebody else whose templates try to do harm: imported, reported and served, nothing runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis import cli
from tests.builders import LETTER, make_workspace
from tests.web.visitor import Visitor, text_of

RUN = "touch {marker}"
PAYLOADS = {
    "a helper's globals": "{{{{ cycler.__init__.__globals__.os.popen('touch {marker}').read() }}}}",
    "a function's globals": "{{{{ lipsum.__globals__['os'].system('touch {marker}') }}}}",
    "the template itself": "{{{{ self.__init__.__globals__.__builtins__.__import__('os').system('touch {marker}') }}}}",
    "built-in open": "{{{{ namespace.__init__.__globals__['__builtins__']['open']('{marker}', 'w').close() }}}}",
    "every class": (
        "{{% for c in ().__class__.__base__.__subclasses__() %}}{{% if c.__name__ == 'Popen' %}}"
        "{{{{ c(['touch', '{marker}']) }}}}{{% endif %}}{{% endfor %}}"
    ),
    "the order of classes": "{{{{ dict.mro()[-1].__subclasses__()[0]('touch {marker}') }}}}",
    "a filter that gets": ("{{{{ (joiner|attr('__init__')|attr('__globals__'))['os'].system('touch {marker}') }}}}"),
    "a format that gets": "{{{{ '{{0.__init__.__globals__[os].environ}}'.format(cycler) }}}} touch {marker}",
    "a macro's code": "{{% macro m() %}}{{% endmacro %}}{{{{ m._func.__globals__['__builtins__'] }}}} touch {marker}",
    "a file from elsewhere": "{{% include '../../../responses/letter.txt' %}} touch {marker}",
    "names put together": (
        "{{{{ (cycler|attr('_' ~ '_init_' ~ '_')|attr('_' ~ '_globals_' ~ '_')).os.system('touch {marker}') }}}}"
    ),
    "names in a list": "{{{{ [cycler]|map(attribute='__init__.__globals__.os')|list }}}} touch {marker}",
}
"""Published ways out of Jinja2; each would leave a file, or print what is none of the template's business."""

IN_REPORT, ON_PAGE = "templates/report/masthead.html.j2", "templates/web/history.html.j2"


def everypoint(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What somebody sends: a workspace with a template of its own for the report and one for a page."""
    folder = tmp_path_factory.mktemp("sent")
    root = make_workspace(folder / "work", {"letter.txt": LETTER})
    for name in (IN_REPORT, ON_PAGE):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(PAYLOADS["built-in open"].format(marker=folder / "marker"), encoding="utf-8")
    assert everypoint("export", "workspace", folder / "a.zip", "--workspace", root).exit_code == 0
    return folder / "a.zip"


@pytest.fixture(scope="module")
def imported(archive: Path) -> Path:
    """The same, imported by somebody who took the templates."""
    root = archive.parent / "imported"
    done = everypoint("import", archive, "--workspace", root, "--with-templates", "--yes")
    assert done.exit_code == 0, done.output
    return root


def test_templates_are_left_out_and_named(archive: Path, tmp_path: Path) -> None:
    done = everypoint("import", archive, "--workspace", tmp_path / "new")
    assert done.exit_code == 0, done.output
    for name in (IN_REPORT, ON_PAGE):
        assert f"left out    {name}: a template of the archive's own" in done.stderr
    assert "Keep them only if you trust whoever made them" in done.stderr
    assert not (tmp_path / "new" / "templates").exists()
    assert everypoint("report", "--workspace", tmp_path / "new").exit_code == 0
    told = json.loads((tmp_path / "new/reports/report.manifest.json").read_bytes())
    assert told["templates"] == {}


def test_templates_are_shown_before_they_are_taken(archive: Path, tmp_path: Path) -> None:
    asked = CliRunner().invoke(
        cli.app, ["import", str(archive), "--workspace", str(tmp_path / "new"), "--with-templates"], input="n\n"
    )
    assert asked.exit_code == 1
    assert f"template    {IN_REPORT} (SHA-256 " in asked.stderr
    assert "namespace.__init__.__globals__" in asked.stderr
    assert not (tmp_path / "new").exists()
    told = everypoint("import", archive, "--workspace", tmp_path / "new", "--with-templates", "--json")
    assert told.exit_code == 2
    assert json.loads(told.stdout)["error"].startswith("a program must say --yes")


@pytest.mark.parametrize("name", PAYLOADS)
def test_nothing_runs(imported: Path, tmp_path: Path, name: str) -> None:
    marker = tmp_path / "marker"
    payload = PAYLOADS[name].format(marker=marker)
    for template in (IN_REPORT, ON_PAGE):
        (imported / template).write_text(payload, encoding="utf-8")
    made = everypoint("report", "--workspace", imported)
    assert made.exit_code == 1, made.output
    assert isinstance(made.exception, SystemExit)
    assert "Traceback" not in made.output
    assert f"{imported / IN_REPORT}, line 1: " in made.stderr
    assert "Mend the template; or remove it" in made.stderr
    visitor = Visitor(imported)
    page = text_of(visitor.get("/history", status=409))
    visitor.settle()
    assert f"{imported / ON_PAGE}, line 1: " in page
    assert "Library opening hours" in visitor.get("/"), "the other pages go on"
    assert not marker.exists()
    assert not (imported.parent / "marker").exists()


def test_a_template_that_was_used_is_told_in_the_manifest(imported: Path) -> None:
    from hashlib import sha256

    words = b"<header>ours</header>"
    (imported / IN_REPORT).write_bytes(words)
    assert everypoint("report", "--workspace", imported).exit_code == 0
    told = json.loads((imported / "reports/report.manifest.json").read_bytes())
    assert told["templates"] == {"report/masthead.html.j2": sha256(words).hexdigest()}

"""The bootstrap and what it installs from: run.py, the Makefile, the locks, the programs that tests need."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests import tools
from tests.needs import NO_OLD_PYTHON, SHARED_DATA, lines_of, needs_posix

LOCKS = [run.ROOT / path for path in run.LOCKS["benchmark"]]
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\\]+)")


def requirements(lock: Path) -> list[str]:
    """The requirements of a lock, each with its hashes, as one line."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(lock: Path) -> set[str]:
    """Name, version and platform of everything in a lock, without the hashes."""
    return {line.partition("--hash")[0].strip() for line in requirements(lock)}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own for run.py, where making .venv makes a folder and pip installs nothing."""
    (tmp_path / "requirements").mkdir()
    for name in ("pyproject.toml", *run.LOCKS["test"]):
        (tmp_path / name).write_text("one", encoding="utf-8")
    venv = tmp_path / ".venv"
    for name, value in {"ROOT": tmp_path, "VENV": venv, "STAMP": venv / "stamp"}.items():
        monkeypatch.setattr(run, name, value)
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(run, "make_venv", lambda: (shutil.rmtree(venv, ignore_errors=True), venv.mkdir()))
    monkeypatch.setattr(run, "pip", lambda what, arguments: None)
    return tmp_path


def steps(kind: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Set up, and say what was done for it."""
    done: list[str] = []
    make, install = run.make_venv, run.install
    with monkeypatch.context() as patch:
        patch.setattr(run, "make_venv", lambda: (done.append("make"), make()))
        patch.setattr(run, "install", lambda kind: (done.append(f"install {kind}"), install(kind)))
        run.set_up(kind)
    return done


# --- the locks ---


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
class TestLock:
    def test_names_no_place_to_install_from(self, lock: Path) -> None:
        text = lock.read_text(encoding="utf-8")
        for address in ("://", "--index-url", "--extra-index-url", "--find-links", "file:", " @ "):
            assert address not in text

    def test_every_requirement_is_pinned_and_hashed(self, lock: Path) -> None:
        for line in requirements(lock):
            assert PIN.match(line), f"not pinned: {line}"
            assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), f"no hash: {line}"

    def test_a_compiled_package_has_files_for_more_than_one_platform(self, lock: Path) -> None:
        hashes = {line.partition("==")[0]: line.count("--hash=") for line in requirements(lock)}
        # Three systems and four Pythons; one wheel each is the least.
        for name in {"lxml", "numpy", "pydantic-core", "scikit-learn"}:
            assert hashes[name] >= 12, f"{name} has only {hashes[name]} files"
        # flatbuffers is plain Python and published as a wheel alone.
        assert {name for name, files in hashes.items() if files == 1} <= {"flatbuffers"}

    def test_no_version_is_a_placeholder(self, lock: Path) -> None:
        for pin in map(PIN.match, requirements(lock)):
            assert pin is not None
            assert not re.search(r"\b9{3,}\b", pin["version"]), f"{pin['name']} {pin['version']} is not a release"

    def test_keeps_what_the_project_asks_for(self, lock: Path) -> None:
        locked = {pin.partition("==")[0] for pin in pins(lock)}
        assert {"scikit-learn", "nltk", "xlsxwriter", "jinja2", "hatchling", "editables"} <= locked


def test_tests_run_on_the_versions_that_a_report_is_made_with() -> None:
    assert pins(LOCKS[0]) < pins(LOCKS[1]) < pins(LOCKS[2])


# --- an old Python ---


def old_python() -> str | None:
    """A Python on this machine that is too old for the project, if there is one."""
    root = shutil.which("pyenv") and subprocess.run(["pyenv", "root"], capture_output=True, text=True).stdout
    kept = sorted(Path(root.strip(), "versions").glob("3.[6-9].*/bin/python3")) if root else []
    names = [f"python3.{minor}" for minor in range(6, run.NEEDED[1])]
    return next((python for python in map(str, [*kept, *names]) if runs(python)), None)


def runs(python: str) -> bool:
    """Whether this is more than a shim that starts nothing."""
    return shutil.which(python) is not None and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0


def test_the_bootstrap_keeps_to_the_syntax_of_old_pythons() -> None:
    source = Path(run.__file__).read_text(encoding="ascii")
    ast.parse(source, feature_version=(3, 6))


def test_an_old_python_explains_itself(tmp_path: Path) -> None:
    python = old_python()
    if python is None:
        pytest.skip(NO_OLD_PYTHON)
    # An empty PATH: there is no newer one to be found either.
    done = subprocess.run(
        [python, run.__file__, "report"],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Everypoint needs Python 3.11 or newer. This is Python 3.")
    assert "apt install python3" in done.stderr
    assert "Traceback" not in done.stderr


def test_too_old_a_python_is_explained(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.main(["report"]) == 1
    said = capsys.readouterr().err
    assert "3.11 or newer. This is Python 3.8.18" in said
    for system in ("Debian", "macOS", "Windows"):
        assert system in said


@needs_posix
def test_a_newer_python_is_found_behind_an_empty_shim(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scripts = {"python3.14": "exit 127", "python3.12": f'exec "{sys.executable}" "$@"'}
    for name, line in scripts.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.newer_python() == sys.executable


# --- the environment ---


def test_a_finished_set_up_is_not_repeated(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert steps("run", monkeypatch) == ["make", "install run"]
    assert steps("run", monkeypatch) == []


def test_a_set_up_for_tests_serves_a_report_but_not_the_reverse(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert steps("run", monkeypatch) == ["make", "install run"]
    assert steps("test", monkeypatch) == ["install test"]
    assert steps("run", monkeypatch) == []


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements/run.txt", "requirements/test.txt"])
def test_a_changed_file_is_installed_into_the_same_environment(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    steps("test", monkeypatch)
    (checkout / name).write_text("two", encoding="utf-8")
    assert steps("test", monkeypatch) == ["install test"]


def test_a_report_does_not_care_about_the_lock_of_the_tests(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps("test", monkeypatch)
    (checkout / "requirements/test.txt").write_text("two", encoding="utf-8")
    assert steps("run", monkeypatch) == []


def test_a_half_finished_set_up_is_made_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps("run", monkeypatch)
    (checkout / "pyproject.toml").write_text("two", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(run, "pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.set_up("run")
    assert not run.STAMP.exists()
    assert steps("run", monkeypatch) == ["make", "install run"]


def interrupted(what: str, arguments: list[str]) -> None:
    """Stand in for pip when somebody presses Ctrl-C."""
    raise KeyboardInterrupt


def test_an_environment_whose_python_is_gone_is_made_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps("run", monkeypatch)
    monkeypatch.setattr(run, "PYTHON", checkout / "gone")
    assert steps("run", monkeypatch) == ["make", "install run"]


def test_an_environment_that_was_moved_is_made_again(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    steps("run", monkeypatch)
    stamp = run.STAMP.read_text(encoding="utf-8")
    run.STAMP.write_text(stamp.replace(str(checkout), str(tmp_path_factory.mktemp("elsewhere"))), encoding="utf-8")
    assert steps("run", monkeypatch) == ["make", "install run"]


# A stand-in for the standard library's: what Debian's Python without python3-venv does.
BROKEN_VENV = """
import pathlib, sys
pathlib.Path(sys.argv[-1], "bin").mkdir(parents=True)
print("The virtual environment was not created successfully because ensurepip is not available.")
sys.exit(1)
"""


def test_a_missing_venv_is_explained_and_nothing_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "venv.py").write_text(BROKEN_VENV, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    with pytest.raises(run.Stop, match="sudo apt install python3-venv") as caught:
        run.make_venv()
    assert "ensurepip is not available" in str(caught.value)
    assert not (tmp_path / ".venv").exists()


def test_pip_without_a_connection_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    with pytest.raises(run.Stop) as caught:
        run.pip("installing the lock", ["--dry-run", "--target", str(tmp_path), "everypoint-of-no-index"])
    said = str(caught.value)
    assert "pip failed at installing the lock" in said
    assert "No matching distribution found for everypoint-of-no-index" in said
    assert "Go online" in said


# --- the commands ---


def test_the_makefile_has_a_target_for_every_command_and_no_other() -> None:
    makefile = (run.ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    calls = set(re.findall(r"^\t@\$\(RUN\) ([a-z]+)", makefile, flags=re.MULTILINE))
    assert targets == calls == {"help", *run.COMMANDS}


def test_the_help_tells_of_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([]) == 0
    said = capsys.readouterr().out
    assert [name for name in run.COMMANDS if f"\n  {name} " not in said] == []


def test_an_unknown_command_is_told_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["reprot"]) == 2
    assert "there is no command 'reprot'" in capsys.readouterr().err


def test_ctrl_c_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(run.COMMANDS, "report", lambda extra: interrupted("", extra))
    assert run.main(["report"]) == 130
    assert "Stopped." in capsys.readouterr().err


def test_the_exit_status_and_the_arguments_go_through(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(run, "set_up", lambda kind: None)
    monkeypatch.setattr(run, "call", lambda command, **options: called.append(command) or 7)
    assert run.main(["report", "--json"]) == 7
    assert called[0][-4:] == ["report", "--workspace", str(run.ROOT), "--json"]


def test_what_a_process_compiles_is_kept_whatever_the_surroundings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert run.captured([sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"]) == (0, "False")


@pytest.mark.parametrize("tests", [0, 1])
@pytest.mark.parametrize("failing", [None, *run.CHECKS])
def test_every_check_runs_and_each_that_fails_is_told_with_what_it_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failing: str | None, tests: int
) -> None:
    ran: list[str] = []

    def check(name: str) -> tuple[int, str]:
        ran.append(name)
        return int(name == failing), f"output of {name}"

    monkeypatch.setattr(run, "set_up", lambda kind: None)
    monkeypatch.setattr(run, "call", lambda command, **options: tests if "worksteal" in command else 0)
    monkeypatch.setattr(run, "run_check", check)
    assert run.main(["test"]) == int(tests == 1 or failing is not None)
    said = capsys.readouterr().out
    assert ran == list(run.CHECKS)
    assert said.count("output of") == (failing is not None)
    assert failing is None or f"== {failing}: FAILED\noutput of {failing}" in said
    failed = [*([run.TESTS] if tests else []), *([failing] if failing else [])]
    assert said.endswith(f"Failed (see above): {', '.join(failed)}.\n" if failed else "All tests and checks passed.\n")


# --- programs that only tests need ---


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_tool_skips_and_on_ci_fails(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setitem(tools.TOOLS, "abacus", tools.Tool("abacus-utils", ("abacus-of-no-machine",)))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="apt install abacus-utils"):
        tools.require_tool("abacus")


def test_the_end_of_a_run_says_how_many_tests_skipped_and_why() -> None:
    reasons = ["chromium is not installed", SHARED_DATA, SHARED_DATA]
    assert lines_of(reasons) == [
        "2 tests skipped because the shared data is not beside the repository.",
        "1 test skipped because chromium is not installed.",
    ]
    assert lines_of([]) == []


def test_a_tool_is_found_on_path_and_in_its_other_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / ("abacus.exe" if run.WINDOWS else "abacus")
    program.touch(mode=0o755)
    monkeypatch.setitem(tools.TOOLS, "elsewhere", tools.Tool("abacus", (), (str(tmp_path / "abac*"),)))
    monkeypatch.setitem(tools.TOOLS, "on PATH", tools.Tool("abacus", ("abacus",)))
    assert tools.find_tool("elsewhere") == str(program)
    assert tools.find_tool("on PATH") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tools.find_tool("on PATH") == str(program)


@pytest.mark.parametrize("has_lighter", [True, False])
def test_the_lighter_of_two_packages_is_installed_where_the_system_has_it(
    monkeypatch: pytest.MonkeyPatch, has_lighter: bool
) -> None:
    asked: list[list[str]] = []

    def install(apt: list[str], packages: list[str]) -> str:
        asked.append(packages)
        return "" if has_lighter or packages != ["abacus-small"] else "E: Unable to locate package abacus-small"

    only = {"abacus": tools.Tool("abacus", ("abacus-of-no-machine",), lighter="abacus-small")}
    monkeypatch.setattr(tools, "TOOLS", only)
    monkeypatch.setattr(tools, "apt_get", lambda: ["true"])
    monkeypatch.setattr(tools, "apt_install", install)
    tools.provide_tools()
    assert asked == ([["abacus-small"]] if has_lighter else [["abacus-small"], ["abacus"]])


def test_tools_are_left_alone_where_apt_may_not_be_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(tools.TOOLS, "abacus", tools.Tool("abacus-utils", ("abacus-of-no-machine",)))
    monkeypatch.setenv("PATH", str(tmp_path))
    tools.provide_tools()
    said = capsys.readouterr().out
    assert "abacus" in said
    assert said.count("\n") == 1

#!/usr/bin/env python3
"""Set Everypoint up and run it: `python3 run.py report`, `python3 run.py test`. The Makefile calls the same.

Standard library only, in the syntax of Python 3.6 and in ASCII, so that an old Python can say that it is too
old. The folder .venv belongs to this file, which makes it, brings it up to date and replaces it when broken.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Set, Tuple

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

NEEDED = (3, 11)
NEWEST = (3, 14)  # the newest Python that the locked packages are known to install on
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "everypoint-setup.txt"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
# A set-up vouches for all its locks and installs the last, which holds all: one for tests serves reports too.
LOCKS = {
    "run": ["requirements/run.txt"],
    "test": ["requirements/run.txt", "requirements/test.txt"],
    "benchmark": ["requirements/run.txt", "requirements/test.txt", "requirements/benchmark.txt"],
}
CACHES = [".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache", "__pycache__"]
LAST_LINES = 15  # of what a failed command said: enough for pip's and apt's explanations
# Few seconds each, but for mypy the first time: they run beside the tests, one after the other.
CHECKS = ("ruff check .", "ruff format --check .", "mypy analysis", "lint-imports --no-logo")
# A test that takes long must not be the last one of a worker: whoever has nothing left to do takes from the others.
TESTS = "pytest -n auto --dist worksteal"

HELP = """Usage: python3 run.py COMMAND [ARGUMENTS]     (or: make COMMAND ARGS="...")

  report     make the report of responses/ in reports/; arguments go to `everypoint report`
  test       run every check and test; arguments go to pytest
  benchmark  measure speed and accuracy; arguments go to the benchmarks
  lock       refresh requirements/*.txt from pyproject.toml; `lock --upgrade` takes the newest versions
  clean      remove .venv and the caches; responses, reports and codings stay
  help       show this

The first run makes .venv and installs what is needed into it; later ones start at once."""

LOCK_HEADER = """\
# Locked from pyproject.toml by `make lock` (or: python3 run.py lock), for Linux, macOS and Windows and
# for Python 3.11 and newer: do not edit by hand. `make lock ARGS=--upgrade` takes the newest versions.
# Only whoever refreshes this file needs uv; installing from it takes nothing but pip.
"""

OLD_PYTHON = """\
Everypoint needs Python {needed} or newer. This is Python {found}, and no newer one was found on this machine.
How to get one:
  Debian 12, Ubuntu 24.04 or newer:  sudo apt install python3 python3-venv
  macOS:                             brew install python, or the installer from python.org
  Windows:                           winget install Python.Python.3.13, or the installer from python.org
An older Debian or Ubuntu is easiest upgraded first. Then type the same command again."""

NO_VENV = """\
Everypoint could not make its environment .venv: this Python has no working venv and ensurepip.
  Debian, Ubuntu:  sudo apt install python3-venv   (for this Python perhaps: python{python}-venv)
  elsewhere:       install Python {python} again, from python.org or with your package manager
Nothing was left behind. Then type the same command again. What Python said:
{said}"""

BAD_VENV = """\
Everypoint could not make its environment .venv. Check that this folder may be written to and that the disk is
not full, then type the same command again. Nothing was left behind. What Python said:
{said}"""

PIP_FAILED = """\
Everypoint could not be set up: pip failed at {what}. Its last lines:
{said}
What to do:
  no connection?        Go online (or set your proxy) and type the same command again; downloads are kept.
  no matching version?  Use a 64-bit Python from {needed} to {newest}; this is Python {found}. A Linux needs
                        glibc 2.28 or newer (Debian 10 and Ubuntu 20.04 have it, Alpine has not).
  hashes do not match?  Do not get round it: a package or the lock was changed. Restore requirements/."""


class Stop(Exception):
    """Something failed that the reader can mend; its text says what and how."""


def main(arguments: List[str]) -> int:
    """Run one command; return 1 when something failed and was said, 2 for a command that does not exist."""
    name = arguments[0] if arguments else "help"
    if name in ("help", "-h", "--help"):
        print(HELP)
        return 0
    if name not in COMMANDS:
        print(f"run.py: there is no command {name!r}.\n\n{HELP}", file=sys.stderr)
        return 2
    try:
        ensure_python(arguments)
        return COMMANDS[name](arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


# --- the commands ---


def report(extra: List[str]) -> int:
    """Make the report of this checkout; the command line says where it is."""
    set_up("run")
    # -P: a folder called analysis in the current directory must not be taken for ours.
    return call([str(PYTHON), "-P", "-m", "analysis.cli", "report", "--workspace", str(ROOT), *extra])


def test(extra: List[str]) -> int:
    """Run the tests, and beside them every check, whatever any of them says; the checks are told after the tests."""
    set_up("test")
    beside = ThreadPoolExecutor(1)
    try:
        checks = [beside.submit(run_check, check) for check in CHECKS]
        # What only tests need (a browser) is theirs to find or install; without it those tests skip.
        call([str(PYTHON), "-m", "tests.tools"], cwd=str(ROOT))
        say(f"== {TESTS}")
        codes = [call(in_venv(TESTS, extra), cwd=str(ROOT))]
        codes += [tell(check, *running.result()) for check, running in zip(CHECKS, checks)]
    finally:
        beside.shutdown(cancel_futures=True)
    failed = [name for name, code in zip((TESTS, *CHECKS), codes) if code != 0]
    say(f"Failed (see above): {', '.join(failed)}." if failed else "All tests and checks passed.")
    return 1 if failed else 0


def benchmark(extra: List[str]) -> int:
    """Run the benchmarks, which use what the tests use, and the libraries that we are measured against."""
    set_up("benchmark")
    return call([str(PYTHON), "-m", "benchmarks", *extra], cwd=str(ROOT))


def lock(extra: List[str]) -> int:
    """Write the locks anew; pinned versions stay where pyproject.toml allows, unless told to --upgrade."""
    uv = find_uv()
    run_lock, test_lock, benchmark_lock = LOCKS["benchmark"]
    groups = ["--group", "build"]
    lock_one(uv, run_lock, [*groups, *extra])
    # The tests and the benchmarks run on the very versions that a report is made with.
    groups += ["--group", "test"]
    lock_one(uv, test_lock, [*groups, "--constraint", run_lock, *extra])
    groups += ["--group", "benchmark"]
    lock_one(uv, benchmark_lock, [*groups, "--constraint", test_lock, *extra])
    return 0


def clean(_extra: List[str]) -> int:
    """Remove what can be made again, and nothing else."""
    remove(VENV)
    rooms = [path for path in ROOT.iterdir() if path.is_dir() and path.name != ".git"]
    compiled = [path for room in rooms for path in room.rglob("__pycache__")]
    for path in [ROOT / name for name in CACHES] + compiled:
        remove(path)
    say("Removed .venv and the caches.")
    return 0


COMMANDS: Dict[str, Callable[[List[str]], int]] = {
    "report": report,
    "test": test,
    "benchmark": benchmark,
    "lock": lock,
    "clean": clean,
}


# --- a Python that is new enough ---


def ensure_python(arguments: List[str]) -> None:
    """Go on under a Python that is new enough, or explain how to get one."""
    if sys.version_info[:2] >= NEEDED:
        return
    newer = newer_python()
    if newer is None:
        raise Stop(OLD_PYTHON.format(needed=dotted(NEEDED), found=dotted(sys.version_info[:3])))
    command = [newer, str(Path(__file__).resolve()), *arguments]
    if WINDOWS:  # there, exec would give the prompt back before the work is done
        sys.exit(call(command))
    os.execv(newer, command)


def newer_python() -> Optional[str]:
    """The first Python on this machine that is new enough, newest name first."""
    versions = [f"3.{minor}" for minor in range(NEWEST[1], NEEDED[1] - 1, -1)]
    candidates = [["py", f"-{version}"] for version in versions] if WINDOWS else []
    candidates += [[f"python{version}"] for version in [*versions, "3", ""]]
    return next(filter(None, map(tried_python, candidates)), None)


def tried_python(command: List[str]) -> Optional[str]:
    """The path of a Python that really starts and is new enough: a name on PATH may be an empty shim."""
    if shutil.which(command[0]) is None:
        return None
    asking = f"import sys; print(sys.executable); sys.exit(sys.version_info[:2] < {NEEDED})"
    code, said = quietly([*command, "-c", asking])
    return said.strip() if code == 0 else None


# --- the environment ---


def set_up(kind: str) -> None:
    """See to it that .venv holds what the lock of this kind says, and the project itself."""
    if wanted(kind) <= stamped():
        return
    with one_at_a_time():
        facts = stamped()
        if wanted(kind) <= facts:
            return
        started = time.time()
        # A half-finished .venv has no stamp and is made again: pip would take a package for installed when
        # only half of its files are there.
        if place() <= facts:
            say("Bringing .venv up to date ...")
        else:
            again = "again: it was unfinished, moved or broken" if VENV.exists() else "first time"
            say(f"Setting up .venv ({again}; a minute or two) ...")
            make_venv()
        install(kind)
        say(f"Set up in {time.time() - started:.0f} s.")


def wanted(kind: str) -> Set[str]:
    """What must be true of .venv, one fact a line: its place, its Python, and the files it was made from."""
    files = ["pyproject.toml", *LOCKS[kind]]
    return place() | {f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}" for name in files}


def place() -> Set[str]:
    """The facts that need a new .venv when they change: it cannot be moved or given another Python."""
    return {f"checkout {ROOT}", f"python {dotted(sys.version_info[:2])}"}


def stamped() -> Set[str]:
    """The facts noted when .venv was last finished; none if it never was, or if its Python does not start."""
    if not STAMP.is_file() or not starts(PYTHON):
        return set()
    return set(STAMP.read_text(encoding="utf-8").splitlines())


def starts(python: Path) -> bool:
    """Whether this interpreter starts and is of our version: an upgrade of the system may have swapped it."""
    asking = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return python.exists() and quietly([str(python), "-c", asking])[0] == 0


def make_venv() -> None:
    """Make .venv anew, or leave nothing behind and explain."""
    remove(VENV)
    # Inside an activated .venv, sys.executable is what was just removed.
    python = getattr(sys, "_base_executable", None) or sys.executable
    code, said = 1, ""
    try:
        code, said = quietly([python, "-m", "venv", str(VENV)])
    finally:
        if code != 0:
            remove(VENV)
    if code != 0:
        text = NO_VENV if "ensurepip" in said or "No module named" in said else BAD_VENV
        raise Stop(text.format(python=dotted(sys.version_info[:2]), said=said))


def install(kind: str) -> None:
    """Install the lock, then the project; the stamp goes first and comes back last, so that a break shows."""
    facts = wanted(kind)
    remove(STAMP)
    path = LOCKS[kind][-1]
    # Only wheels: building a package would fetch and run what no lock names. Most modules are never imported, and
    # those that are get compiled then.
    pip(f"installing {path}", ["--no-compile", "--require-hashes", "--only-binary=:all:", "-r", path])
    pip("installing Everypoint itself", ["--no-deps", "--no-build-isolation", "-e", "."])
    STAMP.write_text("\n".join(sorted(facts)) + "\n", encoding="utf-8")


def pip(what: str, arguments: List[str]) -> None:
    """Run `pip install` in .venv without a word, or tell its last ones."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    code, said = quietly(command + arguments)
    if code != 0:
        versions = {"needed": dotted(NEEDED), "newest": dotted(NEWEST), "found": dotted(sys.version_info[:3])}
        raise Stop(PIP_FAILED.format(what=what, said=said, **versions))


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep two set-ups of one checkout from spoiling each other (not on Windows)."""
    with Path(__file__).open("rb") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# --- the locks ---


def find_uv() -> str:
    """The path of uv, installed into .venv if need be: nothing but locking uses it."""
    if not starts(PYTHON):
        make_venv()
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    if shutil.which("uv", path=path) is None:
        say("Installing uv into .venv (only locking needs it) ...")
        pip("installing uv, which writes the locks (any uv on PATH would do)", ["--only-binary=:all:", "uv"])
    return shutil.which("uv", path=path) or "uv"


def lock_one(uv: str, path: str, options: List[str]) -> None:
    """Resolve one lock for every platform, without a word about where its packages come from."""
    say(f"Locking {path} ...")
    universal = ["--universal", "--python-version", dotted(NEEDED), "--generate-hashes"]
    silent = ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--annotation-style=line"]
    command = [uv, "pip", "compile", "pyproject.toml", *universal, *silent, *options, "--output-file", path]
    code, said = quietly(command)
    if code != 0:
        raise Stop(f"{path} could not be locked. Check pyproject.toml and the network. What uv said:\n{said}")
    text = (ROOT / path).read_text(encoding="utf-8")
    (ROOT / path).write_text(LOCK_HEADER + text, encoding="utf-8", newline="\n")


# --- the checks ---


def run_check(check: str) -> Tuple[int, str]:
    """Run one check and return its exit status and all that it printed."""
    return captured(in_venv(check))


def tell(check: str, code: int, said: str) -> int:
    """Say how a check went, with what it printed if it failed; return its exit status."""
    say(f"== {check}: passed" if code == 0 else f"== {check}: FAILED\n{said}")
    return code


def in_venv(line: str, extra: Sequence[str] = ()) -> List[str]:
    """A command line, as one that starts the program of .venv."""
    program, *arguments = line.split()
    return [str(BIN / program), *arguments, *extra]


# --- small helpers ---


def quietly(command: List[str]) -> Tuple[int, str]:
    """Run a command in the checkout, showing and asking nothing; return its exit status and last lines."""
    code, said = captured(command)
    return code, "\n".join("  " + line.rstrip() for line in said.splitlines()[-LAST_LINES:])


def captured(command: List[str]) -> Tuple[int, str]:
    """The same with all that it printed."""
    with tempfile.TemporaryFile() as log:
        code = call(command, cwd=str(ROOT), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        log.seek(0)
        return code, log.read().decode("utf-8", "replace").strip()


def call(command: List[str], **options: Any) -> int:
    """Run a command to its end and return its exit status, as a shell counts it."""
    # What one process has compiled serves all that come after it: a report and its tests start hundreds.
    options["env"] = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    try:
        process = subprocess.Popen(command, **options)
    except OSError as error:
        raise Stop(f"{command[0]} could not be started: {error}. Try `python3 run.py clean` first.") from error
    try:
        code = process.wait()
    except KeyboardInterrupt:
        process.wait()  # it was interrupted as well: let it tidy up
        raise
    return code if code >= 0 else 128 - code


def remove(path: Path) -> None:
    """Remove a file or folder if it is there."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(str(path))
        elif path.exists() or path.is_symlink():
            path.unlink()
    except OSError as error:
        raise Stop(f"{path} could not be removed: {error}. Close what uses it and try again.") from error


def say(line: str) -> None:
    """Print a line of progress at once, so that it stands before what a child prints."""
    print(line, flush=True)


def dotted(version: Sequence[int]) -> str:
    """A version as people write it."""
    return ".".join(map(str, version))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # What pip or apt said may hold characters that this terminal cannot show.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))

"""Whether every machine makes the same report, byte for byte: kernels of the linear algebra, threads, Pythons, numpys.

Every report is made in a process of its own, and by a Python that is not this one in an environment of its own, which
is made in ``.venv/machines`` the first time. What this machine cannot run is said.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.data import SHARED
from tests.machines import KERNELS, ROOT, Machine, kernels, report_of, taught

PYTHONS = ("3.11", "3.13")

OLD_NUMPY = "2.1.3"
"""An old one on which the other locked packages still run (the locked pandas does not on 1.26)."""

ROWS = 2_000

SEED = 5


def machines() -> Iterator[tuple[str, Machine]]:
    """This machine, others that it can be, and what it cannot run told on the way."""
    yield "as it is", Machine()
    own = kernels()
    for kernel in own:
        yield f"told {kernel}", Machine(kernel)
    for kernel in own[:1] + own[-1:]:
        yield f"told {kernel}, two threads", Machine(kernel, 2)
    yield "no vector units", Machine(own[0] if own else "", vectors=False)
    for name, python in environments():
        yield name, Machine(python=python)
        if own:
            yield f"{name}, told {own[0]}", Machine(own[0], 2, python=python)


def environments() -> Iterator[tuple[str, Path]]:
    """Other Pythons of this machine with the locked packages, and this Python with an old numpy."""
    for version in PYTHONS:
        python = _python(version)
        if python is not None and version != f"{sys.version_info.major}.{sys.version_info.minor}":
            yield f"Python {version}", _environment(python, f"python-{version}", [])
    yield f"numpy {OLD_NUMPY}", _environment(Path(sys.executable), f"numpy-{OLD_NUMPY}", [f"numpy=={OLD_NUMPY}"])


def _python(version: str) -> Path | None:
    """The newest interpreter of a version, as pyenv keeps them or as the system has one."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    own = sorted(root.glob(f"{version}.*/bin/python"), key=lambda path: int(path.parts[-3].split(".")[2]))
    there = shutil.which(f"python{version}")
    return own[-1] if own else Path(there) if there else None


def _environment(python: Path, name: str, instead: list[str]) -> Path:
    """The interpreter of an environment with the locked packages, but for some in other versions."""
    folder = ROOT / ".venv" / "machines" / name
    made = folder / "bin" / "python"
    if not made.exists():
        pip = [made, "-m", "pip", "install", "--quiet", "--only-binary=:all:"]
        subprocess.run([python, "-m", "venv", folder], check=True)
        subprocess.run([*pip, "--requirement", ROOT / "requirements" / "run.txt"], check=True)
        if instead:
            subprocess.run([*pip, "--no-deps", *instead], check=True)
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT], check=True)
    return made


def jobs(folder: Path) -> Iterator[tuple[str, Path]]:
    """What reports are made of: each a folder of responses."""
    yield "example", ROOT / "responses"
    yield "example, taught", taught(ROOT / "responses", folder / "taught")
    survey(folder / "survey")
    yield f"{ROWS:,} survey rows", folder / "survey"
    if (SHARED / "seeds").is_dir():
        seeds = folder / "seeds"
        shutil.copytree(SHARED / "seeds", seeds)
        shutil.copy(ROOT / "responses" / "consultation.toml", seeds)
        yield "seeds", seeds


def survey(folder: Path) -> None:
    """Rows of made-up answers: words as frequent as in a language, and the codebook's own among them."""
    drawn = random.Random(SEED)
    folder.mkdir()
    text = (ROOT / "responses" / "consultation.toml").read_text(encoding="utf-8")
    (folder / "consultation.toml").write_text(text, encoding="utf-8")
    known = sorted({word.strip(".,;:()\"'[]=").lower() for word in text.split()} - {""})
    drawn.shuffle(known)
    often = [1 / (n + 1) for n in range(len(known))]

    def answer() -> str:
        return " ".join(drawn.choices(known, often, k=drawn.randint(3, 40))).capitalize() + "."

    lines = [
        "Response ID,Are you responding as,May we publish your response?,Please explain your answer,Other comments"
    ]
    for n in range(ROWS):
        asked = drawn.choice(["Yes", "No", "Yes, anonymously"])
        other = answer() if drawn.random() < 0.3 else ""
        lines.append(f'ANON-{n:05},{drawn.choice(["Individual", "Council"])},"{asked}",{answer()},{other}')
    (folder / "survey.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the digests of all reports, and what was not run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = list(jobs(folder))
        print(f"| machine | Python | numpy | kernels | {' | '.join(job for job, _ in work)} |")
        print("|---" * (4 + len(work)) + "|")
        different: dict[str, set[str]] = {job: set() for job, _ in work}
        for n, (machine_name, machine) in enumerate(machines()):
            pages = [report_of(responses, machine, folder / f"{n}-{i}") for i, (_, responses) in enumerate(work)]
            digests = [hashlib.sha256(page).hexdigest()[:8] for page in pages]
            for (job, _), digest in zip(work, digests, strict=True):
                different[job].add(digest)
            python, numpy, kernel, _ = Machine.loaded(machine)
            cells = (machine_name, python, numpy, kernel, *digests)
            print(f"| {' | '.join(cells)} |", flush=True)
    print("\nDifferent reports of each: " + ", ".join(f"{job} {len(found)}" for job, found in different.items()))
    missing = [kernel for kernel in KERNELS if kernel not in kernels()]
    missing += [f"Python {version}" for version in PYTHONS if _python(version) is None]
    missing += [] if (SHARED / "seeds").is_dir() else ["the seeds, which are not beside this checkout"]
    print(f"\nNot run here: {', '.join(missing) or 'nothing'}. One kernel may run under several names.")

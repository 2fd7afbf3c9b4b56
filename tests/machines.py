"""Other machines, as far as this one can be them: other kernels of the linear algebra, other threads, other Pythons.

OpenBLAS and numpy choose what they run by the processor; by environment variables they run what an older one would.
"""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

KERNELS = {
    "Prescott": "pni",
    "Core2": "ssse3",
    "Nehalem": "sse4_2",
    "Barcelona": "sse4a",
    "Sandybridge": "avx",
    "Haswell": "avx2",
    "Zen": "avx2",
    "SkylakeX": "avx512vl",
}
"""What OpenBLAS may be told to take a processor for, and what the processor must have so that this runs."""

_LOADED = """
import json, numpy, scipy.linalg, platform
from threadpoolctl import threadpool_info
from numpy._core import _multiarray_umath as core
blas = sorted({one["architecture"] + " " + one["version"] for one in threadpool_info() if one["user_api"] == "blas"})
vectors = [name for name in core.__cpu_dispatch__ if core.__cpu_features__[name]]
print(json.dumps([platform.python_version(), numpy.__version__, ", ".join(blas), vectors]))
"""


@dataclass(frozen=True)
class Machine:
    """A Python with what its libraries are told of the processor."""

    kernel: str = ""
    threads: int = 1
    vectors: bool = True
    python: Path = field(default_factory=lambda: Path(sys.executable))

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which a process runs as on this machine."""
        told = {"OPENBLAS_NUM_THREADS": str(self.threads), "OMP_NUM_THREADS": str(self.threads)}
        if self.kernel:
            told["OPENBLAS_CORETYPE"] = self.kernel
        if not self.vectors:
            told["NPY_DISABLE_CPU_FEATURES"] = " ".join(self.loaded(Machine(python=self.python))[3])
            told["GLIBC_TUNABLES"] = "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F,-AVX512VL,-AVX2_Usable,-FMA_Usable"
        return {**os.environ, "PYTHONPATH": str(ROOT), **told}

    @staticmethod
    def loaded(machine: Machine) -> tuple[str, str, str, list[str]]:
        """The versions of Python and numpy, the kernels that really run, and numpy's vector units in use."""
        told = _run(machine.python, ["-c", _LOADED], machine.environment)
        python, numpy, kernel, vectors = json.loads(told)
        return python, numpy, kernel, vectors

    def everypoint(self, *arguments: str | Path) -> None:
        """Run a command in a process of its own, as on this machine."""
        run = "import sys; from analysis.cli import main; sys.exit(main())"
        _run(self.python, ["-c", run, *map(str, arguments)], self.environment)


def _run(python: Path, arguments: list[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run([python, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def kernels() -> list[str]:
    """The kernels that this processor can run; none where it is no x86 or does not say what it has."""
    flags = Path("/proc/cpuinfo")
    if platform.machine() not in ("x86_64", "AMD64") or not flags.is_file():
        return []
    has = set(flags.read_text(encoding="ascii", errors="replace").split())
    return [kernel for kernel, needed in KERNELS.items() if needed in has]


def everypoint_here(*arguments: str | Path) -> None:
    """Run a command in this process, which has what it needs."""
    from typer.testing import CliRunner

    from analysis import cli

    done = CliRunner().invoke(cli.app, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output


def report_of(responses: Path, machine: Machine | None, folder: Path) -> bytes:
    """The report that a machine, or this very process, makes of some responses, in a new workspace."""
    folder.mkdir()
    shutil.copytree(responses, folder / "responses")
    (machine.everypoint if machine else everypoint_here)("report", "--workspace", folder)
    return (folder / "reports" / "report.html").read_bytes()


def taught(responses: Path, folder: Path) -> Path:
    """The responses with a sheet in which somebody has coded half of the points, from which the machine learns."""
    folder.mkdir()
    shutil.copytree(responses, folder / "responses")
    sheet = folder / "responses" / "audits" / "taught.csv"
    sheet.parent.mkdir(exist_ok=True)
    named = ("--workspace", folder, "--auditor", "Sam Brook", "--unaudited", "--assisted")
    everypoint_here("audit", "export", *named, sheet)
    sheet.with_suffix(".codebook.csv").unlink()
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    first = rows[1].index("machine suggests") + 1
    themes = rows[1].index("none of the themes") - first
    for n, row in enumerate(rows[2::2]):
        # By the words and not by what was suggested: what is learned must not hang on what is compared.
        row[first + (len(row[first - 2]) + n) % (themes + 1)] = "x"
    with sheet.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(rows)
    return folder / "responses"

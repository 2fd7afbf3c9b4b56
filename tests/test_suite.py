"""What holds of tests and templates as text: waits, what lies beside the repository, and the length of lines."""

from __future__ import annotations

import re

import pytest

from tests.builders import ROOT

WAITS = {
    "tests/patience.py": "the one place that waits",
    "tests/postgres.py": "waits with the same patience until a server answers",
    "tests/app/odd_reader.py": "hangs, to be given up",
    "tests/browser/test_web_journey.py": "measures what a journey takes",
    "tests/store/test_kills.py": "kills at any moment",
    "tests/fuzz/reader.py": "counts the processor's time, not the clock's",
    "tests/test_suite.py": "names them",
}
CLOCKS = re.compile(r"time\.(sleep|time|monotonic|perf_counter|process_time)\(|(timeout|deadline)=\d|\.(wait|join)\(\d")

REACHES_OUT = {"tests/builders.py": "says where it is", "tests/test_suite.py": "names it"}
BESIDE = re.compile(r"""/ ?["']shared\b|\.\./shared/""")

TEMPLATES = ROOT / "templates"
LONGEST_LINE = 140

FILES = {path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / "tests").rglob("*.py"))}


@pytest.mark.parametrize(
    ("pattern", "allowed"), [(CLOCKS, WAITS), (BESIDE, REACHES_OUT)], ids=["waits", "reaches beside the repository"]
)
def test_only_few_places_may(pattern: re.Pattern[str], allowed: dict[str, str]) -> None:
    assert set(allowed) <= set(FILES)
    lines = [
        f"{name}:{number}: {line.strip()}"
        for name, path in FILES.items()
        if name not in allowed
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert lines == [], "wait by tests.patience, and take shared data from tests.shared"


def test_templates_can_be_read_in_a_diff() -> None:
    paths = [path for path in sorted(TEMPLATES.rglob("*")) if path.suffix in (".j2", ".css")]
    lines = [(path.name, n, line) for path in paths for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)]
    assert len(paths) > 100
    assert [(name, n) for name, n, line in lines if len(line) > LONGEST_LINE] == []

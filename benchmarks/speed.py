"""How long the main jobs take, as whole processes: wall seconds, and seconds of the processor with all child processes.

Wall seconds depend on what else the machine does; seconds of the processor can be compared. The worked example; a
survey of 300 responses whose answers are arguments of the shared sets; one of 3,139; and a paper of 375 pages of these.
"""

from __future__ import annotations

import csv
import io
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from benchmarks.data import ROOT, key_points

RUNS = 3
ROWS, MANY_ROWS, PAGES, SEED = 300, 3_139, 375, 1
HEADERS = ("Response ID", "Are you responding as", "May we publish your response?", "Do you agree with the proposal?")
QUESTIONS = ("Please explain your answer", "What safeguards are needed?", "Any other comments")
TO_A_PAGE = 6
"""Paragraphs on a page of the paper; each is of six arguments."""

Times = tuple[float, float]
"""Wall seconds, and seconds of the processor."""


def main() -> None:
    """Print the median of the wall seconds and of the processor's, and the least and most of these."""
    print("| job | wall s | processor s | least | most |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for job, times in (*_worked_example(Path(folder)), *_survey(Path(folder)), *_intake(Path(folder))):
            wall, processor = zip(*times, strict=True)
            spread = f"{statistics.median(processor):.2f} | {min(processor):.2f} | {max(processor):.2f}"
            print(f"| {job} | {statistics.median(wall):.2f} | {spread} |", flush=True)


def _worked_example(folder: Path) -> Iterator[tuple[str, list[Times]]]:
    first, later = [], []
    for run in range(RUNS):
        workspace = folder / f"example-{run}"
        shutil.copytree(ROOT / "responses", workspace / "responses")
        first.append(_timed(workspace, "report"))
        later.append(_timed(workspace, "report"))
    yield "first `everypoint report`, worked example", first
    yield "`everypoint report` again, worked example", later


def _survey(folder: Path) -> Iterator[tuple[str, list[Times]]]:
    """Time what is asked of a workspace of 300 responses of which nothing changes."""
    workspace = _empty(folder / "survey")
    _write_survey(folder / "survey.csv", ROWS)
    _timed(workspace, "add", str(folder / "survey.csv"))
    yield f"first `everypoint report`, {ROWS} responses", [_timed(workspace, "report")]
    consultation = (workspace / "responses" / "consultation.toml").read_text(encoding="utf-8")
    changed = folder / "changed.toml"
    changed.write_text(consultation.replace("keywords = [", 'keywords = [\n  "fees",', 1), encoding="utf-8")
    for command in (["report"], ["check"], ["status"], ["codebook", "diff", "--against", str(changed)]):
        name = "report` again" if command == ["report"] else f"{' '.join(command[:2])}`"
        yield f"`everypoint {name}, {ROWS} responses", [_timed(workspace, *command) for _ in range(RUNS)]


def _intake(folder: Path) -> Iterator[tuple[str, list[Times]]]:
    """Time taking in what is large."""
    survey, paper = folder / "many.csv", folder / "paper.pdf"
    _write_survey(survey, MANY_ROWS)
    _write_paper(paper)
    for name, file in ((f"a survey of {MANY_ROWS:,} rows", survey), (f"a paper of {PAGES} pages", paper)):
        workspaces = [_empty(folder / f"{file.stem}-{run}") for run in range(RUNS)]
        yield f"`everypoint add`, {name}", [_timed(workspace, "add", str(file)) for workspace in workspaces]


def _empty(workspace: Path) -> Path:
    """Make a workspace with the worked example's consultation and no responses."""
    (workspace / "responses").mkdir(parents=True)
    shutil.copy(ROOT / "responses" / "consultation.toml", workspace / "responses")
    return workspace


def _timed(workspace: Path, *command: str) -> Times:
    arguments = [sys.executable, "-m", "analysis.cli", *command, "--workspace", str(workspace)]
    begin, used = time.perf_counter(), _processor()
    subprocess.run(arguments, check=True, cwd=ROOT, capture_output=True)
    return time.perf_counter() - begin, _processor() - used


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _arguments() -> Iterator[str]:
    """Yield arguments of the shared debates, at random, without end."""
    texts = [text for debate in key_points() for text in debate.texts]
    drawn = np.random.default_rng(SEED)
    while True:
        yield texts[drawn.integers(len(texts))]


def _write_survey(file: Path, rows: int) -> None:
    said, drawn, table = _arguments(), np.random.default_rng(SEED), io.StringIO()
    writer = csv.writer(table)
    writer.writerow((*HEADERS, *QUESTIONS))
    kinds, publish, agree = ("Charity", "Council", "Individual"), ("Yes", "No"), ("Agree", "Neither", "Disagree")
    for i in range(rows):
        closed = (drawn.choice(kinds), drawn.choice(publish), drawn.choice(agree))
        answers = [next(said) if drawn.random() < 0.65 else "" for _ in QUESTIONS]
        writer.writerow((f"ANON-{i:06}", *closed, *answers))
    file.write_text(table.getvalue(), encoding="utf-8")


def _write_paper(file: Path) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    said, styles, flow = _arguments(), getSampleStyleSheet(), []
    for page in range(1, PAGES + 1):
        flow.append(Paragraph(f"{page}. What page {page} is about", styles["Heading2"]))
        for n in range(1, TO_A_PAGE + 1):
            words = " ".join(next(said).capitalize() for _ in range(6))
            flow.append(Paragraph(f"{page}.{n} {escape(words)}", styles["BodyText"]))
        flow.append(PageBreak())
    SimpleDocTemplate(str(file)).build(flow)

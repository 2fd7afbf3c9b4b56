"""A model as one more coder, on labelled sets, through the whole chain: a workspace, a server, the codings recorded.

The model is a server on loopback that says what people said, with errors put in: its F1 is known. Each way of sharing
the work with the local classifier has 300 calls; floor and peer in the same run are the local classifier alone and the
model alone on everything, whose codings are then audited blind 200 times. Last, real audits of a smaller workspace,
each drawn, sent out as a sheet, filled in, taken back and reported by the product, and the time for 2,000 points.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from analysis.app.audit.audit_report import audit_report
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.model_session import make_plan, send
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.estimation.accuracy import accuracy
from analysis.auditing.estimation.adjusted_counts import corrected
from analysis.auditing.estimation.sampling_frame import Audited, frame_of
from analysis.auditing.sampling.sample_draw import SIMPLE
from analysis.exporting.audit_sheet import NONE, WORDS
from analysis.model import Coder
from analysis.workspace import Workspace
from benchmarks.learning import Coded, coded
from tests.stub_model import Question, Reply, Rule, given, stub_model

AUDITS, SIZE, SEED, CALLS = 200, 150, 11, 300
KEPT, ADDED = 0.8, 0.25
"""The share of people's labels that the model gives, and what it adds to them, as a share of them."""

SETS = (("NHS", "nhs-fft-neas.jsonl", 12), ("Cycling", "cimt-cycling-bonn.jsonl", 8))
REAL_TEXTS, REAL_AUDITS, REAL_SIZE = 400, 40, 100
"""Texts of the workspace that is audited by the product's own audit, how often, and points of an audit."""

SPEED, DELAY = 2_000, 0.02
"""Points, and seconds that the server takes for an answer."""


def noisy(truth: np.ndarray, seed: int) -> np.ndarray:
    """What a model gives that errs at random, shape (texts, themes)."""
    random = np.random.default_rng(seed)
    share = ADDED * truth.mean(axis=0) / np.maximum(1 - truth.mean(axis=0), 1e-9)
    return np.where(truth, random.random(truth.shape) < KEPT, random.random(truth.shape) < share)


def f1(given_: np.ndarray, truth: np.ndarray) -> float:
    """Over all themes."""
    return 2 * float((given_ & truth).sum()) / max(1, int(given_.sum() + truth.sum()))


def toml(data: Coded, endpoint: str, mode: str) -> str:
    """The settings of a consultation with this codebook and model."""
    themes = "".join(
        f'\n[[theme]]\nkey = "{one.key}"\nname = "{one.name}"\ndefinition = "{one.definition}"\n'
        for one in data.codebook.themes
    )
    table = '\n[[table]]\nfile = "answers.csv"\nid = "id"\nopen = ["answer"]\n'
    coder = f'\n[coder]\nendpoint = "{endpoint}"\nmodel = "stub"\nmode = "{mode}"\ncalls = {CALLS}\n'
    prices = 'price_in = 0.15\nprice_out = 0.6\npersonal_data = "send"\n'
    return f'[consultation]\ntitle = "A labelled set"\n{themes}{table}{coder}{prices}'


@contextmanager
def workspace(data: Coded) -> Iterator[AppContext]:
    """A workspace of these texts, one a row."""
    with tempfile.TemporaryDirectory() as folder:
        responses = Path(folder) / "responses"
        responses.mkdir()
        with (responses / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "answer"])
            rows.writerows([n, " ".join(text.split())] for n, text in enumerate(data.texts))
        (responses / "consultation.toml").write_text(toml(data, "http://127.0.0.1:9", "local"), encoding="utf-8")
        app = AppContext(Workspace(Path(folder)))
        yield app
        app.store.close()


def tables(snapshot: Snapshot, data: Coded, numbers: dict[str, int]) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """What was given to each point and what people say of it, and whose it is."""
    keys = snapshot.codebook.keys
    choices = snapshot.resolved
    points = [point for point in snapshot.corpus.points if point.document in numbers]
    said = np.array([[key in choices[point.key].coding.themes for key in keys] for point in points], dtype=bool)
    truth = np.array([data.truth[numbers[point.document]] > 0 for point in points], dtype=bool)
    return said, truth, [point.document for point in points]


def run(app: AppContext, data: Coded, endpoint: str, mode: str) -> tuple[Snapshot, float]:
    """Code in a mode; return how everything stands, and what the rest was foretold to cost after a trial."""
    app.workspace.consultation.write_text(toml(data, endpoint, mode), encoding="utf-8")
    shutil.rmtree(app.workspace.state / "answers", ignore_errors=True)  # each mode pays for its own calls
    told = 0.0
    if mode != "local":
        plan = make_plan(app)
        send(app, plan, plan.requests[:30], "benchmark")
        plan = make_plan(app)
        told = plan.cost or 0.0
        send(app, plan, plan.requests, "benchmark")
    return take_in_and_code(app).snapshot, told


def model_of(by_text: dict[str, int], answers: np.ndarray, spent: list[tuple[int, int]]) -> Rule:
    """A model that gives each text what is written in a table, and notes what it takes."""

    def rule(question: Question) -> Reply:
        text = " ".join(question.text.split())
        row = by_text.get(text)
        row = next(n for one, n in by_text.items() if text in one) if row is None else row
        keys = [key for key, is_given in zip(question.keys, answers[row], strict=True) if is_given]
        tokens = len(str(question.body["messages"])) // 5, 6 + 14 * len(keys)
        spent.append(tokens)
        return given(*((key, " ".join(text.split()[:4])) for key in keys), tokens=tokens)

    return rule


def main() -> None:
    """Print what came of it."""
    for name, file, most in SETS:
        data = coded(file, most)
        answers = noisy(data.truth > 0, SEED)
        by_text = {" ".join(text.split()): row for row, text in enumerate(data.texts)}
        spent: list[tuple[int, int]] = []

        with stub_model(model_of(by_text, answers, spent)) as stub, workspace(data) as app:
            one_set(name, data, app, stub.endpoint, spent, by_text)
    print(f"\n{real_audits()}")
    print(f"\n{speed()}")


def one_set(
    name: str, data: Coded, app: AppContext, endpoint: str, spent: list[tuple[int, int]], by_text: dict[str, int]
) -> None:
    """Print the modes and the audits of one set."""
    print(f"\n## {name}: {len(data.texts)} texts, {len(data.codebook.themes)} themes\n")
    print("| who codes | calls | F1 | cost foretold, after a trial of 30 | cost |\n|---|---|---|---|---|")
    numbers: dict[str, int] = {}
    for mode in ("local", "doubt", "teach", "model"):
        before = len(spent)
        snapshot, told = run(app, data, endpoint, mode)
        if not numbers:
            numbers = rows_of(snapshot, by_text)
        said, truth, whose = tables(snapshot, data, numbers)
        cost = sum(sent * 0.15 + answered * 0.6 for sent, answered in spent[before + 30 :]) / 1_000_000
        calls = len(spent) - before
        print(f"| {mode} | {calls} | {f1(said, truth):.3f} | {told:.4f} | {cost:.4f} |")
    audits(said, truth, whose, snapshot.codebook.keys)


def rows_of(snapshot: Snapshot, by_text: dict[str, int]) -> dict[str, int]:
    """The row of each response, by its words."""
    found: dict[str, int] = {}
    for point, text in zip(snapshot.corpus.points, snapshot.corpus.texts, strict=True):
        words = " ".join(text.split())
        row = by_text.get(words)
        if row is None:
            row = next((n for one, n in by_text.items() if words in one), None)
        if row is not None:
            found.setdefault(point.document, row)
    return found


def audits(said: np.ndarray, truth: np.ndarray, whose: list[str], keys: tuple[str, ...]) -> None:
    """Print how often the interval of F1 holds it, and whether corrected counts are off on average."""
    frame = frame_of(keys, said, whose, (SIMPLE,) * len(said))
    random, real = np.random.default_rng(SEED), f1(said, truth)
    held, estimates, counts = 0, [], []
    for _ in range(AUDITS):
        rows = random.permutation(len(said))[:SIZE]
        sample = Audited(rows, truth[rows])
        measured = accuracy(frame, sample).micro.f1
        low, high = measured.interval
        held += low <= real <= high
        estimates.append(measured.value or 0.0)
        counts.append([one.points.value or 0.0 for one in corrected(frame, sample)])
    mean, deviation = np.mean(counts, axis=0), np.std(counts, axis=0) / np.sqrt(AUDITS)
    off = (mean - truth.sum(axis=0)) / np.maximum(deviation, 1e-9)
    share, chance = np.abs(mean / truth.sum(axis=0) - 1).mean(), (deviation / truth.sum(axis=0)).mean()
    raw, most = np.abs(said.sum(axis=0) / truth.sum(axis=0) - 1).mean(), np.abs(off).max()
    average, coverage = float(np.mean(estimates)), held / AUDITS
    print(f"\nThe model's F1 is {real:.3f}. In {AUDITS} blind audits of {SIZE} points it is {average:.3f} on average,")
    print(f"and the 95 % interval holds it in {coverage:.1%}. Corrected counts of {len(keys)} themes are off by")
    print(f"{share:.1%} on average, where chance over these audits alone gives {chance:.1%}, and at most by")
    print(f"{most:.1f} standard errors. The raw counts are off by {raw:.1%}.")


def real_audits() -> str:
    """Return how often the interval of F1 holds it in audits made by the product's own steps."""
    whole = coded(SETS[0][1], SETS[0][2])
    data = Coded(whole.texts[:REAL_TEXTS], whole.truth[:REAL_TEXTS], whole.groups[:REAL_TEXTS], whole.codebook)
    by_text = {" ".join(text.split()): row for row, text in enumerate(data.texts)}
    values, held = [], 0
    with stub_model(model_of(by_text, noisy(data.truth > 0, SEED), [])) as stub, workspace(data) as app:
        snapshot, _ = run(app, data, stub.endpoint, "model")
        numbers = rows_of(snapshot, by_text)
        said, truth, _ = tables(snapshot, data, numbers)
        rows = {
            " ".join(text.split()): numbers[point.document]
            for point, text in zip(snapshot.corpus.points, snapshot.corpus.texts, strict=True)
            if point.document in numbers
        }
        real = f1(said, truth)
        for seed in range(REAL_AUDITS):
            value, low, high = one_audit(app, data, rows, seed)
            values.append(value)
            held += low <= real <= high
    return (
        f"{REAL_AUDITS} audits of {REAL_SIZE} of {len(said):,} points of NHS by the product's own steps (draw, sheet, "
        f"marks, import,\nreport): F1 is {real:.3f}, measured {np.mean(values):.3f} on average, and in its interval in "
        f"{held / REAL_AUDITS:.1%}."
    )


def one_audit(app: AppContext, data: Coded, rows: dict[str, int], seed: int) -> tuple[float, float, float]:
    """Audit a copy of a workspace by a sheet that says what people said; return the F1 measured and its interval."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(app.workspace.root, Path(folder) / "copy")
        copy = AppContext(Workspace(Path(folder) / "copy"))
        draw_audit(copy, DrawRequest(REAL_SIZE, seed=seed + 1), Coder.person("Ann"))
        sheet = Path(folder) / "sheet.csv"
        export_audits(copy, sheet, "Ann", SheetRequest(drawn=True))
        fill_in(sheet, data, rows)
        import_audits(copy, sheet)
        quality = audit_report(copy).accuracy.overall
        copy.store.close()
    assert quality is not None, "every point that was drawn is coded"
    return quality.f1.value or 0.0, *quality.f1.interval


def fill_in(sheet: Path, data: Coded, rows: dict[str, int]) -> None:
    """Mark in each row of an audit sheet the themes that people gave, or that there is none."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    header = table[1]
    columns = [next(n for n, name in enumerate(header) if name.startswith(f"{key}:")) for key in data.codebook.keys]
    words, none = header.index(WORDS), header.index(NONE)
    for row in table[2:]:
        given_themes = data.truth[rows[" ".join(row[words].split())]] > 0
        for column, is_given in zip((*columns, none), (*given_themes, not given_themes.any()), strict=True):
            row[column] = "x" if is_given else ""
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)


def speed() -> str:
    """Return how long it takes to ask about 2,000 points, eight at a time."""
    random = np.random.default_rng(SEED)
    words = ["roads", "buses", "parks", "schools", "money", "time", "people", "help", "staff"]
    texts = [" ".join(random.choice(words, 30)) + f", says number {n}." for n in range(SPEED)]
    data = coded(SETS[0][1], SETS[0][2])
    data = Coded(texts, np.zeros((SPEED, len(data.codebook.themes))), np.arange(SPEED), data.codebook)

    def slow(_: Question) -> Reply:
        time.sleep(DELAY)
        return given(tokens=(100, 5))

    with stub_model(slow) as stub, workspace(data) as app:
        app.workspace.consultation.write_text(toml(data, stub.endpoint, "model"), encoding="utf-8")
        plan = make_plan(app)
        start, spent = time.perf_counter(), time.process_time()
        done = send(app, plan, plan.requests, "benchmark")
        taken, processor = time.perf_counter() - start, time.process_time() - spent
    return (
        f"{done.answered:,} points at {DELAY * 1000:.0f} ms an answer, eight at a time: {taken:.1f} s, of which "
        f"{processor:.1f} s of processor time, the server's own included."
    )


if __name__ == "__main__":
    main()

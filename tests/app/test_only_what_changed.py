"""Only what changed: after any changes, the report is the one that is made of the same files from nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app import page_pool, personal_data_search, publish
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.classifying import learning_sample
from analysis.model import Codebook, Coding
from analysis.rendering import html
from analysis.rendering.annex import PageLimits
from analysis.splitting import SPLITTER
from analysis.workspace import Workspace
from tests.builders import CONSULTATION, Clock, make_coding, make_workspace, person

STEPS = 4
SENTENCES = (
    "Sunday opening will cost money that the budget does not have after five years of cuts.",
    "Without a Sunday bus, longer opening hours help nobody who needs a wheelchair to get there.",
    "The evening bus is the only way to the library, and its fare has doubled within three years.",
    "I support the proposal. Please write to Ann Meadows at ann.meadows@example.org about it.",
    "Charging for the meeting rooms would bring in the money that the branches need so badly.",
    "I have used the library for forty years, and so have my children and their children.",
)
THEME = """
[[theme]]
key = "family"
name = "Families"
definition = "Children, parents and families."
keywords = ["children", "families"]
"""
Files = dict[str, str]


def letter(chance: random.Random) -> str:
    said = chance.sample(SENTENCES, chance.randint(1, 4))
    return "\n\n".join(f"{number}. {sentence}" for number, sentence in enumerate(said, 1)) + "\n"


def one_more(files: Files, chance: random.Random) -> None:
    files[f"letter-{len(files):02}.txt"] = letter(chance)


def a_copy(files: Files, chance: random.Random) -> None:
    files[f"letter-{len(files):02}.txt"] = files[chance.choice([name for name in files if name.endswith(".txt")])]


def another_version(files: Files, chance: random.Random) -> None:
    files[chance.choice([name for name in files if name.endswith(".txt")])] = letter(chance)


def a_changed_theme(files: Files, chance: random.Random) -> None:
    files["consultation.toml"] = files["consultation.toml"].replace(
        '["', f'["{chance.choice(("fare", "rooms"))}", "', 1
    )


def a_theme_more_or_less(files: Files, chance: random.Random) -> None:
    former = files["consultation.toml"]
    files["consultation.toml"] = former.replace(THEME, "") if THEME in former else former + THEME


def who_sent_them(files: Files, chance: random.Random) -> None:
    senders = [f"{name},Respondent {number}" for number, name in enumerate(files) if name.endswith(".txt")]
    rows = [
        f"{sender},{chance.choice(('resident', 'council'))},{chance.choice(('yes', 'no', 'anonymous'))}\n"
        for sender in senders
    ]
    files["respondents.csv"] = "file,respondent,type,publish\n" + "".join(rows)


def nothing_but_codings(files: Files, chance: random.Random) -> None:
    """People code points, and no file changes."""


CHANGES: tuple[Callable[[Files, random.Random], None], ...] = (
    *(one_more, a_copy, another_version, a_changed_theme, a_theme_more_or_less, who_sent_them, nothing_but_codings),
)


def opened(root: Path) -> AppContext:
    return AppContext(Workspace(root), clock=Clock())


def coded_by_ann(root: Path, chance: random.Random) -> tuple[Codebook, Coding]:
    """What Ann says of a point of a workspace, and the codebook by which she does."""
    snapshot = take(opened(root))
    key, digest = chance.choice(list(snapshot.digests.items()))
    themes = {theme for theme in snapshot.codebook.keys if chance.random() < 0.5}
    coding = replace(make_coding(key, themes, by=person("ann")), codebook=snapshot.codebook.version)
    return snapshot.codebook, replace(coding, segmentation=SPLITTER, text_sha256=digest)


def report(
    root: Path, codings: Sequence[tuple[Codebook, Coding]] = (), numbers: Mapping[str, int] | None = None
) -> dict[str, bytes]:
    """Make the report of a workspace, after further codings, with the numbers that responses have, and return
    it with its annex; the manifest tells of times and salts."""
    app = opened(root)
    take(app)
    app.store.keep_numbers(numbers or {}, app.clock())
    for codebook, coding in codings:
        app.store.know_codebook(codebook, app.clock())
        app.store.append([coding])
    publish.report(app)
    found = app.workspace.reports.rglob("*.html")
    return {path.relative_to(app.workspace.reports).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(autouse=True)
def _much_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is kept of a large consultation is kept of a small one, and its learning sample may stay."""
    monkeypatch.setattr(personal_data_search, "KEPT_FROM", 1)
    monkeypatch.setattr(page_pool, "LEAST", 1_000)
    monkeypatch.setattr(html, "PageLimits", lambda: PageLimits(responses=2))
    monkeypatch.setattr(learning_sample, "LEARNERS", 5)


@pytest.mark.parametrize("seed", range(2))
def test_a_report_after_any_changes_is_the_one_made_from_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files: Files = {"consultation.toml": CONSULTATION}
    for _ in range(6):
        one_more(files, chance)
    work = tmp_path / "work"
    report(make_workspace(work, files))
    codings: list[tuple[Codebook, Coding]] = []
    for step, change in enumerate(chance.sample(CHANGES, STEPS)):
        change(files, chance)
        make_workspace(work, files, consultation=files["consultation.toml"])
        nothing = make_workspace(tmp_path / f"nothing-{step}", files, consultation=files["consultation.toml"])
        codings.append(coded_by_ann(work, chance))
        numbers = dict(opened(work).store.numbers())
        kept, anew = report(work, codings[-1:]), report(nothing, codings, numbers)
        assert kept == anew, f"{change.__name__}: {sorted(name for name in anew if kept.get(name) != anew[name])}"

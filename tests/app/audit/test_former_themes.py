"""Themes that were changed since an audit: no other theme's figure moves, and what is foretold is what is published."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from analysis.app.audit.audit_report import audit_report
from analysis.app.audit.close import close
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.leading_figures import leading_figures
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding.codebook_diff import codebook_diff
from analysis.app.context import AppContext
from analysis.app.publish import tally_of
from analysis.app.snapshot.taking import take
from analysis.auditing import Count
from analysis.cli import output_audit
from analysis.model import CodingMode
from analysis.workspace import Workspace
from tests.builders import Clock, make_coding, make_workspace, person
from tests.share import share

WORDS = {
    "parks": ("meadow", "orchard"),
    "buses": ("timetable", "tramway"),
    "rents": ("landlord", "tenancy"),
    "clinics": ("surgery", "nurses"),
    "bins": ("rubbish", "recycling"),
}


def book(words: dict[str, tuple[str, ...]]) -> str:
    themes = [
        f'[[theme]]\nkey = "{key}"\nname = "{key.title()}"\ndefinition = "What is said of the {key}."\n'
        f"keywords = {json.dumps(keywords)}\n"
        for key, keywords in words.items()
    ]
    return "\n".join(['[consultation]\ntitle = "The borough plan"\nrespondent_types = ["charity"]\n', *themes])


def audited_desk(root: Path, seed: int) -> AppContext:
    """Letters of which some are withheld, after an audit in which people find more than the machine, unevenly."""
    rng, letters, names = random.Random(seed), {}, list(WORDS)
    for n in range(36):
        said = [rng.choice(names[: 3 + n % 3]) for _ in range(3)]
        points = [
            f"{i}. The {rng.choice(WORDS[key])} of ward {n} needs care, and soon." for i, key in enumerate(said, 1)
        ]
        letters[f"{n:02}.txt"] = "Dear council,\n\n" + "\n\n".join(points) + "\n\nYours faithfully\n"
    make_workspace(root, letters, book(WORDS))
    rows = [f"{n:02}.txt,Trust {n},charity,{'no' if n % 3 == 2 else 'yes'}" for n in range(36)]
    (root / "responses" / "respondents.csv").write_text(
        "\n".join(["file,respondent,type,publish", *rows]) + "\n", "utf-8"
    )
    app = AppContext(Workspace(root), clock=Clock())
    take_in_and_code(app)
    draw_audit(app, DrawRequest(36, name="audit"), person("ann"))
    snapshot = take(app)
    texts = dict(zip(snapshot.digests, snapshot.corpus.texts, strict=True))
    for point in snapshot.samples[-1].today.drawn:
        found = {key for key, words in WORDS.items() if any(word in texts[point] for word in words)}
        found = {key for key in found if rng.random() < 0.9} | {key for key in names if rng.random() < 0.15}
        coding = make_coding(point, found, by=person("ann"))
        own = {"text_sha256": snapshot.digests[point], "codebook": snapshot.codebook.version}
        app.store.append([replace(coding, mode=CodingMode.BLIND, time=app.clock(), **own)])
    return app


def published(app: AppContext) -> dict[str, Count]:
    """What the report leads with."""
    tallies = tally_of(app, take_in_and_code(app).snapshot).themes
    told = {tally.theme.key: tally.corrected for tally in tallies}
    assert any(told.values())
    return {
        tally.theme.key: Count(int(one.respondents.value or 0), int(one.points.value or 0))
        if (one := told[tally.theme.key])
        else Count(tally.respondents, tally.points)
        for tally in tallies
    }


def redefine(app: AppContext) -> None:
    words = WORDS | {"parks": (*WORDS["parks"], "landlord")}
    text = book(words).replace("said of the parks", "said of parks and greens")
    app.workspace.consultation.write_text(text, encoding="utf-8")


def retire(app: AppContext) -> None:
    words = {key: words for key, words in WORDS.items() if key != "parks"}
    app.workspace.consultation.write_text(book(words), encoding="utf-8")


@pytest.mark.parametrize(("is_closed", "change"), list(share(product([False, True], [redefine, retire]), 2)))
def test_no_other_theme_moves_and_what_is_foretold_is_published(
    tmp_path: Path, change: Callable[[AppContext], None], is_closed: bool
) -> None:
    app = audited_desk(tmp_path / "w", 2 * is_closed + (change is retire))
    if is_closed:
        close(app, "audit", "Ann")
    before = published(app)
    change(app)
    foretold = codebook_diff(app, leading_figures, next(iter(take(app).codebooks)))
    after = published(app)
    assert {key: after[key] for key in after if key != "parks"} == {key: before[key] for key in after if key != "parks"}
    assert {one.key: one.before for one in foretold.figures if one.key} == before
    assert {one.key: one.after for one in foretold.figures if one.key in after} == after
    assert foretold.no_longer_measured == (("Parks",) if change is redefine else ())


def test_what_made_the_machine_another_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = audited_desk(tmp_path / "w", 0)
    assert audit_report(app).accuracy.machine_changes == ()
    redefine(app)
    made = audit_report(app)
    assert made.accuracy.machine_changes == ("the codebook was changed: Parks redefined; Parks reworded",)
    output_audit.report(made)
    told = capsys.readouterr().out
    assert "The machine is not as it was measured: the codebook was changed: Parks redefined; Parks reworded." in told
    assert "learned" not in told
    close(app, "audit", "Ann")
    assert "it has learned from points that people have coded since" in audit_report(app).accuracy.machine_changes
    (app.workspace.responses / "late.txt").write_text("1. The rubbish of ward nine lies there.\n", "utf-8")
    assert audit_report(app).accuracy.machine_changes[-1] == "responses were added, replaced or taken out"

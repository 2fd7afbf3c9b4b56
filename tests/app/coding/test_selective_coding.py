"""Deciding: what the machine may code without a person, and what it may not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding.selective_coding import decided
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import renewed
from analysis.text import fingerprint
from analysis.workspace import Workspace
from tests.builders import make_coding, make_workspace, person

BUDGET, PLAY = "{}. The budget for club {} was cut and money is short.", "{}. The children of club {} play outside."
LETTER = "\n\n".join((BUDGET if n % 2 else PLAY).format(n, n) for n in range(1, 201)).encode()


def test_without_codings_all_is_for_a_person_and_with_many_some_is_not(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path, {"letter.txt": LETTER})))
    snapshot = take_in_and_code(app).snapshot
    corpus, alone = snapshot.corpus, decided(snapshot, 0.05)
    assert (alone.taught, alone.coded, alone.none) == (0, (), ())
    assert alone.person == tuple(point.key for point in corpus.points)
    version, splitter = corpus.consultation.codebook.version, corpus.responses[0].segmentation.coder
    app.store.append(
        [
            replace(
                make_coding(point.key, {"funding"} if "budget" in text else set(), by=person("Ada")),
                codebook=version,
                segmentation=splitter,
                text_sha256=fingerprint(text),
            )
            for point, text in list(zip(corpus.points, corpus.texts, strict=True))[:160]
        ]
    )
    taught = decided(renewed(snapshot), 0.05)
    assert taught.taught == 160
    assert sorted([*taught.coded, *taught.none, *taught.person]) == sorted(point.key for point in corpus.points)
    texts = {point.key: text for point, text in zip(corpus.points, corpus.texts, strict=True)}
    assert len(taught.coded) > 50
    wrong = [texts[key] for key in taught.coded if "budget" not in texts[key]]
    assert len(wrong) <= 0.05 * len(taught.coded), wrong
    assert all("budget" not in texts[key] for key in taught.none)

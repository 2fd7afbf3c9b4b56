"""The corpus: what follows from everything that was received, read and divided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.corpus import MISSING, set_aside
from analysis.model import Respondent, Skipped
from analysis.workspace import Workspace
from tests.builders import LETTER, make_workspace


def test_it_names_what_is_not_as_it_was(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "w", {"a.txt": LETTER, "b.txt": f"{LETTER}\nOne more thing.\n"})
    corpus = take_in_and_code(AppContext(Workspace(root))).snapshot.corpus

    changed = {
        "themes or settings": replace(corpus, consultation=replace(corpus.consultation, title="Another")),
        "respondents": replace(corpus, known={**corpus.known, "a.txt": Respondent(name="Ann")}),
        "responses": replace(corpus, skipped=(*corpus.skipped, Skipped("b.txt", MISSING))),
    }
    for name, other in changed.items():
        assert [one for one in corpus.origins if corpus.origins[one] != other.origins[one]] == [name]

    assert [set_aside(one.document, one.segmentation) for one in corpus.responses] == [None, None]
    assert list(corpus.places.values()) == list(range(len(corpus.points)))

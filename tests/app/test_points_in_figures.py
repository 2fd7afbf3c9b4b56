"""What figures count: the points of withheld responses only where there are enough of these."""

from __future__ import annotations

from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.points_in_figures import points_in_figures, responses_in_figures
from analysis.workspace import Workspace
from tests.builders import CONSULTATION, LETTER, make_workspace


def test_a_single_withheld_response_is_in_no_figure(tmp_path: Path) -> None:
    respondents = "file,publish\na.txt,yes\nb.txt,no\n"
    root = make_workspace(tmp_path, {"a.txt": LETTER, "b.txt": LETTER}, CONSULTATION, respondents)
    corpus = take_in(AppContext(Workspace(root)))
    assert [one.document.name for one in responses_in_figures(corpus, {})] == ["a.txt"]
    assert {point.document for point in points_in_figures(corpus, {})} == {"a.txt"}
    assert any(point.key.document == "b.txt" for point in corpus.points)

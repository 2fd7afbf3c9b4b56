"""Restatements on their way through the service: found anew for each report, shown at both places, counted once."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.app import Everypoint
from analysis.workspace import Workspace
from tests.builders import make_workspace

SUMMED_UP = """Summary

1. The library budget cannot bear the cost of Sunday opening in winter, when few people visit.

2. We are grateful for this consultation.

Opening on Sundays

3. Last year we counted visitors. On wet Sundays in winter few people visit, and the library budget cannot bear the
cost of opening for them: heating alone would take a tenth of it.

4. Evenings are another matter, as readers come straight from work.
"""


def test_a_summary_is_linked_to_its_body_in_the_report_and_its_argument_counts_once(tmp_path: Path) -> None:
    make_workspace(tmp_path, {"a.txt": SUMMED_UP})
    made = Everypoint(Workspace(tmp_path)).report()
    page = " ".join(re.sub("<[^>]+>", "", made.path.read_text(encoding="utf-8")).split())
    assert made.points == 4
    assert "Said in full at R1 · 3" in page
    assert "Also said in short at R1 · 1" in page
    assert "Points 1 of 3 (33%); 1 more says one of them again" in page

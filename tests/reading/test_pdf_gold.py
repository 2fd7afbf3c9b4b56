"""Real submissions against what a person saw on their rendered pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.model import BlockKind
from tests.reading.pdf_measure import DOCUMENTS, GOLD, boundary_f1, document, gold
from tests.shared import needs_shared, shared_files

WANTED = 0.95
NAMES = sorted(path.stem for path in GOLD.glob("*.json"))


@needs_shared
@pytest.mark.parametrize("name", NAMES)
def test_blocks_begin_and_end_where_a_person_saw_them(name: str) -> None:
    f1, missed, extra = boundary_f1(name)
    assert f1 >= WANTED, (missed, extra)


@needs_shared
@pytest.mark.parametrize("name", NAMES)
def test_running_heads_are_furniture(name: str) -> None:
    answer = gold(name)
    result = document(DOCUMENTS / answer["document"])
    for head in answer["running_heads"]:
        holding = [b.kind for b in result.blocks if re.match(rf"{re.escape(head)} \d", result.text[b.start : b.end])]
        assert set(holding) == {BlockKind.FURNITURE}


@pytest.mark.parametrize("path", shared_files("data/documents", "*.pdf"))
def test_no_word_of_a_real_file_is_split_or_lost(path: Path) -> None:
    result = document(path)
    assert not re.search(r"[a-z]- [a-z]", result.text.replace("Bill- ", ""))
    assert "\x02" not in result.text
    starts = [block.start for block in result.blocks]
    assert starts == sorted(starts)

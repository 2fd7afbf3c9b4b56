"""Points of real PDF submissions: nothing in them that is the page's, and their ends where a person saw them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.splitting_pdf import GOLD, boundary_f1, divided_words, furniture_inside, point_texts
from tests.shared import needs_shared, shared_files

LEAST = 0.98


@needs_shared
@pytest.mark.parametrize("name", sorted(path.stem for path in GOLD.glob("*.json")))
def test_points_begin_and_end_where_a_person_saw_them(name: str) -> None:
    assert boundary_f1(GOLD / f"{name}.json") >= LEAST


@pytest.mark.parametrize("path", shared_files("data/documents", "*.pdf"))
def test_no_head_foot_page_number_or_divided_word_is_in_a_point(path: Path) -> None:
    texts = point_texts(path)
    assert len(texts) > 5
    assert furniture_inside(path, texts) == []
    assert divided_words(path, texts) == []

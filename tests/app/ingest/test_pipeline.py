"""Taking in: what was found in files before is looked up for several at a time, and is the same as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.app.ingest.pipeline import TOGETHER, ReadingCache, may_pass
from analysis.model import Part, Skipped
from analysis.reading.office_conversion import FAILED, INSTALL
from analysis.store import Refs


def found(refs: Refs) -> tuple[Part, ...]:
    return tuple(Skipped(f"{kind} {number}", "test") for kind, number in refs)


@given(st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=8), st.data())
def test_what_is_looked_up_together_is_what_is_looked_up_one_by_one(
    sizes: list[list[int]], data: st.DataObject
) -> None:
    files = [tuple(("unread", 10 * n + place) for place, _ in enumerate(own)) for n, own in enumerate(sizes)]
    known = data.draw(st.permutations(files))[: len(files) // 2 + 1]
    before = ReadingCache(found, known)
    for refs in data.draw(st.permutations([*files, *files])):
        assert before(refs) == found(refs)


def test_files_in_their_order_are_looked_up_together() -> None:
    files: list[Refs] = [(("unread", n),) for n in range(2 * TOGETHER)]
    asked: list[Refs] = []

    def noted(refs: Refs) -> tuple[Part, ...]:
        asked.append(refs)
        return found(refs)

    before = ReadingCache(noted, files)
    assert [before(refs) for refs in files] == [found(refs) for refs in files]
    assert len(asked) == 2


def test_a_file_is_read_again_once_the_program_may_be_there() -> None:
    assert may_pass(Skipped("letter.doc", f"older Word files are not read; {INSTALL}"))
    assert not may_pass(Skipped("letter.doc", FAILED))

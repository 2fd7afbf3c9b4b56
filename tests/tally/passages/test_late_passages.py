"""Passages that are cut when a page asks: the same here, again, and in another process, which is sent no more than it
prints."""

from __future__ import annotations

import copyreg
import pickle
from dataclasses import replace

import analysis.app.page_pool  # noqa: F401  says how passages are sent
from analysis.model import Block, BlockKind, Document, Omitted, Publish, Respondent, Response
from analysis.splitting import segment
from analysis.tally.counted_points import counted_points
from analysis.tally.passages.late_passages import LatePassages, anchors_of, characters_of
from analysis.tally.passages.refs import Run
from analysis.tally.report import Passage, ResponseView

TEXT = "Dear Sir or Madam\n\n1. The buses are late. Ring me on 020 7946 0000.\n\n2. Trees are few.\n\nYours, Ann"
BLOCK = Block(BlockKind.PARAGRAPH, 0, len(TEXT))
DOCUMENT = Document("a.txt", TEXT, (BLOCK,), (Omitted("hidden words", "hidden"),))
RESPONSE = Response("a.txt", Respondent("Ann", None, Publish.ANONYMOUS), DOCUMENT, segment(DOCUMENT, ()), number=1)
LATE = LatePassages(RESPONSE, list(counted_points(1, RESPONSE, {})), {}, {})
VIEW = ResponseView("r1", "R1", "Anonymous", "not stated", anonymous=True, campaign=None, points=2, passages=LATE)


def test_they_are_the_same_each_time_and_in_another_process() -> None:
    assert {Passage, Run, ResponseView} <= copyreg.dispatch_table.keys(), "they are sent by their values"
    sent = pickle.loads(pickle.dumps(LATE))
    assert tuple(LATE) == tuple(LATE) == tuple(sent)
    assert len(LATE) == len(tuple(LATE))
    assert (LATE[0], LATE[1:]) == (sent[0], sent[1:])
    printed = "".join(run.text for passage in LATE for run in passage.runs)
    assert "The buses are late" in printed
    assert "7946" not in printed


def test_another_process_is_sent_nothing_but_the_text_and_what_is_withheld_of_it() -> None:
    assert "hidden words" not in pickle.dumps(LATE).decode("latin-1")
    assert pickle.loads(pickle.dumps(LATE))._masks() == LATE._masks() != ()


def test_sizes_and_anchors_are_told_without_cutting() -> None:
    cut = replace(VIEW, passages=tuple(LATE))
    assert characters_of(VIEW) == characters_of(cut) > 0
    assert anchors_of(VIEW) == anchors_of(cut) != ()
    assert VIEW.opening == cut.opening == "1. The buses are late. Ring me on …"
    assert cut == VIEW

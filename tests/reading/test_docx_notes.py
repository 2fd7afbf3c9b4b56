"""Where the notes of a Word file are laid."""

from __future__ import annotations

from analysis.model import BlockKind
from analysis.reading.blocks import Piece
from analysis.reading.word_paragraphs import notes_below_lists

PROSE = "We think that the paper has not been thought through, and that children will pay for it in the end."


def test_a_note_of_a_sentence_that_ends_in_a_list_stands_below_the_list() -> None:
    lead, item = Piece(BlockKind.LIST_ITEM, "The rules do not set out:[1]", number="7.2"), BlockKind.LIST_ITEM
    note, after = Piece(BlockKind.NOTE, "See the manual."), Piece(BlockKind.PARAGRAPH, PROSE)
    short, long = Piece(item, "safety policy;"), Piece(item, PROSE)
    assert notes_below_lists([lead, note, short, short, after]) == [lead, short, short, note, after]
    assert notes_below_lists([lead, short, note, short]) == [lead, short, short, note]
    kept = [lead, long, note, long, after, note, short]
    assert notes_below_lists(kept) == kept

"""What a page sets in the middle of a sentence, a caption or a quotation from it, parts no point."""

from __future__ import annotations

import pytest

from analysis.model import Block, BlockKind, Document, SegmentKind
from analysis.splitting import split

FIRST = "Men were less likely than women to agree with the need to remove within a day instances of"
REST = "harassment, abuse of one person, or speech that encourages others to be violent."


def labels(between: str, kind: BlockKind, rest: str = REST) -> list[str | None]:
    """The labels of the points of two paragraphs with something between them."""
    text = f"{FIRST}\n\n{between}\n\n{rest}"
    places = [(BlockKind.PARAGRAPH, FIRST), (kind, between), (BlockKind.PARAGRAPH, rest)]
    starts = [text.index(said) for _, said in places]
    blocks = (
        Block(kind, start, start + len(said), level=int(kind is BlockKind.HEADING))
        for (kind, said), start in zip(places, starts, strict=True)
    )
    return [s.label for s in split(Document("a.pdf", text, tuple(blocks))) if s.kind is SegmentKind.POINT]


@pytest.mark.parametrize(
    ("between", "kind"),
    [("Image: Weir Electronic Society", BlockKind.PARAGRAPH), ("IF YOU CAN AFFORD IT", BlockKind.HEADING)],
)
def test_what_stands_in_a_sentence_parts_no_point(between: str, kind: BlockKind) -> None:
    assert labels(between, kind) == ["¶1", "¶1"]


def test_a_heading_above_a_sentence_of_its_own_begins_another_point() -> None:
    assert labels("The bay", BlockKind.HEADING, "Lorries stop there long before eight in the morning.") == ["¶1", "¶2"]
    assert labels("The bay", BlockKind.HEADING, "e-bikes") == ["¶1", "¶2"]

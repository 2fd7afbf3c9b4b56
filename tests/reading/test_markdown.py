"""Markdown: the file's own text, with the blocks that its marks show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import BlockKind, Document, Skipped
from analysis.reading.markdown import DEEPEST, blocks_of, read
from analysis.reading.read_settings import ReadSettings
from tests.reading.test_plain import in_order

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
ROW, NOTE, FURNITURE = BlockKind.TABLE_ROW, BlockKind.NOTE, BlockKind.FURNITURE

Seen = tuple[BlockKind, int, str | None, str]


def seen(text: str) -> list[Seen]:
    blocks = blocks_of(text)
    assert in_order(text, blocks)
    return [(b.kind, b.level, b.number, text[b.start : b.end]) for b in blocks]


def test_the_text_is_what_the_sender_typed() -> None:
    (document,) = read(b"# Views\r\n\r\nWe **object**.\r\n", "a.md", ReadSettings())
    assert isinstance(document, Document)
    assert document.text == "# Views\n\nWe **object**.\n"
    assert document.media_type == "text/markdown"


def test_what_is_not_text_is_a_reason() -> None:
    (result,) = read(b"# a\x00\x01\x02", "a.md", ReadSettings())
    assert isinstance(result, Skipped)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Our views", (HEADING, 1, None, "Our views")),
        ("### Our views ###", (HEADING, 3, None, "Our views")),
        ("## We use C#", (HEADING, 2, None, "We use C#")),
        ("Our views\n=====", (HEADING, 1, None, "Our views")),
        ("Our views\n---", (HEADING, 2, None, "Our views")),
        ("We object\nto this.", (PARAGRAPH, 0, None, "We object\nto this.")),
        ("    We object.", (PARAGRAPH, 0, None, "We object.")),
        ("> We object.", (PARAGRAPH, 0, None, "We object.")),
        ("- We object.", (ITEM, 0, None, "We object.")),
        ("* > We object.", (ITEM, 0, None, "We object.")),
        ("4. We object.", (ITEM, 0, "4.", "We object.")),
        ("4) We object.", (ITEM, 0, "4)", "We object.")),
        ("- 4.1. We object.", (ITEM, 0, None, "4.1. We object.")),
        ("[^1]: Source: Ofsted.", (NOTE, 0, None, "[^1]: Source: Ofsted.")),
        ("[1]: Source", (PARAGRAPH, 0, None, "[1]: Source")),
        ("<!-- a remark -->", (FURNITURE, 0, None, "<!-- a remark -->")),
        ("<div>\nWe object.\n</div>", (PARAGRAPH, 0, None, "<div>\nWe object.\n</div>")),
    ],
)
def test_a_block(text: str, expected: Seen) -> None:
    assert seen(text) == [expected]


def test_the_number_is_the_one_that_was_typed() -> None:
    assert [number for _, _, number, _ in seen("3. a\n3. b\n7. c")] == ["3.", "3.", "7."]


def test_nested_lists_and_their_second_paragraphs() -> None:
    assert seen("1. a\n\n   more\n\n   - b\n     - c\n2. d") == [
        (ITEM, 0, "1.", "a"),
        (PARAGRAPH, 0, None, "more"),
        (ITEM, 1, None, "b"),
        (ITEM, 2, None, "c"),
        (ITEM, 0, "2.", "d"),
    ]


def test_a_table_is_its_rows() -> None:
    assert seen("| a | b |\n|---|---|\n| c | d |") == [(ROW, 0, None, "| a | b |"), (ROW, 0, None, "| c | d |")]


@pytest.mark.parametrize("text", ["", " \n", "\n\n\n", "#", "# #", "---", "- \n- ", "```"])
def test_no_words_no_harm(text: str) -> None:
    assert all(not any(c.isalpha() for c in words) for *_, words in seen(text))


def test_lists_may_be_deep() -> None:
    depth = DEEPEST // 4
    assert len(seen("".join("  " * i + f"- item {i}\n" for i in range(depth)))) == depth


MARKS = st.sampled_from(
    ["# ", "## ", "- ", "* ", "1. ", "2) ", "> ", "    ", "\t", "| ", "```\n", "**", "__", "[^1]: ", ""]
)
LINES = st.lists(
    st.one_of(
        st.sampled_from(["", "---", "===", "|---|---|", "<!--", "-->", "<div>", "```", "- ", "#", " "]),
        st.builds(lambda *parts: "".join(parts), MARKS, MARKS, st.text(st.characters(codec="utf-8"), max_size=30)),
    )
)


@given(LINES)
def test_blocks_are_apart_and_trimmed(rows: list[str]) -> None:
    text = "\n".join(rows).replace("\r", "\n")
    assert in_order(text, blocks_of(text))

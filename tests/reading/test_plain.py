"""Plain text: what its layout shows to somebody who reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Block, BlockKind, Document, Skipped
from analysis.reading.plain import blocks_of, read, wrap_width
from analysis.reading.read_settings import ReadSettings

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM

WRAPPED = """\
The county council has discussed the draft regulations with its cabinet member
for children, its scrutiny committee and the independent chair of the local
safeguarding children board, and what follows is the agreed view.
"""


def kinds(text: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks_of(text)]


def paragraphs(text: str) -> list[str]:
    assert all(kind is PARAGRAPH for kind, _ in kinds(text))
    return [words for _, words in kinds(text)]


def test_the_text_is_the_files_own() -> None:
    (document,) = read(b"Dear Sir\r\n\r\nWe object.\r\n", "a.txt", ReadSettings())
    assert isinstance(document, Document)
    assert document.text == "Dear Sir\n\nWe object.\n"
    assert document.media_type == "text/plain"
    assert [(b.start, b.end) for b in document.blocks] == [(0, 8), (10, 20)]


def test_what_is_not_text_is_a_reason() -> None:
    assert list(read(b"\x00\x01\x02", "a.txt", ReadSettings())) == [
        Skipped("a.txt", "the file is not text, though it begins like it")
    ]


# Lines that an editor wrapped -----------------------------------------------------------------------------------------


def test_wrapped_lines_are_one_paragraph() -> None:
    assert paragraphs(WRAPPED) == [WRAPPED.strip()]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    line = "We think that this is wrong for children, for families and for those who work with them, as we say. " * 2
    assert paragraphs(f"{line}\n{line}\nAnd so do others.") == [line.strip(), line.strip(), "And so do others."]


def test_short_lines_are_paragraphs_of_their_own() -> None:
    assert paragraphs("Keep it local.\nNo profit.\n") == ["Keep it local.", "No profit."]


def test_the_width_is_that_of_the_longest_wrapped_line() -> None:
    assert wrap_width(WRAPPED) == 78
    assert wrap_width("Short lines\nonly.") == 0
    assert wrap_width(f"{WRAPPED}\n{'long ' * 40}\n{'long ' * 40}") == 0
    assert wrap_width("") == 0


@pytest.mark.parametrize("line", ["1. The first point.", "(a) the first point", "iv) The fourth.", "Name: Jane Smith"])
def test_a_line_with_a_number_or_a_field_begins_a_paragraph_where_the_one_above_had_room(line: str) -> None:
    assert paragraphs(f"{WRAPPED}This is what we have to say about it in this letter\n{line}\n{line}")[-2:] == [
        line,
        line,
    ]


def test_a_number_that_the_editor_wrapped_does_not() -> None:
    text = f"{WRAPPED}\nTransport to school is run by a single company that makes, we are told, some\n3.5 million."
    assert len(paragraphs(text)) == 2


def test_a_line_that_had_room_for_more_ends_its_paragraph() -> None:
    assert paragraphs(f"{WRAPPED}It is short.\n{WRAPPED}") == [WRAPPED.strip(), "It is short.", WRAPPED.strip()]


# Lists, headings, quotations ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "– ", "o ", "\uf0b7\t", "•", "  - "])
def test_bullets(mark: str) -> None:
    assert kinds(f"{mark}Keep it local\n{mark}No profit") == [(ITEM, "Keep it local"), (ITEM, "No profit")]


def test_a_bullets_level_is_its_indentation() -> None:
    assert [b.level for b in blocks_of("- one\n  - two\n    - three\n\t- four\n- five")] == [0, 1, 2, 2, 0]


def test_a_wrapped_bullet_is_one_item() -> None:
    text = "- " + WRAPPED.strip().replace("\n", "\n  ") + "\n- Short"
    assert [kind for kind, _ in kinds(text)] == [ITEM, ITEM]


def test_one_dash_in_a_paragraph_is_a_dash() -> None:
    text = "It was said at the time that the change would cost nothing at all in the end\n- and it did not stay so."
    assert [kind for kind, _ in kinds(text)] == [PARAGRAPH]


@pytest.mark.parametrize("text", ["-5 degrees", "o brother", "*bold* words", "--- drawn", "·5 million"])
def test_what_is_no_bullet(text: str) -> None:
    assert kinds(text)[0][0] is PARAGRAPH


@pytest.mark.parametrize("rule", ["=======", "-------", "_ _ _ _", "***"])
def test_an_underlined_line_is_a_heading(rule: str) -> None:
    assert kinds(f"Our views\n{rule}\nWe object.") == [(HEADING, "Our views"), (PARAGRAPH, "We object.")]


def test_a_drawn_line_is_in_no_block() -> None:
    assert paragraphs("One.\n\n----------\n\nTwo.") == ["One.", "Two."]


def test_quoted_lines_stand_apart_from_the_answer() -> None:
    assert paragraphs("> Do you agree?\n> Please say why.\n>\n> Thanks\nYes.\n") == [
        "> Do you agree?",
        "> Please say why.",
        "> Thanks",
        "Yes.",
    ]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\n" * 100, "-----\n====="])
def test_no_words_no_blocks(text: str) -> None:
    assert blocks_of(text) == ()


def in_order(text: str, blocks: tuple[Block, ...]) -> bool:
    """Whether blocks are apart, in order, not empty and trimmed."""
    at = 0
    for block in blocks:
        words = text[block.start : block.end]
        if not (at <= block.start < block.end <= len(text) and words == words.strip()):
            return False
        at = block.end
    return True


LINES = st.lists(
    st.one_of(
        st.sampled_from(["", " ", "-----", "- item", "  * item", "1. one", "> quoted", ">", "Heading", "• •", "- - -"]),
        st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=100),
        st.sampled_from([WRAPPED.strip(), "word " * 30, "\t(a) text", "o Word", "\u00a0", "\ufeff- x"]),
    )
)


@given(LINES)
def test_blocks_are_apart_and_all_words_are_in_one(rows: list[str]) -> None:
    text = "\n".join(rows)
    blocks = blocks_of(text)
    assert in_order(text, blocks)
    covered = {i for block in blocks for i in range(block.start, block.end)}
    assert not any(c.isalpha() and i not in covered and c != "o" for i, c in enumerate(text))


def test_a_letter_that_was_encoded_twice_is_put_right_and_told() -> None:
    letter = "The council’s plan costs £40,000 – more than the library.\n\nKeep the “quiet” hour."
    broken = "\n".join(line.encode().decode("cp1252", "ignore") for line in letter.split("\n"))
    (found,) = read(broken.encode(), "a.txt", ReadSettings())
    assert isinstance(found, Document)
    assert found.text.startswith("The council’s plan costs £40,000 – more")
    assert any("wrong encoding" in omitted.reason for omitted in found.omitted)

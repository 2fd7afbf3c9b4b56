"""RTF: its paragraphs and the numbers written into it, what is left out, and files that mean harm."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Block, BlockKind, Document, Omitted, Skipped
from analysis.reading import ReadSettings, rtf
from analysis.reading.rtf import read
from analysis.text import words
from tests.effort import LINEAR, growth
from tests.share import examples


def results(content: bytes) -> list[Document | Skipped]:
    return list(read(content, "answer.rtf", ReadSettings()))


def document(body: str) -> Document:
    (found,) = results(rf"{{\rtf1\ansi\ansicpg1252\deff0 {body}}}".encode("latin-1"))
    assert isinstance(found, Document), found
    return found


def shown(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def texts(document: Document) -> list[str]:
    return [shown(document, block) for block in document.blocks]


def kinds(document: Document) -> list[BlockKind]:
    return [block.kind for block in document.blocks]


# --- text ---


def test_paragraphs() -> None:
    found = document("\\pard We \\b agree\\b0  with\n you.\\par\\par Truly.\\line Jane\\par")
    assert found.text == "We agree with you.\n\nTruly.\nJane"
    assert kinds(found) == [BlockKind.PARAGRAPH] * 2
    assert found.media_type == "application/rtf"


def test_characters_by_code_page_font_and_unicode() -> None:
    fonts = r"{\fonttbl{\f0\fnil Arial;}{\f1\fnil\fcharset204 Cyr;}}"
    codes = r"caf\'e9 \'93x\'94 \f1\'c4\'e0\f0  \u8211? \uc0\u163 5 \uc2\u233\'c3\'a9\u55357??\u56832??\~a\_b\-c"
    found = document(fonts + codes)
    assert found.text == "café “x” Да – £5 é😀 a-bc"


def test_headings_by_their_outline_level() -> None:
    found = document(r"\pard\outlinelevel1 Funding\par\pard We agree.\par")
    assert [(b.kind, b.level) for b in found.blocks] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]


# --- lists ---


def test_words_labels_are_numbers() -> None:
    found = document(
        r"{\listtext\pard\plain 1.\tab}\ls1\ilvl0 One\par{\listtext (a)\tab}\ls1\ilvl1 Sub\par\pard Text.\par"
        r"{\pntext\f0 2.\tab}Two\par"
    )
    assert found.text == "1.\tOne\n(a)\tSub\n\nText.\n\n2.\tTwo"
    assert [(b.number, b.level) for b in found.blocks] == [("1.", 0), ("(a)", 1), (None, 0), ("2.", 0)]


@pytest.mark.parametrize("bullet", [r"{\listtext\'b7\tab}", r"\bullet\tab ", r"\u-3913 ?\tab "])
def test_bullets_are_list_items_without_a_number(bullet: str) -> None:
    found = document(rf"{bullet}One\par\pard {bullet}Two\par")
    assert found.text == "One\nTwo"
    assert kinds(found) == [BlockKind.LIST_ITEM] * 2


def test_typed_numbers_that_a_tab_sets_apart_are_numbers_and_dashes_in_a_sentence_no_bullets() -> None:
    found = document(r"1.\tab One\par 2014. Two\par - and - Three\par")
    assert [(b.number, shown(found, b)) for b in found.blocks] == [
        *(("1.", "One"), (None, "2014. Two"), (None, "- and - Three")),
    ]


# --- tables, notes, boxes ---


def test_a_row_is_a_block() -> None:
    rows = r"\trowd\cellx1\cellx2\pard\intbl Item\cell Cost\cell\row\trowd\intbl Staff\cell\cell\row"
    found = document(rows + r"\pard After.\par")
    assert texts(found) == ["Item\tCost", "Staff", "After."]
    assert kinds(found) == [BlockKind.TABLE_ROW, BlockKind.TABLE_ROW, BlockKind.PARAGRAPH]


def test_a_cell_of_several_paragraphs_is_text_in_a_frame() -> None:
    prose = "We agree with the whole of the plan as it stands."
    found = document(rf"\trowd\intbl Question 1\cell {prose}\par Truly.\cell\row\pard After.\par")
    assert texts(found) == ["Question 1", prose, "Truly.", "After."]
    assert kinds(found) == [BlockKind.PARAGRAPH] * 4


def test_notes_stand_after_their_paragraph() -> None:
    note = r"{\super\chftn{\footnote\pard\plain\chftn  As before.}}"
    found = document(rf"We{note} agree{note}.\par Next.\par")
    assert found.text == "We agree.\n\n1 As before.\n\n2 As before.\n\nNext."
    assert kinds(found) == [BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.NOTE, BlockKind.PARAGRAPH]


def test_text_boxes_stand_after_their_paragraph_once() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt Boxed.\par}}{\shprslt{Boxed.\par}}}"
    assert texts(document(rf"We {box}agree.\par")) == ["We agree.", "Boxed."]


def test_headers_and_footers_are_furniture_at_the_end() -> None:
    found = document(r"{\header Our council\par}{\footerf Page 1\par}{\header Our council\par}We agree.\par")
    assert texts(found) == ["We agree.", "Our council", "Page 1"]
    assert kinds(found)[1:] == [BlockKind.FURNITURE] * 2


def test_links_show_their_words_only() -> None:
    link = r'{\field{\*\fldinst HYPERLINK "http://x.uk"}{\fldrslt our {\ul site}}}'
    assert texts(document(rf"See {link}.\par")) == ["See our site."]


# --- what is left out ---


def test_what_programs_write_for_themselves_is_no_text() -> None:
    own = r"{\stylesheet{\s1 Heading 1;}}{\colortbl;\red0;}{\info{\title Secret}{\author Jo}}"
    own += r"{\*\generator W;}{\*\unknown x}"
    picture = r"{\pict\pngblip 89504e47}{\pict\bin5 }}\a{x}"
    assert document(f"{own}{picture}We agree.").text == "We agree."


def test_comments_are_read_and_deletions_and_hidden_text_listed() -> None:
    found = document(
        r"We {\deleted do not }agree{\*\atnid J}{\*\atnauthor Jo}{\*\annotation\chatn  Sure?}{\v  secretly}.\par"
        r"\v Gone.\par\v0 Truly\plain .\par"
    )
    assert texts(found) == ["We agree.", "Sure?", "Truly."]
    assert kinds(found) == [BlockKind.PARAGRAPH, BlockKind.COMMENT, BlockKind.PARAGRAPH]
    assert found.omitted == (
        Omitted("do not", "deleted (tracked change)"),
        *(Omitted(text, "hidden text") for text in ("secretly", "Gone.")),
    )


def test_paragraphs_whose_mark_is_deleted_are_one() -> None:
    assert texts(document(r"We {\deleted\par}agree.\par")) == ["We agree."]


# --- hostile and damaged files ---


def test_a_file_that_ends_in_the_middle_is_read_as_far_as_it_goes() -> None:
    found, skipped = results(rb"{\rtf1 We agree.\par {\b Trul")
    assert isinstance(found, Document)
    assert texts(found) == ["We agree.", "Trul"]
    assert skipped == Skipped("answer.rtf", rtf.CUT_OFF)
    assert len(results(rb"{\rtf1 We agree.\par")) == 1


@pytest.mark.parametrize("content", [b"", b"{\\rtf1", b"{\\rtf1}", b"We agree.", b"{\\rtf1 \\bin99999999 We agree.}"])
def test_files_without_text_say_what_to_do(content: bytes) -> None:
    assert results(content)[0] == Skipped("answer.rtf", rtf.DAMAGED)


@pytest.mark.parametrize(
    "opened", ["{", r"{\footnote ", r"{\shptxt ", r"{\*\annotation ", r"{\header ", r"{\listtext "]
)
def test_deep_nesting_takes_no_more_work_than_its_depth(opened: str) -> None:
    def nested(depth: int) -> list[Document | Skipped]:
        return results(("{\\rtf1 We agree.\\par " + opened * depth + "x" + "}" * depth + "}").encode())

    assert growth(nested, 250) < LINEAR
    assert nested(100_000)


def test_large_files_take_no_more_work_than_their_size() -> None:
    def large(size: int) -> Document:
        return document(r"{\pict " + "89504e47\n" * (10 * size) + "}" + r"{\b We} agree.\par " * size)

    assert growth(large, 500) < LINEAR
    assert len(large(10_000).blocks) == 10_000


def test_damaged_files_never_raise() -> None:
    whole = (
        rb"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}}{\listtext 1.\tab}One caf\'e9\par\trowd\intbl a\cell b\cell\row\pard"
        rb" We{\footnote\chftn  x}\u8211? {\deleted no}\par}"
    )
    chance = random.Random(5)
    for _ in range(300):
        content = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(9)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        assert results(bytes(content))


TOKENS = ["{", "}", "\\par", "\\cell", "\\row", "\\u", "\\v", "\\*", "\\bin1", "\\listtext", "x"]


@given(st.binary(max_size=300), st.lists(st.sampled_from(TOKENS)))
def test_arbitrary_bytes_never_raise(content: bytes, tokens: list[str]) -> None:
    for body in (content, b"{\\rtf1 " + content, b"{\\rtf1 " + "".join(tokens).encode()):
        assert results(body)


WORD = st.text("abcé", min_size=1, max_size=5)
PLAIN = WORD.map(lambda word: (rf"{word}\par ", word))
PARTS = st.one_of(
    PLAIN,
    WORD.map(lambda word: (rf"\pard{{\listtext 7.\tab}}{word}\par\pard ", f"7 {word}")),
    st.tuples(WORD, WORD).map(lambda w: (rf"\trowd\intbl {w[0]}\cell {w[1]}\cell\row\pard ", f"{w[0]} {w[1]}")),
    st.tuples(WORD, WORD).map(lambda w: (rf"{w[0]} {{\*\shpinst{{\shptxt {w[1]}\par}}}}\par ", f"{w[0]} {w[1]}")),
    WORD.map(lambda word: (rf"{{\v {word}}}", "")),
)


@settings(max_examples=examples(150))
@given(st.lists(PARTS, min_size=1, max_size=8))
def test_every_word_is_in_exactly_one_block_or_number(parts: list[tuple[str, str]]) -> None:
    found = document("start\\par " + "".join(part for part, _ in parts))
    at = 0
    for block in found.blocks:
        assert found.text[at : block.start].strip() == (block.number or "")
        at = block.end
    assert at == len(found.text)
    assert sorted(words(found.text)) == sorted(words("start " + " ".join(said for _, said in parts)))


# --- tracked changes, struck options and fonts of signs ---


def test_tracked_insertions_have_their_spans_and_deletions_are_listed() -> None:
    found = document(r"A bay. {\revised We want {\b it} elsewhere.}{\deleted  It is fine.}\par{\revised Drop it.}\par")
    assert texts(found) == ["A bay. We want it elsewhere.", "Drop it."]
    assert [[found.text[a:b] for a, b in block.inserted] for block in found.blocks] == [
        ["We want it elsewhere."],
        ["Drop it."],
    ]
    assert found.omitted == (Omitted("It is fine.", "deleted (tracked change)"),)


def test_options_that_are_struck_out_have_boxes() -> None:
    assert texts(document(r"Do you agree? Yes / {\strike No}\par")) == ["Do you agree? ☒ Yes / ☐ No"]
    assert texts(document(r"It is {\strike quite} wrong.\par")) == ["It is quite wrong."]


def test_letters_of_a_font_of_signs_are_signs() -> None:
    fonts = r"{\fonttbl{\f0\fnil Arial;}{\f1\fnil\fcharset2 Wingdings 2;}}"
    assert texts(document(rf"{fonts}{{\f1 R}} Agree\par{{\f1 \u-3933 ?}} Disagree\par")) == ["☑ Agree", "☐ Disagree"]
    assert texts(document(r"A \'01\'03 file cannot set our signs.\'02\par")) == ["A  file cannot set our signs."]


def test_the_choice_of_a_form_is_shown_by_its_number() -> None:
    field = (
        r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres%s{\*\ffl Support}{\*\ffl Oppose}}}}{\fldrslt }}"
    )
    assert texts(document(rf"View: {field % 1}\par Other: {field % 25}\par")) == ["View: ☒ Oppose", "Other: ☐ Support"]


def test_a_table_in_a_cell_stands_in_that_cell() -> None:
    nested = r"\pard\intbl\itap2 Noise\nestcell It wakes us.\nestcell{\*\nesttableprops\trowd\cellx9\cellx99\nestrow}"
    row = rf"\pard\intbl Which concern you?\cell {nested}{{\nonesttables\par}}\pard\intbl\cell\row"
    found = document(rf"\trowd\cellx1000\cellx2000{row}\pard After.\par")
    assert texts(found) == ["Which concern you?\tNoise\tIt wakes us.", "After."]


def test_a_cell_over_two_columns_keeps_the_next_in_its_own() -> None:
    rows = r"\trowd\cellx1000\cellx2000\cellx3000\pard\intbl A\cell B\cell C\cell\row"
    rows += r"\trowd\cellx2000\cellx3000\pard\intbl D\cell E\cell\row"
    assert texts(document(rf"{rows}\pard After.\par"))[:2] == ["A\tB\tC", "D\t\tE"]


def test_contents_are_furniture_by_their_field_or_style() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s7 toc 1;}{\s8 Title;}}"
    field = r"{\field{\*\fldinst TOC \\o}{\fldrslt Costs 3\par Staff 4}}\par"
    found = document(rf"{styles}\pard\s8 Our answer\par\pard {field}\pard\s7 Fees 5\par\pard\s0 We agree.\par")
    assert kinds(found) == [BlockKind.HEADING, *[BlockKind.FURNITURE] * 3, BlockKind.PARAGRAPH]


def test_endnotes_are_numbered_apart_from_footnotes() -> None:
    found = document(r"We{\footnote\chftn  First.} agree{\footnote\ftnalt\chftn  Last.}.\par")
    assert [block.number for block in found.blocks] == [None, "1", "i"]


def test_headings_are_known_by_the_style_that_theirs_is_based_on() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s2\sbasedon0 Heading 2;}{\s9\sbasedon2 Our title;}}"
    found = document(rf"{styles}\pard\s9 Costs\par\pard\s0 We agree.\par")
    assert [(block.kind, block.level) for block in found.blocks] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]


def test_a_paragraph_has_the_last_number_that_is_written_before_it() -> None:
    found = document(r"{\listtext a)\tab}{\listtext b)\tab}We agree.\par")
    assert [(block.number, shown(found, block)) for block in found.blocks] == [("b)", "We agree.")]

"""Word files: what is shown, in which order and as what."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from analysis.model import Block, BlockKind
from tests.reading.docx_tools import (
    abstract,
    cell,
    document,
    field,
    level,
    num,
    paragraph,
    read_one,
    run,
    style,
    table,
    text_of,
)
from tests.shared import shared_files

LIST = abstract(1, level(0, "%1.")) + num(1, 1)


def shown(body: str, numbering: str = "", styles: str = "", **parts: str) -> list[tuple[BlockKind, str]]:
    found = read_one(document(body, numbering, styles, parts))
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


# --- paragraphs and runs ---


def test_paragraphs_are_blocks_between_blank_lines() -> None:
    found = read_one(document(paragraph("One.") + paragraph("") + paragraph("Two.")))
    assert found.text == "One.\n\nTwo."
    assert found.blocks == (Block(BlockKind.PARAGRAPH, 0, 4), Block(BlockKind.PARAGRAPH, 6, 10))


def test_a_document_made_by_python_docx_is_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Our answer", 0)
    made.add_heading("Funding", 1)
    made.add_paragraph("More money.", style="List Number")
    made.add_paragraph("More people.", style="List Bullet")
    made.save(tmp_path / "made.docx")
    found = read_one((tmp_path / "made.docx").read_bytes())
    assert found.text == "Our answer\n\nFunding\n\n1.\tMore money.\nMore people."
    assert [(b.kind, b.level) for b in found.blocks][:2] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 1)]
    assert [b.number for b in found.blocks] == [None, None, "1.", None]


def test_marks_inside_a_run() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/>"
        '<w:t>ed so\u00adft</w:t><w:sym w:font="Wingdings" w:char="F0FC"/>'
        '<w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>'
    )
    assert text_of(body) == "a\tb\nc coop-ed soft✓α"


def test_two_line_breaks_divide_a_paragraph() -> None:
    body = paragraph("<w:r><w:t>One.</w:t><w:br/><w:br/><w:t>Two.</w:t></w:r>", 1)
    found = read_one(document(body, LIST))
    assert found.text == "1. One.\n\nTwo.".replace("1. ", "1.\t")


def test_wrapped_runs_are_read() -> None:
    body = (
        f'<w:p><w:hyperlink r:id="x">{run("link")}</w:hyperlink><w:smartTag>{run(" tag")}</w:smartTag>'
        f"<w:ins>{run(' new')}</w:ins><w:moveTo>{run(' here')}</w:moveTo>"
        f"<w:fldSimple w:instr='X'>{run(' simple')}</w:fldSimple>"
        f"<w:sdt><w:sdtContent>{run(' control')}</w:sdtContent></w:sdt>"
        "<m:oMath><m:r><m:t>+x</m:t></m:r></m:oMath></w:p>"
    )
    assert text_of(body) == "link tag new here simple control+x"


def test_only_the_result_of_a_field_is_shown() -> None:
    nested = field(f"IF {field('NAME', run('hidden'))}", run("shown"))
    assert text_of(f"<w:p>{run('a ')}{nested}{run(' z')}</w:p>") == "a shown z"


def test_a_field_that_never_ends_hides_nothing() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert text_of(f"<w:p>{broken}{run('still here')}</w:p>{paragraph('and here')}") == "still here\n\nand here"


def test_form_fields_show_their_choice() -> None:
    def begin(data: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'

    tick = begin("<w:checkBox><w:checked/></w:checkBox>")
    drop = begin('<w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Yes"/></w:ddList>')
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert text_of(f"<w:p>{tick}{end}{run(' agree ')}{drop}{end}</w:p>") == "☒ agree ☒ Yes"


def test_automatic_number_fields_are_counted() -> None:
    auto = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTONUM </w:instrText></w:r>'
    auto += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    found = read_one(document("".join(f"<w:p>{auto}{run(each)}</w:p>" for each in ("First thing.", "Second thing."))))
    assert [block.number for block in found.blocks] == ["1.", "2."]


# --- what a block is ---


def test_headings_by_name_outline_level_and_title() -> None:
    styles = (
        style("berschrift1", "heading 1")
        + style("Mine", "Mine", based_on="berschrift1")
        + style("T", "Title")
        + style("O", "Outlined", properties='<w:outlineLvl w:val="2"/>')
        + style("B", "Body", based_on="berschrift1", properties='<w:outlineLvl w:val="9"/>')
    )
    body = "".join(paragraph("Some words", style=each) for each in ("berschrift1", "Mine", "T", "O", "B"))
    found = read_one(document(body, styles=styles))
    assert [block.level for block in found.blocks] == [1, 1, 1, 3, 0]
    assert found.blocks[4].kind is BlockKind.PARAGRAPH


def test_a_sentence_in_a_heading_style_is_a_numbered_paragraph() -> None:
    styles = style("H", "heading 2", number=1)
    body = paragraph("Funding", style="H") + paragraph("We think that the money is not enough for it.", style="H")
    found = read_one(document(body, LIST, styles))
    assert [(b.kind, b.number) for b in found.blocks] == [(BlockKind.HEADING, "1."), (BlockKind.LIST_ITEM, "2.")]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("12\tUnless it applies", "12", "Unless it applies"),
        ("(a) the cost", "(a)", "the cost"),
        ("8. The cost", "8.", "The cost"),
        ("•\tmore money", None, "more money"),
        ("2014. The Act", None, "2014. The Act"),
        ("3.5 million", None, "3.5 million"),
        ("A. Smith wrote", None, "A. Smith wrote"),
        ("Name\tJane", None, "Name\tJane"),
        ("12\tIntroduction\t4", None, "12\tIntroduction\t4"),
    ],
)
def test_typed_numbers_that_the_layout_sets_apart(text: str, number: str | None, rest: str) -> None:
    found = read_one(document(paragraph(text)))
    block = found.blocks[0]
    assert (block.number, found.text[block.start : block.end]) == (number, rest)


def test_contents_are_furniture() -> None:
    lines = field("TOC \\o", run("1 Funding 3") + "</w:p><w:p>" + run("2 Quality 5"))
    body = f"<w:p>{lines}</w:p>" + paragraph("Prose.") + paragraph("3 More 7", style="t")
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body += f"{gallery}<w:sdtContent>{paragraph('Contents')}</w:sdtContent></w:sdt>"
    kinds = [kind for kind, _ in shown(body, styles=style("t", "toc 1"))]
    furniture = BlockKind.FURNITURE
    assert kinds == [furniture, furniture, BlockKind.PARAGRAPH, furniture, furniture]


# --- tables, boxes, notes, margins ---


def test_a_row_of_data_is_one_block() -> None:
    body = table(cell("Year") + cell("Cost"), cell("2014") + cell("£3m"))
    assert shown(body) == [(BlockKind.TABLE_ROW, "Year\tCost"), (BlockKind.TABLE_ROW, "2014\t£3m")]


def test_long_cells_are_paragraphs_and_a_question_before_them_is_a_row() -> None:
    answer = "We think so. " * 20
    body = table(cell("Our view") + cell(answer, "And more."), cell("1") + cell("Do you agree?") + cell(answer))
    assert [kind for kind, _ in shown(body)] == [
        *[BlockKind.PARAGRAPH] * 3,
        *(BlockKind.TABLE_ROW, BlockKind.PARAGRAPH),
    ]


def test_many_large_cells_side_by_side_are_read_across() -> None:
    large = cell("A long enough sentence stands in this cell.", "And another.")
    assert [kind for kind, _ in shown(table(large * 3))] == [BlockKind.TABLE_ROW]


def test_nested_tables_and_merged_cells_are_read_once() -> None:
    inner = table(cell("x") + cell("y"))
    body = table(
        cell("Kind", properties='<w:vMerge w:val="restart"/>') + cell("one", properties='<w:gridSpan w:val="2"/>'),
        cell("", properties="<w:vMerge/>") + cell("two"),
        f"<w:tc>{inner}{paragraph('')}</w:tc>",
    )
    assert [text for _, text in shown(body)] == ["Kind\tone", "two", "x\ty"]


def test_a_number_alone_in_its_cell_stands_before_the_row() -> None:
    numbered = f"<w:tc>{paragraph('', 1)}</w:tc>"
    long = "word " * 50
    found = read_one(document(table(numbered + cell("Short"), numbered + cell(long)), LIST))
    assert [(b.number, b.kind) for b in found.blocks] == [("1.", BlockKind.TABLE_ROW), ("2.", BlockKind.LIST_ITEM)]
    assert found.text.startswith("1.\tShort\n\n2.\tword word")


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(f"<w:p>{run('Before ')}<w:r>{both}</w:r>{run('after')}</w:p>") == "Before after\n\nIn the box"


def test_notes_follow_the_paragraph_that_calls_them() -> None:
    def call(kind: str, key: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'

    body = (
        f"<w:p>{run('One')}{call('footnote', 2)}{run(' more')}</w:p><w:p>{run('Two')}{call('endnote', 2)}"
        f"{call('footnote', 3)}</w:p>"
    )
    separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    texts = {key: paragraph("<w:r><w:footnoteRef/></w:r>" + run(f"foot {key}")) for key in (2, 3)}
    feet = separator + "".join(f'<w:footnote w:id="{key}">{text}</w:footnote>' for key, text in texts.items())
    ends = f'<w:endnote w:id="2">{paragraph("end 2")}</w:endnote>'
    found = read_one(document(body, parts={"footnotes": feet, "endnotes": ends}))
    assert found.text == "One more\n\n1 foot 2\n\nTwo\n\ni end 2\n\n2 foot 3"
    assert [(b.kind, b.number) for b in found.blocks if b.number] == [(BlockKind.NOTE, n) for n in ("1", "i", "2")]


def test_headers_and_footers_stand_at_the_end_once() -> None:
    references = (
        '<w:headerReference r:id="header1"/><w:headerReference r:id="header2"/><w:footerReference r:id="footer1"/>'
    )
    body = paragraph("Prose.") + f"<w:sectPr>{references}</w:sectPr>"
    parts = {"header1": paragraph("Our council"), "header2": paragraph("Our council")}
    parts["footer1"] = paragraph("<w:r><w:t>Page 3 of 9</w:t></w:r>")
    assert shown(body, **parts) == [
        (BlockKind.PARAGRAPH, "Prose."),
        (BlockKind.FURNITURE, "Our council"),
        (BlockKind.FURNITURE, "Page 3 of 9"),
    ]


# --- real files ---


@pytest.mark.parametrize("path", shared_files("data/documents", "*.docx"))
def test_every_character_of_a_real_file_is_in_one_block_or_number(path: Path) -> None:
    found = read_one(path.read_bytes())
    at = 0
    for block in found.blocks:
        between = found.text[at : block.start]
        assert between.strip() == (block.number or "")
        assert found.text[block.start : block.end].strip()
        at = block.end
    assert at == len(found.text)
